/**
 * One driver for both browsers: opens pages, and speaks to the extension from a page of the
 * extension's own, by the same messages that its popup sends.
 */
import * as v from 'valibot';
import type { GuardSource, GuardState } from '../../src/platform/guard-protocol';
import {
  PageSnapshot,
  type SiteMode,
  type SnapshotRequest,
  UiAnswer,
  type UiRequest,
} from '../../src/platform/messages';
import { launchChromium } from './chromium';
import { type BrowserName, CONTROL_PAGE, type LoadedExtension, WELCOME_PAGE } from './extension';
import { launchFirefox } from './firefox';
import { DrivenPage, evaluate, expression, type Json, poll, type Tab } from './page';

export interface LaunchOptions {
  readonly executable: string;
  readonly extension: LoadedExtension;
  readonly webgpu: boolean;
  readonly headless: boolean;
  /** A folder that stays when the browser has ended; else it has one of its own, which goes. */
  readonly profile?: string;
  /** No welcome page opens: it has been started with this profile before, or is another extension. */
  readonly again?: boolean;
  /** The browser's own questions are asked, and wait for an answer; else Firefox grants all unasked. */
  readonly asks?: boolean;
}

/** What a browser's own library must be able to do. */
export interface BrowserHandle {
  readonly name: BrowserName;
  readonly version: string;
  extensionUrl(path: string): string;
  /** `window`: in a window of its own, so that it hides no other tab. */
  newTab(options?: { initScript?: string | undefined; window?: boolean }): Promise<Tab>;
  /** Ends service worker or event page, as the browser does at any moment. False: none ran. */
  killBackground(): Promise<boolean>;
  /** Reads the extension's folder again. */
  reload(): Promise<void>;
  /** What the browser has noted against the extension: its manifest, its errors, its console's. */
  complaints(): Promise<string[]>;
  /** Resolves when somebody closes the browser. */
  closed(): Promise<void>;
  close(): Promise<void>;
  /** The id of the process that speaks to the graphics card; null: none, or not told. */
  gpuProcess(): Promise<number | null>;
  /** Ends the whole browser in the middle of whatever it does, as a crash would. */
  kill(): Promise<void>;
}

export async function launch(browser: BrowserName, options: LaunchOptions): Promise<Driver> {
  const handle = await (browser === 'chrome' ? launchChromium : launchFirefox)(options);
  const driver = new Driver(handle, options.extension);
  try {
    await driver.connect();
    if (!options.again) await driver.closeWelcome();
  } catch (error) {
    await driver.close();
    throw error;
  }
  return driver;
}

export class Driver {
  private control: Tab | undefined;
  private readonly known = new Set<number>();

  constructor(
    private readonly handle: BrowserHandle,
    private readonly extension: LoadedExtension,
  ) {}

  get browser(): BrowserName {
    return this.handle.name;
  }
  get version(): string {
    return this.handle.version;
  }

  /** Opens the page that the tools speak through; again after the extension was reloaded. */
  async connect(): Promise<void> {
    const control = await this.handle.newTab({ window: true });
    const url = this.handle.extensionUrl(CONTROL_PAGE);
    await poll(() => control.goto(url, 5_000).then(() => true), { what: 'the extension to load' });
    this.control = control;
  }

  /** The installation has opened the welcome page. */
  wasWelcomed = false;

  /** What the installation has opened: it would stand before the pages that are looked at. */
  async closeWelcome(): Promise<void> {
    await poll(
      () =>
        this.inExtension(async (path) => {
          const tabs = await chrome.tabs.query({});
          const welcome = tabs.filter(({ url }) => url === chrome.runtime.getURL(path));
          await chrome.tabs.remove(welcome.map(({ id }) => id ?? -1));
          return welcome.length > 0;
        }, WELCOME_PAGE),
      { what: 'the welcome page' },
    ).then(
      () => {
        this.wasWelcomed = true;
      },
      async () => {
        // A machine that is too busy to open it in time: it shall not open later, over a page.
        await this.ask({ type: 'preferences.set', change: { welcomed: true } });
        console.warn('No welcome page has opened.');
      },
    );
  }

  /** Closes the tools' own tab, for a browser that is now a person's. */
  async disconnect(): Promise<void> {
    await this.control?.close();
    this.control = undefined;
  }

  async openPage(
    url: string,
    options: { timeoutMs?: number; initScript?: string; window?: boolean } = {},
  ): Promise<DrivenPage> {
    const { timeoutMs = 30_000, initScript, window } = options;
    const tab = await this.handle.newTab({ initScript, ...(window ? { window } : {}) });
    await tab.goto(url, timeoutMs);
    return new DrivenPage(tab, await this.tabId(tab));
  }

