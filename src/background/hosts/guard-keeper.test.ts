import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GuardEvent, GuardRequest, GuardState } from '../../platform/guard-protocol';
import { readyState } from '../testing/guard';
import { GuardKeeper } from './guard-keeper';
import { TICK_MS, type WorkerLike } from './worker-watch';

class FakeWorker implements WorkerLike<GuardRequest> {
  readonly got: GuardRequest[] = [];
  ended = false;
  onmessage: WorkerLike<GuardRequest>['onmessage'] = null;
  onmessageerror: WorkerLike<GuardRequest>['onmessageerror'] = null;
  onerror: WorkerLike<GuardRequest>['onerror'] = null;
  postMessage(request: GuardRequest): void {
    this.got.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  say(event: unknown): void {
    this.onmessage?.(new MessageEvent('message', { data: event }));
  }
  ready(): void {
    this.say({ type: 'state', state: readyState() } satisfies GuardEvent);
  }
}

const IDLE_MS = 7 * 60_000;
const open: Extract<GuardRequest, { type: 'open' }> = {
  type: 'open',
  source: { kind: 'packaged', path: 'guards/practice/' },
  url: 'x',
  idleMs: IDLE_MS,
};
const openOther: GuardRequest = { ...open, source: { kind: 'packaged', path: 'guards/other/' } };
const ask = (...ids: number[]): GuardRequest => ({
  type: 'ask',
  requests: ids.map((id) => ({ id, kind: 'prompt', text: 'text', priority: 0 })),
});
const look = (...ids: number[]): GuardRequest => ({
  type: 'ask',
  requests: ids.map((id) => ({
    id,
    kind: 'image',
    text: '',
    priority: 0,
    image: `token ${id}`,
    detail: 'thorough',
  })),
});
const answers = (...ids: number[]): GuardEvent => ({
  type: 'answers',
  answers: ids.map((id) => ({ ok: true, id, pUnsafe: 0.5, tokens: 1, whole: true })),
});

const onGpu = (): GuardEvent => {
  const state = readyState();
  if (state.status !== 'ready') return expect.fail('it is ready');
  return { type: 'state', state: { ...state, device: { ...state.device, kind: 'webgpu' } } };
};

let workers: FakeWorker[];
let events: GuardEvent[];
let idle: ReturnType<typeof vi.fn<() => void>>;
let keeper: GuardKeeper;
let running: boolean[];
const worker = (): FakeWorker => workers.at(-1) ?? expect.fail('no Worker was started');
const lastState = (): GuardState | undefined =>
  events.flatMap((event) => (event.type === 'state' ? event.state : [])).at(-1);

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  events = [];
  running = [];
  idle = vi.fn<() => void>();
  keeper = new GuardKeeper({
    spawn: () => {
      const started = new FakeWorker();
      workers.push(started);
      return started;
    },
    idle,
    running: (isRunning) => running.push(isRunning),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const attach = () => keeper.attach((event) => events.push(event));

describe('GuardKeeper', () => {
  it('starts the Worker for `open`, and says that it loads', () => {
    const connection = attach();
    expect(events).toEqual([]);
    connection.send(open);
    expect(worker().got).toEqual([open]);
    expect(lastState()?.status).toBe('loading');
  });

  it('passes work and answers', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(ask(1, 2));
    worker().say(answers(1, 2));
    expect(events.at(-1)).toEqual(answers(1, 2));
  });

  it('keeps the Worker for the next life of the background', () => {
    attach().send(open);
    worker().ready();
    events = [];
    const second = attach();
    expect(events).toEqual([]);
    second.send(open);
    expect(workers).toHaveLength(1);
    expect(events).toEqual([{ type: 'state', state: readyState() }]);
  });

  it('opens another guard in a Worker of its own', () => {
    attach().send(open);
    worker().ready();
    attach().send(openOther);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.ended).toBe(true);
    expect(lastState()?.status).toBe('loading');
  });

  it('drops what the last life asked, and never gives it to the next', () => {
    const first = attach();
    first.send(open);
    worker().ready();
    first.send(ask(1));
    const second = attach();
    expect(worker().got.at(-1)).toEqual({ type: 'cancel', ids: [1] });
    second.send(open);
    worker().say(answers(1));
    expect(events.some((event) => event.type === 'answers')).toBe(false);
    first.send(ask(2));
    expect(worker().got.at(-1)).toEqual({ type: 'cancel', ids: [1] });
  });

  it('tells of a crash, with what it leaves unanswered, and starts anew at the next `open`', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(ask(1, 2));
    worker().say(answers(1));
    worker().onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect(worker().ended).toBe(true);
    expect(events.slice(-2)).toMatchObject([
      { type: 'answers', answers: [{ ok: false, id: 2, reason: 'interrupted' }] },
      { type: 'state', state: { status: 'failed', code: 'crashed' } },
    ]);
    connection.send(open);
    expect(workers).toHaveLength(2);
    expect(lastState()?.status).toBe('loading');
  });

  it('takes unreadable messages for a crash, and drops malformed ones', () => {
    vi.spyOn(console, 'debug').mockImplementation(() => {});
    const connection = attach();
    connection.send(open);
    worker().say({ type: 'answers', answers: 'all safe' });
    expect(lastState()?.status).toBe('loading');
    worker().onmessageerror?.(new MessageEvent('messageerror'));
    expect(lastState()).toMatchObject({ status: 'failed', code: 'crashed' });
  });

  it('says so when the Worker cannot be started', () => {
    const broken = new GuardKeeper({
      spawn: () => {
        throw new Error('no workers here');
      },
      idle,
    });
    broken.attach((event) => events.push(event)).send(open);
    expect(lastState()).toMatchObject({ status: 'failed', code: 'crashed' });
  });

  it('gives a Worker up that was killed without a word', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(ask(1));
    vi.advanceTimersByTime(TICK_MS * 2);
    expect(worker().got.at(-1)).toEqual({ type: 'state' });
    worker().ready();
    // A run without a graphics processor leaves the Worker no moment to speak.
    vi.advanceTimersByTime(30_000 - TICK_MS);
    expect(lastState()?.status).toBe('ready');
    vi.advanceTimersByTime(TICK_MS);
    expect(lastState()).toMatchObject({ status: 'failed', code: 'crashed' });
    expect(worker().ended).toBe(true);
  });

