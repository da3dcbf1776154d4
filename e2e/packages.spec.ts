/** The very packages, with no key of their manifests changed: installed, opened, tried. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { UiAnswer } from '../src/platform/messages';
import { launchChromium } from '../tools/browsers/chromium';
import type { BrowserHandle } from '../tools/browsers/driver';
import { packagedExtension, WELCOME_PAGE } from '../tools/browsers/extension';
import { launchFirefox } from '../tools/browsers/firefox';
import { ensureChromium, ensureFirefox } from '../tools/browsers/install';
import { type Json, poll, type Tab } from '../tools/browsers/page';
import { packageFile } from '../tools/package/make';
import { filesIn, writeFiles } from '../tools/package/zip';
import { expect, run, type Target, test } from './harness';

test('the package installs as it is, greets, and its practice guard passes its self-test', async ({
  target,
}) => {
  const handle = await install(target);
  try {
    const options = await openOptions(handle);
    const welcomed = () =>
      run(
        options,
        async (path) => {
          const tabs = await chrome.tabs.query({});
          return tabs.some(({ url }) => url === chrome.runtime.getURL(path));
        },
        WELCOME_PAGE,
      );
    // A browser's first start beside another browser.
    await poll(welcomed, { what: 'the welcome page', timeoutMs: 60_000 });

    const permissions = await run(options, () => chrome.permissions.getAll());
    expect(permissions.origins ?? []).toEqual([]);

    await ask(options, {
      type: 'guard.choose',
      source: { kind: 'packaged', path: 'guards/practice/' },
    });
    const guard = await poll(
      async () => {
        const { guard: state } = await ask(options, { type: 'guard.get' });
        return state?.status === 'ready' || state?.status === 'failed' ? state : undefined;
      },
      { what: 'the practice guard', timeoutMs: 60_000 },
    );
    expect(guard).toMatchObject({ status: 'ready', practice: true });

    expect(await handle.complaints()).toEqual([]);
    expect(await run(options, tryToBreakOut)).toEqual({
      compiled: 'EvalError',
      inline: 'blocked',
      elsewhere: 'blocked',
    });
    // What was blocked just now is heard of, so what came before would have been.
    await poll(async () => (await handle.complaints()).length > 0, {
      what: 'word of what is blocked',
    });
  } finally {
    await handle.close();
  }
});

async function install(target: Target): Promise<BrowserHandle> {
  const zip = packageFile(target.browser);
  const files = filesIn(readFileSync(zip));
  const extension = packagedExtension(target.browser, zip, (dir) => writeFiles(files, dir));
  const chrome = target.browser === 'chrome';
  const executable = chrome ? ensureChromium() : ensureFirefox();
  const options = { executable, extension, webgpu: target.webgpu, headless: true };
  const handle = await (chrome ? launchChromium : launchFirefox)(options);
  return { ...handle, close: () => handle.close().finally(extension.remove) };
}

async function openOptions(handle: BrowserHandle): Promise<Tab> {
  const tab = await handle.newTab({ window: true });
  const url = handle.extensionUrl('src/ui/options/options.html');
  await poll(() => tab.goto(url, 5_000).then(() => true), { what: 'the options page' });
  await poll(() => run(tab, () => document.querySelectorAll('h1, h2').length > 1), {
    what: 'what stands on the options page',
  });
  return tab;
}

async function ask(tab: Tab, request: { readonly [key: string]: Json }) {
  const answer = await run(tab, (message) => chrome.runtime.sendMessage(message), request);
  const parsed = v.parse(UiAnswer, answer);
  if (!parsed.ok) throw new Error(`The extension refused: ${parsed.error}`);
  return parsed;
}

/** What a script that got into a page of ours would try. Later: a debugger's own code may do it. */
async function tryToBreakOut() {
  const compiled = await new Promise<string>((done) => {
    setTimeout(() => {
      try {
        done(String(new Function('return "compiled"')()));
      } catch (error) {
        done(error instanceof Error ? error.name : String(error));
      }
    });
  });
  const attempt = (fill: (script: HTMLScriptElement) => void): Promise<string> =>
    new Promise((done) => {
      const script = document.createElement('script');
      const report = () => done('blocked');
      document.addEventListener('securitypolicyviolation', report, { once: true });
      script.addEventListener('load', () => done('loaded'));
      fill(script);
      document.head.append(script);
      setTimeout(() => done(document.title === 'broken' ? 'run' : 'nothing'), 3_000);
    });
  const inline = await attempt((script) => {
    script.textContent = 'document.title = "broken"';
  });
  const elsewhere = await attempt((script) => {
    script.src = 'https://example.invalid/elsewhere.js';
  });
  return { compiled, inline, elsewhere };
}
