/** The chain from a Worker that vanishes to pages that are answered again; only the Worker is a stand-in. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GuardRequest } from '../platform/guard-protocol';
import type { Ask, Ticket } from './asks';
import { LocalEngine } from './engines/local';
import { eventPageHosts } from './hosts/event-page';
import type { WorkerLike } from './hosts/worker-watch';
import { DEADLINE_MS, ScreeningQueue } from './queue';
import { readyState } from './testing/guard';

/** Opens at once; answers everything until it vanishes. */
class ToyWorker implements WorkerLike<GuardRequest> {
  ended = false;
  vanished = false;
  onmessage: WorkerLike<GuardRequest>['onmessage'] = null;
  onmessageerror: WorkerLike<GuardRequest>['onmessageerror'] = null;
  onerror: WorkerLike<GuardRequest>['onerror'] = null;
  readonly heard: string[] = [];
  postMessage(request: GuardRequest): void {
    if (request.type === 'ask') this.heard.push(...request.requests.map(({ text }) => text));
    if (this.vanished || this.ended) return;
    if (request.type === 'open' || request.type === 'state') {
      this.say({ type: 'state', state: readyState() });
    } else if (request.type === 'ask') {
      const answers = request.requests.map(({ id }) => ({
        ok: true,
        id,
        pUnsafe: 0.9,
        tokens: 1,
        whole: true,
      }));
      this.say({ type: 'answers', answers });
    }
  }
  terminate(): void {
    this.ended = true;
  }
  private say(data: unknown): void {
    queueMicrotask(() => this.onmessage?.(new MessageEvent('message', { data })));
  }
}

let workers: ToyWorker[];
let queue: ScreeningQueue;
let engine: LocalEngine;
let flags: string[];
/** What pages would ask once more. */
let recovered: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  workers = [];
  flags = [];
  recovered = 0;
  engine = new LocalEngine({
    host: eventPageHosts({
      spawnGuard: () => {
        const worker = new ToyWorker();
        workers.push(worker);
        return worker;
      },
      spawnStore: () => expect.fail('nothing is installed'),
      stay: () => {},
      persist: () => {},
    }).guard,
    urlOf: () => 'ext:/guards/practice/',
    identityAt: async () => ({ id: 'guard-1', practice: false }),
    stateChanged: () => {},
    recovered: () => recovered++,
  });
  queue = new ScreeningQueue({
    engine,
    cache: { find: async () => new Map(), put: () => {} },
    images: { want: () => expect.fail('no image is asked') },
    detail: () => 'balanced',
  });
  engine.choose({ kind: 'packaged', path: 'guards/practice/' });
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};
const ask = async (text: string): Promise<Ticket> => {
  const one: Ask = {
    kind: 'prompt',
    text,
    priority: 0,
    remember: false,
    answered: ({ flag, reason }) => flags.push(`${text}: ${reason ?? flag}`),
  };
  const [ticket] = queue.ask([one]);
  // Keys are made on another thread: turns of this one do not tell how long that takes.
  do await settle();
  while (!workers.at(-1)?.heard.includes(text));
  return ticket ?? expect.fail('no ticket');
};
const vanish = (): void => {
  const worker = workers.at(-1) ?? expect.fail('no Worker was started');
  worker.vanished = true;
};
const pass = async (ms: number): Promise<void> => {
  for (let t = 0; t < ms; t += 5_000) {
    vi.advanceTimersByTime(5_000);
    await settle();
  }
};

describe('a Worker that vanishes', () => {
  it('with work out is replaced, and pages are told to ask again', async () => {
    await ask('first');
    vanish();
    await ask('lost');
    expect(flags).toEqual(['first: unsafe']);
    await pass(30_000);
    expect(flags).toEqual(['first: unsafe', 'lost: interrupted']);
    expect(workers).toHaveLength(2);
    expect(engine.state.status).toBe('ready');
    expect(recovered).toBe(1);
    await ask('lost');
    expect(flags.at(-1)).toBe('lost: unsafe');
  });

  it('is replaced though nobody waits for it any more', async () => {
    await ask('first');
    vanish();
    const ticket = await ask('gone with its page');
    await pass(10_000);
    ticket.cancel();
    await pass(DEADLINE_MS);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    expect(recovered).toBe(1);
    await ask('next');
    expect(flags.at(-1)).toBe('next: unsafe');
  });
});
