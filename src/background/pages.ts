/**
 * The content scripts' side: what they ask goes to the queue, verdicts go back to the very element
 * and version that asked. A content script gets nothing else, and only while its site is on.
 */
import * as v from 'valibot';
import type { Language } from '../core/language';
import { defaultPace, type PaceSettings } from '../core/pace';
import { defaultProtection, type Protection } from '../core/protection';
import { siteOf } from '../core/site';
import type { Verdict } from '../core/verdict';
import { type BackgroundMessage, ContentMessage, type SiteMode } from '../platform/messages';
import type { About } from './about';
import { type Place, ruleOf } from './belonging';
import type { Frames } from './frames';
import { HoldingFrames } from './holding-frames';
import type { Ladder, LadderTicket } from './ladder';
import { Worst } from './worst';

/** The browser's own word on where a port comes from. */
export interface PageSender {
  tabId: number;
  frameId: number;
  url: string | undefined;
  /** Set where the address has none of its own (`about:srcdoc`). */
  origin: string | undefined;
  /** Address of the tab's page, where the browser tells it. */
  top: string | undefined;
  private: boolean;
  /** Names the document within its frame. */
  document: string;
}

export interface PagePort {
  readonly sender: PageSender;
  postMessage(message: BackgroundMessage): void;
  onMessage(listener: (raw: unknown) => void): void;
  onDisconnect(listener: () => void): void;
}

export interface PagesOptions {
  queue: Pick<Ladder, 'ask'>;
  frames: Pick<
    Frames,
    | 'connected'
    | 'disconnected'
    | 'count'
    | 'unconnected'
    | 'forget'
    | 'all'
    | 'setSensitive'
    | 'isSensitive'
  >;
  modeOf(site: string): SiteMode;
  pace(): PaceSettings;
  /** What holds on a site, and the language of its covers. */
  protectionOf(site: string): { protection: Protection; language: Language };
  /** Resolves true where it may be shown; else somebody is asked for the PIN. */
  mayReveal(asked: RevealAsk): Promise<boolean>;
  /** Resolves when the policy is known. */
  started: Promise<void>;
  /** A page that is on has frames, which may be of other sites. */
  hasFrames(tabId: number): void;
  /** Told of every verdict that goes to a page. */
  judged?(judged: Judged): void;
  /** Reaches a frame that has no port now. */
  sendTo(tabId: number, frameId: number, message: BackgroundMessage): void;
}

/** What a person asks to see: an element of a document. */
export interface RevealAsk {
  tabId: number;
  frameId: number;
  document: string;
  id: number;
  version: number;
}

/** A verdict on its way to a page. */
export interface Judged {
  readonly request: Request;
  readonly verdict: Verdict;
  readonly about: About | null;
  readonly sender: PageSender;
}

type Request = Extract<ContentMessage, { type: 'screen' }>['requests'][number];
type LadderAsk = Parameters<Ladder['ask']>[0][number];

interface Page {
  readonly port: PagePort;
  readonly place: Place;
  /** Names it for those who ask about neighbours together. */
  readonly number: number;
  /** What this page waits for, by element id. */
  readonly waiting: Map<number, { version: number; ticket: LadderTicket }>;
  verdicts: { id: number; version: number; verdict: Verdict }[];
  /** Whether the practice guard gave `verdicts`. */
  practice: boolean;
}

