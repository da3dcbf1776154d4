/** Bounds that more than one part must agree on. */
import { characterBoundary } from './windows';

/**
 * UTF-16 units of an element's text that travel in one request. The content script sends a longer
 * text cut to this and takes a `safe` for it as `unknown` (too-long): the rest was not looked at.
 */
export const MAX_REQUEST_TEXT = 65_536;

/**
 * UTF-16 units of a request that travel with an AI's answer to it: its beginning, which says what is
 * wanted, where what follows is often pasted in. (A guard is shown a part of that again, so that the
 * answer has the room: `QUESTION_SHARE`.)
 */
export const MAX_QUESTION_TEXT = 4_096;

/** An answer is judged with this much of its question at most: a part of what is asked at a time. */
export const QUESTION_SHARE = 1 / 4;

/** Characters of an element's text that a list shows. */
export const MAX_SNIPPET = 160;

/** The first `max` units of a text at most, cut between characters as a reader sees them. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const boundary = characterBoundary(text, max);
  if (boundary > 0 && boundary <= max) return text.slice(0, boundary);
  // One character is longer than that: never half of a surrogate pair, though.
  const last = text.charCodeAt(max - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? max - 1 : max);
}

/** UTF-16 units of what a page says that it is written in; longer ones are no language. */
export const MAX_LANGUAGE = 35;
