/** The whole of it with the practice guard: the same bytes however often it was stopped, and the extension's own scores. */
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuardEvent } from '../../src/platform/guard-protocol';
import { wholeFileReader } from '../../src/worker/build-files';
import { GuardService } from '../../src/worker/service';
import { ort } from '../builder/ort';
import { PRACTICE_GUARD } from '../practice/ensure';
import { NEAR_MISSES } from '../practice/near-misses';
import { UNSAFE_PHRASES } from '../practice/phrases';
import { LocalAsker, openLocal } from './ask/local';
import { silent } from './progress';
import { readData } from './read/read';
import { FILES } from './report/write';
import { type EvalOptions, evaluate, Stopped } from './run';
import { jsonl } from './testing/sea-helm';

let folder: string;
let data: string;
let asker: LocalAsker;
/** Long enough that a run holds one or two of them, so that there is something to stop between. */
const filling = (i: number) =>
  NEAR_MISSES.slice(i, i + 8)
    .map(({ text }) => text)
    .join('. ');
const records = ['en', 'id', 'ms', 'my', 'ta', 'th', 'fil', 'vi'].flatMap((lang, i) => {
  const bad = UNSAFE_PHRASES.find((each) => each.lang === lang) ?? UNSAFE_PHRASES[i];
  return [
    { lang, set: 'ours', text: `${filling(3 * i)} ${bad?.text}`, label: 'unsafe' },
    { lang, set: 'ours', text: filling(3 * i + 1), label: 'safe' },
  ];
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-eval-run-'));
  data = join(folder, 'ours.jsonl');
  // One stands there twice.
  await writeFile(data, jsonl([...records, records[0] ?? {}]));
  asker = await openLocal(PRACTICE_GUARD, 'wasm');
}, 60_000);
afterAll(async () => {
  await asker?.close();
  await rm(folder, { recursive: true, force: true });
});

const optionsFor = (out: string): EvalOptions => ({
  ...{ data: [data], out, kind: 'prompt', prompts: 'both', threshold: 0.5 },
  ...{ replicates: 100, seed: 1 },
});

/** Stays open for the next. */
const open = async () => ({
  answerer: asker.answerer,
  identity: asker.identity,
  ask: asker.ask.bind(asker),
  close: async () => {},
});

const go = (out: string, signal = new AbortController().signal) =>
  evaluate(optionsFor(out), open, silent, signal);

/** Everything but the journal and the times. */
async function filesIn(out: string): Promise<Record<string, string>> {
  const names = (await readdir(out, { recursive: true })).filter(
    (name) =>
      /\.(json|md|jsonl|svg)$/.test(name) &&
      ![FILES.timings, FILES.answers].some((f) => f === name),
  );
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(out, name), 'utf8')])),
  );
}

