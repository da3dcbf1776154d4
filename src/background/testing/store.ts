/** Stand-ins for tests of the guard store: a host without a Worker, and what is around the store. */
import type {
  InstallSource,
  InstallState,
  StoredBuild,
  StoreEvent,
  StoreRequest,
  StoreView,
  Verification,
} from '../../platform/store-protocol';
import { GuardStore } from '../guard-store';
import type { HostChannel, HostEvents, StoreHost } from '../hosts/host';

export type Running = Extract<InstallState, { status: 'running' }>;
export type Paused = Extract<InstallState, { status: 'paused' }>;

export const web = { kind: 'web', address: 'hf:example/guard' } as const satisfies InstallSource;
export const folder: InstallSource = { kind: 'folder', token: 'token-1', name: 'my-guard' };
const amount = { source: web, name: 'Guard', doneBytes: 5, totalBytes: 9 };

/** What pages ask. */
export const list: StoreRequest = { type: 'store.list' };
export const begin: StoreRequest = { type: 'store.install', source: web };
export const resume: StoreRequest = { type: 'store.resume' };
export const pause: StoreRequest = { type: 'store.pause' };
export const cancel: StoreRequest = { type: 'store.cancel' };
export const verify: StoreRequest = { type: 'store.verify', id: 'guard' };
export const remove: StoreRequest = { type: 'store.remove', id: 'guard' };

/** What the Worker says of an installation. */
export const none: InstallState = { status: 'none' };
export const running: Running = {
  status: 'running',
  ...amount,
  stage: 'downloading',
  bytesPerSecond: 1,
  notices: [],
};
export const paused: Paused = { status: 'paused', ...amount };
export const failed: InstallState = {
  status: 'failed',
  ...amount,
  code: 'refused',
  message: 'It said 403.',
  resumable: true,
};
export const done: InstallState = {
  status: 'done',
  source: web,
  id: 'guard',
  name: 'Guard',
  practice: false,
  notices: [],
};
/** How an installation is told of that nothing goes on with by itself any more. */
export const crashed = {
  status: 'failed',
  ...amount,
  code: 'crashed',
  resumable: true,
} as const;
export const checking: Verification = { id: 'guard', doneBytes: 1, totalBytes: 9, outcome: null };

/** As if it had been installed at this moment. */
export const buildOf = (id: string, rest: Partial<StoredBuild> = {}): StoredBuild => ({
  id,
  name: 'Guard',
  practice: false,
  model: 'example/model',
  licence: 'mit',
  bits: 4,
  bytes: 9,
  installedAt: Date.now(),
  address: web.address,
  problem: null,
  ...rest,
});

export const buildsEvent = (...builds: StoredBuild[]): StoreEvent => ({
  type: 'store.builds',
  builds,
  freeBytes: 100,
  unavailable: null,
});

/** Says what the test says; what is sent to a connection that has ended is lost. */
export class FakeStoreHost implements StoreHost {
  connects = 0;
  /** There is no host to be had. */
  refuses = false;
  events: HostEvents<StoreEvent> | null = null;
  #sent: StoreRequest[] = [];

  async connect(events: HostEvents<StoreEvent>): Promise<HostChannel<StoreRequest>> {
    this.connects++;
    if (this.refuses) throw new Error('no offscreen documents');
    this.events = events;
    return {
      send: (request) => {
        if (this.events === events) this.#sent.push(request);
      },
      close: () => {
        if (this.events === events) this.events = null;
      },
    };
  }

  async stop(): Promise<void> {
    this.events = null;
  }

  /** What was sent since the last look. */
  take(): StoreRequest[] {
    return this.#sent.splice(0);
  }

  say(event: StoreEvent): void {
    if (!this.events) throw new Error('nobody is connected');
    this.events.event(event);
  }

  install(install: InstallState): void {
    this.say({ type: 'store.install', install });
  }

  builds(...builds: StoredBuild[]): void {
    this.say(buildsEvent(...builds));
  }

  check(verification: Verification): void {
    this.say({ type: 'store.verification', verification });
  }

  end(): void {
    const { events } = this;
    this.events = null;
    if (!events) throw new Error('nobody is connected');
    events.ended();
  }
}

/** What came of a request so far. */
export interface Asked {
  answer: StoreView | null;
  error: unknown;
}

/** A store with all that it needs. A new life of the background keeps its host and its memory. */
export class StoreBench {
  readonly host = new FakeStoreHost();
  /** Views that pages were told. */
  readonly told: StoreView[] = [];
  readonly installed: { id: string; practice: boolean }[] = [];
  /** What is written down; undefined where nothing is. */
  memory: unknown;
  /** Nothing can be written down. */
  forgetful = false;
  /** The build that is loaded. */
  inUse: string | null = null;
  /** Its Worker has ended; it takes as long as the test says. */
  released: Promise<void> = Promise.resolve();
  store: GuardStore;

  constructor() {
    this.store = this.#make();
  }

  get view(): StoreView {
    return this.store.view;
  }

  newLife(): Promise<void> {
    this.store = this.#make();
    return this.store.start();
  }

  ask(request: StoreRequest): Asked {
    const asked: Asked = { answer: null, error: null };
    this.store.request(request).then(
      (view) => {
        asked.answer = view;
      },
      (error: unknown) => {
        asked.error = error;
      },
    );
    return asked;
  }

  #make(): GuardStore {
    return new GuardStore({
      host: this.host,
      memory: {
        load: async () => this.memory,
        save: async (memory) => {
          if (this.forgetful) throw new Error('the disk is full');
          this.memory = memory === null ? undefined : structuredClone(memory);
        },
      },
      changed: (view) => this.told.push(view),
      installed: (build) => this.installed.push(build),
      release: async (id) => {
        if (this.inUse !== id) return false;
        await this.released;
        this.inUse = null;
        return true;
      },
    });
  }
}
