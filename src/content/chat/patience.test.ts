import { expect, it } from 'vitest';
import { Patience } from './patience';

/** Writes for so long, and counts how often it was asked about. */
function written(
  forMs: number,
  {
    everyMs,
    lengthAt,
    isTold = false,
  }: { everyMs: number; lengthAt(ms: number): number; isTold?: boolean },
): { asks: number[]; doneAt: number } {
  const patience = new Patience(0);
  const asks: number[] = [];
  let changedAt = 0;
  let seen = -1;
  for (let now = 0; now < forMs + 20_000; now += 50) {
    const isWriting = now < forMs;
    if (isWriting) changedAt = now - (now % everyMs);
    if (changedAt === seen) continue;
    if (patience.waitOf(now, changedAt, lengthAt(changedAt), isTold && isWriting) > 0) continue;
    patience.asked(now);
    asks.push(now);
    seen = changedAt;
    if (!isWriting) return { asks, doneAt: now };
  }
  throw new Error('it was never asked about when it was done');
}
const short = () => 400;

it('asks an answer that pauses, soon', () => {
  const patience = new Patience(0);
  expect(patience.waitOf(240, 0, 100, false)).toBeGreaterThan(0);
  expect(patience.waitOf(250, 0, 100, false)).toBeLessThanOrEqual(0);
});

it('asks an answer that never pauses a few times, and again when it is done', () => {
  for (const everyMs of [50, 300, 600]) {
    const { asks, doneAt } = written(60_000, { everyMs, lengthAt: short });
    expect(asks.length).toBeGreaterThan(3);
    expect(asks.length).toBeLessThan(14);
    expect(doneAt).toBeLessThanOrEqual(62_100);
  }
});

it('looks at the end of it as soon as the page says that it is done', () => {
  const { doneAt } = written(60_000, { everyMs: 300, lengthAt: short, isTold: true });
  expect(doneAt).toBe(60_000);
  // Looked at often enough to see that.
  expect(new Patience(0).waitOf(0, 0, 100_000, true)).toBeLessThanOrEqual(250);
});

it('asks about long ones less often, so that an hour of writing costs no more than its length', () => {
  const windows = (ms: number) => Math.ceil(ms / 10 / 1_500);
  const { asks } = written(600_000, { everyMs: 100, lengthAt: (ms) => ms / 10 });
  const cost = asks.reduce((sum, at) => sum + windows(at), 0);
  // One window about every half second, however long all of it is.
  expect(cost).toBeLessThan(1_200);
  expect(asks.length).toBeLessThan(60);
});
