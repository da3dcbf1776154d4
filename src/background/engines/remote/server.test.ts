import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ApiServer,
  type Behaviour,
  judgeByWords,
  serveApi,
} from '../../../../tools/api/server';
import { RESPONSE_CLASSIFICATION } from '../../../core/prompts';
import { Answers } from '../../testing/remote';
import { Limit } from './limit';
import { ServerEngine } from './server';

let api: ApiServer;
let engine: ServerEngine;
let answers: Answers;
let recovered: number;
let awake: boolean[];
let alarms: number[];

async function open(behaviour: Partial<Behaviour> = {}): Promise<void> {
  api = await serveApi(behaviour);
  engine = new ServerEngine({
    changed: () => {},
    stay: (isAwake) => awake.push(isAwake),
    wakeAt: (time) => alarms.push(time),
    recovered: () => recovered++,
    picture: async (token) => (token === 'broken' ? null : `data:image/jpeg;base64,${token}`),
  });
  configure();
}
const configure = (address = api.address) =>
  engine.configure({ ready: true, address, model: '', key: null, identity: `server ${address}` });
const asked = () => api.requests.filter(({ path }) => path.endsWith('completions'));

beforeEach(() => {
  answers = new Answers();
  recovered = 0;
  awake = [];
  alarms = [];
});
afterEach(() => api.close());

async function screen(texts: readonly string[]): Promise<Record<string, string>> {
  engine.ask(texts.map((text) => answers.request(text)));
  await answers.all(texts);
  return answers.flags();
}

