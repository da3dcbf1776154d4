/**
 * What gets one verdict: a text, or an image. Both have an id for as long as they are on the page
 * and a version that counts their contents, and go the same way from here.
 */
import type { Verdict } from '../../core/verdict';
import type { Turn } from '../chat/turns';
import type { Shown } from './images';
import type { Size } from './size-rule';
import { CHUNK } from './text';

/** A line break or a control inside a run: read as one space. */
export const GAP = Symbol('gap');
export type Part = Text | typeof GAP;

interface ElementBase {
  readonly id: number;
  version: number;
  /** The text's block; the node that shows the image. */
  block: Element;
  /** Of an image: its caption, which may be empty. */
  text: string;
  direction: 'ltr' | 'rtl';
  /** Null while it waits. */
  verdict: Verdict | null;
  /** The verdict comes from the practice guard. */
  practice: boolean;
}

export interface TextElement extends ElementBase {
  readonly kind: 'text';
  /** Where its block says it (said.ts), of what is no run of text nodes: it has no parts then. */
  readonly said?: string;
  parts: readonly Part[];
  /** UTF-16 units before collapsing: tells cheaply that the page has changed the text. */
  rawLength: number;
  /** In a talk with an AI (chat/): whose turn it is. */
  turn?: Turn | null;
  /** Of an AI's answer: what it answers, as far as that is asked with it; null where nothing is. */
  question?: string | null;
}

export interface ImageElement extends ElementBase {
  readonly kind: 'image';
  shown: Shown;
  /** The image's own size in pixels; zeros where the browser does not tell. */
  natural: Size;
  /** It is loading: not asked before this moment (`performance.now()`), unless it has loaded. */
  notBefore: number;
  /** A small picture as a `data:` address, of what only the page has. */
  thumbnail: string | null;
}

export type ScreenElement = TextElement | ImageElement;

export interface ElementListener {
  added(element: ScreenElement): void;
  /** New contents, one version up; its verdict has been dropped. `textBefore`: of a text. */
  changed(element: ScreenElement, before: Verdict | null, textBefore?: string): void;
  /** It has loaded, and can be asked about. */
  loaded(element: ImageElement): void;
  /** The same text in another block. */
  moved(element: TextElement, from: Element): void;
  removed(element: ScreenElement): void;
}

/** All elements of the page by their ids. */
export class Elements extends Map<number, ScreenElement> {
  #lastId = 0;

  newId(): number {
    return ++this.#lastId;
  }
}

export const partText = (part: Part): string => (part === GAP ? ' ' : part.data);

/** UTF-16 units. `data` would be copied for it: in Firefox a megabyte takes ten milliseconds. */
export const partLength = (part: Part): number => (part === GAP ? 1 : part.length);

/** The texts of parts, long ones in pieces, so that no more is copied at a time. */
export function* piecesOf(parts: Iterable<Part>): Generator<string, void> {
  for (const part of parts) {
    if (part === GAP || part.length <= CHUNK) yield partText(part);
    else
      for (let start = 0; start < part.length; start += CHUNK)
        yield part.substringData(start, CHUNK);
  }
}
