/**
 * However a practice phrase is spelled, it is found; however a near miss is, it is not. Asked as a
 * page's text is: prepared as the background does it, answered by the worker's service with the
 * practice guard on WASM.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ZawgyiConverter } from 'myanmar-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardText } from '../../src/core/guard-text';
import { type Flag, verdictOf } from '../../src/core/verdict';
import type { AskAnswer, GuardEvent } from '../../src/platform/guard-protocol';
import { wholeFileReader } from '../../src/worker/build-files';
import { GuardService } from '../../src/worker/service';
import { ort } from '../builder/ort';
import { PRACTICE_GUARD } from './ensure';
import { NEAR_MISSES } from './near-misses';
import { UNSAFE_PHRASES } from './phrases';
import { disguisesOf } from './testing/disguises';

const answers = new Map<number, AskAnswer>();
const told = new Map<string, Flag>();
const service = new GuardService({
  ort,
  readerOf: async () =>
    wholeFileReader(async (path) => {
      return new Uint8Array(await readFile(join(PRACTICE_GUARD, path))).buffer;
    }),
  send: (event: GuardEvent) => {
    if (event.type !== 'answers') return;
    for (const answer of event.answers) answers.set(answer.id, answer);
  },
});
let nextId = 0;

beforeAll(async () => {
  const source = { kind: 'packaged', path: 'guards/practice/' } as const;
  service.handle({ type: 'open', source, url: 'x:', idleMs: 300_000 });
  await service.idle();
});
afterAll(async () => {
  service.handle({ type: 'close' });
  await service.idle();
});

/** Verdicts as a page gets them; the same content is asked once, as the background does. */
async function verdicts(texts: readonly string[]): Promise<Flag[]> {
  const asked = texts.map(guardText);
  const requests = [...new Set(asked)]
    .filter((text) => !told.has(text))
    .map((text) => ({ id: nextId++, kind: 'prompt', text, priority: 0 }) as const);
  service.handle({ type: 'ask', requests });
  while (requests.some(({ id }) => !answers.has(id)))
    await new Promise((resolve) => setTimeout(resolve, 5));
  for (const { id, text } of requests) {
    const answer = answers.get(id);
    const isWhole = answer?.ok && (answer.whole || answer.pUnsafe >= 0.5);
    told.set(text, answer?.ok && isWhole ? verdictOf(answer.pUnsafe, 'local').flag : 'unknown');
  }
  return asked.map((text) => told.get(text) ?? 'unknown');
}

/** Those that did not get this verdict. */
async function others(texts: readonly string[], flag: Flag): Promise<string[]> {
  const flags = await verdicts(texts);
  return texts.filter((_, i) => flags[i] !== flag);
}

const LANGS = [...new Set(UNSAFE_PHRASES.map(({ lang }) => lang))];

describe.each(LANGS)('in %s', (lang) => {
  const phrases = UNSAFE_PHRASES.filter((phrase) => phrase.lang === lang);
  const misses = NEAR_MISSES.filter((miss) => miss.lang === lang);

  it.each(disguisesOf(lang).map((disguise) => [disguise.name, disguise] as const))(
    'phrases are found and near misses are not: %s',
    async (_name, { of }) => {
      const disguised = phrases.flatMap(({ text }) => of(text) ?? []);
      expect(await others(disguised, 'unsafe')).toEqual([]);
      expect(
        await others(
          misses.flatMap(({ text }) => of(text) ?? []),
          'safe',
        ),
      ).toEqual([]);
    },
  );
});

it('every disguise has phrases to hide', () => {
  for (const lang of LANGS)
    for (const { name, of } of disguisesOf(lang)) {
      const own = UNSAFE_PHRASES.filter((phrase) => phrase.lang === lang);
      const hidden = own.filter(({ text }) => of(text) !== null).length;
      if (name === 'decomposed' && lang !== 'vi') continue;
      expect(hidden, `${lang}, ${name}`).toBeGreaterThan(own.length / 3);
    }
});

describe('Burmese in Zawgyi', () => {
  const zawgyi = new ZawgyiConverter();
  const own = <T extends { lang: string }>(all: readonly T[]) => all.filter((e) => e.lang === 'my');
  const [planted = ''] = own(UNSAFE_PHRASES).map(({ text }) => text);

  it('gets the verdicts that it gets in Unicode', async () => {
    const phrases = own(UNSAFE_PHRASES).map(({ text }) => zawgyi.unicodeToZawgyi(text));
    const misses = own(NEAR_MISSES).map(({ text }) => zawgyi.unicodeToZawgyi(text));
    expect(await others(phrases, 'unsafe')).toEqual([]);
    expect(await others(misses, 'safe')).toEqual([]);
    const hidden = phrases.map((text) => [...text].join('\u200b'));
    expect(await others(hidden, 'unsafe')).toEqual([]);
  });

  const DATA = join(import.meta.dirname, '../../../shared/data/zawgyi');
  const absent = existsSync(DATA) ? '' : ` (skipped: ${DATA} is absent)`;
  const lines = (name: string): string[] =>
    readFileSync(join(DATA, name), 'utf8')
      .split('\n')
      .filter((line) => /[\u1000-\u109f]/.test(line) && !line.startsWith('#'));

  it.skipIf(absent !== '').each([
    ['mmgov_zawgyi_src.txt', 'mmgov_unicode_out.txt'],
    ['udhr_mya_zawgyi_out.txt', 'udhr_mya_unicode_src.txt'],
  ])(`so do the shared pairs, also with a phrase in them: %s${absent}`, async (written, meant) => {
    const pairs = [lines(written), lines(meant)] as const;
    expect(pairs[0].length).toBe(pairs[1].length);
    expect(await verdicts(pairs[0])).toEqual(await verdicts(pairs[1]));
    // Of every third line, and the phrase, each encoding.
    const phrases = [zawgyi.unicodeToZawgyi(planted), planted];
    const mixed = pairs.flatMap((side) =>
      side
        .filter((_, i) => i % 3 === 0)
        .flatMap((line) => phrases.map((phrase) => `${line} ${phrase} ${line.slice(0, 40)}`)),
    );
    expect(await others(mixed, 'unsafe')).toEqual([]);
  });
});
