/**
 * What a browser without a screen cannot show: its own questions, menus, shortcuts and
 * notifications, reached by real keys, with the extension exactly as it is built.
 */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { poll, sleep } from '../tools/browsers/page';
import { chromiumOn, Desktop, missingPrograms, pageAt } from './desktop';
import { expect, test } from './harness';

/** The browser takes no answer in the first moments of its question, so that nobody is taken in. */
const QUESTION_MS = 1_500;
const PATIENCE = { timeout: 30_000, intervals: [100] };

const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? '');

test('from the installation to the first flag and on, with the browser’s own questions', async ({
  pages,
}) => {
  const missing = missingPrograms();
  test.skip(missing.length > 0, `Not installed: ${missing.join(', ')}`);
  const desktop = await Desktop.open();
  const browser = await chromiumOn(desktop, join(import.meta.dirname, '../dist/chrome'));
  /** Clicks, or keys in their place: what a person must do, without the way from one to the next. */
  let clicks = 0;
  const tabTo = async (page: Page, name: string) => {
    for (let tries = 0; tries < 40 && (await focusedText(page)) !== name; tries++) {
      desktop.press('Tab');
      await sleep(60);
    }
    expect(await focusedText(page)).toBe(name);
  };
  const use = async (page: Page, name: string) => {
    await tabTo(page, name);
    clicks++;
    desktop.press('Return');
  };
  /** The first button of the browser's question is the one that declines. */
  const allow = async () => {
    await sleep(QUESTION_MS);
    clicks++;
    desktop.press('Tab', 'Return');
  };
  try {
    const { context } = browser;
    const welcome = await pageAt(context, 'welcome.html');
    await welcome.waitForSelector('.card');
    await use(welcome, 'Next');
    await welcome.waitForSelector('#site');
    await expect
      .poll(() => welcome.evaluate(() => document.activeElement?.id), PATIENCE)
      .toBe('step-title');
    desktop.press('Tab');
    desktop.type(`${pages.site}\n`);
    await welcome.waitForSelector('.pick :checked');
    await use(welcome, 'Turn on for 1 site');
    await allow();
    await expect
      .poll(() => welcome.textContent('.saved'), PATIENCE)
      .toBe(`Seawall is on for ${pages.site}.`);

    // In the browser's own bar.
    const before = context.pages().length;
    desktop.press('ctrl+t');
    await expect.poll(() => context.pages().length, PATIENCE).toBeGreaterThan(before);
    let page: Page | undefined;
    for (let tries = 0; !page && tries < 8; tries++) {
      // A slow machine takes its time until the bar has the focus.
      desktop.press('ctrl+l');
      await sleep(500 * (1 + tries));
      desktop.type(`${pages.origin}/notices.html\n`);
      page = await pageAt(context, 'notices.html', 4_000).catch(() => undefined);
    }
    if (!page) throw new Error('The page did not open.');
    const shown = page;
    const badge = () =>
      welcome.evaluate(async (site) => {
        const [tab] = await chrome.tabs.query({ url: `*://${site}/*` });
        return chrome.action.getBadgeText(tab?.id === undefined ? {} : { tabId: tab.id });
      }, pages.site);
    await expect.poll(badge, { ...PATIENCE, timeout: 60_000 }).toBe('2');
    // Next, Turn on, Allow: besides the site's name, and the page itself.
    expect(clicks).toBe(3);

    // Shortcuts: to the first and the second that is unsafe, and marks away and back.
    const scrolled = () => shown.evaluate(() => scrollY);
    await expect
      .poll(async () => {
        desktop.press('alt+shift+j');
        await sleep(300);
        return scrolled();
      }, PATIENCE)
      .toBeGreaterThan(1_000);
    const picture = async () => (await shown.screenshot()).toString('base64');
    const still = () =>
      poll(
        async () => {
          const first = await picture();
          await sleep(400);
          return first === (await picture()) ? first : undefined;
        },
        { what: 'the highlight to go' },
      );
    const marked = await still();
    desktop.press('alt+shift+u');
    await expect.poll(picture, PATIENCE).not.toBe(marked);
    desktop.press('alt+shift+u');
    await expect.poll(picture, PATIENCE).toBe(marked);

    // The popup by its shortcut.
    const popups = () =>
      welcome.evaluate(async () => {
        const contextTypes = [chrome.runtime.ContextType.POPUP];
        return (await chrome.runtime.getContexts({ contextTypes })).length;
      });
    desktop.press('alt+shift+y');
    await expect.poll(popups, PATIENCE).toBe(1);
    desktop.press('Escape');
    await expect.poll(popups, PATIENCE).toBe(0);

    // The browser's own menu: Seawall stands above the last two, “Wrong verdict” second in it.
    const [x = 0, y = 0] = await page.evaluate(() => {
      const box = document.querySelector('#far')?.getBoundingClientRect() as DOMRect;
      const bars = outerHeight - innerHeight;
      return [screenX + box.left + 30, screenY + bars + (box.top + box.bottom) / 2];
    });
    desktop.rightClick(x, y);
    await sleep(1_000);
    desktop.press('Up', 'Up', 'Up', 'Right');
    await sleep(700);
    desktop.press('Down', 'Return');
    await expect.poll(badge, PATIENCE).toBe('1');

    // A notification, once the browser has been allowed to show any.
    const options = await context.newPage();
    await options.goto(welcome.url().replace(/welcome/g, 'options'));
    await options.bringToFront();
    await options.focus('[aria-labelledby="notifications-name"]');
    desktop.press('space');
    await allow();
    await options.waitForSelector('.saved:has-text("Saved.")');
    await options.evaluate(() =>
      chrome.runtime.sendMessage({
        type: 'guard.choose',
        source: { kind: 'packaged', path: 'guards/none/' },
      }),
    );
    await expect
      .poll(
        () => options.evaluate(async () => Object.keys(await chrome.notifications.getAll())),
        PATIENCE,
      )
      .toEqual(['guard']);
  } finally {
    await browser.close();
    desktop.close();
  }
});
