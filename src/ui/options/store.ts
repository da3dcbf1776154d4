/**
 * The options page's state and what a person can do with it.
 *
 *     port `ui` ──> signals (guard, settings, store, engines) ──> what is drawn
 *     a person ──> commands ──> guard.choose, guard.detail, store.install, engines.server, …
 *
 * Everything shown is the background's word: it may be killed and come back, and this page with it.
 */
import { batch, computed, signal } from '@preact/signals';
import { readBuildAddress } from '../../core/build-address';
import { type GuardSource, sameSource } from '../../core/guard-source';
import type { ImageDetail } from '../../core/image';
import { merged } from '../../core/merged';
import type { PaceSettings } from '../../core/pace';
import type { Preferences, PreferencesChange } from '../../core/preferences';
import type { ProtectionChange } from '../../core/protection';
import { siteOf } from '../../core/site';
import type { GuardState } from '../../platform/guard-protocol';
import type { GuardSettings, UiAnswer, UiEvent, UiRequest } from '../../platform/messages';
import type { OptionsLink, PickedFile } from '../../platform/options-link';
import type { InstallSource, StoredBuild, StoreView } from '../../platform/store-protocol';
import type { Trouble } from '../components/notes';
import { plain } from '../format';
import { BackgroundLine } from '../line/background-line';
import { strings } from '../strings';
import { createAddressField } from './address';
import { createBackup } from './around/backup';
import { createEnginesStore } from './engines/store';
import { readFolder } from './folder';
import { text } from './strings';
import { around } from './strings-around';

export const PRACTICE_GUARD: GuardSource = { kind: 'packaged', path: 'guards/practice/' };

/** What is asked for at the start, and when something may have been missed. */
const LOOKED_AT = [
  'guard.get',
  'store.get',
  'engines.get',
  'pace.get',
  'preferences.get',
  'backup.get',
] as const;

/** Longest that the protocol takes. */
const MAX_FOLDER_NAME = 300;
export const IDLE_MINUTES = { least: 1, most: 240 } as const;

export const sourceOf = ({ id, practice }: StoredBuild): GuardSource => ({
  kind: 'installed',
  id,
  practice,
});

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** An answer to what was done. */
export type Done = Extract<UiAnswer, { ok: true }>;

export type OptionsStore = ReturnType<typeof createOptionsStore>;

