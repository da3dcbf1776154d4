/**
 * One frame's screening, put together: extraction feeds the schedule, the schedule asks the
 * background, verdicts come back to the tally, the marks and the popup. Everything of it ends with
 * one AbortSignal.
 */
import * as v from 'valibot';
import { MAX_REQUEST_TEXT } from '../core/limits';
import { unknown, type Verdict } from '../core/verdict';
import type { ContentLink, WirePort } from '../platform/content-link';
import {
  BackgroundMessage,
  type ElementSummary,
  type PageSnapshot,
  SnapshotRequest,
} from '../platform/messages';
import { Alarm } from './alarm';
import { BackgroundLink } from './background-link';
import { doc, isConnected } from './dom';
import type { ElementListener, ImageElement, ScreenElement, TextElement } from './extract/element';
import { Extractor } from './extract/extractor';
import { isFreshText } from './extract/registry';
import { isEditable } from './extract/typed';
import { FrameTurns } from './frame-turns';
import { Images } from './images';
import { scrollToElement } from './jump';
import { Languages } from './language';
import { LateHosts } from './late-hosts';
import { MarkLayer } from './mark/layer';
import { PopupFeed } from './popup-feed';
import { Recall } from './recall';
import { Schedule } from './schedule';
import { SecondChances } from './second-chances';
import { Secrets } from './secrets';
import { Slices } from './slices';
import { Snapshots } from './snapshots';
import { summaryOf } from './summary';
import { Tally } from './tally';
import { Viewport } from './viewport';
import { Waits } from './waits';
import { Watch } from './watch';

/** For the viewport observer's first word: it comes with the next frame, unless the page is busy. */
const PATIENCE_MS = 1_000;
const HIDDEN_PATIENCE_MS = 100;
/** Steps of the schedule in one go: messages of what is in view. */
const SENT_AT_ONCE = 4;
/** Of the main thread, while the page changes without end. */
const STORM_SHARE = 0.1;

/** What the page's global holds of a running instance (main.iife.ts). */
export interface Handle {
  isAlive(): boolean;
  stop(): void;
}

