/** What outlives the background: installations that are under way. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InstallState, StoreRequest } from '../platform/store-protocol';
import {
  type Asked,
  begin,
  buildOf,
  cancel,
  crashed,
  done,
  failed,
  folder,
  list,
  none,
  pause,
  paused,
  resume,
  running,
  StoreBench,
  web,
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
const install = async (state: InstallState = running): Promise<void> => {
  await ask(begin);
  await say(state);
  bench.host.take();
};
/** The background was killed; `minutes` later it lives again, the Worker has lived on. */
const newLife = async (minutes = 1): Promise<void> => {
  bench.host.events = null;
  bench.host.connects = 0;
  bench.host.take();
  await pass(minutes * MINUTE_MS);
  bench.told.length = 0;
  await bench.newLife();
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  bench = new StoreBench();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('written down', () => {
  it('is what is under way, paused or failed; what is done or nothing is not', async () => {
    for (const end of [done, none]) {
      await ask(begin);
      for (const state of [running, paused, failed]) {
        await say(state);
        expect(bench.memory).toEqual({ install: state, since: Date.now() });
      }
      await ask(resume);
      await say(running);
      await say(end);
      if (end === none) await ask(cancel);
      await say(end);
      expect(bench.memory).toBeUndefined();
    }
  });

  it('is a pause before the Worker hears of it, whatever it still says', async () => {
    await install();
    bench.ask(pause);
    expect(bench.host.take()).toEqual([]);
    await settle();
    await say({ ...running, doneBytes: 6 });
    await say({ ...running, name: 'Guard of the sea' });
    expect(bench.memory).toMatchObject({ install: { status: 'paused' } });
    await newLife();
    expect(bench.view.install).toMatchObject({ status: 'paused', source: web });
    expect(bench.host.connects).toBe(0);
  });

  it('is a cancelled one as paused until it is gone, so that no new life goes on with it', async () => {
    await install();
    await ask(cancel);
    expect(bench.memory).toMatchObject({ install: { status: 'paused' } });
    await say(none);
    expect(bench.memory).toBeUndefined();
  });

  it('is the next change though one could not be', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    bench.forgetful = true;
    await install();
    expect(warned).toHaveBeenCalledOnce();
    bench.forgetful = false;
    await say(paused);
    expect(bench.memory).toMatchObject({ install: paused });
  });
});

describe('a new life of the background', () => {
  it('does nothing where nothing was under way, or nonsense is written down', async () => {
    for (const memory of [undefined, 7, { install: none }, { install: { status: 'running' } }]) {
      bench.memory = memory;
      await newLife();
      expect(bench.host.connects).toBe(0);
      expect(bench.view.install).toEqual(none);
    }
  });

  it('takes over what runs', async () => {
    await install();
    await newLife();
    expect(bench.view.install).toEqual(running);
    expect(bench.host.take()).toEqual([list]);
    bench.host.builds();
    await say({ ...running, doneBytes: 7 });
    expect(bench.view.install).toMatchObject({ status: 'running', doneBytes: 7 });
    await say(paused);
    expect(bench.view.install).toEqual(paused);
    expect(bench.host.take()).toEqual([]);
  });

  it('goes on with what a restart of the Worker paused, and does not say it paused', async () => {
    await install();
    await newLife();
    bench.host.take();
    bench.host.builds();
    await say(paused);
    expect(bench.host.take()).toEqual([resume]);
    await say(running);
    expect(bench.told.map(({ install }) => install.status)).not.toContain('paused');
  });

  it('begins again what the Worker knows nothing of', async () => {
    await install();
    await newLife();
    bench.host.take();
    bench.host.builds();
    await say(none);
    expect(bench.host.take()).toEqual([begin]);
    expect(bench.view.install.status).toBe('running');
  });

  it.each([
    ['from the web', web, buildOf('guard', { name: 'Renamed' })],
    ['from a folder', folder, buildOf('guard', { address: null })],
  ])('finds %s what was finished meanwhile', async (_, source, build) => {
    await ask({ type: 'store.install', source });
    await say({ ...running, source, name: null, totalBytes: 0, stage: 'asking' });
    await say({ ...running, source });
    await newLife();
    bench.host.take();
    bench.host.builds(buildOf('other', { name: 'Other', address: null }), {
      ...build,
      installedAt: Date.now() - 1,
    });
    await say(none);
    expect(bench.host.take()).toEqual([]);
    const { name } = build;
    expect(bench.view.install).toEqual({ ...done, source, name });
    expect(bench.installed).toEqual([{ id: 'guard', practice: false }]);
    expect(bench.memory).toBeUndefined();
  });

  it('does not take an older or a broken build for it', async () => {
    const problem = { code: 'missing', message: 'a file is gone' } as const;
    await pass(MINUTE_MS);
    for (const build of [
      buildOf('guard', { installedAt: Date.now() - 1 }),
      buildOf('guard', { installedAt: Date.now() + 1, problem }),
    ]) {
      await install(none);
      await install();
      await newLife(0);
      bench.host.take();
      bench.host.builds(build);
      await say(none);
      expect(bench.host.take()).toEqual([begin]);
    }
  });

  it('hears how it failed', async () => {
    await install();
    await newLife();
    await say(failed);
    expect(bench.view.install).toEqual(failed);
    expect(bench.memory).toMatchObject({ install: failed });
  });

  it.each([paused, failed])('leaves what has $status until a person goes on', async (left) => {
    await install();
    await say(left);
    await newLife();
    expect(bench.view.install).toEqual(left);
    expect(bench.host.connects).toBe(0);
    await ask(list);
    await say(paused);
    expect(bench.view.install).toEqual(left);
    bench.host.take();
    await ask(resume);
    expect(bench.host.take()).toEqual([begin]);
    await say(running);
    expect(bench.view.install).toEqual(running);
  });

  it.each([
    [pause, paused],
    [cancel, none],
  ])('does not go on against $type, asked before the Worker has spoken', async (request, then) => {
    await install();
    await newLife();
    await ask(request);
    expect(bench.host.take()).toEqual([list, request]);
    bench.host.builds();
    await say(paused);
    await say(then);
    expect(bench.host.take()).toEqual([]);
    expect(bench.view.install).toEqual(then);
  });

  it('says so where there is no host to be had', async () => {
    await install();
    bench.host.refuses = true;
    await newLife();
    expect(bench.view.install).toMatchObject(crashed);
    expect(bench.memory).toMatchObject({ install: crashed });
  });
});
