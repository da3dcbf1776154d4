/** The lines of a file that comes in pieces, in bounded memory. */

/** `text` is null where the line is longer than the bound. */
export interface Line {
  /** From 1. */
  number: number;
  text: string | null;
}

/** Ends of lines are LF or CRLF. An empty line is counted and not given. */
export async function* linesOf(
  pieces: AsyncIterable<string> | Iterable<string>,
  maxLength: number,
): AsyncGenerator<Line, void, undefined> {
  let [number, begun, isLong] = [1, '', false];
  const take = (part: string): void => {
    if (isLong || begun.length + part.length > maxLength) {
      isLong = true;
      begun = '';
    } else begun += part;
  };
  const end = (): Line => {
    const line = { number: number++, text: isLong ? null : begun.replace(/\r$/, '') };
    [begun, isLong] = ['', false];
    return line;
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', start)) {
      take(piece.slice(start, at));
      start = at + 1;
      const line = end();
      if (line.text !== '') yield line;
    }
    take(piece.slice(start));
  }
  const last = end();
  if (last.text !== '') yield last;
}
