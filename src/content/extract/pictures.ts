/**
 * The image elements of the page and their identity.
 *
 *   shown by the walk ──next frame──▶ measured ──▶ an element for each image that matters
 *          ▲                             │
 *          └── loaded, resized, redrawn ─┘
 *
 * A node keeps the element of a slot for as long as that shows an image that matters; another image
 * or caption is another version. Nodes are measured after a frame, when the browser has laid them
 * out anyway. What is still loading waits: it may turn out a spacer, and the page's own loading goes
 * first. After LOADING_MS it is asked about all the same, for a reader sees part of it, or that it
 * fails. What the page may never load (`loading=lazy`, out of view) is no element yet.
 */
import { doc, isConnected, rectOfElement } from '../dom';
import type { Box, Boxes } from './box';
import { captionOf } from './caption';
import type { ElementListener, Elements, ImageElement } from './element';
import { type EditionOf, OWN, type Shown, shownBy, shownIn } from './images';
import type { Slot } from './painted';
import { areaOf, inView } from './picture-area';
import { matters, type Size } from './size-rule';

const LOADING_MS = 5_000;
/** For a frame that does not come. */
const PATIENCE_MS = 1_000;
const HIDDEN_PATIENCE_MS = 100;
/** More are seen to grow by what happens to them, like any other element. */
const MAX_RESIZING = 5_000;
/** Of what is far away and not loaded; more are noticed when they load. */
const MAX_FAR = 1_000;

export interface PicturesDeps {
  readonly elements: Elements;
  readonly boxes: Boxes;
  readonly listener: ElementListener;
  /** What changes without a word of the page: canvas, video, drawings. */
  readonly editionOf: EditionOf;
  /** It is shown and large enough to matter, or no longer. */
  living(element: Element, isShown: boolean): void;
  measure<T>(work: () => T): T;
  wakeIn(ms: number): void;
}

interface Holder {
  readonly node: Element;
  direction: 'ltr' | 'rtl';
  readonly elements: Map<Slot, ImageElement>;
  /** Its box as it was measured last. */
  box: Size;
  isResizing: boolean;
}

export class Pictures {
  readonly #holders = new Map<Element, Holder>();
  /** To be measured when the next frame is over. */
  #found = new Set<Holder>();
  #due = new Set<Holder>();
  /** Loading, and too small to matter until it has; not waited for after the moment. */
  readonly #arriving = new Map<Holder, number>();
  #isPlanned = false;
  #resizing = 0;
  readonly #sizes: ResizeObserver;
  readonly #far: IntersectionObserver;
  readonly #farAway = new Set<Element>();

