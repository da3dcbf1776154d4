/**
 * Frames of other sites in a page that is screened: they are part of what its reader sees, and no
 * registered script reaches them, since registrations know sites and not pages.
 *
 * A content script tells that its document has frames, and nothing else: which frames there are, and
 * where they come from, the browser says. It is asked with a look (a function of a few words, run in
 * all frames of the tab that the browser lets us into, once it was found that the tab still shows a
 * page that is on), and the content script is put into those
 * that run none, where the person has allowed their site. A page gets a few looks at once and then
 * one every few seconds, and screening in a bounded number of frames, whatever it does.
 */
import { siteOf } from '../core/site';
import type { SiteMode } from '../platform/messages';

/** One frame, as the browser and the function that ran in it say. */
export interface SeenFrame {
  readonly frameId: number;
  /** The browser's name of the document: what is put in later goes into no other. */
  readonly document: string | undefined;
  readonly url: string;
  readonly origin: string;
  /** A content script of ours runs there. */
  readonly runs: boolean;
}

export interface EmbeddedOptions {
  modeOf(site: string): SiteMode;
  /** Whether the person has let Seawall read this site. */
  mayRead(site: string): Promise<boolean>;
  /** At the page itself alone, or at all frames of the tab. */
  look(tabId: number, which: 'page' | 'all'): Promise<SeenFrame[]>;
  run(tabId: number, frames: readonly SeenFrame[]): Promise<unknown>;
  now?: () => number;
}

/** What loads in one go is looked for in one go. */
const GATHER_MS = 100;
/** Looks that a tab may have at once, and how long until it may have one more. */
export const LOOKS = 8;
export const LOOK_EVERY_MS = 3_000;
/** Frames of a tab that run our content script, before no more are added. */
export const MAX_FRAMES = 200;

interface Tab {
  looks: number;
  since: number;
  timer: ReturnType<typeof setTimeout> | null;
  /** A look is under way: what it was asked for may come too late for it. */
  busy: boolean;
  again: boolean;
}

export class Embedded {
  readonly #options: EmbeddedOptions;
  readonly #now: () => number;
  readonly #tabs = new Map<number, Tab>();

  constructor(options: EmbeddedOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** There may be frames in this tab's page that are not screened and should be. */
  wanted(tabId: number): void {
    const tab = this.#tabOf(tabId);
    if (tab.timer !== null) return;
    if (tab.busy) {
      tab.again = true;
      return;
    }
    const now = this.#now();
    const gained = Math.floor((now - tab.since) / LOOK_EVERY_MS);
    tab.looks = Math.min(LOOKS, tab.looks + gained);
    tab.since = tab.looks === LOOKS ? now : tab.since + gained * LOOK_EVERY_MS;
    const wait = tab.looks > 0 ? GATHER_MS : tab.since + LOOK_EVERY_MS - now;
    tab.timer = setTimeout(() => {
      tab.timer = null;
      // Where it waited for one, that one has come.
      if (tab.looks > 0) tab.looks--;
      else tab.since = this.#now();
      void this.#turn(tabId, tab);
    }, wait);
  }

  #tabOf(tabId: number): Tab {
    const known = this.#tabs.get(tabId);
    if (known) return known;
    // Tabs close without a word.
    const longAgo = this.#now() - LOOKS * LOOK_EVERY_MS;
    for (const [id, { since, timer, busy }] of this.#tabs) {
      if (since < longAgo && timer === null && !busy) this.#tabs.delete(id);
    }
    const tab = { looks: LOOKS, since: this.#now(), timer: null, busy: false, again: false };
    this.#tabs.set(tabId, tab);
    return tab;
  }

  async #turn(tabId: number, tab: Tab): Promise<void> {
    tab.busy = true;
    try {
      await this.#fill(tabId);
    } catch (error) {
      // Closed or gone elsewhere meanwhile, or the browser's own page by now.
      console.debug('seawall: could not look at the frames of a tab', error);
    }
    tab.busy = false;
    if (!tab.again) return;
    tab.again = false;
    this.wanted(tabId);
  }

  async #fill(tabId: number): Promise<void> {
    const { look, run, modeOf } = this.#options;
    const isOn = (frames: readonly SeenFrame[]): boolean => {
      const page = siteOf(frames.find(({ frameId }) => frameId === 0)?.url);
      return page !== null && modeOf(page) === 'screen';
    };
    // In frames of a page that is off by now, nothing of ours runs.
    if (!isOn(await look(tabId, 'page'))) return;
    const seen = await look(tabId, 'all');
    const room = MAX_FRAMES - seen.filter(({ runs }) => runs).length;
    const missing = seen.filter(({ runs }) => !runs).slice(0, Math.max(0, room));
    const may = await Promise.all(missing.map((frame) => this.#may(frame)));
    const allowed = missing.filter((_, i) => may[i]);
    // Asked last: it may have been turned off while the browser answered.
    if (allowed.length > 0 && isOn(seen)) await run(tabId, allowed);
  }

  /** One of an opaque origin belongs to whoever made it; the browser has let us in by that. */
  async #may({ url, origin }: SeenFrame): Promise<boolean> {
    const site = siteOf(url) ?? siteOf(origin);
    return site === null ? origin === 'null' : this.#options.mayRead(site);
  }
}
