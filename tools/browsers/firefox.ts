/**
 * Firefox with the extension, through Puppeteer's WebDriver BiDi. Two things that Puppeteer cannot
 * do go through the same connection in raw BiDi: opening an extension page (its `goto` waits for an
 * event that never comes), and ending the event page, which takes the browser's own scope.
 */
import { once } from 'node:events';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import * as v from 'valibot';
import type { BrowserHandle, LaunchOptions } from './driver';
import { WELCOME_PAGE } from './extension';
import { type Key, poll, type Tab } from './page';

/** Firefox makes up an address for each profile's extension, unless a preference names it. */
const UUID = '5ea3a115-0000-4000-8000-000000000001';
const ORIGIN = `moz-extension://${UUID}`;
const WELCOME_MS = 15_000;

export interface FirefoxHandle extends BrowserHandle {
  /** Runs an expression with the browser's own rights, in a window of its own; a text that it gives comes back. */
  inBrowser(expression: string): Promise<unknown>;
}

export async function launchFirefox(options: LaunchOptions): Promise<FirefoxHandle> {
  const { dir, geckoId } = options.extension;
  if (!geckoId) {
    throw new Error(
      "The Firefox build's manifest has no browser_specific_settings.gecko.id; " +
        'without it the tools cannot find the extension.',
    );
  }
  const browser = await puppeteer.launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: options.executable,
    headless: options.headless,
    ...(options.profile === undefined ? {} : { userDataDir: options.profile }),
    // A headed window is for a person: let the page fill it.
    defaultViewport: options.headless ? { width: 1280, height: 800 } : null,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextOptionalPermissionPrompts': options.asks ?? false,
      'extensions.webextensions.uuids': JSON.stringify({ [geckoId]: UUID }),
      'dom.webgpu.enabled': options.webgpu,
      'gfx.webgpu.ignore-blocklist': options.webgpu,
    },
  });
  const raw = bidi(browser);
  const install = () =>
    dir.endsWith('.zip') ? raw.installArchive(dir) : browser.installExtension(dir);
  await install();
  if (!options.again) await welcomed(raw);

  return {
    name: 'firefox',
    version: (await browser.version()).replace(/^firefox\//i, ''),
    extensionUrl: (path) => `${ORIGIN}/${path}`,
    inBrowser: raw.inBrowser,

    async newTab({ initScript, window = false } = {}) {
      const page = await browser.newPage(window ? { type: 'window' } : undefined);
      if (initScript) await page.evaluateOnNewDocument(initScript);
      return firefoxTab(page, raw);
    },

    async killBackground() {
      await raw.inBrowser(
        `WebExtensionPolicy.getByID(${JSON.stringify(geckoId)}).extension.terminateBackground({
           ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
      );
      return true;
    },

    reload: async () => {
      await install();
    },

    async complaints() {
      const json = await raw.inBrowser(COMPLAINTS);
      return v.parse(v.array(v.string()), JSON.parse(String(json)));
    },

    closed: () => new Promise((done) => browser.once('disconnected', () => done())),
    close: () => browser.close(),
    gpuProcess: async () => null,

    async kill() {
      const own = browser.process();
      if (!own) throw new Error('This Firefox was not started here.');
      const gone = once(own, 'exit');
      own.kill('SIGKILL');
      await gone;
    },
  };
}

/**
 * The installation opens a page. Firefox leaves its tab empty for good where another window opens just
 * then, as the driver's own would (5 of 28 starts).
 */
async function welcomed(raw: RawBidi): Promise<void> {
  const url = JSON.stringify(`${ORIGIN}/${WELCOME_PAGE}`);
  const isThere = `String(Services.wm.getMostRecentBrowserWindow().gBrowser.browsers.some(
    ({ currentURI, webProgress }) => currentURI.spec === ${url} && !webProgress.isLoadingDocument))`;
  await poll(async () => (await raw.inBrowser(isThere)) === 'true', {
    what: 'the welcome page',
    timeoutMs: WELCOME_MS,
  }).catch(() => {}); // Whether it is there, the driver looks itself.
}

/** Errors that Firefox has noted of scripts of the extension, and what they wrote as errors. */
const COMPLAINTS = `(() => {
  const ours = (text) => String(text).includes('${ORIGIN}') || String(text).includes('seawall@');
  const errors = Services.console.getMessageArray().filter((message) => {
    const isError = message instanceof Ci.nsIScriptError;
    return isError && (ours(message.sourceName) || ours(message.errorMessage));
  });
  const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
  const written = storage.getEvents().filter(({ level, filename }) => level === 'error' && ours(filename));
  return JSON.stringify([
    ...errors.map(({ errorMessage, sourceName }) => sourceName + ': ' + errorMessage),
    ...written.map(({ filename, arguments: said }) => filename + ': ' + said.map(String).join(' ')),
  ]);
})()`;

const Tree = v.object({ contexts: v.array(v.object({ context: v.string() })) });
const Evaluated = v.variant('type', [
  v.object({
    type: v.literal('success'),
    result: v.looseObject({ value: v.optional(v.unknown()) }),
  }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
]);

interface RawBidi {
  navigate(context: string, url: string): Promise<void>;
  /** Runs an expression with the browser's own rights; a text that it gives comes back. */
  inBrowser(expression: string): Promise<unknown>;
  /** A package as it is, as a temporary add-on. */
  installArchive(path: string): Promise<void>;
}

/** Puppeteer's own connection, which it keeps out of its types. */
function bidi(browser: Browser): RawBidi {
  const { connection } = browser as Browser & {
    connection?: { send(method: string, params: object): Promise<{ result: unknown }> };
  };
  if (!connection)
    throw new Error('This puppeteer-core hides its BiDi connection; see firefox.ts.');
  return {
    async navigate(context, url) {
      await connection.send('browsingContext.navigate', { context, url, wait: 'none' });
    },
    async inBrowser(expression) {
      const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
      const [window] = v.parse(Tree, tree.result).contexts;
      if (!window) throw new Error('Firefox has no window to speak through.');
      const answer = await connection.send('script.evaluate', {
        expression,
        target: window,
        awaitPromise: true,
      });
      const evaluated = v.parse(Evaluated, answer.result);
      if (evaluated.type === 'exception') {
        throw new Error(
          `Firefox would not run \`${expression}\`: ${evaluated.exceptionDetails.text}`,
        );
      }
      return evaluated.result.value;
    },
    async installArchive(path) {
      await connection.send('webExtension.install', {
        extensionData: { type: 'archivePath', path },
      });
    },
  };
}

const KEYS = { Space: ' ' } as const satisfies Partial<Record<Key, string>>;

function firefoxTab(page: Page, raw: RawBidi): Tab {
  const tab: Tab = {
    run: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    rightClick: (selector) => page.click(selector, { button: 'right' }),
    type: (text) => page.keyboard.type(text),
    async press(key) {
      if (key !== 'ShiftTab') return page.keyboard.press(key === 'Space' ? KEYS.Space : key);
      await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
    },
    async goto(url, timeout) {
      if (!url.startsWith(ORIGIN)) {
        await page.goto(url, { timeout, waitUntil: 'load' });
        return;
      }
      const { _id: context } = page.mainFrame() as ReturnType<Page['mainFrame']> & { _id: string };
      await raw.navigate(context, url);
      await poll(
        () =>
          tab.run(`location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`),
        { what: `${url} in Firefox`, timeoutMs: timeout },
      );
    },
    resize: (width, height) => page.setViewport({ width, height }),
    toFront: () => page.bringToFront(),
    async screenshot(path) {
      await page.screenshot({ path: path as `${string}.png` });
    },
    close: () => page.close(),
  };
  return tab;
}
