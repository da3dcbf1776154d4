/**
 * Where elements that wait for a verdict are: in view, within one viewport of it, or elsewhere.
 *
 * The browser looks at every observed block in every frame (20,000 of them cost it 30 ms), so only
 * MAX_OBSERVED blocks are, and only while something in them waits. The others stand in line, in
 * the order they were found, and count as `rest`. When the reader scrolls into that line, probes
 * of the window find where, and that part of the line is observed out of turn.
 */
import { PRIORITY, type Priority } from '../core/priority';
import { placeByHalves } from './by-halves';
import { doc, isConnected, parentElement, rectOfElement } from './dom';
import { InView } from './in-view';
import { listen } from './listen';
import { NodeMap } from './node-map';

const MAX_OBSERVED = 1_000;
/** Observed on each side of a block of the line that a probe has hit. */
const AROUND = 40;
/** Points of the window, one below the other, from its middle outwards. */
const ORDER = [2, 3, 1, 4, 0, 5];
const PROBES = ORDER.length;
const PROBE_EVERY_MS = 100;
/** A page that is slow to tell what is where is asked seldom: after so many times what that took. */
const PROBE_REST = 20;
const MAX_REST_MS = 3_000;
/** Where the browser took longer to tell what is at a point, most probes ask the blocks themselves. */
const SLOW_HIT_MS = 4;
/** While only more blocks come, it is asked after so many times what that took. */
const HIT_REST = 200;
/** For the probes of one moment; the first is always made. */
const PROBING_MS = 4;
/** Blocks whose boxes are read at once. */
const LOCATED = 64;

interface Seen {
  waiting: number;
  isObserved: boolean;
  near: boolean | null;
  visible: boolean | null;
  /** By its box, until the browser has said where it is. */
  guess: Priority | null;
  /** Where it stands in line. */
  place: number;
}

export class Viewport {
  readonly #blocks = new NodeMap<Element, Seen>();
  /** Blocks in the order they were found; those before `#next` have had their turn. */
  #line: (Element | null)[] = [];
  #next = 0;
  #observed = 0;
  #hasSeen = false;
  readonly #inView = new InView();
  /** Not looked at by `locate` yet. */
  readonly #new = new Set<Element>();
  /** A frame inside another page may be anywhere in it: the browser knows. */
  #isFrameSeen: boolean | null = window === window.top ? true : null;
  /** Where the next part of too many new blocks begins. */
  #located = 0;
  #probeTimer: ReturnType<typeof setTimeout> | null = null;
  /** Of the probes that follow a change of what is in view: still to be made. */
  #probesLeft = 0;
  #isProbedAgain = false;
  #point = 0;
  /** What the last one took, and the browser when it was asked last. */
  #probeMs = 0;
  #hitMs = 0;
  /** When it was last asked for a block of the line. */
  #hitAt = Number.NEGATIVE_INFINITY;
  /** The reader has scrolled since. */
  #isElsewhere = false;
  readonly #near: IntersectionObserver;
  readonly #visible: IntersectionObserver;

