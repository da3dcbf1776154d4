/**
 * Nothing is shown until it has been judged. The styles do that (hold.css): they hold
 * whatever has no token of ours, so what comes is held before anybody has looked at it. Here is what
 * takes tokens back: an observer, whose turn comes before the browser paints. A node that reads
 * otherwise now, or shows another image, loses its token at once; and a token that the page has put
 * somewhere itself (or copied with a node) is none.
 *
 *   registered ──▶ styles there, from before the first paint ─┐
 *   told later ──▶ styles asked for ──────────────────────────┴─▶ armed ──▶ free: nothing is held
 */
import { attribute, children, doc, localName, matches, parentElement, queryIn } from '../dom';
import { isInTheirs } from '../extract/written';
import { findRoot, isCustom, mayHost, rootOfHost } from '../hosts';
import { listen } from '../listen';
import type { Sheets } from './sheets';
import { ATTRIBUTE, IMAGE_TOKENS, Keeper, TEXT_TOKENS, type Tokens } from './tokens';

/** Without a word of the background the veil goes after so long. */
export const SILENCE_MS = 5_000;
/** What makes an element show another image, or say another thing where letters are drawn. */
const IMAGE_ATTRIBUTES = ['src', 'srcset', 'sizes', 'poster', 'data', 'href', 'xlink:href'];
const TEXT_ATTRIBUTES = ['placeholder', 'value'];
/** Custom elements without a root are looked at in each frame for so long, and so many at most. */
const UPGRADE_MS = 10_000;
const MAX_UPGRADES = 500;

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [ATTRIBUTE, ...IMAGE_ATTRIBUTES, ...TEXT_ATTRIBUTES],
  attributeOldValue: true,
};

export interface HoldListener {
  /** It holds no longer what it held: to be looked at when the walk is over. */
  taken(element: Element): void;
  /** The page keeps putting tokens where they do not belong. */
  fought(): void;
  /** This document falls under rules by which nothing is held: it holds no longer. */
  refused(): void;
}

/** Whose letters a text has: its element's, or its host's where it stands in a shadow root itself. */
export function holderOf({ parentNode }: Text): Element | null {
  if (parentNode instanceof ShadowRoot) return parentNode.host;
  return parentNode instanceof Element ? parentNode : null;
}

const isTheirText = (element: Element): boolean =>
  matches(element, 'input, textarea') || isInTheirs(element);

export class Hold {
  /** When holding began, by `performance.now()`. */
  readonly since = performance.now();
  listener: HoldListener | null = null;
  readonly #mutations = new MutationObserver((records) => this.#take(records));
  readonly #known = new WeakSet<Node>();
  readonly #roots = new Set<WeakRef<ShadowRoot>>();
  /** They may get a root when their script comes; until when they are looked at. */
  readonly #upgrades = new Map<Element, number>();
  #frame: number | null = null;
  readonly #ending = new AbortController();
  #state: 'asked' | 'armed' | 'free' = 'asked';
  readonly #keeper: Keeper;

