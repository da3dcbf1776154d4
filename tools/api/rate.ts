/** So many requests in any stretch of time, and when to come back after that. */
import type { Behaviour } from './behaviour';
import { type Reply, refusal } from './reply';

export class Rate {
  #taken: number[] = [];

  /** Null where the request may go on. */
  take({ perMinute, windowMs, retryAfter }: Behaviour): Reply | null {
    if (perMinute === null) return null;
    const now = Date.now();
    this.#taken = this.#taken.filter((at) => at > now - windowMs);
    if (this.#taken.length < perMinute) {
      this.#taken.push(now);
      return null;
    }
    // The one whose leaving makes room.
    const leaving = this.#taken.at(-perMinute) ?? now;
    const backAt = leaving + windowMs;
    const reply = refusal(429, 'rate_limit_error', 'Rate limit exceeded. Please try again later.');
    if (retryAfter === 'none') return reply;
    const seconds = Math.max(1, Math.ceil((backAt - now) / 1000));
    const date = new Date(Math.ceil(backAt / 1000) * 1000).toUTCString();
    return {
      ...reply,
      headers: { 'retry-after': retryAfter === 'date' ? date : String(seconds) },
    };
  }
}
