/** What is around the page: backups, diagnostics, the side panel, the element under the pointer. */
import { poll } from '../tools/browsers/page';
import { expect, flagIn, test, until } from './harness';

const WORDS = 'Whoever took my rope';

test('settings go into a file and come back from it, past a killed background', async ({
  seawall,
}) => {
  const { driver, pages } = seawall;
  await driver.setSite(pages.site, 'screen');
  await driver.ask({ type: 'guard.idle', minutes: 17 });
  const { backup } = await driver.ask({ type: 'backup.export' });
  const text = backup?.text ?? '';
  expect(JSON.parse(text)).toMatchObject({
    kind: 'seawall-settings',
    settings: { idleMinutes: 17, sites: { [pages.site]: { mode: 'screen' } } },
  });

  await driver.setSite(pages.site, 'off');
  await driver.ask({ type: 'guard.idle', minutes: 5 });
  const preview = await driver.ask({ type: 'backup.preview', text });
  expect(preview.backup?.changes?.map(({ part }) => part)).toEqual(['sites', 'idleMinutes']);
  // Nothing has changed by looking.
  expect((await driver.ask({ type: 'site.get', site: pages.site })).mode).toBe('off');

  await driver.ask({ type: 'backup.restore', text });
  await driver.killBackground();
  const restored = await driver.ask({ type: 'site.get', site: pages.site });
  expect(restored.mode).toBe('screen');
  expect((await driver.ask({ type: 'guard.get' })).settings?.idleMinutes).toBe(17);

  const undone = await driver.ask({ type: 'backup.undo' });
  expect(undone.backup?.canUndo).toBe(false);
  expect((await driver.ask({ type: 'site.get', site: pages.site })).mode).toBe('off');
  await expect(driver.ask({ type: 'backup.restore', text: 'hello' })).rejects.toThrow(
    'it is damaged, or no backup',
  );
});

test('the diagnostics page says how it is, and nothing of any page', async ({ seawall }) => {
  const { driver, pages } = seawall;
  const page = await seawall.visit('notices.html');
  await seawall.settled(page);
  const diagnostics = await driver.openExtensionPage('src/ui/diagnostics/diagnostics.html');
  const report = await diagnostics.waitFor('the report', () => {
    const text = document.querySelector('pre')?.textContent ?? '';
    return text.includes('# Last errors') ? text : null;
  });
  expect(report).toContain('state: ready');
  expect(report).toContain('(practice guard)');
  expect(report).toMatch(/local text: \d+, median \d+ ms/);
  expect(report).toContain('sites that are on: 1');
  // Some keys that a manifest suggests are the browser's own: those it leaves out.
  const keys = await driver.inExtension(async () =>
    (await chrome.commands.getAll()).map((c) => c.shortcut),
  );
  expect(keys.filter((each) => each).length).toBe(4);
  for (const secret of [WORDS, 'rope', pages.site, 'notices']) expect(report).not.toContain(secret);
  await diagnostics.close();
});

test('the side panel shows the tab, and speaks another language at once', async ({ seawall }) => {
  const { driver } = seawall;
  const page = await seawall.visit('notices.html');
  await seawall.settled(page);
  const panel = await driver.openExtensionPage(`src/ui/panel/panel.html?tab=${page.tabId}`);
  await panel.resize(320, 700);
  await panel.waitFor('rows', () => document.querySelectorAll('[data-element]').length > 0);
  const wide = () => document.documentElement.scrollWidth;
  expect(await panel.evaluate(wide)).toBeLessThanOrEqual(320);
  await driver.ask({ type: 'preferences.set', change: { language: 'ta' } });
  await panel.waitFor('the language', () => document.documentElement.lang === 'ta');
  await driver.ask({ type: 'preferences.set', change: { language: 'auto' } });
  await panel.close();
});

test('an element is asked about, hidden and shown by the menu’s messages', async ({ seawall }) => {
  const { driver } = seawall;
  const page = await seawall.visit('notices.html');
  const before = await seawall.settled(page);
  expect(flagIn(before, WORDS)).toBe('unsafe');
  const button = () =>
    driver.inExtension(
      async (tabId) => [
        await chrome.action.getBadgeText({ tabId }),
        await chrome.action.getTitle({ tabId }),
      ],
      page.tabId,
    );
  const all = before.elements.length;
  await expect.poll(button).toEqual(['2', `Seawall: 2 unsafe of ${all} elements`]);
  // The browser has taken the menu's entries.
  for (const id of ['screen', 'wrong', 'hide', 'unhide']) {
    const found = await driver.inExtension(
      (entry) =>
        new Promise<string>((done) => {
          chrome.contextMenus.update(entry, { enabled: true }, () =>
            done(chrome.runtime.lastError?.message ?? 'is there'),
          );
        }),
      id,
    );
    expect(found, id).toBe('is there');
  }
  await page.toFront();
  await page.waitFor('the text', () => document.querySelector('#far') !== null);
  await page.evaluate(() => document.querySelector('#far')?.scrollIntoView());
  await page.rightClick('#far');

  const ask = (message: { type: string; act?: string; by?: number }): Promise<unknown> =>
    driver.inExtension(
      (tabId, asked): Promise<unknown> => chrome.tabs.sendMessage(tabId, asked, { frameId: 0 }),
      page.tabId,
      message,
    );
  const isShown = () => page.evaluate(() => document.querySelector('#far')?.checkVisibility());
  expect(await ask({ type: 'pointed', act: 'which' })).toMatchObject({
    done: true,
    elements: [{ kind: 'text', flag: 'unsafe', engine: 'local' }],
  });
  expect(await ask({ type: 'pointed', act: 'again' })).toEqual({ done: true });
  await until(
    driver,
    page,
    (snapshot) => flagIn(snapshot, 'bottom of the stairs') === 'unsafe',
    'its answer',
  );
  expect(await ask({ type: 'pointed', act: 'hide' })).toEqual({ done: true });
  expect(await isShown()).toBe(false);
  expect(await ask({ type: 'pointed', act: 'unhide' })).toEqual({ done: true });
  expect(await isShown()).toBe(true);
  await poll(async () => ((await ask({ type: 'step', by: 1 })) ? true : undefined), {
    what: 'a step to the next unsafe element',
  });
});
