/**
 * Those who read the frame's state: popups, which hear of every change, and extension pages, which
 * ask once (`snapshot`). What they read of an element, and when the frame has settled, is worked out
 * here; nothing of it changes a verdict.
 *
 * The background asks here, too, what it has to say while the port is closed.
 */
import * as v from 'valibot';
import type { Counts } from '../core/verdict';
import type { ContentLink, WirePort } from '../platform/content-link';
import {
  BackgroundMessage,
  type ElementSummary,
  type PagePart,
  type PageSnapshot,
  SnapshotRequest,
} from '../platform/messages';
import { PointedRequest } from '../platform/pointed-protocol';
import { doc } from './dom';
import type { ScreenElement } from './extract/element';
import { scrollToElement } from './jump';
import { Languages } from './language';
import type { MarkLayer } from './mark/layer';
import { Pointed } from './pointed';
import { PopupFeed } from './popup-feed';
import type { Job } from './slices';
import { Snapshots } from './snapshots';
import { summaryOf } from './summary';

/** What the background says without a port. Verdicts come by the port alone. */
export type Order = Exclude<BackgroundMessage, { type: 'verdicts' }>;

export interface ReadersDeps {
  readonly elements: ReadonlyMap<number, ScreenElement>;
  readonly marks: Pick<MarkLayer, 'highlight' | 'setShown' | 'host' | 'drawnOver'> & {
    /** The page keeps removing what we draw or write. */
    hasGivenUp(): boolean;
  };
  counts(): Counts;
  parts(): PagePart[];
  askedAt(element: ScreenElement): number | null;
  firstVerdictMs(): number | null;
  isPaused(): boolean;
  /** Only what is in view is asked about. */
  isSaving(): boolean;
  work(): PageSnapshot['work'];
  /** All that is on the page has been looked at, and every element has its answer. */
  isDone(): boolean;
  /** Takes in what the browser has not told of yet. */
  flush(): void;
  /** A popup has come: a person may be about to turn the site off. */
  opened(): void;
  ordered(order: Order): void;
  /** A person wants it asked about once more. */
  askAgain(element: ScreenElement): void;
  measure<T>(work: () => T): T;
  wake(): void;
  wakeIn(ms: number): void;
}

export class Readers {
  readonly #frame = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) =>
    n.toString(36),
  ).join('');
  readonly #feeds = new Set<PopupFeed>();
  readonly #languages: Languages;
  readonly #snapshots: Snapshots;
  readonly #pointed: Pointed;
  #settledMs: number | null = null;

  constructor(
    link: Pick<ContentLink, 'detectLanguage' | 'onPopup' | 'onQuestion'>,
    private readonly deps: ReadersDeps,
    signal: AbortSignal,
  ) {
    this.#languages = new Languages(link.detectLanguage, (element) => {
      this.changed(element);
      deps.wake();
    });
    this.#snapshots = new Snapshots({
      elements: () => deps.elements.values(),
      summary: (element) => this.#summary(element),
      askedAt: (element) => deps.askedAt(element),
      languagesKnown: () => this.#languages.isIdle,
      state: () => this.#state(),
      wakeIn: (ms) => deps.wakeIn(ms),
    });
    this.#pointed = new Pointed(
      {
        elements: () => deps.elements.values(),
        isThere: (element) => deps.elements.get(element.id) === element,
        askAgain: (element) => deps.askAgain(element),
        show: (element) => this.#jump(element.id),
        language: (element) => this.#languages.of(element),
        showMarks: (shown) => deps.marks.setShown(shown),
        drawn: deps.marks,
      },
      signal,
    );
    const ends = [
      link.onPopup((port) => this.#popup(port)),
      link.onQuestion((message) => this.#question(message)),
    ];
    signal.addEventListener('abort', () => {
      for (const end of ends) end();
    });
  }

  /** In this order, after all that changes what is read. */
  get jobs(): readonly Job[] {
    return [
      { step: () => this.#checkSettled() },
      { step: () => this.#stepFeeds() },
      { step: () => this.#snapshots.step() },
      { step: () => this.#languages.step() },
    ];
  }

  changed(element: ScreenElement): void {
    for (const feed of this.#feeds) feed.changed(element);
  }

  removed(element: ScreenElement): void {
    for (const feed of this.#feeds) feed.removed(element);
  }

  /** Counts, parts or the state of the marks have changed. */
  news(): void {
    for (const feed of this.#feeds) feed.news();
  }

  /** The document goes; should it come back, popups find it anew. */
  gone(): void {
    for (const feed of this.#feeds) feed.gone();
  }

  stop(): void {
    this.#languages.stop();
    for (const feed of this.#feeds) feed.close();
    this.#feeds.clear();
  }

  #popup(port: WirePort): void {
    const { deps } = this;
    const feed: PopupFeed = new PopupFeed(
      port,
      {
        frame: this.#frame,
        elements: () => deps.elements.values(),
        element: (id) => deps.elements.get(id),
        summary: (element) => this.#summary(element),
        counts: () => deps.counts(),
        marksRemoved: () => deps.marks.hasGivenUp(),
        isSaving: () => deps.isSaving(),
        parts: () => deps.parts(),
        jump: (id) => this.#jump(id),
        wakeIn: (ms) => deps.wakeIn(ms),
      },
      () => this.#feeds.delete(feed),
    );
    this.#feeds.add(feed);
    deps.opened();
  }

  #question(message: unknown): Promise<unknown> | undefined {
    const snapshot = v.safeParse(SnapshotRequest, message);
    if (snapshot.success) return this.#snapshots.take(snapshot.output.elements !== false);
    const pointed = v.safeParse(PointedRequest, message);
    if (pointed.success)
      return Promise.resolve(this.deps.measure(() => this.#pointed.answer(pointed.output)));
    const parsed = v.safeParse(BackgroundMessage, message);
    if (!parsed.success || parsed.output.type === 'verdicts') return undefined;
    const order: Order = parsed.output;
    this.deps.measure(() => this.deps.ordered(order));
    return Promise.resolve(null);
  }

  #stepFeeds(): boolean {
    let hasMore = false;
    for (const feed of this.#feeds) hasMore = feed.step() || hasMore;
    return hasMore;
  }

  #jump(id: number): void {
    const element = this.deps.elements.get(id);
    if (!element) return;
    scrollToElement(element);
    this.deps.marks.highlight(element);
  }

  #summary(element: ScreenElement): ElementSummary {
    return summaryOf(element, this.#languages.of(element));
  }

  #checkSettled(): boolean {
    this.#settledMs = this.deps.isDone() ? (this.#settledMs ?? performance.now()) : null;
    return false;
  }

  #state(): Omit<PageSnapshot, 'elements'> {
    const { deps } = this;
    deps.measure(() => deps.flush());
    this.#checkSettled();
    return {
      frame: this.#frame,
      title: doc.title,
      counts: deps.counts(),
      settled: this.#settledMs !== null,
      paused: deps.isPaused(),
      settledMs: this.#settledMs,
      firstVerdictMs: deps.firstVerdictMs(),
      work: deps.work(),
    };
  }
}
