/** The settings in `storage.local`: read once, changed one change at a time. */
import { defaultSettings, readSettings, type Settings } from '../core/settings';
import { browser } from './browser';

/** What the store uses of a storage area. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const KEY = 'settings';
/** What could not be read is kept aside instead of being written over. */
const UNREAD_KEY = 'settings.unread';

export class SettingsStore {
  readonly #area: StorageArea;
  #chain: Promise<unknown> = Promise.resolve();
  #settings: Settings | null = null;

  constructor(area: StorageArea) {
    this.#area = area;
  }

  read(): Promise<Settings> {
    return this.#serial(() => this.#load());
  }

  /** Stores `change(settings)`; resolves with it when it is on disk. */
  update(change: (settings: Settings) => Settings): Promise<Settings> {
    return this.#serial(async () => {
      const settings = change(await this.#load());
      await this.#area.set({ [KEY]: settings });
      this.#settings = settings;
      return settings;
    });
  }

  async #load(): Promise<Settings> {
    if (this.#settings) return this.#settings;
    const stored = (await this.#area.get(KEY))[KEY];
    const read = readSettings(stored);
    if (!read.ok) {
      console.warn(`seawall: ${read.problem} Starting with defaults; the old ones are kept aside.`);
      await this.#area.set({ [UNREAD_KEY]: stored });
    }
    this.#settings = read.ok ? read.settings : defaultSettings();
    return this.#settings;
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

export const localSettings = (): SettingsStore => new SettingsStore(browser.storage.local);
