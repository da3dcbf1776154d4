/**
 * What a site gets. The stored policy is the truth; the registered content scripts follow it, and
 * whatever was cut short when the background was killed is put right at its next start. All
 * changes go through one chain, so two clicks never interleave.
 */
import type { Settings } from '../core/settings';
import { isSite } from '../core/site';
import type { SiteMode } from '../platform/messages';

export interface PolicyOptions {
  settings: {
    read(): Promise<Settings>;
    update(change: (settings: Settings) => Settings): Promise<Settings>;
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
  /** Sites that are on, as stored; empty before `start`. */
  #on: ReadonlySet<string> = new Set();
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: PolicyOptions) {
    this.#options = options;
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

  /** The person has taken permissions away: the sites concerned go off. */
  permissionsRemoved(): Promise<void> {
    return this.#serial(() => this.#reconcile());
  }

  /** After an install or update, open pages have no content script of this version yet. */
  injectAll(): Promise<void> {
    return this.#serial(async () => {
      await Promise.allSettled([...this.#on].map((site) => this.#options.scripts.inject(site)));
    });
  }

  async #turnOn(site: string): Promise<void> {
    if (!isSite(site)) {
      throw new PolicyError(`“${site}” is not the name of a web site, so it cannot be screened.`);
    }
    if (!(await this.#options.mayRead(site))) {
      throw new PolicyError(
        `Seawall may not read ${site} yet. Turn it on again and allow it when the browser asks.`,
      );
    }
    await this.#store((sites) => ({ ...sites, [site]: { ...sites[site], mode: 'screen' } }));
    await this.#follow();
    this.#options.changed(site, 'screen');
    try {
      await this.#options.scripts.inject(site);
    } catch (error) {
      // The site is on; pages that are open already get it when they are loaded again.
      console.debug('seawall: could not reach the open tabs of a site', error);
    }
  }

  async #turnOff(site: string): Promise<void> {
    await this.#store(({ [site]: _off, ...rest }) => rest);
    // First the pages, at once; then the registration.
    this.#options.changed(site, 'off');
    await this.#follow();
  }

  async #store(change: (sites: Settings['sites']) => Settings['sites']): Promise<void> {
    const { settings } = this.#options;
    this.#take(await settings.update((old) => ({ ...old, sites: change(old.sites) })));
  }

  #take({ sites }: Settings): void {
    this.#on = new Set(Object.keys(sites).filter(isSite));
  }

  async #reconcile(): Promise<void> {
    const sites = [...this.#on];
    const may = await Promise.all(sites.map((site) => this.#options.mayRead(site)));
    const lost = sites.filter((_, i) => !may[i]);
    if (lost.length > 0) {
      await this.#store((all) =>
        Object.fromEntries(Object.entries(all).filter(([site]) => !lost.includes(site))),
      );
      for (const site of lost) this.#options.changed(site, 'off');
    }
    await this.#follow();
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
