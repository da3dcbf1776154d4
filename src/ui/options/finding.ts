/** What of the options page a search shows, and where in it the words stand. */

/** One spelling of what people type alike: lower case, Latin letters without accents. */
export function folded(text: string): string {
  let result = '';
  for (const unit of text) result += foldedUnit(unit);
  return result;
}

const foldedUnit = (unit: string): string =>
  unit
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');

/** Of a search: all of them are looked for, each anywhere in a word, as Thai has no spaces. */
export const wordsOf = (query: string): string[] => [
  ...new Set(
    folded(query.normalize('NFC'))
      .split(/\s+/u)
      .filter((word) => word !== ''),
  ),
];

export const holdsAll = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));

/** Where in a text the words stand: begin and end in UTF-16 units of the text itself. */
export function placesOf(text: string, words: readonly string[]): [number, number][] {
  let plain = '';
  /** Begin and end in `text` of each unit of `plain`. */
  const from: [number, number][] = [];
  let at = 0;
  for (const unit of text) {
    const fold = foldedUnit(unit);
    for (let i = 0; i < fold.length; i++) from.push([at, at + unit.length]);
    plain += fold;
    at += unit.length;
  }
  const places: [number, number][] = [];
  for (const word of words) {
    for (let i = plain.indexOf(word); i !== -1; i = plain.indexOf(word, i + word.length)) {
      const begin = from[i];
      const end = from[i + word.length - 1];
      if (begin && end) places.push([begin[0], end[1]]);
    }
  }
  return places;
}
