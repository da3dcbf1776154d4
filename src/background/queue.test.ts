import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Priority } from '../core/priority';
import type { Verdict } from '../core/verdict';
import type { Ask, TextAsk, Ticket } from './asks';
import type { CachedAnswer } from './cache';
import { DEADLINE_MS, ScreeningQueue } from './queue';
import { FakeEngine } from './testing/guard';

let engine: FakeEngine;
let stored: Map<string, CachedAnswer>;
let queue: ScreeningQueue;
let verdicts: [string, Verdict][];
let lookups: number;
let found: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  lookups = 0;
  found = 0;
  engine = new FakeEngine();
  stored = new Map();
  verdicts = [];
  queue = new ScreeningQueue({
    engine,
    cache: {
      find: async (keys) => {
        found++;
        return new Map(
          keys.flatMap((key) => {
            const answer = stored.get(key);
            return answer ? [[key, answer]] : [];
          }),
        );
      },
      put: (key, answer) => {
        stored.set(key, answer);
      },
    },
    images: { want: () => expect.fail('no image is asked') },
    detail: () => 'balanced',
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const ask = (text: string, priority: Priority = 2, more: Partial<TextAsk> = {}): Ask => ({
  kind: 'prompt',
  text,
  priority,
  remember: true,
  answered: (verdict) => verdicts.push([text, verdict]),
  ...more,
});
const start = (asks: Ask[]): Ticket[] => {
  lookups++;
  return queue.ask(asks);
};
/** Until all that was asked has been looked up. */
const settle = async (): Promise<void> => {
  do await new Promise((resolve) => setImmediate(resolve));
  while (found < lookups);
  await new Promise((resolve) => setImmediate(resolve));
};
const asked = async (...asks: Ask[]): Promise<Ticket[]> => {
  const tickets = start(asks);
  await settle();
  return tickets;
};
const flags = () => verdicts.map(([text, { flag, reason }]) => `${text}: ${reason ?? flag}`);

describe('answers', () => {
  it('become verdicts, and are remembered', async () => {
    await asked(ask('good'), ask('bad'));
    engine.answer('good', { ok: true, pUnsafe: 0.1, whole: true });
    engine.answer('bad');
    expect(flags()).toEqual(['good: safe', 'bad: unsafe']);
    verdicts = [];
    await asked(ask('bad'), ask('good'));
    expect(flags()).toEqual(['bad: unsafe', 'good: safe']);
    expect(engine.out.size).toBe(0);
  });

  it('of an AI are asked with their question, and kept apart from texts and other questions', async () => {
    const response = (question: string): Ask => ({
      ...ask('Ten  metres.'),
      kind: 'response',
      question,
    });
    await asked(response(' How  deep?'), response('How far?'), ask('Ten metres.'));
    const out = new Map(
      [...engine.out].map((each) => [each.kind === 'response' ? each.question : each.kind, each]),
    );
    expect([...out.keys()].sort()).toEqual(['How deep?', 'How far?', 'prompt']);
    for (const [name, { text, answered }] of out) {
      expect(text).toBe('Ten metres.');
      answered({ ok: true, pUnsafe: name === 'How deep?' ? 0 : 1, whole: true });
    }
    verdicts = [];
    // Known by now; and an answer to nothing is a text like any other.
    await asked(response('How deep?'), response('How far?'), response(' '));
    expect(verdicts.map(([, { flag }]) => flag)).toEqual(['safe', 'unsafe', 'unsafe']);
    expect(engine.batches.flat()).toHaveLength(3);
  });

  it('are never `safe` for want of an answer', async () => {
    await asked(ask('a'), ask('b'), ask('c'), ask('d'));
    engine.answer('a', { ok: true, pUnsafe: Number.NaN, whole: true });
    engine.answer('b', { ok: false, reason: 'interrupted' });
    engine.answer('c', { ok: true, pUnsafe: 0.1, whole: false });
    engine.answer('d', { ok: true, pUnsafe: 0.9, whole: false });
    expect(flags()).toEqual(['a: bad-answer', 'b: interrupted', 'c: too-long', 'd: unsafe']);
    expect(stored.size).toBe(2);
    verdicts = [];
    await asked(ask('c'));
    expect(flags()).toEqual(['c: too-long']);
  });

  it('of one guard are not taken for those of another', async () => {
    await asked(ask('text'));
    engine.answer('text');
    engine.who = { id: 'guard-2', practice: true };
    const practice: boolean[] = [];
    await asked(ask('text', 2, { answered: (_verdict, of) => practice.push(of) }));
    expect(engine.texts()).toEqual(['text']);
    engine.answer('text');
    expect(practice).toEqual([true]);
  });

  it('to a private window are not stored, unless another window asks as well', async () => {
    await asked(ask('secret', 2, { remember: false }), ask('shared', 2, { remember: false }));
    await asked(ask('shared'));
    engine.answer('secret');
    engine.answer('shared');
    expect(stored.size).toBe(1);
    expect(verdicts).toHaveLength(3);
  });

  it('come without a cache where nobody can name the guard', async () => {
    engine.who = null;
    await asked(ask('text'));
    engine.answer('text', { ok: false, reason: 'no-guard' });
    expect(verdicts).toEqual([
      ['text', { flag: 'unknown', pUnsafe: null, engine: null, reason: 'no-guard' }],
    ]);
    expect(stored.size).toBe(0);
  });
});

describe('identical content', () => {
  it('is asked once, whoever waits for it', async () => {
    await asked(ask('same'), ask(' same '));
    await asked(ask('same'));
    expect(engine.texts()).toEqual(['same']);
    engine.answer('same');
    expect(verdicts).toHaveLength(3);
  });

  it('is wanted as soon as the most eager wants it', async () => {
    const [first] = await asked(ask('same', 2));
    await asked(ask('same', 0));
    expect([...engine.out][0]?.priority).toBe(0);
    first?.reprioritise(1);
    expect([...engine.out][0]?.priority).toBe(0);
    // The engine heard of the change.
    expect(engine.batches).toHaveLength(2);
  });
});

describe('order', () => {
  const many = (count: number, name: string, priority: Priority) =>
    Array.from({ length: count }, (_, i) => ask(`${name}${i}`, priority));

  it('bounds what is out, and keeps places for what is in view', async () => {
    await asked(...many(200, 'rest', 2));
    expect(engine.out.size).toBe(32);
    await asked(...many(200, 'near', 1));
    expect(engine.out.size).toBe(48);
    await asked(...many(200, 'visible', 0));
    expect(engine.out.size).toBe(64);
  });

  it('takes the visible first and the newest first', async () => {
    await asked(...many(64, 'filler', 0));
    await asked(ask('rest', 2), ask('near', 1), ask('visible old', 0), ask('visible new', 0));
    const order: string[] = [];
    for (let i = 0; i < 6; i++) {
      const before = new Set(engine.texts());
      engine.answer(`filler${i}`);
      order.push(...engine.texts().filter((text) => !before.has(text)));
    }
    const places = ['visible new', 'visible old'].map((text) => order.indexOf(text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(order.indexOf('visible new')).toBeLessThan(order.indexOf('visible old'));
  });

  it('starves nobody, however much comes into view', async () => {
    await asked(...many(64, 'filler', 0), ask('patient', 2));
    let n = 0;
    for (; n < 200 && verdicts.every(([text]) => text !== 'patient'); n++) {
      await asked(ask(`new${n}`, 0));
      const [oldest] = engine.texts();
      engine.answer(oldest ?? '');
    }
    expect(n).toBeLessThan(100);
  });

  it('lets a change of priority overtake', async () => {
    await asked(...many(64, 'filler', 0));
    const tickets = await asked(...many(20, 'rest', 2));
    tickets[3]?.reprioritise(0);
    engine.answer('filler0');
    expect(engine.texts()).toContain('rest3');
  });

  it('stays quick with 10,000 elements', async () => {
    const begin = performance.now();
    await asked(...many(10_000, 'element', 2));
    while (engine.out.size > 0) engine.answer(engine.texts()[0] ?? '');
    expect(verdicts).toHaveLength(10_000);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

describe('cancelling', () => {
  it('drops what nobody wants any more', async () => {
    const [a1, b] = await asked(ask('a'), ask('b'));
    const [a2] = await asked(ask('a'));
    b?.cancel();
    a1?.cancel();
    expect(engine.texts()).toEqual(['a']);
    a2?.cancel();
    expect(engine.texts()).toEqual([]);
    expect(verdicts).toEqual([]);
  });

  it('works before the cache has answered', async () => {
    const [ticket] = start([ask('a')]);
    ticket?.cancel();
    await settle();
    expect(engine.batches).toEqual([]);
  });

  it('makes room for others', async () => {
    const tickets = await asked(...Array.from({ length: 33 }, (_, i) => ask(`t${i}`)));
    expect(engine.out.size).toBe(32);
    tickets[32]?.cancel();
    tickets[31]?.cancel();
    tickets[0]?.cancel();
    expect(engine.out.size).toBeGreaterThan(29);
  });
});

describe('time', () => {
  it('gives up on a ready guard that answers nobody', async () => {
    await asked(ask('a'));
    vi.advanceTimersByTime(DEADLINE_MS - 10_000);
    expect(verdicts).toEqual([]);
    vi.advanceTimersByTime(10_000);
    expect(flags()).toEqual(['a: timeout']);
    expect(engine.out.size).toBe(0);
  });

  it('does not count while the guard loads, nor while others are answered', async () => {
    engine.state = { status: 'loading', stage: 'files', loadedBytes: 0, totalBytes: 1 };
    await asked(ask('a'), ask('b'));
    vi.advanceTimersByTime(DEADLINE_MS * 10);
    expect(verdicts).toEqual([]);
    engine.state = new FakeEngine().state;
    vi.advanceTimersByTime(DEADLINE_MS * 0.75);
    engine.answer('b');
    vi.advanceTimersByTime(DEADLINE_MS * 0.75);
    expect(flags()).toEqual(['b: unsafe']);
  });
});

it('interrupts everything when the guard becomes another', async () => {
  await asked(...Array.from({ length: 40 }, (_, i) => ask(`t${i}`)));
  start([ask('looking up')]);
  queue.interruptAll();
  await settle();
  expect(verdicts).toHaveLength(41);
  expect(new Set(verdicts.map(([, { reason }]) => reason))).toEqual(new Set(['interrupted']));
  expect(engine.out.size).toBe(0);
});

describe('a text', () => {
  it('is asked in one plain spelling, and once however it was written', async () => {
    await asked(ask('sh\u200but  uр'), ask('shut up'), ask('ｓｈｕｔ ｕｐ'));
    expect(engine.texts()).toEqual(['shut up']);
    engine.answer('shut up');
    expect(flags()).toEqual(['sh\u200but  uр: unsafe', 'shut up: unsafe', 'ｓｈｕｔ ｕｐ: unsafe']);
  });

  it('in Burmese is asked in Unicode', async () => {
    await asked(ask('မင္းကို သတ္ပစ္မယ္'), ask('မင်းကို\u200b သတ်ပစ်မယ်'));
    expect(engine.texts()).toEqual(['မင်းကို သတ်ပစ်မယ်']);
  });
});
