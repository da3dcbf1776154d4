import { describe, expect, it, vi } from 'vitest';

const { storage } = vi.hoisted(() => ({ storage: {} as Record<string, unknown> }));
vi.mock('./browser', () => ({ browser: { storage } }));
const { onManagedChanged, readManagedStorage } = await import('./managed');

describe('storage.managed', () => {
  it('is what the browser has', async () => {
    storage.managed = { get: async () => ({ engine: 'local' }) };
    expect(await readManagedStorage()).toEqual({ engine: 'local' });
  });

  it('is empty where Firefox has none, or a browser knows no such thing', async () => {
    vi.spyOn(console, 'debug').mockImplementation(() => {});
    const get = () => Promise.reject(new Error('Managed storage manifest not found'));
    storage.managed = { get };
    expect(await readManagedStorage()).toEqual({});
    storage.managed = undefined;
    expect(await readManagedStorage()).toEqual({});
  });

  it('tells of its own changes alone', () => {
    let fire = (_changes: object, _area: string): void => {};
    storage.onChanged = {
      addListener: (listener: typeof fire) => {
        fire = listener;
      },
    };
    const heard = vi.fn();
    onManagedChanged(heard);
    fire({}, 'local');
    fire({}, 'session');
    expect(heard).not.toHaveBeenCalled();
    fire({}, 'managed');
    expect(heard).toHaveBeenCalledOnce();
  });
});
