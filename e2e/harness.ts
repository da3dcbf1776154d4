/** What every end-to-end test starts from: a fresh browser with Seawall, and pages to look at. */
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { PageSnapshot } from '../src/platform/messages';
import { type Driver, launch } from '../tools/browsers/driver';
import { type BrowserName, copyExtension } from '../tools/browsers/extension';
import { ensureChromium, ensureFirefox } from '../tools/browsers/install';
import { type DrivenPage, poll } from '../tools/browsers/page';
import { type PageServer, servePages } from '../tools/pages/serve';
import { openGuard, type ReadyGuard } from '../tools/screen/screen';

export interface Target {
  readonly browser: BrowserName;
  readonly webgpu: boolean;
}

/** A browser with the extension and nothing chosen yet. `change` may break its files on purpose. */
export async function start(target: Target, change?: (dir: string) => void): Promise<Driver> {
  const root = join(import.meta.dirname, '..');
  const extension = copyExtension(join(root, 'dist', target.browser), [], change);
  const executable = target.browser === 'chrome' ? ensureChromium() : ensureFirefox();
  return launch(target.browser, { ...target, executable, extension, headless: true });
}

/** Seawall with the practice guard ready, and the tests' own pages on. */
export class Seawall {
  constructor(
    readonly driver: Driver,
    readonly guard: ReadyGuard,
    readonly pages: PageServer,
  ) {}

  async open(path: string): Promise<DrivenPage> {
    await this.driver.setSite(this.pages.site, 'screen');
    return this.driver.openPage(`${this.pages.origin}/${path}`);
  }

  snapshot = (page: DrivenPage): Promise<PageSnapshot> => this.driver.snapshot(page);

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

  /** Flag of the one element whose text contains these words; null while it waits. */
  async flagOf(page: DrivenPage, words: string): Promise<string | null | undefined> {
    return flagIn(await this.snapshot(page), words);
  }
}

export function flagIn(snapshot: PageSnapshot, words: string): string | null | undefined {
  const found = snapshot.elements.filter(({ text }) => text.includes(words));
  if (found.length > 1) throw new Error(`${found.length} elements hold "${words}".`);
  return found[0] && (found[0].verdict?.flag ?? null);
}

export const test = base.extend<{ seawall: Seawall }, { target: Target; pages: PageServer }>({
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

  seawall: async ({ target, pages }, use) => {
    const driver = await start(target);
    try {
      await use(new Seawall(driver, await openGuard(driver, 'practice'), pages));
    } finally {
      await driver.close();
    }
  },
});

export { expect };
