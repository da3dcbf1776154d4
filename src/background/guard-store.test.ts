import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreEvent, StoreRequest } from '../platform/store-protocol';
import {
  type Asked,
  begin,
  buildOf,
  buildsEvent,
  cancel,
  checking,
  done,
  failed,
  folder,
  list,
  none,
  pause,
  paused,
  remove,
  resume,
  running,
  StoreBench,
  verify,
} from './testing/store';

const ANSWER_MS = 6_000;
const AGAIN_MS = 700;

let bench: StoreBench;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const settle = () => pass(0);
const ask = async (request: StoreRequest): Promise<Asked> => {
  const asked = bench.ask(request);
  await settle();
  return asked;
};
const isAnswered = async (asked: Asked): Promise<boolean> => {
  await settle();
  return asked.answer !== null;
};
/** Connected, and an installation is under way. */
const install = async (): Promise<void> => {
  await ask(begin);
  bench.host.install(running);
  await settle();
  bench.host.take();
};

beforeEach(() => {
  vi.useFakeTimers();
  bench = new StoreBench();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the guard store', () => {
  it('connects when something is asked, and once', async () => {
    await bench.newLife();
    await settle();
    expect(bench.host.connects).toBe(0);
    expect(bench.view).toEqual({
      builds: null,
      freeBytes: null,
      unavailable: null,
      install: none,
      verification: null,
    });
    await ask(list);
    await ask(verify);
    expect(bench.host.connects).toBe(1);
    expect(bench.host.take()).toEqual([list, verify]);
  });

  it('shows what the Worker said last of each', async () => {
    await ask(list);
    bench.host.builds(buildOf('other'));
    bench.host.builds(buildOf('guard'));
    bench.host.install(running);
    bench.host.install({ ...running, doneBytes: 6 });
    bench.host.check(checking);
    expect(bench.view).toEqual({
      builds: [buildOf('guard')],
      freeBytes: 100,
      unavailable: null,
      install: { ...running, doneBytes: 6 },
      verification: checking,
    });
  });

  it('tells of changes four times a second at most, and of the last one', async () => {
    await ask(list);
    for (const doneBytes of [1, 2, 3]) bench.host.install({ ...running, doneBytes });
    expect(bench.told).toMatchObject([{ install: { doneBytes: 1 } }]);
    await pass(249);
    expect(bench.told).toHaveLength(1);
    await pass(1);
    expect(bench.told.slice(1)).toMatchObject([{ install: { doneBytes: 3 } }]);
    await pass(10_000);
    expect(bench.told).toHaveLength(2);
    bench.host.install({ ...running, doneBytes: 4 });
    expect(bench.told.at(-1)).toMatchObject({ install: { doneBytes: 4 } });
  });

  it('tells of a build that has been installed, once', async () => {
    await install();
    bench.host.builds(buildOf('guard'));
    bench.host.install(done);
    await ask(list);
    bench.host.install(done);
    expect(bench.installed).toEqual([{ id: 'guard', practice: false }]);
  });

  it('takes no build for new that it did not see installed', async () => {
    await ask(list);
    bench.host.install(done);
    expect(bench.view.install).toEqual(done);
    expect(bench.installed).toEqual([]);
  });
});

describe('a request', () => {
  const isRunning: StoreEvent = { type: 'store.install', install: running };
  const isPaused: StoreEvent = { type: 'store.install', install: paused };
  const isNone: StoreEvent = { type: 'store.install', install: none };
  const isChecked: StoreEvent = { type: 'store.verification', verification: checking };
  const cases: [StoreRequest, not: StoreEvent, answer: StoreEvent][] = [
    [list, buildsEvent(), isNone],
    [begin, buildsEvent(), isRunning],
    [resume, isChecked, isRunning],
    [pause, isRunning, isPaused],
    [cancel, isPaused, isNone],
    [verify, isNone, isChecked],
    [remove, isNone, buildsEvent()],
  ];

  it.each(cases)('$type resolves when the Worker has answered', async (request, not, answer) => {
    await install();
    const asked = await ask(request);
    expect(bench.host.take()).toEqual([request]);
    bench.host.say(not);
    expect(await isAnswered(asked)).toBe(false);
    bench.host.say(answer);
    expect(await isAnswered(asked)).toBe(true);
    expect(asked.answer).toBe(bench.view);
  });

  it.each(cases)('$type resolves after its time where nothing is said', async (request) => {
    await install();
    const asked = await ask(request);
    await pass(ANSWER_MS - 1);
    expect(await isAnswered(asked)).toBe(false);
    await pass(1);
    expect(asked.answer).toBe(bench.view);
  });

  it.each(cases)('$type resolves at once where nothing can be stored', async (request) => {
    await install();
    const asked = await ask(request);
    bench.host.say({ type: 'store.builds', builds: [], freeBytes: null, unavailable: 'private' });
    expect(await isAnswered(asked)).toBe(true);
    expect(asked.answer).toMatchObject({ builds: [], unavailable: 'private' });
  });

  it.each(cases)('$type is refused where there is no host, until there is', async (request) => {
    bench.host.refuses = true;
    expect(await ask(request)).toEqual({ answer: null, error: expect.any(Error) });
    expect(vi.getTimerCount()).toBe(0);
    bench.host.refuses = false;
    const asked = await ask(request);
    expect(bench.host.connects).toBe(2);
    expect(bench.host.take()).toEqual([request]);
    expect(asked.error).toBeNull();
  });

  it('to go on names what was paused or failed: a fresh Worker may not know it', async () => {
    for (const left of [paused, failed]) {
      await ask(list);
      bench.host.install(left);
      bench.host.take();
      await ask(resume);
      expect(bench.host.take()).toEqual([begin]);
    }
  });
});

