/** What every end-to-end test starts from: a fresh browser with Seawall, and pages to look at. */
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { PageSnapshot, SiteMode } from '../src/platform/messages';
import { type Driver, launch } from '../tools/browsers/driver';
import { type BrowserName, copyExtension } from '../tools/browsers/extension';
import { ensureChromium, ensureFirefox } from '../tools/browsers/install';
import {
  type DrivenPage,
  evaluate,
  type Json,
  poll,
  sleep,
  type Tab,
} from '../tools/browsers/page';
import { unpackedDir } from '../tools/package/make';
import { type PageServer, servePages } from '../tools/pages/serve';
import { openGuard, type ReadyGuard } from '../tools/screen/screen';

export interface Target {
  readonly browser: BrowserName;
  readonly webgpu: boolean;
}

/** A browser with the extension and nothing chosen yet. `change` may break its files on purpose. */
export async function start(target: Target, change?: (dir: string) => void): Promise<Driver> {
  const extension = copyExtension(unpackedDir(target.browser), [], change);
  const executable = target.browser === 'chrome' ? ensureChromium() : ensureFirefox();
  return launch(target.browser, { ...target, executable, extension, headless: true });
}

/** Seawall with the practice guard ready, and the tests' own pages to look at. */
export class Seawall {
  private readonly open: DrivenPage[] = [];

  constructor(
    readonly driver: Driver,
    readonly guard: ReadyGuard,
    readonly pages: PageServer,
  ) {}

  /** Opens one of the tests' pages with its site turned on, or off. */
  async visit(path: string, mode: SiteMode = 'screen', window = false): Promise<DrivenPage> {
    await this.driver.setSite(this.pages.site, mode);
    const page = await this.driver.openPage(`${this.pages.origin}/${path}`, { window });
    this.open.push(page);
    return page;
  }

  async popup(page: DrivenPage): Promise<DrivenPage> {
    const popup = await this.driver.openPopup(page.tabId);
    this.open.push(popup);
    return popup;
  }

  /** The next test in this browser finds it as this one did. */
  async tidy(): Promise<void> {
    for (const page of this.open.splice(0).reverse()) await page.close();
    await this.driver.setSite(this.pages.site, 'off');
  }

  snapshot = (page: DrivenPage): Promise<PageSnapshot> => snapshotOf(this.driver, page);

  /** The page's state once every element has its verdict and a condition of the test's holds. */
  settled(
    page: DrivenPage,
    holds: (snapshot: PageSnapshot) => boolean = ({ elements }) => elements.length > 0,
    timeoutMs = 60_000,
  ): Promise<PageSnapshot> {
    return poll(
      async () => {
        const snapshot = await this.snapshot(page);
        return snapshot.settled && holds(snapshot) ? snapshot : undefined;
      },
      { what: 'the page to settle as expected', timeoutMs },
    );
  }
}

/**
 * The page's snapshot. The content script comes after the page's `load`, a moment of which it is
 * waited for.
 * @throws Error where there is none
 */
export async function snapshotOf(driver: Driver, page: DrivenPage): Promise<PageSnapshot> {
  for (const end = Date.now() + 2_000; ; ) {
    try {
      return await driver.snapshot(page);
    } catch (error) {
      if (!String(error).includes('Receiving end does not exist') || Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** The page's snapshot, once it is as expected; settled or not. */
export const until = (
  driver: Driver,
  page: DrivenPage,
  holds: (snapshot: PageSnapshot) => boolean,
  what: string,
) =>
  poll(
    async () => {
      const snapshot = await driver.snapshot(page);
      return holds(snapshot) ? snapshot : undefined;
    },
    { what, timeoutMs: 60_000 },
  );

/** Flag of the one element whose text holds these words; null while it waits. */
export function flagIn(snapshot: PageSnapshot, words: string): string | null | undefined {
  const found = snapshot.elements.filter(({ text }) => text.includes(words));
  if (found.length > 1) throw new Error(`${found.length} elements hold "${words}".`);
  return found[0] && (found[0].verdict?.flag ?? null);
}

/** The window for the PIN that has opened; the same page, in a window that the test drives. */
export async function unlockWindow(driver: Driver): Promise<DrivenPage> {
  const path = await driver.inExtension(async () => {
    for (let tries = 0; tries < 100; tries++) {
      const found = await chrome.tabs.query({ url: chrome.runtime.getURL('src/ui/unlock/*') });
      const url = found[0]?.url;
      if (url) {
        await chrome.tabs.remove(found[0]?.id ?? -1);
        return url.slice(chrome.runtime.getURL('').length);
      }
      await new Promise((again) => setTimeout(again, 50));
    }
    throw new Error('no window has opened');
  });
  return driver.openExtensionPage(path);
}

/** Runs a function in a tab that is driven by hand. */
export const run = <Args extends readonly Json[], Result>(
  tab: Tab,
  fn: (...args: Args) => Result | Promise<Result>,
  ...args: Args
): Promise<Result> => evaluate(tab, fn, args);

interface WorkerFixtures {
  target: Target;
  pages: PageServer;
  /** One browser for all tests of a file: a guard takes long to load on a software adapter. */
  shared: Seawall;
}

export const test = base.extend<{ seawall: Seawall }, WorkerFixtures>({
  target: [
    { browser: 'chrome', webgpu: true },
    { option: true, scope: 'worker' },
  ],

  pages: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from it
    async ({}, use) => {
      const server = await servePages(join(import.meta.dirname, 'pages'));
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],

  shared: [
    async ({ target, pages }, use) => {
      const driver = await start(target);
      try {
        await use(new Seawall(driver, await openGuard(driver, 'practice'), pages));
      } finally {
        await driver.close();
      }
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  seawall: async ({ shared }, use) => {
    await use(shared);
    await shared.tidy();
  },
});

export { expect };
