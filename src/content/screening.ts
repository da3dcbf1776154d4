/**
 * One frame's screening, put together: what finds elements (finding.ts), what asks the background
 * about them (asking.ts), what becomes of its verdicts (judging.ts), and who reads all that
 * (readers.ts). When each of them has its turn is decided here, and everything ends with one
 * AbortSignal.
 */
import { speak } from '../core/i18n';
import type { ContentLink } from '../platform/content-link';
import type { BackgroundMessage } from '../platform/messages';
import { Alarm } from './alarm';
import { Asking } from './asking';
import { BackgroundLink } from './background-link';
import { type ChatSite, chatSiteOf } from './chat/sites';
import { doc, isConnected } from './dom';
import { Written } from './extract/written';
import { Finding } from './finding';
import { afterNextFrame, FrameTurns } from './frame-turns';
import { Judging } from './judging';
import { listen, listenAtDocument } from './listen';
import { MarkLayer } from './mark/layer';
import { Parts } from './parts';
import type { EarlyHold } from './protect/early';
import { RevealAsk } from './protect/reveal-ask';
import { Shield } from './protect/shield';
import { Readers } from './readers';
import { Secrets } from './secrets';
import { Slices } from './slices';
import { Tally } from './tally';
import { Watch } from './watch';

/** Of the main thread, while the page changes without end. */
const STORM_SHARE = 0.1;
/** To lay out anew what is after a new text takes some ms on a page of so many. */
const LIGHT_ELEMENTS = 20_000;

/** What the page's global holds of a running instance (main.iife.ts). */
export interface Handle {
  isAlive(): boolean;
  stop(): void;
}

export class Screening implements Handle {
  readonly #stopping = new AbortController();
  readonly #slices = new Slices();
  readonly #revealAsk = new RevealAsk((message) => this.#background.send(message));
  readonly #alarm = new Alarm(() => this.#slices.wake());
  readonly #layer: MarkLayer;
  readonly #shield: Shield;
  readonly #tally: Tally;
  readonly #asking: Asking;
  readonly #judging: Judging;
  readonly #finding: Finding;
  readonly #readers: Readers;
  readonly #background: BackgroundLink;
  readonly #secrets: Secrets;
  readonly #parts: Parts;
  readonly #watch: Watch;
  readonly #frameTurns: FrameTurns;
  readonly #written: Written;
  #isStormy = false;
  /** Something has been found that is to be asked about at the end of a slice that has time. */
  #isFoundUrgent = false;
  #hasBegun = false;
  /** From the back/forward cache, and the background has not heard of that yet. */
  #isBack = false;

