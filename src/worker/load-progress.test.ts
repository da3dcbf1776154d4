import { expect, it } from 'vitest';
import type { GuardState } from '../platform/guard-protocol';
import { LoadProgress, WatchedBlob } from './load-progress';

const file = (path: string, size: number) => ({ path, size, sha256: '' });
const FILES = [file('a', 600), file('b', 400), file('vision', 9_000)];

function progress() {
  const shown: Extract<GuardState, { status: 'loading' }>[] = [];
  return { shown, progress: new LoadProgress(FILES, (state) => shown.push(state)) };
}

it('counts the files of the plan as they are read, then says that the device is made ready', async () => {
  const { shown, progress: load } = progress();
  load.plan(['a', 'b']);
  load.whole('b');
  const blob = new WatchedBlob(new Blob([new Uint8Array(600).fill(7)]), (bytes) =>
    load.more('a', bytes),
  );
  const read = new Uint8Array(await blob.slice(100, 400).arrayBuffer());
  expect(read).toEqual(new Uint8Array(300).fill(7));
  for (const [start, end] of [
    [0, 100],
    [400, 600],
  ])
    blob.slice(start, end);
  expect(shown.map(({ stage, loadedBytes }) => [stage, loadedBytes])).toEqual([
    ['files', 400],
    ['files', 700],
    ['files', 800],
    ['files', 1_000],
    ['starting', 1_000],
  ]);
  expect(new Set(shown.map(({ totalBytes }) => totalBytes))).toEqual(new Set([1_000]));
});

it('never counts more than there is, and does not tell of every byte', () => {
  const { shown, progress: load } = progress();
  load.plan(['a', 'b']);
  for (let i = 0; i < 2_000; i++) load.more('a', 1);
  expect(shown.length).toBeLessThan(100);
  expect(shown.at(-1)?.loadedBytes).toBe(600);
});

it('forgets what another device does not need', () => {
  const { shown, progress: load } = progress();
  load.plan(['a', 'b']);
  load.whole('a');
  load.plan(['b']);
  load.tell('files');
  expect(shown.at(-1)).toMatchObject({ loadedBytes: 0, totalBytes: 400 });
});
