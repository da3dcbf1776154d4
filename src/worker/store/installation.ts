/**
 * One run of an installation, from `build.json` to `installed.json`. It begins anew or goes on from
 * what the journal tells, and may be ended at any instant.
 *
 * A build's files lie in their final folder from the start. What makes them a build is the marker
 * that is written last: browsers differ on moving folders, and agree on a file.
 */
import type { GuardBuild } from '../../core/guard-build';
import { buildBytes } from '../../core/guard-build';
import type { InstallSource } from '../../platform/store-protocol';
import { BUILD_JSON, type ReadBuild, readBuild } from './build-json';
import { InstallError, megabytes } from './failure';
import {
  BUILDS_FOLDER,
  buildFolder,
  type Installed,
  lookAt,
  MARKER,
  quickCheck,
  readInstalled,
  writeInstalled,
} from './installed';
import { Journal, type JournalState, readJournal, removeJournal } from './journal';
import { removeIfThere, type StoreFolder, writeWhole } from './opfs';
import type { BuildSource } from './source';
import { BlockReader, TargetFile } from './target-file';

export interface Progress {
  stage: 'asking' | 'checking' | 'downloading' | 'copying';
  name: string | null;
  doneBytes: number;
  totalBytes: number;
  notices: readonly string[];
}

export interface InstallationOptions {
  readonly root: StoreFolder;
  readonly source: InstallSource;
  readonly openSource: () => Promise<BuildSource>;
  readonly estimate: () => Promise<StorageEstimate>;
  readonly segmentBytes: number;
  readonly signal: AbortSignal;
  readonly report: (progress: Readonly<Progress>) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Done {
  readonly id: string;
  readonly name: string;
  readonly practice: boolean;
  readonly notices: readonly string[];
}

/** Bytes that are left free beside a build. */
const SPARE_BYTES = 16 * 1024 * 1024;

/** @throws InstallError, what the disk throws, or the signal's reason */
export async function runInstallation(options: InstallationOptions): Promise<Done> {
  const journal = await Journal.open(options.root);
  try {
    return await new Installation(options, journal).run();
  } finally {
    journal.close();
  }
}

class Installation {
  private readonly progress: Progress;
  private readonly notices: string[] = [];

  constructor(
    private readonly options: InstallationOptions,
    private readonly journal: Journal,
  ) {
    this.progress = {
      stage: 'asking',
      name: null,
      doneBytes: 0,
      totalBytes: 0,
      notices: this.notices,
    };
  }

  async run(): Promise<Done> {
    const { signal } = this.options;
    const { left } = this.journal;
    this.journal.add({ kind: 'source', source: this.options.source });
    if (left) this.resumeFrom(left);
    this.report({});
    const source = await this.options.openSource();
    const read = await readBuild(await source.buildJson(signal));
    signal.throwIfAborted();
    const { id, name, practice } = read.build;
    const { source: asked } = this.options;
    // It holds the hashes of all other files: nothing of another build is fetched.
    if (asked.kind === 'web' && asked.sha256 !== undefined && asked.sha256 !== read.sha256) {
      throw new InstallError(
        'wrong-bytes',
        `The build.json there has the SHA-256 ${read.sha256}, not the ${asked.sha256} that was asked for.`,
      );
    }
    this.report({ name, totalBytes: buildBytes(read.build) });

    const begun = await this.begin(left, read);
    if (begun === 'installed') return { id, name, practice, notices: this.notices };
    await this.fill(source, read, begun);
    return { id, name, practice, notices: this.notices };
  }

  private resumeFrom({ build, doneBytes, notices }: JournalState): void {
    this.notices.push(...notices);
    if (build) this.report({ name: build.name, totalBytes: build.totalBytes, doneBytes });
  }

  /** Settles with what is in the store already, and what an earlier session left. */
  private async begin(
    left: JournalState | null,
    read: ReadBuild,
  ): Promise<'installed' | { folder: StoreFolder; left: JournalState | null; repair: boolean }> {
    const { root } = this.options;
    const { id, name, practice } = read.build;
    let known = left?.build ?? null;
    if (known && known.sha256 !== read.sha256) {
      if (!known.repair) await removeFolder(root, known.id);
      this.journal.clear();
      this.journal.add({ kind: 'source', source: this.options.source });
      this.report({ doneBytes: 0 });
      this.notice('The build changed since the last time, so its installation began anew.');
      known = null;
    }
    const builds = await root.getDirectoryHandle(BUILDS_FOLDER, { create: true });
    if (known) {
      const folder = await builds.getDirectoryHandle(id, { create: true });
      return { folder, left, repair: known.repair };
    }
    const earlier = await buildFolder(root, id);
    const installed = earlier && (await readInstalled(earlier));
    if (earlier && installed && installed !== 'unreadable') {
      const problem = await quickCheck(earlier, installed);
      if (!problem) {
        if (installed.buildSha256 === read.sha256) return 'installed';
        throw new InstallError(
          'not-a-build',
          `A different build with the id ${id} is installed. Remove that one first.`,
        );
      }
      // From here on it is no build until every file is right.
      await writeInstalled(earlier, { ...installed, damaged: problem.message });
    }
    const repair = installed !== null;
    if (!repair) await removeIfThere(builds, id);
    const folder = await builds.getDirectoryHandle(id, { create: true });
    const totalBytes = buildBytes(read.build);
    this.journal.add({
      kind: 'build',
      sha256: read.sha256,
      id,
      name,
      practice,
      totalBytes,
      repair,
    });
    return { folder, left: null, repair };
  }

