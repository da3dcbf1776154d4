/**
 * The one installation that the store has at a time: begun, paused, gone on with after whatever
 * ended it, given up. What a run itself does is in `installation.ts`.
 */
import type { InstallSource, InstallState, StoreEvent } from '../../platform/store-protocol';
import { messageOf } from '../errors';
import { asInstallError, InstallError } from './failure';
import { folderSource } from './folder-source';
import { discard, leftUnfinished, type Progress, runInstallation } from './installation';
import { type JournalState, readJournal } from './journal';
import type { StoreFolder } from './opfs';
import { Pace, Rate } from './pace';
import type { BuildSource } from './source';
import { type WebSourceOptions, webSource } from './web-source';

export interface StoreOptions {
  /** The browser's folder for this extension. @throws where it stores nothing */
  readonly root: () => Promise<StoreFolder>;
  readonly fetch: typeof fetch;
  readonly send: (event: StoreEvent) => void;
  readonly estimate: () => Promise<StorageEstimate>;
  /** Files of a folder that a page holds, by path. @throws where no page has that token */
  readonly folder: (token: string) => Promise<ReadonlyMap<string, Blob>>;
  /** Keeps Workers of two windows apart; null where there are no locks. */
  readonly locks: Pick<LockManager, 'request'> | null;
  readonly now?: () => number;
  readonly segmentBytes?: number;
  readonly web?: Partial<WebSourceOptions>;
  readonly progressMs?: number;
  /** How long to wait for another Worker that has the store. */
  readonly lockMs?: number;
}

const WEB: WebSourceOptions = {
  parallel: 4,
  stallMs: 20_000,
  retries: 5,
  minRetryMs: 1_000,
  maxRetryMs: 30_000,
  maxAskedWaitMs: 120_000,
};

/** Held while anything is installed. */
export const LOCK = 'seawall-guard-store';

/** Why work was ended from outside. */
export class Stopped extends Error {}

export interface Run {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export class Installer {
  run: Run | null = null;
  private install: InstallState = { status: 'none' };
  private restored = false;
  private readonly pace: Pace<InstallState>;

  /** @param list tells all builds; called when one is more */
  constructor(
    private readonly options: StoreOptions,
    private readonly list: () => Promise<void>,
  ) {
    this.pace = new Pace(options.progressMs ?? 250, (install) =>
      options.send({ type: 'store.install', install }),
    );
  }

  /** Tells how things stand. */
  now(): void {
    this.tell(this.install);
  }

  /** What an earlier life of the Worker left. */
  async restore(): Promise<void> {
    if (this.restored || this.run) return;
    let left: JournalState | null;
    try {
      left = await leftUnfinished(await this.options.root());
    } catch {
      // Told by the list, and by an installation that is tried.
      return;
    }
    this.restored = true;
    if (!left || this.install.status !== 'none') return;
    this.install = {
      status: 'paused',
      source: left.source,
      name: left.build?.name ?? null,
      doneBytes: left.doneBytes,
      totalBytes: left.build?.totalBytes ?? 0,
    };
  }

  async begin(source: InstallSource): Promise<void> {
    const { install } = this;
    if (this.run || (install.status === 'paused' && !isSame(install.source, source)))
      return this.tell(install);
    if (install.status === 'failed' && !isSame(install.source, source)) await this.discard();
    this.start(source);
  }

  /** Goes on with what is paused or failed. */
  resume(): void {
    if (!this.run && (this.install.status === 'paused' || this.install.status === 'failed'))
      this.start(this.install.source);
    else this.now();
  }

  /** Ends a run and keeps what it stored. */
  async stop(): Promise<void> {
    if (!this.run) return;
    this.run.stop.abort(new Stopped('stopped'));
    await this.run.ended;
  }

  /** Ends a run, or forgets its outcome, and deletes what it stored. */
  async cancel(): Promise<void> {
    await this.stop();
    await this.discard();
    this.tell({ status: 'none' });
    await this.list();
  }

  private start(source: InstallSource): void {
    const stop = new AbortController();
    const named = { source, name: null, doneBytes: 0, totalBytes: 0 };
    const { install } = this;
    const unfinished = install.status === 'paused' || install.status === 'failed';
    const known = unfinished && isSame(install.source, source) ? install : named;
    const { name, doneBytes, totalBytes } = known;
    this.tell({
      status: 'running',
      source,
      name,
      doneBytes,
      totalBytes,
      stage: 'asking',
      bytesPerSecond: null,
      notices: [],
    });
    this.run = { stop, ended: this.work(source, stop.signal) };
  }

