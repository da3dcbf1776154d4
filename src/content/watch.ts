/**
 * Turns what happens to the page into dirt for the extractor.
 *
 * Mutations of content go on at once. Changes of style are gathered and let through in turns: a
 * page that toggles a class of its body with every scroll makes the whole page dirty each time, so
 * the next turn waits ten times as long as the last one took. What is shown without any mutation
 * (hover menus, media queries, a sibling's class) is caught by an intersection observer on what was
 * hidden; style sheets that come or go dirty the whole page. Images load, fail and begin to move
 * with events, which are heard at the document and at every open shadow root: they do not cross one.
 */
import { AUTHOR_ATTRIBUTES } from './chat/authors';
import {
  attribute,
  children,
  doc,
  elementAfter,
  elementBefore,
  firstElement,
  isConnected,
  localName,
  nextElement,
  nextSibling,
  parentElement,
  previousSibling,
} from './dom';
import { drawingOf } from './dom-images';
import type { Dirt } from './extract/extractor';
import { isPicture } from './extract/images';
import { listOf, SAID_ATTRIBUTES, saysBy } from './extract/said';
import { isElement } from './extract/tree';
import { listenAgain, listenAtDocument } from './listen';

/** What decides which image an element shows, and what is said of it. */
const IMAGE_ATTRIBUTES = new Set('src srcset sizes poster href data alt type media'.split(' '));

const SAYING = new Set<string>(SAID_ATTRIBUTES);

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [
    ...[
      'class',
      'style',
      'hidden',
      'open',
      'contenteditable',
      'role',
      'autocomplete',
      'aria-hidden',
    ],
    ...IMAGE_ATTRIBUTES,
    ...SAID_ATTRIBUTES,
    ...AUTHOR_ATTRIBUTES,
  ],
  attributeOldValue: true,
};

/** Hidden roots under observation; a page with more shows them by mutations like any other. */
const MAX_HIDDEN = 5_000;
const STYLE_TURN_MS = 100;
const MAX_STYLE_TURN_MS = 5_000;
/** Of images and videos, which may show another picture then. */
const IMAGE_EVENTS = ['load', 'error', 'playing', 'pause', 'emptied'];

export interface WatchTarget {
  mark(node: Node, dirt: Dirt): void;
  markRemoved(node: Node): void;
  /** New on the page, with all that is in it; before anything of it is asked about. */
  added(element: Element): void;
  /** What is to be put into this `input` is another thing now. */
  retyped(input: Element): void;
  /** It has loaded something. */
  loaded(element: Element): void;
  /** Dirt has come: work on it. */
  wake(): void;
  /** Our host was taken out of the page, or put elsewhere. */
  hostMoved(): void;
  /** The page has changed what an `svg` is drawn from. */
  redrawn(drawing: Element): void;
  /** Anything has changed: layout may have, too. */
  layoutChanged(): void;
  /** Wraps what runs on the page's main thread. */
  measure<T>(work: () => T): T;
  /** Milliseconds spent so far. */
  spentMs(): number;
}

export class Watch {
  readonly #mutations = new MutationObserver((records) =>
    this.target.measure(() => this.#take(records)),
  );
  readonly #hidden = new IntersectionObserver(
    (entries) => this.target.measure(() => this.#shown(entries)),
    { root: document, rootMargin: '50%' },
  );
  readonly #roots = new WeakSet<Node>();
  /** Under observation, and what is shown when they are. */
  readonly #hiddenElements = new Map<Element, Element>();
  readonly #restyled = new Map<Node, Dirt>();
  #styleTimer: ReturnType<typeof setTimeout> | null = null;
  #turnStartedAtMs = 0;

