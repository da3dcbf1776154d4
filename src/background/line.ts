/**
 * Those that wait for a place with the engine. Within a class the newest goes first, and every
 * eighth place goes to whatever has waited longest, so nothing starves.
 */
import { PRIORITY, type Priority } from '../core/priority';

export interface Waits {
  priority: Priority;
  /** Moved on, it is skipped when it is met. */
  stage: 'waiting' | 'asked' | 'done';
}

/** Out with the engine at most, when the next one is of this class: the last are kept for what is in view. */
export type Places = Readonly<Record<Priority, number>>;

const OLDEST_EVERY = 8;
/** Those that have gone are cleared away in one go. */
const CLEARED_FROM = 1_000;

export class Line<T extends Waits> {
  readonly #places: Places;
  /** By class, newest last. */
  readonly #stacks: Record<Priority, T[]> = { 0: [], 1: [], 2: [] };
  /** Oldest first, from `#oldest` on. */
  #line: T[] = [];
  #oldest = 0;
  #turn = 0;

  constructor(places: Places) {
    this.#places = places;
  }

  add(entry: T): void {
    this.#stacks[entry.priority].push(entry);
    this.#line.push(entry);
  }

  /** Its class has changed. */
  move(entry: T): void {
    this.#stacks[entry.priority].push(entry);
  }

  /** The next to go out, with so many of this line out already. */
  next(out: number): T | undefined {
    if (out >= this.#places[PRIORITY.visible]) return undefined;
    const entry = this.#ofTurn() ?? this.#newest(out);
    if (entry) this.#turn++;
    return entry;
  }

  waiting(): T[] {
    return this.#line.slice(this.#oldest).filter(({ stage }) => stage === 'waiting');
  }

  #newest(out: number): T | undefined {
    for (const priority of [PRIORITY.visible, PRIORITY.near, PRIORITY.rest]) {
      if (out >= this.#places[priority]) return undefined;
      const stack = this.#stacks[priority];
      for (let entry = stack.pop(); entry; entry = stack.pop()) {
        if (entry.stage === 'waiting' && entry.priority === priority) return entry;
      }
    }
    return undefined;
  }

  /** The oldest, when it is its turn. */
  #ofTurn(): T | undefined {
    if (this.#turn % OLDEST_EVERY !== OLDEST_EVERY - 1) return undefined;
    let found: T | undefined;
    while (!found && this.#oldest < this.#line.length) {
      const entry = this.#line[this.#oldest++];
      if (entry?.stage === 'waiting') found = entry;
    }
    if (this.#oldest > CLEARED_FROM || this.#oldest === this.#line.length) {
      this.#line = this.#line.slice(this.#oldest);
      this.#oldest = 0;
    }
    // The engine has an order of its own, and must not let it starve either.
    if (found) found.priority = PRIORITY.visible;
    return found;
  }
}
