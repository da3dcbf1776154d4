import { expect, it } from 'vitest';
import { LockRefusal } from './lock';
import { Revealing } from './revealing';

const asked = { tabId: 1, frameId: 0, document: '17', id: 4, version: 2 };

function revealing(require: () => Promise<void>, ask: () => Promise<void> = async () => {}) {
  const pins: unknown[] = [];
  const made = new Revealing({
    require,
    async askForPin(what) {
      pins.push(what);
      await ask();
    },
  });
  return { may: made.may(asked), pins };
}

it('shows where nothing guards it, without a question', async () => {
  const { may, pins } = revealing(async () => {});
  expect(await may).toBe(true);
  expect(pins).toEqual([]);
});

it('asks for the PIN where the lock guards it, and does not show', async () => {
  const { may, pins } = revealing(() => Promise.reject(new LockRefusal('locked')));
  expect(await may).toBe(false);
  expect(pins).toEqual([asked]);
});

it('does not show where the lock or the window fails', async () => {
  const broken = revealing(() => Promise.reject(new Error('no store')));
  expect(await broken.may).toBe(false);
  expect(broken.pins).toEqual([]);
  const noWindow = revealing(
    () => Promise.reject(new LockRefusal('unreadable')),
    () => Promise.reject(new Error('no window')),
  );
  expect(await noWindow.may).toBe(false);
});
