/**
 * Long texts are asked about in overlapping windows, the worst of which counts: a guard's attention
 * and memory grow with the square of the length, and a page may hold a megabyte without a space.
 */

/** UTF-16 units a window holds at most: well under the 8,192 tokens of the guards in any script. */
export const WINDOW_LENGTH = 1200;
/** Units that a window repeats of the one before, so that what lies across a cut is seen whole. */
export const WINDOW_OVERLAP = 150;

/**
 * Cuts a text into windows (the first `most` of them), at sentence ends where there is one in a window's last third, else at
 * white space, else between characters as a reader sees them.
 */
export function windowsOf(
  text: string,
  length = WINDOW_LENGTH,
  overlap = WINDOW_OVERLAP,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const windows: string[] = [];
  let start = 0;
  while (text.length - start > length) {
    if (windows.length === most) return windows;
    const end = cutBefore(text, start, start + length);
    windows.push(text.slice(start, end));
    start = characterBoundary(text, Math.max(start + 1, end - overlap));
  }
  if (windows.length < most) windows.push(text.slice(start));
  return windows;
}

/** A good end for a window, in (start + ⅔ length, limit]. */
function cutBefore(text: string, start: number, limit: number): number {
  const from = Math.floor(start + ((limit - start) * 2) / 3);
  const tail = text.slice(from, limit);
  let sentence = 0;
  // Intl knows where sentences end in Thai and Burmese, which put no full stop there.
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(tail))
    sentence = index;
  if (sentence > 0) return from + sentence;
  const space = tail.search(/\s\S*$/);
  if (space > 0) return from + space;
  return characterBoundary(text, limit);
}

/** The last boundary between characters at or before `index`, looking back a little way only. */
function characterBoundary(text: string, index: number): number {
  const from = Math.max(0, index - 32);
  // Begin on a whole code point.
  const start = /[\uDC00-\uDFFF]/.test(text.charAt(from)) ? from + 1 : from;
  let boundary = index;
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    text.slice(start, index + 32),
  );
  for (const { index: at } of segments) {
    if (start + at > index) break;
    boundary = start + at;
  }
  return boundary > start ? boundary : index;
}
