/** The welcome page and the lock, as a new user and then a child meets them, by keyboard alone. */
import type { Driver } from '../tools/browsers/driver';
import { WELCOME_PAGE } from '../tools/browsers/extension';
import { type DrivenPage, poll } from '../tools/browsers/page';
import { expect, start, test } from './harness';
import { focused, Keyboard } from './keyboard';

const PIN = '8305';
const OTHER_PIN = '472916';

/** The step is there, and begins at its title. */
const step = (page: DrivenPage, name: string) =>
  page.waitFor(
    `the step ${name}`,
    (wanted) =>
      document.querySelector<HTMLElement>('.welcome')?.dataset.step === wanted &&
      document.activeElement?.id === 'step-title',
    name,
  );

const shows = (page: DrivenPage, selector: string) =>
  page.waitFor(selector, (found) => document.querySelector(found) !== null, selector);

/** All that the extension has stored, as one text. */
const stored = (driver: Driver): Promise<string> =>
  driver.inExtension(async () => {
    const found: unknown[] = [
      await chrome.storage.local.get(),
      await chrome.storage.session.get(),
      { ...localStorage },
    ];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store).getAll();
        found.push(await new Promise((resolve) => (all.onsuccess = () => resolve(all.result))));
      }
      db.close();
    }
    return JSON.stringify(found);
  });

const lockStatus = async (driver: Driver): Promise<string | undefined> =>
  (await driver.ask({ type: 'lock.get' })).lock?.status;

test('from the installation to a lock that holds, by keyboard alone', async ({ target, pages }) => {
  const driver = await start(target);
  try {
    expect(driver.wasWelcomed).toBe(true);
    const welcome = await driver.openExtensionPage(WELCOME_PAGE);
    await welcome.toFront();
    const keys = new Keyboard(welcome);
    await shows(welcome, '.card');

    // Where, which sites, marks or covers, a PIN.
    await keys.use('Next');
    await step(welcome, 'sites');
    await keys.write('Name of a site', pages.site);
    await welcome.press('Enter');
    await keys.use('Turn on for 1 site');
    await welcome.waitFor(
      'the site to be on',
      (site) => {
        const said = document.querySelector('.saved')?.textContent;
        return said === `Seawall is on for ${site}.`;
      },
      pages.site,
    );
    const page = await driver.openPage(`${pages.origin}/notices.html`, { window: true });
    const flagged = await poll(
      async () => {
        const { counts, settled } = await driver.snapshot(page, false);
        return settled && counts.unsafe > 0 ? counts.unsafe : undefined;
      },
      { what: 'the first flag' },
    );
    expect(flagged).toBe(2);
    // With the browser's own “Allow”, and opening the page.
    expect(keys.presses).toBe(2);

    await welcome.toFront();
    await keys.use('Next');
    await step(welcome, 'protection');
    await keys.use('Next');
    await step(welcome, 'lock');
    await keys.write('New PIN, 4 to 12 digits', PIN);
    await keys.write('The same PIN once more', PIN);
    await welcome.press('Enter');
    const code = await welcome.waitFor(
      'the recovery code',
      () => document.querySelector('.recovery-code code')?.textContent,
    );
    await keys.tabTo('I have written it down');
    await welcome.press('Space');
    await keys.use('Done');
    await step(welcome, 'end');
    const flags = await welcome.waitFor('the flags of the samples', () => {
      const rows = [...document.querySelectorAll<HTMLElement>('.sample')];
      return rows.length === 5 ? rows.map((row) => row.dataset.flag) : null;
    });
    expect(flags).toEqual(['safe', 'unsafe', 'safe', 'unsafe', 'unsafe']);
    const { preferences } = await driver.ask({ type: 'preferences.get' });
    expect(preferences).toMatchObject({
      welcomed: true,
      parental: true,
      protection: { text: 'cover', images: 'cover', hold: true, unjudged: 'cover' },
    });

    // Nothing that is stored tells the PIN, and it is closed at once where somebody says so.
    const all = await stored(driver);
    for (const secret of [PIN, code, code.replaceAll('-', '')]) {
      // Digits of times and hashes may hold four others by chance; a value of its own they are not.
      expect(all).not.toMatch(new RegExp(`(?<![0-9a-fA-F.])${secret}(?![0-9a-fA-F.])`));
    }
    await keys.tabTo('Lock now', 'ShiftTab');
    await welcome.press('Enter');
    await shows(welcome, '[data-lock="locked"]');
    await driver.killBackground();

    // A page and what runs in it open nothing.
    const answers = await driver.inFrame(
      page,
      0,
      async (pin) => {
        const asked = [
          { type: 'lock.unlock', pin },
          { type: 'site.get', site: '127.0.0.1' },
        ].map((message) =>
          chrome.runtime.sendMessage(message).then(
            (answer: unknown) => (answer === undefined ? 'silence' : 'an answer'),
            () => 'silence',
          ),
        );
        return Promise.all(asked);
      },
      PIN,
    );
    expect(answers).toEqual(['silence', 'silence']);
    expect(await lockStatus(driver)).toBe('locked');

    // A child turns the site off: refused, with everything as it was.
    const popup = new Keyboard(await driver.openPopup(page.tabId));
    await popup.page.toFront();
    await shows(popup.page, '[role="switch"][aria-checked="true"]');
    await popup.use(`Screen ${pages.site}`);
    await shows(popup.page, 'dialog.unlock[open]');
    await popup.write('PIN', '1357');
    await popup.page.press('Enter');
    await shows(popup.page, 'dialog.unlock .problem');
    expect(await focused(popup.page)).toBe('PIN');
    await popup.page.press('Escape');
    await shows(popup.page, '.note-trouble');
    expect((await driver.ask({ type: 'site.get', site: pages.site })).mode).toBe('screen');
    await expect(
      driver.ask({ type: 'preferences.set', change: { parental: false } }),
    ).rejects.toThrow('locked');

    // Whoever has the code opens it, and what was asked for is done.
    await popup.use(`Screen ${pages.site}`);
    await shows(popup.page, 'dialog.unlock[open]');
    // The field takes the focus a moment later, and then a key would be for it.
    await expect.poll(() => focused(popup.page)).toBe('PIN');
    await popup.use('Forgot the PIN? Use the recovery code');
    await popup.write('Recovery code', code.toLowerCase());
    await popup.write('New PIN, 4 to 12 digits', OTHER_PIN);
    await popup.write('The same PIN once more', OTHER_PIN);
    await popup.page.press('Enter');
    await shows(popup.page, '.recovery-code');
    await popup.tabTo('I have written it down');
    await popup.page.press('Space');
    await popup.use('Done');
    await shows(popup.page, '[role="switch"][aria-checked="false"]');
    expect(await lockStatus(driver)).toBe('unlocked');
    await driver.ask({ type: 'lock.lock' });
    await expect(driver.ask({ type: 'lock.unlock', pin: PIN })).rejects.toThrow('not it');
    await driver.ask({ type: 'lock.unlock', pin: OTHER_PIN });
  } finally {
    await driver.close();
  }
});
