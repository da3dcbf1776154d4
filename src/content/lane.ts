/**
 * Texts and images wait in lanes of their own, each with places of its own at the background: what
 * holds the one up never holds up the other.
 */
import { PRIORITY, type Priority } from '../core/priority';
import { type Entry, Queue } from './queue';

/** So many may be asked at once when the next is of this priority. */
export type Limits = Readonly<Record<Priority, number>>;

const OLDEST_EVERY = 8;
const CLASSES = [PRIORITY.visible, PRIORITY.near, PRIORITY.rest] as const;

export class Lane {
  /** Asked, or being drawn to be asked. */
  readonly asked = new Map<number, Entry>();
  readonly #queues: Readonly<Record<Priority, Queue>> = {
    0: new Queue(),
    1: new Queue(),
    2: new Queue(),
  };
  #turn = 0;

  constructor(private readonly limits: Limits) {}

  wait(entry: Entry): void {
    this.asked.delete(entry.element.id);
    entry.state = 'waiting';
    this.#queues[entry.priority].push(entry);
  }

  /** The next whose turn it is, with so many taken besides those asked; null where none may go. */
  next(taken: number, allows: (priority: Priority) => boolean = () => true): Entry | null {
    const asked = this.asked.size + taken;
    const entry = this.#oldest(asked, allows) ?? this.#newest(asked, allows);
    if (entry) this.#turn++;
    return entry;
  }

  #oldest(asked: number, allows: (priority: Priority) => boolean): Entry | null {
    if (this.#turn % OLDEST_EVERY !== OLDEST_EVERY - 1) return null;
    if (asked >= this.limits[PRIORITY.visible]) return null;
    let oldest: Entry | null = null;
    for (const priority of CLASSES) {
      const entry = allows(priority) ? this.#queues[priority].oldest() : null;
      if (entry && (!oldest || entry.since < oldest.since)) oldest = entry;
    }
    return oldest;
  }

  #newest(asked: number, allows: (priority: Priority) => boolean): Entry | null {
    for (const priority of CLASSES) {
      if (asked >= this.limits[priority]) return null;
      if (!allows(priority)) continue;
      const entry = this.#queues[priority].newest();
      if (entry) return entry;
    }
    return null;
  }
}