  constructor(
    private readonly target: WatchTarget,
    private readonly isOurs: (node: Node) => boolean,
    private readonly signal: AbortSignal,
  ) {
    this.observe(document);
    signal.addEventListener('abort', () => {
      this.#mutations.disconnect();
      this.#hidden.disconnect();
      this.#hiddenElements.clear();
      if (this.#styleTimer !== null) clearTimeout(this.#styleTimer);
    });
  }

  /** The document, and every open shadow root that is met. */
  observe(root: Document | ShadowRoot): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    this.#mutations.observe(root, OBSERVED);
    const options = { capture: true, passive: true, signal: this.signal };
    for (const type of IMAGE_EVENTS) {
      if (root instanceof ShadowRoot) root.addEventListener(type, this.#happened, options);
      else listenAtDocument(type, this.#happened, options);
    }
  }

  /** What is in an element is not shown. */
  watchHidden(element: Element): void {
    // It may have a box all the same, and only what is in it has none (`content-visibility`).
    const isIn = getComputedStyle(element).display !== 'none';
    const probe = isIn ? firstElement(element) : element;
    if (!probe || this.#hiddenElements.has(probe)) return;
    if (this.#hiddenElements.size >= MAX_HIDDEN) return;
    this.#hiddenElements.set(probe, element);
    this.#hidden.observe(probe);
  }

  /** Takes what the browser has not delivered yet: for whoever asks about the state now. */
  flush(): void {
    const records = this.#mutations.takeRecords();
    if (records.length > 0) this.#take(records);
  }

  /** Changes of style wait for their turn. */
  get isPending(): boolean {
    return this.#styleTimer !== null;
  }

  #take(records: readonly MutationRecord[]): void {
    for (const record of records) {
      if (record.type === 'childList') this.#children(record);
      else if (record.type === 'characterData') this.target.mark(record.target, 'full');
      else this.#attribute(record);
      const drawing = drawingOf(record.target);
      if (drawing) this.target.redrawn(drawing);
      const list = listOf(record.target);
      if (list) this.target.mark(list, 'image');
    }
    this.target.layoutChanged();
    this.target.wake();
  }

  #children(record: MutationRecord): void {
    // The document has another root: it may have been opened anew.
    if (record.target === document) listenAgain();
    for (const node of record.removedNodes) {
      if (this.isOurs(node)) this.target.hostMoved();
      else this.target.markRemoved(node);
      if (isSheet(node)) this.#restyle(doc.root, 'full');
    }
    for (const node of record.addedNodes) {
      if (this.isOurs(node)) continue;
      if (isElement(node)) this.target.added(node);
      this.target.mark(node, 'full');
      if (isSheet(node)) this.#restyle(doc.root, 'full');
    }
    for (const side of SIDES) {
      const next = record[side];
      if (!next) continue;
      this.target.mark(next, 'edge');
      // Beyond white space and comments: that block has another neighbour, too.
      const beyond = isElement(next) ? null : besides[side](next);
      if (beyond) this.target.mark(beyond, 'edge');
    }
    // What it holds now may make it a group, or none.
    if (record.removedNodes.length > 0) this.target.mark(record.target, 'edge');
  }

  #attribute({ target, attributeName, oldValue }: MutationRecord): void {
    if (this.isOurs(target) || attributeName === null) return;
    const element = target as Element;
    if (attributeName === 'type' || attributeName === 'autocomplete') this.target.retyped(element);
    if (attributeName === 'autocomplete') return;
    if (IMAGE_ATTRIBUTES.has(attributeName)) {
      this.#imageAttribute(element);
      return;
    }
    if (attribute(element, attributeName) === oldValue) return;
    if (SAYING.has(attributeName)) {
      if (saysBy(element, attributeName)) this.target.mark(element, 'image');
      return;
    }
    this.#restyle(element, attributeName === 'style' ? 'style' : 'full');
    if (attributeName !== 'style') {
      const before = previousSibling(element);
      const after = nextElement(element);
      if (before) this.#restyle(before, 'edge');
      if (after) this.#restyle(after, 'full');
    }
  }

  #imageAttribute(element: Element): void {
    const name = localName(element);
    if (isPicture(name)) {
      this.target.mark(element, 'image');
    } else if (name === 'source') {
      // One of several that a `picture` chooses from.
      const picture = parentElement(element);
      for (const each of picture ? children(picture) : []) {
        if (localName(each) === 'img') this.target.mark(each, 'image');
      }
    }
  }

  #restyle(node: Node, dirt: Dirt): void {
    const before = this.#restyled.get(node);
    this.#restyled.set(node, before === undefined || before === dirt ? dirt : 'full');
    if (this.#styleTimer !== null) return;
    const spent = this.target.spentMs() - this.#turnStartedAtMs;
    const wait = Math.min(Math.max(STYLE_TURN_MS, spent * 10), MAX_STYLE_TURN_MS);
    this.#styleTimer = setTimeout(() => this.target.measure(() => this.#letThrough()), wait);
  }

  #letThrough(): void {
    this.#styleTimer = null;
    this.#turnStartedAtMs = this.target.spentMs();
    for (const [node, dirt] of this.#restyled) this.target.mark(node, dirt);
    this.#restyled.clear();
    this.target.wake();
  }

  readonly #happened = ({ type, target }: Event): void => {
    if (!(target instanceof Element)) return;
    if (target instanceof HTMLLinkElement || target instanceof HTMLStyleElement) {
      if (type === 'load') this.#restyle(doc.root, 'full');
    } else if (isPicture(localName(target))) {
      this.target.mark(target, 'image');
      this.target.wake();
    } else if (type === 'load') this.target.loaded(target);
    if (type === 'load' || type === 'error') this.target.layoutChanged();
  };

  #shown(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting && isConnected(target)) continue;
      const element = this.#hiddenElements.get(target) ?? target;
      this.#hidden.unobserve(target);
      this.#hiddenElements.delete(target);
      this.target.mark(element, 'full');
      const before = previousSibling(element);
      const after = nextSibling(element);
      if (before) this.target.mark(before, 'edge');
      if (after) this.target.mark(after, 'edge');
    }
    this.target.wake();
  }
}

const besides = { previousSibling: elementBefore, nextSibling: elementAfter };
const SIDES = ['previousSibling', 'nextSibling'] as const;

const isSheet = (node: Node): boolean =>
  node instanceof HTMLStyleElement ||
  (node instanceof HTMLLinkElement && node.rel === 'stylesheet');
