/** What is around the page: context menu, shortcuts, notifications, backups, diagnostics, language. */
import { HOSTED_MODEL } from '../core/engines';
import { sameSource } from '../core/guard-source';
import { speak } from '../core/i18n';
import { languageOf } from '../core/language';
import { SETTINGS_VERSION } from '../core/settings';
import type { Engine } from '../core/verdict';
import {
  askFrame,
  beforeRestoreMemory,
  diagnosticsMemory,
  noticesMemory,
  notify,
  onCommand,
  onMenuClicked,
  onNotified,
  openOptionsPage,
  openPanel,
  removeSite,
  requestSiteNow,
  setMenu,
} from '../platform/around';
import type { DiagnosticsView } from '../platform/around-protocol';
import type { EnginesView } from '../platform/engines-protocol';
import type { GuardState } from '../platform/guard-protocol';
import { browserLanguages } from '../platform/languages';
import type { SettingsStore } from '../platform/storage';
import type { StoreView } from '../platform/store-protocol';
import { Backups } from './backups';
import type { Badge } from './badge';
import { Diagnostics } from './diagnostics';
import type { LocalEngine } from './engines/local';
import type { Frames } from './frames';
import type { GuardStore } from './guard-store';
import type { Network } from './network';
import { Notices } from './notices';
import { Overturning, type OverturningOptions } from './overturning';
import { Pointing, type PointingOptions } from './pointing';
import type { Policy } from './policy';
import type { Preferences } from './preferences';

export interface AroundOptions {
  settings: SettingsStore;
  policy: Policy;
  wanted: PointingOptions['wanted'];
  lock: PointingOptions['lock'];
  preferences: Preferences;
  network: Network;
  engine: Pick<LocalEngine, 'state' | 'identity'>;
  store: Pick<GuardStore, 'view'>;
  frames: Pick<Frames, 'all'>;
  badge: Badge;
  reviews: OverturningOptions['store'];
  images: OverturningOptions['images'];
  detail: OverturningOptions['detail'];
  started: Promise<void>;
  /** Entries of the review store are others now; that pages look again is the store's doing. */
  reviewed(): void;
  /** Every part takes the settings that hold now. */
  replaced(): Promise<void>;
}

export type Around = ReturnType<typeof around>;

/** Registers its listeners at once. */
export function around(options: AroundOptions) {
  const { settings, policy, preferences, network, engine, store, frames, badge, started } = options;
  const chosen = () => languageOf(preferences.current.language, browserLanguages());
  speak(chosen);
  let language = chosen();

  const diagnostics = new Diagnostics({ ...diagnosticsMemory, now: Date.now });
  const notices = new Notices({
    ...noticesMemory,
    isWanted: () => preferences.current.notify,
    show: notify,
  });
  const backups = new Backups({
    settings,
    memory: beforeRestoreMemory,
    isHere: (guard) =>
      guard.kind === 'packaged' ||
      (store.view.builds?.some(({ id, practice }) =>
        sameSource(guard, { kind: 'installed', id, practice }),
      ) ??
        false),
    replaced: options.replaced,
    now: () => new Date(),
  });
  const overturning = new Overturning({
    store: options.reviews,
    images: options.images,
    detail: options.detail,
    buildOf,
    now: Date.now,
  });
  const pointing = new Pointing({
    started,
    policy,
    wanted: options.wanted,
    lock: options.lock,
    frames: () => frames.all(),
    ask: askFrame,
    setMenu,
    requestSite: requestSiteNow,
    removeSite,
    openPanel,
    openOptions: openOptionsPage,
    overturn: (answer, url, isPrivate) => overturning.overturn(answer, url, isPrivate),
    reviewed: options.reviewed,
  });

  const told = (act: Promise<void>) =>
    act.catch((error) => console.debug('seawall: not done', error));
  onMenuClicked((click) => void told(pointing.clicked(click)));
  onCommand((command, tab) => void told(pointing.commanded(command, tab)));
  listenToNotifications();

  async function buildOf(name: Engine): Promise<string> {
    if (name === 'local') return (await engine.identity())?.id ?? 'local';
    return name === 'hosted' ? HOSTED_MODEL : network.view.server.model || 'server';
  }

  function listenToNotifications(): void {
    onNotified(() => void openOptionsPage().catch(() => {}));
  }

  return {
    backups,
    diagnostics: {
      get view(): DiagnosticsView {
        const { server, hosted } = network.view;
        return {
          guard: guardOf(engine.state),
          engines: { server: statusOf(server.state), hosted: statusOf(hosted.state) },
          settingsVersion: SETTINGS_VERSION,
          sites: policy.sites.length,
          frames: frames.all().length,
          since: diagnostics.since,
          runs: [...diagnostics.runs],
          errors: [...diagnostics.errors],
        };
      },
      failed: (what: string) => diagnostics.failed(what),
    },

    /** To be called when settings and preferences have been read. */
    async start(): Promise<void> {
      await diagnostics.start();
      this.chosen();
      await pointing.follow();
    },

    /** For a queue of this engine. */
    ran: (name: Engine) => (run: { kind: 'text' | 'image'; ms: number; others: number }) =>
      diagnostics.ran({ engine: name, ...run, ms: Math.round(run.ms) }),

    guardChanged(state: GuardState): void {
      notices.guard(state);
      if (state.status === 'failed') diagnostics.failed(`guard failed: ${state.code}`);
    },

    storeChanged({ install }: StoreView): void {
      notices.install(install);
      if (install.status === 'failed') diagnostics.failed(`installation failed: ${install.code}`);
    },

    enginesChanged(view: EnginesView): void {
      notices.engines(view);
      for (const name of ['server', 'hosted'] as const) {
        const { state } = view[name];
        if (state.status === 'resting') diagnostics.failed(`${name} rests: ${state.trouble}`);
      }
    },

    sitesChanged(): void {
      void pointing.follow();
    },

    /** Another language may have been chosen. */
    chosen(): void {
      const now = chosen();
      if (now === language) return;
      language = now;
      badge.sayAnew();
      void pointing.follow();
    },

    permissionsAdded: listenToNotifications,
    navigated: (tabId: number) => pointing.forget(tabId),
  };
}

const statusOf = (state: EnginesView['server']['state']): string =>
  state.status === 'resting'
    ? `resting: ${state.trouble}`
    : state.status === 'unready'
      ? `unready: ${state.why}`
      : state.status;

/** Without names, which may be of a person's own guard, and without messages. */
function guardOf(state: GuardState): DiagnosticsView['guard'] {
  const { status } = state;
  if (status === 'failed') return { status, code: state.code };
  if (status !== 'ready') return { status };
  const { id, practice, device } = state;
  return { status, id, practice, device };
}
