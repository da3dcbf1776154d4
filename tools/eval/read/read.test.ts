/** Files and folders: each format gives the same items; what is broken is told with file and line. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wanted } from '../item';
import {
  CODES,
  contentGeneration,
  general,
  inTheWild,
  jsonl,
  LANGUAGES,
} from '../testing/sea-helm';
import { csvRows, jsonlRows } from './formats';
import { readData } from './read';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-eval-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const wanted: Wanted = { kind: 'prompt', prompts: 'both' };

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
}

const rows = CODES.flatMap((lang) => {
  const { ask = '', askBad = '' } = LANGUAGES[lang] ?? {};
  return [
    { lang, text: ask, label: 'safe', set: 'ferries' },
    { lang, text: `${askBad}\n"Now", please`, label: 'unsafe', set: 'ferries' },
  ];
});

const columns = (names: readonly string[]) =>
  names.map((name) => ({
    name,
    data: rows.map((row) => Reflect.get(row, name)),
    type: 'STRING' as const,
  }));

describe('the same rows', () => {
  it('are the same items from JSONL, CSV and Parquet', async () => {
    const paths = [
      await file('same/a.jsonl', `\ufeff${jsonl(rows)}\n`),
      await file('same/a.csv', `\ufeff${Papa.unparse(rows, { newline: '\r\n' })}\r\n`),
      await file(
        'same/a.parquet',
        new Uint8Array(
          parquetWriteBuffer({ columnData: columns(['lang', 'text', 'label', 'set']) }),
        ),
      ),
    ];
    const [fromJson, fromCsv, fromParquet] = await Promise.all(
      paths.map(async (path) => (await readData([path], wanted)).items),
    );
    const plain = (items: typeof fromJson) => items?.map(({ file: _, line: __, ...item }) => item);
    expect(fromJson).toHaveLength(16);
    expect(plain(fromCsv)).toEqual(plain(fromJson));
    expect(plain(fromParquet)).toEqual(plain(fromJson));
    // A cell of two lines pushes the next row one down.
    expect(fromCsv?.slice(0, 4).map(({ line }) => line)).toEqual([2, 3, 5, 6]);
    expect(fromParquet?.map(({ line }) => line)).toEqual(rows.map((_, i) => i + 1));
  });

  it.each(['UNCOMPRESSED', 'SNAPPY'] as const)('are read from Parquet, %s', async (codec) => {
    const bytes = parquetWriteBuffer({ columnData: columns(['lang', 'text', 'label']), codec });
    const path = await file(`codec/${codec}.parquet`, new Uint8Array(bytes));
    expect((await readData([path], wanted)).items).toHaveLength(16);
  });
});

describe('SEA-HELM’s files', () => {
  it('are read in all eight languages, as requests and as answers', async () => {
    for (const lang of CODES) {
      if (lang !== 'en') await file(`helm/wild/${lang}_wild.jsonl`, jsonl(inTheWild(lang)));
      await file(`helm/general/${lang}_general.jsonl`, jsonl(general(lang)));
      await file(`helm/made/${lang}_made.jsonl`, jsonl(contentGeneration(lang)));
    }
    const asked = await readData([join(folder, 'helm')], wanted);
    const counts = new Map<string, number>();
    for (const { set, lang } of asked.items)
      counts.set(`${set} ${lang}`, (counts.get(`${set} ${lang}`) ?? 0) + 1);
    for (const lang of CODES) {
      expect(counts.get(`general ${lang}`)).toBe(3);
      expect(counts.get(`cultural_content_generation ${lang}`)).toBe(3);
      expect(counts.get(`cultural_in_the_wild ${lang}`)).toBe(lang === 'en' ? undefined : 2);
    }
    expect(counts.get('cultural_in_the_wild (English) en')).toBe(14);
    expect(counts.get('cultural_content_generation (English) en')).toBe(21);
    const answers = await readData([join(folder, 'helm')], { kind: 'response', prompts: 'local' });
    expect(answers.items).toHaveLength(8 * 3 * 2);
    expect(answers.items.every(({ content }) => content.kind === 'response')).toBe(true);
  });
});

describe('what cannot be read', () => {
  const good = '{"text":"a","label":"safe","lang":"en"}';
  it.each([
    ['broken.jsonl', `${good}\n\n{"text":`, 'broken.jsonl:3: is not JSON'],
    ['label.jsonl', `${good}\n${good.replace('safe', 'odd')}`, 'label.jsonl:2: “odd” is no label'],
    ['utf16.jsonl', Buffer.from(`\ufeff${good}`, 'utf16le'), 'utf16.jsonl: is not UTF-8'],
    ['empty.jsonl', '', 'there is nothing to ask about'],
    ['empty.csv', '', 'empty.csv: is empty'],
    ['column.csv', 'text,lang\na,en\n', 'column.csv:1: the first line names no column `label`'],
    [
      'cells.csv',
      'text,label,lang\n"a\nb",safe,en\nc,safe\n',
      'cells.csv:4: has 2 cells where the first line names 3',
    ],
    ['quote.csv', 'text,label,lang\n"a,safe,en\n', 'quote.csv:2: '],
    ['no.parquet', 'PAR1 no PAR1', 'no.parquet: is no Parquet file'],
    ['short.parquet', '', 'short.parquet: is no Parquet file'],
  ])('is told with its place: %s', async (name, content, said) => {
    const path = await file(`bad/${name}`, content);
    await expect(readData([path], wanted)).rejects.toThrow(said);
  });

  it('nor are paths that lead to nothing', async () => {
    await expect(readData([join(folder, 'none.jsonl')], wanted)).rejects.toThrow('no such file');
    await expect(readData([await file('a.txt', 'a')], wanted)).rejects.toThrow('is neither .jsonl');
    await mkdir(join(folder, 'nothing'), { recursive: true });
    await expect(readData([join(folder, 'nothing')], wanted)).rejects.toThrow('holds no .jsonl');
  });
});

describe('lines', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 });
  const table = fc.array(
    fc.record({ text: fc.oneof(cell, fc.constantFrom('a\nb', '"', ',', 'x\r\ny')), label: cell }),
    { minLength: 1, maxLength: 8 },
  );

  it('of JSONL are where they stand', () => {
    fc.assert(
      fc.property(table, (list) => {
        const read = [...jsonlRows(list.map((row) => `${JSON.stringify(row)}\n`).join('\n'), 'f')];
        expect(read).toEqual(list.map((record, i) => ({ record, line: 2 * i + 1 })));
      }),
    );
  });

  it('of CSV have what was written, whatever is in the cells', () => {
    fc.assert(
      fc.property(table, (list) => {
        const text = Papa.unparse(list, { newline: '\n', quotes: true });
        const read = csvRows(text, 'f');
        expect(read.map(({ record }) => record)).toEqual(list);
        for (const { line, record } of read) {
          const rest = text
            .split('\n')
            .slice(line - 1)
            .join('\n');
          const row = Papa.unparse([record as object], {
            newline: '\n',
            quotes: true,
            header: false,
          });
          expect(rest.startsWith(row)).toBe(true);
        }
      }),
    );
  });
});
