/** What outlives the Worker’s host: installations that are under way, and requests. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InstallState, StoreRequest } from '../platform/store-protocol';
import {
  type Asked,
  begin,
  cancel,
  checking,
  crashed,
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

const MINUTE_MS = 60_000;

let bench: StoreBench;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const settle = () => pass(0);
const ask = async (request: StoreRequest): Promise<Asked> => {
  const asked = bench.ask(request);
  await settle();
  return asked;
};
const say = async (install: InstallState): Promise<void> => {
  bench.host.install(install);
  await settle();
};
/** Connected, and this is under way. */
const install = async (): Promise<void> => {
  await ask(begin);
  await say(running);
  bench.host.take();
};
const end = async (): Promise<void> => {
  bench.host.take();
  bench.host.end();
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  bench = new StoreBench();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a host that ends', () => {
  it('while a build is installed is connected again, to go on', async () => {
    await install();
    await end();
    expect(bench.host.connects).toBe(2);
    expect(bench.host.take()).toEqual([list]);
    expect(bench.view.install).toEqual(running);
    bench.host.builds();
    await say(paused);
    expect(bench.host.take()).toEqual([resume]);
  });

  it('again and again is a failure, from which a person may go on', async () => {
    await install();
    for (let ends = 1; ends <= 3; ends++) {
      if (ends > 1) await say(running);
      await end();
    }
    expect(bench.host.connects).toBe(3);
    expect(bench.view.install).toMatchObject(crashed);
    expect(bench.memory).toMatchObject({ install: crashed });
    await ask(resume);
    expect(bench.host.take()).toEqual([begin]);
    await say(running);
    await end();
    expect(bench.host.connects).toBe(5);
    expect(bench.view.install.status).toBe('running');
  });

  it('now and then is no failure', async () => {
    await install();
    for (let ends = 1; ends <= 6; ends++) {
      await end();
      await say(running);
      await pass(5 * MINUTE_MS);
    }
    expect(bench.view.install).toEqual(running);
  });

  it('with nothing to do is left alone until something is asked', async () => {
    await ask(list);
    await say(none);
    const { events } = bench.host;
    await end();
    expect(bench.host.connects).toBe(1);
    events?.event({ type: 'store.install', install: running });
    expect(bench.view.install).toEqual(none);
    await ask(list);
    expect(bench.host.connects).toBe(2);
    expect(bench.host.take()).toEqual([list]);
  });

  it('with nothing to do does not count: that is how it frees its memory', async () => {
    for (let ends = 1; ends <= 4; ends++) {
      await ask(list);
      await say(none);
      await end();
    }
    await ask(list);
    await say(running);
    await end();
    expect(bench.view.install).toEqual(running);
    expect(bench.host.take()).toEqual([list]);
  });

  it('before it has answered is asked again, and what waits is answered then', async () => {
    const asked = await ask(remove);
    await end();
    expect(bench.host.take()).toEqual([remove]);
    bench.host.builds();
    await settle();
    expect(asked.answer?.builds).toEqual([]);
    await end();
    expect(bench.host.connects).toBe(2);
  });

  it('again and again before it has answered keeps nobody waiting', async () => {
    const asked = await ask(verify);
    for (let ends = 1; ends <= 3; ends++) {
      expect(asked.answer).toBeNull();
      await end();
    }
    expect(asked.answer).toBe(bench.view);
    expect(bench.host.take()).toEqual([]);
  });

  it('with both, an installation and a request, goes on with both', async () => {
    await install();
    await ask(verify);
    await end();
    expect(bench.host.take()).toEqual(expect.arrayContaining([list, verify]));
    bench.host.builds();
    await say(paused);
    expect(bench.host.take()).toEqual([resume]);
  });

  it.each([
    [pause, paused],
    [cancel, none],
  ])('before it has answered $type does not undo it', async (request, then) => {
    await install();
    const asked = await ask(request);
    await end();
    expect(bench.host.take()).toContainEqual(request);
    await say(then);
    expect(bench.host.take()).toEqual([]);
    expect(asked.answer?.install).toEqual(then);
  });

  it('after it was asked to pause, and has said something else, does not undo it', async () => {
    await install();
    await ask(pause);
    await say(running);
    await end();
    await say(paused);
    expect(bench.host.take()).toEqual([list]);
    expect(bench.view.install).toEqual(paused);
    await ask(resume);
    await say(running);
    await end();
    await say(paused);
    expect(bench.host.take().at(-1)).toEqual(resume);
  });

  it('takes the check that it was at with it', async () => {
    await ask(verify);
    bench.host.check(checking);
    await end();
    expect(bench.view.verification).toBeNull();
    await ask(verify);
    const whole = { ...checking, outcome: 'whole' } as const;
    bench.host.check(whole);
    await end();
    expect(bench.view.verification).toEqual(whole);
  });

  it('and cannot be had again is a failure, and nobody waits', async () => {
    await install();
    const asked = await ask(list);
    bench.host.refuses = true;
    await end();
    expect(bench.view.install).toMatchObject(crashed);
    expect(asked.answer?.install).toMatchObject(crashed);
  });
});
