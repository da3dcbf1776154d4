/**
 * The guard build store as extension pages see it: one view, made of what the store's Worker says.
 *
 *     a page ── store.* ──▶ request ──▶ host ──▶ Worker
 *     pages  ◀── view ◀──── heard  ◀─── host ◀── Worker
 *
 * The Worker may outlive this program, and this program the Worker. So it is written down that an
 * installation is under way: the next life connects to it, or goes on with what is stored of it.
 */
import * as v from 'valibot';
import {
  InstallState,
  type StoredBuild,
  type StoreEvent,
  type StoreRequest,
  type StoreView,
} from '../platform/store-protocol';
import type { HostChannel, StoreHost } from './hosts/host';
import { Throttle } from './throttle';

export interface GuardStoreOptions {
  host: StoreHost;
  memory: {
    load(): Promise<unknown>;
    /** Null: nothing is under way. */
    save(memory: unknown): Promise<void>;
  };
  /** At most four times a second, the last change included. */
  changed(view: StoreView): void;
  /** A build has just been installed or repaired. */
  installed(build: Pick<StoredBuild, 'id' | 'practice'>): void;
  /** Sees to it that this build is not loaded; true where it was in use. */
  release(id: string): Promise<boolean>;
  now?: () => number;
}

const Memory = v.object({
  install: InstallState,
  /** When it was begun or gone on with, in milliseconds since 1970. */
  since: v.number(),
});

const TELL_EVERY_MS = 250;
/** Shorter than extension pages wait for an answer. */
const ANSWER_MS = 6_000;
/** A Worker that was ended a moment ago may hold its files still. */
const REMOVE_TRIES = 4;
const REMOVE_AGAIN_MS = 700;
/** More endings of the host than this within the window, and only a person goes on. */
const MAX_ENDINGS = 2;
const ENDINGS_WINDOW_MS = 10 * 60_000;

interface Wait {
  /** Whether this event is the answer. */
  answered(event: StoreEvent): boolean;
  end(): void;
}

