import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GuardEvent, GuardRequest, GuardState } from '../../platform/guard-protocol';
import type { GuardHost, HostEvents } from '../hosts/host';
import { readyState } from '../testing/guard';
import type { EngineAnswer, EngineRequest } from './engine';
import { LocalEngine } from './local';

const practice = { kind: 'packaged', path: 'guards/practice/' } as const;
const installed = { kind: 'installed', id: 'sea-guard-4b-q4', practice: false } as const;
const other = { kind: 'packaged', path: 'guards/other/' } as const;
const loading: GuardState = { status: 'loading', stage: 'files', loadedBytes: 1, totalBytes: 9 };
const crashed: GuardState = { status: 'failed', code: 'crashed', message: 'boom' };

class FakeHost implements GuardHost {
  sent: GuardRequest[] = [];
  events: HostEvents<GuardEvent> | null = null;
  connects = 0;
  stops = 0;
  broken = false;
  async connect(events: HostEvents<GuardEvent>) {
    this.connects++;
    if (this.broken) throw new Error('no offscreen documents');
    this.events = events;
    return {
      send: (request: GuardRequest) => {
        this.sent.push(request);
      },
      close: () => {
        if (this.events === events) this.events = null;
      },
    };
  }
  async stop() {
    this.stops++;
  }
  say(event: GuardEvent): void {
    this.events?.event(event);
  }
  state(state: GuardState): void {
    this.say({ type: 'state', state });
  }
  end(): void {
    const { events } = this;
    this.events = null;
    events?.ended();
  }
  /** Texts sent to the Worker, by id. */
  asked(): Map<number, string> {
    return new Map(
      this.sent.flatMap((request) =>
        request.type === 'ask' ? request.requests.map(({ id, text }) => [id, text]) : [],
      ),
    );
  }
  answerAll(): void {
    for (const id of this.asked().keys()) {
      const answer = { ok: true, id, pUnsafe: 0.5, tokens: 1, whole: true } as const;
      this.say({ type: 'answers', answers: [answer] });
    }
  }
}

let host: FakeHost;
let engine: LocalEngine;
let states: string[];
let recovered: number;
let now: number;
let answers: [string, EngineAnswer][];