  constructor(
    private readonly deps: PicturesDeps,
    private readonly signal: AbortSignal,
  ) {
    this.#sizes = new ResizeObserver((e) => deps.measure(() => this.#resized(e)));
    this.#far = new IntersectionObserver((e) => deps.measure(() => this.#came(e)), {
      root: document,
    });
    signal.addEventListener('abort', () => {
      this.#sizes.disconnect();
      this.#far.disconnect();
      this.#holders.clear();
      this.#found.clear();
      this.#due.clear();
      this.#arriving.clear();
      this.#farAway.clear();
    });
  }

  get idle(): boolean {
    if (this.#found.size > 0 || this.#due.size > 0) return false;
    const now = performance.now();
    for (const end of this.#arriving.values()) if (end > now) return false;
    return true;
  }

  /** The walk has come to an element. */
  look(node: Element, { painted, isPicture }: Box, direction: 'ltr' | 'rtl'): void {
    let holder = this.#holders.get(node);
    if (!isPicture && painted.length === 0) {
      if (holder) this.#drop(holder);
      return;
    }
    if (!holder) {
      const box = { width: 0, height: 0 };
      holder = { node, direction, elements: new Map(), box, isResizing: false };
      this.#holders.set(node, holder);
    }
    holder.direction = direction;
    this.#queue(holder);
  }

  /** The element is not shown any more. */
  hide(node: Element): void {
    const holder = this.#holders.get(node);
    if (holder) this.#drop(holder);
  }

  /** Anything may have happened to any of them. */
  rescan(): void {
    for (const holder of this.#holders.values()) this.#queue(holder);
  }

  /** What the element draws itself is another picture now. */
  redrawn(node: Element): void {
    const holder = this.#holders.get(node);
    if (holder) this.#queue(holder);
  }

  /** Whether a node's own image is asked about; null while that is open. */
  isPictured(node: Element): boolean | null {
    const holder = this.#holders.get(node);
    if (!holder) return false;
    if (this.#found.has(holder) || this.#due.has(holder) || this.#isArriving(holder)) return null;
    return [...holder.elements.values()].some(({ shown }) => shown.slot === OWN);
  }

  #isArriving(holder: Holder): boolean {
    return (this.#arriving.get(holder) ?? 0) > performance.now();
  }

  /** Whether the page still shows what the element was last seen with. */
  isFresh({ block, shown }: ImageElement): boolean {
    if (!isConnected(block)) return false;
    return shownIn(block, shown.slot, this.deps.editionOf)?.key === shown.key;
  }

  /** A little work; true while there is more that can be done now. */
  step(): boolean {
    const [holder] = this.#due;
    if (!holder) return false;
    this.#due.delete(holder);
    this.#measure(holder);
    return this.#due.size > 0;
  }

  #queue(holder: Holder): void {
    this.#found.add(holder);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    const go = () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      this.#isPlanned = false;
      if (this.signal.aborted) return;
      for (const each of this.#found) this.#due.add(each);
      this.#found.clear();
      this.deps.wakeIn(0);
    };
    const frame = requestAnimationFrame(() => this.deps.measure(go));
    const timer = setTimeout(go, doc.hidden ? HIDDEN_PATIENCE_MS : PATIENCE_MS);
  }

  #measure(holder: Holder): void {
    const { node } = holder;
    try {
      if (isConnected(node)) this.#examine(holder);
      else this.#drop(holder);
    } catch (error) {
      console.error('Seawall: an image could not be read', error);
      this.#drop(holder);
    }
  }

  #examine(holder: Holder): void {
    const { node } = holder;
    const { painted, isPicture } = this.deps.boxes.of(node);
    if (!isPicture && painted.length === 0) {
      this.#drop(holder);
      return;
    }
    const rect = rectOfElement(node);
    holder.box = { width: rect.width, height: rect.height };
    const kept = new Set<Slot>();
    let caption: string | null = null;
    let arrives = false;
    for (const shown of shownBy(node, painted, this.deps.editionOf)) {
      if (!this.#matters(node, shown, rect)) {
        arrives ||= shown.loading === 'eager';
        continue;
      }
      if (shown.loading === 'lazy' && !holder.elements.has(shown.slot) && !inView(rect)) {
        this.#watchFar(node);
        continue;
      }
      kept.add(shown.slot);
      caption ??= captionOf(node);
      this.#put(holder, shown, caption);
      if (shown.loading !== 'lazy') this.#unwatchFar(node);
    }
    if (!arrives) this.#arriving.delete(holder);
    else if (!this.#arriving.has(holder))
      this.#arriving.set(holder, performance.now() + LOADING_MS);
    for (const slot of [...holder.elements.keys()]) if (!kept.has(slot)) this.#remove(holder, slot);
    this.deps.living(node, matters({ box: rect, isVector: false, natural: UNKNOWN }));
    this.#watchSize(holder);
  }

  #matters(node: Element, shown: Shown, rect: DOMRect): boolean {
    const { natural, isExact, isVector } = shown;
    const box = areaOf(node, shown, rect);
    return matters({ box, isVector, natural: isExact ? natural : UNKNOWN });
  }

  #put(holder: Holder, shown: Shown, text: string): void {
    const { node, direction, elements } = holder;
    const natural = shown.how === 'svg' ? rounded(holder.box) : shown.natural;
    const notBefore = shown.loading === 'done' ? 0 : performance.now() + LOADING_MS;
    const element = elements.get(shown.slot);
    if (!element) {
      const added: ImageElement = {
        kind: 'image',
        id: this.deps.elements.newId(),
        version: 1,
        block: node,
        text,
        direction,
        verdict: null,
        practice: false,
        shown,
        natural,
        notBefore,
        thumbnail: null,
      };
      elements.set(shown.slot, added);
      this.deps.elements.set(added.id, added);
      this.deps.listener.added(added);
      return;
    }
    const isNew = element.shown.key !== shown.key || element.text !== text;
    Object.assign(element, { shown, natural, text, direction });
    if (!isNew) {
      if (notBefore === 0 && element.notBefore !== 0) {
        element.notBefore = 0;
        this.deps.listener.loaded(element);
      }
      return;
    }
    element.notBefore = notBefore;
    const before = element.verdict;
    element.version++;
    element.verdict = null;
    element.thumbnail = null;
    this.deps.listener.changed(element, before);
  }

  #remove(holder: Holder, slot: Slot): void {
    const element = holder.elements.get(slot);
    holder.elements.delete(slot);
    if (element && this.deps.elements.delete(element.id)) this.deps.listener.removed(element);
  }

  #drop(holder: Holder): void {
    const { node } = holder;
    this.#holders.delete(node);
    this.#found.delete(holder);
    this.#due.delete(holder);
    this.#arriving.delete(holder);
    this.#unwatchFar(node);
    if (holder.isResizing) {
      this.#sizes.unobserve(node);
      this.#resizing--;
    }
    this.deps.living(node, false);
    for (const slot of [...holder.elements.keys()]) this.#remove(holder, slot);
  }

  #watchFar(node: Element): void {
    if (this.#farAway.has(node) || this.#farAway.size >= MAX_FAR) return;
    this.#farAway.add(node);
    this.#far.observe(node);
  }

  #unwatchFar(node: Element): void {
    if (this.#farAway.delete(node)) this.#far.unobserve(node);
  }

  #watchSize(holder: Holder): void {
    if (holder.isResizing || this.#resizing >= MAX_RESIZING) return;
    holder.isResizing = true;
    this.#resizing++;
    this.#sizes.observe(holder.node, { box: 'border-box' });
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize } of entries) {
      const holder = this.#holders.get(target);
      const [size] = borderBoxSize;
      if (!holder || !size) continue;
      const { width, height } = holder.box;
      const isAsMeasured =
        Math.abs(size.inlineSize - width) < 1 && Math.abs(size.blockSize - height) < 1;
      if (!isAsMeasured) this.#queue(holder);
    }
  }

  /** What was not loaded has come into view. */
  #came(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const holder = this.#holders.get(target);
      if (!holder || !isIntersecting) continue;
      this.#unwatchFar(target);
      this.#queue(holder);
    }
  }
}

const UNKNOWN: Size = { width: 0, height: 0 };

const rounded = ({ width, height }: Size): Size => ({
  width: Math.round(width),
  height: Math.round(height),
});
