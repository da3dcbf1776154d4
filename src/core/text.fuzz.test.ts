/** Pure text code, on texts that no honest page has. */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { fuzz, isThorough } from '../testing/fuzz';
import { damaged, hostileText, pattern } from '../testing/hostile';
import { normalise } from './content-key';
import { fold, visible } from './fold';
import { guardText } from './guard-text';
import { readImageHeader } from './image-header';
import { cutText } from './limits';
import { withoutLookAlikes } from './look-alikes';
import { normaliseLanguage, scriptOf } from './script';
import { respelled, spellings } from './spellings';
import { characterBoundary, nextStart, windowEnd, windowsOf } from './windows';
import { toUnicodeBurmese } from './zawgyi';

const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** UTF-16 units: what a page may send, and more where there is time. */
const LENGTH = isThorough() ? 100_000 : 32_000;

describe('fuzz: texts', () => {
  fuzz(
    'text: folding',
    hostileText(60),
    (text) => {
      expect(visible(visible(text))).toBe(visible(text));
      const folded = fold(text);
      expect(fold(visible(text))).toBe(folded);
      expect(folded.normalize('NFC')).toBe(folded);
      const tidy = normalise(text);
      expect(normalise(tidy)).toBe(tidy);
      expect(isWhole(tidy)).toBe(true);
      const asked = guardText(text);
      expect(isWhole(asked)).toBe(true);
      expect(normalise(asked)).toBe(asked);
      withoutLookAlikes(text, true);
    },
    { runs: 300 },
  );

  fuzz(
    'text: other spellings',
    hostileText(60).map(guardText),
    (text) => {
      const [own, ...others] = spellings(text);
      expect(own).toBe(text);
      expect(others.length).toBeLessThanOrEqual(3);
      expect(new Set([own, ...others]).size).toBe(1 + others.length);
      if (others.length === 0) expect(respelled(text)).toBe('');
    },
    { runs: 300 },
  );

  fuzz(
    'text: windows',
    fc.tuple(hostileText(120), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 })),
    ([text, length, most]) => {
      const { windows, whole } = windowsOf(text, length, most);
      expect(windows.length).toBeLessThanOrEqual(most);
      let [start, covered] = [0, 0];
      for (const [i, window] of windows.entries()) {
        expect(text.startsWith(window, start)).toBe(true);
        expect(window.length).toBeLessThanOrEqual(length + 1);
        covered = start + window.length;
        if (i === windows.length - 1) break;
        const next = nextStart(text, start, covered, length / 8);
        expect(next > start && next <= covered).toBe(true);
        start = next;
      }
      expect(whole).toBe(covered >= text.length);
      const inner = Math.min(3, text.length);
      const end = windowEnd(text, inner, length);
      expect(end > inner || end === text.length).toBe(true);
      expect(characterBoundary(text, length)).toBeLessThanOrEqual(text.length);
      expect(cutText(text, length).length).toBeLessThanOrEqual(length);
      if (isWhole(text)) expect(isWhole(cutText(text, length))).toBe(true);
    },
    { runs: 300 },
  );

  fuzz(
    'text: languages and Burmese',
    hostileText(80),
    (text) => {
      const read = toUnicodeBurmese(text);
      if (!/[\u1000-\u109f]/u.test(text)) expect(read).toBe(text);
      scriptOf(text);
      const tag = normaliseLanguage(text.slice(0, 40));
      if (tag !== null) expect(normaliseLanguage(tag)).toBe(tag);
    },
    { runs: 200 },
  );

  /** Eight times the text takes eight times the time; what a machine does besides may make it 40. */
  fuzz(
    'text: time grows with length alone',
    pattern,
    (piece) => {
      const reads: readonly ((text: string) => unknown)[] = [
        fold,
        normalise,
        spellings,
        respelled,
        toUnicodeBurmese,
        (text) => windowsOf(text, 6_000, 20),
        (text) => withoutLookAlikes(text, true),
      ];
      for (const read of reads) {
        const small = quickest(read, piece, LENGTH / 8);
        const most = Math.max(1_500, 40 * small);
        const large = quickest(read, piece, LENGTH, most);
        if (large > most)
          throw new Error(
            `${read.name || read}: ${small.toFixed(1)} ms for ${LENGTH / 8} units, ${large.toFixed(0)} ms for ${LENGTH}`,
          );
      }
    },
    { runs: 2 },
  );
});

