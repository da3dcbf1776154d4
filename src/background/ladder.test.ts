import { beforeEach, describe, expect, it } from 'vitest';
import { type Engine, type UnknownReason, unknown, type Verdict } from '../core/verdict';
import type { Ask } from './asks';
import { Ladder, type Origin } from './ladder';

/** A queue that answers when the test says so. */
class FakeQueue {
  readonly asked: Ask[] = [];
  readonly cancelled: string[] = [];
  readonly priorities: [string, number][] = [];
  ask(asks: readonly Ask[]) {
    this.asked.push(...asks);
    return asks.map(({ text }) => ({
      reprioritise: (priority: number) => void this.priorities.push([text, priority]),
      cancel: () => void this.cancelled.push(text),
    }));
  }
  answer(text: string, verdict: Verdict): void {
    const ask = this.asked.findLast((each) => each.text === text);
    if (!ask) throw new Error(`“${text}” was not asked`);
    ask.answered(verdict, false);
  }
}

const HERE: Origin = {
  site: 'a.example',
  frame: 'a.example',
  top: 'a.example',
  private: false,
  sensitive: false,
  editable: false,
};
const safeBy = (engine: Engine): Verdict => ({ flag: 'safe', pUnsafe: 0.1, engine, reason: null });

let queues: Record<Engine, FakeQueue>;
let route: Engine[];
let ladder: Ladder;
let told: [string, Verdict][];

beforeEach(() => {
  queues = { local: new FakeQueue(), server: new FakeQueue(), hosted: new FakeQueue() };
  route = ['local', 'server', 'hosted'];
  // As network.ts has it: what is sensitive stays here.
  ladder = new Ladder(queues, ({ sensitive }) =>
    sensitive ? route.filter((engine) => engine === 'local') : route,
  );
  told = [];
});

const ask = (...texts: string[]) =>
  ladder.ask(
    texts.map((text) => ({
      kind: 'prompt',
      text,
      priority: 2,
      remember: true,
      origin: HERE,
      answered: (verdict) => told.push([text, verdict]),
    })),
  );
const texts = (engine: Engine) => queues[engine].asked.map(({ text }) => text);

describe('the ladder', () => {
  it('asks the first engine, and nobody else where it answers', () => {
    ask('a', 'b');
    queues.local.answer('a', safeBy('local'));
    expect(told).toEqual([['a', safeBy('local')]]);
    expect(texts('server')).toEqual([]);
    expect(texts('hosted')).toEqual([]);
  });

  it.each<UnknownReason>(['no-guard', 'guard-failed', 'no-sight', 'unreachable', 'refused'])(
    'goes to the next where an engine answers %s',
    (reason) => {
      ask('a');
      queues.local.answer('a', unknown(reason, 'local'));
      expect(told).toEqual([]);
      queues.server.answer('a', safeBy('server'));
      expect(told).toEqual([['a', safeBy('server')]]);
    },
  );

  it.each<UnknownReason>(['timeout', 'interrupted', 'bad-answer', 'too-long', 'image-broken'])(
    'stays where the answer is %s: it says something of the element',
    (reason) => {
      ask('a');
      queues.local.answer('a', unknown(reason, 'local'));
      expect(told).toEqual([['a', unknown(reason, 'local')]]);
      expect(texts('server')).toEqual([]);
    },
  );

  it('tells why, where none answers', () => {
    ask('a', 'b');
    queues.local.answer('a', unknown('guard-failed', 'local'));
    queues.server.answer('a', unknown('no-guard'));
    queues.hosted.answer('a', unknown('no-guard'));
    queues.local.answer('b', unknown('no-guard'));
    queues.server.answer('b', unknown('no-guard'));
    queues.hosted.answer('b', unknown('refused', 'hosted'));
    expect(told).toEqual([
      ['a', unknown('guard-failed', 'local')],
      ['b', unknown('refused', 'hosted')],
    ]);
  });

  it('tells at once where nobody may be asked', async () => {
    route = [];
    ask('a');
    await Promise.resolve();
    expect(told).toEqual([['a', unknown('no-guard')]]);
  });

  it('begins with the first again for what is asked later', () => {
    ask('a');
    queues.local.answer('a', unknown('guard-failed', 'local'));
    ask('b');
    expect(texts('local')).toEqual(['a', 'b']);
    expect(texts('server')).toEqual(['a']);
  });

  it('takes priority and cancellation to whoever is asked now', () => {
    const [ticket] = ask('a');
    ticket?.reprioritise(0);
    queues.local.answer('a', unknown('guard-failed', 'local'));
    expect(queues.server.asked[0]?.priority).toBe(0);
    ticket?.reprioritise(1);
    ticket?.cancel();
    expect(queues.local.priorities).toEqual([['a', 0]]);
    expect(queues.server.priorities).toEqual([['a', 1]]);
    expect(queues.server.cancelled).toEqual(['a']);
    queues.server.answer('a', safeBy('server'));
    expect(told).toEqual([]);
  });

  it('asks at each step who may be asked: what was allowed before may not be now', () => {
    ask('a', 'b');
    route = ['local', 'hosted'];
    queues.local.answer('a', unknown('guard-failed', 'local'));
    route = ['local'];
    queues.local.answer('b', unknown('guard-failed', 'local'));
    expect(texts('server')).toEqual([]);
    expect(texts('hosted')).toEqual(['a']);
    expect(told).toEqual([['b', unknown('guard-failed', 'local')]]);
  });

  it('ends what may not leave any more, and sends it nowhere else', async () => {
    const [ticket, other] = ask('a', 'b');
    queues.local.answer('a', unknown('guard-failed', 'local'));
    ticket?.keepHere();
    other?.keepHere();
    expect(queues.server.cancelled).toEqual(['a']);
    // The answer of the engine that it has left comes too late.
    queues.server.answer('a', safeBy('server'));
    await Promise.resolve();
    queues.local.answer('b', unknown('guard-failed', 'local'));
    expect(told).toEqual([
      ['a', unknown('guard-failed', 'local')],
      ['b', unknown('guard-failed', 'local')],
    ]);
    expect(texts('server')).toEqual(['a']);
    expect(texts('hosted')).toEqual([]);
  });

  it('brings back what has not been asked here yet', () => {
    route = ['hosted', 'local'];
    const [ticket] = ask('a');
    ticket?.keepHere();
    expect(queues.hosted.cancelled).toEqual(['a']);
    queues.local.answer('a', safeBy('local'));
    expect(told).toEqual([['a', safeBy('local')]]);
  });

  it('says that nobody may be asked where only others were on the way', async () => {
    route = ['hosted'];
    const [ticket] = ask('a');
    ticket?.keepHere();
    await Promise.resolve();
    expect(told).toEqual([['a', unknown('no-guard')]]);
  });
});
