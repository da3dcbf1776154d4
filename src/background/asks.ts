/** What is asked of the queue, and what becomes of it there. */
import type { ImageSource } from '../core/image';
import type { Priority } from '../core/priority';
import type { Verdict } from '../core/verdict';
import type { About } from './about';
import type { EngineRequest, Place } from './engines/engine';
import type { Want } from './images/images';

interface AskBase {
  /** Of an image: its caption. */
  text: string;
  /** What the page says that it is written in. */
  lang?: string | undefined;
  priority: Priority;
  /** False from a private window: the answer is not stored, and nothing of an image is kept. */
  remember: boolean;
  place?: Place;
  /** For now: its turn comes later. */
  waits?(verdict: Verdict): void;
  /** Called once, unless cancelled. `practice`: the guard asked was the practice guard. */
  answered(verdict: Verdict, practice: boolean, about?: About | null): void;
}
export type TextAsk = AskBase & { kind: 'prompt' };
/** An AI's answer. Without a word in its question it is asked about as any text. */
export type ResponseAsk = AskBase & { kind: 'response'; question: string };
export type ImageAsk = AskBase & { kind: 'image'; source: ImageSource };
export type Ask = TextAsk | ResponseAsk | ImageAsk;

/** One requester's hold on what it asked. */
export interface Ticket {
  reprioritise(priority: Priority): void;
  cancel(): void;
}

/** What waits for the guard, or is asked, for all who want to know the same. */
export type Entry = EngineRequest & {
  /** Null where nobody can name the guard: then nothing is shared and nothing stored. */
  readonly key: string | null;
  readonly waiters: Set<Waiter>;
  readonly abort: AbortController;
  remember: boolean;
  stage: 'waiting' | 'asked' | 'done';
  /** When it went out (`performance.now()`); 0 before. */
  askedAt: number;
  /** Ticks of a ready guard's silence since it was asked. */
  silent: number;
};

/** One ask on its way to a verdict. */
export class Waiter {
  readonly ask: Ask;
  priority: Priority;
  practice = false;
  /** Null until it is known who answers. */
  about: About | null = null;
  /** An image that can be had again for as long as it waits. */
  want: Omit<Want, 'found'> | null = null;
  /** Null while it is looked up. */
  entry: Entry | null = null;
  #done = false;

  constructor(ask: Ask) {
    this.ask = ask;
    this.priority = ask.priority;
  }

  tell(verdict: Verdict): void {
    if (this.#done) return;
    this.end();
    this.ask.answered(verdict, this.practice, this.about);
  }

  /** Not yet: it stays in line. */
  inform(verdict: Verdict): void {
    if (!this.#done) this.ask.waits?.(verdict);
  }

  /** Nobody waits any more. */
  end(): void {
    this.#done = true;
    this.want?.release();
  }
}
