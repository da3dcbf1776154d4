/**
 * The text elements of the page and their identity.
 *
 * An element is a run of text nodes in one block. It keeps its id for as long as one of its text
 * nodes stays, or while its block gets new text in place of the old (`p.textContent = …`); its
 * version goes up when its text differs. A text node has one owner: when another run takes it, the
 * loser is re-examined. A run that has lost all its nodes is an orphan until the pass is over, so
 * that its block's new text can take it up; then it is gone.
 */
import { isConnected } from '../dom';
import { WeakNodeMap } from '../node-map';
import {
  type ElementListener,
  Elements,
  GAP,
  type Part,
  partLength,
  partText,
  type TextElement,
} from './element';
import { CHUNK, collapse } from './text';

/** Longer texts are compared by their length alone: this runs for every verdict that comes. */
const COMPARED = 65_536;

/** Whether the page still shows the text that the element was last seen with. */
export function isFreshText({ parts, text, rawLength }: TextElement): boolean {
  let length = 0;
  for (const part of parts) {
    if (part !== GAP && !part.isConnected) return false;
    length += partLength(part);
  }
  if (length !== rawLength) return false;
  return length > COMPARED || collapse(parts.map(partText)) === text;
}

type Run = Pick<TextElement, 'block' | 'parts' | 'text' | 'rawLength' | 'direction'>;

export class Registry {
  /** Those of images, too (pictures.ts). */
  readonly elements = new Elements();
  /** To be re-examined: they have lost a text node, or may have. */
  readonly touched = new Set<TextElement>();
  readonly #owners = new WeakNodeMap<Text, TextElement>();
  readonly #orphans = new Map<Element, TextElement[]>();

  constructor(
    private readonly listener: ElementListener,
    /** A text node has lost its run but is still on the page: look there again. */
    private readonly lookAgain: (node: Text) => void,
  ) {}

  owner(node: Text): TextElement | undefined {
    return this.#owners.get(node);
  }

  /** The node is no longer shown. */
  release(node: Text): void {
    const owner = this.#owners.get(node);
    if (!owner) return;
    this.#owners.delete(node);
    this.touched.add(owner);
  }

  /**
   * A block's only text is what it was, or white space as before: there is nothing to assign. Of long
   * texts, and of those with white space in excess, it is not told.
   */
  isAsBefore(block: Element, part: Text, direction: 'ltr' | 'rtl'): boolean {
    const known = this.#owners.get(part);
    if (part.length > CHUNK) return false;
    const { data } = part;
    if (known === undefined) return data.trim() === '';
    if (known.block !== block || known.text !== data) return false;
    if (known.parts.length !== 1 || known.parts[0] !== part) return false;
    known.rawLength = data.length;
    known.direction = direction;
    return true;
  }

  /** Takes a run as the page now shows it. */
  assign(block: Element, parts: readonly Part[], text: string, direction: 'ltr' | 'rtl'): void {
    if (this.#isKnown(block, parts, text, direction)) return;
    const nodes = parts.filter((part) => part !== GAP);
    const known = nodes.map((node) => this.#owners.get(node)).find((owner) => owner !== undefined);
    const rawLength = parts.reduce((sum, part) => sum + partLength(part), 0);
    const element = known ?? this.#takeOrphan(block);
    if (!element) {
      this.#add({ block, parts, text, rawLength, direction }, nodes);
      return;
    }
    const previous = element.parts;
    const from = element.block;
    const textBefore = element.text;
    const isNew = text !== textBefore;
    Object.assign(element, { block, parts, text, rawLength, direction });
    this.#own(element, nodes);
    this.#letGo(element, previous, nodes);
    if (isNew) {
      const before = element.verdict;
      element.version++;
      element.verdict = null;
      if (from !== block) this.listener.moved(element, from);
      this.listener.changed(element, before, textBefore);
    } else if (from !== block) {
      this.listener.moved(element, from);
    }
  }

  /** Nothing is new of it: as of most of a page that is looked at again. */
  #isKnown(
    block: Element,
    parts: readonly Part[],
    text: string,
    direction: 'ltr' | 'rtl',
  ): boolean {
    let known: TextElement | undefined;
    let rawLength = 0;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      if (part === undefined) return false;
      rawLength += partLength(part);
      if (part === GAP) continue;
      const owner = this.#owners.get(part);
      if (owner === undefined || owner !== (known ?? owner)) return false;
      known = owner;
    }
    if (known?.block !== block || known.text !== text) return false;
    if (known.parts.length !== parts.length) return false;
    for (let i = 0; i < parts.length; i++) if (known.parts[i] !== parts[i]) return false;
    known.rawLength = rawLength;
    known.direction = direction;
    return true;
  }

  /** Re-examines an element that may have lost nodes. */
  examine(element: TextElement): void {
    this.touched.delete(element);
    if (!this.elements.has(element.id)) return;
    const nodes = element.parts.filter((part) => part !== GAP);
    const left = nodes.filter((node) => node.isConnected && this.#owners.get(node) === element);
    for (const node of nodes) {
      if (!node.isConnected && this.#owners.get(node) === element) this.#owners.delete(node);
    }
    const [first] = left;
    if (first) this.lookAgain(first);
    else this.#orphan(element);
  }

  /** The pass is over: what nobody took up is gone. */
  dropOrphans(): void {
    const orphans = [...this.#orphans.values()].flat();
    this.#orphans.clear();
    for (const element of orphans) this.#remove(element);
  }

  get hasOrphans(): boolean {
    return this.#orphans.size > 0;
  }

  #add(run: Run, nodes: Text[]): void {
    const id = this.elements.newId();
    const element: TextElement = {
      kind: 'text',
      id,
      version: 1,
      verdict: null,
      practice: false,
      ...run,
    };
    this.elements.set(element.id, element);
    this.#own(element, nodes);
    this.listener.added(element);
  }

  #own(element: TextElement, nodes: readonly Text[]): void {
    for (const node of nodes) {
      const before = this.#owners.get(node);
      if (before === element) continue;
      if (before) {
        this.touched.add(before);
        this.#owners.set(node, element);
      } else {
        this.#owners.add(node, element);
      }
    }
  }

  #letGo(element: TextElement, previous: readonly Part[], kept: readonly Text[]): void {
    if (previous.length === kept.length && previous.every((part, i) => part === kept[i])) return;
    const keep = new Set<Part>(kept);
    for (const part of previous) {
      if (part === GAP || keep.has(part) || this.#owners.get(part) !== element) continue;
      this.#owners.delete(part);
      if (part.isConnected) this.lookAgain(part);
    }
  }

  #orphan(element: TextElement): void {
    if (!isConnected(element.block)) {
      this.#remove(element);
      return;
    }
    const list = this.#orphans.get(element.block) ?? [];
    if (!list.includes(element)) list.push(element);
    this.#orphans.set(element.block, list);
  }

  #takeOrphan(block: Element): TextElement | undefined {
    const list = this.#orphans.get(block);
    const element = list?.shift();
    if (list?.length === 0) this.#orphans.delete(block);
    return element;
  }

  #remove(element: TextElement): void {
    if (this.elements.delete(element.id)) this.listener.removed(element);
  }
}
