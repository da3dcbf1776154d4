/**
 * What nobody gets to know of, though it is rendered: the page keeps it from screen readers
 * (`aria-hidden`), and it is transparent or lies where no scrolling leads. Such drawers, tooltips and
 * traps for robots are left until they show. (What only eyes miss is heard, and read here like the
 * rest.) Where something lies is told by an observer, which costs no layout; but what is in it may lie
 * elsewhere, and a dialog in the top layer takes no part in its transparency. So before an element
 * is left, all in it is measured; and since nobody tells that any of this has changed, what is left
 * is looked at again twice a second.
 */
import {
  attribute,
  clientHeight,
  clientWidth,
  doc,
  firstChild,
  isConnected,
  isVisible,
  localName,
  matches,
  rectOfElement,
  scrollWidth,
} from '../dom';
import { flatParent, isElement, nodesIn } from './tree';

const MAX_LOOKED = 1_000;
const AGAIN_MS = 500;
/** Nodes in an element; what holds more is not left. */
const MAX_NODES = 1_000;
/** Spent in one turn, and how much longer than that the next turn waits. */
const TURN_MS = 4;
const PAUSE = 20;
/** Less than that of something shows no reader anything; places round to parts of it. */
const SEEN_PX = 1;
/** Drawn over the page, wherever it stands and whatever is around it. */
const ON_TOP = ':is(:modal,:popover-open,:fullscreen)';

export interface VeilsDeps {
  /** It is veiled now, or no longer: to be walked whole. */
  changed(element: Element): void;
  measure<T>(work: () => T): T;
}

export class Veils {
  readonly #looked = new Set<Element>();
  readonly #veiled = new Map<Element, 'away' | 'clear'>();
  /** Told of by the observer, and not looked at yet: whether they may be away. */
  readonly #moved = new Map<Element, boolean>();
  readonly #places: IntersectionObserver;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly deps: VeilsDeps,
    private readonly signal: AbortSignal,
  ) {
    this.#places = new IntersectionObserver((e) => deps.measure(() => this.#placed(e)), {
      root: document,
      // What only touches the window's edge counts as in it, and makes no other word of it.
      threshold: [0, 0.01],
    });
    signal.addEventListener('abort', () => {
      this.#places.disconnect();
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#looked.clear();
      this.#veiled.clear();
      this.#moved.clear();
    });
  }

  /** The walk has come to an element. */
  look(element: Element): void {
    if (attribute(element, 'aria-hidden') !== 'true' || firstChild(element) === null) return;
    if (this.#looked.has(element) || this.#looked.size >= MAX_LOOKED) return;
    if (localName(element) === 'svg') return;
    this.#looked.add(element);
    this.#places.observe(element);
  }

  /** It may have been removed from the page; what is veiled is gone for others, and not here. */
  gone(element: Element): void {
    if (this.#looked.has(element) && !isConnected(element)) this.#forget(element);
  }

  /** Lets go of what has been removed while nobody told. */
  tidy(): void {
    for (const element of this.#looked) this.gone(element);
  }

  /** For tests of leaks. */
  get held(): Iterable<Element> {
    return [...this.#looked, ...this.#veiled.keys()];
  }

  readonly isVeiled = (element: Element): boolean =>
    this.#veiled.has(element) && attribute(element, 'aria-hidden') === 'true';

  #placed(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, intersectionRect, boundingClientRect } of entries) {
      const isInView = intersectionRect.width >= SEEN_PX && intersectionRect.height >= SEEN_PX;
      const rect = boundingClientRect;
      const mayBeAway = !isInView && (isOutOfReach(rect) || isOutOfWindow(rect));
      this.#moved.set(target, mayBeAway);
    }
    this.#lookAtMoved();
  }

  /** Some of them; the others are shown until their turn comes. */
  #lookAtMoved(): void {
    const end = performance.now() + TURN_MS;
    for (const [element, mayBeAway] of this.#moved) {
      if (performance.now() > end) {
        this.#plan(TURN_MS * PAUSE);
        return;
      }
      this.#moved.delete(element);
      if (isConnected(element)) this.#set(element, veilOf(element, mayBeAway));
      else this.#forget(element);
    }
  }

  #set(element: Element, veil: 'away' | 'clear' | null): void {
    const before = this.#veiled.get(element) ?? null;
    if (veil === before) return;
    if (veil === null) this.#veiled.delete(element);
    else this.#veiled.set(element, veil);
    if (veil !== null) this.#plan(AGAIN_MS);
    if (veil === null || before === null) this.deps.changed(element);
  }

  #forget(element: Element): void {
    this.#places.unobserve(element);
    this.#looked.delete(element);
    this.#veiled.delete(element);
    this.#moved.delete(element);
  }

  #plan(ms: number): void {
    if (this.#timer !== null || this.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.deps.measure(() => this.#again());
    }, ms);
  }

  #again(): void {
    this.#lookAtMoved();
    if (this.#veiled.size === 0) return;
    const start = performance.now();
    for (const [element, veil] of doc.hidden ? [] : [...this.#veiled]) {
      if (performance.now() > start + TURN_MS) break;
      // To the end: those that no time is left for come first next time.
      this.#veiled.delete(element);
      this.#veiled.set(element, veil);
      if (!isConnected(element)) this.#forget(element);
      else this.#set(element, veilOf(element, veil === 'away'));
    }
    if (this.#veiled.size > 0) {
      this.#plan(Math.max(AGAIN_MS, (performance.now() - start) * PAUSE));
    }
  }
}

