/** What a report looks like: files that others read, made of names that come from files. */
import { describe, expect, it } from 'vitest';
import type { JudgedItem } from './judged';
import { readItems, writeItems } from './judged';
import { paperFigures } from './paper';
import { meansOf, rowOf, scopesOf } from './rows';
import { curvesSvg, prPoints, rocPoints } from './svg';
import { markdownTable, textTable } from './table';

const items: JudgedItem[] = ['ta', 'th', 'en'].flatMap((lang) =>
  [0.9, 0.6, 0.4, 0.2].map((pUnsafe, i) => ({
    file: 'a.jsonl',
    line: i + 1,
    set: lang === 'en' ? 'cultural_in_the_wild (English)' : 'cultural_in_the_wild',
    lang,
    label: (i + (lang === 'ta' ? 1 : 0)) % 2 === 0 ? ('unsafe' as const) : ('safe' as const),
    content: `${lang} ${i}`,
    flag: pUnsafe >= 0.5 ? ('unsafe' as const) : ('safe' as const),
    pUnsafe,
    reason: null,
    basis: null,
  })),
);
const model = 'aisingapore/Qwen-SEA-Guard-4B-2602';
const options = { kind: 'prompt' as const, model, sampling: { replicates: 20, seed: 1 } };

describe('rows', () => {
  const rows = scopesOf(items).map((scope) => rowOf(items, scope, options));

  it('are each set in each language, each set, each language, all', () => {
    expect(rows.map(({ set, lang, items: n }) => [set, lang, n])).toEqual([
      ['cultural_in_the_wild', 'ta', 4],
      ['cultural_in_the_wild', 'th', 4],
      ['cultural_in_the_wild (English)', 'en', 4],
      ['cultural_in_the_wild', null, 8],
      ['cultural_in_the_wild (English)', null, 4],
      [null, 'en', 4],
      [null, 'ta', 4],
      [null, 'th', 4],
      [null, null, 12],
    ]);
  });

  it('have the paper’s figures beside them where it has some, the guard’s own marked', () => {
    const english = rows.find(({ lang, set }) => lang === 'en' && set !== null);
    expect(english?.paper.map(({ auprc, same }) => [auprc, same])).toEqual([
      [0.993, true],
      [0.992, false],
      [0.995, false],
    ]);
    expect(rows.filter(({ paper }) => paper.length > 0)).toHaveLength(1);
    expect(paperFigures('response', 'general', 'th', model)).toEqual([]);
    expect(paperFigures('prompt', 'general', 'th', 'other')).toEqual([
      { model, auprc: 0.945, same: false },
    ]);
  });

  it('have means over languages, each counting the same', () => {
    const [mean, ...more] = meansOf(rows, options);
    expect(more).toEqual([]);
    const of = (lang: string) => rows.find((row) => row.lang === lang && row.set !== null);
    const value = (lang: string) => of(lang)?.measures.auprc.value ?? Number.NaN;
    expect(mean).toMatchObject({ set: 'cultural_in_the_wild', languages: ['ta', 'th'] });
    expect(mean?.auprc.value).toBeCloseTo((value('ta') + value('th')) / 2, 12);
    expect(mean?.paper.map(({ auprc }) => auprc)).toEqual([0.988, 0.986, 0.99]);
  });
});

describe('curves', () => {
  const scored = items.map(({ pUnsafe, label }) => ({
    score: pUnsafe ?? 0,
    unsafe: label === 'unsafe',
  }));

  it('begin and end where curves do', () => {
    expect(prPoints(scored)[0]).toEqual({ x: 0, y: 1 });
    expect(prPoints(scored).at(-1)).toEqual({ x: 1, y: 0.5 });
    expect(rocPoints(scored)[0]).toEqual({ x: 0, y: 0 });
    expect(rocPoints(scored).at(-1)).toEqual({ x: 1, y: 1 });
  });

  it('are SVG without a number that is none, for any name', () => {
    const svg = curvesSvg('<script>"&', scored, null);
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&#60;script&#62;');
    expect(svg.match(/<polyline/g)).toHaveLength(5);
    for (const drawn of [svg, curvesSvg('one class', [{ score: 1, unsafe: true }], 'no safe')])
      expect(drawn).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});

describe('tables', () => {
  const table = {
    columns: ['set', 'n'],
    texts: 1,
    rows: [
      ['a|b\n<i>', '1'],
      ['ภาษา', '22'],
    ],
  };

  it('line up on a terminal', () => {
    expect(textTable({ ...table, rows: table.rows.slice(1) })).toBe('set    n\n----  --\nภาษา  22');
  });

  it('hold names as they are, in Markdown', () => {
    expect(markdownTable(table).split('\n').slice(2)).toEqual([
      '| a\\|b \\<i\\> | 1 |',
      '| ภาษา | 22 |',
    ]);
  });
});

it('items are read as they were written, and broken ones are told', () => {
  expect(readItems(writeItems(items), 'items.jsonl')).toEqual(items);
  expect(() => readItems(`${writeItems(items)}{"file":3}\n`, 'items.jsonl')).toThrow(
    'items.jsonl:13: `file`',
  );
});
