/**
 * Where elements that wait for a verdict are: in view, within one viewport of it, or elsewhere.
 *
 * The browser looks at every observed block in every frame (20,000 of them cost it 30 ms), so only
 * MAX_OBSERVED blocks are, and only while something in them waits. The others stand in line, in
 * the order they were found, and count as `rest`. When the reader scrolls into that line, probes
 * of the window find where, and that part of the line is observed out of turn.
 */
import { PRIORITY, type Priority } from '../core/priority';
import { doc, parentElement } from './dom';
import { listen } from './listen';

const MAX_OBSERVED = 1_000;
/** Observed on each side of a block of the line that a probe has hit. */
const AROUND = 40;
const PROBES = 6;
const PROBE_EVERY_MS = 100;

interface Seen {
  waiting: number;
  isObserved: boolean;
  near: boolean | null;
  visible: boolean | null;
  /** Where it stands in line. */
  place: number;
}

export class Viewport {
  readonly #blocks = new Map<Element, Seen>();
  /** Blocks in the order they were found; those before `#next` have had their turn. */
  #line: Element[] = [];
  #next = 0;
  #observed = 0;
  #hasSeen = false;
  #probeTimer: ReturnType<typeof setTimeout> | null = null;
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
    for (const type of ['scroll', 'resize'] as const) {
      listen(type, () => this.#probeSoon(), { capture: true, passive: true, signal });
    }
    signal.addEventListener('abort', () => {
      this.#near.disconnect();
      this.#visible.disconnect();
      this.#blocks.clear();
      this.#line = [];
      if (this.#probeTimer !== null) clearTimeout(this.#probeTimer);
    });
  }

  watch(block: Element): void {
    const seen = this.#blocks.get(block);
    if (seen) {
      seen.waiting++;
      return;
    }
    this.#blocks.set(block, {
      waiting: 1,
      isObserved: false,
      near: null,
      visible: null,
      place: this.#line.push(block) - 1,
    });
    this.#fill();
    if (this.#next < this.#line.length) this.#probeSoon();
  }

  unwatch(block: Element): void {
    const seen = this.#blocks.get(block);
    if (!seen || --seen.waiting > 0) return;
    this.#blocks.delete(block);
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
    if (!seen.isObserved) return this.#hasSeen ? PRIORITY.rest : null;
    if (seen.near === null || seen.visible === null) return null;
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

  #probeSoon(): void {
    if (this.#probeTimer !== null || this.#next === this.#line.length) return;
    if (this.signal.aborted) return;
    this.#probeTimer = setTimeout(() => {
      this.#probeTimer = null;
      this.measure(() => this.#probe());
    }, PROBE_EVERY_MS);
  }

  #probe(): void {
    for (let i = 0; i < PROBES; i++) {
      let at = doc.elementAt(innerWidth / 2, ((i + 0.5) * innerHeight) / PROBES);
      while (at && !this.#blocks.has(at)) at = parentElement(at);
      const seen = at && this.#blocks.get(at);
      if (!seen || seen.isObserved) continue;
      const last = Math.min(seen.place + AROUND, this.#line.length - 1);
      for (let place = Math.max(seen.place - AROUND, 0); place <= last; place++) {
        this.#observe(place);
      }
    }
  }

  #take(entries: readonly IntersectionObserverEntry[], what: 'near' | 'visible'): void {
    const changed: Element[] = [];
    for (const { target, isIntersecting } of entries) {
      const seen = this.#blocks.get(target);
      if (!seen) continue;
      seen[what] = isIntersecting;
      if (seen.near !== null && seen.visible !== null) changed.push(target);
    }
    if (changed.length === 0) return;
    this.#hasSeen = true;
    this.changed(changed);
  }
}