  /** Never throws: how it ends is the state. */
  private async work(source: InstallSource, signal: AbortSignal): Promise<void> {
    try {
      const root = await this.options.root().catch((error) => {
        throw new InstallError(
          'no-storage',
          `This browser profile lets the extension store nothing (${messageOf(error)}).`,
        );
      });
      const { id, name, practice, notices } = await this.locked(signal, async () => {
        const done = await runInstallation({
          root,
          source,
          signal,
          openSource: () => this.openSource(source),
          estimate: this.options.estimate,
          segmentBytes: this.options.segmentBytes ?? 8 * 1024 * 1024,
          report: this.reporter(source),
          now: this.options.now ?? Date.now,
        });
        await discard(root);
        return done;
      });
      await this.list();
      this.run = null;
      this.tell({ status: 'done', source, id, name, practice, notices: [...notices] });
    } catch (error) {
      await this.ended(source, error, signal.aborted);
    }
  }

  private async ended(source: InstallSource, error: unknown, stopped: boolean): Promise<void> {
    const left = await this.options
      .root()
      .then(readJournal)
      .catch(() => null);
    const name = left?.build?.name ?? null;
    const doneBytes = left?.doneBytes ?? 0;
    const totalBytes = left?.build?.totalBytes ?? 0;
    const amount = { source, name, doneBytes, totalBytes };
    if (stopped && error instanceof Stopped) {
      this.run = null;
      this.tell({ status: 'paused', ...amount });
      return;
    }
    const { code, message } = asInstallError(error);
    // A server that answers nonsense for once must not cost what is stored.
    const nothingToKeep = code === 'not-a-build' || code === 'folder-gone';
    const resumable = left !== null && (left.build !== null || !nothingToKeep);
    if (!resumable) await this.discard();
    this.run = null;
    this.tell({ status: 'failed', ...amount, code, message, resumable });
  }

  private reporter(source: InstallSource): (progress: Readonly<Progress>) => void {
    const rate = new Rate();
    let stage: Progress['stage'] = 'asking';
    return (progress) => {
      const { doneBytes } = progress;
      const moving = progress.stage === 'downloading' || progress.stage === 'copying';
      const bytesPerSecond = moving ? rate.sample(performance.now(), doneBytes) : null;
      this.install = {
        status: 'running',
        source,
        name: progress.name,
        doneBytes,
        totalBytes: progress.totalBytes,
        stage: progress.stage,
        bytesPerSecond,
        notices: [...progress.notices],
      };
      if (stage === progress.stage) this.pace.offer(this.install);
      else this.pace.now(this.install);
      stage = progress.stage;
    };
  }

  private async openSource(source: InstallSource): Promise<BuildSource> {
    if (source.kind === 'web')
      return webSource(source.address, this.options.fetch, { ...WEB, ...this.options.web });
    const files = await this.options.folder(source.token).catch((error) => {
      throw new InstallError(
        'folder-gone',
        `The page that holds the folder ${source.name} is gone (${messageOf(error)}).`,
      );
    });
    return folderSource(files);
  }

  private async locked<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    const { locks, lockMs } = this.options;
    if (!locks) return act();
    const late = AbortSignal.timeout(lockMs ?? 5_000);
    let begun = false;
    try {
      return await locks.request(LOCK, { signal: AbortSignal.any([signal, late]) }, () => {
        begun = true;
        return act();
      });
    } catch (error) {
      if (!begun && late.aborted && !signal.aborted)
        throw new InstallError('no-storage', 'Another window of this browser is installing.');
      throw error;
    }
  }

  private async discard(): Promise<void> {
    await this.options
      .root()
      .then(discard)
      .catch((error) => console.warn(`seawall: leftovers stay for now (${messageOf(error)})`));
  }

  private tell(install: InstallState): void {
    this.install = install;
    this.pace.now(install);
  }
}

const isSame = (a: InstallSource, b: InstallSource): boolean =>
  a.kind === 'web'
    ? b.kind === 'web' && a.address === b.address
    : b.kind === 'folder' && a.name === b.name;
