/** The options page's link with no browser behind it, and states of the store to show on it. */

import { changedPace, defaultPace } from '../../core/pace';
import { defaultPreferences, withChange } from '../../core/preferences';
import type { BackupView } from '../../platform/around-protocol';
import type { EnginesView, EngineTest } from '../../platform/engines-protocol';
import type { GuardSettings, UiEvent, UiRequest } from '../../platform/messages';
import type { AroundLink, OptionsLink, PickedFile, Shortcut } from '../../platform/options-link';
import type { InstallState, StoredBuild, StoreView } from '../../platform/store-protocol';
import type { Channel, ChannelEvents } from '../../platform/ui-link';
import { enginesOff, engineTest } from './engines-scenes';
import { emptyStore, FakeLink, type FakePort } from './fake-link';

export class FakeOptionsLink implements OptionsLink {
  /** The popup's fake has the background and its ports. */
  readonly base = new FakeLink();
  pace = defaultPace();
  preferences = defaultPreferences();
  settings: GuardSettings = { chosen: null, idleMinutes: 5, imageDetail: 'balanced' };
  store: StoreView = emptyStore();
  engines: EnginesView = enginesOff();
  /** What a test of an engine comes to. */
  test: EngineTest = engineTest();
  /** What the background says to a request instead of carrying it out. */
  refuses: string | null = null;
  backup: BackupView = { canUndo: false };
  readonly around = new FakeAround();
  readonly offers: { files: readonly PickedFile[]; closed: boolean }[] = [];

  constructor() {
    this.base.guard = { status: 'none' };
  }

  get requests(): UiRequest[] {
    return this.base.requests.filter(({ type }) => !type.endsWith('.get'));
  }
  get calls(): string[] {
    return this.base.calls;
  }
  get background(): FakePort {
    return this.base.background;
  }

  openBackground = (events: ChannelEvents): Channel => {
    const channel = this.base.openBackground(events);
    const port = this.base.background;
    if (this.base.answers) {
      queueMicrotask(() => {
        port.tell({ type: 'settings', settings: this.settings } satisfies UiEvent);
        port.tell({ type: 'store', store: this.store } satisfies UiEvent);
        port.tell({ type: 'engines', engines: this.engines } satisfies UiEvent);
        port.tell({ type: 'preferences', preferences: this.preferences } satisfies UiEvent);
      });
    }
    return channel;
  };

  ask = async (request: UiRequest): Promise<unknown> => {
    const answer = await this.base.ask(request);
    if (this.base.lock && (request.type.startsWith('lock.') || !isDone(answer))) return answer;
    if (this.refuses !== null) return { ok: false, error: this.refuses };
    if (request.type === 'guard.choose') {
      this.settings = { ...this.settings, chosen: request.source };
    }
    if (request.type === 'guard.idle') {
      this.settings = { ...this.settings, idleMinutes: request.minutes };
    }
    if (request.type === 'guard.detail') {
      this.settings = { ...this.settings, imageDetail: request.detail };
    }
    if (request.type === 'store.remove') {
      const builds = this.store.builds?.filter(({ id }) => id !== request.id) ?? null;
      this.store = { ...this.store, builds };
    }
    if (request.type === 'store.cancel') this.store = { ...this.store, install: none };
    this.engines = carriedOut(this.engines, request);
    if (request.type === 'pace.set') this.pace = changedPace(this.pace, request.change);
    if (request.type === 'preferences.set') {
      this.preferences = withChange(this.preferences, request.change);
      this.background.tell({
        type: 'preferences',
        preferences: this.preferences,
      } satisfies UiEvent);
    }
    const { settings, store, engines, pace, preferences, backup } = this;
    const test = request.type === 'engines.test' ? { test: this.test } : {};
    const all = { settings, store, engines, pace, preferences, backup };
    return { ok: true, ...all, guard: this.base.guard, ...test };
  };

  requestSite = (site: string): Promise<boolean> => this.base.requestSite(site);
  requestSites = (sites: readonly string[]): Promise<boolean> => this.base.requestSites(sites);
  openOwn = (page: 'welcome' | 'summary'): Promise<void> => this.base.openOwn(page);
  openOptions = (): Promise<void> => this.base.openOptions();
  requestSending = (host: string): Promise<boolean> => this.base.requestSending(host);

  offerFolder = (files: readonly PickedFile[]): { token: string; close(): void } => {
    const offer = { files, closed: false };
    this.offers.push(offer);
    return {
      token: `token-${this.offers.length}`,
      close: () => {
        offer.closed = true;
      },
    };
  };

