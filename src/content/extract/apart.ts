/**
 * Buttons and list items that stand in one line: a reader sees each of them by itself, where it says
 * something by itself. Those of one letter or none are part of the line, as any inline element, or
 * a word could be spelled in buttons that nobody is asked about.
 */
import { localName } from '../dom';
import { rootOfHost } from '../hosts';
import type { Box } from './box';
import { hasLetters } from './text';
import { flatChildren, isElement, isText } from './tree';

const APART = new Set(['button', 'li']);
/** Looked at for letters, and UTF-16 units. */
const MAX_NODES = 64;
const MAX_TEXT = 256;

export class Apart {
  /** As they were when last looked at. */
  readonly #known = new WeakMap<Element, boolean>();

  constructor(
    private readonly boxOf: (element: Element) => Box,
    /** It stands apart now, or no longer: the line around it is to be walked anew. */
    private readonly changed: (element: Element) => void,
  ) {}

  is(element: Element, display: string): boolean {
    if (!display.startsWith('inline-') || !APART.has(localName(element))) return false;
    const is = this.#says(element);
    const before = this.#known.get(element);
    this.#known.set(element, is);
    if (before !== undefined && before !== is) this.changed(element);
    return is;
  }

  /** Whether what it shows is more than a letter; in doubt it is not. */
  #says(element: Element): boolean {
    let text = '';
    let nodes = 0;
    const open: Node[] = [];
    const enter = (parent: Element): void => {
      rootOfHost(parent); // So that it is known below.
      open.push(...flatChildren(parent).nodes.slice(0, MAX_NODES).reverse());
    };
    enter(element);
    for (let node = open.pop(); node && nodes++ < MAX_NODES; node = open.pop()) {
      if (isText(node)) {
        if (node.length === 0) continue;
        text += node.substringData(0, Math.min(node.length, MAX_TEXT - text.length));
        if (hasLetters(text)) return true;
        if (text.length >= MAX_TEXT) return false;
      } else if (isElement(node)) {
        const { kind } = this.boxOf(node);
        if (kind === 'block' || kind === 'inline') enter(node);
      }
    }
    return false;
  }
}
