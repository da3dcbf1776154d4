/**
 * The context menu and the shortcuts. What needs the browser's permission asks for it straight from
 * the click or the key, before anything is awaited: it resolves without a question where the
 * permission is there already.
 */
import * as v from 'valibot';
import type { Guarded } from '../core/lock/lock';
import { siteOf } from '../core/site';
import type { MenuClick, MenuItem } from '../platform/around';
import type { SiteMode } from '../platform/messages';
import { PointedAnswer, type PointedRequest } from '../platform/pointed-protocol';
import type { Frame } from './frames';
import { LockRefusal } from './lock';
import { words } from './strings';

export interface PointingOptions {
  started: Promise<void>;
  policy: {
    readonly sites: readonly string[];
    modeOf(site: string): SiteMode;
    set(site: string, mode: SiteMode): Promise<void>;
  };
  wanted: { note(site: string): Promise<void>; decided(site: string): Promise<void> };
  lock: { require(what: Guarded): Promise<void> };
  /** Frames that run the content script, and how many elements of each are unsafe. */
  frames(): readonly Pick<Frame, 'tabId' | 'frameId' | 'counts'>[];
  ask(tabId: number, frameId: number, request: PointedRequest): Promise<unknown>;
  setMenu(items: readonly MenuItem[]): Promise<void>;
  /** Must be called before anything is awaited. */
  requestSite(site: string): Promise<boolean>;
  removeSite(site: string): Promise<boolean>;
  openPanel(windowId: number): Promise<void>;
  openOptions(): Promise<void>;
  /** Returns how many verdicts were overturned. */
  overturn(answer: unknown, pageUrl: string | null, isPrivate: boolean): Promise<number>;
  /** Entries of the review store are others now. */
  reviewed(): void;
}

export interface CommandTab {
  id: number;
  url: string | null;
  windowId: number;
}

export class Pointing {
  readonly #options: PointingOptions;
  #menu = '';
  #chain: Promise<void> = Promise.resolve();
  /** Tabs whose marks a person has put out of sight. */
  readonly #unmarked = new Set<number>();
  /** Where the last step led to in each tab. */
  readonly #at = new Map<number, number>();

  constructor(options: PointingOptions) {
    this.#options = options;
  }

  /** The menu as language and sites have it now. */
  follow(): Promise<void> {
    this.#chain = this.#chain.then(async () => {
      const { menu } = words;
      const { sites } = this.#options.policy;
      const items: MenuItem[] = [
        { id: 'screen', title: menu.screen, sites: null },
        { id: 'wrong', title: menu.wrong, sites },
        { id: 'hide', title: menu.hide, sites },
        { id: 'unhide', title: menu.unhide, sites },
      ];
      const wanted = JSON.stringify(items);
      if (wanted === this.#menu) return;
      await this.#options.setMenu(items);
      this.#menu = wanted;
    });
    this.#chain = this.#chain.catch((error) =>
      console.debug('seawall: the context menu was not made', error),
    );
    return this.#chain;
  }

  clicked(click: MenuClick): Promise<void> {
    const { tabId, frameId } = click;
    switch (click.id) {
      case 'screen':
        return this.#screen(click);
      case 'wrong':
        return this.#orOptions(() => this.#wrong(click));
      case 'hide':
      case 'unhide':
        return this.#ask(tabId, frameId, { type: 'pointed', act: click.id }).then(() => {});
      default:
        return Promise.resolve();
    }
  }

  commanded(command: string, tab: CommandTab | null): Promise<void> {
    if (tab === null) return Promise.resolve();
    switch (command) {
      case 'open-panel':
        return this.#options.openPanel(tab.windowId);
      case 'toggle-site':
        return this.#toggle(tab);
      case 'next-unsafe':
        return this.#step(tab.id, 1);
      case 'previous-unsafe':
        return this.#step(tab.id, -1);
      case 'toggle-marks':
        return this.#marks(tab.id);
      default:
        return Promise.resolve();
    }
  }

  forget(tabId: number): void {
    this.#unmarked.delete(tabId);
    this.#at.delete(tabId);
  }

  /** Asks again about the element; where the site is off, turns it on. */
  #screen({ pageUrl, tabId, frameId }: MenuClick): Promise<void> {
    const site = siteOf(pageUrl ?? undefined);
    if (site === null) return Promise.resolve();
    const asked = this.#options.requestSite(site);
    return this.#orOptions(async () => {
      await this.#options.started;
      if (this.#options.policy.modeOf(site) === 'off') await this.#turnOn(site, asked);
      else await this.#ask(tabId, frameId, { type: 'pointed', act: 'again' });
    });
  }

  #toggle({ url }: CommandTab): Promise<void> {
    const site = siteOf(url ?? undefined);
    if (site === null) return Promise.resolve();
    const asked = this.#options.requestSite(site);
    return this.#orOptions(async () => {
      const { started, policy, lock, removeSite } = this.#options;
      await started;
      if (policy.modeOf(site) === 'off') return this.#turnOn(site, asked);
      await lock.require('sites');
      await policy.set(site, 'off');
      // As a site that is off needs none; a policy may hold it, and that is fine.
      await removeSite(site).catch(() => false);
    });
  }

  async #turnOn(site: string, asked: Promise<boolean>): Promise<void> {
    const { wanted, lock, policy } = this.#options;
    // Should we be ended while the browser asks, the permission itself turns the site on.
    await wanted.note(site);
    if (!(await asked)) return;
    await wanted.decided(site);
    await lock.require('sites');
    await policy.set(site, 'screen');
  }

  async #wrong({ tabId, frameId, pageUrl, private: isPrivate }: MenuClick): Promise<void> {
    const { started, lock, ask, overturn, reviewed } = this.#options;
    await started;
    // What is overturned is shown from now on.
    await lock.require('settings');
    const answer = await ask(tabId, frameId, { type: 'pointed', act: 'which' });
    if ((await overturn(answer, pageUrl, isPrivate)) > 0) reviewed();
  }

  async #step(tabId: number, by: 1 | -1): Promise<void> {
    await this.#options.started;
    const frames = this.#options
      .frames()
      .filter((frame) => frame.tabId === tabId && frame.counts.unsafe > 0)
      .map(({ frameId }) => frameId)
      .sort((a, b) => (a - b) * by);
    const begin = Math.max(0, frames.indexOf(this.#at.get(tabId) ?? -1));
    // The frame of the last step once more at the end: there it begins anew.
    for (const frameId of [...frames.slice(begin), ...frames.slice(0, begin + 1)]) {
      this.#at.set(tabId, frameId);
      if (await this.#ask(tabId, frameId, { type: 'step', by })) return;
    }
  }

  async #marks(tabId: number): Promise<void> {
    await this.#options.started;
    const shown = this.#unmarked.delete(tabId);
    if (!shown) this.#unmarked.add(tabId);
    const frames = this.#options.frames().filter((frame) => frame.tabId === tabId);
    await Promise.all(
      frames.map(({ frameId }) => this.#ask(tabId, frameId, { type: 'marks', shown })),
    );
  }

  async #ask(tabId: number, frameId: number, request: PointedRequest): Promise<boolean> {
    const answer = v.safeParse(PointedAnswer, await this.#options.ask(tabId, frameId, request));
    return answer.success && answer.output.done;
  }

  /** There is no place here to ask for a PIN, nor to say what was refused: the options have it. */
  async #orOptions(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof LockRefusal)) console.debug('seawall: not done', error);
      await this.#options.openOptions().catch(() => {});
    }
  }
}