describe('the server engine', () => {
  it('asks about each element, several at once and never more than its limit', async () => {
    let now = 0;
    let most = 0;
    await open({
      latencyMs: () => {
        most = Math.max(most, ++now);
        setTimeout(() => now--, 20);
        return 20;
      },
    });
    const texts = Array.from({ length: 60 }, (_, i) => `${i % 10 === 3 ? 'bad' : 'good'} ${i}`);
    const flags = await screen(texts);
    for (const text of texts) expect(flags[text]).toBe(text.startsWith('bad') ? 'unsafe' : 'safe');
    expect(asked().length).toBe(60);
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThanOrEqual(engine.concurrency + 1);
  });

  it('asks about an AI’s answer with the official words, the beginning of its question in each window', async () => {
    await open({ judge: judgeByWords(['the rocks are poison']) });
    const short = 'It sails at noon.';
    const long = `${'It is a long way to the light. '.repeat(400)}And the rocks are poison.`;
    const question = 'Tell me of the ferry, please. '.repeat(130);
    engine.ask([
      answers.request(short, { question: 'When does it sail?' }),
      answers.request(long, { question }),
    ]);
    await answers.all([short, long]);
    const sent = asked().map(
      ({ body }) => (body as { messages: { content: string }[] }).messages[1]?.content ?? '',
    );
    expect(sent).toContain(
      RESPONSE_CLASSIFICATION.replace('{prompt}', 'When does it sail?').replace(
        '{response}',
        short,
      ),
    );
    const windows = sent.filter((content) => content.includes('Tell me of the ferry'));
    expect(windows.length).toBeGreaterThan(2);
    for (const content of windows) {
      const [head = '', answer = ''] = content.split('\nAI assistant:');
      const [, kept = ''] = head.split('\nHuman user:');
      expect(question.startsWith(kept)).toBe(true);
      expect(kept.length).toBe(1_500);
      expect(long).toContain(answer);
      expect(kept.length + answer.length).toBeLessThanOrEqual(6_000);
    }
    expect(answers.flags()).toEqual({ [short]: 'safe', [long]: 'unsafe' });
  });

  it('asks the most urgent first', async () => {
    await open({ latencyMs: 15 });
    const rest = Array.from({ length: 30 }, (_, i) => answers.request(`rest ${i}`));
    const late = answers.request('in view', { priority: 0 });
    const moved = rest.at(-1);
    engine.ask(rest);
    engine.ask([late]);
    if (moved) {
      moved.priority = 0;
      engine.ask([moved]);
    }
    await answers.all(['in view', 'rest 29']);
    expect(answers.given.size).toBeLessThan(20);
  });

  it('does not ask for what nobody wants any more', async () => {
    await open({ latencyMs: 15 });
    const abort = new AbortController();
    engine.ask(
      Array.from({ length: 40 }, (_, i) => answers.request(`${i}`, { signal: abort.signal })),
    );
    engine.ask([answers.request('kept')]);
    abort.abort();
    await answers.all(['kept']);
    expect(answers.given.size).toBe(1);
    expect(asked().length).toBeLessThan(10);
  });

  it('asks long texts in windows, and the worst counts', async () => {
    await open({ judge: (text) => (text.includes('bad') ? 0.9 : 0.1) });
    const long = `${'A plain sentence of no harm. '.repeat(400)}bad${' More of it.'.repeat(400)}`;
    await screen([long]);
    expect(asked().length).toBeGreaterThan(2);
    expect(answers.given.get(long)).toMatchObject({ ok: true, whole: true });
    expect(answers.flags()[long]).toBe('unsafe');
  });

  it('asks a doubtful spelling in its other readings, unless it is unsafe as it stands', async () => {
    await open({ judge: (text) => (/\bbad\b/.test(text) ? 0.9 : 0.1) });
    const flags = await screen(['baaad thing', 'good thing', 'bad, coool']);
    expect(flags).toEqual({
      'baaad thing': 'unsafe',
      'good thing': 'safe',
      'bad, coool': 'unsafe',
    });
    expect(asked().length).toBe(2 + 1 + 1);
  });

  it('sees pictures where the server does', async () => {
    await open({ judge: (_, image) => (image ? 0.9 : 0.1) });
    engine.ask([
      answers.request('a', { image: 'AAAA' }),
      answers.request('b', { image: 'broken' }),
    ]);
    await answers.all(['a', 'b']);
    expect(answers.flags()).toEqual({ a: 'unsafe', b: 'image-broken' });
  });

  it('says that a server without sight has none, and goes on with texts', async () => {
    await open({ images: 'refused' });
    engine.ask([answers.request('a', { image: 'AAAA' }), answers.request('bad')]);
    await answers.all(['a', 'bad']);
    expect(answers.flags()).toEqual({ a: 'no-sight', bad: 'unsafe' });
    expect(engine.status).toBe('ready');
  });

  it('takes fewer at once when it is too many, and finishes', async () => {
    let most = 0;
    await open({ perMinute: 5, windowMs: 250, retryAfter: 'none', latencyMs: 5 });
    const texts = Array.from({ length: 8 }, (_, i) => `good ${i}`);
    const flags = await screen(texts);
    most = engine.concurrency;
    expect(Object.values(flags).every((flag) => flag === 'safe')).toBe(true);
    expect(most).toBeLessThan(4);
  });

  it.each([
    ['unreachable', { fail: () => 'cut' as const }],
    ['refused', { key: 'secret' }],
    ['refused', { fail: () => 'html' as const }],
    ['refused', { models: ['a', 'b'] }],
  ])(
    'is %s as a whole, and nobody is safe (%#)',
    async (reason, behaviour) => {
      await open(behaviour);
      const flags = await screen(['one', 'two', 'three', 'four', 'five']);
      expect(new Set(Object.values(flags))).toEqual(new Set([reason]));
      expect(engine.status).toBe('failed');
      expect(engine.state).toMatchObject({ status: 'resting' });
      const sent = api.requests.length;
      engine.ask([answers.request('while it rests')]);
      expect(answers.flags()['while it rests']).toBe(reason);
      expect(api.requests.length).toBe(sent);
    },
    30_000,
  );

  it('answers again when a person has it tried', async () => {
    await open({ key: 'secret' });
    await screen(['one']);
    api.behave({ key: null });
    engine.retry();
    expect(recovered).toBe(1);
    expect((await screen(['bad'])).bad).toBe('unsafe');
  });

  it('leaves a server that says other things without a verdict', async () => {
    const words = { safe: 'Of course!', unsafe: 'Of course!' };
    await open({ logprobs: 'ignored', words });
    expect(await screen(['one'])).toEqual({ one: 'bad-answer' });
  });

  it('keeps the background alive while it waits for answers, and no longer', async () => {
    await open({ latencyMs: 30 });
    const answered = screen(['one', 'two']);
    expect(awake.at(-1)).toBe(true);
    await answered;
    expect(awake.at(-1)).toBe(false);
  });

  it('is tried again by itself when its rest is over, without a word of a page', async () => {
    await open({ fail: () => 'html' });
    await screen(['one']);
    // A short rest is waited for; a long one has an alarm.
    expect(awake.at(-1)).toBe(true);
    expect(alarms).toEqual([]);
    const sent = api.requests.length;
    api.behave({ fail: () => 'none' });
    await vi.waitFor(() => expect(recovered).toBe(1), { timeout: 9_000 });
    expect(api.requests.slice(sent).map(({ path }) => path)).toEqual(['/v1/models']);
    expect((await screen(['bad'])).bad).toBe('unsafe');
  }, 15_000);

  it('interrupts what was asked under other settings', async () => {
    await open({ latencyMs: 5_000 });
    engine.ask([answers.request('one')]);
    engine.configure({ ready: false, state: { status: 'off' } });
    await answers.all(['one']);
    expect(answers.flags()).toEqual({ one: 'interrupted' });
    engine.ask([answers.request('two')]);
    expect(answers.flags().two).toBe('no-guard');
  });
});

describe('the limit', () => {
  it('grows while answers come quickly, and halves once for all that failed together', () => {
    const limit = new Limit();
    let now = 0;
    for (let i = 0; i < 200; i++, now += 10) limit.succeeded(now, now + 10);
    const grown = limit.value;
    expect(grown).toBeGreaterThan(10);
    for (let i = 0; i < 5; i++) limit.failed(now - 5, now);
    expect(limit.value).toBe(Math.floor(grown / 2));
    for (let i = 0; i < 300; i++, now += 200) limit.succeeded(now, now + 200);
    expect(limit.value).toBeLessThan(grown / 2);
  });
});
