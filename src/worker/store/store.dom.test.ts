/** The store in real Workers of a real browser, over its own file system. */
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { offerFolder } from '../../platform/folder-handover';
import { type InstallState, StoreEvent, type StoreRequest } from '../../platform/store-protocol';
import {
  BUILD_ADDRESS,
  ReadAnswer,
  type SampleBuild,
  sampleBuild,
  WORKER_SIZES,
} from './testing/sample-build';

const BIG = 'decoder.weights.0';
/** Workers take their time to begin on a busy machine. */
const PATIENT = { timeout: 10_000 };
const source = { kind: 'web', address: BUILD_ADDRESS } as const;

class Life {
  readonly events: StoreEvent[] = [];
  readonly answers: v.InferOutput<typeof ReadAnswer>[] = [];
  readonly worker: Worker;

  constructor(slow = false) {
    // Both written out: Vite finds Workers by these very words.
    this.worker = slow
      ? new Worker(new URL('./testing/store-worker.ts?slow', import.meta.url), { type: 'module' })
      : new Worker(new URL('./testing/store-worker.ts', import.meta.url), { type: 'module' });
    this.worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (v.is(ReadAnswer, data)) this.answers.push(data);
      else this.events.push(v.parse(StoreEvent, data));
    };
    lives.push(this);
  }

  ask(request: StoreRequest): void {
    this.worker.postMessage(request);
  }

  get state(): InstallState | undefined {
    return this.events.findLast((event) => event.type === 'store.install')?.install;
  }

  get builds() {
    return this.events.findLast((event) => event.type === 'store.builds')?.builds;
  }

  async reach(status: InstallState['status']): Promise<InstallState> {
    await expect.poll(() => this.state?.status, PATIENT).toBe(status);
    return this.state ?? { status: 'none' };
  }

  async read(path: string) {
    const before = this.answers.length;
    this.worker.postMessage({ type: 'read', path });
    await expect.poll(() => this.answers.length, PATIENT).toBeGreaterThan(before);
    return this.answers.at(-1);
  }
}

let lives: Life[] = [];
let sample: SampleBuild;

const sha256Of = (path: string) => sample.build.files.find((file) => file.path === path)?.sha256;

async function clear(): Promise<void> {
  for (const { worker } of lives) worker.terminate();
  lives = [];
  const root = await navigator.storage.getDirectory();
  for (const name of ['guards', 'installing'])
    await expect
      .poll(() =>
        root.removeEntry(name, { recursive: true }).then(
          () => 'gone',
          (error) => (error.name === 'NotFoundError' ? 'gone' : error.name),
        ),
      )
      .toBe('gone');
}

beforeEach(async () => {
  await clear();
  sample = await sampleBuild('sample-1', 1, WORKER_SIZES);
});
afterEach(clear);

test('installs, lists, reads, checks and removes', async () => {
  const life = new Life();
  life.ask({ type: 'store.install', source });
  await life.reach('done');
  expect(life.builds).toMatchObject([{ id: 'sample-1', problem: null }]);
  expect(await life.read(BIG)).toMatchObject({
    sha256: sha256Of(BIG),
    same: true,
    size: 5_000_000,
  });

  // Reading, and opening for it, leaves a file as it looked.
  const later = new Life();
  later.ask({ type: 'store.list' });
  await expect.poll(() => later.builds, PATIENT).toMatchObject([{ id: 'sample-1', problem: null }]);
  later.ask({ type: 'store.verify', id: 'sample-1' });
  const outcome = () =>
    later.events.findLast((event) => event.type === 'store.verification')?.verification.outcome;
  await expect.poll(outcome, PATIENT).toBe('whole');

  later.ask({ type: 'store.remove', id: 'sample-1' });
  await expect.poll(() => later.builds, PATIENT).toEqual([]);
  expect((await later.read(BIG))?.error).toContain('not in this browser');
});

