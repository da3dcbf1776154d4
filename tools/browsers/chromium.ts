/** Chromium with the extension, through Playwright. Flags: ../../docs/architecture.md. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from 'playwright';
import * as v from 'valibot';
import type { BrowserHandle, LaunchOptions } from './driver';
import type { Tab } from './page';

export async function launchChromium(options: LaunchOptions): Promise<BrowserHandle> {
  const { dir } = options.extension;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'seawall-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executable,
    headless: options.headless,
    // A headed window is for a person: let the page fill it.
    viewport: options.headless ? { width: 1280, height: 800 } : null,
    args: [
      '--no-sandbox',
      `--disable-extensions-except=${dir}`,
      `--load-extension=${dir}`,
      // Without this flag a machine with no GPU has no adapter at all: the test of WASM.
      ...(options.webgpu ? ['--enable-unsafe-webgpu'] : ['--disable-features=WebGPUService']),
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  });
  const origin = `chrome-extension://${extensionId(dir)}`;
  let spare = context.pages()[0];
  const noted = notes(context);

  return {
    name: 'chrome',
    version: context.browser()?.version() ?? 'unknown',
    extensionUrl: (path) => `${origin}/${path}`,

    async newTab({ initScript } = {}) {
      const page = spare ?? (await context.newPage());
      spare = undefined;
      if (initScript) await page.addInitScript({ content: initScript });
      return chromiumTab(page);
    },

    async killBackground() {
      const session = await anySession(context);
      const { targetInfos } = await session.send('Target.getTargets');
      const workers = targetInfos.filter(
        ({ type, url }) => type === 'service_worker' && url.startsWith(origin),
      );
      for (const { targetId } of workers) await session.send('Target.closeTarget', { targetId });
      await session.detach();
      return workers.length > 0;
    },

    async reload() {
      // Only with developer mode on does Chromium take an unpacked extension back.
      const tab = await context.newPage();
      await tab.goto('chrome://extensions/');
      await tab.evaluate(`(async () => {
        await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
        await chrome.developerPrivate.reload('${extensionId(dir)}', { failQuietly: true });
      })()`);
      await tab.close();
    },

    async complaints() {
      const tab = await context.newPage();
      await tab.goto('chrome://extensions/');
      const json = await tab.evaluate(`(async () => {
        const info = await chrome.developerPrivate.getExtensionInfo('${extensionId(dir)}');
        const { manifestErrors, runtimeErrors, installWarnings } = info;
        return JSON.stringify([...manifestErrors, ...runtimeErrors, ...(installWarnings ?? [])]);
      })()`);
      await tab.close();
      const kept = v.parse(v.array(v.unknown()), JSON.parse(String(json)));
      return [...noted, ...kept.map((each) => JSON.stringify(each))];
    },

    closed: () => new Promise((done) => context.once('close', () => done())),

    async close() {
      await context.close();
      if (options.profile) return;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },

    gpuProcess: () => processOf(context, 'GPU'),

    async kill() {
      const own = await processOf(context, 'browser');
      if (own === null) throw new Error('Chromium does not tell which process it is.');
      const gone = new Promise((done) => context.once('close', done));
      process.kill(own, 'SIGKILL');
      await gone;
    },
  };
}

/** Null where there is none of this type. */
async function processOf(context: BrowserContext, type: 'browser' | 'GPU'): Promise<number | null> {
  const session = await context.browser()?.newBrowserCDPSession();
  const told = await session?.send('SystemInfo.getProcessInfo');
  await session?.detach();
  return told?.processInfo.find((each) => each.type === type)?.id ?? null;
}

/** Errors of pages and of the service worker, from now on. */
function notes(context: BrowserContext): string[] {
  const noted: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') noted.push(`${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => noted.push(String(error.error())));
  const listen = (worker: Worker): void => {
    worker.on('console', (message) => {
      if (message.type() === 'error') noted.push(`${worker.url()}: ${message.text()}`);
    });
  };
  context.serviceWorkers().forEach(listen);
  context.on('serviceworker', listen);
  return noted;
}

/** An unpacked extension's id is the hash of its folder's path, in letters. */
export function extensionId(dir: string): string {
  const hash = createHash('sha256').update(dir).digest('hex').slice(0, 32);
  return [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

function anySession(context: BrowserContext): Promise<CDPSession> {
  const page = context.pages()[0];
  if (!page) throw new Error('Chromium has no open tab to speak through.');
  return context.newCDPSession(page);
}

function chromiumTab(page: Page): Tab {
  let session: Promise<CDPSession> | undefined;
  return {
    async devtools(method, params = {}) {
      session ??= page.context().newCDPSession(page);
      // The protocol's names are checked where they are used: by what comes back.
      return (await session).send(method as 'Runtime.enable', params);
    },
    async worlds() {
      const own = await page.context().newCDPSession(page);
      const origins: string[] = [];
      own.on('Runtime.executionContextCreated', ({ context }) => origins.push(context.origin));
      // Those that are there already are told of before it answers.
      await own.send('Runtime.enable');
      await own.detach();
      return origins;
    },
    run: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    rightClick: (selector) => page.click(selector, { button: 'right' }),
    press: (key) => page.keyboard.press(key === 'ShiftTab' ? 'Shift+Tab' : key),
    type: (text) => page.keyboard.type(text),
    async goto(url, timeout) {
      await page.goto(url, { timeout, waitUntil: 'load' });
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    toFront: () => page.bringToFront(),
    async screenshot(path) {
      await page.screenshot({ path });
    },
    close: () => page.close(),
  };
}