export class GuardStore {
  readonly #options: GuardStoreOptions;
  readonly #now: () => number;
  readonly #throttle = new Throttle(TELL_EVERY_MS, () => this.#options.changed(this.#view));
  #view: StoreView = {
    builds: null,
    freeBytes: null,
    unavailable: null,
    install: { status: 'none' },
    verification: null,
  };
  #channel: Promise<HostChannel<StoreRequest>> | null = null;
  /** Counts connections: events of an earlier one are dropped. */
  #epoch = 0;
  /** The view says that an installation runs, and the Worker has not said so yet. */
  #restoring = false;
  /** A person has paused or ended it: it does not go on by itself. */
  #stopped = false;
  /** A person has said that how an installation ended may be forgotten. */
  #forget = false;
  #since = 0;
  readonly #waits = new Set<Wait>();
  #unanswered: StoreRequest | null = null;
  #endings: number[] = [];
  #saving: Promise<void> = Promise.resolve();

  constructor(options: GuardStoreOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get view(): StoreView {
    return this.#view;
  }

  /** Takes over what an earlier life knew. What ran then runs still, or goes on; paused stays so. */
  async start(): Promise<void> {
    const memory = v.safeParse(Memory, await this.#options.memory.load());
    if (!memory.success || this.#view.install.status !== 'none') return;
    const { install, since } = memory.output;
    this.#since = since;
    this.#view = { ...this.#view, install };
    if (install.status !== 'running') return;
    this.#restoring = true;
    this.#send({ type: 'store.list' }).catch((error) => this.#hostLost(error));
  }

  /** Asks the Worker; resolves with the view when it has answered, or has taken its time. */
  async request(request: StoreRequest): Promise<StoreView> {
    switch (request.type) {
      case 'store.remove':
        await this.#remove(request.id);
        break;
      case 'store.pause':
        this.#stop();
        await this.#ask(request, ({ type }) => type === 'store.install' && !this.#running);
        break;
      case 'store.cancel':
        this.#stop();
        this.#forget = true;
        await this.#ask(request, ({ type }) => type === 'store.install' && this.#isNone);
        break;
      case 'store.verify':
        await this.#ask(request, ({ type }) => type === 'store.verification');
        break;
      case 'store.install':
      case 'store.resume':
        this.#stopped = false;
        this.#forget = false;
        this.#endings = [];
        await this.#ask(this.#goOn(request), ({ type }) => type === 'store.install');
        break;
      case 'store.list':
        await this.#ask(request, ({ type }) => type === 'store.install');
        break;
    }
    return this.#view;
  }

  get #running(): boolean {
    return this.#view.install.status === 'running';
  }

  get #isNone(): boolean {
    return this.#view.install.status === 'none';
  }

  /** Written down before it is so: it must not go on by itself after a restart. */
  #stop(): void {
    this.#stopped = true;
    if (this.#running) this.#remember({ ...this.#view.install, status: 'paused' });
  }

  /** By its source: a Worker that knows nothing of it begins, any other goes on. */
  #goOn(request: StoreRequest): StoreRequest {
    const { install } = this.#view;
    const left = install.status === 'paused' || install.status === 'failed';
    if (request.type !== 'store.resume' || !left) return request;
    return { type: 'store.install', source: install.source };
  }

  async #remove(id: string): Promise<void> {
    const wasInUse = await this.#options.release(id);
    const { install } = this.#view;
    if (install.status === 'done' && install.id === id) {
      this.#take({ ...this.#view, install: { status: 'none' } });
      this.#forget = true;
    }
    for (let tries = 1; ; tries++) {
      await this.#ask({ type: 'store.remove', id }, ({ type }) => type === 'store.builds');
      const there = this.#view.builds?.some((build) => build.id === id) ?? false;
      if (!there || !wasInUse || tries === REMOVE_TRIES) return;
      await new Promise((resolve) => setTimeout(resolve, REMOVE_AGAIN_MS));
    }
  }

  /* ── the connection ─────────────────────────────────────────────────────── */

  /** @throws where there is no host to be had */
  async #ask(request: StoreRequest, answered: Wait['answered']): Promise<void> {
    const answer = this.#wait(answered);
    try {
      await this.#send(request);
    } catch (error) {
      answer.end();
      throw error;
    }
    await answer.ended;
  }

  #wait(answered: Wait['answered']): { ended: Promise<void>; end(): void } {
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      const timer = setTimeout(() => end(), ANSWER_MS);
      const wait: Wait = { answered, end: () => end() };
      end = () => {
        clearTimeout(timer);
        this.#waits.delete(wait);
        resolve();
      };
      this.#waits.add(wait);
    });
    return { ended, end: () => end() };
  }

  async #send(request: StoreRequest): Promise<void> {
    const channel = await this.#connect();
    this.#unanswered = request;
    channel.send(request);
  }

  #connect(): Promise<HostChannel<StoreRequest>> {
    if (this.#channel) return this.#channel;
    const epoch = ++this.#epoch;
    const current = (act: () => void): void => {
      if (this.#epoch === epoch) act();
    };
    const channel = this.#options.host.connect({
      event: (event) => current(() => this.#heard(event)),
      ended: () => current(() => this.#ended()),
    });
    this.#channel = channel;
    channel.catch(() =>
      current(() => {
        this.#channel = null;
      }),
    );
    return channel;
  }

  /** The host closes itself when nothing is left to do, perhaps just when something was asked. */
  #ended(): void {
    this.#channel = null;
    this.#epoch++;
    const lost = this.#unanswered;
    this.#unanswered = null;
    const check = this.#view.verification;
    if (check?.outcome === null) this.#take({ ...this.#view, verification: null });
    if (!this.#running && !lost) return;
    const now = this.#now();
    this.#endings = this.#endings.filter((at) => now - at < ENDINGS_WINDOW_MS);
    this.#endings.push(now);
    if (this.#endings.length > MAX_ENDINGS) {
      this.#hostLost('the browser ended its host again and again');
      return;
    }
    this.#restoring = this.#running;
    // Not every answer tells how the installation stands.
    const again: StoreRequest[] = lost ? [lost] : [];
    if (this.#running && lost?.type !== 'store.list') again.unshift({ type: 'store.list' });
    for (const each of again) this.#send(each).catch((error) => this.#hostLost(error));
  }

  #hostLost(error: unknown): void {
    const message = `The guard store could not be started (${error}).`;
    this.#restoring = false;
    const { install } = this.#view;
    if (install.status === 'running') {
      const { source, name, doneBytes, totalBytes } = install;
      const left = { source, name, doneBytes, totalBytes, resumable: true };
      this.#setInstall({ status: 'failed', ...left, code: 'crashed', message });
    }
    for (const wait of [...this.#waits]) wait.end();
  }

  /* ── what the Worker says ───────────────────────────────────────────────── */

  #heard(event: StoreEvent): void {
    this.#unanswered = null;
    switch (event.type) {
      case 'store.builds': {
        const { builds, freeBytes, unavailable } = event;
        this.#take({ ...this.#view, builds, freeBytes, unavailable });
        break;
      }
      case 'store.verification':
        this.#take({ ...this.#view, verification: event.verification });
        break;
      case 'store.install':
        this.#heardInstall(event.install);
        break;
    }
    const gone = event.type === 'store.builds' && event.unavailable !== null;
    for (const wait of [...this.#waits]) if (gone || wait.answered(event)) wait.end();
  }

  #heardInstall(told: InstallState): void {
    const restoring = this.#restoring;
    this.#restoring = false;
    const { install } = this.#view;
    if (restoring && !this.#stopped && install.status === 'running') {
      if (told.status === 'paused') {
        this.#send({ type: 'store.resume' }).catch((error) => this.#hostLost(error));
        return;
      }
      if (told.status === 'none') {
        const build = this.#finished(install);
        if (build) {
          const { id, name, practice } = build;
          const { source } = install;
          this.#setInstall({ status: 'done', source, id, name, practice, notices: [] });
          return;
        }
        const { source } = install;
        this.#send({ type: 'store.install', source }).catch((error) => this.#hostLost(error));
        return;
      }
    }
    this.#setInstall(this.#withMemory(told));
  }

  /** The build that an installation has become while nobody was there to hear of it. */
  #finished(install: Extract<InstallState, { status: 'running' }>): StoredBuild | undefined {
    const { source, name } = install;
    return this.#view.builds?.find(
      (build) =>
        build.installedAt >= this.#since &&
        build.problem === null &&
        (source.kind === 'web' ? build.address === source.address : build.name === name),
    );
  }

  /** A Worker that was started anew knows less of how an installation ended than we do. */
  #withMemory(told: InstallState): InstallState {
    const { install } = this.#view;
    if (this.#forget) return this.#isRemoved(told) ? { status: 'none' } : told;
    if (install.status === 'failed' && told.status === 'paused') {
      const { doneBytes, totalBytes } = told;
      return { ...install, doneBytes, totalBytes, resumable: true };
    }
    if (install.status === 'failed' && told.status === 'none') {
      return { ...install, resumable: false };
    }
    if (install.status === 'done' && told.status === 'none') return install;
    return told;
  }

  #isRemoved(told: InstallState): boolean {
    const { builds } = this.#view;
    return told.status === 'done' && builds !== null && !builds.some(({ id }) => id === told.id);
  }

  #setInstall(install: InstallState): void {
    const { install: last } = this.#view;
    const before = last.status;
    this.#take({ ...this.#view, install });
    if (last.status === 'running' && install.status === 'running') {
      // Known only while it runs; what comes from a folder is found again by its name.
      const isNamed = install.name !== null && install.name !== last.name;
      if (isNamed && !this.#stopped) this.#remember(install);
    }
    if (install.status === before) return;
    if (install.status === 'running') this.#since = this.#now();
    this.#remember(install);
    if (install.status === 'done' && before === 'running') {
      const { id, practice } = install;
      this.#options.installed({ id, practice });
    }
  }

  #take(view: StoreView): void {
    this.#view = view;
    this.#throttle.tell();
  }

  /** What is done or nothing needs no memory; what failed is told until a person forgets it. */
  #remember(install: unknown): void {
    const parsed = v.safeParse(InstallState, install);
    if (!parsed.success) return;
    const { status } = parsed.output;
    const memory =
      status === 'none' || status === 'done'
        ? null
        : { install: parsed.output, since: this.#since };
    this.#saving = this.#saving
      .then(() => this.#options.memory.save(memory))
      .catch((error) => console.warn('seawall: could not note down the installation', error));
  }
}
