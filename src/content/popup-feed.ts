/**
 * What a connected popup hears: the whole page once, then what has changed, a few times a second.
 * Built in steps, because a page may have tens of thousands of elements.
 */
import * as v from 'valibot';
import type { Counts } from '../core/verdict';
import type { WirePort } from '../platform/content-link';
import {
  type ElementSummary,
  type PageMessage,
  type PagePart,
  PopupMessage,
} from '../platform/messages';
import type { ScreenElement } from './extract/element';

const THROTTLE_MS = 100;
const STEP = 50;
/** Elements in one `changes` message. */
const MAX_CHANGES = 1_000;

export interface FeedSource {
  readonly frame: string;
  elements(): Iterable<ScreenElement>;
  element(id: number): ScreenElement | undefined;
  summary(element: ScreenElement): ElementSummary;
  counts(): Counts;
  marksRemoved(): boolean;
  isSaving(): boolean;
  parts(): PagePart[];
  jump(id: number): void;
  wakeIn(ms: number): void;
}

export class PopupFeed {
  /** Ids still to be told in the first message; null once it has gone. */
  #first: Iterator<ScreenElement> | null;
  #summaries: ElementSummary[] = [];
  readonly #changed = new Set<number>();
  readonly #removed = new Set<number>();
  #hasNews = false;
  #notBefore = 0;

  constructor(
    private readonly port: WirePort,
    private readonly source: FeedSource,
    closed: () => void,
  ) {
    this.#first = [...source.elements()].values();
    port.onClose(closed);
    port.onMessage((message) => {
      const parsed = v.safeParse(PopupMessage, message);
      if (parsed.success && parsed.output.frame === source.frame) source.jump(parsed.output.id);
    });
    source.wakeIn(0);
  }

  changed(element: ScreenElement): void {
    this.#changed.add(element.id);
    this.news();
  }

  removed(element: ScreenElement): void {
    this.#changed.delete(element.id);
    this.#removed.add(element.id);
    this.news();
  }

  /** Counts or the state of the marks have changed. */
  news(): void {
    this.#hasNews = true;
    this.source.wakeIn(Math.max(0, this.#notBefore - performance.now()));
  }

  step(): boolean {
    if (this.#first) return this.#tellFirst(this.#first);
    if (!this.#hasNews) return false;
    const wait = this.#notBefore - performance.now();
    if (wait > 0) {
      this.source.wakeIn(wait);
      return false;
    }
    return this.#tellChanges();
  }

  /** The document goes; should it come back, the popup finds it anew. */
  gone(): void {
    this.#post({ type: 'gone', frame: this.source.frame });
  }

  close(): void {
    this.port.close();
  }

  #tellFirst(elements: Iterator<ScreenElement>): boolean {
    for (let i = 0; i < STEP; i++) {
      const { done, value } = elements.next();
      if (done) {
        this.#first = null;
        this.#post({ type: 'page', elements: this.#summaries, ...this.#state() });
        this.#summaries = [];
        return this.#hasNews;
      }
      this.#summaries.push(this.source.summary(value));
    }
    return true;
  }

  #tellChanges(): boolean {
    for (let i = 0; i < STEP; i++) {
      const [id] = this.#changed;
      if (id === undefined || this.#summaries.length >= MAX_CHANGES) {
        const removed = [...this.#removed];
        this.#removed.clear();
        this.#hasNews = this.#changed.size > 0;
        this.#post({ type: 'changes', changed: this.#summaries, removed, ...this.#state() });
        this.#summaries = [];
        return this.#hasNews;
      }
      this.#changed.delete(id);
      const element = this.source.element(id);
      if (element) this.#summaries.push(this.source.summary(element));
    }
    return true;
  }

  #state() {
    const { source } = this;
    return {
      frame: source.frame,
      counts: source.counts(),
      marksRemoved: source.marksRemoved(),
      saving: source.isSaving(),
      embedded: isEmbedded(),
      site: location.hostname,
      parts: source.parts(),
    };
  }

  #post(message: PageMessage): void {
    this.#notBefore = performance.now() + THROTTLE_MS;
    try {
      this.port.post(message);
    } catch {
      // The popup has just closed; its close listener ends this feed.
    }
  }
}

/** Whether the document around this one is of another site. */
function isEmbedded(): boolean {
  if (window.parent === window) return false;
  try {
    return window.parent.location.hostname !== location.hostname;
  } catch {
    return true; // Of another origin: nothing of it can be read.
  }
}
