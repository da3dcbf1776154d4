import { expect, it } from 'vitest';
import { retryAfterOf, sleep } from './waiting';

it('reads Retry-After as seconds or a date', () => {
  expect(retryAfterOf('7', 0)).toBe(7_000);
  expect(retryAfterOf('Thu, 01 Jan 1970 00:00:10 GMT', 4_000)).toBe(6_000);
  expect(retryAfterOf('Thu, 01 Jan 1970 00:00:10 GMT', 60_000)).toBe(0);
  expect(retryAfterOf('soon', 0)).toBeNull();
  expect(retryAfterOf('', 0)).toBeNull();
  expect(retryAfterOf(null, 0)).toBeNull();
});

it('wakes when its time has come, and at once where it is aborted', async () => {
  await sleep(1, new AbortController().signal);
  const abort = new AbortController();
  const long = sleep(60_000, abort.signal);
  abort.abort(new Error('gone'));
  await expect(long).rejects.toThrow('gone');
  await expect(sleep(60_000, abort.signal)).rejects.toThrow('gone');
});
