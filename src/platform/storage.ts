/**
 * The settings in `storage.local`: read once, changed one change at a time. Whoever reads them gets
 * those that hold: a person's own, under the policy of an organisation where there is one
 * (core/managed-settings.ts). Here alone the two are told apart.
 */
import * as v from 'valibot';
import { GuardSource } from '../core/guard-source';
import { type ManagedPolicy, readManaged } from '../core/managed';
import {
  changedUnder,
  effectiveSettings,
  liveDepartures,
  type Managing,
  notManaged,
} from '../core/managed-settings';
import { defaultSettings, readSettings, type Settings } from '../core/settings';
import { browser } from './browser';
import { readManagedStorage } from './managed';

/** What the store uses of a storage area. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const KEY = 'settings';
/** What could not be read is kept aside instead of being written over. */
const UNREAD_KEY = 'settings.unread';
/** In what a person has departed from the policy. */
const DEPARTED_KEY = 'settings.departed';
/** Which installed build is the one that the policy names. */
const GUARD_KEY = 'settings.managedGuard';

const Departed = v.array(v.string());
const ManagedGuard = v.object({
  address: v.string(),
  sha256: v.nullable(v.string()),
  source: GuardSource,
});

export class SettingsStore {
  readonly #area: StorageArea;
  readonly #readManaged: () => Promise<unknown>;
  #chain: Promise<unknown> = Promise.resolve();
  #own: Settings | null = null;
  #managing: Managing | null = null;

  /** `readManaged`: what the browser has of an organisation's policy; never rejects. */
  constructor(area: StorageArea, readManaged: () => Promise<unknown> = async () => ({})) {
    this.#area = area;
    this.#readManaged = readManaged;
  }

  /** The settings that hold. */
  read(): Promise<Settings> {
    return this.#serial(async () => effectiveSettings(await this.#load(), await this.#manage()));
  }

  /** A person's own settings, whatever a policy says. */
  readOwn(): Promise<Settings> {
    return this.#serial(() => this.#load());
  }

  policy(): Promise<ManagedPolicy> {
    return this.#serial(async () => (await this.#manage()).policy);
  }

  /**
   * Stores `change(settings)`; resolves with what holds then, when it is on disk.
   * @throws LockedError, before anything is stored, where the policy does not let a person do so
   */
  update(change: (settings: Settings) => Settings): Promise<Settings> {
    return this.#serial(async () => {
      const own = await this.#load();
      const managing = await this.#manage();
      const next = changedUnder(own, managing, change(effectiveSettings(own, managing)));
      const { departed } = next;
      const isDeparture = departed.length !== managing.departed.length;
      await this.#area.set({ [KEY]: next.own, ...(isDeparture && { [DEPARTED_KEY]: departed }) });
      this.#own = next.own;
      this.#managing = { ...managing, departed };
      return effectiveSettings(next.own, this.#managing);
    });
  }

  /** @throws LockedError where `update` would; stores nothing. */
  check(change: (settings: Settings) => Settings): Promise<void> {
    return this.#serial(async () => {
      const own = await this.#load();
      const managing = await this.#manage();
      changedUnder(own, managing, change(effectiveSettings(own, managing)));
    });
  }

  /**
   * As `update`, of a person's own settings: for what follows from something else, and is nobody's
   * wish. What `change` returns as it was is not stored again.
   */
  updateOwn(change: (settings: Settings) => Settings): Promise<Settings> {
    return this.#serial(async () => {
      const before = await this.#load();
      const own = change(before);
      if (own !== before) await this.#area.set({ [KEY]: own });
      this.#own = own;
      return effectiveSettings(own, await this.#manage());
    });
  }

  /** The build that the policy names; null where there is none, or it is not installed. */
  managedGuard(): Promise<GuardSource | null> {
    return this.#serial(async () => (await this.#manage()).guard);
  }

  /** The build that the policy names is installed as `source`; null: it is not any more. */
  setManagedGuard(source: GuardSource | null): Promise<void> {
    return this.#serial(async () => {
      const managing = await this.#manage();
      const { guardAddress: address, guardSha256: sha256 = null } = managing.policy;
      const isNone = source === null || address === undefined;
      await this.#area.set({ [GUARD_KEY]: isNone ? null : { address, sha256, source } });
      this.#managing = { ...managing, guard: isNone ? null : source };
    });
  }

  /** The browser has another policy: it is read anew. */
  policyChanged(): Promise<void> {
    return this.#serial(async () => {
      this.#managing = null;
      await this.#manage();
    });
  }

  async #load(): Promise<Settings> {
    if (this.#own) return this.#own;
    const stored = (await this.#area.get(KEY))[KEY];
    const read = readSettings(stored);
    if (!read.ok) {
      console.warn(`seawall: ${read.problem} Starting with defaults; the old ones are kept aside.`);
      await this.#area.set({ [UNREAD_KEY]: stored });
    }
    this.#own = read.ok ? read.settings : defaultSettings();
    return this.#own;
  }

  async #manage(): Promise<Managing> {
    if (this.#managing) return this.#managing;
    const { policy, problems } = readManaged(await this.#readManaged());
    for (const problem of problems) console.warn(`seawall: policy: ${problem}`);
    const departed = v.safeParse(Departed, (await this.#area.get(DEPARTED_KEY))[DEPARTED_KEY]);
    const guard = v.safeParse(ManagedGuard, (await this.#area.get(GUARD_KEY))[GUARD_KEY]);
    const isThisGuard =
      guard.success &&
      guard.output.address === policy.guardAddress &&
      guard.output.sha256 === (policy.guardSha256 ?? null);
    const managing: Managing = {
      ...notManaged,
      policy,
      guard: isThisGuard ? guard.output.source : null,
      departed: departed.success ? departed.output : [],
    };
    // Chrome may have none yet: what was departed from is told by a policy that says something.
    const isEmpty = Object.keys(policy).length === 0;
    const live = isEmpty ? managing.departed : liveDepartures(managing);
    if (live.length !== managing.departed.length) await this.#area.set({ [DEPARTED_KEY]: live });
    this.#managing = { ...managing, departed: live };
    return this.#managing;
  }

  #serial<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#chain.then(act);
    this.#chain = result.catch(() => {});
    return result;
  }
}

/**
 * Keeps content scripts away from what is stored: they have no business there. Chrome alone can do
 * so; in Firefox `storage.local` stays open to them, and nothing secret is kept in it.
 */
export function closeStorageToContentScripts(): void {
  const { local } = browser.storage;
  const close: unknown = Reflect.get(local, 'setAccessLevel');
  if (typeof close !== 'function') return;
  Promise.resolve(Reflect.apply(close, local, [{ accessLevel: 'TRUSTED_CONTEXTS' }])).catch(
    (error) => console.debug('seawall: storage stays open to content scripts', error),
  );
}

export const localSettings = (): SettingsStore =>
  new SettingsStore(browser.storage.local, readManagedStorage);
