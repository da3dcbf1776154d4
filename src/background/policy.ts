/**
 * What a site gets. The stored policy is the truth; the registered content scripts follow it, and
 * whatever was cut short when the background was killed is put right at its next start. All
 * changes go through one chain, so two clicks never interleave.
 */
import type { Settings } from '../core/settings';
import { isSite } from '../core/site';
import type { SiteMode } from '../platform/messages';
import { words } from './strings';

export interface PolicyOptions {
  settings: {
    read(): Promise<Settings>;
    update(change: (settings: Settings) => Settings): Promise<Settings>;
    /** Beneath what an organisation has set. */
    updateOwn(change: (settings: Settings) => Settings): Promise<Settings>;
  };
  scripts: {
    registered(): Promise<string[]>;
    register(sites: readonly string[]): Promise<void>;
    unregister(sites: readonly string[]): Promise<void>;
    /** Runs the content script in the site's open tabs. */
    inject(site: string): Promise<void>;
  };
  mayRead(site: string): Promise<boolean>;
  changed(site: string, mode: SiteMode): void;
}

/** A sentence for the person who asked. */
export class PolicyError extends Error {}

export class Policy {
  readonly #options: PolicyOptions;
  /** Sites that are on; empty before `start`. */
  #on: ReadonlySet<string> = new Set();
  /** Sites that an organisation has turned on, and the browser does not let us read (yet). */
  #unreadable: ReadonlySet<string> = new Set();
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: PolicyOptions) {
    this.#options = options;
  }

  /** Those that are on. */
  get sites(): readonly string[] {
    return [...this.#on];
  }

  modeOf(site: string): SiteMode {
    return this.#on.has(site) ? 'screen' : 'off';
  }

  /** Reads the stored policy and makes the registered scripts follow it. */
  start(): Promise<void> {
    return this.#serial(async () => {
      this.#take(await this.#options.settings.read());
      await this.#reconcile();
    });
  }

  set(site: string, mode: SiteMode): Promise<void> {
    return this.#serial(() => (mode === 'screen' ? this.#turnOn(site) : this.#turnOff(site)));
  }

  /** What an organisation has turned on may be readable now. */
  async permissionsAdded(): Promise<void> {
    if (this.#unreadable.size > 0) await this.settingsChanged();
  }

  /** The person has taken permissions away: the sites concerned go off. */
  permissionsRemoved(): Promise<void> {
    return this.#serial(async () => void (await this.#reconcile()));
  }

  /** An organisation's policy has changed: sites go on and off. */
  settingsChanged(): Promise<void> {
    return this.#serial(async () => {
      const before = this.#on;
      this.#unreadable = new Set();
      this.#take(await this.#options.settings.read());
      const { lost } = await this.#reconcile();
      for (const site of before) {
        if (!this.#on.has(site) && !lost.includes(site)) this.#options.changed(site, 'off');
      }
      for (const site of this.#on) {
        if (before.has(site)) continue;
        this.#options.changed(site, 'screen');
        await this.#inject(site);
      }
    });
  }

  /** How scripts are registered may be another now. */
  registrationChanged(): Promise<void> {
    return this.#serial(() => this.#follow());
  }

  /** After an install or update, open pages have no content script of this version yet. */
  injectAll(): Promise<void> {
    return this.#serial(async () => {
      await Promise.allSettled([...this.#on].map((site) => this.#options.scripts.inject(site)));
    });
  }

  async #turnOn(site: string): Promise<void> {
    if (!isSite(site)) {
      throw new PolicyError(words.noSite(site));
    }
    if (!(await this.#options.mayRead(site))) {
      throw new PolicyError(words.notAllowed(site));
    }
    const { settings } = this.#options;
    const change = (old: Settings): Settings => ({
      ...old,
      sites: { ...old.sites, [site]: { ...old.sites[site], mode: 'screen' } },
    });
    this.#unreadable = new Set([...this.#unreadable].filter((each) => each !== site));
    this.#take(await settings.update(change));
    await this.#follow();
    this.#options.changed(site, 'screen');
    await this.#inject(site);
  }

  async #inject(site: string): Promise<void> {
    try {
      await this.#options.scripts.inject(site);
    } catch (error) {
      // The site is on; pages that are open already get it when they are loaded again.
      console.debug('seawall: could not reach the open tabs of a site', error);
    }
  }

  async #turnOff(site: string): Promise<void> {
    const { settings } = this.#options;
    this.#take(
      await settings.update(({ sites: { [site]: _off, ...sites }, ...old }) => ({ ...old, sites })),
    );
    // First the pages, at once; then the registration.
    this.#options.changed(site, 'off');
    await this.#follow();
  }

  #take({ sites }: Settings): void {
    const isOn = (site: string): boolean => isSite(site) && !this.#unreadable.has(site);
    this.#on = new Set(Object.keys(sites).filter(isOn));
  }

  /** `lost`: sites that went off, as the browser does not let us read them. */
  async #reconcile(): Promise<{ lost: readonly string[] }> {
    const { settings, mayRead, changed } = this.#options;
    const sites = [...this.#on];
    const may = await Promise.all(sites.map((site) => mayRead(site)));
    const lost = sites.filter((_, i) => !may[i]);
    if (lost.length > 0) {
      const kept = await settings.updateOwn((own) => {
        const left = Object.entries(own.sites).filter(([site]) => !lost.includes(site));
        const isAsWas = left.length === Object.keys(own.sites).length;
        return isAsWas ? own : { ...own, sites: Object.fromEntries(left) };
      });
      this.#unreadable = new Set([...this.#unreadable, ...lost.filter((site) => kept.sites[site])]);
      this.#take(kept);
      for (const site of lost) changed(site, 'off');
    }
    await this.#follow();
    return { lost };
  }

  /** Registered scripts = sites that are on. */
  async #follow(): Promise<void> {
    const { scripts } = this.#options;
    const registered = new Set(await scripts.registered());
    const extra = [...registered].filter((site) => !this.#on.has(site));
    const missing = [...this.#on].filter((site) => !registered.has(site));
    if (extra.length > 0) await scripts.unregister(extra);
    if (missing.length > 0) await scripts.register(missing);
  }

  #serial<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#chain.then(act);
    this.#chain = result.catch(() => {});
    return result;
  }
}
