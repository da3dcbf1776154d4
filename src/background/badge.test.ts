import { describe, expect, it, vi } from 'vitest';
import { noCounts } from '../core/verdict';
import { Badge, badgeText, badgeTitle } from './badge';

describe('the toolbar button', () => {
  it.each([
    [0, ''],
    [1, '1'],
    [999, '999'],
    [1000, '999+'],
  ])('shows %i unsafe as “%s”', (unsafe, text) => {
    expect(badgeText({ ...noCounts(), unsafe })).toBe(text);
  });

  it('says in words what the number is', () => {
    expect(badgeTitle(noCounts())).toBe('Seawall');
    expect(badgeTitle({ safe: 36, unsafe: 3, unknown: 1, waiting: 2 })).toBe(
      'Seawall: 3 unsafe of 42 elements, still checking',
    );
    expect(badgeTitle({ safe: 38, unsafe: 3, unknown: 1, waiting: 0 })).toBe(
      'Seawall: 3 unsafe of 42 elements, 1 not known',
    );
    expect(badgeTitle({ safe: 39, unsafe: 3, unknown: 0, waiting: 0 })).toBe(
      'Seawall: 3 unsafe of 42 elements',
    );
    expect(badgeTitle({ ...noCounts(), unsafe: 1 })).toBe('Seawall: 1 unsafe of 1 element');
  });

  it('changes only when what it shows does, or when the browser has reset it', () => {
    const setText = vi.fn(async () => {});
    const badge = new Badge({ setText, setColours: async () => {}, setTitle: async () => {} });
    const counts = { ...noCounts(), unsafe: 1 };
    badge.show(1, counts);
    badge.show(1, { ...counts });
    expect(setText).toHaveBeenCalledTimes(1);
    badge.forget(1);
    badge.show(1, counts);
    expect(setText).toHaveBeenCalledTimes(2);
  });

  it('takes no harm from a tab that has just closed', async () => {
    const gone = async () => {
      throw new Error('No tab with id: 1');
    };
    new Badge({ setText: gone, setColours: gone, setTitle: gone }).show(1, noCounts());
    await new Promise((resolve) => setImmediate(resolve));
  });
});