describe('removal', () => {
  it('of the build in use releases it first, and tries again while its files are held', async () => {
    let hasEnded = (): void => {};
    bench.inUse = 'guard';
    bench.released = new Promise((resolve) => {
      hasEnded = resolve;
    });
    const asked = await ask(remove);
    expect(bench.host.take()).toEqual([]);
    hasEnded();
    await settle();
    expect(bench.host.take()).toEqual([remove]);
    const problem = { code: 'damaged', message: 'It is in use.' } as const;
    bench.host.builds(buildOf('guard', { problem }));
    await pass(AGAIN_MS - 1);
    expect(bench.host.take()).toEqual([]);
    await pass(1);
    expect(bench.host.take()).toEqual([remove]);
    bench.host.builds(buildOf('other'));
    expect(await isAnswered(asked)).toBe(true);
    expect(asked.answer?.builds).toEqual([buildOf('other')]);
    await pass(AGAIN_MS);
    expect(bench.host.take()).toEqual([]);
  });

  it('is not tried for ever', async () => {
    bench.inUse = 'guard';
    const asked = await ask(remove);
    for (let tries = 1; tries <= 4; tries++) {
      expect(await isAnswered(asked)).toBe(false);
      expect(bench.host.take()).toEqual([remove]);
      bench.host.builds(buildOf('guard'));
      if (tries < 4) await pass(AGAIN_MS);
    }
    expect(await isAnswered(asked)).toBe(true);
    await pass(AGAIN_MS);
    expect(bench.host.take()).toEqual([]);
  });

  it('of a build that is not in use is tried once', async () => {
    bench.inUse = 'other';
    const asked = await ask(remove);
    bench.host.builds(buildOf('guard'));
    expect(await isAnswered(asked)).toBe(true);
    expect(bench.inUse).toBe('other');
    await pass(AGAIN_MS);
    expect(bench.host.take()).toEqual([remove]);
  });

  it('forgets that the build was installed, though the Worker remembers it', async () => {
    await install();
    bench.host.builds(buildOf('guard'));
    bench.host.install(done);
    await ask(remove);
    bench.host.builds();
    expect(bench.view.install).toEqual(none);
    await ask(list);
    bench.host.builds();
    bench.host.install(done);
    expect(bench.view.install).toEqual(none);
    await install();
    bench.host.builds(buildOf('guard'));
    bench.host.install(done);
    expect(bench.view.install).toEqual(done);
  });

  it('of another build leaves how the last installation ended', async () => {
    await install();
    bench.host.install(done);
    await ask({ type: 'store.remove', id: 'other' });
    bench.host.builds(buildOf('guard'));
    expect(bench.view.install).toEqual(done);
  });
});

describe('how an installation ended', () => {
  it('is kept where a fresh Worker knows less of it', async () => {
    await install();
    bench.host.install(failed);
    bench.host.install({ ...paused, doneBytes: 4 });
    expect(bench.view.install).toEqual({ ...failed, doneBytes: 4 });
    bench.host.install(none);
    expect(bench.view.install).toEqual({ ...failed, doneBytes: 4, resumable: false });
    await install();
    bench.host.install(done);
    bench.host.install(none);
    expect(bench.view.install).toEqual(done);
  });

  it('is past when the Worker is at another', async () => {
    const other = { ...running, source: folder };
    for (const end of [failed, done]) {
      await install();
      bench.host.install(end);
      bench.host.install(other);
      expect(bench.view.install).toEqual(other);
    }
  });

  it('is forgotten when a person says so', async () => {
    for (const end of [failed, paused, done]) {
      await install();
      bench.host.install(end);
      const asked = await ask(cancel);
      bench.host.install(none);
      expect(await isAnswered(asked)).toBe(true);
      expect(asked.answer?.install).toEqual(none);
      expect(bench.memory).toBeUndefined();
    }
  });

  it('is kept of the next one, though the last was forgotten', async () => {
    await install();
    await ask(cancel);
    bench.host.install(none);
    await install();
    bench.host.install(failed);
    bench.host.install(none);
    expect(bench.view.install).toEqual({ ...failed, resumable: false });
  });
});
