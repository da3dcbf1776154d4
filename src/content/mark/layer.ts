/**
 * The overlay that carries all marks and covers: one host beside the body, with a closed shadow root,
 * no box and no attributes. It takes no part in the page's layout or text, and no mark in it can be
 * hit by the pointer (a page could find flagged elements by elementFromPoint otherwise): hovering is
 * recognised by comparing the pointer with where the icons are. Covers and their buttons can be.
 *
 * Only marks near the viewport exist. They are placed once per frame at most, all reading before
 * all writing, whenever something scrolled, resized or changed, and twice a second to be sure.
 */
import { append, clientWidth, doc, isConnected, rectOfElement, setApart } from '../dom';
import type { ScreenElement, TextElement } from '../extract/element';
import { comparePlaces } from '../extract/tree';
import { listen } from '../listen';
import type { Look } from '../protect/look';
import { chipElement, coverElement, fitCover, isWide, say } from './cover';
import { box, circle, type MarkDom, markElement, octagon, styleElement } from './dom';
import { clippersOf, type Region, rectOf, regionsOf, shapeOf } from './measure';
import { contains, type Placement, place, type Rect } from './place';
import { coverWords, markWords } from './words';

const HEARTBEAT_MS = 500;
const HIGHLIGHT_MS = 2_000;
/** More removals than this within REMOVALS_MS, and the page has made itself clear. */
const MAX_REMOVALS = 10;
const REMOVALS_MS = 10_000;
/** With more in view, buttons are in the order in which they were drawn. */
const MAX_SORTED = 100;

interface Mark {
  element: ScreenElement;
  dom: MarkDom | null;
  clippers: readonly Element[] | null;
  placement: Placement | null;
  look: Marked;
  /** Of a cover. */
  regions: readonly Region[];
}

/** Looks that something of ours is drawn for. */
type Marked = Extract<Look, { why: unknown }>;
const MARK: Marked = { kind: 'mark', why: 'unsafe' };

export interface LayerDeps {
  measure<T>(work: () => T): T;
  /** The element is all the text of its block. */
  isWholeBlock(element: TextElement): boolean;
  /** The page keeps removing our host: there are no marks any more. */
  gaveUp(): void;
  /** A person has asked to see it, or to see it no more. */
  pressed(element: ScreenElement): void;
}

export class MarkLayer {
  readonly host = doc.element('div');
  readonly #root = this.host.attachShadow({ mode: 'closed' });
  readonly #layer = box('layer');
  readonly #tip = box('tip');
  readonly #marks = new Map<number, Mark>();
  readonly #byBlock = new Map<Element, Set<Mark>>();
  readonly #near = new Set<Mark>();
  readonly #observer: IntersectionObserver;
  readonly #sizes: ResizeObserver;
  #removals: number[] = [];
  #hasGivenUp = false;
  #frame: number | null = null;
  #heartbeat: ReturnType<typeof setInterval> | null = null;
  #pointer: { x: number; y: number } | null = null;
  #toFocus: Mark | null = null;
  #highlight: { element: ScreenElement; dom: HTMLElement; until: number } | null = null;