const OPAQUE = { opacityProperty: true } as const;

function veilOf(element: Element, mayBeAway: boolean): 'away' | 'clear' | null {
  if (mayBeAway) {
    const isFixed = standsInWindow(element);
    if (isAllLeft(element, (node) => isAway(node, isFixed))) return 'away';
  }
  if (isVisible(element, OPAQUE)) return null;
  return isAllLeft(element, () => true) ? 'clear' : null;
}

/** Whether nothing in it is on top, and each node in it is as asked. */
function isAllLeft(element: Element, is: (node: Element | Text) => boolean): boolean {
  let count = 0;
  for (const node of nodesIn(element)) {
    if (++count > MAX_NODES) return false;
    if (isElement(node) && matches(node, ON_TOP)) return false;
    if (!is(node)) return false;
  }
  return true;
}

function isAway(node: Element | Text, isFixed: boolean): boolean {
  const rect = isElement(node) ? rectOfElement(node) : rectOfText(node);
  if (rect.width === 0 || rect.height === 0) return true;
  return isFixed ? isOutOfWindow(rect) : isOutOfReach(rect);
}

/** What else may make an element the place of what is fixed in it, by its initial value. */
const HOLDS_FIXED = [
  ['transform', 'none'],
  ['translate', 'none'],
  ['rotate', 'none'],
  ['scale', 'none'],
  ['perspective', 'none'],
  ['filter', 'none'],
  ['backdropFilter', 'none'],
  ['willChange', 'auto'],
  ['contain', 'none'],
  ['containerType', 'normal'],
  ['contentVisibility', 'visible'],
] as const;

/** Whether it has its place in the window and not on the page: no scrolling moves it. In doubt it has not. */
function standsInWindow(element: Element): boolean {
  let isFixed = false;
  for (let at: Element | null = element; at; at = flatParent(at)) {
    const style = getComputedStyle(at);
    const holds = HOLDS_FIXED.some(([name, initial]) => (style[name] || initial) !== initial);
    if (isFixed && holds) return false;
    isFixed ||= style.position === 'fixed';
  }
  return isFixed;
}

function isOutOfWindow({ left, right, top, bottom }: DOMRectReadOnly): boolean {
  const { root, isQuirky } = doc;
  // Of old pages, the root is as long as the page is.
  const height = isQuirky ? innerHeight : clientHeight(root);
  return (
    right < SEEN_PX ||
    left > clientWidth(root) - SEEN_PX ||
    bottom < SEEN_PX ||
    top > height - SEEN_PX
  );
}

function rectOfText(text: Text): DOMRect {
  const range = doc.range();
  range.selectNodeContents(text);
  return range.getBoundingClientRect();
}

/** Beyond the sides and the top of what the page can be scrolled to. */
function isOutOfReach({ left, right, bottom, width }: DOMRectReadOnly): boolean {
  if (width === 0) return false;
  const { root } = doc;
  const isRtl = getComputedStyle(root).direction === 'rtl';
  const most = scrollWidth(root) - clientWidth(root);
  const from = isRtl ? -most : 0;
  const to = from + clientWidth(root) + most;
  return (
    right + scrollX < from + SEEN_PX || left + scrollX > to - SEEN_PX || bottom + scrollY < SEEN_PX
  );
}