  /** The background's word on the engines. */
  tellEngines(engines: EnginesView): void {
    this.engines = engines;
    this.background.tell({ type: 'engines', engines } satisfies UiEvent);
  }

  /** The background's word on an installation. */
  tell(install: InstallState): void {
    this.store = { ...this.store, install };
    this.background.tell({ type: 'store', store: this.store } satisfies UiEvent);
  }
}

const isDone = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
/** Shortcuts and permissions as a person has them. */
export class FakeAround implements AroundLink {
  keys: readonly Shortcut[] = [
    { name: 'popup', keys: 'Alt+Shift+Y' },
    { name: 'next-unsafe', keys: 'Alt+Shift+J' },
    { name: 'open-panel', keys: '' },
  ];
  notifications = false;
  /** What the person says when the browser asks. */
  grants = true;
  hasShortcutsPage = true;
  readonly calls: string[] = [];

  shortcuts = async (): Promise<readonly Shortcut[]> => this.keys;
  changeShortcuts = async (): Promise<void> => {
    this.calls.push('shortcuts');
    if (!this.hasShortcutsPage) throw new Error('no such page');
  };
  mayNotify = async (): Promise<boolean> => this.notifications;
  requestNotifications = async (): Promise<boolean> => {
    this.calls.push('notifications');
    if (this.grants) this.notifications = true;
    return this.grants;
  };
  requestSites = async (sites: readonly string[]): Promise<boolean> => {
    this.calls.push(`sites ${sites.join(' ')}`);
    return this.grants;
  };
}

const state = (on: boolean) => ({ status: on ? ('ready' as const) : ('off' as const) });

/** The settings of the engines after this request. */
function carriedOut(view: EnginesView, request: UiRequest): EnginesView {
  switch (request.type) {
    case 'engines.order':
      return { ...view, order: request.order };
    case 'engines.server': {
      const server = changed(view.server, request.change);
      return { ...view, server: { ...server, state: state(server.on) } };
    }
    case 'engines.hosted': {
      const hosted = changed(view.hosted, request.change);
      return { ...view, hosted: { ...hosted, state: state(hosted.on) } };
    }
    case 'engines.key': {
      const { engine } = request;
      const key = request.key === null ? null : `••••${request.key.slice(-4)}`;
      return { ...view, [engine]: { ...view[engine], key } };
    }
    case 'engines.neverSend':
      return { ...view, neverSend: { added: request.added, removed: request.removed } };
    default:
      return view;
  }
}

/** What is undefined changes nothing. */
const changed = <T extends object>(old: T, change: { [K in keyof T]?: T[K] | undefined }): T => ({
  ...old,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
});

export const none: InstallState = { status: 'none' };

const web = { kind: 'web', address: 'hf:example/sea-guard-4b' } as const;

type Running = Extract<InstallState, { status: 'running' }>;
type Failed = Extract<InstallState, { status: 'failed' }>;

export const running = (partial: Partial<Running> = {}): Running => ({
  status: 'running',
  source: web,
  name: 'SEA-Guard 4B',
  stage: 'downloading',
  doneBytes: 1_218_000_000,
  totalBytes: 2_900_000_000,
  bytesPerSecond: 24_100_000,
  notices: [],
  ...partial,
});

export const failed = (code: Failed['code'], partial: Partial<Failed> = {}): Failed => ({
  status: 'failed',
  source: web,
  name: 'SEA-Guard 4B',
  doneBytes: 1_218_000_000,
  totalBytes: 2_900_000_000,
  code,
  message: `decoder.weights.3: ${code} at byte 1218000000 of 2900000000`,
  resumable: true,
  ...partial,
});

export const done = (source: Running['source'] = web): InstallState => ({
  status: 'done',
  source,
  id: 'sea-guard-4b-q4',
  name: 'SEA-Guard 4B',
  practice: false,
  notices: [],
});

export const build = (partial: Partial<StoredBuild> = {}): StoredBuild => ({
  id: 'sea-guard-4b-q4',
  name: 'SEA-Guard 4B',
  practice: false,
  model: 'example/SEA-Guard-4B',
  licence: 'MIT',
  bits: 4,
  bytes: 2_345_678_901,
  installedAt: Date.now() - 3 * 24 * 3600 * 1000,
  address: 'hf:example/sea-guard-4b',
  problem: null,
  ...partial,
});
