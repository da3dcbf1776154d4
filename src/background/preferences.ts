/** What a person has chosen besides guard, engines and sites, told to every part when it changes. */
import { merged } from '../core/merged';
import {
  type Preferences as Chosen,
  defaultPreferences,
  type PreferencesChange,
  withChange,
} from '../core/preferences';
import type { Protection, ProtectionChange } from '../core/protection';
import type { Settings } from '../core/settings';
import type { SettingsStore } from '../platform/storage';
import { PolicyError } from './policy';
import { words } from './strings';

export interface PreferencesOptions {
  settings: Pick<SettingsStore, 'read' | 'update'>;
  /** Also called for a change of a site's own protection. */
  changed(preferences: Chosen): void;
}

export class Preferences {
  #current: Chosen = defaultPreferences();
  #sites: Settings['sites'] = {};

  constructor(private readonly options: PreferencesOptions) {}

  get current(): Chosen {
    return structuredClone(this.#current);
  }

  /** What holds on a site. */
  protectionOf(site: string): Protection {
    return merged(this.#current.protection, this.#sites[site]?.protection ?? {});
  }

  /** Where the site departs from what holds everywhere. */
  ownProtectionOf(site: string): ProtectionChange {
    return { ...this.#sites[site]?.protection };
  }

  async start(): Promise<void> {
    this.#take(await this.options.settings.read());
  }

  /** An organisation's policy has changed, or sites have. */
  async settingsChanged(): Promise<void> {
    await this.start();
    this.options.changed(this.current);
  }

  /** Sites have gone on or off: what they depart in has come or gone with them. */
  async sitesChanged(): Promise<void> {
    await this.start();
  }

  async set(change: PreferencesChange): Promise<void> {
    await this.#update((old) => ({ ...old, preferences: withChange(old.preferences, change) }));
  }

  /** Null: as everywhere. */
  async setSite(site: string, protection: ProtectionChange | null): Promise<void> {
    await this.#update(({ sites, ...old }) => {
      const known = sites[site];
      if (!known) throw new PolicyError(words.turnOnFirst(site));
      const { protection: _before, ...rest } = known;
      const own = protection === null ? rest : { ...rest, protection };
      return { ...old, sites: { ...sites, [site]: own } };
    });
  }

  async #update(change: (old: Settings) => Settings): Promise<void> {
    this.#take(await this.options.settings.update(change));
    this.options.changed(this.current);
  }

  #take({ preferences, sites }: Settings): void {
    this.#current = preferences;
    this.#sites = sites;
  }
}