/** Milliseconds of the quickest of three, or of the first that takes no more than `enough`. */
function quickest(
  read: (text: string) => unknown,
  piece: string,
  length: number,
  enough = 0,
): number {
  const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3 && best > enough; i++) {
    const began = performance.now();
    read(text);
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const HEADERS = [
  '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0',
  'GIF89a\x20\x01\x10\x01\0\0\0',
  '\xff\xd8\xff\xe1\0\x1aExif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\xff\xc0\0\x11\x08\x01\x00\x02\x00\x03xxxxxxxx',
  'RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2a\x10\0\x10\0\0\0\0\0',
  'RIFF\x24\0\0\0WEBPVP8L\x18\0\0\0\x2f\x0f\xc0\x03\0\0\0\0\0\0\0\0\0',
  'RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\x0f\0\0\x0f\0\0\0\0\0\0\0',
  '\0\0\0\x18ftypavif\0\0\0\0avifmif1\0\0\0\x60meta\0\0\0\0\0\0\0\x50iprp\0\0\0\x30ipco\0\0\0\x14ispe\0\0\0\0\0\0\x01\0\0\0\x01\0',
  '\0\0\0\x0cftypavis',
  'BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x03\0\0\0',
  'II*\0\x08\0\0\0\x02\0\0\x01\x03\0\x01\0\0\0\x10\0\0\0\x01\x01\x03\0\x01\0\0\0\x10\0\0\0\0\0\0\0',
  '\0\0\x01\0\x02\0\x10\x10\0\0\x01\0\x20\0\0\0\0\0\0\0\0\0',
  '\0\0\0\x0cJXL \x0d\x0a\x87\x0a\0\0\0\x14ftypjxl \0\0\0\0jxl \0\0\0\x20jxlc\xff\x0a\x00\x00',
  '\xff\x0a\x7f\xff\xff\xff',
  '8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\x01\0\0\0\x01\0',
  'icns\0\0\0\x20ic07\0\0\0\x10',
  '\0\0\0\x0cjP  \x0d\x0a\x87\x0a\0\0\0\x14ftypjp2 \0\0\0\0\0\0\0\x2djp2h\0\0\0\x16ihdr\0\0\x01\0\0\0\x01\0',
  'DDS \x7c\0\0\0\x07\x10\0\0\x10\0\0\0\x10\0\0\0',
  '\xabKTX 11\xbb\r\n\x1a\n\x01\x02\x03\x04',
  'P6 12 13 255 ',
  'P7\nWIDTH 4\nHEIGHT 5\nENDHDR\n',
  '\u00ef\u00bb\u00bf <svg width="1" height="1e999"/>',
];

describe('fuzz: bytes', () => {
  fuzz(
    'image header',
    damaged(
      fc.oneof(
        fc.constantFrom(...HEADERS.map(latin)),
        fc.uint8Array({ maxLength: 200 }),
        fc
          .tuple(fc.constantFrom(...HEADERS), fc.uint8Array({ maxLength: 3_000 }))
          .map(([head, rest]) => Uint8Array.from([...latin(head), ...rest])),
      ),
    ),
    async (bytes) => {
      const began = performance.now();
      const header = await readImageHeader(new Blob([bytes]));
      expect(performance.now() - began).toBeLessThan(2_000);
      if (header?.kind !== 'pixels') return;
      expect(header.width).toBeGreaterThanOrEqual(1);
      expect(header.height).toBeGreaterThanOrEqual(1);
      expect(Number.isFinite(header.width * header.height)).toBe(true);
    },
    { runs: 1_000 },
  );
});