  constructor(
    private readonly link: ContentLink,
    site: ChatSite | null = chatSiteOf(location),
    early: EarlyHold | null = null,
  ) {
    const { signal } = this.#stopping;
    const wake = (): void => this.#slices.wake();
    const wakeIn = (ms: number): void => this.#alarm.in(ms);
    const measure = <T>(work: () => T): T => this.#slices.measure(work);
    const isOurs = (node: Node): boolean => node === this.#layer.host;
    this.#layer = new MarkLayer(
      {
        measure,
        isWholeBlock: ({ block, said }) =>
          said !== undefined || (this.#judging.isOneRun(block) && block !== doc.body),
        gaveUp: () => this.#readers.news(),
        pressed: (element) => this.#shield.pressed(element),
      },
      signal,
    );
    this.#shield = new Shield(
      {
        layer: this.#layer,
        elements: () => this.#finding.elements,
        ownerOf: (text) => this.#finding.extractor.registry.owner(text),
        isFresh: (element) => this.#finding.isFresh(element),
        isPictured: (element) => this.#finding.images.isPictured(element),
        isWalkOver: () => this.#hasBegun && this.#finding.idle && !this.#watch.isPending,
        styles: (which, token) => link.style(which, token),
        askToReveal: (element) => this.#revealAsk.ask(element),
        speak: (language) => speak(() => language),
        held: (isHeld) => this.#written.follow(isHeld),
        news: () => this.#readers.news(),
        wake,
        wakeIn,
      },
      signal,
      early,
    );
    this.#tally = new Tally((counts) => this.#background.send({ type: 'counts', counts }), wakeIn);
    this.#asking = new Asking(
      site,
      {
        elements: () => this.#finding.elements.values(),
        send: (message) => this.#secrets.send(message),
        isFresh: (element) => this.#finding.isFresh(element),
        sourceOf: (image) => this.#finding.images.sourceOf(image),
        failed: (image, reason) => this.#judging.failed(image, reason),
        requestion: (answer) => this.#judging.requestion(answer),
        doubted: (block) => this.#finding.extractor.reconsider(block),
        paced: () => {
          wake();
          this.#readers.news();
        },
        isUrgent: () => this.#isStormy || this.#finding.extractor.isUrgent,
        measure,
        wake,
        wakeIn,
      },
      signal,
    );
    this.#judging = new Judging({
      exchanges: this.#asking.exchanges,
      schedule: this.#asking.schedule,
      tally: this.#tally,
      elements: () => this.#finding.elements,
      isFresh: (element) => this.#finding.isFresh(element),
      imagesChanged: (block) => this.#finding.said.again(block),
      changed: (element) => {
        this.#shield.changed(element);
        this.#readers.changed(element);
      },
      moved: (element, from) => this.#shield.moved(element, from),
      removed: (element) => {
        this.#shield.removed(element);
        this.#readers.removed(element);
      },
      wake,
    });
    this.#finding = new Finding(
      {
        listener: this.#judging,
        isOurs,
        isTurn: (block) => this.#asking.turns.isTurn(block),
        shadowRoot: (root) => {
          this.#shield.rootMet(root);
          this.#watch.observe(root);
        },
        hidden: (element) => this.#watch.watchHidden(element),
        input: (element) => this.#secrets.look(element),
        passed: (element, name) => {
          this.#parts.look(element, name);
          this.#shield.passed(element);
        },
        gone: (element) => {
          this.#parts.gone(element);
          this.#watch.gone(element);
        },
        tidy: () => {
          this.#parts.tidy();
          this.#watch.tidy();
        },
        measure,
        wake,
        wakeIn,
      },
      signal,
    );
    const { extractor, images, said } = this.#finding;
    this.#written = new Written(
      {
        began: (editor) => {
          this.#shield.written(editor);
          extractor.mark(editor, 'full');
          wake();
        },
        changed: () => {
          extractor.mark(doc.root, 'full');
          wake();
        },
      },
      signal,
      early !== null && !early.hold.isOver,
    );
    this.#readers = new Readers(
      link,
      {
        elements: this.#finding.elements,
        marks: {
          hasGivenUp: () => this.#layer.hasGivenUp || this.#shield.isFought,
          highlight: (element) => this.#layer.highlight(element),
          setShown: (shown) => this.#layer.setShown(shown),
          host: this.#layer.host,
          drawnOver: (event) => this.#layer.drawnOver(event),
        },
        counts: () => this.#tally.counts,
        parts: () => this.#parts.summary(),
        askedAt: (element) => this.#asking.schedule.askedAt(element),
        firstVerdictMs: () => this.#judging.firstVerdictMs,
        isPaused: () => this.#asking.waits.isPaused,
        isSaving: () => this.#asking.waits.isSaving,
        work: () => {
          const { nodes, ms } = extractor.scanned;
          return { ...this.#slices.report, scannedNodes: nodes, scanMs: ms };
        },
        isDone: () => this.#isDone(),
        flush: () => this.#watch.flush(),
        // The background must be able to tell us that the site is off.
        opened: () => this.#background.open(),
        ordered: (order) => this.#heard(order),
        askAgain: (element) => this.#judging.askAgainAbout(element),
        measure,
        wake,
        wakeIn,
      },
      signal,
    );
    this.#background = new BackgroundLink(link, {
      message: (message) => measure(() => this.#heard(message)),
      lost: () => {
        this.#asking.schedule.portLost();
        this.#revealAsk.lost();
      },
      opened: () => {
        if (this.#isBack) this.#isBack = !this.#background.send({ type: 'returned' });
        this.#secrets.opened();
        this.#parts.opened();
        this.#tally.tell();
      },
      orphaned: () => this.stop(),
      retryIn: wakeIn,
    });
    this.#secrets = new Secrets({
      send: (message) => this.#background.send(message),
      wake,
      isBlind: () => this.#watch.isBlind,
    });
    this.#parts = new Parts(
      {
        send: (message) => this.#background.send(message),
        wakeIn,
        news: () => this.#readers.news(),
        measure,
      },
      signal,
    );
    this.#watch = new Watch(
      {
        mark: (node, dirt, isUrgent) => extractor.mark(node, dirt, isUrgent),
        markRemoved: (node) => extractor.markRemoved(node),
        redrawn: (drawing) => images.changed(drawing),
        added: (element) => this.#secrets.lookIn(element),
        retyped: (input) => this.#secrets.look(input),
        wake,
        loaded: (element) => this.#parts.loaded(element),
        hurry: (isLittle) => this.#frameTurns.plan(isLittle),
        stormed: (isStormy) => this.#stormed(isStormy),
        // What is in view first: nobody knows how long it stays.
        rescan: () => this.#finding.rescan(this.#asking.viewport.probe()),
        isScanning: () => extractor.isScanning,
        churn: () => extractor.churn,
        hostMoved: () => this.#layer.hostMoved(),
        layoutChanged: () => {
          this.#layer.layoutChanged();
          said.changed();
        },
        measure,
        spentMs: () => this.#slices.totalMs,
      },
      isOurs,
      signal,
    );
    const isLight = (): boolean => this.#finding.elements.size < LIGHT_ELEMENTS;
    this.#frameTurns = new FrameTurns((end) => this.#hurry(end), isLight, measure, signal);
    this.#plan();
    this.#begin(signal);
    // What is held waits for its rules.
    if (early) this.#background.open();
  }

  isAlive(): boolean {
    return !this.#stopping.signal.aborted && this.link.alive();
  }

  /** What is kept, and how many: for tests of leaks. */
  get held() {
    const schedule = this.#asking.schedule.held;
    const kept = [this.#watch.hidden, schedule.blocks, this.#finding.held, this.#parts.held];
    const detached = kept.flatMap((each) => [...each]).filter((e) => !isConnected(e));
    return {
      elements: this.#finding.elements.size,
      entries: schedule.entries,
      waitingBlocks: schedule.blocks.length,
      viewport: this.#asking.viewport.size,
      marks: this.#layer.size,
      isDirty: !this.#finding.extractor.idle,
      detached: detached.length,
    };
  }

  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.#slices.stop();
    this.#alarm.stop();
    this.#background.close();
    this.#readers.stop();
  }

  /** What each slice does, in this order. */
  #plan(): void {
    const slices = this.#slices;
    slices.add({ step: () => this.#watch.step() });
    slices.add({
      step: () => this.#asking.step(),
      // What frames had no time for. And in a storm, what was found may be gone in the next slice.
      endSlice: (hasTime) => {
        this.#isFoundUrgent = this.#finding.extractor.tookUrgent() || this.#isFoundUrgent;
        if (!this.#isStormy && !(hasTime && this.#isFoundUrgent)) return;
        this.#isFoundUrgent = false;
        this.#asking.sendFound();
      },
    });
    slices.add({ step: () => this.#secrets.step() });
    slices.add({ step: () => this.#tally.step() });
    slices.add({ step: () => this.#revealAsk.step() });
    slices.add({ step: () => this.#parts.step() });
    slices.add({
      beginSlice: () => this.#beginSlice(),
      step: () => this.#finding.extractor.step(),
    });
    slices.add({ step: () => this.#finding.images.step() });
    slices.add({ step: () => this.#finding.said.step() });
    slices.add({ step: () => this.#asking.step() }); // What has just been found.
    slices.add({ step: () => this.#shield.step() });
    for (const job of this.#readers.jobs) slices.add(job);
  }

  #begin(signal: AbortSignal): void {
    const slices = this.#slices;
    afterNextFrame(() => {
      this.#hasBegun = true;
      this.#finding.extractor.mark(doc.root, 'full');
      slices.wake();
    }, signal);
    // `settled` waits for the load.
    listen('load', () => slices.wake(), { signal });
    listen('pageshow', (event) => this.#returned(event), { signal });
    listen('pagehide', (event) => this.#leave(event), { signal });
    listenAtDocument('visibilitychange', () => this.#shield.seen(), { signal });
  }

  #beginSlice(): void {
    this.#asking.turns.forget();
    this.#finding.extractor.beginSlice();
  }

  /** What is new and little, in the frame that shows it first. */
  #hurry(end: number): boolean {
    this.#beginSlice();
    const hasMore = this.#finding.extractor.hurry(end);
    this.#finding.extractor.tookUrgent();
    this.#isFoundUrgent = false;
    this.#asking.sendFound();
    return hasMore;
  }

  #stormed(isStormy: boolean): void {
    this.#isStormy = isStormy;
    if (isStormy) this.#finding.extractor.forget();
    this.#slices.limit(isStormy ? STORM_SHARE : null);
    this.#slices.wake();
  }

  /** From the back/forward cache: the background has forgotten this frame. */
  #returned(event: PageTransitionEvent): void {
    // A page that feigned it again and again would have no answer ever arrive.
    if (event.persisted && this.link.isTrusted(event)) {
      this.#isBack = true;
      this.#background.renew();
      this.#tally.tell();
    }
    this.#slices.wake();
  }

  /** A frame within a page; the page's own list is kept until the next document's comes. */
  #leave(event: PageTransitionEvent): void {
    this.#shield.left();
    if (window.parent === window || !this.link.isTrusted(event)) return;
    this.#readers.gone();
  }

  #heard(message: BackgroundMessage): void {
    if (message.type === 'stop') {
      this.stop();
    } else if (message.type === 'ask-again') {
      this.#judging.askAgain(message.all);
    } else if (message.type === 'reconsider') {
      this.#judging.reconsider(message.all);
    } else if (message.type === 'pace') {
      this.#asking.waits.set(message.pace);
    } else if (message.type === 'protection') {
      this.#shield.heard(message.protection, message.language);
    } else if (message.type === 'reveal') {
      const { document = `${performance.timeOrigin}` } = message;
      // Meant for the one that filled this frame before: its elements had numbers, too.
      if (document !== `${performance.timeOrigin}`) return;
      this.#revealAsk.answered(message);
      this.#shield.reveal(message.id, message.version, message.shown);
    } else if (message.type === 'frame-holds') {
      this.#shield.frameHolds(message.token);
    } else {
      for (const { id, version, verdict } of message.verdicts) {
        this.#judging.judged(id, version, verdict, message.practice === true);
      }
    }
  }

  #isDone(): boolean {
    return (
      this.#hasBegun &&
      doc.readyState === 'complete' &&
      this.#finding.idle &&
      !this.#watch.isPending &&
      this.#tally.counts.waiting === 0 &&
      // Some are unknown only until their turn has come.
      this.#asking.idle
    );
  }
}
