/**
 * Burmese that is written for Zawgyi fonts: other letters under the same numbers, which no guard can
 * read. It is told from Unicode by its likeliness (google/myanmar-tools), where that leaves a doubt
 * by which reading is the better spelled, and converted.
 *
 * Each piece between spaces is told for itself, since a page quotes one in the other; what is told
 * by neither goes with the whole text. A longer piece is told and converted part by part.
 */
import myanmarTools, { type ZawgyiConverter, type ZawgyiDetector } from 'myanmar-tools';

const MYANMAR = /[\u1000-\u109f]/u;
const PIECE = /[^\s\u104a\u104b]+/gu;
/** Signs that letters are spaced out by: marks on them are no faults. */
const BETWEEN = /[.\-_*·•|/~+]/gu;
/** Under it no Zawgyi is known; over it no Unicode that is not as well spelled in Zawgyi. */
const UNLIKELY = 0.05;
const CERTAIN = 0.9995;

/**
 * What no spelling has: a vowel `ေ` that follows no consonant, a stack of consonants that do not
 * stack or of none, a medial after a vowel, a mark on nothing.
 */
const FAULTS = new RegExp(
  [
    '(?<![\\u1000-\\u102a\\u103b-\\u103f\\u104e\\u1075-\\u1081])\\u1031',
    '\\u1039(?![\\u1000-\\u1021])',
    ...['\\u1000-\\u1004', '\\u1005-\\u100a', '\\u100b-\\u100f', '\\u1010-\\u1014'].map(
      (row) => `(?<=[${row}])\\u1039(?![${row}\\u1019-\\u101f])`,
    ),
    '(?<=[\\u1015-\\u1018])\\u1039(?![\\u1015-\\u101f])',
    '[\\u102b-\\u1030\\u1032\\u1036-\\u1038\\u103a][\\u103b-\\u103e]',
    '(?<![\\u1000-\\u109f])[\\u102b-\\u1030\\u1032\\u1036-\\u103e]',
  ].join('|'),
  'gu',
);

/** `likely`: by the likeliness alone, which a few words of Unicode have too. */
type Told = 'zawgyi' | 'unicode' | 'likely' | 'either';

/** UTF-16 units told and converted at once. Converting takes six milliseconds for a thousand of them. */
const MAX_PIECE = 1_000;
/** Of so many units before a piece's end a syllable's beginning is looked for. */
const LOOK_BACK = 100;
/** Parts of a long text that the whole is told by. */
const SAMPLES = 4;
/** In both writings: no sign before it belongs to it, none after it makes it the end of a syllable. */
const SYLLABLE = /(?<![\u1031\u1039\u103b\u107e-\u1084])[\u1000-\u1021](?![\u1039\u103a])/gu;

// By its default export: the package is CommonJS, whose names Node by itself does not see.
// The detector reads its model (26 kB) and the converter its rules when Burmese is first met.
let detector: ZawgyiDetector | null = null;
let converter: ZawgyiConverter | null = null;

/** The text in Unicode where it is Zawgyi; else as it is. Invisible signs mislead it: drop them. */
export function toUnicodeBurmese(text: string): string {
  if (!MYANMAR.test(text)) return text;
  let whole: Told | null = null;
  return text.replace(PIECE, (long) => {
    if (!MYANMAR.test(long)) return long;
    return piecesOf(long)
      .map((piece) => {
        const own = told(piece);
        if (own.is === 'unicode') return piece;
        const isOpen = own.is === 'either' || own.is === 'likely';
        if (isOpen) whole ??= told(sampleOf(text)).is;
        const is = isOpen ? whole : own.is;
        return is === 'zawgyi' || is === 'likely' ? own.converted() : piece;
      })
      .join('');
  });
}

/** `converted`: the text read as Zawgyi; what was converted to tell is not converted again. */
function told(text: string): { is: Told; converted: () => string } {
  detector ??= withBuffer(() => new myanmarTools.ZawgyiDetector());
  const letters = text.replace(BETWEEN, '');
  const likeliness = detector.getZawgyiProbability(letters);
  if (!(likeliness > UNLIKELY)) return { is: 'unicode', converted: () => converted(text) };
  const read = converted(letters);
  const fewer = faultsOf(letters) - faultsOf(read);
  const open = likeliness >= CERTAIN ? 'likely' : 'either';
  return {
    is: fewer === 0 ? open : fewer > 0 ? 'zawgyi' : 'unicode',
    converted: () => (letters === text ? read : converted(text)),
  };
}

/** What no space parts, syllables whole where there are any. */
function piecesOf(long: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (long.length - start > MAX_PIECE) {
    const end = start + MAX_PIECE;
    // With a letter on each side, which tell whether it is one.
    const zone = long.slice(end - LOOK_BACK - 1, end + 1);
    const last = [...zone.matchAll(SYLLABLE)].filter(({ index }) => index > 0).at(-1);
    const cut = last ? end - LOOK_BACK - 1 + last.index : end;
    pieces.push(long.slice(start, cut));
    start = cut;
  }
  pieces.push(long.slice(start));
  return pieces;
}

/** Some of a long text, from all over it. */
function sampleOf(text: string): string {
  if (text.length <= SAMPLES * MAX_PIECE) return text;
  const step = Math.floor((text.length - MAX_PIECE) / (SAMPLES - 1));
  return Array.from({ length: SAMPLES }, (_, i) => text.slice(i * step, i * step + MAX_PIECE)).join(
    ' ',
  );
}

function converted(text: string): string {
  converter ??= new myanmarTools.ZawgyiConverter();
  return converter.zawgyiToUnicode(text);
}

const faultsOf = (text: string): number => text.match(FAULTS)?.length ?? 0;

/** The package is made for Node, and reads its model with the one thing of Node's in it. */
function withBuffer<T>(work: () => T): T {
  if ('Buffer' in globalThis) return work();
  class Bytes extends Uint8Array {
    constructor(base64: string) {
      super(Array.from(atob(base64), (char) => char.charCodeAt(0)));
    }
  }
  Object.assign(globalThis, { Buffer: Bytes });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(globalThis, 'Buffer');
  }
}