  constructor(
    private readonly deps: LayerDeps,
    signal: AbortSignal,
  ) {
    setApart(this.host);
    this.#tip.hidden = true;
    this.#tip.setAttribute('aria-hidden', 'true');
    this.#layer.append(this.#tip);
    this.#root.append(styleElement(), this.#layer);
    append(doc.root, this.host);
    this.#observer = new IntersectionObserver((e) => deps.measure(() => this.#seen(e)), {
      root: document,
      rootMargin: '50%',
    });
    this.#sizes = new ResizeObserver(() => this.layoutChanged());
    this.#sizes.observe(doc.root);
    const quiet = { capture: true, passive: true, signal } as const;
    for (const type of ['scroll', 'resize', 'transitionend', 'animationend', 'toggle'] as const) {
      listen(type, () => this.layoutChanged(), quiet);
    }
    for (const type of ['pointermove', 'pointerdown'] as const) {
      listen(type, (event) => this.#pointed(event), quiet);
    }
    signal.addEventListener('abort', () => this.#stop());
  }

  /** Elements with a mark, in view or not. */
  get size(): number {
    return this.#marks.size;
  }

  get hasGivenUp(): boolean {
    return this.#hasGivenUp;
  }

  /** The element is unsafe, or covered: mark it, or say it anew. */
  set(element: ScreenElement, look: Marked = MARK): void {
    const before = this.#marks.get(element.id);
    const hadFocus =
      before?.dom && this.#root.activeElement && before.dom.root.contains(this.#root.activeElement);
    if (before) this.delete(element);
    const mark: Mark = { element, dom: null, clippers: null, placement: null, look, regions: [] };
    this.#marks.set(element.id, mark);
    this.#enter(mark);
    // Whoever has pressed a button goes on with the one that takes its place.
    if (hadFocus) this.#toFocus = mark;
  }

  /** What became of the click on a cover's button. */
  say(element: ScreenElement, what: 'asksForPin' | 'noAnswer'): void {
    const cover = this.#marks.get(element.id)?.dom?.cover;
    if (cover) say(cover, coverWords[what]);
  }

  /** The words are those of another language now. */
  respeak(): void {
    for (const mark of this.#marks.values()) this.#hide(mark);
    this.layoutChanged();
  }

  delete(element: ScreenElement, block = element.block): void {
    const mark = this.#marks.get(element.id);
    if (!mark) return;
    this.#marks.delete(element.id);
    this.#leave(mark, block);
    this.#hide(mark);
    this.layoutChanged();
  }

  move(element: ScreenElement, from: Element): void {
    const mark = this.#marks.get(element.id);
    if (!mark) return;
    this.#leave(mark, from);
    this.#enter(mark);
  }

  /** A person wants to see the page without them for a while, or with them again. */
  setShown(shown: boolean): void {
    // Covers stay: without them there would be blank places, with no word and no button.
    this.#layer.classList.toggle('quiet', !shown);
  }

  /** What is drawn where a person has pointed, or has the focus for a key: that is over this element. */
  drawnOver(event: MouseEvent): ScreenElement | null {
    const { activeElement } = this.#root;
    const isByKey = event.button !== 2 && !event.ctrlKey && !isTouch(event);
    const hit =
      isByKey && activeElement
        ? activeElement
        : this.#root.elementFromPoint(event.clientX, event.clientY);
    for (const { dom, element } of this.#near) if (hit && dom?.root.contains(hit)) return element;
    return null;
  }

  highlight(element: ScreenElement): void {
    this.#highlight?.dom.remove();
    const dom = box('highlight');
    dom.hidden = true;
    this.#layer.append(dom);
    this.#highlight = { element, dom, until: performance.now() + HIGHLIGHT_MS };
    setTimeout(() => this.layoutChanged(), HIGHLIGHT_MS + 20);
    this.layoutChanged();
  }

  /** The page has removed our host or put it elsewhere. */
  hostMoved(): void {
    if (this.#hasGivenUp || this.host.parentNode === doc.root) return;
    const now = performance.now();
    this.#removals = [...this.#removals.filter((at) => now - at < REMOVALS_MS), now];
    if (this.#removals.length > MAX_REMOVALS) {
      this.#hasGivenUp = true;
      this.host.remove();
      this.deps.gaveUp();
      return;
    }
    if (!doc.root) return;
    append(doc.root, this.host);
    // It may be another one; observed once, however often.
    this.#sizes.observe(doc.root);
  }

  layoutChanged(): void {
    if (!this.host.isConnected) this.hostMoved();
    if (this.#frame !== null || (this.#near.size === 0 && !this.#highlight)) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      this.deps.measure(() => this.#draw());
    });
  }

  #enter(mark: Mark): void {
    const { block } = mark.element;
    const marks = this.#byBlock.get(block) ?? new Set();
    this.#byBlock.set(block, marks.add(mark));
    mark.clippers = null;
    if (marks.size === 1) {
      this.#observer.observe(block);
      return;
    }
    // The block is observed already and may be in view: let the observer speak again.
    this.#observer.unobserve(block);
    this.#observer.observe(block);
  }

  #leave(mark: Mark, block: Element): void {
    this.#near.delete(mark);
    const marks = this.#byBlock.get(block);
    if (!marks?.delete(mark) || marks.size > 0) return;
    this.#byBlock.delete(block);
    this.#observer.unobserve(block);
    this.#sizes.unobserve(block);
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      for (const mark of this.#byBlock.get(target) ?? []) {
        if (isIntersecting) {
          this.#near.add(mark);
        } else {
          this.#near.delete(mark);
          this.#hide(mark);
        }
      }
      if (isIntersecting) this.#sizes.observe(target);
      else this.#sizes.unobserve(target);
    }
    this.#beat();
    this.layoutChanged();
  }

  #beat(): void {
    if (this.#near.size > 0 && this.#heartbeat === null) {
      this.#heartbeat = setInterval(() => {
        for (const mark of this.#near) mark.clippers = null;
        this.layoutChanged();
      }, HEARTBEAT_MS);
    } else if (this.#near.size === 0 && this.#heartbeat !== null) {
      clearInterval(this.#heartbeat);
      this.#heartbeat = null;
    }
  }

  #draw(): void {
    const origin = this.#layer.getBoundingClientRect();
    for (const mark of this.#near) {
      const { element } = mark;
      mark.clippers ??= clippersOf(element.block);
      const shape = shapeOf(element, mark.clippers, this.#isWholeBlock(element));
      mark.placement = shape && place(shape);
      mark.regions = shape && mark.look.kind === 'cover' ? regionsOf(element, shape.clip) : [];
    }
    const highlighted = this.#highlightRect();
    for (const mark of this.#near) this.#put(mark, origin);
    this.#putHighlight(highlighted, origin);
    this.#putTip(origin);
  }

  #isWholeBlock(element: ScreenElement): boolean {
    return element.kind === 'text' && this.deps.isWholeBlock(element);
  }

  #put(mark: Mark, origin: Rect): void {
    const { placement, element } = mark;
    if (!placement) {
      if (mark.dom) mark.dom.root.hidden = true;
      return;
    }
    if (!mark.dom) {
      mark.dom = markElement();
      if (mark.look.why === 'unsafe') mark.dom.root.setAttribute('aria-label', markWords(element));
      this.#layer.insertBefore(mark.dom.root, this.#after(mark));
    }
    const { root, line, icon } = mark.dom;
    root.hidden = false;
    putAt(root, placement.box, origin);
    this.#putCover(mark, mark.dom, placement);
    line.style.left = element.direction === 'rtl' ? 'auto' : '0';
    line.style.right = element.direction === 'rtl' ? '0' : 'auto';
    putAt(icon, placement.icon, placement.box);
  }

  /** Buttons are come to in the order of the page: what the next one in it is drawn with. */
  #after({ element, look }: Mark): HTMLElement | null {
    if (look.kind === 'mark' || this.#near.size > MAX_SORTED) return null;
    let next: Mark | null = null;
    for (const other of this.#near) {
      if (!other.dom || other.element === element) continue;
      if (comparePlaces(element.block, other.element.block) > 0) continue;
      if (!next || comparePlaces(other.element.block, next.element.block) < 0) next = other;
    }
    return next?.dom?.root ?? null;
  }

  #putCover(mark: Mark, dom: MarkDom, { box, icon }: Placement): void {
    const { look, element, regions } = mark;
    const press = (): void => this.deps.pressed(element);
    const isCovered = regions.length > 0;
    if (isCovered) {
      const sign = look.why === 'unsafe' ? octagon() : circle();
      dom.cover ??= coverElement(sign, element.kind, look.why, press);
      fitCover(dom.cover, dom.root, regions, (piece, region) => putAt(piece, region, box));
    }
    const hasChip =
      look.kind === 'blur' || look.kind === 'shown' || (look.kind === 'cover' && !isCovered);
    if (hasChip && !dom.chip) {
      dom.chip = chipElement(look.why === 'unsafe' ? octagon() : circle(), look, press);
      dom.root.append(dom.chip);
    }
    if (dom.chip) {
      dom.chip.hidden = !hasChip;
      const wide = isWide(element.kind, box);
      dom.chip.classList.toggle('wide', wide);
      if (wide) dom.chip.removeAttribute('style');
      else putAt(dom.chip, icon, box);
    }
    for (const piece of dom.cover?.pieces ?? []) piece.hidden = !isCovered;
    const isBare = !isCovered && !hasChip;
    dom.icon.style.display = isBare ? '' : 'none';
    dom.line.hidden = look.why !== 'unsafe' || isCovered;
    if (this.#toFocus !== mark) return;
    this.#toFocus = null;
    dom.root.querySelector<HTMLElement>('button:not([hidden])')?.focus({ preventScroll: true });
  }

  #hide(mark: Mark): void {
    mark.dom?.root.remove();
    mark.dom = null;
    mark.placement = null;
  }

  #highlightRect(): Rect | null {
    if (!this.#highlight || performance.now() > this.#highlight.until) return null;
    const { element } = this.#highlight;
    if (!isConnected(element.block)) return null;
    if (element.kind === 'text' && !this.#isWholeBlock(element)) return rectOf(element);
    return rectOfElement(element.block);
  }

  #putHighlight(rect: Rect | null, origin: Rect): void {
    if (!this.#highlight) return;
    if (!rect) {
      this.#highlight.dom.remove();
      this.#highlight = null;
      return;
    }
    this.#highlight.dom.hidden = false;
    putAt(this.#highlight.dom, rect, origin);
    this.layoutChanged(); // Followed in every frame: the page may be scrolling smoothly.
  }

  #pointed(event: PointerEvent): void {
    if (this.#near.size === 0) return;
    this.#pointer = { x: event.clientX, y: event.clientY };
    const before = this.#tip.hidden;
    if (before && !this.#markUnder(this.#pointer)) return;
    this.layoutChanged();
  }

  #markUnder({ x, y }: { x: number; y: number }): Mark | null {
    for (const mark of this.#near) {
      if (mark.look.why !== 'unsafe' || mark.regions.length > 0) continue;
      if (mark.placement && contains(mark.placement.icon, x, y)) return mark;
    }
    return null;
  }

  #putTip(origin: Rect): void {
    const mark = this.#pointer && this.#markUnder(this.#pointer);
    if (!mark?.placement) {
      this.#tip.hidden = true;
      return;
    }
    const { icon } = mark.placement;
    this.#tip.textContent = markWords(mark.element);
    this.#tip.hidden = false;
    const { width, height } = this.#tip.getBoundingClientRect();
    const maxLeft = clientWidth(doc.root) - width - 4;
    const left = Math.max(4, Math.min(icon.left, maxLeft));
    const fitsBelow = icon.bottom + 4 + height <= innerHeight;
    const top = fitsBelow ? icon.bottom + 4 : Math.max(4, icon.top - 4 - height);
    this.#tip.style.transform = translate(left - origin.left, top - origin.top);
    // Above all marks.
    if (this.#layer.lastElementChild !== this.#tip) this.#layer.append(this.#tip);
  }

  #stop(): void {
    this.#observer.disconnect();
    this.#sizes.disconnect();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    this.#near.clear();
    this.#marks.clear();
    this.#byBlock.clear();
    this.#highlight = null;
    this.#hasGivenUp = true;
    this.host.remove();
  }
}

const isTouch = (event: MouseEvent): boolean =>
  event instanceof PointerEvent && event.pointerType === 'touch';

const translate = (x: number, y: number): string => `translate(${x}px, ${y}px)`;

function putAt(
  element: HTMLElement | SVGElement,
  rect: Rect,
  origin: Pick<Rect, 'left' | 'top'>,
): void {
  const { style } = element;
  style.transform = translate(rect.left - origin.left, rect.top - origin.top);
  style.width = `${rect.right - rect.left}px`;
  style.height = `${rect.bottom - rect.top}px`;
}
