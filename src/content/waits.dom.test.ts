import { afterEach, expect, test, vi } from 'vitest';
import { PRIORITY } from '../core/priority';
import { listenAgain } from './listen';
import { Waits } from './waits';

let stopping = new AbortController();

afterEach(() => {
  stopping.abort();
  stopping = new AbortController();
});

class FakeBattery extends EventTarget {
  charging = false;
  level = 1;
}

const allowed = (waits: Waits) => [0, 1, 2].filter((p) => waits.allows(p as 0 | 1 | 2));

test('while its tab is hidden a page waits, unless a person has set otherwise', () => {
  let isHidden = false;
  const changed = vi.fn();
  const waits = new Waits(changed, stopping.signal, null, () => isHidden);
  expect(allowed(waits)).toEqual([0, 1, 2]);
  isHidden = true;
  expect([waits.isPaused, allowed(waits)]).toEqual([true, []]);
  waits.set({ waitHidden: false, batteryInView: true });
  expect([waits.isPaused, allowed(waits)]).toEqual([false, [0, 1, 2]]);
  expect(changed).toHaveBeenCalledTimes(1);
});

test('on a low battery only what is in view is asked about, until it charges', async () => {
  const battery = new FakeBattery();
  const waits = new Waits(
    () => {},
    stopping.signal,
    Promise.resolve(battery),
    () => false,
  );
  await Promise.resolve();
  expect(allowed(waits)).toEqual([0, 1, 2]);
  battery.level = 0.19;
  battery.dispatchEvent(new Event('levelchange'));
  expect([waits.isSaving, allowed(waits)]).toEqual([true, [PRIORITY.visible]]);
  waits.set({ waitHidden: true, batteryInView: false });
  expect(waits.isSaving).toBe(false);
  expect(allowed(waits)).toEqual([0, 1, 2]);
  waits.set({ waitHidden: true, batteryInView: true });
  battery.charging = true;
  battery.dispatchEvent(new Event('chargingchange'));
  expect(allowed(waits)).toEqual([0, 1, 2]);
});

test('a browser that has no battery to tell of never waits for it', async () => {
  const waits = new Waits(
    () => {},
    stopping.signal,
    Promise.reject(new Error('no')),
    () => false,
  );
  await Promise.resolve();
  expect(allowed(waits)).toEqual([0, 1, 2]);
});

test('a document that is opened anew is listened to again', () => {
  new Waits(() => {}, stopping.signal, null);
  const put = vi.spyOn(EventTarget.prototype, 'addEventListener');
  listenAgain();
  const types = put.mock.calls.filter((_, i) => put.mock.contexts[i] === document);
  put.mockRestore();
  expect(types.map(([type]) => type)).toContain('visibilitychange');
});
