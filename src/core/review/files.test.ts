import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvLine } from './csv';
import { jsonLine, MAX_LINE, readJsonLine } from './jsonl';
import { type Line, linesOf } from './lines';
import { decision, entry } from './testing/entries';

/** The fields of a line by the names of the header, as a reader of RFC 4180 sees them. */
function fields(line: string): Record<string, string | undefined> {
  const { data } = Papa.parse<string[]>(csvHeader().slice(1) + line, { newline: '\r\n' });
  const [names = [], values = []] = data;
  return Object.fromEntries(names.map((name, at) => [name, values[at]]));
}

describe('CSV', () => {
  it('has what the guard and what the person said', async () => {
    const note = 'quoted in a "news" report,\r\nnot meant';
    const each = await entry(7, { decision: decision({ call: 'overturn', note }) });
    expect(fields(csvLine(each))).toEqual({
      id: each.id,
      seen_at: '2026-01-01T00:00:00.007Z',
      site: 'example.com',
      address: 'https://example.com/7',
      kind: 'text',
      language: 'en',
      snippet: 'Words of number 7',
      guard_flag: 'unsafe',
      p_unsafe: '0.9',
      engine: 'local',
      build: 'test-build',
      person_flag: 'safe',
      decision: 'overturn',
      reviewer: 'first',
      note,
      decided_at: '2026-01-02T00:00:00.000Z',
      content: each.content,
    });
  });

  it('quotes and ends lines by RFC 4180', async () => {
    const line = csvLine(await entry(1, { snippet: 'a "b", c\nd' }));
    expect(line).toContain(',"a ""b"", c\nd",');
    expect(line.endsWith('\r\n')).toBe(true);
    expect(csvHeader()).toMatch(/^\ufeffid,seen_at,[a-z_,]+\r\n$/);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '＝1',
    '\u00a0@x',
    '\ufeff=1',
  ])('makes text of the formula %j', async (snippet) => {
    expect(fields(csvLine(await entry(1, { snippet }))).snippet).toBe(`'${snippet}`);
  });

  it('makes text of formulas in all that a stranger or a reviewer wrote', async () => {
    const decided = decision({ reviewer: '=A1', note: '@A1' });
    const read = fields(csvLine(await entry(1, { build: '+A1', decision: decided })));
    expect(read).toMatchObject({ build: "'+A1", reviewer: "'=A1", note: "'@A1" });
  });

  it('leaves other text as it is', async () => {
    const snippet = 'a = b, 1 - 1, mail@example.com';
    expect(fields(csvLine(await entry(1, { snippet }))).snippet).toBe(snippet);
  });
});

describe('JSONL', () => {
  it('gives back what was written', async () => {
    const each = await entry(7, {
      kind: 'image',
      snippet: 'หน้า "\n\u2028',
      thumbnail: Uint8Array.from({ length: 32 * 1024 }, (_, at) => at % 256),
      decision: decision({ call: 'overturn', note: 'why' }),
    });
    const line = jsonLine(each);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(line.length).toBeLessThan(MAX_LINE);
    expect(JSON.parse(line)).toMatchObject({ flag: 'unsafe', person: 'safe' });
    expect(await readJsonLine(line)).toEqual({ ok: true, entry: each });
  });

  it('believes neither an id nor a site that a file names', async () => {
    const each = await entry(1);
    const forged = { ...JSON.parse(jsonLine(each)), id: 'f'.repeat(32), site: 'other.example' };
    expect(await readJsonLine(JSON.stringify(forged))).toEqual({ ok: true, entry: each });
  });

  it.each([
    ['no JSON', '{', /^not JSON/],
    ['no object', '1', /^the line: /],
    ['a wrong flag', { flag: 'unknown' }, /^flag: /],
    ['a wrong address', { address: 'javascript:alert(1)' }, /^address: /],
    ['a thumbnail that is no Base64', { thumbnail: '<svg>' }, /^thumbnail: /],
    ['a thumbnail that is too large', { thumbnail: 'A'.repeat(60_000) }, /^thumbnail: /],
    ['a wrong decision', { decision: { call: 'maybe' } }, /^decision\.call: /],
    ['no decision named', { decision: undefined }, /^decision: /],
  ])('refuses %s, and says why', async (_name, wrong, why) => {
    const good = JSON.parse(jsonLine(await entry(1)));
    const line = typeof wrong === 'string' ? wrong : JSON.stringify({ ...good, ...wrong });
    const read = await readJsonLine(line);
    expect(read).toEqual({ ok: false, problem: expect.stringMatching(why) });
  });
});

describe('linesOf', () => {
  async function lines(pieces: string[], max = 100): Promise<Line[]> {
    const found: Line[] = [];
    for await (const line of linesOf(pieces, max)) found.push(line);
    return found;
  }

  it('puts lines together over pieces, and counts empty ones', async () => {
    expect(await lines(['a\r', '\nb', 'c\n\n', 'd'])).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'bc' },
      { number: 4, text: 'd' },
    ]);
    expect(await lines([])).toEqual([]);
  });

  it('gives no line that is too long, and goes on after it', async () => {
    expect(await lines(['xx', 'xxx', 'x\nok\n'], 4)).toEqual([
      { number: 1, text: null },
      { number: 2, text: 'ok' },
    ]);
  });

  it('gives the same lines however the text is cut', async () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (parts, size) => {
        const whole = parts.join('');
        const pieces = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const expected = whole
          .split(/\r?\n/)
          .map((line, at) => ({ number: at + 1, text: line }))
          .filter(({ text: each }) => each !== '');
        expect(await lines(pieces)).toEqual(expected);
      }),
    );
  });
});
