/**
 * The tokens of one of the page's elements (tokens.ts), by the looks of all that it shows: texts that
 * its letters are part of, its image, its backgrounds.
 */
import {
  childNodes,
  type FrameElement,
  isFrame,
  isVisible,
  localName,
  queryIn,
  rootOf,
  shadowRoot,
} from '../dom';
import { GAP, type ImageElement, type ScreenElement, type TextElement } from '../extract/element';
import { isPicture, OWN } from '../extract/images';
import { holderOf } from './hold';
import type { Look } from './look';
import type { Sheets } from './sheets';
import { BACKGROUND_TOKENS, IMAGE_TOKENS, TEXT_TOKENS, type Token, type Tokens } from './tokens';

const SEEN = { visibilityProperty: true } as const;
/** Slots of what is said that are drawn as letters. */
const DRAWN = /^(value|placeholder|option|::)/;

export interface SettlingDeps {
  readonly tokens: Tokens;
  readonly sheets: Sheets;
  /** Whether what has no token is held. */
  isHolding(): boolean;
  lookOf(element: ScreenElement): Look;
  isFrameShown(frame: FrameElement): boolean;
  ownerOf(text: Text): TextElement | undefined;
  isFresh(element: ScreenElement): boolean;
  /** Whether an element's own image is asked about; null while that is open. */
  isPictured(element: Element): boolean | null;
}

export class Settling {
  /** Elements whose image, or whose saying, these are; and who has letters of texts, by text. */
  readonly #at = new Map<Element, Set<ScreenElement>>();
  readonly #holders = new Map<number, readonly Element[]>();

  constructor(private readonly deps: SettlingDeps) {}

  /** Some text or image has tokens. */
  get isInUse(): boolean {
    return this.#holders.size > 0;
  }

  holdersOf(id: number): readonly Element[] {
    return this.#holders.get(id) ?? [];
  }

  /** The elements of the page that show it. */
  register(element: ScreenElement): readonly Element[] {
    const isRun = element.kind === 'text' && element.said === undefined;
    const holders = isRun ? lettersOf(element) : [element.block];
    this.unregister(element);
    this.#holders.set(element.id, holders);
    const root = rootOf(element.block);
    if (root instanceof ShadowRoot) this.deps.sheets.add(root, 'rules');
    if (!isRun)
      this.#at.set(element.block, (this.#at.get(element.block) ?? new Set()).add(element));
    return holders;
  }

  unregister(element: ScreenElement): void {
    for (const holder of this.holdersOf(element.id)) {
      const here = this.#at.get(holder);
      if (here?.delete(element) && here.size === 0) this.#at.delete(holder);
    }
    this.#holders.delete(element.id);
  }

  clear(): void {
    this.#at.clear();
    this.#holders.clear();
  }

  /** Its tokens. False where it is to be looked at again. `isOver`: what is no element is known. */
  settle(element: Element, isOver: boolean): boolean {
    const own: ImageElement[] = [];
    /** What style sheets put there: images, and texts before and after. */
    const painted: ScreenElement[] = [];
    const texts = new Set<TextElement>();
    for (const each of this.#at.get(element) ?? []) {
      if (each.kind === 'image') (each.shown.slot === OWN ? own : painted).push(each);
      else if (each.said?.startsWith('::')) painted.push(each);
      else if (DRAWN.test(each.said ?? '')) texts.add(each);
    }
    this.#settleText(element, texts, isOver);
    this.#settleBackground(element, painted, isOver);
    return this.#settleImage(element, own, isOver);
  }

  #settleText(element: Element, texts: Set<TextElement>, isOver: boolean): void {
    const hasOthers = this.#textsIn(element, texts);
    const looks = [...texts].map((text) => this.#shownLook(text));
    const tokens: Token[] = [];
    if (looks.some(isHidden)) tokens.push('th');
    else if (looks.some(({ kind }) => kind === 'blur')) tokens.push('tb');
    if (this.deps.isHolding() && !looks.some(({ kind }) => kind === 'held')) {
      // That letters are part of no text is known when the walk is over, if they are to be seen.
      const isFree = hasOthers ? isOver && isVisible(element, SEEN) : isOver || texts.size > 0;
      if (isFree || this.deps.tokens.has(element, 't')) tokens.push('t');
    }
    this.deps.tokens.put(element, TEXT_TOKENS, tokens);
    if (localName(element) !== 'select') return;
    for (const choice of queryIn(element, 'option, optgroup'))
      this.deps.tokens.put(choice, TEXT_TOKENS, tokens);
  }

