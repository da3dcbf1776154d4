/**
 * What is Firefox's own, with the package as it is and nothing granted beforehand: its question for
 * sites, its keys for the extension's commands, its menu, a notification. Keys go the keyboard's way
 * through the browser's window; its question and its menu are answered by its own code, as their
 * buttons would.
 */
import { readFileSync } from 'node:fs';
import { packagedExtension, WELCOME_PAGE } from '../tools/browsers/extension';
import { type FirefoxHandle, launchFirefox } from '../tools/browsers/firefox';
import { ensureFirefox } from '../tools/browsers/install';
import { poll } from '../tools/browsers/page';
import { packageFile } from '../tools/package/make';
import { filesIn, writeFiles } from '../tools/package/zip';
import { expect, run, test } from './harness';

const PATIENCE = { timeout: 30_000, intervals: [100] };

test('from the installation to the first flag and on, through Firefox’s own windows', async ({
  pages,
}) => {
  const zip = packageFile('firefox');
  const extension = packagedExtension('firefox', zip, (dir) =>
    writeFiles(filesIn(readFileSync(zip)), dir),
  );
  const firefox = await launchFirefox({
    executable: ensureFirefox(),
    extension,
    webgpu: false,
    headless: true,
    asks: true,
  });
  const own = new OwnWindows(firefox);
  try {
    const welcome = await firefox.newTab({ window: true });
    await poll(() => welcome.goto(firefox.extensionUrl(WELCOME_PAGE), 5_000).then(() => true), {
      what: 'the welcome page',
    });
    await welcome.toFront();
    const use = async (name: string) => {
      await poll(() => run(welcome, focusOn, name), { what: `the button ${name}` });
      await welcome.press('Enter');
    };
    await use('Next');
    await poll(() => run(welcome, () => document.querySelector('#site') !== null), {
      what: 'the question for sites',
    });
    await welcome.click('#site');
    await welcome.type(pages.site);
    await welcome.press('Enter');
    await use('Turn on for 1 site');
    await own.allow();
    await expect
      .poll(() => run(welcome, () => document.querySelector('.saved')?.textContent), PATIENCE)
      .toBe(`Seawall is on for ${pages.site}.`);
    expect(await run(welcome, () => chrome.permissions.getAll())).toMatchObject({
      origins: [`*://${pages.site}/*`],
    });

    const shown = await firefox.newTab();
    await shown.goto(`${pages.origin}/notices.html`, 20_000);
    const badge = () =>
      run(
        welcome,
        async (site) => {
          const [tab] = await chrome.tabs.query({ url: `*://${site}/*` });
          return chrome.action.getBadgeText(tab?.id === undefined ? {} : { tabId: tab.id });
        },
        pages.site,
      );
    await expect.poll(badge, { ...PATIENCE, timeout: 60_000 }).toBe('2');

    // Keys: to what is unsafe, one after the other, and the popup.
    await shown.toFront();
    const scrolled = () => run(shown, () => scrollY);
    expect(await scrolled()).toBe(0);
    await expect
      .poll(async () => {
        await own.press('J');
        return scrolled();
      }, PATIENCE)
      .toBeGreaterThan(1_000);
    await expect
      .poll(async () => {
        await own.press('K');
        return scrolled();
      }, PATIENCE)
      .toBeLessThan(1_000);
    expect(await own.takenLetters()).toEqual([]);
    await own.press('Y');
    const popups = () => run(welcome, () => chrome.extension.getViews({ type: 'popup' }).length);
    await expect.poll(popups, PATIENCE).toBe(1);
    await own.closePopups();
    await expect.poll(popups, PATIENCE).toBe(0);

    // The menu at what is unsafe: the person says that the verdict is wrong.
    await shown.toFront();
    await shown.rightClick('#near');
    expect(await own.menu()).toEqual([
      'Screen this with Seawall',
      'Seawall is wrong about this',
      'Hide this',
      'Show what I have hidden here',
    ]);
    await own.choose('Seawall is wrong about this');
    await expect.poll(badge, PATIENCE).toBe('1');

    // A notification, once it has been allowed.
    const options = await firefox.newTab();
    await options.goto(firefox.extensionUrl('src/ui/options/options.html'), 20_000);
    await options.toFront();
    await poll(
      () =>
        run(options, () => {
          document.querySelector<HTMLElement>('[aria-labelledby="notifications-name"]')?.focus();
          return document.activeElement?.getAttribute('aria-labelledby') === 'notifications-name';
        }),
      { what: 'the switch for notifications' },
    );
    await options.press('Space');
    await own.allowIfAsked(() =>
      run(options, () => chrome.permissions.contains({ permissions: ['notifications'] })),
    );
    await poll(
      () =>
        run(options, () =>
          [...document.querySelectorAll('.saved')].some((each) => each.textContent === 'Saved.'),
        ),
      { what: 'the choice to be kept' },
    );
    // Without a service for them, as here, Firefox takes them away at once.
    await run(options, () => {
      const heard = (event: string) => (id: string) => {
        document.documentElement.dataset[event] = id;
      };
      chrome.notifications.onClosed.addListener(heard('closed'));
      const { onShown } = chrome.notifications as typeof chrome.notifications & {
        onShown: typeof chrome.notifications.onClosed;
      };
      onShown.addListener(heard('shown'));
    });
    await run(options, () =>
      chrome.runtime.sendMessage({
        type: 'guard.choose',
        source: { kind: 'packaged', path: 'guards/none/' },
      }),
    );
    await expect
      .poll(
        () =>
          run(options, async () => {
            const { shown, closed } = document.documentElement.dataset;
            return [shown ?? closed ?? null, ...Object.keys(await chrome.notifications.getAll())];
          }),
        PATIENCE,
      )
      .toContain('guard');
    expect(await firefox.complaints()).toEqual([]);
  } finally {
    await firefox.close();
    extension.remove();
  }
});

