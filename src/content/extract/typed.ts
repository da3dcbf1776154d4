/**
 * What a person writes in. It is no page's text and not screened; and where it becomes one only after
 * its text was found, that text never leaves this machine.
 */
import { cutText, MAX_REQUEST_TEXT } from '../../core/limits';
import { doc, localName, matches, parentNode, query, queryIn, reader, textContent } from '../dom';
import type { ScreenElement } from './element';
import { GAP } from './element';
import { flatParent, isElement } from './tree';

export const TYPED =
  '.CodeMirror,.cm-editor,.monaco-editor,.ace_editor,[role="textbox"],[role="searchbox"],' +
  '[contenteditable]:not([contenteditable="false" i])';

/** Of an `input` that nobody types in. */
const UNTYPED = 'checkbox radio button submit reset hidden image range color file'.split(' ');
const TYPED_FIELD = `textarea,input:not(${UNTYPED.map((type) => `[type="${type}" i]`).join()})`;
const ANY_TYPED = `${TYPED},${TYPED_FIELD}`;
/** Fields of one element that are compared; with more in it, all is taken for typed. */
const MAX_FIELDS = 1_000;

/** Not there in unit tests. */
const world: Partial<Pick<typeof globalThis, 'HTMLInputElement' | 'HTMLTextAreaElement'>> =
  globalThis;
const inputValue = reader(world.HTMLInputElement?.prototype, 'value');
const textareaValue = reader(world.HTMLTextAreaElement?.prototype, 'value');

/** Whether this very element is an editor, in a document that is not all of it one. */
export const isTypedIn = (element: Element): boolean => matches(element, TYPED);

/** Whether the whole document is. */
export const isDesigned = (): boolean => doc.designMode === 'on';

/** Whether any of it is, as the page is now: by what is around it, or by what a drawing holds. */
export function isEditable(element: ScreenElement): boolean {
  if (isDesigned()) return true;
  const seen = new Set<Element>();
  if (element.kind === 'image') {
    const { block } = element;
    if (localName(block) === 'svg' && query(block, `${TYPED},input,textarea`)) return true;
    return isInTyped(block, seen);
  }
  if (element.said !== undefined) {
    return isTypingsPlace(element.block, element.said) || isInTyped(element.block, seen);
  }
  return element.parts.some((part) => {
    const parent = part === GAP ? null : (flatParent(part) ?? parentNode(part));
    return parent !== null && isElement(parent) && isInTyped(parent, seen);
  });
}

/**
 * Whether pages put there what a person types: into any attribute of the field, and into what a style
 * sheet writes around it. Even what is no copy now may be one a moment later.
 */
function isTypingsPlace(block: Element, slot: string): boolean {
  if (slot.startsWith('::')) return query(block, ANY_TYPED) !== null;
  return slot !== 'placeholder' && matches(block, TYPED_FIELD);
}

/** Whether a text that an element says is what is typed in it now, or a part of that, or has it in it. */
export function isTypingCopied(element: Element, text: string): boolean {
  const said = bare(text);
  if (said === '') return false;
  if (matches(element, ANY_TYPED) && isCopy(said, typedIn(element))) return true;
  const fields = queryIn(element, ANY_TYPED);
  if (fields.length > MAX_FIELDS) return true;
  return [...fields].some((field) => isCopy(said, typedIn(field)));
}

/** Some pages copy a moment later, and what was taken away is still there. */
function isCopy(said: string, typed: string): boolean {
  if (typed === '') return false;
  return typed.includes(said) || (said.includes(typed) && typed.length * 2 >= said.length);
}

function typedIn(field: Element): string {
  if (field instanceof HTMLInputElement) return bare(inputValue(field));
  if (field instanceof HTMLTextAreaElement) return bare(textareaValue(field));
  return bare(textContent(field) ?? '');
}

const bare = (text: string): string => cutText(text, MAX_REQUEST_TEXT + 1).replace(/\s+/g, '');

/** Goes up as far as nobody has looked yet. */
function isInTyped(from: Element, seen: Set<Element>): boolean {
  for (let at: Element | null = from; at && !seen.has(at); at = flatParent(at)) {
    if (isTypedIn(at)) return true;
    seen.add(at);
  }
  return false;
}
