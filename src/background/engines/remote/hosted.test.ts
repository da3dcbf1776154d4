import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ApiServer,
  type Behaviour,
  judgeByWords,
  serveApi,
} from '../../../../tools/api/server';
import type { Judging } from '../../../core/engines';
import { Answers } from '../../testing/remote';
import { Budget } from './budget';
import { History } from './history';
import { HostedEngine } from './hosted';

let api: ApiServer;
let engine: HostedEngine;
let answers: Answers;
const KEY = 'sk-a-secret-key';

async function open(
  behaviour: Partial<Behaviour> = {},
  { perMinute = 10_000, judging = 'groups' as Judging } = {},
): Promise<void> {
  api = await serveApi({
    hosted: true,
    key: KEY,
    logprobs: 'ignored',
    words: { safe: 'SAFE.', unsafe: 'Unsafe' },
    ...behaviour,
  });
  let stored: unknown;
  const budget = new Budget({
    load: async () => stored,
    save: async (value) => {
      stored = value;
    },
    perMinute,
  });
  engine = new HostedEngine({
    changed: () => {},
    stay: () => {},
    wakeAt: () => {},
    recovered: () => {},
    picture: async (token) => `data:image/jpeg;base64,${token}`,
    budget,
    history: new History({ load: async () => undefined, save: async () => {} }),
  });
  engine.setJudging(judging);
  configure();
}
const configure = (key = KEY) =>
  engine.configure({ ready: true, address: api.address, model: '', key, identity: 'hosted' });
const asked = () => api.requests.filter(({ path }) => path.endsWith('completions'));
const contents = () =>
  asked().map(({ body }) => (body as { messages: { content: string }[] }).messages[0]?.content);

beforeEach(() => {
  answers = new Answers();
});
afterEach(() => api.close());

async function screen(texts: readonly string[]): Promise<Record<string, string>> {
  engine.ask(texts.map((text) => answers.request(text)));
  await answers.all(texts);
  return answers.flags();
}
const page = (count: number, ...bad: number[]) =>
  Array.from({ length: count }, (_, i) => `${bad.includes(i) ? 'bad' : 'good'} paragraph ${i}`);

