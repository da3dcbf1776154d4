import { expect, it, vi } from 'vitest';
import { jsonLine } from '../../core/review/jsonl';
import { entry } from '../../core/review/testing/entries';
import { MAX_LINES, type ReviewAnswer, type ReviewRequest } from '../../platform/review-protocol';
import type { Asking } from './asking';
import { createFilesStore } from './files';
import { inBlobs, inPickedFile, type OpenOutlet } from './outlet';
import { words } from './strings';

/** Answers with as many pieces as are wanted, and with what a batch of lines becomes. */
function asking(pieces: number) {
  const requests: ReviewRequest[] = [];
  const answer = (request: ReviewRequest): ReviewAnswer => {
    if (request.type === 'review.count') return { type: 'count', count: pieces };
    if (request.type === 'review.import') {
      const result = { added: request.lines.length, decided: 0, refused: 0, problems: [] };
      return { type: 'imported', result };
    }
    const at = request.type === 'review.export' ? -(request.after?.order ?? 0) : 0;
    const next = at + 1 < pieces ? { order: -(at + 1), id: 'x' } : null;
    return { type: 'piece', text: `piece ${at}\n`, entries: 1, next };
  };
  const ask = async (_: unknown, request: ReviewRequest) => {
    requests.push(request);
    return answer(request);
  };
  return { requests, tell: vi.fn<Asking['tell']>(), ask: ask as Asking['ask'] };
}

const exportsOf = (requests: readonly ReviewRequest[]) =>
  requests.filter(({ type }) => type === 'review.export').length;

async function handle(name: string): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getFileHandle(name, { create: true });
}
const textOf = async (file: FileSystemFileHandle) => (await file.getFile()).text();
const never: OpenOutlet = () => Promise.reject(new Error('Blobs were asked for'));

it('goes into the file that the person picks, piece by piece', async () => {
  const file = await handle('picked.csv');
  const pick = vi.fn(async () => file);
  const { job, exportFile } = createFilesStore(asking(3), inPickedFile(pick, never));
  await exportFile('csv', {});
  expect(job.value).toEqual({ kind: 'exported', entries: 3 });
  expect(await textOf(file)).toBe('piece 0\npiece 1\npiece 2\n');
  expect(pick).toHaveBeenCalledWith({
    suggestedName: 'seawall-review.csv',
    types: [{ accept: { 'text/csv': ['.csv'] } }],
  });
});

it('asks for a piece when the one before has found its place', async () => {
  let room = (): void => {};
  const open: OpenOutlet = async () => ({
    write: () =>
      new Promise((resolve) => {
        room = resolve;
      }),
    close: async () => {},
    abandon: async () => {},
  });
  const link = asking(3);
  const { job, exportFile } = createFilesStore(link, open);
  const done = exportFile('jsonl', {});
  for (const piece of [1, 2, 3]) {
    await vi.waitFor(() => expect(exportsOf(link.requests)).toBe(piece));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(exportsOf(link.requests)).toBe(piece);
    room();
  }
  await done;
  expect(job.value).toEqual({ kind: 'exported', entries: 3 });
});

it.each([
  ['there is no picker', undefined],
  ['the browser shows none', () => Promise.reject(new DOMException('no', 'SecurityError'))],
])('goes into Blobs where %s', async (_, pick) => {
  const saved: Blob[] = [];
  const open = inPickedFile(
    pick,
    inBlobs((file) => saved.push(file)),
  );
  await createFilesStore(asking(2), open).exportFile('jsonl', {});
  expect(await saved[0]?.text()).toBe('piece 0\npiece 1\n');
});

it('asks for nothing where the person has given it up, and for one place at a time', async () => {
  const link = asking(2);
  const given = Promise.withResolvers<FileSystemFileHandle>();
  const pick = vi.fn(() => given.promise);
  const { job, exportFile } = createFilesStore(link, inPickedFile(pick, never));
  const first = exportFile('csv', {});
  await exportFile('csv', {});
  expect(pick).toHaveBeenCalledTimes(1);
  given.reject(new DOMException('given up', 'AbortError'));
  await first;
  expect(job.value).toEqual({ kind: 'idle' });
  expect(link.requests).toEqual([]);
});

it('says so where the file cannot be written, and leaves nothing of it', async () => {
  const abandon = vi.fn(async () => {});
  const write = async () => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  };
  const link = asking(2);
  const { job, exportFile } = createFilesStore(link, async () => ({
    write,
    close: async () => {},
    abandon,
  }));
  await exportFile('csv', {});
  expect(link.tell).toHaveBeenCalledWith(words.files.unwritten, 'the disk is full');
  expect(abandon).toHaveBeenCalled();
  expect(job.value).toEqual({ kind: 'idle' });
});

it('leaves the file as it was where it is cancelled', async () => {
  const file = await handle('cancelled.csv');
  const link = asking(1_000);
  const { job, exportFile, cancel } = createFilesStore(
    link,
    inPickedFile(async () => file, never),
  );
  const done = exportFile('csv', {});
  await vi.waitFor(() => expect(exportsOf(link.requests)).toBeGreaterThan(2));
  cancel();
  await done;
  expect(job.value).toEqual({ kind: 'idle' });
  expect(await textOf(file)).toBe('');
});

it('takes lines in by the hundreds, and no more than two batches at once', async () => {
  const link = asking(0);
  let [now, most] = [0, 0];
  const ask = async (of: 'imported', request: ReviewRequest) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now--;
    return link.ask(of, request);
  };
  const { job, importFile } = createFilesStore({ ask: ask as Asking['ask'], tell: link.tell });
  const line = jsonLine(await entry(1));
  await importFile(new Blob([line.repeat(3.5 * MAX_LINES)]));
  expect(job.value).toMatchObject({
    kind: 'imported',
    result: { added: 3.5 * MAX_LINES },
    problem: null,
  });
  const batches = link.requests.map((each) =>
    each.type === 'review.import' ? each.lines.length : 0,
  );
  expect(batches).toEqual([1, 1, 1, 0.5].map((part) => part * MAX_LINES));
  expect(most).toBe(2);
});

it('stops after the batches that are on their way, and tells what was taken in', async () => {
  const link = asking(0);
  const { job, importFile, cancel } = createFilesStore({
    tell: link.tell,
    ask: (async (of: 'imported', request: ReviewRequest) => {
      cancel();
      return link.ask(of, request);
    }) as Asking['ask'],
  });
  const line = jsonLine(await entry(1));
  await importFile(new Blob([line.repeat(9_000)]));
  expect(job.value).toMatchObject({ kind: 'imported', problem: words.files.stopped });
  if (job.value.kind !== 'imported') return;
  expect(job.value.result.added).toBe(MAX_LINES * link.requests.length);
  expect(link.requests.length).toBeLessThanOrEqual(2);
});
