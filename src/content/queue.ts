/**
 * The elements that wait in one priority class. Both ends are open: the newest is asked about
 * first, the oldest now and then. Nothing is taken out of the middle: an entry that has gone on
 * has another ticket by now, and is dropped when it comes up.
 */
import type { ImageSource } from '../core/image';
import type { Priority } from '../core/priority';
import type { Patience } from './chat/patience';
import type { ScreenElement } from './extract/element';

export interface Entry {
  element: ScreenElement;
  state: 'placing' | 'waiting' | 'drawing' | 'asked' | 'later' | 'answered';
  priority: Priority;
  /** As the background was told it last. */
  toldPriority: Priority;
  /** Of an image: where its bytes are; null until its turn has come, and when it is over. */
  source: ImageSource | null;
  /** Tells the entry's place in a queue from places it has left. */
  ticket: number;
  since: number;
  /** When the contents changed last, and since when it has been changing; null if only once. */
  changedAt: number | null;
  restlessSince: number | null;
  heldUntil: number;
  /** Of an AI's answer that is being written. */
  patience: Patience | null;
  /** The version that the background was asked about and has not answered; null where none. */
  outVersion: number | null;
}

export class Queue {
  #items: { entry: Entry; ticket: number }[] = [];
  #head = 0;

  push(entry: Entry): void {
    this.#items.push({ entry, ticket: entry.ticket });
  }

  newest(): Entry | null {
    for (let item = this.#items.at(-1); item && this.#size > 0; item = this.#items.at(-1)) {
      if (isCurrent(item)) return item.entry;
      this.#items.pop();
    }
    this.#reset();
    return null;
  }

  oldest(): Entry | null {
    for (let item = this.#items[this.#head]; item; item = this.#items[++this.#head]) {
      if (isCurrent(item)) return item.entry;
    }
    this.#reset();
    return null;
  }

  get #size(): number {
    return this.#items.length - this.#head;
  }

  #reset(): void {
    this.#items = [];
    this.#head = 0;
  }
}

const isCurrent = ({ entry, ticket }: { entry: Entry; ticket: number }): boolean =>
  entry.state === 'waiting' && entry.ticket === ticket;
