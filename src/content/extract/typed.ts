/**
 * What a person writes in. It is no page's text and not screened; and where it becomes one only after
 * its text was found, that text never leaves this machine.
 */
import { doc, localName, matches, parentNode, query } from '../dom';
import type { ScreenElement } from './element';
import { GAP } from './element';
import { flatParent, isElement } from './tree';

export const TYPED =
  '.CodeMirror,.cm-editor,.monaco-editor,.ace_editor,[role="textbox"],[role="searchbox"],' +
  '[contenteditable]:not([contenteditable="false" i])';

/** Whether what is in this very element is being written. */
export const isTypedIn = (element: Element): boolean =>
  matches(element, TYPED) || doc.designMode === 'on';

/** Whether any of it is, as the page is now: by what is around it, or by what a drawing holds. */
export function isEditable(element: ScreenElement): boolean {
  const seen = new Set<Element>();
  if (element.kind === 'image') {
    const { block } = element;
    if (localName(block) === 'svg' && query(block, `${TYPED},input,textarea`)) return true;
    return isInTyped(block, seen);
  }
  if (element.said !== undefined) return isInTyped(element.block, seen);
  return element.parts.some((part) => {
    const parent = part === GAP ? null : (flatParent(part) ?? parentNode(part));
    return parent !== null && isElement(parent) && isInTyped(parent, seen);
  });
}

/** Goes up as far as nobody has looked yet. */
function isInTyped(from: Element, seen: Set<Element>): boolean {
  for (let at: Element | null = from; at && !seen.has(at); at = flatParent(at)) {
    if (isTypedIn(at)) return true;
    seen.add(at);
  }
  return false;
}