export class Screening implements Handle, ElementListener {
  readonly #stopping = new AbortController();
  readonly #frame = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) =>
    n.toString(36),
  ).join('');
  readonly #slices = new Slices();
  readonly #alarm = new Alarm(() => this.#slices.wake());
  readonly #wakeIn = (ms: number): void => this.#alarm.in(ms);
  readonly #measure = <T>(work: () => T): T => this.#slices.measure(work);
  readonly #extractor: Extractor;
  readonly #images: Images;
  readonly #watch: Watch;
  readonly #viewport: Viewport;
  readonly #schedule: Schedule;
  readonly #background: BackgroundLink;
  readonly #secrets: Secrets;
  readonly #tally: Tally;
  readonly #layer: MarkLayer;
  readonly #languages: Languages;
  readonly #snapshots: Snapshots;
  readonly #feeds = new Set<PopupFeed>();
  /** Elements per block: a mark on a block's only text can use the block's own box. */
  readonly #runs = new Map<Element, number>();
  readonly #recall = new Recall();
  readonly #waits: Waits;
  readonly #secondChances = new SecondChances();
  #frameTurns: FrameTurns;
  #isStormy = false;
  #settledMs: number | null = null;
  #firstVerdictMs: number | null = null;

  constructor(private readonly link: ContentLink) {
    const { signal } = this.#stopping;
    this.#layer = new MarkLayer(
      {
        measure: this.#measure,
        isWholeBlock: ({ block }) => this.#runs.get(block) === 1 && block !== doc.body,
        gaveUp: () => this.#news(),
      },
      signal,
    );
    const lateHosts = new LateHosts((host) => {
      this.#extractor.mark(host, 'full');
      this.#slices.wake();
    }, signal);
    const isOurs = (node: Node): boolean => node === this.#layer.host;
    this.#extractor = new Extractor(isOurs, this, {
      shadowRoot: (root) => this.#watch.observe(root),
      lateHost: (element) => lateHosts.add(element),
      hidden: (element) => this.#watch.watchHidden(element),
      input: (element) => this.#secrets.look(element),
      passed: (element, box, direction) => this.#images.look(element, box, direction),
      gone: (element) => {
        this.#images.hide(element);
        this.#watch.gone(element);
        lateHosts.gone(element);
      },
    });
    const { registry, boxes } = this.#extractor;
    this.#images = new Images(
      {
        elements: registry.elements,
        boxes,
        listener: this,
        measure: this.#measure,
        wakeIn: this.#wakeIn,
      },
      signal,
    );
    this.#viewport = new Viewport((b) => this.#schedule.placed(b), this.#measure, signal);
    this.#background = new BackgroundLink(link, {
      message: (message) => this.#measure(() => this.#heard(message)),
      lost: () => this.#schedule.portLost(),
      opened: () => {
        this.#secrets.opened();
        this.#tally.tell();
      },
      orphaned: () => this.stop(),
      retryIn: this.#wakeIn,
    });
    this.#secrets = new Secrets({
      send: (message) => this.#background.send(message),
      wake: () => this.#slices.wake(),
    });
    this.#tally = new Tally(
      (counts) => this.#background.send({ type: 'counts', counts }),
      this.#wakeIn,
    );
    this.#waits = new Waits(() => this.#slices.wake(), signal);
    this.#schedule = new Schedule({
      now: () => performance.now(),
      send: (message) => this.#secrets.send(message),
      patienceMs: () => (doc.hidden ? HIDDEN_PATIENCE_MS : PATIENCE_MS),
      priorityOf: (block) => this.#viewport.priorityOf(block),
      guess: (block) => this.#viewport.guess(block),
      watch: (block) => {
        this.#viewport.watch(block, this.#isStormy || this.#extractor.isUrgent);
      },
      unwatch: (block) => this.#viewport.unwatch(block),
      isFresh: (element) => this.#isFresh(element),
      isEditable,
      allows: (priority) => this.#waits.allows(priority),
      sourceOf: (image) => this.#images.sourceOf(image),
      failed: ({ id, version }, reason) => this.#judged(id, version, unknown(reason), false),
      wakeIn: this.#wakeIn,
    });
    this.#languages = new Languages(link.detectLanguage, (element) => {
      for (const feed of this.#feeds) feed.changed(element);
      this.#slices.wake();
    });
    this.#snapshots = new Snapshots({
      elements: () => this.#elements.values(),
      summary: (element) => this.#summary(element),
      askedAt: (element) => this.#schedule.askedAt(element),
      languagesKnown: () => this.#languages.isIdle,
      state: () => this.#state(),
      wakeIn: this.#wakeIn,
    });
    this.#watch = new Watch(
      {
        mark: (node, dirt, isUrgent) => this.#extractor.mark(node, dirt, isUrgent),
        markRemoved: (node) => this.#extractor.markRemoved(node),
        redrawn: (drawing) => this.#images.changed(drawing),
        added: (element) => this.#secrets.lookIn(element),
        retyped: (input) => this.#secrets.look(input),
        wake: () => this.#slices.wake(),
        hurry: () => this.#frameTurns.plan(),
        stormed: (isStormy) => this.#stormed(isStormy),
        rescan: () => this.#rescan(),
        isScanning: () => this.#extractor.isScanning,
        churn: () => this.#extractor.churn,
        hostMoved: () => this.#layer.hostMoved(),
        layoutChanged: () => this.#layer.layoutChanged(),
        measure: this.#measure,
        spentMs: () => this.#slices.totalMs,
      },
      isOurs,
      signal,
    );
    this.#frameTurns = new FrameTurns((end) => this.#hurry(end), this.#measure, signal);
    this.#begin(signal);
  }

  isAlive(): boolean {
    return !this.#stopping.signal.aborted && this.link.alive();
  }

  /** What is kept, and how many: for tests of leaks. */
  get held() {
    const schedule = this.#schedule.held;
    const detached = [...this.#watch.hidden, ...schedule.blocks].filter((e) => !isConnected(e));
    return {
      elements: this.#elements.size,
      entries: schedule.entries,
      waitingBlocks: schedule.blocks.length,
      viewport: this.#viewport.size,
      marks: this.#layer.size,
      isDirty: !this.#extractor.idle,
      detached: detached.length,
    };
  }

  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.#slices.stop();
    this.#alarm.stop();
    this.#languages.stop();
    this.#background.close();
    for (const feed of this.#feeds) feed.close();
    this.#feeds.clear();
  }

  added(element: ScreenElement): void {
    if (element.kind === 'text') this.#count(element.block, 1);
    this.#tally.change(undefined, null);
    this.#schedule.add(element);
    this.#remember(element);
    this.#changed(element);
  }

  changed(element: ScreenElement, before: Verdict | null): void {
    this.#tally.change(before, null);
    this.#layer.delete(element);
    this.#schedule.change(element);
    this.#remember(element);
    this.#changed(element);
  }

  /** An equal text has been judged a moment ago. */
  #remember(element: ScreenElement): void {
    const known = this.#recall.of(element);
    if (known) this.#judged(element.id, element.version, known.verdict, known.practice);
  }

  loaded(element: ImageElement): void {
    this.#schedule.loaded(element);
  }

  moved(element: TextElement, from: Element): void {
    this.#count(from, -1);
    this.#count(element.block, 1);
    this.#schedule.move(element, from);
    this.#layer.move(element, from);
  }

  removed(element: ScreenElement): void {
    if (element.kind === 'text') this.#count(element.block, -1);
    this.#tally.change(element.verdict, undefined);
    this.#layer.delete(element);
    this.#schedule.remove(element);
    for (const feed of this.#feeds) feed.removed(element);
  }

  get #elements(): ReadonlyMap<number, ScreenElement> {
    return this.#extractor.registry.elements;
  }

  #begin(signal: AbortSignal): void {
    const slices = this.#slices;
    slices.add({ step: () => this.#watch.step() });
    slices.add({
      step: () => this.#schedule.step(),
      // What frames had no time for. And in a storm, what was found may be gone in the next slice.
      endSlice: () => {
        if (this.#extractor.tookUrgent() || this.#isStormy) this.#sendFound();
      },
    });
    slices.add({ step: () => this.#secrets.step() });
    slices.add({ step: () => this.#tally.step() });
    slices.add({
      beginSlice: () => this.#extractor.beginSlice(),
      step: () => this.#extractor.step(),
    });
    slices.add({ step: () => this.#images.step() });
    slices.add({ step: () => this.#schedule.step() }); // What has just been found.
    slices.add({ step: () => this.#checkSettled() });
    slices.add({ step: () => this.#stepFeeds() });
    slices.add({ step: () => this.#snapshots.step() });
    slices.add({ step: () => this.#languages.step() });

    const ends = [
      this.link.onPopup((port) => this.#popup(port)),
      this.link.onQuestion((message) => this.#question(message)),
    ];
    signal.addEventListener('abort', () => {
      for (const end of ends) end();
    });
    this.#extractor.mark(doc.root, 'full');
    slices.wake();
    // `settled` waits for the load.
    addEventListener('load', () => slices.wake(), { signal });
    addEventListener('pageshow', (event) => this.#returned(event), { signal });
  }

  /** What is new and little, in the frame that shows it first. */
  #hurry(end: number): boolean {
    this.#extractor.beginSlice();
    const hasMore = this.#extractor.hurry(end);
    this.#extractor.tookUrgent();
    this.#sendFound();
    return hasMore;
  }

  /** Asks about what is in view at once. */
  #sendFound(): void {
    this.#viewport.locate();
    for (let i = 0; i < SENT_AT_ONCE && this.#schedule.step(); i++);
  }

  #stormed(isStormy: boolean): void {
    this.#isStormy = isStormy;
    if (isStormy) this.#extractor.forget();
    this.#slices.limit(isStormy ? STORM_SHARE : null);
    this.#slices.wake();
  }

  #rescan(): void {
    this.#extractor.rescan();
    this.#images.rescan();
    // What is in view first: nobody knows how long it stays.
    for (const block of this.#viewport.probe()) this.#extractor.mark(block, 'full', true);
  }

  /** From the back/forward cache: the background has forgotten this frame. */
  #returned({ persisted }: PageTransitionEvent): void {
    if (persisted) {
      this.#background.renew();
      this.#tally.tell();
    }
    this.#slices.wake();
  }

  #heard(message: BackgroundMessage): void {
    if (message.type === 'stop') {
      this.stop();
    } else if (message.type === 'ask-again') {
      this.#askAgain(message.all);
    } else if (message.type === 'pace') {
      this.#waits.set(message.pace);
    } else {
      for (const { id, version, verdict } of message.verdicts) {
        this.#judged(id, version, verdict, message.practice === true);
      }
    }
  }

  #judged(id: number, version: number, verdict: Verdict, practice: boolean): void {
    const current = this.#elements.get(id);
    if (!current || current.version !== version) return;
    const isLater = verdict.reason === 'turn';
    this.#recall.learn(current, verdict, practice);
    if (!isLater && !this.#isFresh(current)) {
      // The page has changed it and we have not come to it yet.
      this.#schedule.repeat(current);
      return;
    }
    const element = isLater
      ? this.#schedule.postpone(id, version)
      : this.#schedule.answer(id, version);
    if (!element) return;
    const isCut = element.text.length > MAX_REQUEST_TEXT;
    const before = element.verdict;
    element.verdict =
      isCut && verdict.flag === 'safe' ? unknown('too-long', verdict.engine) : verdict;
    element.practice = practice;
    if (!isLater) this.#firstVerdictMs ??= performance.now();
    this.#tally.change(before, element.verdict);
    if (element.verdict.flag === 'unsafe') this.#layer.set(element);
    else this.#layer.delete(element);
    this.#changed(element);
  }

  #askAgain(all: boolean): void {
    this.#recall.forget();
    for (const element of this.#elements.values()) {
      if (element.verdict === null || !(all || this.#secondChances.mayBeAskedAgain(element)))
        continue;
      this.#tally.change(element.verdict, null);
      element.verdict = null;
      this.#layer.delete(element);
      this.#schedule.askAgain(element);
      this.#changed(element);
    }
  }

  #isFresh(element: ScreenElement): boolean {
    return element.kind === 'text' ? isFreshText(element) : this.#images.isFresh(element);
  }

  #changed(element: ScreenElement): void {
    for (const feed of this.#feeds) feed.changed(element);
    this.#slices.wake();
  }

  #news(): void {
    for (const feed of this.#feeds) feed.news();
  }

  #count(block: Element, by: number): void {
    const count = (this.#runs.get(block) ?? 0) + by;
    if (count > 0) this.#runs.set(block, count);
    else this.#runs.delete(block);
  }

  #popup(port: WirePort): void {
    const feed: PopupFeed = new PopupFeed(
      port,
      {
        frame: this.#frame,
        elements: () => this.#elements.values(),
        element: (id) => this.#elements.get(id),
        summary: (element) => this.#summary(element),
        counts: () => this.#tally.counts,
        marksRemoved: () => this.#layer.hasGivenUp,
        jump: (id) => this.#jump(id),
        wakeIn: this.#wakeIn,
      },
      () => this.#feeds.delete(feed),
    );
    this.#feeds.add(feed);
    // A person may be about to turn the site off: the background must be able to tell us.
    this.#background.open();
  }

  #stepFeeds(): boolean {
    let hasMore = false;
    for (const feed of this.#feeds) hasMore = feed.step() || hasMore;
    return hasMore;
  }

  #question(message: unknown): Promise<unknown> | undefined {
    const snapshot = v.safeParse(SnapshotRequest, message);
    if (snapshot.success) return this.#snapshots.take(snapshot.output.elements !== false);
    const order = v.safeParse(BackgroundMessage, message);
    if (!order.success || order.output.type === 'verdicts') return undefined;
    this.#measure(() => this.#heard(order.output));
    return Promise.resolve(null);
  }

  #jump(id: number): void {
    const element = this.#elements.get(id);
    if (!element) return;
    scrollToElement(element);
    this.#layer.highlight(element);
  }

  #summary(element: ScreenElement): ElementSummary {
    return summaryOf(element, this.#languages.of(element));
  }

  #checkSettled(): boolean {
    const isSettled =
      doc.readyState === 'complete' &&
      this.#extractor.idle &&
      this.#images.idle &&
      !this.#watch.isPending &&
      this.#tally.counts.waiting === 0 &&
      // Some are unknown only until their turn has come.
      this.#schedule.idle;
    this.#settledMs = isSettled ? (this.#settledMs ?? performance.now()) : null;
    return false;
  }

  #state(): Omit<PageSnapshot, 'elements'> {
    this.#measure(() => this.#watch.flush());
    this.#checkSettled();
    return {
      frame: this.#frame,
      title: doc.title,
      counts: this.#tally.counts,
      settled: this.#settledMs !== null,
      paused: this.#waits.isPaused,
      settledMs: this.#settledMs,
      firstVerdictMs: this.#firstVerdictMs,
      work: {
        ...this.#slices.report,
        scannedNodes: this.#extractor.scanned.nodes,
        scanMs: this.#extractor.scanned.ms,
      },
    };
  }
}