  it('gives one that may be looking at an image without a graphics processor more time', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(look(1, 2));
    connection.send({ type: 'cancel', ids: [1, 2] });
    vi.advanceTimersByTime(180_000 - TICK_MS);
    expect(lastState()?.status).toBe('ready');
    vi.advanceTimersByTime(TICK_MS);
    expect(lastState()).toMatchObject({ status: 'failed', code: 'crashed' });
  });

  it.each([
    ['has looked at the last image', () => worker().say(answers(1))],
    ['has a graphics processor, which does not block it', () => worker().say(onGpu())],
  ])('gives one no more time than others that %s', (_which, say) => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(look(1));
    say();
    connection.send(ask(2));
    vi.advanceTimersByTime(30_000);
    expect(lastState()).toMatchObject({ status: 'failed', code: 'crashed' });
  });

  it('gives a Worker up that was killed, though what was asked of it is cancelled', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(ask(1, 2));
    worker().say(answers(1));
    vi.advanceTimersByTime(30_000 - TICK_MS);
    connection.send({ type: 'cancel', ids: [2] });
    vi.advanceTimersByTime(30_000);
    expect(lastState()).toMatchObject({ status: 'failed', code: 'crashed' });
    expect(worker().ended).toBe(true);
  });

  it('leaves a Worker alone that has answered and owes nothing', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(ask(1));
    connection.send({ type: 'cancel', ids: [1] });
    vi.advanceTimersByTime(TICK_MS * 2);
    expect(worker().got.at(-1)).toEqual({ type: 'state' });
    worker().ready();
    const told = worker().got.length;
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(worker().got).toHaveLength(told);
    expect(worker().ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(worker().ended).toBe(true);
  });

  it('ends the Worker when idle, never while work is out', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send(ask(1));
    for (let t = 0; t < IDLE_MS * 2; t += TICK_MS) {
      vi.advanceTimersByTime(TICK_MS);
      worker().ready();
    }
    expect(worker().ended).toBe(false);
    worker().say(answers(1));
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(worker().ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(worker().ended).toBe(true);
    expect(idle).toHaveBeenCalledOnce();
    expect(running).toEqual([true, false]);
    expect(lastState()).toEqual({ status: 'none' });
  });

  it('takes the time of the last `open`, and keeps what is open', () => {
    const connection = attach();
    connection.send(open);
    worker().ready();
    connection.send({ ...open, idleMs: 60_000 });
    expect(workers).toHaveLength(1);
    expect(lastState()).toEqual(readyState());
    vi.advanceTimersByTime(59_999);
    expect(worker().ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(worker().ended).toBe(true);
  });

  it('ends the Worker on `close`', () => {
    const connection = attach();
    connection.send(open);
    connection.send({ type: 'close' });
    expect(worker().ended).toBe(true);
    expect(lastState()).toEqual({ status: 'none' });
    expect(keeper.running).toBe(false);
  });
});
