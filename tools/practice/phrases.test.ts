import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NEAR_MISSES } from './near-misses';
import { UNSAFE_PHRASES } from './phrases';

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

interface Block {
  text: string;
  planted: boolean;
}

/** A crude reading of our own pages: the text of each block, inline markup inside it. */
function blocks(html: string): Block[] {
  const inline = new Set(['a', 'b', 'strong', 'em', 'i', 'span']);
  const empty = new Set(['meta', 'link', 'br', 'hr', 'img', 'source']);
  const found: Block[] = [];
  const open: { name: string; planted: boolean; text: string }[] = [];
  const flush = () => {
    const block = open.at(-1);
    const text = block?.text.replace(/\s+/g, ' ').trim();
    if (block && text) found.push({ text, planted: block.planted });
    if (block) block.text = '';
  };
  for (const [token] of html.matchAll(/<!--.*?-->|<[^>]+>|[^<]+/gs)) {
    if (token.startsWith('<!')) continue;
    const tag = /^<(\/?)([a-z][a-z0-9]*)/.exec(token);
    if (!tag) {
      const block = open.at(-1);
      if (block) block.text += token;
      continue;
    }
    const name = tag[2] ?? '';
    if (inline.has(name) || empty.has(name) || token.endsWith('/>')) continue;
    flush();
    if (tag[1] === '') open.push({ name, planted: /\sdata-planted[\s>]/.test(token), text: '' });
    else expect(open.pop()?.name).toBe(name);
  }
  expect(open).toEqual([]);
  return found;
}

/** Whether the guard's tokens for the phrase are in the text, whatever the case. */
function tokensIn(phrase: string, text: string): boolean {
  const all = pieces(phrase);
  const wanted = all.slice(-TAIL);
  const given = pieces(text.toLowerCase());
  return given.some((_, at) =>
    wanted.every((piece, i) => {
      const there = given[at + i];
      // Before a phrase's first word there may be a space.
      return there === piece || (i === 0 && all.length <= TAIL && there === ` ${piece}`);
    }),
  );
}

describe('demo pages', () => {
  const DEMO = join(ROOT, 'demo');
  const pages = readdirSync(DEMO).filter((name) => name.endsWith('.html'));
  const read = (name: string) => readFileSync(join(DEMO, name), 'utf8');

  it('are an index, one a language, a live one, one of pictures and a talk', () => {
    expect(pages.toSorted()).toEqual(
      ['index', 'live', 'gallery', 'chat', ...LANGS].map((name) => `${name}.html`).toSorted(),
    );
    for (const name of pages.filter((page) => page !== 'index.html'))
      expect(read('index.html')).toContain(`href="${name}"`);
    for (const lang of LANGS) expect(read(`${lang}.html`)).toContain(`<html lang="${lang}">`);
  });

  it.each(pages)('%s: what is planted holds one phrase, and nothing else holds any', (name) => {
    const html = read(name);
    expect(html).toBe(html.normalize('NFC'));
    expect(html).not.toMatch(/&(?!amp;|lt;|gt;)/);
    const all = blocks(html);
    const planted = all.filter((block) => block.planted);
    expect(planted.length, 'planted elements with text of their own').toBe(
      html.match(/\sdata-planted[\s>]/g)?.length ?? 0,
    );
    for (const { text } of planted) {
      const [phrase = '', ...more] = holding(text);
      expect(more, text).toEqual([]);
      const spellings = [phrase, phrase.charAt(0).toUpperCase() + phrase.slice(1)];
      if (name === 'en.html') spellings.push(phrase.toUpperCase());
      expect(
        spellings.some((spelling) => text.includes(spelling)),
        text,
      ).toBe(true);
      expect(tokensIn(phrase, text), text).toBe(true);
      expect(text.length, text).toBeGreaterThan(phrase.length);
    }
    for (const { text, planted } of all) if (!planted) expect(holding(text), text).toEqual([]);
    for (const [, value = ''] of html.matchAll(/="([^"]*)"/g)) expect(holding(value)).toEqual([]);
  });

  it.each(LANGS)('%s: enough of each, every kind, in its own language', (lang) => {
    const all = blocks(read(`${lang}.html`));
    const planted = all.filter((block) => block.planted);
    expect(planted.length).toBeGreaterThanOrEqual(6);
    expect(all.length - planted.length).toBeGreaterThanOrEqual(20);
    const phrases = planted.flatMap(({ text }) => holding(text));
    expect(new Set(phrases).size).toBe(planted.length);
    const used = UNSAFE_PHRASES.filter((p) => phrases.includes(p.text));
    expect(used.every((p) => p.lang === lang)).toBe(true);
    expect(new Set(used.map((p) => p.kind)).size).toBe(KINDS.length);
  });

  it('fetch nothing from elsewhere', () => {
    const namespace = 'http://www.w3.org/2000/svg';
    for (const name of readdirSync(DEMO)) {
      const text = read(name).replaceAll(namespace, '');
      expect(text, name).not.toMatch(/https?:|url\((?!"[\w-]+\.svg"\))|["']\/\//);
    }
  });

  it('the live one adds 40 messages, changes two, removes one', () => {
    const html = read('live.html');
    expect(html.match(/<li class="post" id="m\d+">/g)).toHaveLength(40);
    expect(html.match(/<li data-edits="m\d+">/g)).toHaveLength(2);
    expect(html.match(/<li data-removes="m\d+">/g)).toHaveLength(1);
  });
});