  constructor(
    /** Blocks whose priority is known now, or is another one; in the order of the page. */
    private readonly changed: (blocks: readonly Element[]) => void,
    private readonly measure: <T>(work: () => T) => T,
    private readonly signal: AbortSignal,
  ) {
    // A frame's own window: its margin would be cut off at the frame's edge otherwise.
    this.#near = new IntersectionObserver((e) => measure(() => this.#take(e, 'near')), {
      root: document,
      rootMargin: '100%',
    });
    this.#visible = new IntersectionObserver((e) => measure(() => this.#take(e, 'visible')));
    const frame = new IntersectionObserver((e) => {
      this.#isFrameSeen = e.at(-1)?.isIntersecting ?? false;
    });
    if (!this.#isFrameSeen && doc.root) frame.observe(doc.root);
    for (const type of ['scroll', 'resize'] as const) {
      listen(type, () => this.#scrolled(), { capture: true, passive: true, signal });
    }
    signal.addEventListener('abort', () => {
      this.#near.disconnect();
      this.#visible.disconnect();
      frame.disconnect();
      this.#new.clear();
      this.#blocks.clear();
      this.#line = [];
      if (this.#probeTimer !== null) clearTimeout(this.#probeTimer);
    });
  }

  /** `isUrgent`: `locate` is to look where it is. */
  watch(block: Element, isUrgent = false): void {
    if (isUrgent) this.#new.add(block);
    const seen = this.#blocks.get(block);
    if (seen) {
      seen.waiting++;
      return;
    }
    this.#blocks.add(block, {
      waiting: 1,
      isObserved: false,
      near: null,
      visible: null,
      guess: null,
      place: this.#line.push(block) - 1,
    });
    this.#fill();
    if (this.#next < this.#line.length) this.#probeSoon();
  }

  /**
   * Looks itself where new blocks are, for what shall not wait for the browser's word: at most
   * LOCATED of those that came since the last time. Beside what is in view nearly all is: that costs
   * nothing. Of others boxes are read, so the layout should be done.
   */
  locate(): void {
    const blocks = this.#someNew();
    this.#new.clear();
    if (doc.hidden || !this.#isFrameSeen) return;
    const located = blocks.filter((block) => {
      const seen = this.#blocks.get(block);
      if (!seen || !isConnected(block) || (seen.near !== null && seen.visible !== null))
        return false;
      seen.guess = this.#inView.isBeside(block) ? PRIORITY.visible : this.#locate(block);
      // It shall be right soon, and stay right when the page is scrolled.
      if (seen.guess !== PRIORITY.rest) this.#observe(seen.place);
      return seen.guess !== PRIORITY.rest;
    });
    if (located.length > 0) this.changed(located);
  }

  #locate(block: Element): Priority {
    const priority = guessOf(rectOfElement(block));
    this.#inView.set(block, priority === PRIORITY.visible);
    return priority;
  }

  /** Of too many the next part each time: on a page that is always new, all shall have their turn. */
  #someNew(): Element[] {
    const all = [...this.#new];
    if (all.length <= LOCATED) return all;
    const start = this.#located % all.length;
    this.#located += LOCATED;
    return [...all.slice(start, start + LOCATED), ...all.slice(0, start)].slice(0, LOCATED);
  }

  /** Elements of the page that are in view: one wherever a probe hits, as far as time allows. */
  probe(): Set<Element> {
    const found = new Set<Element>();
    const end = performance.now() + PROBING_MS;
    for (let i = 0; i < PROBES && (i === 0 || performance.now() < end); i++) {
      const at = this.#hit(this.#nextY());
      if (at) found.add(at);
    }
    return found;
  }

  guess(block: Element): Priority {
    if (doc.hidden || this.#isFrameSeen === false) return PRIORITY.rest;
    return guessOf(rectOfElement(block));
  }

  /** Blocks that something waits in, and those that the browser looks at: for tests of leaks. */
  get size(): { blocks: number; observed: number; line: number } {
    const line = this.#line.filter((block) => block !== null).length;
    return { blocks: this.#blocks.size, observed: this.#observed, line };
  }

  unwatch(block: Element): void {
    const seen = this.#blocks.get(block);
    if (!seen || --seen.waiting > 0) return;
    this.#blocks.delete(block);
    this.#new.delete(block);
    if (this.#line[seen.place] === block) this.#line[seen.place] = null;
    if (!seen.isObserved) return;
    this.#observed--;
    this.#near.unobserve(block);
    this.#visible.unobserve(block);
    this.#fill();
  }

  /** Null until the browser has said where the block is. */
  priorityOf(block: Element): Priority | null {
    const seen = this.#blocks.get(block);
    if (!seen) return null;
    // Not before it is known what is in view: that goes first.
    if (!seen.isObserved) return seen.guess ?? (this.#hasSeen ? PRIORITY.rest : null);
    if (seen.near === null || seen.visible === null) return seen.guess;
    if (seen.visible) return PRIORITY.visible;
    return seen.near ? PRIORITY.near : PRIORITY.rest;
  }

  #fill(): void {
    while (this.#observed < MAX_OBSERVED && this.#next < this.#line.length) {
      this.#observe(this.#next++);
    }
    if (this.#next === this.#line.length && this.#next > MAX_OBSERVED) {
      this.#line = [];
      this.#next = 0;
    }
  }

  #observe(place: number): void {
    const block = this.#line[place];
    const seen = block && this.#blocks.get(block);
    if (!block || !seen || seen.isObserved || seen.place !== place) return;
    seen.isObserved = true;
    this.#observed++;
    this.#near.observe(block);
    this.#visible.observe(block);
  }

  #scrolled(): void {
    this.#isElsewhere = true;
    this.#inView.scrolled();
    this.#probeSoon();
  }

  #probeSoon(): void {
    if (this.#probesLeft > 0) {
      this.#isProbedAgain = true;
      return;
    }
    this.#probesLeft = PROBES;
    this.#probeIn(PROBE_EVERY_MS);
  }

  /** One probe in one turn: on a long flat page the browser takes many milliseconds for each. */
  #probeIn(ms: number): void {
    if (this.#next === this.#line.length) this.#probesLeft = 0;
    if (this.#probesLeft === 0 || this.#probeTimer !== null || this.signal.aborted) return;
    this.#probeTimer = setTimeout(
      () => {
        this.#probeTimer = null;
        this.#probesLeft--;
        this.measure(() => this.#observeHit());
        if (this.#probesLeft > 0) {
          this.#probeIn(0);
        } else if (this.#isProbedAgain) {
          this.#isProbedAgain = false;
          this.#probeSoon();
        }
      },
      Math.max(ms, Math.min(this.#probeMs * PROBE_REST, MAX_REST_MS)),
    );
  }

  /** How far down the window the next point is. */
  #nextY(): number {
    return (((ORDER[this.#point++ % PROBES] ?? 0) + 0.5) * innerHeight) / PROBES;
  }

  /** What is at the window's middle, so far down. */
  #hit(y: number): Element | null {
    const start = performance.now();
    const at = doc.elementAt(innerWidth / 2, y);
    this.#hitMs = performance.now() - start;
    return at;
  }

  /** A block that is in view, at the next point of the window or near it. */
  #blockInView(): Element | null {
    const y = this.#nextY();
    // The browser is asked once after the reader has scrolled all the same, and now and then: blocks
    // beside each other, or in a part that scrolls, are in no order.
    const rest = performance.now() - this.#hitAt;
    const isDue = this.#isElsewhere || rest > this.#hitMs * HIT_REST;
    const isByHalves = this.#hitMs > SLOW_HIT_MS && !isDue;
    const place = isByHalves ? placeByHalves(this.#line, y) : 'unknown';
    if (place === 'none') return null;
    let at = place === 'unknown' ? this.#hit(y) : (this.#line[place] ?? null);
    if (place === 'unknown') {
      this.#hitAt = performance.now();
      this.#isElsewhere = false;
    }
    while (at && !this.#blocks.has(at)) at = parentElement(at);
    return at;
  }

  #observeHit(): void {
    const start = performance.now();
    const at = this.#blockInView();
    this.#probeMs = performance.now() - start;
    const seen = at && this.#blocks.get(at);
    if (!seen || seen.isObserved) return;
    const last = Math.min(seen.place + AROUND, this.#line.length - 1);
    for (let place = Math.max(seen.place - AROUND, 0); place <= last; place++) {
      this.#observe(place);
    }
  }

  #take(entries: readonly IntersectionObserverEntry[], what: 'near' | 'visible'): void {
    const changed: Element[] = [];
    for (const { target, isIntersecting } of entries) {
      const seen = this.#blocks.get(target);
      if (!seen) continue;
      seen[what] = isIntersecting;
      if (what === 'visible') this.#inView.set(target, isIntersecting);
      if (seen.near !== null && seen.visible !== null) changed.push(target);
    }
    if (changed.length === 0) return;
    this.#hasSeen = true;
    this.changed(changed);
  }
}

function guessOf({ top, bottom, left, right, width, height }: DOMRect): Priority {
  if (width === 0 && height === 0) return PRIORITY.rest;
  const isIn = (by: number): boolean =>
    bottom > -by * innerHeight &&
    top < (1 + by) * innerHeight &&
    right > -by * innerWidth &&
    left < (1 + by) * innerWidth;
  if (isIn(0)) return PRIORITY.visible;
  return isIn(1) ? PRIORITY.near : PRIORITY.rest;
}
