/** Reviews as files, from any machine and any hand. */
import fc from 'fast-check';
import Papa from 'papaparse';
import * as v from 'valibot';
import { describe, expect } from 'vitest';
import { fuzz } from '../../testing/fuzz';
import { damagedFile, hostileText, mutated } from '../../testing/hostile';
import { csvHeader, csvLine } from './csv';
import { Entry, entryId } from './entry';
import { jsonLine, MAX_LINE, readJsonLine } from './jsonl';
import { linesOf } from './lines';
import { decision, seen } from './testing/entries';

const good = fc
  .tuple(fc.nat(1_000), fc.option(hostileText(20)), hostileText(30), fc.boolean())
  .map(([number, note, snippet, isImage]) => ({
    ...seen(number, {
      snippet: snippet.slice(0, 280),
      kind: isImage ? 'image' : 'text',
      address: `https://example.com/${number}?q=1`,
    }),
    thumbnail: isImage ? 'AAAA' : null,
    decision: note === null ? null : decision({ note: note.slice(0, 1_000) }),
  }));

async function expectRead(line: string): Promise<void> {
  const read = await readJsonLine(line);
  if (!read.ok) {
    expect(read.problem.length).toBeGreaterThan(3);
    return;
  }
  const { entry } = read;
  expect(v.parse(Entry, entry)).toEqual(entry);
  expect(entry.id).toBe(await entryId(entry.content, entry.address));
  const again = await readJsonLine(jsonLine(entry));
  expect(again).toEqual(read);
  // One record of the very fields, whatever is in them, and none that begins a formula.
  const { data } = Papa.parse<string[]>(csvHeader() + csvLine(entry), { skipEmptyLines: true });
  expect(data.length).toBe(2);
  expect(data[1]?.length).toBe(data[0]?.length);
  for (const field of data[1] ?? []) expect(/^\s*[=+@＝＋＠]/.test(field)).toBe(false);
}

describe('fuzz: files of reviews', () => {
  fuzz(
    'review: a line',
    fc.oneof(
      mutated(good).map((value) => JSON.stringify(value) ?? 'undefined'),
      damagedFile(good.map((value) => JSON.stringify(value))),
      hostileText(80),
    ),
    expectRead,
    { runs: 400 },
  );

  fuzz(
    'review: lines in pieces',
    fc.tuple(
      damagedFile(
        fc
          .array(fc.oneof(fc.string({ maxLength: 30 }), fc.constant('x'.repeat(200))), {
            maxLength: 12,
          })
          .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end))),
      ),
      fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 220 }),
    ),
    async ([text, cuts, max]) => {
      const pieces: string[] = [];
      let rest = text;
      for (const cut of cuts) {
        pieces.push(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      pieces.push(rest);
      const [whole, inPieces] = [await all([text], max), await all(pieces, max)];
      expect(inPieces).toEqual(whole);
      const expected = text.split('\n');
      for (const { number, text: line } of whole) {
        const own = expected[number - 1] ?? '';
        expect(line).toBe(own.length > max ? null : own.replace(/\r$/, ''));
      }
    },
    { runs: 400 },
  );

  fuzz(
    'review: a whole file',
    damagedFile(
      fc
        .array(good, { maxLength: 4 })
        .map((entries) => entries.map((entry) => JSON.stringify(entry)).join('\n')),
    ),
    async (text) => {
      for await (const { text: line } of linesOf([text], MAX_LINE))
        if (line !== null) await expectRead(line);
    },
    { runs: 200 },
  );
});

async function all(pieces: readonly string[], max: number) {
  const lines: { number: number; text: string | null }[] = [];
  for await (const line of linesOf(pieces, max)) lines.push(line);
  return lines;
}
