import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChatError, type ChatTrouble } from '../../../core/chat/trouble';
import { Health } from './health';

let health: Health;
let rested: number;
beforeEach(() => {
  vi.useFakeTimers();
  rested = 0;
  health = new Health({ changed: () => {}, rested: () => rested++ });
});
afterEach(() => vi.useRealTimers());

const fail = (trouble: ChatTrouble, retryAfterMs: number | null = null) =>
  health.failed(new ChatError(trouble, 'what came back', retryAfterMs));

it.each<ChatTrouble>([
  'unreachable',
  'not-an-api',
  'origin-refused',
  'key-refused',
  'model-missing',
  'too-many',
])('rests at once where it is %s, and is tried again by itself', (trouble) => {
  expect(fail(trouble)).toBe(true);
  expect(health.resting).toMatchObject({ trouble, until: Date.now() + 5_000 });
  vi.advanceTimersByTime(5_000);
  expect(health.resting).toBeNull();
  expect(rested).toBe(1);
});

it.each<ChatTrouble>(['slow', 'server-error'])(
  'rests at the third %s in a row: it may be one element’s fault',
  (trouble) => {
    expect(fail(trouble)).toBe(false);
    expect(fail(trouble)).toBe(false);
    health.answered();
    expect(fail(trouble)).toBe(false);
    expect(fail(trouble)).toBe(false);
    expect(fail(trouble)).toBe(true);
  },
);

it('does not rest for images that are refused', () => {
  for (let i = 0; i < 10; i++) expect(fail('no-sight')).toBe(false);
});

it('rests where it refuses whatever it is asked, and not where it refuses some', () => {
  for (let i = 0; i < 20; i++) {
    expect(fail('content')).toBe(false);
    if (i % 4 === 3) health.answered();
  }
  for (let i = 0; i < 4; i++) expect(fail('content')).toBe(false);
  expect(fail('content')).toBe(true);
  expect(health.resting?.trouble).toBe('not-an-api');
});

it('is no guard where it never makes sense; once it has, senseless answers are its questions’ doing', () => {
  fail('no-guard-answer');
  fail('no-guard-answer');
  expect(fail('no-guard-answer')).toBe(true);
  health.reset();
  health.answered();
  for (let i = 0; i < 10; i++) expect(fail('no-guard-answer')).toBe(false);
});

it('rests longer each time, five minutes at most, and as long as the server asks', () => {
  const rests: number[] = [];
  for (let i = 0; i < 9; i++) {
    fail('unreachable');
    rests.push((health.resting?.until ?? 0) - Date.now());
    vi.advanceTimersByTime(300_000);
  }
  expect(rests.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(Math.max(...rests)).toBe(300_000);
  health.answered();
  fail('unreachable', 77_000);
  expect((health.resting?.until ?? 0) - Date.now()).toBe(77_000);
});

it('forgets everything when a person wants it tried', () => {
  fail('unreachable');
  health.reset();
  expect(health.resting).toBeNull();
  vi.advanceTimersByTime(300_000);
  expect(rested).toBe(0);
});
