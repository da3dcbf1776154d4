/**
 * Writing a build's files: into `TARGET.building` first, renamed when whole.
 *
 *     TARGET.building.lock   who writes; stays behind when that process is killed
 *     TARGET.building        what is written so far; nobody's when its writer is dead
 *     TARGET.replaced        the build before, for the moment between two renames
 */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { FileWriter, gigabytes, type WrittenFile } from './disk/file-writer';
import { type Lock, takeLock } from './disk/lock';
import { BuildError } from './errors';

export type { WrittenFile } from './disk/file-writer';
export { type Place, WeightWriter } from './disk/weight-writer';

/** A folder that appears at its target only when `commit` is called. `discard` it in any case. */
export class OutputFolder {
  private readonly written: WrittenFile[] = [];
  private readonly open = new Set<FileWriter>();
  private needed: number | undefined;
  private done = false;

  private constructor(
    private readonly target: string,
    readonly folder: string,
    private readonly lock: Lock,
  ) {
    for (const signal of SIGNALS) process.once(signal, this.interrupted);
  }

  /**
   * @throws BuildError when the target is not a guard build's to replace, or another builder writes it
   */
  static async create(wished: string): Promise<OutputFolder> {
    const target = await realpath(wished).catch(() => resolve(wished));
    await mkdir(dirname(target), { recursive: true });
    const folder = `${target}.building`;
    const lock = await takeLock(`${folder}.lock`, wished);
    try {
      if (lock.takenOver) await rm(folder, { recursive: true, force: true });
      else if (await exists(folder))
        throw new BuildError(`${folder} is in the way: a build is written there; move it away`);
      await finishReplacing(target);
      await refuseForeign(target);
      await mkdir(folder);
    } catch (error) {
      await rm(lock.path, { force: true });
      throw error;
    }
    return new OutputFolder(target, folder, lock);
  }

  /**
   * Says how large the build will be.
   * @throws BuildError when the disk has less room than that
   */
  async expect(bytes: number): Promise<void> {
    this.needed = bytes;
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize < bytes)
      throw new BuildError(
        `${dirname(this.target)}: ${gigabytes(bytes)} needed for the build, ${gigabytes(bavail * bsize)} free`,
      );
  }

  async file(path: string, bytes: Uint8Array | string): Promise<void> {
    const writer = await this.create(path);
    await writer.write(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    this.record(await writer.close());
  }

  /** What quantisation cost each tensor. For people: it is not among `files`, and nothing reads it. */
  async report(tensors: readonly unknown[]): Promise<void> {
    const writer = await this.create(QUANTISATION_REPORT);
    await writer.write(new TextEncoder().encode(`${JSON.stringify(tensors, null, 1)}\n`));
    await writer.close();
  }

  /** A file to be written piece by piece; `record` what its `close` gives. */
  async create(path: string): Promise<FileWriter> {
    if (this.done) throw new Error(`${path}: the build was given up`);
    const at = join(this.folder, path);
    await mkdir(dirname(at), { recursive: true });
    const writer = await FileWriter.create(path, at, () => this.needed);
    this.open.add(writer);
    return writer;
  }

  record(file: WrittenFile): void {
    this.written.push(file);
  }

  /** All files so far, by path. */
  get files(): readonly WrittenFile[] {
    return [...this.written].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Puts the build in its place; a build that was there is gone. */
  async commit(): Promise<void> {
    await syncFolder(this.folder);
    await refuseForeign(this.target);
    const before = `${this.target}.replaced`;
    if (await exists(this.target)) await rename(this.target, before);
    await rename(this.folder, this.target);
    await syncFolder(dirname(this.target));
    await rm(before, { recursive: true, force: true });
    this.done = true;
    await this.end();
  }

  /** Leaves nothing behind; does nothing after `commit`. */
  async discard(): Promise<void> {
    if (this.done) return;
    this.done = true;
    await Promise.all([...this.open].map((writer) => writer.abandon()));
    // A file whose creation is under way may appear while its folder goes.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    await this.end();
  }

  private async end(): Promise<void> {
    for (const signal of SIGNALS) process.off(signal, this.interrupted);
    await rm(this.lock.path, { force: true });
  }

  /** Ends the process as the signal would have, with nothing left behind. */
  private readonly interrupted = (signal: NodeJS.Signals): void => {
    for (const each of SIGNALS) process.off(each, this.interrupted);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
    rmSync(this.lock.path, { force: true });
    process.kill(process.pid, signal);
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Of a build that was being replaced when its builder died: one of both is whole. */
async function finishReplacing(target: string): Promise<void> {
  const before = `${target}.replaced`;
  if (!(await exists(before)) || !(await isBuild(before))) return;
  if (await exists(target)) await rm(before, { recursive: true, force: true });
  else await rename(before, target);
}

/** The file that tells what quantisation cost each tensor; both layouts have it. */
export const QUANTISATION_REPORT = 'quantisation.json';

/** What a builder of any version leaves, enough to know its folder by. */
const MARKS: readonly [file: string, mark: v.GenericSchema][] = [
  ['build.json', v.object({ format: v.number(), files: v.array(v.unknown()) })],
  [QUANTISATION_REPORT, v.array(v.object({ tensor: v.string(), bits: v.number() }))],
];

async function isBuild(folder: string): Promise<boolean> {
  for (const [file, mark] of MARKS) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => 'null');
    try {
      if (v.is(mark, JSON.parse(text))) return true;
    } catch {
      // Not JSON: not ours.
    }
  }
  return false;
}

/** @throws BuildError when what is at the target is no guard build: nobody's own folder is deleted */
async function refuseForeign(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (!found) return;
  if (!found.isDirectory()) throw new BuildError(`${target} is a file; a build is a folder`);
  if ((await readdir(target)).length === 0 || (await isBuild(target))) return;
  throw new BuildError(
    `${target} is not empty and no guard build; it is not replaced: choose another folder`,
  );
}

/** Makes a folder's names outlive a loss of power, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The bytes behind a typed array. */
export const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
