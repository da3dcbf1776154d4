import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Journal, type JournalLine } from './journal';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-eval-journal-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = (i: number) => i.toString(16).padStart(64, '0');
const line = (i: number): JournalLine => ({
  key: key(i),
  answer:
    i % 3 === 0
      ? { ok: false, reason: 'bad-answer' }
      : {
          ok: true,
          pUnsafe: 1 / (i + 3),
          whole: i % 2 === 0,
          ...(i % 5 === 0 && { basis: 'word' }),
        },
  ms: i / 7,
});

it('gives back what it was given, to the last digit', () => {
  const path = join(folder, 'same');
  const journal = new Journal(path);
  journal.add([1, 2, 3, 4, 5].map(line));
  journal.add([]);
  journal.add([line(6)]);
  journal.close();
  const again = new Journal(path);
  for (let i = 1; i <= 6; i++) expect(again.get(key(i))).toEqual(line(i));
  expect(again.has(key(7))).toBe(false);
  expect(again.dropped).toBe(0);
  again.close();
});

it('cut at any byte, has all whole lines, and what is added stands by itself', () => {
  const path = join(folder, 'cut');
  const journal = new Journal(path);
  journal.add([1, 2].map(line));
  journal.close();
  const bytes = readFileSync(path);
  for (let cut = 0; cut <= bytes.length; cut++) {
    writeFileSync(path, bytes.subarray(0, cut));
    const whole = bytes.subarray(0, cut).toString('latin1').split('\n').length - 1;
    const cutOff = new Journal(path);
    expect([1, 2].filter((i) => cutOff.has(key(i)))).toEqual([1, 2].slice(0, whole));
    expect(cutOff.dropped).toBe(cut > 0 && bytes[cut - 1] !== 10 ? 1 : 0);
    cutOff.add([line(4)]);
    cutOff.close();
    const after = new Journal(path);
    expect(after.dropped).toBe(0);
    expect(after.get(key(4))).toEqual(line(4));
    expect([1, 2].filter((i) => after.has(key(i)))).toHaveLength(whole);
    after.close();
  }
});

it('drops lines that are no answers, and counts them', () => {
  const path = join(folder, 'odd');
  const good = JSON.stringify(line(1));
  const wrong = [
    '',
    'no JSON',
    '{}',
    good.replace(/"pUnsafe":[^,]+/, '"pUnsafe":2'),
    good.replace('true', 'false'),
    good.replace(key(1), 'short'),
    '\u0000'.repeat(40),
  ];
  writeFileSync(path, `${[...wrong, good].join('\n')}\n`);
  const journal = new Journal(path);
  expect(journal.dropped).toBe(wrong.length);
  expect(journal.get(key(1))).toEqual(line(1));
  journal.close();
});