/** Puts the focus on the button of that name; false where there is none yet. */
function focusOn(name: string): boolean {
  const button = [...document.querySelectorAll('button')].find(
    (each) => each.textContent?.trim() === name && !each.disabled,
  );
  button?.focus();
  return button !== undefined;
}

/** Firefox's windows, as its own code sees them. */
class OwnWindows {
  constructor(private readonly firefox: FirefoxHandle) {}

  /** `code` gives a value for one of the windows, or nothing; in each window `win` is that window. */
  async #inWindows(code: string): Promise<unknown> {
    const text = await this.firefox.inBrowser(`(async () => {
      for (const win of Services.wm.getEnumerator('navigator:browser')) {
        const found = await (async (win) => { ${code} })(win);
        if (found !== undefined && found !== null) return JSON.stringify(found);
      }
      return 'null';
    })()`);
    return JSON.parse(String(text));
  }

  /** Presses the question's button that allows, once it takes an answer. */
  async allow(): Promise<void> {
    await poll(() => this.#allowed(), { what: 'the question to be asked' });
    await poll(async () => !(await this.#allowed()), { what: 'the question to be answered' });
  }

  /** The same where the browser may not ask. */
  async allowIfAsked(isAllowed: () => Promise<boolean>): Promise<void> {
    const answered = async (): Promise<boolean> => {
      if (await isAllowed()) return true;
      await this.#allowed();
      return false;
    };
    await poll(answered, { what: 'the permission' });
  }

  /** Presses the button where the question is there. */
  async #allowed(): Promise<boolean> {
    const pressed = await this.#inWindows(`
      const question = win.document.getElementById('addon-webext-permissions-notification');
      if (!question?.button || !win.PopupNotifications.isPanelOpen) return null;
      question.button.click();
      return true;`);
    return pressed === true;
  }

  /** Alt, Shift and a letter, as the keyboard would send them to the window in front. */
  async press(letter: string): Promise<void> {
    const code = letter.charCodeAt(0);
    await this.firefox.inBrowser(`(async () => {
      const win = Services.wm.getMostRecentWindow('navigator:browser');
      const tip = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
      if (!tip.beginInputTransactionForTests(win)) throw new Error('no keyboard');
      const keys = [
        new win.KeyboardEvent('', { key: 'Alt', code: 'AltLeft', keyCode: 18 }),
        new win.KeyboardEvent('', { key: 'Shift', code: 'ShiftLeft', keyCode: 16 }),
        new win.KeyboardEvent('', { key: '${letter}', code: 'Key${letter}', keyCode: ${code} }),
      ];
      for (const key of keys) tip.keydown(key);
      for (const key of keys.reverse()) tip.keyup(key);
      await new Promise((done) => win.setTimeout(done, 300));
      return '';
    })()`);
  }

  /** Letters of the extension's keys that the menu bar takes first, with Shift too. */
  async takenLetters(): Promise<unknown> {
    return this.#inWindows(`
      const letters = (nodes, name) => [...nodes].map((node) => node.getAttribute(name)?.toUpperCase());
      const menus = letters(win.document.querySelectorAll('#main-menubar > menu'), 'accesskey');
      const own = letters(win.document.querySelectorAll('keyset[id^="ext-keyset"] > key'), 'key');
      if (menus.length === 0 || own.length === 0) return null;
      return own.filter((letter) => menus.includes(letter));`);
  }

  async closePopups(): Promise<void> {
    await this.#inWindows(`
      for (const panel of win.document.querySelectorAll('panel')) panel.hidePopup();
      return null;`);
  }

  /** What stands in Seawall's part of the open menu, which it opens. */
  async menu(): Promise<unknown> {
    return poll(
      async () =>
        (await this.#inWindows(`
          const top = win.document.getElementById('contentAreaContextMenu');
          if (top.state !== 'open') return null;
          const own = [...top.querySelectorAll(':scope > menu')].find(({ label }) => label === 'Seawall');
          if (!own) return null;
          if (own.menupopup.state !== 'open') {
            own.openMenu(true);
            return null;
          }
          return [...own.menupopup.children].map(({ label }) => label);`)) ?? undefined,
      { what: 'Seawall’s menu' },
    );
  }

  async choose(label: string): Promise<void> {
    const chosen = await this.#inWindows(`
      const top = win.document.getElementById('contentAreaContextMenu');
      if (top.state !== 'open') return null;
      const own = [...top.querySelectorAll(':scope > menu')].find(({ label }) => label === 'Seawall');
      const item = [...own.menupopup.children].find(({ label }) => label === ${JSON.stringify(label)});
      own.menupopup.activateItem(item);
      return true;`);
    if (chosen !== true) throw new Error('The menu is not open.');
  }
}