test('goes on where a Worker was ended', async () => {
  const first = new Life(true);
  first.ask({ type: 'store.install', source });
  await expect
    .poll(() => (first.state?.status === 'running' ? first.state.doneBytes : 0), {
      timeout: 20_000,
    })
    .toBeGreaterThan(2_500_000);
  first.worker.terminate();

  const second = new Life();
  second.ask({ type: 'store.list' });
  const paused = await second.reach('paused');
  if (paused.status !== 'paused') expect.fail(paused.status);
  expect(paused.doneBytes).toBeGreaterThan(0);
  expect(second.builds).toEqual([]);
  second.ask({ type: 'store.resume' });
  await second.reach('done');
  const read = await second.read(BIG);
  expect(read?.sha256).toBe(sha256Of(BIG));
  // Besides build.json, only what was not on disk.
  const buildJson = sample.files.get('build.json')?.length ?? 0;
  expect(read?.fetched).toBeLessThanOrEqual(paused.totalBytes - paused.doneBytes + buildJson);
});

test('finds a byte that was changed, keeps the build shut, and repairs it', async () => {
  const life = new Life();
  life.ask({ type: 'store.install', source });
  await life.reach('done');
  const root = await navigator.storage.getDirectory();
  const folder = await (await root.getDirectoryHandle('guards')).getDirectoryHandle('sample-1');
  const file = await folder.getFileHandle(BIG);
  const old = new Uint8Array(await (await file.getFile()).slice(777_777, 777_778).arrayBuffer());
  const writable = await file.createWritable({ keepExistingData: true });
  await writable.write({ type: 'write', position: 777_777, data: old.map((byte) => byte ^ 1) });
  await writable.close();
  life.ask({ type: 'store.verify', id: 'sample-1' });
  await expect.poll(() => life.builds?.[0]?.problem?.code, PATIENT).toBe('damaged');
  expect((await life.read(BIG))?.error).toContain(BIG);
  life.ask({ type: 'store.install', source });
  await expect
    .poll(() => (life.state?.status === 'done' ? life.state.notices : []), PATIENT)
    .toEqual([`${BIG} was wrong at byte 777777 and was fetched again.`]);
  expect((await life.read(BIG))?.sha256).toBe(sha256Of(BIG));
});

test('two Workers never install at once', async () => {
  const second = new Life();
  second.ask({ type: 'store.list' });
  await expect.poll(() => second.builds, PATIENT).toEqual([]);
  const first = new Life(true);
  first.ask({ type: 'store.install', source });
  await expect
    .poll(() => (first.state?.status === 'running' ? first.state.doneBytes : 0), {
      timeout: 20_000,
    })
    .toBeGreaterThan(0);
  second.ask({ type: 'store.install', source });
  await second.reach('failed');
  expect(second.state).toMatchObject({
    code: 'no-storage',
    message: 'Another window of this browser is installing.',
  });
  first.ask({ type: 'store.pause' });
  await first.reach('paused');
  second.ask({ type: 'store.resume' });
  await second.reach('done');
  expect((await second.read(BIG))?.sha256).toBe(sha256Of(BIG));
});

test('takes a folder that a page holds', async () => {
  const picked = [...sample.files].map(([path, bytes]) => ({
    path: `My guard/${path}`,
    file: new File([bytes], path.split('/').at(-1) ?? ''),
  }));
  const offer = offerFolder(picked);
  const life = new Life();
  life.ask({
    type: 'store.install',
    source: { kind: 'folder', token: offer.token, name: 'My guard' },
  });
  await life.reach('done');
  expect(life.builds).toMatchObject([{ id: 'sample-1', address: null }]);
  expect(await life.read(BIG)).toMatchObject({ sha256: sha256Of(BIG), fetched: 0 });
  offer.close();

  life.ask({ type: 'store.remove', id: 'sample-1' });
  await expect.poll(() => life.builds, PATIENT).toEqual([]);
  life.ask({
    type: 'store.install',
    source: { kind: 'folder', token: offer.token, name: 'My guard' },
  });
  await life.reach('failed');
  expect(life.state).toMatchObject({ code: 'folder-gone' });
});