export class Pages {
  readonly #options: PagesOptions;
  readonly #pages = new Set<Page>();
  readonly #holding = new HoldingFrames();
  #nextNumber = 1;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  accept(port: PagePort): void {
    const { tabId, frameId } = port.sender;
    const page: Page = {
      port,
      place: placeOf(port.sender),
      number: this.#nextNumber++,
      waiting: new Map(),
      verdicts: [],
      practice: false,
    };
    const { started, frames } = this.#options;
    const admitted = started.then(() => this.#admit(page));
    port.onMessage((raw) => {
      void admitted.then(() => {
        if (this.#pages.has(page)) this.#heard(page, raw);
      });
    });
    port.onDisconnect(() => {
      void admitted.then(() => {
        if (!this.#pages.has(page)) return;
        this.#drop(page);
        frames.disconnected(tabId, frameId);
      });
    });
  }

  /**
   * Frames that no rule keeps any more, or that may not stay, stop: connected or not. For a site
   * that has been turned off, and for permissions that have been taken away.
   */
  stop(mayStay: (frame: Place & { tabId: number }) => boolean = () => true): void {
    const { frames, sendTo, modeOf } = this.#options;
    const isOver = (frame: Place & { tabId: number }): boolean =>
      ruleOf(frame, modeOf) === null || !mayStay(frame);
    for (const frame of frames.unconnected()) {
      if (isOver(frame)) sendTo(frame.tabId, frame.frameId, { type: 'stop' });
    }
    for (const page of [...this.#pages]) {
      const { tabId, frameId } = page.port.sender;
      if (!isOver({ ...page.place, tabId })) continue;
      this.#drop(page);
      frames.disconnected(tabId, frameId);
      post(page.port, { type: 'stop' });
    }
    frames.forget(isOver);
  }

  askAgain(all: boolean): void {
    this.#tellAll({ type: 'ask-again', all });
  }

  #tellAll(message: BackgroundMessage): void {
    for (const page of this.#pages) {
      // What was answered up to now has been answered before this.
      this.#tell(page);
      post(page.port, message);
    }
    const { frames, sendTo } = this.#options;
    for (const { tabId, frameId } of frames.unconnected()) sendTo(tabId, frameId, message);
  }

  /** What a person says, or where flags begin, is another thing now. */
  reconsider(all: boolean): void {
    this.#tellAll({ type: 'reconsider', all });
  }

  paceChanged(): void {
    const message: BackgroundMessage = { type: 'pace', pace: this.#options.pace() };
    for (const page of this.#pages) post(page.port, message);
    const { frames, sendTo } = this.#options;
    for (const { tabId, frameId } of frames.unconnected()) sendTo(tabId, frameId, message);
  }

  protectionChanged(): void {
    for (const page of this.#pages) this.#tellProtection(page, true);
    const { frames, sendTo } = this.#options;
    for (const frame of frames.unconnected()) {
      const message = this.#protectionIn(frame);
      if (message) sendTo(frame.tabId, frame.frameId, message);
    }
  }

  /** Whoever knows the PIN has allowed it. False where that document has gone. */
  reveal({ tabId, frameId, document, id, version }: RevealAsk): boolean {
    const message: BackgroundMessage = { type: 'reveal', id, version, shown: true };
    for (const { port } of this.#pages) {
      const { sender } = port;
      if (sender.tabId !== tabId || sender.frameId !== frameId) continue;
      if (sender.document !== document) continue;
      post(port, message);
      return true;
    }
    const { frames, sendTo } = this.#options;
    const isThere = frames
      .unconnected()
      .some((f) => f.tabId === tabId && f.frameId === frameId && f.document === document);
    // Whichever document fills the frame by now gets it.
    if (isThere) sendTo(tabId, frameId, { ...message, document });
    return isThere;
  }

  /** This frame of a tab holds what it shows: what is around it need not hold the frame. */
  frameHolds(tabId: number, token: string): void {
    this.#holding.add(tabId, token);
    const message: BackgroundMessage = { type: 'frame-holds', token };
    for (const { port } of this.#pages) if (port.sender.tabId === tabId) post(port, message);
    const { frames, sendTo } = this.#options;
    for (const frame of frames.unconnected())
      if (frame.tabId === tabId) sendTo(tabId, frame.frameId, message);
  }

  #protectionIn(place: Place): Extract<BackgroundMessage, { type: 'protection' }> | null {
    const rule = ruleOf(place, this.#options.modeOf);
    return rule === null ? null : { type: 'protection', ...this.#options.protectionOf(rule) };
  }

  #tellProtection(page: Page, always: boolean): void {
    const message = this.#protectionIn(page.place);
    if (message && (always || !isUsual(message))) post(page.port, message);
  }

  async #reveal(page: Page, { id, version }: { id: number; version: number }): Promise<void> {
    const { tabId, frameId, document } = page.port.sender;
    const shown = await this.#options.mayReveal({ tabId, frameId, document, id, version });
    post(page.port, { type: 'reveal', id, version, shown });
  }

  #admit(page: Page): void {
    const { tabId, frameId, document } = page.port.sender;
    if (ruleOf(page.place, this.#options.modeOf) === null) {
      post(page.port, { type: 'stop' });
      return;
    }
    this.#pages.add(page);
    this.#options.frames.connected(tabId, frameId, page.place, document);
    const pace = this.#options.pace();
    if (!isDefault(pace)) post(page.port, { type: 'pace', pace });
    this.#tellProtection(page, false);
    for (const token of this.#holding.within(tabId, document))
      post(page.port, { type: 'frame-holds', token });
  }

  #drop(page: Page): void {
    this.#pages.delete(page);
    for (const { ticket } of page.waiting.values()) ticket.cancel();
    page.waiting.clear();
  }

  #heard(page: Page, raw: unknown): void {
    const parsed = v.safeParse(ContentMessage, raw);
    if (!parsed.success) {
      // The path says which field; the value is the page's and stays out of logs.
      const where = v.getDotPath(parsed.issues[0]) ?? 'the message';
      console.debug(`seawall: dropped a malformed message of a page, at ${where}`);
      return;
    }
    const message = parsed.output;
    switch (message.type) {
      case 'screen':
        if (message.sensitive) this.#keepHere(page);
        this.#screen(page, message.requests);
        return;
      case 'cancel':
        for (const { id, version } of message.elements) {
          const wanted = page.waiting.get(id);
          if (wanted?.version !== version) continue;
          page.waiting.delete(id);
          wanted.ticket.cancel();
        }
        return;
      case 'counts': {
        const { tabId, frameId } = page.port.sender;
        this.#options.frames.count(tabId, frameId, message.counts);
        return;
      }
      case 'returned':
        // What it was told before may have become the default since.
        post(page.port, { type: 'pace', pace: this.#options.pace() });
        this.#tellProtection(page, true);
        return;
      case 'frames': {
        const { top } = page.place;
        // In a page that is off, frames of other sites are none of ours.
        if (top === null || this.#options.modeOf(top) === 'off') return;
        this.#options.hasFrames(page.port.sender.tabId);
        return;
      }
      case 'reveal':
        void this.#reveal(page, message);
        return;
    }
  }

  /** It asks for a password: from now on nothing of its tab leaves this machine. */
  #keepHere(page: Page): void {
    const { tabId, frameId } = page.port.sender;
    if (!this.#options.frames.setSensitive(tabId, frameId)) return;
    for (const each of this.#pages) {
      if (each.port.sender.tabId !== tabId) continue;
      for (const { ticket } of [...each.waiting.values()]) ticket.keepHere();
    }
  }

  #screen(page: Page, requests: readonly Request[]): void {
    const fresh = new Map<number, Request>();
    for (const request of requests) {
      const known = page.waiting.get(request.id);
      if (known?.version === request.version) {
        known.ticket.reprioritise(request.priority);
        // A person writes there since it was asked about.
        if (request.editable) known.ticket.keepHere();
        continue;
      }
      // The element reads otherwise now: nobody wants the verdict on what it was.
      known?.ticket.cancel();
      page.waiting.delete(request.id);
      fresh.set(request.id, request);
    }
    const rule = ruleOf(page.place, this.#options.modeOf);
    // Turned off a moment ago: `stop` is on its way.
    if (rule === null) return;
    const asked = [...fresh.values()].map((request) => ({
      ...request,
      ...this.#asksOf(page, rule, request),
    }));
    const tickets = this.#options.queue.ask(asked.flatMap(({ asks }) => asks));
    for (const { id, version, asks, worst } of asked) {
      const ticket = worst.ticket(tickets.splice(0, asks.length));
      page.waiting.set(id, { version, ticket });
    }
  }

  /** What an element is asked about as, and how its answers become one. */
  #asksOf(page: Page, rule: string, request: Request): { asks: LadderAsk[]; worst: Worst } {
    const { id, version, text, priority, kind, lang } = request;
    const { tabId, private: isPrivate } = page.port.sender;
    const { site, top } = page.place;
    const question = kind === 'text' ? request.question : undefined;
    const isClaimed = question !== undefined && !(kind === 'text' && request.knownChat);
    const worst = new Worst(
      isClaimed ? 2 : 1,
      (verdict, practice, about) => {
        this.#answered(page, { id, version, verdict }, practice);
        this.#options.judged?.({ request, verdict, about, sender: page.port.sender });
      },
      (verdict) => this.#tellSoon(page, { id, version, verdict }, false),
    );
    const base = {
      text,
      lang,
      priority,
      remember: !isPrivate,
      place: { page: page.number, order: id, site: site ?? rule },
      origin: {
        site: rule,
        frame: site,
        top,
        private: isPrivate,
        sensitive: this.#options.frames.isSensitive(tabId),
        editable: request.editable === true,
      },
      waits: worst.waits,
      answered: worst.answered,
    };
    if (kind === 'image')
      return { asks: [{ kind: 'image', source: request.source, ...base }], worst };
    const asks: LadderAsk[] = [];
    if (question !== undefined) asks.push({ kind: 'response', question, ...base });
    if (question === undefined || isClaimed) asks.push({ kind: 'prompt', ...base });
    return { asks, worst };
  }

  #answered(page: Page, answer: Page['verdicts'][number], practice: boolean): void {
    page.waiting.delete(answer.id);
    this.#tellSoon(page, answer, practice);
  }

  #tellSoon(page: Page, answer: Page['verdicts'][number], practice: boolean): void {
    if (practice !== page.practice) this.#tell(page);
    page.practice = practice;
    page.verdicts.push(answer);
    // One message for all that comes in one turn.
    if (page.verdicts.length === 1) queueMicrotask(() => this.#tell(page));
  }

  #tell(page: Page): void {
    const { verdicts, practice } = page;
    if (verdicts.length === 0) return;
    page.verdicts = [];
    post(page.port, { type: 'verdicts', verdicts, practice });
  }
}

const isDefault = ({ waitHidden, batteryInView }: PaceSettings): boolean =>
  waitHidden === defaultPace().waitHidden && batteryInView === defaultPace().batteryInView;

const usual = defaultProtection();

/** What pages begin with. */
const isUsual = ({ protection, language }: { protection: Protection; language: Language }) =>
  language === 'en' &&
  // Of what holds only where something is held.
  (['text', 'images', 'hold'] as const).every((key) => protection[key] === usual[key]);

/** By the browser's word alone. Addresses without a site of their own have their maker's origin. */
const placeOf = ({ url, origin, top, frameId }: PageSender): Place => ({
  site: siteOf(url) ?? siteOf(origin),
  top: siteOf(frameId === 0 ? (url ?? top) : top),
});

function post(port: PagePort, message: BackgroundMessage): void {
  try {
    port.postMessage(message);
  } catch {
    // The page has gone a moment ago; `onDisconnect` follows.
  }
}
