import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  InstallSource,
  InstallState,
  StoreEvent,
  StoreRequest,
} from '../../platform/store-protocol';
import { STORE_IDLE_MS, StoreKeeper } from './store-keeper';
import { TICK_MS, type WorkerLike } from './worker-watch';

class FakeWorker implements WorkerLike<StoreRequest> {
  readonly got: StoreRequest[] = [];
  ended = false;
  onmessage: WorkerLike<StoreRequest>['onmessage'] = null;
  onmessageerror: WorkerLike<StoreRequest>['onmessageerror'] = null;
  onerror: WorkerLike<StoreRequest>['onerror'] = null;
  postMessage(request: StoreRequest): void {
    this.got.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  say(event: StoreEvent): void {
    this.onmessage?.(new MessageEvent('message', { data: event }));
  }
  install(install: InstallState): void {
    this.say({ type: 'store.install', install });
  }
  die(): void {
    this.onerror?.({ message: 'out of memory' } as ErrorEvent);
  }
}

const source: InstallSource = { kind: 'web', address: 'hf:example/guard' };
const begin: StoreRequest = { type: 'store.install', source };
const list: StoreRequest = { type: 'store.list' };
const amount = { source, name: 'Guard', doneBytes: 5, totalBytes: 9 };
const running: InstallState = {
  status: 'running',
  ...amount,
  stage: 'downloading',
  bytesPerSecond: 1,
  notices: [],
};
const paused: InstallState = { status: 'paused', ...amount };
const done: InstallState = {
  status: 'done',
  source,
  id: 'guard',
  name: 'Guard',
  practice: false,
  notices: [],
};
const builds: StoreEvent = { type: 'store.builds', builds: [], freeBytes: 1, unavailable: null };

let workers: FakeWorker[];
let events: StoreEvent[];
let persisted: number;
let idle: number;
let states: boolean[];
let broken: boolean;
let keeper: StoreKeeper;
const worker = (): FakeWorker => workers.at(-1) ?? expect.fail('no Worker was started');
const attach = () => keeper.attach((event) => events.push(event));
const lastInstall = () =>
  events.flatMap((event) => (event.type === 'store.install' ? event.install : [])).at(-1);

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  events = [];
  persisted = 0;
  idle = 0;
  states = [];
  broken = false;
  keeper = new StoreKeeper({
    spawn: () => {
      if (broken) throw new Error('no workers here');
      const started = new FakeWorker();
      workers.push(started);
      return started;
    },
    persist: () => persisted++,
    idle: () => idle++,
    running: (isRunning) => states.push(isRunning),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the store’s Worker', () => {
  it('starts at the first request, and ends when there is nothing to do', () => {
    const connection = attach();
    expect(workers).toEqual([]);
    connection.send(list);
    connection.send(list);
    expect(workers).toHaveLength(1);
    expect(worker().got).toEqual([list, list]);
    worker().say(builds);
    expect(events).toEqual([builds]);
    vi.advanceTimersByTime(STORE_IDLE_MS - 1);
    expect(worker().ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(worker().ended).toBe(true);
    expect(idle).toBe(1);
    expect(states).toEqual([true, false]);
    expect(persisted).toBe(0);
  });

  it('stays while a build is installed or checked, and asks the browser to keep it', () => {
    attach().send(begin);
    expect(persisted).toBe(1);
    for (let t = 0; t < STORE_IDLE_MS * 5; t += TICK_MS) {
      worker().install(running);
      vi.advanceTimersByTime(TICK_MS);
    }
    worker().install(done);
    const verification = { id: 'guard', doneBytes: 1, totalBytes: 9 };
    worker().say({ type: 'store.verification', verification: { ...verification, outcome: null } });
    for (let t = 0; t < STORE_IDLE_MS * 5; t += TICK_MS) {
      vi.advanceTimersByTime(TICK_MS);
      worker().say(builds);
    }
    expect(workers.map(({ ended }) => ended)).toEqual([false]);
    worker().say({
      type: 'store.verification',
      verification: { ...verification, outcome: 'whole' },
    });
    vi.advanceTimersByTime(STORE_IDLE_MS);
    expect(worker().ended).toBe(true);
  });

  it('goes on for the next life of the background', () => {
    const first = attach();
    first.send(begin);
    worker().install(running);
    first.close();
    worker().install({ ...running, doneBytes: 6 });
    events = [];
    attach().send(list);
    first.send({ type: 'store.cancel' });
    expect(workers).toHaveLength(1);
    expect(worker().got).toEqual([begin, list]);
    worker().install({ ...running, doneBytes: 7 });
    expect(events).toMatchObject([{ install: { status: 'running', doneBytes: 7 } }]);
  });
});

describe('a death of the Worker', () => {
  it('is followed by one more try, then by a failure that can be resumed', () => {
    attach().send(begin);
    worker().install(running);
    worker().die();
    expect(workers).toHaveLength(2);
    expect(worker().got).toEqual([begin]);
    expect(lastInstall()?.status).toBe('running');
    worker().install(running);
    worker().die();
    expect(workers).toHaveLength(2);
    expect(worker().ended).toBe(true);
    expect(lastInstall()).toEqual({
      status: 'failed',
      ...amount,
      code: 'crashed',
      message: 'The guard store stopped: out of memory.',
      resumable: true,
    });
  });

  it('may come again after a person has said to go on', () => {
    const connection = attach();
    connection.send(begin);
    for (let lives = 1; lives <= 4; lives += 2) {
      worker().install(running);
      worker().die();
      worker().install(running);
      worker().die();
      expect(workers).toHaveLength(lives + 1);
      expect(lastInstall()).toMatchObject({ status: 'failed', code: 'crashed' });
      connection.send({ type: 'store.resume' });
    }
    expect(worker().got).toEqual([{ type: 'store.resume' }]);
  });

  it('is noticed by its silence, not by a slow server', () => {
    attach().send(begin);
    worker().install({ ...running, stage: 'asking' });
    for (let t = 0; t < 3 * 60_000; t += TICK_MS) {
      vi.advanceTimersByTime(TICK_MS);
      if (worker().got.at(-1)?.type === 'store.list') worker().say(builds);
    }
    expect(workers).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(2);
    expect(worker().got[0]).toEqual(begin);
  });

  it('before its first word does not lose what was begun', () => {
    attach().send(begin);
    worker().die();
    expect(worker().got).toEqual([begin]);
    worker().die();
    expect(lastInstall()).toMatchObject({ status: 'failed', code: 'crashed', source });
  });

  it('does not go on with what a person has paused or ended', () => {
    const connection = attach();
    connection.send(begin);
    worker().install(running);
    connection.send({ type: 'store.pause' });
    worker().die();
    expect(workers).toHaveLength(1);
    expect(lastInstall()).toEqual(paused);
    connection.send({ type: 'store.resume' });
    worker().install(running);
    connection.send({ type: 'store.cancel' });
    worker().die();
    expect(worker().got).toEqual([{ type: 'store.cancel' }]);
  });

  it('in the middle of a check begins it anew, once', () => {
    const verification = { id: 'guard', doneBytes: 1, totalBytes: 9, outcome: null };
    attach().send({ type: 'store.verify', id: 'guard' });
    worker().say({ type: 'store.verification', verification });
    worker().die();
    expect(worker().got).toEqual([{ type: 'store.verify', id: 'guard' }]);
    worker().say({ type: 'store.verification', verification });
    worker().die();
    expect(workers).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ verification: { id: 'guard', outcome: 'broken' } });
  });

  it('leaves nobody waiting: where there are no Workers at all, that is said', () => {
    broken = true;
    const connection = attach();
    connection.send(list);
    expect(events).toEqual([
      {
        type: 'store.builds',
        builds: [],
        freeBytes: null,
        unavailable: expect.stringContaining('no workers here'),
      },
    ]);
    connection.send(begin);
    expect(lastInstall()).toMatchObject({ status: 'failed', code: 'crashed', source });
  });
});
