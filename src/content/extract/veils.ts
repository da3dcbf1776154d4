/**
 * What nobody gets to know of, though it is rendered: the page keeps it from screen readers
 * (`aria-hidden`), and it is transparent or lies where no scrolling leads. Such drawers, tooltips and
 * traps for robots are left until they show. (What only eyes miss is heard, and read here like the
 * rest.) Where something lies is told by an observer, which costs no layout; that it has become
 * opaque, by nobody, so what is transparent is looked at again twice a second.
 */
import {
  attribute,
  clientWidth,
  doc,
  firstChild,
  isConnected,
  isVisible,
  localName,
  scrollWidth,
} from '../dom';

const MAX_LOOKED = 1_000;
const AGAIN_MS = 500;

export interface VeilsDeps {
  /** It is veiled now, or no longer: to be walked whole. */
  changed(element: Element): void;
  measure<T>(work: () => T): T;
}

export class Veils {
  readonly #looked = new Set<Element>();
  readonly #veiled = new Map<Element, 'away' | 'clear'>();
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
    for (const { target, intersectionRatio, boundingClientRect } of entries) {
      if (!isConnected(target)) {
        this.#forget(target);
        continue;
      }
      const isAway = intersectionRatio === 0 && isOutOfReach(boundingClientRect);
      this.#set(target, isAway ? 'away' : isVisible(target, OPAQUE) ? null : 'clear');
    }
  }

  #set(element: Element, veil: 'away' | 'clear' | null): void {
    const before = this.#veiled.get(element) ?? null;
    if (veil === before) return;
    if (veil === null) this.#veiled.delete(element);
    else this.#veiled.set(element, veil);
    if (veil === 'clear') this.#plan();
    if (veil === null || before === null) this.deps.changed(element);
  }

  #forget(element: Element): void {
    this.#places.unobserve(element);
    this.#looked.delete(element);
    this.#veiled.delete(element);
  }

  #plan(): void {
    if (this.#timer !== null || this.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.deps.measure(() => this.#again());
    }, AGAIN_MS);
  }

  #again(): void {
    let isAny = false;
    for (const [element, veil] of this.#veiled) {
      if (veil !== 'clear') continue;
      if (!isConnected(element)) this.#forget(element);
      else if (!doc.hidden && isVisible(element, OPAQUE)) this.#set(element, null);
      else isAny = true;
    }
    if (isAny) this.#plan();
  }
}

const OPAQUE = { opacityProperty: true } as const;

/** Beyond the sides and the top of what the page can be scrolled to. */
function isOutOfReach({ left, right, bottom, width }: DOMRectReadOnly): boolean {
  if (width === 0) return false;
  const { root } = doc;
  const isRtl = getComputedStyle(root).direction === 'rtl';
  const most = scrollWidth(root) - clientWidth(root);
  const from = isRtl ? -most : 0;
  const to = from + clientWidth(root) + most;
  return right + scrollX <= from || left + scrollX >= to || bottom + scrollY <= 0;
}