  constructor(
    private readonly tokens: Tokens,
    private readonly sheets: Sheets,
    /** Asks for the styles; false where they are not to be had. The signal: nothing is held any more. */
    private readonly styles: (signal: AbortSignal) => Promise<boolean>,
  ) {
    this.#keeper = new Keeper(tokens, () => this.listener?.fought());
    this.observe(document);
    this.#look(doc.root);
    // `document.open()` and the like: another root.
    listen('pageshow', () => this.#rearm(), { signal: this.#ending.signal });
    setTimeout(() => this.#arm(), SILENCE_MS);
    void this.#ask();
  }

  get isOver(): boolean {
    return this.#state === 'free';
  }

  /** The styles are there, or nobody waits for them any more. */
  get isArmed(): boolean {
    return this.#state === 'armed';
  }

  /** The document, and every shadow root that is met. */
  observe(root: Document | ShadowRoot): void {
    if (this.#known.has(root) || this.isOver) return;
    this.#known.add(root);
    this.#mutations.observe(root, OBSERVED);
    if (!(root instanceof ShadowRoot)) return;
    this.#roots.add(new WeakRef(root));
    this.sheets.add(root, 'hold');
    this.sheets.add(root, 'rules');
    for (const each of root.children) this.#look(each);
  }

  /** Nothing is held any more, whether or not the browser takes its styles back. */
  end(): void {
    if (this.isOver) return;
    this.#state = 'free';
    this.#ending.abort();
    this.#mutations.disconnect();
    this.#keeper.end();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#upgrades.clear();
    this.tokens.put(doc.root, ['armed', 'free'], ['armed', 'free']);
    for (const ref of this.#roots) {
      const root = ref.deref();
      if (root) this.sheets.delete(root, 'hold');
    }
    this.#roots.clear();
  }

  /** Takes in what the browser has not told of yet. */
  flush(): void {
    const records = this.#mutations.takeRecords();
    if (records.length > 0) this.#take(records);
  }

  async #ask(): Promise<void> {
    const isThere = await this.styles(this.#ending.signal).catch(() => null);
    if (this.isOver) return;
    // Silence: what there is of styles stays, for as long as anything is held.
    if (isThere === null) return;
    if (isThere) {
      this.#arm();
    } else {
      this.end();
      this.listener?.refused();
    }
  }

  #arm(): void {
    if (this.isOver) return;
    this.#state = 'armed';
    this.#rearm();
  }

  /** Another root has no token of ours. While the styles are waited for it is to have none. */
  #rearm(): void {
    if (!this.isArmed) return;
    const { root } = doc;
    if (root) this.tokens.put(root, ['armed', 'free'], ['armed']);
  }

  #take(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes, attributeName, oldValue } of records) {
      if (type === 'characterData') {
        const holder = holderOf(target as Text);
        if (holder) this.#retake(holder, 'text');
      } else if (type === 'childList') {
        this.#added(target, addedNodes);
      } else if (attributeName === ATTRIBUTE) {
        this.#keeper.keep(target as Element);
      } else if (
        attributeName !== null &&
        attribute(target as Element, attributeName) !== oldValue
      ) {
        const isText = TEXT_ATTRIBUTES.includes(attributeName);
        this.#retakeAttribute(target as Element, isText ? 'text' : 'image');
      }
    }
  }

  #added(target: Node, nodes: NodeList): void {
    let hasText = false;
    for (const node of nodes) {
      if (node instanceof Text) hasText ||= /\S/.test(node.data);
      else if (node instanceof Element) this.#look(node);
    }
    if (target === document) {
      this.#rearm();
    } else if (hasText && target instanceof Element) {
      this.#retake(target, 'text');
    }
    // In a shadow root itself, letters have the colour of its host.
    if (hasText && target instanceof ShadowRoot) this.#retake(target.host, 'text');
  }

  #retakeAttribute(element: Element, what: 'text' | 'image'): void {
    this.#retake(element, what);
    if (localName(element) !== 'source') return;
    // One of several that a `picture` or a video chooses from.
    const around = parentElement(element);
    for (const each of around ? [around, ...children(around)] : []) this.#retake(each, 'image');
  }

  #retake(element: Element, what: 'text' | 'image'): void {
    // Whoever writes sees what is written.
    if (what === 'text' && matches(element, ':read-write') && isTheirText(element)) return;
    const kinds = what === 'text' ? TEXT_TOKENS : IMAGE_TOKENS;
    // What hides it stays until it is looked at.
    const hiding = kinds.filter((kind) => kind.length > 1 && this.tokens.has(element, kind));
    this.tokens.put(element, kinds, hiding);
    this.listener?.taken(element);
  }

  /** What is new on the page: tokens come with nodes that it has copied, or are written in it. */
  #look(element: Element): void {
    this.#lookAt(element);
    for (const each of queryIn(element, '*')) this.#lookAt(each);
  }

  #lookAt(element: Element): void {
    this.#keeper.keep(element);
    if (!mayHost(element)) return;
    const root = rootOfHost(element);
    if (root) this.observe(root);
    else if (isCustom(element) && this.#upgrades.size < MAX_UPGRADES) {
      this.#upgrades.set(element, performance.now() + UPGRADE_MS);
      this.#frame ??= requestAnimationFrame(() => this.#upgrade());
    }
  }

  /** Nothing tells of a root that comes later; this is before the frame that shows it. */
  #upgrade(): void {
    this.#frame = null;
    const now = performance.now();
    for (const [element, until] of this.#upgrades) {
      const root = findRoot(element);
      if (root) this.observe(root);
      if (root || until < now) this.#upgrades.delete(element);
    }
    if (this.#upgrades.size > 0) this.#frame = requestAnimationFrame(() => this.#upgrade());
  }
}
