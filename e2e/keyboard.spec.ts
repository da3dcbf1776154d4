/** What people do with Seawall, by keyboard alone, with the focus to be seen at each step. */
import { defaultProtection } from '../src/core/protection';
import { jsonLine } from '../src/core/review/jsonl';
import { decision, entry } from '../src/core/review/testing/entries';
import type { DrivenPage } from '../tools/browsers/page';
import { expect, test, unlockWindow } from './harness';
import { catchFiles, focused, giveFile, Keyboard } from './keyboard';

const PIN = '482915';
const OPTIONS = 'src/ui/options/options.html';
const REVIEW = 'src/ui/review/review.html';

/** A page of ours that is in front. */
async function open(page: DrivenPage): Promise<Keyboard> {
  await page.toFront();
  return new Keyboard(page);
}

const isOnRow = async (keys: Keyboard, selector: string): Promise<boolean> =>
  keys.page.evaluate((row) => document.activeElement?.matches(row) ?? false, selector);

/** To the one row of a list that Tab comes to. */
async function toList(keys: Keyboard, selector: string): Promise<void> {
  await keys.shows(selector);
  for (let presses = 0; presses < 60 && !(await isOnRow(keys, selector)); presses++)
    await keys.page.press('Tab');
  expect(await isOnRow(keys, selector)).toBe(true);
  await keys.sees();
}

/** Whether the text of an element can be read. */
const isShown = (page: DrivenPage): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.querySelector('#near') as Element;
    const colour = getComputedStyle(element).getPropertyValue('-webkit-text-fill-color');
    return !/^rgba\(.*, 0\)$/.test(colour);
  });

test('popup and side panel: a site on, its list, its own rule, off', async ({ seawall, pages }) => {
  const { driver } = seawall;
  const page = await seawall.visit('notices.html', 'off');
  const popup = await open(await seawall.popup(page));
  await popup.use(`Screen ${pages.site}`);
  await seawall.settled(page);
  await popup.says('all 6 checked');
  await popup.tabTo(`Screen ${pages.site}`);
  await popup.use('2Unsafe');
  await toList(popup, '.row[data-flag="unsafe"]');
  const first = await focused(popup.page);
  await popup.press('ArrowDown');
  await expect.poll(() => focused(popup.page)).not.toBe(first);
  await popup.press('Enter');
  await popup.shows('.row[aria-current="true"]:focus');

  await popup.use('What this site shows');
  await driver.killBackground();
  await popup.choose('Unsafe texts', 'Cover');
  const own = async () =>
    (await driver.ask({ type: 'protection.get', site: pages.site })).protection?.own;
  await expect.poll(own).toEqual({ text: 'cover' });
  await popup.sees();
  await expect.poll(() => isShown(page)).toBe(false);

  const panel = await open(
    await driver.openExtensionPage(`src/ui/panel/panel.html?tab=${page.tabId}`),
  );
  await toList(panel, '.row');
  await panel.press('ArrowDown', 'Enter');
  await panel.shows('.row[aria-current="true"]:focus');
  await panel.page.close();

  await popup.page.toFront();
  await popup.tabTo('Unsafe texts');
  await popup.press('Home');
  await expect.poll(own).toEqual({});
  await popup.tabTo(`Screen ${pages.site}`, 'ShiftTab');
  await popup.press('Space');
  await popup.says('Seawall is off on');
  await popup.sees();
});

