/**
 * Burmese that is written for Zawgyi fonts: other letters under the same numbers, which no guard can
 * read. It is told from Unicode by its likeliness (google/myanmar-tools), where that leaves a doubt
 * by which reading is the better spelled, and converted.
 *
 * Each piece between spaces is told for itself, since a page quotes one in the other; what is told
 * by neither goes with the whole text.
 */
import { ZawgyiConverter, ZawgyiDetector } from 'myanmar-tools';

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

// The detector reads its model (26 kB) and the converter its rules when Burmese is first met.
let detector: ZawgyiDetector | null = null;
let converter: ZawgyiConverter | null = null;

/** The text in Unicode where it is Zawgyi; else as it is. Invisible signs mislead it: drop them. */
export function toUnicodeBurmese(text: string): string {
  if (!MYANMAR.test(text)) return text;
  const whole = told(text);
  return text.replace(PIECE, (piece) => {
    if (!MYANMAR.test(piece)) return piece;
    const own = told(piece);
    const is = own === 'either' || own === 'likely' ? whole : own;
    return is === 'zawgyi' || is === 'likely' ? converted(piece) : piece;
  });
}

function told(text: string): Told {
  detector ??= withBuffer(() => new ZawgyiDetector());
  const letters = text.replace(BETWEEN, '');
  const likeliness = detector.getZawgyiProbability(letters);
  if (!(likeliness > UNLIKELY)) return 'unicode';
  const fewer = faultsOf(letters) - faultsOf(converted(letters));
  if (fewer !== 0) return fewer > 0 ? 'zawgyi' : 'unicode';
  return likeliness >= CERTAIN ? 'likely' : 'either';
}

function converted(text: string): string {
  converter ??= new ZawgyiConverter();
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
