/**
 * One file of a model into a folder. Its bytes go to `name.part`, which outlives a killed process
 * and is gone on from; it gets its own name when it is whole, verified and on the disk. So a file
 * with its own name is never looked into again.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BuildError } from '../errors';
import { type Connection, isPassing, plainError } from './connection';
import { writing } from './disk';
import type { Meter } from './meter';
import type { HubFile, HubModel } from './model';
import { bytesFrom } from './transfer';

export interface Download {
  readonly connection: Connection;
  readonly model: HubModel;
  readonly folder: string;
  readonly meter: Meter;
}

/** Bytes of a file that are on disk, whole or in part. */
export async function bytesOnDisk(folder: string, file: HubFile): Promise<number> {
  const whole = await sizeOf(join(folder, file.path));
  return whole === file.size ? whole : ((await sizeOf(partOf(folder, file))) ?? 0);
}

export async function download(context: Download, file: HubFile): Promise<void> {
  const { folder, meter, model } = context;
  const target = join(folder, file.path);
  if ((await sizeOf(target)) === file.size) return meter.kept(file.path, file.size);
  const part = partOf(folder, file);
  // A part may have been spoilt by the break that left it, so once is not enough to blame the hub.
  for (let tries = 0; tries < 2; tries++) {
    const got = await fetchPart(context, file, part);
    if (got.whole) return writing(target, () => rename(part, target));
    await rm(part, { force: true });
    meter.dropped(file.path, got.bytes);
  }
  const digest = file.digest.kind === 'sha256' ? 'SHA-256' : 'git hash';
  throw new BuildError(
    `${file.path} came twice from the hub without the ${digest} that it lists for ${model.model}. ` +
      'Nothing of it was kept: run this again later, or from another network.',
  );
}

const partOf = (folder: string, file: HubFile): string => join(folder, `${file.path}.part`);

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );

/** Brings a part to its full size, and says whether its bytes are the right ones. */
async function fetchPart(
  context: Download,
  file: HubFile,
  part: string,
): Promise<{ whole: boolean; bytes: number }> {
  const { meter } = context;
  const hash = hashFor(file);
  const handle = await writing(part, () => open(part, 'a'));
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(part)) {
      hash.update(chunk);
      bytes += chunk.length;
      meter.kept(file.path, chunk.length);
    }
    bytes = await fetchRest(context, file, handle, hash, bytes);
    // Before the rename: after a power cut a file with its own name must have its bytes.
    await writing(part, () => handle.sync());
  } finally {
    await handle.close();
  }
  return { whole: bytes === file.size && hash.digest('hex') === file.digest.hex, bytes };
}

/** Fetches from `bytes` to the end, over as many connections as it takes. */
async function fetchRest(
  { connection, model, meter }: Download,
  file: HubFile,
  handle: FileHandle,
  hash: Hash,
  from: number,
): Promise<number> {
  const waits = connection.timing.retryWaitsMs;
  let bytes = from;
  let fruitless = 0;
  while (bytes < file.size) {
    const before = bytes;
    try {
      for await (const chunk of bytesFrom(connection, model, file, bytes)) {
        await writing(`${file.path}.part`, () => handle.appendFile(chunk));
        hash.update(chunk);
        bytes += chunk.length;
        meter.arrived(file.path, chunk.length);
        // More than was listed: not the file that was listed.
        if (bytes > file.size) return bytes;
      }
      if (bytes < file.size) throw new Error('the connection was closed');
    } catch (error) {
      if (bytes > before) fruitless = 0;
      const wait = waits[fruitless++];
      if (!isPassing(error) || wait === undefined) throw plainError(error, connection, true);
      await sleep(wait, undefined, connection.signal ? { signal: connection.signal } : {}).catch(
        (aborted) => {
          throw connection.signal?.reason ?? aborted;
        },
      );
    }
  }
  return bytes;
}

function hashFor(file: HubFile): Hash {
  if (file.digest.kind === 'sha256') return createHash('sha256');
  return createHash('sha1').update(`blob ${file.size}\0`);
}
