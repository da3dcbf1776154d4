/**
 * The guard build store: keeps builds in the browser's own file system, lists, checks and removes
 * them, and installs one at a time. Knows nothing of `postMessage`, so that tests can drive it.
 */
import type { BuildProblem, StoreEvent, StoreRequest } from '../../platform/store-protocol';
import { messageOf } from '../errors';
import { listBuilds } from './installed';
import { Installer, LOCK, type Run, Stopped, type StoreOptions } from './installer';
import { readJournal } from './journal';
import { isLocked, type StoreFolder } from './opfs';
import { Pace } from './pace';
import { removeBuild, removeLeftovers } from './removal';
import { verify } from './verification';

export class StoreService {
  private readonly installer: Installer;
  private check: (Run & { readonly id: string }) | null = null;
  /** Requests follow one another; what takes long goes on beside them. */
  private chain: Promise<void> = Promise.resolve();

  constructor(private readonly options: StoreOptions) {
    this.installer = new Installer(options, () => this.list());
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
      await this.installer.run?.ended;
      await this.check?.ended;
    } while (seen !== this.chain);
  }

  private async answer(request: StoreRequest): Promise<void> {
    await this.installer.restore();
    switch (request.type) {
      case 'store.list':
        await this.list();
        this.installer.now();
        break;
      case 'store.install':
        await this.installer.begin(request.source);
        break;
      case 'store.resume':
        this.installer.resume();
        break;
      case 'store.pause':
        await this.installer.stop();
        this.installer.now();
        break;
      case 'store.cancel':
        await this.installer.cancel();
        break;
      case 'store.verify':
        this.verify(request.id);
        break;
      case 'store.remove':
        await this.remove(request.id);
        break;
    }
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
    if (this.installer.run) return;
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
      if ((await readJournal(root))?.build?.id === id) await this.installer.cancel();
      await removeBuild(root, id);
    } catch (error) {
      const why = isLocked(error) ? 'it is in use' : messageOf(error);
      const message = `It could not be removed: ${why}.`;
      failed = { id, problem: { code: 'damaged', message } };
    }
    await this.list(failed);
  }
}
