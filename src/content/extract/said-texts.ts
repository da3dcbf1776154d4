/** What an element says, slot by slot. Only reads. */
import { cutText, MAX_REQUEST_TEXT } from '../../core/limits';
import {
  attribute,
  attributeNames,
  closest,
  doc,
  isVisible,
  localName,
  matches,
  parentElement,
} from '../dom';
import { imageOf, inputOf } from '../dom-images';
import { captionOf } from './caption';
import { collapse } from './text';
import { isTypingCopied, TYPED } from './typed';

/** `title`, `aria-label`, …, `option 3`, `::before`. */
export type Slot = string;

/** Lists of so many choices are asked choice by choice, longer ones in groups of GROUP. */
const MAX_ALONE = 60;
const GROUP = 20;
/** Text nodes of an element that are looked at for its own text. */
const MAX_NODES = 200;

const BUTTONS = /^(submit|button|reset)$/;

/** Attributes first: of most elements, two of them are all that is read. */
export function isSpeaker(element: Element, name: string, isBare: boolean): boolean {
  if (!isBare && (attribute(element, 'title') || attribute(element, 'aria-label'))) return true;
  switch (name) {
    case 'img':
      return attribute(element, 'alt') !== null;
    case 'input':
      return true;
    case 'textarea':
      return attribute(element, 'placeholder') !== null;
    case 'select':
      return true;
    default:
      return false;
  }
}

/** The slots that may say something, what is seen first: of two equal texts the first is kept. */
export function* speakerSlots(
  element: Element,
  written: string,
  isPictured: boolean,
): Generator<Slot> {
  const name = localName(element);
  if (name === 'input' && BUTTONS.test(inputOf.type(element as HTMLInputElement))) yield 'value';
  if (name === 'input' || name === 'textarea') yield 'placeholder';
  if (name === 'select') {
    const { length } = choicesOf(element);
    const step = length > MAX_ALONE ? GROUP : 1;
    for (let i = 0; i < length; i += step) yield step === 1 ? `option ${i}` : `options ${i}`;
  }
  if (written !== '') yield* ['::before', '::after'];
  if (name === 'img' && saysAlternative(element as HTMLImageElement, isPictured)) yield 'alt';
  // An image is asked with one of them as its caption.
  const caption = isPictured ? captionOf(element) : '';
  for (const slot of ['aria-label', 'title']) {
    if (caption === '' || wordsOf(attribute(element, slot)) !== caption) yield slot;
  }
}

/** What is in a slot now; read anew, since the page may have changed it a moment ago. */
export function readSlot(element: Element, slot: Slot): string | null {
  if (slot === '::before' || slot === '::after') return writtenBeside(element, slot);
  if (slot === 'placeholder') {
    return matches(element, ':placeholder-shown') ? attribute(element, slot) : null;
  }
  if (slot === 'title' || slot === 'aria-label') {
    const words = attribute(element, slot);
    // Only fields themselves: what stands around one is named by its page.
    return words !== null && isField(element) && isTypingCopied(element, words) ? null : words;
  }
  const [, several, number] = /^option(s?) (\d+)$/.exec(slot) ?? [];
  if (number === undefined) return attribute(element, slot);
  const from = Number(number);
  return choicesOf(element)
    .slice(from, from + (several ? GROUP : 1))
    .map(labelOf)
    .join('\n');
}

const isField = (element: Element): boolean => /^(input|textarea)$/.test(localName(element));

/** As it is asked; one unit more than is sent, so that it is known to be cut. */
export const wordsOf = (text: string | null): string =>
  text === null ? '' : collapse([cutText(text, MAX_REQUEST_TEXT + 1)]);

/**
 * What the element shows itself, without white space: what is asked as a text of the page, and what a
 * person types. What is on the page for nobody is no reason to leave the same words unasked.
 */
export function ownText(element: Element, isAsked: (text: Text) => boolean): string {
  const walker = doc.walker(element, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let i = 0; i < MAX_NODES; i++) {
    const node = walker.nextNode();
    if (!(node instanceof Text)) break;
    const data = cutText(node.data, MAX_REQUEST_TEXT).replace(/\s+/g, '');
    const parent = data === '' ? null : parentElement(node);
    if (!parent || !isVisible(parent, { visibilityProperty: true })) continue;
    if (isAsked(node) || closest(parent, TYPED) !== null) text += data;
    if (text.length > MAX_REQUEST_TEXT) break;
  }
  return text;
}

/** Shown in place of an image that failed; heard of one that is too small to be asked about. */
function saysAlternative(image: HTMLImageElement, isPictured: boolean): boolean {
  if (!imageOf.isComplete(image)) return false;
  return !isPictured || imageOf.width(image) === 0;
}

/** The texts of a style's `content`, with the attributes that it takes in. */
function writtenBeside(element: Element, pseudo: '::before' | '::after'): string | null {
  const { content, visibility, display } = getComputedStyle(element, pseudo);
  if (visibility !== 'visible' || display === 'none') return null;
  let text = '';
  for (const [token, quoted, name = ''] of content.matchAll(CONTENT)) {
    // What follows is said in place of it, and is not seen.
    if (token === '/') break;
    // Chromium has put the attribute's text in quotes already.
    const piece = quoted === undefined ? attribute(element, name) : unquoted(quoted);
    // Some pages copy what is typed into an attribute, to have the field as large as its text.
    if (piece && !(isOfAttribute(element, piece) && isTypingCopied(element, piece))) text += piece;
  }
  return text;
}

const isOfAttribute = (element: Element, text: string): boolean =>
  attributeNames(element).some((name) => attribute(element, name) === text);

const CONTENT = /"((?:[^"\\]|\\.)*)"|attr\(\s*([\w-]+)[^)]*\)|[\w-]+\((?:"[^"]*"|[^")])*\)|\//g;

const unquoted = (text: string): string =>
  text.replace(/\\([0-9a-f]{1,6}) ?|\\(.)/gi, (_, code: string | undefined, letter: string) =>
    code === undefined ? letter : String.fromCodePoint(Number.parseInt(code, 16) || 0xfffd),
  );

/** Without `script`, as anywhere; only those of a list itself. */
function choicesOf(list: Element): Element[] {
  return list instanceof HTMLSelectElement
    ? [...Element.prototype.querySelectorAll.call(list, 'option, optgroup')]
    : [];
}

function labelOf(choice: Element): string {
  const label = attribute(choice, 'label');
  if (label !== null && label !== '') return label;
  return choice instanceof HTMLOptionElement ? choice.text : '';
}