beforeEach(() => {
  host = new FakeHost();
  states = [];
  recovered = 0;
  now = 1_000_000;
  answers = [];
  engine = new LocalEngine({
    host,
    urlOf: (path) => `ext:/${path}`,
    identityAt: async (url) => ({ id: url, practice: true }),
    stateChanged: ({ status }) => states.push(status),
    recovered: () => recovered++,
    now: () => now,
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const request = (text: string, abort = new AbortController()): EngineRequest => ({
  kind: 'prompt',
  text,
  priority: 2,
  signal: abort.signal,
  place: { page: 0, order: 0, site: 'a.example' },
  waits: () => {},
  answered: (answer) => answers.push([text, answer]),
});
const flush = () => new Promise((resolve) => setImmediate(resolve));
const ready = async () => {
  engine.choose(practice);
  void engine.wake();
  await flush();
  host.state(readyState());
};

describe('LocalEngine', () => {
  it('answers `no-guard` where none is chosen', () => {
    engine.ask([request('a')]);
    expect(answers).toEqual([['a', { ok: false, reason: 'no-guard' }]]);
    expect(host.connects).toBe(0);
  });

  it('opens the guard at the first request, and asks when it is ready', async () => {
    engine.choose(practice);
    expect(host.connects).toBe(0);
    engine.ask([request('a')]);
    engine.ask([request('b')]);
    await flush();
    expect(host.connects).toBe(1);
    expect(host.sent).toMatchObject([
      { type: 'open', source: practice, url: 'ext:/guards/practice/', idleMs: 300_000 },
    ]);
    host.state(loading);
    expect(host.asked().size).toBe(0);
    host.state(readyState());
    expect([...host.asked().values()]).toEqual(['a', 'b']);
    host.answerAll();
    expect(answers).toMatchObject([
      ['a', { ok: true, pUnsafe: 0.5 }],
      ['b', { ok: true, pUnsafe: 0.5 }],
    ]);
  });

  it('knows what answers before anything is loaded', async () => {
    expect(await engine.identity()).toBeNull();
    engine.choose(practice);
    expect(await engine.identity()).toEqual({ id: 'ext:/guards/practice/', practice: true });
    expect(host.connects).toBe(0);
    await ready();
    expect(await engine.identity()).toEqual({ id: 'guard-1', practice: false });
  });

  it('opens an installed build by its name, and knows it before it is loaded', async () => {
    engine.choose(installed);
    expect(await engine.identity()).toEqual({ id: 'sea-guard-4b-q4', practice: false });
    expect(host.connects).toBe(0);
    engine.ask([request('a')]);
    await flush();
    expect(host.sent).toEqual([{ type: 'open', source: installed, url: null, idleMs: 300_000 }]);
  });

  it.each(['missing', 'no-memory'] as const)(
    'takes `%s` for a failure, not a crash',
    async (code) => {
      engine.choose(installed);
      engine.ask([request('a')]);
      await flush();
      host.state({ status: 'failed', code, message: 'gone' });
      expect(answers).toEqual([['a', { ok: false, reason: 'guard-failed' }]]);
      expect(engine.state).toMatchObject({ status: 'failed', code });
      expect(host.sent.filter(({ type }) => type === 'open')).toHaveLength(1);
      engine.retry();
      host.state(readyState());
      expect(recovered).toBe(1);
    },
  );

  it('tells an open guard at once after how long to unload, and wakes none for it', async () => {
    engine.setIdleMs(60_000);
    expect(host.connects).toBe(0);
    await ready();
    engine.setIdleMs(120_000);
    expect(host.sent).toMatchObject([
      { type: 'open', idleMs: 60_000 },
      { type: 'open', idleMs: 120_000 },
    ]);
    host.state(readyState());
    host.state({ status: 'none' });
    engine.setIdleMs(180_000);
    expect(host.sent).toHaveLength(2);
    expect(states.filter((status) => status === 'loading')).toHaveLength(2);
  });

  it('waking resolves when the state is the Worker’s own', async () => {
    engine.choose(practice);
    let woken = false;
    const waking = engine.wake().then(() => {
      woken = true;
    });
    await flush();
    expect(woken).toBe(false);
    host.state(readyState());
    await waking;
    expect(engine.state.status).toBe('ready');
  });

  it('sends a repeated request as a new priority', async () => {
    await ready();
    const a = request('a');
    engine.ask([a]);
    a.priority = 0;
    engine.ask([a]);
    const asks = host.sent.filter((each) => each.type === 'ask');
    expect(asks.map(({ requests }) => requests.map(({ id, priority }) => [id, priority]))).toEqual([
      [[expect.any(Number), 2]],
      [[[...host.asked().keys()][0], 0]],
    ]);
  });

  it('sends an answer with its question', async () => {
    await ready();
    engine.ask([{ ...request('Ten metres.'), kind: 'response', question: 'How deep?' }]);
    const asks = host.sent.flatMap((each) => (each.type === 'ask' ? each.requests : []));
    expect(asks).toMatchObject([{ kind: 'response', question: 'How deep?', text: 'Ten metres.' }]);
  });

  it('cancels what is aborted', async () => {
    await ready();
    const abort = new AbortController();
    engine.ask([request('a', abort)]);
    const [id] = host.asked().keys();
    abort.abort();
    expect(host.sent.at(-1)).toEqual({ type: 'cancel', ids: [id] });
    host.answerAll();
    expect(answers).toEqual([]);
  });

  it('answers `guard-failed` when the guard cannot be loaded, and again until it is retried', async () => {
    engine.choose(practice);
    engine.ask([request('a')]);
    await flush();
    host.state({ status: 'failed', code: 'self-test', message: 'wrong numbers' });
    engine.ask([request('b')]);
    expect(answers).toEqual([
      ['a', { ok: false, reason: 'guard-failed' }],
      ['b', { ok: false, reason: 'guard-failed' }],
    ]);
    engine.retry();
    expect(host.sent.filter(({ type }) => type === 'open')).toHaveLength(2);
    expect(recovered).toBe(0);
    host.state(readyState());
    expect(recovered).toBe(1);
  });

  it('opens the guard again after a crash, but not for ever', async () => {
    await ready();
    for (let i = 0; i < 3; i++) {
      engine.ask([request(`a${i}`)]);
      host.state(crashed);
      const reason = i < 2 ? 'interrupted' : 'guard-failed';
      expect(answers.at(-1)).toEqual([`a${i}`, { ok: false, reason }]);
      if (i < 2) host.state(readyState());
    }
    expect(recovered).toBe(2);
    expect(engine.state.status).toBe('failed');
    expect(host.sent.filter(({ type }) => type === 'open')).toHaveLength(3);
    engine.retry();
    host.state(readyState());
    expect(engine.state.status).toBe('ready');
  });

  it('forgives crashes of long ago', async () => {
    await ready();
    for (let i = 0; i < 10; i++) {
      host.state(crashed);
      host.state(readyState());
      now += 6 * 60_000;
    }
    expect(engine.state.status).toBe('ready');
  });

  it('takes the end of a host with work for a crash', async () => {
    await ready();
    engine.ask([request('a')]);
    host.end();
    await flush();
    expect(answers).toEqual([['a', { ok: false, reason: 'interrupted' }]]);
    expect(host.connects).toBe(2);
    host.state(readyState());
    expect(recovered).toBe(1);
  });

  it('stays ready for people while it sleeps, and wakes for work', async () => {
    await ready();
    host.state({ status: 'none' });
    host.end();
    expect(engine.state.status).toBe('ready');
    engine.ask([request('a')]);
    await flush();
    expect(host.connects).toBe(2);
    host.state(readyState());
    host.answerAll();
    expect(answers).toMatchObject([['a', { ok: true }]]);
    expect(recovered).toBe(0);
  });

  it('loses nothing that was asked while the host went to sleep', async () => {
    await ready();
    engine.ask([request('a')]);
    host.state({ status: 'none' });
    host.end();
    await flush();
    host.sent = [];
    host.state(readyState());
    expect([...host.asked().values()]).toEqual(['a']);
    expect(answers).toEqual([]);
  });

  it('says so when there is no host to be had', async () => {
    host.broken = true;
    engine.choose(practice);
    engine.ask([request('a')]);
    await engine.wake();
    await flush();
    expect(engine.state).toMatchObject({ status: 'failed', code: 'crashed' });
    expect(answers).toEqual([['a', { ok: false, reason: 'guard-failed' }]]);
  });

  it('hears nothing more of a guard that is no longer chosen', async () => {
    await ready();
    engine.ask([request('a')]);
    const before = host.events;
    engine.choose(other);
    expect(answers).toEqual([['a', { ok: false, reason: 'interrupted' }]]);
    before?.event({ type: 'state', state: readyState('late') });
    expect(engine.state.status).toBe('loading');
    engine.ask([request('b')]);
    await flush();
    expect(host.sent.at(-1)).toMatchObject({ type: 'open', source: other });
  });

  it('unloads when no guard is chosen', async () => {
    await ready();
    await engine.choose(null);
    expect(host.stops).toBe(1);
    expect(engine.state.status).toBe('none');
  });

  it('asks of images by their token, and passes on why there is no verdict', async () => {
    await ready();
    const image = { kind: 'image', image: 'token', detail: 'fast' } as const;
    engine.ask([{ ...request('a caption'), ...image }]);
    const [id] = host.asked().keys();
    expect(host.sent.at(-1)).toEqual({
      type: 'ask',
      requests: [{ ...image, id, text: 'a caption', priority: 2 }],
    });
    host.say({
      type: 'answers',
      answers: [{ ok: false, id: id ?? -1, reason: 'image-too-large', message: 'details' }],
    });
    expect(answers).toEqual([['a caption', { ok: false, reason: 'image-too-large' }]]);
  });
});
