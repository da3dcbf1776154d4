/** The extension's engines, asked by the command, on servers that answer and fail as real ones do. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, type Behaviour, serveApi } from '../../api/server';
import { silent } from '../progress';
import { type EvalOptions, evaluate, type Result } from '../run';
import { contentGeneration, jsonl } from '../testing/sea-helm';
import { nameOf, openRemote, type RemoteOptions } from './remote';

let folder: string;
let api: ApiServer;
let runs = 0;
const KEY = 'sk-a-secret-key';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-eval-remote-'));
  const records = Array.from({ length: 24 }, (_, i) => ({
    text: `${i % 4 === 0 ? 'bad' : 'good'} paragraph ${i}`,
    label: i % 3 === 0 ? 'unsafe' : 'safe',
    lang: i % 2 === 0 ? 'en' : 'ms',
    set: 'ours',
  }));
  await writeFile(join(folder, 'data.jsonl'), jsonl(records));
  await writeFile(join(folder, 'th.jsonl'), jsonl(contentGeneration('th')));
});
afterEach(() => api.close());
afterAll(() => rm(folder, { recursive: true, force: true }));

async function serve(behaviour: Partial<Behaviour> = {}): Promise<void> {
  api = await serveApi(behaviour);
}

const go = (
  change: Partial<RemoteOptions> = {},
  options: Partial<EvalOptions> = {},
  signal = new AbortController().signal,
): Promise<Result> =>
  evaluate(
    {
      ...{ data: [join(folder, 'data.jsonl')], out: join(folder, `run-${++runs}`) },
      ...{ kind: 'prompt', prompts: 'both', threshold: 0.5, replicates: 20, seed: 1 },
      ...options,
    },
    () =>
      openRemote({
        ...{ engine: 'server', endpoint: api.address, model: '', key: null },
        budgetFile: (address) => join(folder, `${nameOf(address)}.json`),
        ...change,
      }),
    silent,
    signal,
  );

const asked = () => api.requests.filter(({ path }) => path.endsWith('completions'));
const all = ({ report }: Result) => report.rows.at(-1);

describe('a server', () => {
  it('that gives probabilities has all measures', async () => {
    await serve({ judge: (text) => (text.includes('bad') ? 0.9 : Number(text.slice(-1)) / 20) });
    const result = await go();
    expect(result.report.guard).toMatchObject({
      ...{ engine: 'server', address: api.address, device: null, practice: false },
      id: 'aisingapore/Qwen-SEA-Guard-4B-2602',
    });
    expect(all(result)).toMatchObject({
      items: 24,
      flagged: 6,
      words: 0,
      curves: expect.any(String),
    });
    expect(all(result)?.measures.auprc.value).toBeGreaterThan(0);
    expect(asked()).toHaveLength(24);
  });

  it('that says words alone has no measure that needs a score, and says so', async () => {
    await serve({ logprobs: 'ignored' });
    const result = await go();
    expect(all(result)).toMatchObject({ words: 24, curves: null });
    expect(all(result)?.measures.auroc).toEqual({
      value: null,
      why: '24 of 24 answers are a word without a probability',
    });
    // 2 of 8 unsafe ones and 4 of 16 safe ones are called bad.
    expect(all(result)?.measures.recall.value).toBe(2 / 8);
    expect(all(result)?.measures.falsePositiveRate.value).toBe(4 / 16);
  });

  it('is asked about answers by the official prompt for them', async () => {
    await serve();
    await go({}, { data: [join(folder, 'th.jsonl')], kind: 'response', prompts: 'local' });
    expect(asked()).toHaveLength(3);
    expect(JSON.stringify(asked()[0]?.body)).toContain('AI assistant:');
  });

  it('that is away for a while is waited for', async () => {
    await serve({ fail: (n) => (n >= 12 ? 'cut' : 'none') });
    setTimeout(() => api.behave({ fail: () => 'none' }), 1_000);
    // The engine rests for five seconds.
    const result = await go();
    expect(all(result)?.unknown.items).toBe(0);
  });

  it('that stays away ends it, and another run asks only for what is missing', async () => {
    await serve({ fail: (n) => (n > 12 ? 'cut' : 'none') });
    const out = join(folder, 'stays');
    await expect(go({ patience: 0 }, { out })).rejects.toThrow(
      /could not be reached|cut|unreachable|terminated/i,
    );
    const journal = await readFile(join(out, 'answers.jsonl'), 'utf8');
    const kept = journal.trim().split('\n').length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(24);
    const before = asked().length;
    api.behave({ fail: () => 'none' });
    const result = await go({}, { out });
    expect(all(result)).toMatchObject({ items: 24, unknown: { items: 0 } });
    expect(asked().length - before).toBe(24 - kept);
    // As if nothing had been.
    expect(result.report.rows).toEqual((await go()).report.rows);
  });

  it.each([
    ['wants a key', { key: KEY }, /401/],
    ['has no such path', { fail: () => '404' as const }, /offers|404|names no model/],
    ['is a web page', { fail: () => 'html' as const }, /web page/],
    ['has two models', { models: ['a', 'b'] }, /offers 2 models \(a, b\).*--model/],
  ])('that %s is told in a sentence', async (_what, behaviour, said) => {
    await serve(behaviour);
    await expect(go()).rejects.toThrow(said);
  });

  it('no address of which is one', async () => {
    await serve();
    await expect(go({ endpoint: 'ftp://x' })).rejects.toThrow('“ftp://x” is no address of an API');
  });
});

describe('the hosted API', () => {
  const hosted = { hosted: true, key: KEY, logprobs: 'ignored' as const };

  it('is asked one by one with the bare text, by its key', async () => {
    await serve(hosted);
    const result = await go({ engine: 'hosted', key: KEY, perMinute: 1_000 });
    expect(all(result)).toMatchObject({ items: 24, words: 24, unknown: { items: 0 } });
    expect(asked()).toHaveLength(24);
    for (const { body, headers } of asked()) {
      expect(JSON.stringify(body)).toMatch(/"content":"(good|bad) paragraph \d+"/);
      expect(headers.authorization).toBe(`Bearer ${KEY}`);
    }
    expect(JSON.stringify(result.report)).not.toContain(KEY);
  });

  it('is asked no more often than it allows, a second start in the same minute included', async () => {
    await serve({ ...hosted, perMinute: 10 });
    const out = join(folder, 'minute');
    for (const wait of [1_500, 500]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), wait);
      await expect(go({ engine: 'hosted', key: KEY }, { out }, stop.signal)).rejects.toThrow(
        'Stopped. 10 of 24 answers are kept',
      );
    }
    expect(asked()).toHaveLength(10);
    expect(asked().every(({ status }) => status === 200)).toBe(true);
  });

  it('that does not take the key ends it at once', async () => {
    await serve(hosted);
    await expect(go({ engine: 'hosted', key: 'another', perMinute: 100 })).rejects.toThrow(/401/);
  });
});

describe('an answer that is none', () => {
  it('is unknown, and no safe item', async () => {
    await serve({ words: { safe: 'safe', unsafe: 'perhaps' }, logprobs: 'ignored' });
    const result = await go();
    expect(all(result)?.unknown).toMatchObject({ items: 6, reasons: { 'bad-answer': 6 } });
    expect(all(result)?.measures.recall.value).toBe(0);
    expect(all(result)?.worst?.falsePositiveRate).toBe(4 / 16);
  });
});