test('lock: what is covered is shown with the PIN, hidden again, and by the clock without it', async ({
  seawall,
}) => {
  const { driver } = seawall;
  await driver.ask({ type: 'lock.setUp', pin: PIN });
  await driver.ask({
    type: 'preferences.set',
    change: { protection: { ...defaultProtection(), text: 'cover' } },
  });
  try {
    const page = await seawall.visit('notices.html');
    await seawall.settled(page);
    const options = await open(await driver.openExtensionPage(OPTIONS));
    await options.use('Lock now');
    await options.says('Locked');
    await options.isOn('Unlock');

    // To the cover, and its window.
    await page.toFront();
    await expect.poll(() => isShown(page)).toBe(false);
    await page.press('Tab');
    await page.press('Enter');
    const unlock = await open(await unlockWindow(driver));
    await unlock.isOn('PIN');
    await unlock.page.type('1111');
    await unlock.page.press('Enter');
    await unlock.says('That is not the PIN.');
    await unlock.isOn('PIN');
    await driver.killBackground();
    await unlock.page.type(PIN);
    await unlock.page.press('Enter');
    await page.toFront();
    await expect.poll(() => isShown(page)).toBe(true);
    // Whoever leaves it finds it covered again.
    await page.goto(await page.url());
    await seawall.settled(page);
    await expect.poll(() => isShown(page)).toBe(false);

    // A setting asks for the PIN, and the focus comes back to it.
    await options.page.toFront();
    await options.tabTo('Always');
    await options.press('ArrowDown');
    await options.tabTo('Monday');
    await options.press('Space');
    await options.use('Save the times');
    await options.shows('dialog.unlock[open]');
    await options.isOn('PIN');
    await options.page.press('Escape');
    await options.isOn('Save the times');
    await options.press('Enter');
    await options.isOn('PIN');
    await options.page.type(PIN);
    await options.page.press('Enter');
    await options.says('Saved.');
    await options.isOn('Save the times');
    const { lock } = await driver.ask({ type: 'lock.get' });
    expect(lock).toMatchObject({ schedule: [{ days: [2, 3, 4, 5], from: 420, to: 1_260 }] });

    // The week in numbers.
    await driver.ask({ type: 'lock.lock' });
    const summary = await open(await driver.openExtensionPage('src/ui/summary/summary.html'));
    await summary.isOn('PIN');
    await summary.page.type(PIN);
    await summary.page.press('Enter');
    await summary.says('flags in seven days');
    await summary.use('Lock now');
    await summary.isOn('Unlock');
    await summary.press('Enter');
    await summary.isOn('PIN');
    await summary.page.press('Escape');
    await summary.isOn('Unlock');
  } finally {
    await driver.ask({ type: 'lock.unlock', pin: PIN });
    await driver.ask({ type: 'preferences.set', change: { protection: defaultProtection() } });
    await driver.ask({ type: 'lock.remove', pin: PIN });
  }
});

/** Of entries on another machine: seven to be reviewed, and enough decided for thresholds. */
async function exported(): Promise<string> {
  const seenAt = Date.now() - 86_400_000;
  const fresh = Array.from({ length: 7 }, (_, i) =>
    entry(1_000 + (i === 6 ? 0 : i), {
      snippet: i % 6 === 0 ? 'Written twice on the pier' : `Rumour number ${i}`,
      address: `https://${i < 5 ? 'pier' : 'market'}.example/${i}`,
      seenAt: seenAt - i * 60_000,
      build: 'other',
    }),
  );
  const of = (i: number, pUnsafe: number, flag: 'safe' | 'unsafe', call: 'agree' | 'overturn') =>
    entry(i, { pUnsafe, flag, seenAt: seenAt - 1e7, decision: decision({ call }) });
  const decided = Array.from({ length: 100 }, (_, i) => {
    if (i < 40) return of(i, 0.9, 'unsafe', 'agree');
    if (i < 50) return of(i, 0.6, 'unsafe', 'overturn');
    if (i < 55) return of(i, 0.4, 'safe', 'overturn');
    return of(i, 0.1, 'safe', 'agree');
  });
  return (await Promise.all([...fresh, ...decided])).map(jsonLine).join('');
}

