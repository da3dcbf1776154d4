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
import { Exchanges } from './chat/exchanges';
import { type Given, Growing } from './chat/growing';
import { type ChatSite, chatSiteOf } from './chat/sites';
import { Turns } from './chat/turns';
import { doc, isConnected } from './dom';
import type { ElementListener, ImageElement, ScreenElement, TextElement } from './extract/element';
import { Extractor } from './extract/extractor';
import { isFreshText } from './extract/registry';
import { Said } from './extract/said';
import { isEditable } from './extract/typed';
import { Veils } from './extract/veils';
import { afterFirstFrame, FrameTurns } from './frame-turns';
import { Images } from './images';
import { scrollToElement } from './jump';
import { Languages } from './language';
import { LateHosts } from './late-hosts';
import { listen, listenAtDocument } from './listen';
import { MarkLayer } from './mark/layer';
import { Parts } from './parts';
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
  readonly #turns: Turns;
  readonly #exchanges: Exchanges;
  readonly #growing = new Growing();
  readonly #images: Images;
  readonly #said: Said;
  readonly #watch: Watch;
  readonly #viewport: Viewport;
  readonly #schedule: Schedule;
  readonly #background: BackgroundLink;
  readonly #secrets: Secrets;
  readonly #parts: Parts;
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
  #hasBegun = false;
  #settledMs: number | null = null;
  #firstVerdictMs: number | null = null;

  constructor(
    private readonly link: ContentLink,
    site: ChatSite | null = chatSiteOf(location),
  ) {
    const { signal } = this.#stopping;
    this.#layer = new MarkLayer(
      {
        measure: this.#measure,
        isWholeBlock: ({ block, said }) =>
          said !== undefined || (this.#runs.get(block) === 1 && block !== doc.body),
        gaveUp: () => this.#news(),
      },
      signal,
    );
    const lateHosts = new LateHosts((host) => {
      this.#extractor.mark(host, 'full');
      this.#slices.wake();
    }, signal);
    const isOurs = (node: Node): boolean => node === this.#layer.host;
    const veils = new Veils(
      {
        changed: (element) => {
          this.#extractor.mark(element, 'full');
          this.#slices.wake();
        },
        measure: this.#measure,
      },
      signal,
    );
    this.#extractor = new Extractor(isOurs, this, {
      shadowRoot: (root) => this.#watch.observe(root),
      lateHost: (element) => lateHosts.add(element),
      hidden: (element) => this.#watch.watchHidden(element),
      input: (element) => this.#secrets.look(element),
      isVeiled: veils.isVeiled,
      passed: (element, box, direction) => {
        veils.look(element);
        this.#parts.look(element);
        this.#images.look(element, box, direction);
        this.#said.look(element, box, direction);
      },
      gone: (element) => {
        this.#parts.gone(element);
        this.#images.hide(element);
        this.#said.hide(element);
        this.#watch.gone(element);
        lateHosts.gone(element);
      },
      isTurn: (block) => this.#turns.isTurn(block),
    });
    const { registry, boxes } = this.#extractor;
    this.#turns = new Turns(site, {
      doubted: (block) => this.#extractor.reconsider(block),
      changed: (block) => this.#exchanges.turned(block),
    });
    this.#exchanges = new Exchanges(this.#turns, {
      elements: () => registry.elements.values(),
      requestion: (answer) => this.#requestion(answer),
      wake: () => this.#slices.wake(),
    });
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
    this.#said = new Said(
      {
        elements: registry.elements,
        boxes,
        listener: this,
        isWalkOver: () => this.#extractor.idle,
        isPictured: (element) => this.#images.isPictured(element),
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
        this.#parts.opened();
        this.#tally.tell();
      },
      orphaned: () => this.stop(),
      retryIn: this.#wakeIn,
    });
    this.#secrets = new Secrets({
      send: (message) => this.#background.send(message),
      wake: () => this.#slices.wake(),
    });
    this.#parts = new Parts(
      {
        send: (message) => this.#background.send(message),
        wakeIn: this.#wakeIn,
        news: () => this.#news(),
        measure: this.#measure,
      },
      signal,
    );
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
      allows: (priority) => this.#waits.allows(priority),
      isStreaming: (element) => element.kind === 'text' && this.#exchanges.isStreaming(element),
      isEditable: (element) => this.#isEditable(element),
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
        loaded: (element) => this.#parts.loaded(element),
        hurry: () => this.#frameTurns.plan(),
        stormed: (isStormy) => this.#stormed(isStormy),
        rescan: () => this.#rescan(),
        isScanning: () => this.#extractor.isScanning,
        churn: () => this.#extractor.churn,
        hostMoved: () => this.#layer.hostMoved(),
        layoutChanged: () => {
          this.#layer.layoutChanged();
          this.#said.changed();
        },
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
    this.#counted(element, 1);
    this.#tally.change(undefined, null);
    this.#schedule.add(element);
    this.#remember(element);
    this.#changed(element);
  }

  changed(element: ScreenElement, before: Verdict | null, textBefore = ''): void {
    if (element.kind === 'text') this.#exchanges.changed(element);
    const said = this.#growing.changed(element, before, textBefore);
    this.#tally.change(before, null);
    if (said) this.#hold(element, said, before);
    else this.#layer.delete(element);
    this.#schedule.change(element, this.#growing.isGrowing(element));
    if (!said) this.#remember(element);
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
    if (this.#exchanges.changed(element)) this.#requestion(element);
  }

  removed(element: ScreenElement): void {
    this.#counted(element, -1);
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
      step: () => this.#ask(),
      // What frames had no time for. And in a storm, what was found may be gone in the next slice.
      endSlice: () => {
        if (this.#extractor.tookUrgent() || this.#isStormy) this.#sendFound();
      },
    });
    slices.add({ step: () => this.#secrets.step() });
    slices.add({ step: () => this.#tally.step() });
    slices.add({ step: () => this.#parts.step() });
    slices.add({
      beginSlice: () => this.#beginSlice(),
      step: () => this.#extractor.step(),
    });
    slices.add({ step: () => this.#images.step() });
    slices.add({ step: () => this.#said.step() });
    slices.add({ step: () => this.#ask() }); // What has just been found.
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
    afterFirstFrame(() => {
      this.#hasBegun = true;
      this.#extractor.mark(doc.root, 'full');
      slices.wake();
    }, signal);
    // `settled` waits for the load.
    listen('load', () => slices.wake(), { signal });
    listen('pageshow', (event) => this.#returned(event), { signal });
    listen('pagehide', () => this.#leave(), { signal });
    // A placeholder is shown or not.
    listenAtDocument('input', (event) => this.#typed(event), {
      capture: true,
      passive: true,
      signal,
    });
  }

  #typed(event: Event): void {
    const [field] = event.composedPath();
    if (field instanceof Element) this.#said.again(field);
  }

  #ask(): boolean {
    // First: nothing is asked with a question that is gone.
    this.#exchanges.step();
    return this.#schedule.step();
  }

  #beginSlice(): void {
    this.#turns.forget();
    this.#extractor.beginSlice();
  }

  /** What is new and little, in the frame that shows it first. */
  #hurry(end: number): boolean {
    this.#beginSlice();
    const hasMore = this.#extractor.hurry(end);
    this.#extractor.tookUrgent();
    this.#sendFound();
    return hasMore;
  }

  /** Asks about what is in view at once. */
  #sendFound(): void {
    this.#viewport.locate();
    for (let i = 0; i < SENT_AT_ONCE && this.#ask(); i++);
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

  /** A frame within a page; the page's own list is kept until the next document's comes. */
  #leave(): void {
    if (window.parent === window) return;
    for (const feed of this.#feeds) feed.gone();
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
    if (!current) return;
    const isLater = verdict.reason === 'turn';
    const isFresh = isLater || this.#isFresh(current);
    if (current.version === version) this.#recall.learn(current, verdict, practice);
    if (current.version !== version || !isFresh) {
      const said = { verdict, practice };
      if (this.#growing.isTrue(current, version, said, isFresh)) {
        this.#hold(current, said, current.verdict);
        this.#changed(current);
      }
      // The page has changed it and we have not come to it yet.
      if (current.version === version) this.#schedule.repeat(current);
      else if (!isLater) this.#schedule.answer(id, version);
      return;
    }
    const element = isLater
      ? this.#schedule.postpone(id, version)
      : this.#schedule.answer(id, version);
    if (!element) return;
    const isCut = element.text.length > MAX_REQUEST_TEXT;
    const before = element.verdict;
    if (!this.#growing.isKept(element, verdict)) {
      element.verdict =
        isCut && verdict.flag === 'safe' ? unknown('too-long', verdict.engine) : verdict;
      element.practice = practice;
    }
    if (!isLater) this.#firstVerdictMs ??= performance.now();
    this.#tally.change(before, element.verdict);
    if (element.verdict?.flag === 'unsafe') this.#layer.set(element);
    else this.#layer.delete(element);
    this.#changed(element);
  }

  /** Unsafe by what was said of a beginning of it. */
  #hold(element: ScreenElement, { verdict, practice }: Given, before: Verdict | null): void {
    this.#firstVerdictMs ??= performance.now();
    this.#tally.change(element.verdict, verdict);
    Object.assign(element, { verdict, practice });
    // A mark that is there stays as it is, however often the text goes on.
    if (before?.flag !== 'unsafe') this.#layer.set(element);
  }

  /** An answer has another question: what was said of it was said of another exchange. */
  #requestion(answer: TextElement): void {
    const before = answer.verdict;
    answer.version++;
    answer.verdict = null;
    this.#growing.forget(answer);
    this.#tally.change(before, null);
    this.#layer.delete(answer);
    this.#schedule.change(answer);
    this.#changed(answer);
  }

  #askAgain(all: boolean): void {
    this.#recall.forget();
    for (const element of this.#elements.values()) {
      if (element.verdict === null || !(all || this.#secondChances.mayBeAskedAgain(element)))
        continue;
      this.#tally.change(element.verdict, null);
      element.verdict = null;
      this.#growing.forget(element);
      this.#layer.delete(element);
      this.#schedule.askAgain(element);
      this.#changed(element);
    }
  }

  /** An answer goes where its question may go. */
  #isEditable(element: ScreenElement): boolean {
    if (isEditable(element)) return true;
    const request = element.kind === 'text' ? this.#exchanges.requestOf(element) : null;
    return request !== null && isEditable(request);
  }

  #isFresh(element: ScreenElement): boolean {
    if (element.kind === 'image') return this.#images.isFresh(element);
    return element.said === undefined ? isFreshText(element) : this.#said.isFresh(element);
  }

  #changed(element: ScreenElement): void {
    for (const feed of this.#feeds) feed.changed(element);
    this.#slices.wake();
  }

  #news(): void {
    for (const feed of this.#feeds) feed.news();
  }

  #counted(element: ScreenElement, by: number): void {
    if (element.kind === 'image') this.#said.again(element.block);
    else if (element.said === undefined) {
      this.#count(element.block, by);
      if (by > 0) this.#exchanges.added(element);
      else this.#exchanges.removed(element);
    }
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
        parts: () => this.#parts.summary(),
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
      this.#hasBegun &&
      doc.readyState === 'complete' &&
      this.#extractor.idle &&
      this.#exchanges.idle &&
      this.#images.idle &&
      this.#said.idle &&
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
