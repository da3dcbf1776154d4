/**
 * The frames that this document holds.
 *
 * The background is told that there are some, and no more (what is in them, the browser tells it): at
 * once, again a little later for those that are slow, and at every `load` of one, for then another
 * document may fill it. The popup is told which sites they are from by the markup, so that a person
 * can be told of those that nothing of ours may enter.
 */
import { siteOf } from '../core/site';
import type { ContentMessage, PagePart } from '../platform/messages';
import {
  attribute,
  baseAddress,
  doc,
  isConnected,
  isVisible,
  localName,
  rectOfElement,
} from './dom';

const FRAMES = 'iframe, frame, object, embed';
const NAMES: ReadonlySet<string> = new Set(FRAMES.split(', '));
/** A frame that is not heard of by then is heard of when it has loaded. */
const LATER_MS = [1_000, 4_000];
/** What loads in one go is told of in one go. */
const GATHER_MS = 200;
/** More are screened where the browser lets us, and not named in the popup. */
const MAX_NAMED = 500;
const MAX_SITES = 50;
/** Smaller ones hold nothing to read: counters, beacons. */
const MIN_SIDE = 40;
/** Layout is read for them at most so often. */
const COUNT_EVERY_MS = 1_000;

export interface PartsDeps {
  /** False where the message cannot go now. */
  send(message: ContentMessage): boolean;
  wakeIn(ms: number): void;
  /** The list may be another one. */
  news(): void;
  /** Wraps what runs on the page's main thread. */
  measure<T>(work: () => T): T;
  now?: () => number;
}

export class Parts {
  readonly #frames = new Set<Element>();
  readonly #now: () => number;
  /** When to tell next; the first is due first. */
  #due: number[] = [];
  #isSeen = false;
  #counted: { at: number; parts: PagePart[] } | null = null;

  constructor(
    private readonly deps: PartsDeps,
    signal: AbortSignal,
  ) {
    this.#now = deps.now ?? (() => performance.now());
    signal.addEventListener('abort', () => {
      this.#due = [];
      this.#frames.clear();
    });
    if (doc.query(FRAMES)) this.#seen(LATER_MS);
  }

  /** An element that is new to us, or shown again. */
  look(element: Element, name: string): void {
    if (!NAMES.has(name) || this.#frames.has(element)) return;
    if (this.#frames.size < MAX_NAMED) this.#frames.add(element);
    this.#seen(LATER_MS);
  }

  /** Any element that has loaded something. */
  loaded(element: Element): void {
    if (!NAMES.has(localName(element))) return;
    if (this.#frames.size < MAX_NAMED) this.#frames.add(element);
    this.#seen([]);
  }

  gone(element: Element): void {
    if (!this.#frames.delete(element)) return;
    this.#counted = null;
    this.deps.news();
  }

  /** Lets go of what has been removed while nobody told. */
  tidy(): void {
    for (const frame of this.#frames) if (!isConnected(frame)) this.gone(frame);
  }

  /** For tests of leaks. */
  get held(): Iterable<Element> {
    return this.#frames;
  }

  /** A new port: whoever hears us there may have lost what we said. */
  opened(): void {
    if (this.#isSeen) this.#tellIn(0);
  }

  step(): boolean {
    const [due] = this.#due;
    if (due === undefined) return false;
    const wait = due - this.#now();
    if (wait > 0) {
      this.deps.wakeIn(wait);
      return false;
    }
    if (this.deps.send({ type: 'frames' })) {
      this.#due = this.#due.filter((time) => time > this.#now());
      const [next] = this.#due;
      if (next !== undefined) this.deps.wakeIn(next - this.#now());
    }
    return false;
  }

  /** Sites of the frames that a reader sees, other than the document's own. */
  summary(): PagePart[] {
    const now = this.#now();
    if (this.#frames.size === 0) return [];
    if (!this.#counted || now - this.#counted.at > COUNT_EVERY_MS) {
      this.#counted = { at: now, parts: this.deps.measure(() => this.#count()) };
    }
    return this.#counted.parts;
  }

  #seen(again: readonly number[]): void {
    this.#isSeen = true;
    this.#counted = null;
    this.#tellIn(GATHER_MS);
    for (const ms of again) this.#tellIn(ms);
    this.deps.news();
  }

  /** Nothing is told twice for one moment: what is due a little sooner will do. */
  #tellIn(ms: number): void {
    const time = this.#now() + ms;
    if (this.#due.some((due) => due >= time - GATHER_MS && due <= time + GATHER_MS)) return;
    this.#due = [...this.#due, time].sort((a, b) => a - b).slice(0, 4);
    this.deps.wakeIn(ms);
  }

  #count(): PagePart[] {
    const counts = new Map<string, number>();
    for (const frame of this.#frames) {
      if (!isConnected(frame)) {
        this.#frames.delete(frame);
        continue;
      }
      const site = siteOfFrame(frame);
      if (site === null || site === location.hostname || !isShown(frame)) continue;
      if (counts.has(site) || counts.size < MAX_SITES)
        counts.set(site, (counts.get(site) ?? 0) + 1);
    }
    return [...counts].map(([site, count]) => ({ site, count }));
  }
}

/** By the markup: what has loaded since, only the frame itself could tell. */
function siteOfFrame(frame: Element): string | null {
  if (attribute(frame, 'srcdoc') !== null) return null;
  const address = attribute(frame, localName(frame) === 'object' ? 'data' : 'src');
  const base = baseAddress(frame);
  if (address === null || !URL.canParse(address, base)) return null;
  return siteOf(new URL(address, base).href);
}

function isShown(frame: Element): boolean {
  const { width, height } = rectOfElement(frame);
  return width >= MIN_SIDE && height >= MIN_SIDE && isVisible(frame, { visibilityProperty: true });
}