  /** Adds the texts that its own letters are part of; true where some are part of none. */
  #textsIn(element: Element, texts: Set<TextElement>): boolean {
    let hasOthers = false;
    for (const node of textsOf(element)) {
      const owner = this.deps.ownerOf(node);
      if (owner) texts.add(owner);
      else hasOthers ||= /\S/.test(node.data);
    }
    return hasOthers;
  }

  /** As it was looked at; held where the page shows another text by now. */
  #shownLook(text: TextElement): Look {
    const look = this.deps.lookOf(text);
    if (!this.deps.isHolding() || look.kind === 'held' || isHidden(look)) return look;
    return this.deps.isFresh(text) ? look : { kind: 'held' };
  }

  #settleImage(element: Element, own: readonly ImageElement[], isOver: boolean): boolean {
    const name = localName(element);
    const frame = isFrame(element) ? element : null;
    if (!frame && !isPicture(name)) return true;
    const looks = own.map((each) => this.deps.lookOf(each));
    let isShown = own.length > 0 && !looks.some(({ kind }) => kind === 'held');
    let isSettled = true;
    const isHolding = this.deps.isHolding();
    if (isHolding && frame) isShown = this.deps.isFrameShown(frame);
    else if (isHolding && own.length === 0 && isOver) {
      const isAsked = this.deps.isPictured(element);
      isShown = isAsked === false;
      isSettled = isAsked !== null;
    } else if (own.length === 0) isShown = this.deps.tokens.has(element, 'i');
    const tokens: Token[] = isHolding && isShown ? ['i'] : [];
    if (looks.some(isHidden)) tokens.push('ih');
    else if (looks.some(({ kind }) => kind === 'blur')) tokens.push('ib');
    this.deps.tokens.put(element, IMAGE_TOKENS, tokens);
    return isSettled;
  }

  #settleBackground(element: Element, painted: readonly ScreenElement[], isOver: boolean): void {
    const looks = painted.map((each) => this.deps.lookOf(each));
    // None can be blurred without what stands on it.
    const isBare = looks.some((look) => isHidden(look) || look.kind === 'blur');
    const tokens: Token[] = isBare ? ['bh'] : [];
    if (this.deps.isHolding() && !looks.some(({ kind }) => kind === 'held')) {
      const isShown =
        painted.length > 0 || (isOver ? isDecorated(element) : this.deps.tokens.has(element, 'b'));
      if (isShown) tokens.push('b');
    }
    this.deps.tokens.put(element, BACKGROUND_TOKENS, tokens);
  }
}

export const isHidden = ({ kind }: Look): boolean => kind === 'cover' || kind === 'hide';

function lettersOf({ parts }: TextElement): Element[] {
  const holders = new Set<Element>();
  for (const part of parts) {
    const holder = part === GAP ? null : holderOf(part);
    if (holder) holders.add(holder);
  }
  return [...holders];
}

/** Texts that stand in an element itself, or in its shadow root. */
function* textsOf(element: Element): Generator<Text> {
  for (const node of childNodes(element)) if (node instanceof Text) yield node;
  const root = shadowRoot(element);
  if (root) for (const node of root.childNodes) if (node instanceof Text) yield node;
}

/** Whether style sheets draw anything on it, before it or after it. */
function isDecorated(element: Element): boolean {
  if (getComputedStyle(element).backgroundImage !== 'none') return true;
  return ['::before', '::after'].some((pseudo) => {
    const { content } = getComputedStyle(element, pseudo);
    return content !== 'none' && content !== 'normal';
  });
}