  /** Opens a page of the extension, in a window of its own where that matters. */
  async openExtensionPage(path: string): Promise<DrivenPage> {
    const tab = await this.handle.newTab({ window: true });
    await tab.goto(this.handle.extensionUrl(path), 15_000);
    return new DrivenPage(tab, await this.tabId(tab));
  }

  /** The popup as it opens over a tab. */
  async openPopup(tabId: number): Promise<DrivenPage> {
    const popup = await this.openExtensionPage(`${this.extension.popup}?tab=${tabId}`);
    await popup.resize(360, 600);
    return popup;
  }

  /** Runs a function in a page of the extension. Both browsers call the API `chrome` there. */
  inExtension: DrivenPage['evaluate'] = (fn, ...args) => {
    if (!this.control) throw new Error('Connect the driver before you use it.');
    return evaluate(this.control, fn, args);
  };

  async ask(request: UiRequest): Promise<Extract<UiAnswer, { ok: true }>> {
    const answer = await this.inExtension(
      (message): Promise<unknown> => chrome.runtime.sendMessage(message),
      request,
    );
    const parsed = v.parse(UiAnswer, answer);
    if (!parsed.ok) throw new Error(`The extension refused ${request.type}: ${parsed.error}`);
    return parsed;
  }

  async setSite(site: string, mode: SiteMode): Promise<void> {
    await this.ask({ type: 'site.set', site, mode });
  }

  async chooseGuard(source: GuardSource | null): Promise<void> {
    await this.ask({ type: 'guard.choose', source });
  }

  async guardState(): Promise<GuardState> {
    const { guard } = await this.ask({ type: 'guard.get' });
    if (!guard) throw new Error('The extension answered guard.get without a guard.');
    return guard;
  }

  /**
   * Runs a function in a frame of a page, in the world of content scripts: it sees nothing of what
   * the page's own scripts have changed, and closed shadow roots where the browser shows them to
   * extensions.
   */
  async inFrame<Args extends readonly Json[], Result>(
    page: DrivenPage,
    frameId: number,
    fn: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    if (!this.control) throw new Error('Connect the driver before you use it.');
    // Written out here: no extension page may make a function from a text.
    const json = await this.control.run(
      `chrome.scripting.executeScript({
        target: { tabId: ${page.tabId}, frameIds: [${frameId}] },
        injectImmediately: true,
        func: () => ${expression(fn, args)},
      }).then(([{ result }]) => result)`,
    );
    if (typeof json !== 'string') throw new Error(`A frame gave no answer: ${await page.url()}`);
    return JSON.parse(json) as Result;
  }

  /** The frames of a page that the extension may reach, its own first. */
  frameIds(page: DrivenPage): Promise<number[]> {
    return this.inExtension(async (tabId) => {
      const target = { tabId, allFrames: true };
      const frames = await chrome.scripting.executeScript({
        target,
        injectImmediately: true,
        func: () => null,
      });
      return frames.map(({ frameId }) => frameId).sort((a, b) => a - b);
    }, page.tabId);
  }

  /**
   * The state of a tab's page, from its content script; an error where none runs. Without its
   * elements it costs the page next to nothing, and may be asked again and again.
   */
  async snapshot(page: DrivenPage, elements = true, frameId = 0): Promise<PageSnapshot> {
    const answer = await this.inExtension(
      (tabId, message, frameId): Promise<unknown> =>
        chrome.tabs.sendMessage(tabId, message, { frameId }),
      page.tabId,
      { type: 'snapshot', elements } satisfies SnapshotRequest,
      frameId,
    );
    return v.parse(PageSnapshot, answer);
  }

  killBackground = (): Promise<boolean> => this.handle.killBackground();
  closed = (): Promise<void> => this.handle.closed();
  gpuProcess = (): Promise<number | null> => this.handle.gpuProcess();
  /** As the browser's crash would. Its extension stays, to be launched again; so does a given profile. */
  kill = (): Promise<void> => this.handle.kill();

  /** Reads the extension's folder again, as after a build. Its open pages are gone then. */
  async reloadExtension(): Promise<void> {
    await this.handle.reload();
    await this.control?.close().catch(() => {});
    await this.connect();
  }

  async close(): Promise<void> {
    try {
      await this.handle.close();
    } finally {
      this.extension.remove();
    }
  }

  /** The newest tab at this tab's address that no other page of the driver stands for. */
  private async tabId(tab: Tab): Promise<number> {
    const id = await poll(
      async () => {
        const url = await evaluate(tab, () => location.href, []);
        const ids = await this.inExtension(async (address) => {
          const tabs = await chrome.tabs.query({});
          return tabs.filter((each) => each.url === address).map((each) => each.id ?? -1);
        }, url);
        return Math.max(0, ...ids.filter((each) => !this.known.has(each)));
      },
      { what: 'the number of a tab', timeoutMs: 5_000 },
    );
    this.known.add(id);
    return id;
  }
}
