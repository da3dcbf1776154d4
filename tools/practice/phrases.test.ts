import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NEAR_MISSES, UNSAFE_PHRASES } from './phrases';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROSE = join(ROOT, '../shared/data/screening');
const LANGS = ['en', 'id', 'ms', 'my', 'ta', 'th', 'tl', 'vi'];
const KINDS = ['insult', 'threat', 'gambling', 'loan-scam', 'drug-sale', 'self-harm'];

/** How much of a phrase the practice guard compares. */
const TAIL = 8;

/** Qwen's pre-tokenizer; every character of the text is in exactly one piece. */
const PIECE =
  /'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL]{2})|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

function pieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** The tail as a string: where it does not occur as letters, it does not occur as tokens either. */
function tail(phrase: string): string {
  return pieces(phrase).slice(-TAIL).join('').trim();
}

function holding(text: string): string[] {
  const lower = text.toLowerCase();
  return UNSAFE_PHRASES.filter((p) => lower.includes(tail(p.text))).map((p) => p.text);
}

describe('phrases', () => {
  it.each(LANGS)('%s: at least 13, two of each kind, and eight near misses', (lang) => {
    const own = UNSAFE_PHRASES.filter((p) => p.lang === lang);
    expect(own.length).toBeGreaterThanOrEqual(13);
    for (const kind of KINDS)
      expect(own.filter((p) => p.kind === kind).length, kind).toBeGreaterThanOrEqual(2);
    expect(NEAR_MISSES.filter((n) => n.lang === lang).length).toBeGreaterThanOrEqual(8);
  });

  it.each(UNSAFE_PHRASES.map((p) => [p.text, p.lang] as const))('%s (%s): form', (text, lang) => {
    expect(text).toBe(text.normalize('NFC'));
    expect(text).toBe(text.toLowerCase());
    expect(text).toMatch(/^[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)*$/u);
    if (lang === 'th' || lang === 'my') {
      expect(text.length).toBeGreaterThanOrEqual(6);
      expect(text.length).toBeLessThanOrEqual(28);
    } else {
      const words = text.split(' ').length;
      expect(words).toBeGreaterThanOrEqual(2);
      expect(words).toBeLessThanOrEqual(6);
    }
  });

  it('is found, tail and all, in no other phrase', () => {
    for (const phrase of UNSAFE_PHRASES) expect(holding(phrase.text)).toEqual([phrase.text]);
  });

  it('is found in no near miss', () => {
    for (const miss of NEAR_MISSES) expect(holding(miss.text), miss.text).toEqual([]);
  });

  it.skipIf(!existsSync(PROSE))(
    `is found in no everyday prose${existsSync(PROSE) ? '' : ` (skipped: ${PROSE} is absent)`}`,
    () => {
      const files = readdirSync(PROSE).filter((name) => name.endsWith('-belebele.jsonl'));
      expect(files).toHaveLength(LANGS.length);
      for (const name of files) {
        for (const line of readFileSync(join(PROSE, name), 'utf8').split('\n')) {
          if (line === '') continue;
          const { text } = JSON.parse(line) as { text: string };
          expect(holding(text.normalize('NFC')), name).toEqual([]);
        }
      }
    },
  );
});

describe('near misses', () => {
  it.each(NEAR_MISSES.map((n) => [n.text, n] as const))('%s', (_text, miss) => {
    expect(miss.text).toBe(miss.text.normalize('NFC'));
    expect(UNSAFE_PHRASES).toContainEqual(
      expect.objectContaining({ lang: miss.lang, text: miss.near }),
    );
  });

  it('are all different', () => {
    expect(new Set(NEAR_MISSES.map((n) => n.text)).size).toBe(NEAR_MISSES.length);
  });
});
