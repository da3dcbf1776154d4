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
  /** When these contents were first asked about. */
  askedAt: number | null;
}

const TIDY_FROM = 256;

export class Queue {
  #items: { entry: Entry; ticket: number }[] = [];
  #head = 0;
  #mostBeforeTidying = TIDY_FROM;

  push(entry: Entry): void {
    if (this.#size >= this.#mostBeforeTidying) this.#tidy();
    this.#items.push({ entry, ticket: entry.ticket });
  }

  /** Places held, those that were left included. */
  get length(): number {
    return this.#size;
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

  /** While nothing comes up, what has gone from the page must not stay here. */
  #tidy(): void {
    this.#items = this.#items.slice(this.#head).filter(isCurrent);
    this.#head = 0;
    this.#mostBeforeTidying = Math.max(TIDY_FROM, 2 * this.#items.length);
  }

  #reset(): void {
    this.#items = [];
    this.#head = 0;
  }
}

const isCurrent = ({ entry, ticket }: { entry: Entry; ticket: number }): boolean =>
  entry.state === 'waiting' && entry.ticket === ticket;