  private async fill(
    source: BuildSource,
    read: ReadBuild,
    { folder, left, repair }: { folder: StoreFolder; left: JournalState | null; repair: boolean },
  ): Promise<void> {
    const { signal, segmentBytes } = this.options;
    await this.ensureRoom(folder, read.build);
    await writeWhole(folder, BUILD_JSON, read.bytes);
    const blocks = await BlockReader.create();
    const files = read.build.files.map(
      (entry) =>
        new TargetFile(
          entry,
          {
            folder,
            journal: this.journal,
            blocks,
            segmentBytes,
            counted: (bytes) => this.report({ doneBytes: this.progress.doneBytes + bytes }),
            notice: (text) => this.notice(text),
          },
          left?.files.get(entry.path) ?? { ranges: [], attempt: null, difference: null },
        ),
    );
    try {
      this.report({ doneBytes: 0, ...(left || repair ? { stage: 'checking' } : {}) });
      for (const file of files) {
        const breathe = async (): Promise<void> => {
          await new Promise((resolve) => setTimeout(resolve));
          signal.throwIfAborted();
        };
        await file.check(repair, breathe);
        // What is whole now needs no open handle any more.
        if (file.full) await file.finish(source.stage === 'downloading');
      }
      this.report({ stage: source.stage });
      const open = files.filter(({ done }) => !done);
      await source.fill(open, signal);
    } catch (error) {
      keepParts(files);
      throw error;
    } finally {
      for (const file of files) file.close();
    }
    await this.complete(source, read, folder);
  }

  private async ensureRoom(folder: StoreFolder, build: GuardBuild): Promise<void> {
    let needed = SPARE_BYTES;
    for (const { path, size } of build.files) {
      const there = await lookAt(folder, path).catch(() => ({ size: 0 }));
      needed += Math.max(0, size - there.size);
    }
    const { quota, usage } = await this.options.estimate().catch((): StorageEstimate => ({}));
    if (quota === undefined || usage === undefined) return;
    const free = Math.max(0, quota - usage);
    if (free < needed)
      throw new InstallError(
        'no-room',
        `It needs ${megabytes(needed)}, and the browser has ${megabytes(free)} free for it.`,
      );
  }

  /** Writes the marker: from here on it is a build. */
  private async complete(source: BuildSource, read: ReadBuild, folder: StoreFolder): Promise<void> {
    const { build } = read;
    const paths = [BUILD_JSON, ...build.files.map(({ path }) => path)];
    const tops = new Set([MARKER, ...paths.map((path) => path.split('/')[0])]);
    const strays: string[] = [];
    for await (const { name } of folder.values()) if (!tops.has(name)) strays.push(name);
    for (const name of strays) await folder.removeEntry(name, { recursive: true });
    const files: Installed['files'] = [];
    for (const path of paths) files.push(await lookAt(folder, path));
    await writeInstalled(folder, {
      format: 1,
      id: build.id,
      name: build.name,
      practice: build.practice,
      model: build.source.model,
      licence: build.source.licence,
      bits: build.bits,
      bytes: buildBytes(build),
      installedAt: this.options.now(),
      address: source.address,
      buildSha256: read.sha256,
      files,
      damaged: null,
    });
  }

  private notice(text: string): void {
    this.journal.add({ kind: 'notice', text });
    this.notices.push(text);
    this.report({});
  }

  private report(change: Partial<Progress>): void {
    Object.assign(this.progress, change);
    this.options.report(this.progress);
  }
}

/** On a stop, what pieces have so far is kept. That fails where the disk is what failed. */
function keepParts(files: readonly TargetFile[]): void {
  try {
    for (const file of files) file.storeParts();
  } catch {
    // The journal tells of what was whole before.
  }
}

async function removeFolder(root: StoreFolder, id: string): Promise<void> {
  const builds = await root.getDirectoryHandle(BUILDS_FOLDER, { create: true });
  await removeIfThere(builds, id);
}

/**
 * What an earlier session left unfinished, or null. What ended between its last two steps is
 * finished here.
 */
export async function leftUnfinished(root: StoreFolder): Promise<JournalState | null> {
  const left = await readJournal(root);
  if (!left) return null;
  const folder = left.build && (await buildFolder(root, left.build.id));
  const installed = folder && (await readInstalled(folder));
  const finished =
    installed &&
    installed !== 'unreadable' &&
    installed.damaged === null &&
    installed.buildSha256 === left.build?.sha256;
  if (!finished) return left;
  await removeJournal(root);
  return null;
}

/**
 * Deletes what an unfinished installation stored. A build that was being repaired stays, and stays
 * damaged.
 * @throws DOMException where a file is in use
 */
export async function discard(root: StoreFolder): Promise<void> {
  const left = await readJournal(root);
  if (left?.build && !left.build.repair) {
    const folder = await buildFolder(root, left.build.id);
    // Ended between the marker and the journal's removal: it is a build.
    if (folder && (await readInstalled(folder)) === null) await removeFolder(root, left.build.id);
  }
  await removeJournal(root);
}