export function createOptionsStore(link: OptionsLink) {
  const guard = signal<GuardState | null>(null);
  const settings = signal<GuardSettings | null>(null);
  const pace = signal<PaceSettings | null>(null);
  const preferences = signal<Preferences | null>(null);
  const view = signal<StoreView | null>(null);
  /** The commands on their way, such as `use ID`. */
  const busy = signal<ReadonlySet<string>>(new Set());
  const trouble = signal<Trouble | null>(null);
  /** What waits for a second word: `remove ID` or `cancel`. */
  const asking = signal<string | null>(null);
  const address = createAddressField();
  const engines = createEnginesStore({ link, send, tell });
  const backup = createBackup({ link, send, tell });

  const background = new BackgroundLine(link, {
    event: take,
    missed: () => void look(),
  });
  let looking = false;
  const life = new AbortController();
  /** Commands go one after another, as they were given. */
  let before: Promise<unknown> = Promise.resolve();
  let offer: ReturnType<OptionsLink['offerFolder']> | null = null;

  const chosenBuild = computed(() => {
    const chosen = settings.value?.chosen;
    if (chosen?.kind !== 'installed') return null;
    return view.value?.builds?.find(({ id }) => id === chosen.id) ?? null;
  });
  /** What people call the chosen guard; null where none is chosen or its name is not known. */
  const chosenName = computed(() => {
    const chosen = settings.value?.chosen;
    if (!chosen) return null;
    if (chosen.kind === 'packaged') return text.guard.practiceName;
    return chosenBuild.value ? plain(chosenBuild.value.name) : plain(chosen.id);
  });
  /** The host that a failed installation could not read from, and that may be allowed. */
  const hostToAllow = computed(() => {
    const install = view.value?.install;
    if (install?.status !== 'failed' || install.code !== 'unreachable') return null;
    if (install.source.kind !== 'web') return null;
    const read = readBuildAddress(install.source.address);
    return read.ok ? siteOf(read.address.baseUrl) : null;
  });
  const installing = computed(() => {
    const status = view.value?.install.status;
    return status === 'running' || status === 'paused';
  });

  function take(event: UiEvent): void {
    if (event.type === 'guard') guard.value = event.guard;
    else if (event.type === 'settings') settings.value = event.settings;
    else if (event.type === 'store') setView(event.store);
    else if (event.type === 'engines') engines.view.value = event.engines;
    else if (event.type === 'preferences') preferences.value = event.preferences;
  }

  function takeAnswer(answer: Done): void {
    batch(() => {
      if (answer.guard) guard.value = answer.guard;
      if (answer.settings) settings.value = answer.settings;
      if (answer.store) setView(answer.store);
      if (answer.engines) engines.view.value = answer.engines;
      if (answer.pace) pace.value = answer.pace;
      if (answer.preferences) preferences.value = answer.preferences;
      if (answer.backup) backup.canUndo.value = answer.backup.canUndo;
    });
  }

  function setView(next: StoreView): void {
    view.value = next;
    const { install } = next;
    if (install.status !== 'done' || install.source.kind !== 'folder') return;
    if (install.source.token === offer?.token) withdraw();
  }

  function withdraw(): void {
    offer?.close();
    offer = null;
  }

  /** Asks for everything: what happened while no port was open was told to nobody. */
  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      for (const type of LOOKED_AT) {
        const answer = await background.ask({ type });
        if (life.signal.aborted) return;
        if (answer.ok) takeAnswer(answer);
        else tell(answer.error);
      }
    } catch (error) {
      if (life.signal.aborted) return;
      if (background.state.value === 'answering') tell(strings.trouble.noAnswer, messageOf(error));
      else background.state.value = 'silent';
    } finally {
      looking = false;
    }
  }

  function tell(sentence: string, details: string | null = null): void {
    trouble.value = { sentence, details };
  }

  /**
   * Sends a command and tells what came of it: its answer, or null if it was not done. Each name
   * once at a time. One that may take longer than others holds none of them up.
   */
  async function send(name: string, request: UiRequest, patienceMs?: number): Promise<Done | null> {
    if (busy.value.has(name)) return null;
    busy.value = new Set([...busy.value, name]);
    const done = before.then(() => carryOut(request, patienceMs));
    if (patienceMs === undefined) before = done;
    const answer = await done;
    busy.value = new Set([...busy.value].filter((each) => each !== name));
    return answer;
  }

  async function carryOut(request: UiRequest, patienceMs?: number): Promise<Done | null> {
    trouble.value = null;
    try {
      const answer = await background.ask(request, patienceMs);
      if (!answer.ok) {
        tell(answer.error);
        return null;
      }
      takeAnswer(answer);
      return answer;
    } catch (error) {
      tell(strings.trouble.noAnswer, messageOf(error));
      return null;
    }
  }

  const command = async (name: string, request: UiRequest): Promise<boolean> =>
    (await send(name, request)) !== null;

  let turn: Promise<unknown> = Promise.resolve();
  /**
   * A change of a setting, after those before it: whoever holds an arrow key in a group of choices
   * makes several at once, and the last must hold.
   */
  function inTurn(name: string, request: () => UiRequest | null): Promise<boolean> {
    const mine = turn.then(async () => {
      const asked = request();
      return asked !== null && (await command(name, asked));
    });
    turn = mine;
    return mine;
  }

  const installSource = (source: InstallSource): Promise<boolean> =>
    command('install', { type: 'store.install', source });

  function retryInstall(): Promise<boolean> {
    const install = view.value?.install;
    if (install?.status !== 'failed') return Promise.resolve(false);
    if (install.resumable) return command('install', { type: 'store.resume' });
    return installSource(install.source);
  }

  return {
    background: background.state,
    lock: background.lock,
    policy: background.policy,
    preferences,
    guard,
    settings,
    pace,
    protection: computed(() => preferences.value?.protection ?? null),
    view,
    busy,
    trouble,
    asking,
    address,
    engines,
    backup,
    around: link.around,
    chosenBuild,
    chosenName,
    hostToAllow,
    installing,

    start(): void {
      background.open(life.signal);
      void look();
    },

    stop(): void {
      life.abort();
      withdraw();
    },

    isChosen: (source: GuardSource): boolean => sameSource(source, settings.value?.chosen ?? null),

    use: (source: GuardSource) =>
      command(`use ${source.kind === 'installed' ? source.id : source.path}`, {
        type: 'guard.choose',
        source,
      }),

    retryGuard: () => command('retry', { type: 'guard.retry' }),

    verify: (id: string) => command(`verify ${id}`, { type: 'store.verify', id }),

    ask(what: string | null): void {
      asking.value = what;
    },

    async remove(id: string): Promise<void> {
      asking.value = null;
      await command(`remove ${id}`, { type: 'store.remove', id });
    },

    /** From the address field; false where the address is not one. */
    async install(): Promise<boolean> {
      const written = address.finish();
      if (written === null) return false;
      if (await installSource({ kind: 'web', address: written })) address.clear();
      return true;
    },

    installFrom: (from: string) => installSource({ kind: 'web', address: from }),

    async installFolder(files: readonly PickedFile[]): Promise<void> {
      const folder = readFolder(files);
      if (!folder.ok) {
        tell(text.install.folderProblems[folder.problem]);
        return;
      }
      withdraw();
      offer = link.offerFolder(folder.files);
      await installSource({
        kind: 'folder',
        token: offer.token,
        name: folder.name.slice(0, MAX_FOLDER_NAME),
      });
    },

    pause: () => command('install', { type: 'store.pause' }),
    resume: () => command('install', { type: 'store.resume' }),
    retryInstall,

    /** To be called straight from a click: the browser asks for permission only there. */
    async allowAndRetry(): Promise<void> {
      const host = hostToAllow.value;
      if (host === null) return;
      const asked = link.requestSite(host);
      try {
        if (await asked) await retryInstall();
        else tell(text.job.declined(host));
      } catch (error) {
        tell(text.job.declined(host), messageOf(error));
      }
    },

    /** Ends an installation, or forgets how it ended. */
    async cancel(): Promise<void> {
      asking.value = null;
      if (await command('cancel', { type: 'store.cancel' })) withdraw();
    },

    /** `wrong` where `written` is no number of minutes that can be set. */
    async setIdle(written: string): Promise<'saved' | 'wrong' | 'failed'> {
      const minutes = Number(written);
      const { least, most } = IDLE_MINUTES;
      if (written.trim() === '' || !Number.isInteger(minutes)) return 'wrong';
      if (minutes < least || minutes > most) return 'wrong';
      if (minutes === settings.value?.idleMinutes) return 'saved';
      return (await command('idle', { type: 'guard.idle', minutes })) ? 'saved' : 'failed';
    },

    /** How closely images are looked at; true if it was done. */
    setDetail: async (detail: ImageDetail): Promise<boolean> =>
      detail === settings.value?.imageDetail ||
      (await inTurn('detail', () => ({ type: 'guard.detail', detail }))),

    /** When pages wait; true if it was done. */
    setPace: (change: Partial<PaceSettings>): Promise<boolean> =>
      inTurn('pace', () => ({ type: 'pace.set', change })),

    /** What a person has chosen besides; true if it was done. */
    setPreferences: (name: string, change: PreferencesChange): Promise<boolean> =>
      inTurn(name, () => ({ type: 'preferences.set', change })),

    openOwn: (page: 'welcome' | 'summary'): Promise<void> =>
      link.openOwn(page).catch((error) => tell(strings.trouble.noPage, messageOf(error))),

    openOptions: (): Promise<void> =>
      link.openOptions().catch((error) => tell(strings.trouble.noOptions, messageOf(error))),

    send,

    changeShortcuts: (): Promise<void> =>
      link.around
        .changeShortcuts()
        .catch((error) => tell(around.shortcuts.manual, messageOf(error))),

    /** What is shown; true if it was done. */
    setProtection: (change: ProtectionChange): Promise<boolean> =>
      inTurn('protection', () => {
        const before = preferences.value?.protection;
        if (!before) return null;
        return { type: 'preferences.set', change: { protection: merged(before, change) } };
      }),

    tell,

    /** The background did not answer: once more from the start. */
    tryAgain(): void {
      background.again();
      void look();
    },

    dismiss(): void {
      trouble.value = null;
    },
  };
}
