import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Budget, type Place, WINDOW_MS } from './budget';

/** A clock that moves only when the test says so; sleepers wake when their time has come. */
class Clock {
  now = 1_000_000;
  #sleepers: { at: number; wake: () => void }[] = [];
  sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const aborted = () => reject(signal.reason);
      const wake = () => {
        signal.removeEventListener('abort', aborted);
        resolve();
      };
      this.#sleepers.push({ at: this.now + ms, wake });
      signal.addEventListener('abort', aborted);
    });
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settle();
      const next = this.#sleepers.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#sleepers.shift();
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
    this.now = end;
    await settle();
  }
}
const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

let stored: unknown;
const open = (clock: Clock, save?: () => Promise<void>) =>
  new Budget({
    load: async () => structuredClone(stored),
    save: async (value) => {
      await save?.();
      stored = structuredClone(value);
    },
    now: () => clock.now,
    sleep: clock.sleep,
  });
const never = new AbortController().signal;

describe('the budget', () => {
  it('lets ten go at once, and the eleventh when the first has been answered for a minute', async () => {
    stored = undefined;
    const clock = new Clock();
    const budget = open(clock);
    await budget.start();
    const places: Place[] = [];
    for (let i = 0; i < 10; i++) places.push(await budget.take(never));
    expect(budget.left).toBe(0);
    let isEleventhOut = false;
    const eleventh = budget.take(never).then(() => {
      isEleventhOut = true;
    });
    await clock.pass(30_000);
    places[0]?.ended(null);
    await clock.pass(WINDOW_MS - 1_000);
    expect(isEleventhOut).toBe(false);
    await clock.pass(3_000);
    expect(isEleventhOut).toBe(true);
    await eleventh;
  });

  it('waits for as long as the server asks', async () => {
    stored = undefined;
    const clock = new Clock();
    const budget = open(clock);
    (await budget.take(never)).ended(120_000);
    expect(budget.left).toBe(0);
    expect(budget.nextAt).toBe(clock.now + 121_000);
    await clock.pass(121_500);
    expect(budget.left).toBe(10);
  });

  it('gives back what was not sent', async () => {
    stored = undefined;
    const budget = open(new Clock());
    (await budget.take(never)).unused();
    expect(budget.left).toBe(10);
  });

  it('sends nothing that it cannot count', async () => {
    stored = undefined;
    const budget = open(new Clock(), () => Promise.reject(new Error('disk full')));
    await expect(budget.take(never)).rejects.toThrow('disk full');
    expect(budget.left).toBe(10);
  });

  it('believes no stored nonsense, and is not stopped for hours by a clock that was set back', async () => {
    stored = { sent: 'many' };
    const clock = new Clock();
    const budget = open(clock);
    await budget.start();
    expect(budget.left).toBe(10);
    stored = { sent: [{ id: 'a', endedAt: clock.now + 9e9 }], pausedUntil: clock.now + 9e9 };
    const later = open(clock);
    await later.start();
    await clock.pass(61 * WINDOW_MS);
    expect(later.left).toBe(10);
  });

  /** The server counts by when requests arrive, anywhere between their leaving and their answer. */
  it('is never exceeded in a simulated hour with three tabs and ten restarts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 20_000, max: 3_580_000 }), { minLength: 10, maxLength: 10 }),
        fc.infiniteStream(fc.record({ out: fc.nat(3_000), back: fc.nat(15_000) })),
        async (restarts, latencies) => {
          stored = undefined;
          const clock = new Clock();
          const begin = clock.now;
          const arrivals: number[] = [];
          const due = [...restarts].sort((a, b) => a - b);
          for (let life = 0; life <= due.length; life++) {
            const budget = open(clock);
            const end = new AbortController();
            // Each tab asks again as soon as it has its answer, and never has enough.
            const tab = async () => {
              while (!end.signal.aborted) {
                const place = await budget.take(end.signal);
                if (end.signal.aborted) return;
                const latency = latencies.next().value;
                arrivals.push(clock.now + latency.out);
                await clock.sleep(latency.out + latency.back, end.signal);
                place.ended(null);
              }
            };
            const tabs = [tab(), tab(), tab()].map((each) => each.catch(() => {}));
            await clock.pass(begin + (due[life] ?? 3_600_000) - clock.now);
            // Killed: nothing of this life is written any more but what is on disk.
            end.abort(new Error('killed'));
            await Promise.all(tabs);
          }
          arrivals.sort((a, b) => a - b);
          const most = Math.max(
            ...arrivals.map((at) => arrivals.filter((t) => t >= at && t < at + WINDOW_MS).length),
          );
          expect(most).toBeLessThanOrEqual(10);
          // And it is used: an hour of slow answers and restarts lets through no few.
          expect(arrivals.length).toBeGreaterThan(250);
        },
      ),
      { numRuns: 4 },
    );
  });
});