describe('the hosted engine', () => {
  it('clears a safe page by a few groups, and says that it was by group', async () => {
    await open();
    const texts = page(100);
    const flags = await screen(texts);
    expect(new Set(Object.values(flags))).toEqual(new Set(['safe']));
    expect(asked().length).toBeLessThanOrEqual(6);
    for (const text of texts) expect(answers.given.get(text)).toMatchObject({ basis: 'group' });
    // Neighbours, in the page's order.
    expect(contents()[0]).toContain('good paragraph 3\n\ngood paragraph 4');
  });

  it('names what is unsafe by an answer of its own', async () => {
    await open();
    const texts = page(60, 17, 41);
    const flags = await screen(texts);
    for (const text of texts) expect(flags[text]).toBe(text.startsWith('bad') ? 'unsafe' : 'safe');
    for (const text of texts.filter((each) => each.startsWith('bad'))) {
      expect(contents()).toContain(text);
      expect(answers.given.get(text)).toMatchObject({ basis: 'word', pUnsafe: 1 });
    }
    expect(asked().length).toBeLessThan(30);
  });

  it('asks about an AI’s answer alone, word for word as the API wants a pair', async () => {
    await open({ judge: judgeByWords(['deep trouble']) });
    const answer = 'Deep trouble, if you go alone.';
    const texts = page(5);
    engine.ask([
      ...texts.map((text) => answers.request(text)),
      answers.request(answer, { question: 'Is the water deep?' }),
    ]);
    await answers.all([...texts, answer]);
    const pair = `Human user:Is the water deep?\nAI assistant:${answer}.`;
    expect(contents().filter((content) => content?.includes(answer))).toEqual([pair]);
    expect(answers.flags()[answer]).toBe('unsafe');
    for (const text of texts) expect(answers.given.get(text)).toMatchObject({ basis: 'group' });
  });

  it('asks one by one where that is the setting', async () => {
    await open({}, { judging: 'each' });
    await screen(page(20, 3));
    expect(asked().length).toBe(20);
  });

  it('tells what has to wait when its turn comes, and never sends more than it may', async () => {
    await open({ perMinute: 3 }, { perMinute: 3, judging: 'each' });
    const texts = page(12);
    const before = Date.now();
    engine.ask(texts.map((text) => answers.request(text)));
    await answers.all(texts.slice(0, 3));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked().length).toBe(3);
    expect(answers.given.size).toBe(3);
    const turns = texts.slice(3).map((text) => answers.turns.get(text) ?? 0);
    for (const turn of turns) expect(turn).toBeGreaterThan(before + 55_000);
    expect(Math.max(...turns)).toBeGreaterThan(before + 170_000);
  });

  it('waits where it is too many all the same, and nobody is told a verdict', async () => {
    await open({ perMinute: 1, retryAfter: 'date' }, { judging: 'each' });
    engine.ask(page(3).map((text) => answers.request(text)));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(answers.given.size).toBe(1);
    expect(engine.status).toBe('ready');
    expect(asked().length).toBeLessThanOrEqual(4);
  });

  it.each([
    ['unreachable', { fail: () => '5xx' as const }],
    ['unreachable', { fail: () => 'cut' as const }],
    ['refused', { key: 'another' }],
    ['refused', { fail: () => 'html' as const }],
    ['refused', { models: ['other/model'] }],
  ])('is %s as a whole, and nobody is safe (%#)', async (reason, behaviour) => {
    await open(behaviour);
    const flags = await screen(page(10));
    expect(new Set(Object.values(flags))).toEqual(new Set([reason]));
    expect(engine.state).toMatchObject({ status: 'resting' });
    expect(JSON.stringify(engine.state)).not.toContain(KEY);
    // Each try is one of the ten a minute.
    expect(asked().length).toBeLessThanOrEqual(8);
  });

  it('tries a passing failure again', async () => {
    await open({ fail: (n) => (n === 1 ? '5xx' : 'none') });
    const flags = await screen(page(10, 2));
    expect(flags['bad paragraph 2']).toBe('unsafe');
    expect(flags['good paragraph 3']).toBe('safe');
  });

  it('looks at pictures one by one, and stops where the API takes none', async () => {
    await open({ images: 'refused' });
    engine.ask([
      answers.request('a', { image: 'AAAA' }),
      answers.request('b', { image: 'BBBB' }),
      ...page(5).map((text) => answers.request(text)),
    ]);
    await answers.all(['a', 'b', ...page(5)]);
    expect(answers.flags()).toMatchObject({ a: 'no-sight', b: 'no-sight' });
    expect(answers.flags()['good paragraph 4']).toBe('safe');
    expect(asked().length).toBeLessThanOrEqual(6);
    const sent = asked().length;
    engine.ask([answers.request('c', { image: 'CCCC' })]);
    await answers.all(['c']);
    expect(asked().length).toBe(sent);
  });

  it('does not call safe what says something else', async () => {
    await open({ words: { safe: 'Hello!', unsafe: 'unsafe' } });
    const flags = await screen(page(4, 1));
    expect(flags['good paragraph 0']).toBe('bad-answer');
    expect(Object.values(flags)).not.toContain('safe');
  });

  it('asks other readings of a doubtful spelling with the group, in no request more', async () => {
    await open({ judge: (text) => (/\bbad\b/.test(text) ? 0.9 : 0.1) });
    const texts = page(20);
    expect(Object.values(await screen([...texts, 'sooo good']))).not.toContain('unsafe');
    expect(contents().join()).toContain('sooo good\n\nso good');
    const before = asked().length;
    expect(before).toBeLessThanOrEqual(6);
    expect(await screen(['baaad'])).toMatchObject({ baaad: 'unsafe' });
    expect(asked().length).toBe(before + 1);
  });

  it('asks those of a long text in one request a window, of what differs alone', async () => {
    await open({ judge: (text) => (/\bbad\b/.test(text) ? 0.9 : 0.1) });
    const plain = 'A plain sentence of no harm. '.repeat(180);
    const text = `${plain}Baaad, that. ${'It is good. '.repeat(20)}`;
    expect(await screen([text])).toMatchObject({ [text]: 'safe' });
    expect(asked().length).toBe(2);
    const lower = text.replace('Baaad', 'Not baaad');
    expect(await screen([lower])).toMatchObject({ [lower]: 'unsafe' });
    expect(contents().at(-1)).toBe('Not bad, that.\nNot baad, that.');
    expect(asked().length).toBe(4);
  });

  it('asks a text that is too long for a group by itself, in part where it must', async () => {
    await open();
    const long = 'A plain sentence of no harm. '.repeat(900);
    engine.ask([answers.request(long), answers.request('short')]);
    await answers.all([long, 'short']);
    expect(answers.given.get(long)).toMatchObject({ ok: true, whole: false });
    expect(asked().length).toBe(3);
  });

  it('forgets what nobody wants any more', async () => {
    await open({ latencyMs: 30 }, { judging: 'each' });
    const abort = new AbortController();
    engine.ask(page(50).map((text) => answers.request(text, { signal: abort.signal })));
    await new Promise((resolve) => setTimeout(resolve, 20));
    abort.abort();
    engine.ask([answers.request('kept')]);
    await answers.all(['kept']);
    expect(answers.given.size).toBe(1);
    expect(asked().length).toBeLessThan(10);
  });

  it('sends nothing of what was withdrawn while it waited for its place', async () => {
    await open({}, { perMinute: 1, judging: 'each' });
    const abort = new AbortController();
    const long = 'A plain sentence of no harm. '.repeat(900);
    engine.ask([answers.request(long, { signal: abort.signal })]);
    // Its second window waits for a place.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked().length).toBe(1);
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked().length).toBe(1);
  });

  it('rests where it stays too many, and does not hammer', async () => {
    await open({ perMinute: 0, windowMs: 100 });
    const flags = await screen(page(3));
    expect(new Set(Object.values(flags))).toEqual(new Set(['unreachable']));
    expect(engine.state).toMatchObject({ status: 'resting', trouble: 'too-many' });
  }, 30_000);

  it('goes on under other settings', async () => {
    await open({ latencyMs: 200, key: null });
    engine.ask([answers.request('one')]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    configure('another-key');
    await answers.all(['one']);
    expect(answers.flags()).toEqual({ one: 'interrupted' });
    expect((await screen(['bad two']))['bad two']).toBe('unsafe');
    expect(asked().at(-1)?.headers.authorization).toBe('Bearer another-key');
  });
});