describe('an evaluation', () => {
  let whole: Record<string, string>;
  let journal: string;

  beforeAll(async () => {
    const out = join(folder, 'whole');
    const { report, timings } = await go(out);
    expect(report.data).toMatchObject({ items: 17, contents: 16 });
    expect(timings.contents).toBe(16);
    whole = await filesIn(out);
    journal = await readFile(join(out, FILES.answers), 'utf8');
  }, 60_000);

  it('judges as the labels say what the guard knows', () => {
    const { rows } = JSON.parse(whole[FILES.report] ?? '');
    expect(rows.at(-1)).toMatchObject({
      ...{ set: null, lang: null, items: 17, unsafe: 9, flagged: 9 },
      measures: { auprc: { value: 1 }, auroc: { value: 1 }, f1: { value: 1 } },
    });
    expect(whole[FILES.markdown]).toContain('This is the practice guard');
    expect(Object.keys(whole).filter((name) => name.endsWith('.svg'))).toHaveLength(18);
    // No text, no time, no path.
    for (const content of Object.values(whole)) {
      expect(content).not.toContain(filling(1).slice(0, 20));
      expect(content).not.toContain(folder);
    }
  });

  it('done again has the same bytes, and asks nothing', async () => {
    const out = join(folder, 'again');
    await cp(join(folder, 'whole'), out, { recursive: true });
    await go(out);
    expect(await filesIn(out)).toEqual(whole);
    expect(await readFile(join(out, FILES.answers), 'utf8')).toBe(journal);
    const anew = join(folder, 'anew');
    await go(anew);
    expect(await filesIn(anew)).toEqual(whole);
  });

  it('stopped and gone on with has the same bytes', async () => {
    for (const after of [1, 5, 11]) {
      const out = join(folder, `stopped-${after}`);
      const stop = new AbortController();
      const told = evaluate(
        optionsFor(out),
        open,
        { ...silent, at: (done) => done >= after && stop.abort() },
        stop.signal,
      );
      await expect(told).rejects.toThrow(Stopped);
      await expect(told).rejects.toThrow(/of 16 answers are kept; the same command goes on/);
      const kept = (await readFile(join(out, FILES.answers), 'utf8')).split('\n').length - 1;
      expect(kept).toBeGreaterThanOrEqual(after);
      expect(kept).toBeLessThan(16);
      await go(out);
      expect(await filesIn(out)).toEqual(whole);
    }
  });

  it('killed while it wrote has the same bytes', async () => {
    for (const part of [0.03, 0.4, 0.777]) {
      const out = join(folder, `killed-${part}`);
      await cp(join(folder, 'whole'), out, { recursive: true });
      await truncate(join(out, FILES.answers), Math.floor(journal.length * part));
      // Of the report it may have written anything, and its lock is a dead program's.
      await rm(join(out, FILES.report));
      await writeFile(join(out, `${FILES.markdown}.part`), 'half a repo');
      await writeFile(join(out, '.lock'), '999999999');
      await go(out);
      expect(await filesIn(out)).toEqual(whole);
      expect(await readdir(out)).not.toContain(`${FILES.markdown}.part`);
    }
  });

  it('is not begun twice in one folder', async () => {
    const out = join(folder, 'whole');
    await writeFile(join(out, '.lock'), String(process.ppid));
    await expect(go(out)).rejects.toThrow(`another evaluation (process ${process.ppid})`);
    await rm(join(out, '.lock'));
  });

  it('has the scores that the extension has', async () => {
    const { items } = await readData([data], optionsFor(''));
    const scores = new Map<number, number>();
    const service = new GuardService({
      ort,
      readerOf: async () =>
        wholeFileReader(
          async (path) => new Uint8Array(await readFile(join(PRACTICE_GUARD, path))).buffer,
        ),
      send: (event: GuardEvent) => {
        if (event.type !== 'answers') return;
        for (const answer of event.answers) if (answer.ok) scores.set(answer.id, answer.pUnsafe);
      },
    });
    const source = { kind: 'packaged', path: 'guards/practice/' } as const;
    service.handle({ type: 'open', source, url: 'x:', idleMs: 60_000 });
    await service.idle();
    service.handle({
      type: 'ask',
      requests: items.map(({ content }, id) => ({ id, priority: 2, ...content })),
    });
    while (scores.size < items.length) await new Promise((resolve) => setTimeout(resolve, 10));
    const judged = (whole[FILES.items] ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(judged).toHaveLength(items.length);
    judged.forEach(({ pUnsafe }, id) => {
      expect(Math.abs(pUnsafe - (scores.get(id) ?? Number.NaN))).toBeLessThan(1e-5);
    });
    service.handle({ type: 'close' });
    await service.idle();
  });
});

describe('a guard that fails', () => {
  const asked = ['one', 'two', 'bad', 'four'].map((text) => ({
    key: text,
    content: { kind: 'prompt' as const, text },
  }));
  type OpenGuard = ConstructorParameters<typeof LocalAsker>[0];
  const guard = (): OpenGuard => Reflect.get(asker, 'guard');

  it('at one text leaves that one unknown, and asks the others', async () => {
    const real = guard();
    const bad = real.prompt.suffix({ kind: 'prompt', text: 'bad' }).join();
    const failing = new LocalAsker({
      ...{ build: real.build, device: real.device, prompt: real.prompt, lost: real.lost },
      dispose: async () => {},
      ask: async (kind, suffixes) => {
        if (suffixes.some((suffix) => String(suffix) === bad)) throw new Error('tripped');
        return real.ask(kind, suffixes);
      },
    });
    const given = new Map<string, boolean>();
    await failing.ask(
      asked,
      () => false,
      (answers) => {
        for (const { key, answer } of answers) given.set(key, answer.ok);
      },
      new AbortController().signal,
    );
    expect(Object.fromEntries(given)).toEqual({ one: true, two: true, bad: false, four: true });
  });

  it('at everything ends the evaluation, and what was answered is kept', async () => {
    const real = guard();
    let left = 3;
    const dying = new LocalAsker({
      ...{ build: real.build, device: real.device, prompt: real.prompt, lost: real.lost },
      dispose: async () => {},
      ask: async (kind, suffixes) => {
        if (left-- <= 0) throw new Error('no device');
        return real.ask(kind, suffixes);
      },
    });
    const out = join(folder, 'dying');
    const told = evaluate(optionsFor(out), async () => dying, silent, new AbortController().signal);
    await expect(told).rejects.toThrow(/The guard does not run any more: no device\n\d+ of 16/);
    await go(out);
    expect((await filesIn(out))[FILES.report]).toBeDefined();
  });

  it('to open is told with its folder', async () => {
    const broken = join(folder, 'broken-guard');
    await cp(PRACTICE_GUARD, broken, { recursive: true });
    await truncate(join(broken, 'decoder.weights.0'), 100);
    await expect(openLocal(broken, 'wasm')).rejects.toThrow(
      `${broken}: this guard cannot be used: decoder.weights.0 has 100 bytes`,
    );
  });
});