test('review: a whole session, from a file to thresholds and the end of all', async ({
  seawall,
}) => {
  const { driver } = seawall;
  await driver.ask({ type: 'review.forgetAll' });
  const review = await open(await driver.openExtensionPage(REVIEW));
  await review.use('Files and storage');
  await giveFile(review, 'Pick a JSONL file', 'seawall-review.jsonl', await exported());
  await review.says('New: 107 entries.');
  await review.sees();

  await review.tabTo('Queue', 'ShiftTab');
  await review.press('Enter');
  const row = (words: string) =>
    review.page.evaluate((wanted) => {
      const rows = [...document.querySelectorAll<HTMLElement>('[data-entry]')];
      return rows
        .filter((each) => each.textContent?.includes(wanted))
        .map((each) => each.dataset.decision ?? '-')
        .join();
    }, words);
  const current = (words: string) =>
    review.page.waitFor(
      `the entry “${words}”`,
      (wanted) =>
        document.querySelector('[data-entry][aria-current]')?.textContent?.includes(wanted),
      words,
    );
  await review.says('7 entries');
  await review.page.press('/');
  await review.page.type('Rumour');
  await review.says('5 entries');
  await toList(review, '[data-entry]');
  await current('Rumour number 1');
  await review.press('r', 'a');
  await current('Rumour number 2');
  await driver.killBackground();
  await review.press('o');
  await current('Rumour number 3');
  await review.press('s');
  await current('Rumour number 4');
  await review.press('k', 'j', 'u');
  await current('Rumour number 2');
  // With another life of the background the list is read anew: what is decided is no more in it.
  await expect.poll(() => row('Rumour number')).toBe('-,-,-,-');
  await review.page.press('n');
  await review.isOn('Note');
  await review.page.type('a joke');
  await review.page.press('Escape');
  await review.press('o');
  await expect.poll(() => row('Rumour number')).toBe('overturn,-,-,-');
  await review.press('?');
  await review.isOn('Close');
  await review.page.press('Escape');
  await review.shows('[data-entry]:focus');

  // Filters, many at once, and deleting: the focus stays where one is.
  await review.tabTo('Filters', 'ShiftTab');
  await review.press('Enter');
  await review.choose('Site', 'pier');
  await review.says('2 entries');
  await review.tabTo('Words in the text', 'ShiftTab');
  for (const _ of 'Rumour') await review.press('Backspace');
  await review.says('3 entries');
  await toList(review, '[data-entry]');
  await review.press('Home');
  await current('Written twice');
  await review.use('Overturn all');
  await review.isOn('No');
  await review.use('Yes, all of them');
  await expect.poll(() => row('Written twice')).toBe('overturn');
  await review.sees();
  await review.press('u');
  await expect.poll(() => row('Written twice')).toBe('-');
  await review.use('Delete this entry');
  await review.isOn('Keep');
  await review.page.press('Escape');
  await review.isOn('Delete this entry');
  await review.press('Enter');
  await review.use('Delete');
  await review.says('2 entries');
  await review.isOn('Delete this entry');

  // What was decided goes out as a file.
  const file = await catchFiles(review.page);
  await review.tabTo('Files and storage', 'ShiftTab');
  await review.press('Enter');
  await review.use('Export CSV');
  const lines = (await file()).trim().split('\r\n');
  expect(lines.length).toBe(1 + 106);
  expect(lines.filter((line) => line.includes('a joke')).length).toBe(1);
  await review.isOn('Export CSV');

  await review.tabTo('Thresholds', 'ShiftTab');
  await review.press('Enter');
  await review.choose('Guard', 'Guard on this device: test');
  const threshold = async () =>
    (await driver.ask({ type: 'preferences.get' })).preferences?.thresholds.all;
  await review.use('Use this: Strict, from 40% on');
  await expect.poll(threshold).toBe(0.4);
  await review.use('Undo: back to 50%');
  await expect.poll(threshold).toBe(0.5);
  await review.sees();

  await review.tabTo('Files and storage', 'ShiftTab');
  await review.press('Enter');
  await review.use('Delete all entries');
  await review.isOn('Keep');
  await review.use('Delete');
  await expect
    .poll(async () => (await driver.ask({ type: 'review.count', filter: {} })).review)
    .toMatchObject({ count: 0 });
  await review.isOn('Delete all entries');
  await review.page.close();
});

test('options: search, backup and back, another language, diagnostics', async ({
  seawall,
  target,
}) => {
  const { driver } = seawall;
  await driver.ask({ type: 'guard.idle', minutes: 17 });
  const options = await open(await driver.openExtensionPage(OPTIONS));
  await options.shows('#backup');
  await options.page.press('/');
  await options.isOn('Search the options');
  await options.page.type('restore');
  await options.says('1 setting found');
  const file = await catchFiles(options.page);
  await options.use('Save to a file');
  const text = await file();
  expect(JSON.parse(text)).toMatchObject({ settings: { idleMinutes: 17 } });
  await driver.ask({ type: 'guard.idle', minutes: 5 });
  const minutes = async () => (await driver.ask({ type: 'guard.get' })).settings?.idleMinutes;
  await giveFile(options, 'Restore from a file', 'settings.json', text);
  await options.says('This is what settings.json would change');
  await options.sees();
  await options.use('Leave all as it is');
  await options.sees();
  await giveFile(options, 'Restore from a file', 'settings.json', text);
  await options.says('This is what settings.json would change');
  await driver.killBackground();
  await options.use('Restore');
  await options.says('The settings are restored.');
  expect(await minutes()).toBe(17);
  await options.sees();
  await options.use('Take the last restoring back');
  await options.says('The settings are as they were before.');
  expect(await minutes()).toBe(5);
  await options.sees();
  await options.tabTo('Show all', 'ShiftTab');
  await options.press('Enter');
  await options.isOn('Search the options');

  await options.tabTo('As the browser is set (English)');
  await options.press('ArrowDown', 'ArrowDown');
  await options.page.waitFor('Indonesian', () => document.documentElement.lang === 'id');
  await options.isOn('Bahasa Indonesia');
  await driver.ask({ type: 'preferences.set', change: { language: 'auto' } });
  await options.says('Shortcuts');
  if (target.browser === 'firefox') {
    // Chromium asks in a window of its own, which a browser without a screen does not show.
    await options.use('Tell me when something needs me', 'Space');
    await expect
      .poll(async () => (await driver.ask({ type: 'preferences.get' })).preferences?.notify)
      .toBe(true);
    await options.sees();
  }
  await options.use('Open diagnostics');
  await options.says('# Last errors');
  await options.use('Copy');
  await options.says('Copied.');
  await options.isOn('Copy');
  await options.page.close();
});
