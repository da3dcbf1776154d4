/** Breaks of a download, and what the hub is asked for after them. */

import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writing } from './disk';
import { type Fault, MODEL } from './fake-hub';
import type { Progress } from './meter';
import { openSource } from './source';
import { CONTENTS, eachTest, expectWhole, FIRST, problemOf } from './test-setup';

const setup = eachTest();
const FROM = `hf:${MODEL}`;
const SIZE = 300_000;

const faults = (...list: Fault[]) => setup.hub.faults.set(FIRST, list);
const ranges = () => setup.hub.files.filter(({ path }) => path === FIRST).map(({ range }) => range);
const rest = (from: number) => `bytes=${from}-${SIZE - 1}`;

async function leavePart(bytes: Buffer): Promise<void> {
  await mkdir(setup.folder, { recursive: true });
  await writeFile(join(setup.folder, `${FIRST}.part`), bytes);
}
const begin = (bytes: number): Buffer => CONTENTS.get(FIRST)?.subarray(0, bytes) ?? Buffer.of();

describe('in one run', () => {
  it('goes on where the connection was cut', async () => {
    faults({ kind: 'cut', after: 120_000 }, { kind: 'cut', after: 50_000 });
    await openSource(FROM, setup.options);
    expect(ranges()).toEqual([undefined, rest(120_000), rest(170_000)]);
    await expectWhole(setup.folder);
  });

  it('goes on where bytes stopped coming', async () => {
    faults({ kind: 'stall', after: 70_000 });
    const timing = { stallMs: 200, retryWaitsMs: [1] };
    await openSource(FROM, { ...setup.options, timing });
    expect(ranges()).toEqual([undefined, rest(70_000)]);
    await expectWhole(setup.folder);
  });

  it('waits out a hub that is busy', async () => {
    faults({ kind: 'status', status: 503 }, { kind: 'status', status: 429 });
    await openSource(FROM, setup.options);
    expect(ranges()).toHaveLength(3);
    await expectWhole(setup.folder);
  });

  it('gives up after five tries that brought nothing, and keeps what there is', async () => {
    const nothing: Fault = { kind: 'cut', after: 0 };
    faults({ kind: 'cut', after: 1000 }, ...Array.from({ length: 9 }, () => nothing));
    expect(await problemOf(FROM, setup.options)).toMatch(/cannot be reached .* is kept/);
    expect(ranges()).toEqual([undefined, ...Array.from({ length: 5 }, () => rest(1000))]);
    faults();
    await openSource(FROM, setup.options);
    expect(ranges().at(-1)).toBe(rest(1000));
    await expectWhole(setup.folder);
  });

  it('counts tries anew when bytes came', async () => {
    const little: Fault = { kind: 'cut', after: 1000 };
    faults(...Array.from({ length: 8 }, () => little));
    await openSource(FROM, setup.options);
    expect(ranges().at(-1)).toBe(rest(8000));
    await expectWhole(setup.folder);
  });

  it('takes the rest out of an answer that has the whole file', async () => {
    faults({ kind: 'cut', after: 120_000 }, { kind: 'no ranges' });
    await openSource(FROM, setup.options);
    expect(ranges()).toEqual([undefined, rest(120_000)]);
    await expectWhole(setup.folder);
  });
});

describe('after a run that was killed', () => {
  it('goes on from the part that it left', async () => {
    await leavePart(begin(200_000));
    const seen: Progress[] = [];
    await openSource(FROM, { ...setup.options, progress: (progress) => seen.push(progress) });
    expect(ranges()).toEqual([rest(200_000)]);
    await expectWhole(setup.folder);
    const read = seen.filter(({ file, bytes }) => file === FIRST && bytes <= 200_000);
    expect(read.length).toBeGreaterThan(0);
    for (const { bytesPerSecond } of read) expect(bytesPerSecond).toBe(0);
    expect(seen.at(-1)?.bytes).toBe(seen.at(-1)?.totalBytes);
  });

  it('fetches nothing for a part that only lacks its name', async () => {
    await leavePart(begin(SIZE));
    await openSource(FROM, setup.options);
    expect(ranges()).toEqual([]);
    await expectWhole(setup.folder);
  });

  it('begins anew where the part is spoilt', async () => {
    const part = Buffer.from(begin(200_000));
    part[1234] = (part[1234] ?? 0) ^ 1;
    await leavePart(part);
    await openSource(FROM, setup.options);
    expect(ranges()).toEqual([rest(200_000), undefined]);
    await expectWhole(setup.folder);
  });

  it('begins anew where the part is longer than the file', async () => {
    await leavePart(Buffer.alloc(SIZE + 1));
    await openSource(FROM, setup.options);
    expect(ranges()).toEqual([undefined]);
    await expectWhole(setup.folder);
  });
});

describe('wrong bytes', () => {
  it('are fetched once more', async () => {
    faults({ kind: 'other bytes' });
    await openSource(FROM, setup.options);
    expect(ranges()).toEqual([undefined, undefined]);
    await expectWhole(setup.folder);
  });

  it.each([
    [FIRST, 'SHA-256'],
    ['config.json', 'git hash'],
  ])('that come twice for %s are told of, and not kept', async (path, digest) => {
    setup.hub.faults.set(path, [{ kind: 'other bytes' }, { kind: 'other bytes' }]);
    expect(await problemOf(FROM, setup.options)).toMatch(
      new RegExp(`^${path} came twice .* without the ${digest}`),
    );
    const left = await readdir(setup.folder);
    expect(left.filter((name) => name.startsWith(path))).toEqual([]);
  });
});

it.runIf(existsSync('/dev/full'))('a full disk is told of', async () => {
  await expect(writing('some.part', () => appendFile('/dev/full', 'x'))).rejects.toThrow(
    /^The disk is full: some\.part/,
  );
});
