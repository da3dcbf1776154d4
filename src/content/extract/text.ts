/** Text as a reader sees it: white space collapsed, ends trimmed. Pure. */

/** Units handled between two yields, so that a text node of many megabytes cannot hold a slice. */
export const CHUNK = 32_768;

const NEEDS_COLLAPSING = /[^\S ]| {2}/;

/** Joins parts (a line break is a part of one space) with every run of white space one space. */
export function* collapsed(parts: Iterable<string>): Generator<void, string> {
  const pieces: string[] = [];
  let afterSpace = true;
  for (const part of parts) {
    for (let start = 0; start < part.length; start += CHUNK) {
      const chunk = part.length <= CHUNK ? part : part.slice(start, start + CHUNK);
      let piece = NEEDS_COLLAPSING.test(chunk) ? chunk.replace(/\s+/g, ' ') : chunk;
      if (afterSpace && piece.startsWith(' ')) piece = piece.slice(1);
      if (piece !== '') {
        afterSpace = piece.endsWith(' ');
        pieces.push(piece);
      }
      if (part.length >= CHUNK) yield;
    }
  }
  const text = pieces.length === 1 ? (pieces[0] ?? '') : pieces.join('');
  return text.endsWith(' ') ? text.slice(0, -1) : text;
}

/** The same of one short text. */
export function collapsedAtOnce(text: string): string {
  const collapsed = NEEDS_COLLAPSING.test(text) ? text.replace(/\s+/g, ' ') : text;
  const start = collapsed.startsWith(' ') ? 1 : 0;
  const end = collapsed.length > start && collapsed.endsWith(' ') ? -1 : collapsed.length;
  return collapsed.slice(start, end);
}

/** The same at once, for texts known to be short. */
export function collapse(parts: Iterable<string>): string {
  const work = collapsed(parts);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Fewer than two letters are no text to judge: bullets, prices, page numbers. */
export const hasLetters = (text: string): boolean => /\p{L}\P{L}*\p{L}/u.test(text);
