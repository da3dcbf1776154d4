/**
 * The guard build store: keeps builds in the browser's own file system, lists, checks and removes
 * them, and installs one at a time. Knows nothing of `postMessage`, so that tests can drive it.
 */
import type {
  BuildProblem,
  InstallSource,
  InstallState,
  StoreEvent,
  StoreRequest,
} from '../../platform/store-protocol';
import { messageOf } from '../errors';
import { asInstallError, InstallError } from './failure';
import { folderSource } from './folder-source';
import { discard, leftUnfinished, type Progress, runInstallation } from './installation';
import { listBuilds } from './installed';
import { type JournalState, readJournal } from './journal';
import { isLocked, type StoreFolder } from './opfs';
import { Pace, Rate } from './pace';
import { removeBuild, removeLeftovers } from './removal';
import type { BuildSource } from './source';
import { verify } from './verification';
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

/** Why a run was ended from outside. */
class Stopped extends Error {}

interface Run {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export class StoreService {
  private install: InstallState = { status: 'none' };
  private run: Run | null = null;
  private check: (Run & { readonly id: string }) | null = null;
  /** Requests follow one another; what takes long goes on beside them. */
  private chain: Promise<void> = Promise.resolve();
  private restored = false;
  private readonly pace: Pace<InstallState>;

  constructor(private readonly options: StoreOptions) {
    this.pace = new Pace(options.progressMs ?? 250, (install) =>
      options.send({ type: 'store.install', install }),
    );
  }

  handle(request: StoreRequest): void {
    this.chain = this.chain
      .then(() => this.answer(request))
      .catch((error) => console.warn(`seawall: the store failed (${messageOf(error)})`));
  }

  /** Resolves when everything asked for so far is done. */
  async idle(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.chain;
      await seen;
      await this.run?.ended;
      await this.check?.ended;
    } while (seen !== this.chain);
  }

  private async answer(request: StoreRequest): Promise<void> {
    await this.restore();
    switch (request.type) {
      case 'store.list':
        await this.list();
        this.tell(this.install);
        break;
      case 'store.install':
        await this.begin(request.source);
        break;
      case 'store.resume':
        if (this.install.status === 'paused' || this.install.status === 'failed')
          this.start(this.install.source);
        else this.tell(this.install);
        break;
      case 'store.pause':
        await this.stop();
        this.tell(this.install);
        break;
      case 'store.cancel':
        await this.cancel();
        break;
      case 'store.verify':
        this.verify(request.id);
        break;
      case 'store.remove':
        await this.remove(request.id);
        break;
    }
  }

  /** What an earlier life of the Worker left. */
  private async restore(): Promise<void> {
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

  private async list(failed: { id: string; problem: BuildProblem } | null = null): Promise<void> {
    const { send } = this.options;
    try {
      const root = await this.options.root();
      await this.removeLeftovers(root);
      const builds = (await listBuilds(root)).map((build) =>
        build.id === failed?.id ? { ...build, problem: failed.problem } : build,
      );
      send({ type: 'store.builds', builds, freeBytes: await this.freeBytes(), unavailable: null });
    } catch (error) {
      send({ type: 'store.builds', builds: [], freeBytes: null, unavailable: messageOf(error) });
    }
  }

  /** Only where nobody installs, here or in another Worker. */
  private async removeLeftovers(root: StoreFolder): Promise<void> {
    if (this.run) return;
    const act = async () =>
      removeLeftovers(root, (await readJournal(root))?.build?.id ?? null).catch(() => {});
    const { locks } = this.options;
    if (!locks) return act();
    await locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? act() : undefined));
  }

  private async freeBytes(): Promise<number | null> {
    const { quota, usage } = await this.options.estimate().catch((): StorageEstimate => ({}));
    return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
  }

  private async begin(source: InstallSource): Promise<void> {
    const { install } = this;
    if (this.run || (install.status === 'paused' && !isSame(install.source, source)))
      return this.tell(install);
    if (install.status === 'failed' && !isSame(install.source, source)) await this.discard();
    this.start(source);
  }

  private start(source: InstallSource): void {
    const stop = new AbortController();
    const named = { source, name: null, doneBytes: 0, totalBytes: 0 };
    const { install } = this;
    const known = install.status === 'paused' || install.status === 'failed' ? install : named;
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
          now: this.now,
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

  private async stop(): Promise<void> {
    if (!this.run) return;
    this.run.stop.abort(new Stopped('stopped'));
    await this.run.ended;
  }

  private async cancel(): Promise<void> {
    await this.stop();
    await this.discard();
    this.tell({ status: 'none' });
    await this.list();
  }

  private async discard(): Promise<void> {
    await this.options
      .root()
      .then(discard)
      .catch((error) => console.warn(`seawall: leftovers stay for now (${messageOf(error)})`));
  }

  private verify(id: string): void {
    if (this.check) return;
    const stop = new AbortController();
    const { send } = this.options;
    const pace = new Pace<StoreEvent>(this.options.progressMs ?? 250, send);
    const work = async () => {
      try {
        const root = await this.options.root();
        // What is being repaired is known to be broken.
        if ((await readJournal(root))?.build?.id === id) throw new Stopped('under repair');
        await verify({
          root,
          id,
          signal: stop.signal,
          report: (verification) => {
            const event: StoreEvent = { type: 'store.verification', verification };
            if (verification.outcome === null) pace.offer(event);
            else pace.now(event);
          },
        });
      } catch {
        pace.now({
          type: 'store.verification',
          verification: { id, doneBytes: 0, totalBytes: 0, outcome: 'broken' },
        });
      }
      pace.stop();
      await this.list();
    };
    const ended = work().finally(() => {
      this.check = null;
    });
    this.check = { id, stop, ended };
  }

  private async remove(id: string): Promise<void> {
    if (this.check?.id === id) {
      this.check.stop.abort(new Stopped('stopped'));
      await this.check.ended;
    }
    let failed: { id: string; problem: BuildProblem } | null = null;
    try {
      const root = await this.options.root();
      if ((await readJournal(root))?.build?.id === id) await this.cancel();
      await removeBuild(root, id);
    } catch (error) {
      const why = isLocked(error) ? 'it is in use' : messageOf(error);
      const message = `It could not be removed: ${why}.`;
      failed = { id, problem: { code: 'damaged', message } };
    }
    await this.list(failed);
  }

  private tell(install: InstallState): void {
    this.install = install;
    this.pace.now(install);
  }

  private readonly now = (): number => (this.options.now ?? Date.now)();
}

const LOCK = 'seawall-guard-store';

const isSame = (a: InstallSource, b: InstallSource): boolean =>
  a.kind === 'web'
    ? b.kind === 'web' && a.address === b.address
    : b.kind === 'folder' && a.name === b.name;
