/**
 * The elements that are not in a queue yet. They go on when it is known where they are (after
 * `patienceMs` without a word it is guessed: observers sleep in hidden tabs), when contents
 * that keep changing have been still for QUIET_MS, and when an image has loaded.
 */
import type { Priority } from '../core/priority';
import type { ScreenElement } from './extract/element';
import type { Entry } from './queue';

/** Moved on in one step. */
const RIPEN = 500;
export const QUIET_MS = 250;
/** Contents that never stop changing are asked about this often all the same. */
const RESTLESS_MS = 2_000;

export interface PlacingDeps {
  now(): number;
  /** How long to wait for `priorityOf` to know. */
  patienceMs(): number;
  priorityOf(block: Element): Priority | null;
  /** Whether the page says that it is still being written. */
  isStreaming(element: ScreenElement): boolean;
  /** Where it seems to be, when the browser has not said it in time. */
  guess(block: Element): Priority;
  /** Step again in so many milliseconds. */
  wakeIn(ms: number): void;
}

export class Placing {
  readonly #entries = new Set<Entry>();
  /** Nothing can go on before this. */
  #ripeAt = Number.POSITIVE_INFINITY;

  constructor(private readonly deps: PlacingDeps) {}

  add(entry: Entry): void {
    entry.state = 'placing';
    entry.since = this.deps.now();
    this.#entries.add(entry);
    const isPlaced = this.deps.priorityOf(entry.element.block) !== null;
    const placedAt = entry.since + (isPlaced ? 0 : this.deps.patienceMs());
    this.#ripeAt = Math.min(this.#ripeAt, Math.max(placedAt, heldUntil(entry)));
    this.deps.wakeIn(Math.max(0, this.#ripeAt - entry.since));
  }

  delete(entry: Entry): void {
    this.#entries.delete(entry);
  }

  /** Something is known that may let one go on. */
  stir(): void {
    this.#ripeAt = 0;
  }

  /** Takes this one out of the others if it can go on; false where it must wait. */
  release(entry: Entry): boolean {
    const now = this.deps.now();
    if (this.#waitOf(entry, now) > 0) return false;
    this.#release(entry, now);
    return true;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Those that go on, with their priorities; comes back in time for the others. */
  ripe(): Entry[] {
    const now = this.deps.now();
    if (now < this.#ripeAt) {
      if (this.#entries.size > 0) this.deps.wakeIn(this.#ripeAt - now);
      return [];
    }
    const ripe: Entry[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries) {
      const wait = this.#waitOf(entry, now);
      if (wait > 0) next = Math.min(next, wait);
      else ripe.push(entry);
      if (ripe.length === RIPEN) {
        next = 0;
        break;
      }
    }
    for (const entry of ripe) this.#release(entry, now);
    this.#ripeAt = now + next;
    if (this.#entries.size > 0) this.deps.wakeIn(next);
    return ripe;
  }

  #release(entry: Entry, now: number): void {
    this.#entries.delete(entry);
    entry.priority = this.#priorityOf(entry.element.block);
    if (entry.restlessSince !== null) entry.restlessSince = now;
    entry.patience?.asked(now);
  }

  #priorityOf(block: Element): Priority {
    return this.deps.priorityOf(block) ?? this.deps.guess(block);
  }

  #waitOf(entry: Entry, now: number): number {
    const isPlaced = this.deps.priorityOf(entry.element.block) !== null;
    const placeWait = isPlaced ? 0 : entry.since + this.deps.patienceMs() - now;
    return Math.max(placeWait, this.#quietWait(entry, now), heldUntil(entry) - now);
  }

  /** How long contents that keep changing must still be quiet. */
  #quietWait({ element, changedAt, restlessSince, patience }: Entry, now: number): number {
    if (changedAt === null) return 0;
    if (patience) {
      const isStreaming = this.deps.isStreaming(element);
      return patience.waitOf(now, changedAt, element.text.length, isStreaming);
    }
    if (restlessSince === null) return 0;
    return Math.min(changedAt + QUIET_MS, restlessSince + RESTLESS_MS) - now;
  }
}

const heldUntil = ({ element, heldUntil }: Entry): number =>
  element.kind === 'image' ? Math.max(heldUntil, element.notBefore) : heldUntil;
