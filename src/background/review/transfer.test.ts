import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { jsonLine } from '../../core/review/jsonl';
import { decision, entry, key, START, seen } from '../../core/review/testing/entries';
import { ReviewStore } from './store';
import { type ExportFormat, exported, imported } from './transfer';

let count = 0;
const open = () => new ReviewStore(`transfer-${count++}`);

async function file(store: ReviewStore, format: ExportFormat, filter = {}): Promise<string> {
  let text = '';
  for await (const piece of exported(store, format, filter)) text += piece;
  return text;
}

it('brings all of one machine to another, decisions too', async () => {
  const [one, other] = [open(), open()];
  const image = { kind: 'image', thumbnail: Uint8Array.of(0, 255) } as const;
  await one.merge(await Promise.all(Array.from({ length: 450 }, (_, at) => entry(at, image))));
  await one.decide((await entry(7)).id, decision({ call: 'overturn', note: '=1+1' }));
  const text = await file(one, 'jsonl');
  expect(await imported(other, [text])).toEqual({
    added: 450,
    decided: 0,
    refused: 0,
    problems: [],
  });
  expect(await file(other, 'jsonl')).toBe(text);
  expect(await other.rulings([key(7)])).toEqual(new Map([[key(7), 'safe']]));
  expect(await other.undo()).toEqual([]);
  // Once more changes nothing.
  expect(await imported(other, [text])).toMatchObject({ added: 0, decided: 0, refused: 0 });
});

it('exports what a filter shows, in CSV too', async () => {
  const store = open();
  await store.merge(await Promise.all([1, 2, 3].map((at) => entry(at))));
  await store.decide((await entry(2)).id, decision({ note: '=1+1' }));
  const lines = (await file(store, 'csv', { decision: 'any' })).split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(`"'=1+1"`);
});

it('holds no more than a page at once', async () => {
  const store = open();
  await store.merge(await Promise.all(Array.from({ length: 500 }, (_, at) => entry(at))));
  const page = vi.spyOn(store, 'page');
  const pieces = exported(store, 'jsonl');
  await pieces.next();
  expect(page).toHaveBeenCalledTimes(1);
  await pieces.return();
  expect(page).toHaveBeenCalledTimes(1);
});

it('refuses lines that do not fit, with their numbers, and takes the others', async () => {
  const store = open();
  const [one, two] = [jsonLine(await entry(1)), jsonLine(await entry(2))];
  const text = `${one}not json\n\n${two}{"flag":"unsafe"}\n${'x'.repeat(200_000)}\n`;
  const result = await imported(store, [text]);
  expect(result).toMatchObject({ added: 2, refused: 3 });
  expect(result.problems).toEqual([
    { line: 2, problem: 'not JSON' },
    { line: 5, problem: expect.stringMatching(/^content: /) },
    { line: 6, problem: 'too long' },
  ]);
});

it('names a hundred problems, and counts all', async () => {
  const result = await imported(open(), ['x\n'.repeat(250)]);
  expect(result.refused).toBe(250);
  expect(result.problems).toHaveLength(100);
});

it('takes a decision over that is later, and the person’s word where the guards differ', async () => {
  const store = open();
  const { id } = await entry(1);
  await store.add(seen(1, { flag: 'unsafe' }), false);
  const late = decision({ call: 'agree', decidedAt: START + 20 });
  const elsewhere = jsonLine(await entry(1, { flag: 'safe', pUnsafe: 0.1, decision: late }));
  expect(await imported(store, [elsewhere])).toMatchObject({ added: 0, decided: 1 });
  // There: safe, and the person agreed. Here: unsafe, so the person overturned it.
  expect(await store.get(id)).toMatchObject({ flag: 'unsafe', decision: { call: 'overturn' } });
  expect(await store.rulings([key(1)])).toEqual(new Map([[key(1), 'safe']]));

  const early = decision({ decidedAt: START + 10 });
  const older = jsonLine(await entry(1, { decision: early }));
  expect(await imported(store, [older])).toMatchObject({ added: 0, decided: 0 });
  expect((await store.get(id))?.decision?.decidedAt).toBe(START + 20);
});
