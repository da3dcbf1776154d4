/**
 * What asks, put together: the schedule, and what it goes by. That is where elements are
 * (viewport.ts), who answers whom in a talk with an AI (chat/), and whether the page is to wait
 * (waits.ts).
 */
import { Exchanges, type ExchangesDeps } from './chat/exchanges';
import type { ChatSite } from './chat/sites';
import { Turns, type TurnsDeps } from './chat/turns';
import { time } from './clock';
import { doc } from './dom';
import type { ScreenElement } from './extract/element';
import { isEditable } from './extract/typed';
import { saidLanguage } from './language';
import { Schedule, type ScheduleDeps } from './schedule';
import { Viewport } from './viewport';
import { Waits } from './waits';

/** For the viewport observer's first word: it comes with the next frame, unless the page is busy. */
const PATIENCE_MS = 1_000;
const HIDDEN_PATIENCE_MS = 100;
/** Steps of the schedule in one go: messages of what is in view. */
const SENT_AT_ONCE = 4;

export interface AskingDeps
  extends ExchangesDeps,
    Pick<TurnsDeps, 'doubted'>,
    Pick<ScheduleDeps, 'send' | 'isFresh' | 'sourceOf' | 'failed' | 'wakeIn'> {
  /** What is found now is to be placed by its box, without the observer's word. */
  isUrgent(): boolean;
  /** What may be asked about now is another thing. */
  paced(): void;
  /** Wraps what runs on the page's main thread. */
  measure<T>(work: () => T): T;
}

export class Asking {
  readonly turns: Turns;
  readonly exchanges: Exchanges;
  readonly schedule: Schedule;
  readonly viewport: Viewport;
  readonly waits: Waits;

  constructor(site: ChatSite | null, deps: AskingDeps, signal: AbortSignal) {
    this.turns = new Turns(site, {
      doubted: (block) => deps.doubted(block),
      changed: (block) => this.exchanges.turned(block),
    });
    this.exchanges = new Exchanges(this.turns, deps);
    this.viewport = new Viewport((blocks) => this.schedule.placed(blocks), deps.measure, signal);
    this.waits = new Waits(() => deps.paced(), signal);
    this.schedule = new Schedule({
      now: time,
      send: (message) => deps.send(message),
      patienceMs: () => (doc.hidden ? HIDDEN_PATIENCE_MS : PATIENCE_MS),
      priorityOf: (block) => this.viewport.priorityOf(block),
      guess: (block) => this.viewport.guess(block),
      watch: (block) => this.viewport.watch(block, deps.isUrgent()),
      unwatch: (block) => this.viewport.unwatch(block),
      isFresh: (element) => deps.isFresh(element),
      allows: (priority) => this.waits.allows(priority),
      isStreaming: (element) => element.kind === 'text' && this.exchanges.isStreaming(element),
      isEditable: (element) => this.#isEditable(element),
      saidLanguage,
      sourceOf: (image) => deps.sourceOf(image),
      failed: (image, reason) => deps.failed(image, reason),
      wakeIn: (ms) => deps.wakeIn(ms),
    });
  }

  /** Every element has its answer, to the question that it has now. */
  get idle(): boolean {
    return this.exchanges.idle && this.schedule.idle;
  }

  step(): boolean {
    // First: nothing is asked with a question that is gone.
    this.exchanges.step();
    return this.schedule.step();
  }

  /** Asks about what is in view at once. */
  sendFound(): void {
    this.viewport.locate();
    for (let i = 0; i < SENT_AT_ONCE && this.step(); i++);
  }

  /** An answer goes where its question may go. */
  #isEditable(element: ScreenElement): boolean {
    if (isEditable(element)) return true;
    const request = element.kind === 'text' ? this.exchanges.requestOf(element) : null;
    return request !== null && isEditable(request);
  }
}
