/** What is to be seen of a page that is protected, frame by frame; and what shows it all the same. */
import { merged } from '../src/core/merged';
import {
  defaultProtection,
  type ProtectionChange,
  parentalProtection,
} from '../src/core/protection';
import { judgeByWords, serveApi } from '../tools/api/server';
import type { Driver } from '../tools/browsers/driver';
import type { DrivenPage } from '../tools/browsers/page';
import { type Seawall, unlockWindow } from './harness';
import { expect, test } from './images/harness';

const PAGE = 'protection.html';
const PIN = '482915';

/** As everywhere, but for what is named; before the site is turned on, so that it is registered so. */
async function protect(driver: Driver, change: ProtectionChange | null): Promise<void> {
  const protection = merged(defaultProtection(), change ?? {});
  await driver.ask({ type: 'preferences.set', change: { protection } });
}

/** Whatever was seen in any frame, and when a text was first. */
const seenIn = (page: DrivenPage) =>
  page.evaluate(() => {
    const frames = Reflect.get(window, 'samples') as { at: number; seen: string[] }[];
    // A number is no text for a guard: nobody is asked about it.
    const first = frames.find(({ seen }) => seen.includes('good'));
    return {
      ever: [...new Set(frames.flatMap(({ seen }) => seen))].sort(),
      count: frames.length,
      firstMs: first?.at ?? null,
    };
  });

const all = ['bad', 'calm', 'count', 'good', 'later', 'sign'];
const safe = ['calm', 'count', 'good'];

test.afterEach(async ({ gallery }) => protect(gallery.driver, null));

const visit = (gallery: Seawall) => gallery.visit(PAGE);

/** Until the page shows these, and nothing is open. */
async function done(gallery: Seawall, page: DrivenPage): Promise<void> {
  await gallery.settled(page, ({ counts }) => counts.unsafe === 3 && counts.safe >= 3);
}

test('unsafe text and picture are in no frame, with a quick guard and with a slow one', async ({
  gallery,
}) => {
  const { driver } = gallery;
  // That it would be seen.
  const marked = await visit(gallery);
  await done(gallery, marked);
  expect((await seenIn(marked)).ever).toEqual(expect.arrayContaining(['bad', 'good', 'later']));

  await protect(driver, parentalProtection());
  const quick = await visit(gallery);
  await done(gallery, quick);
  await expect.poll(async () => (await seenIn(quick)).ever).toEqual(safe);
  const { count, ever } = await seenIn(quick);
  expect(count).toBeGreaterThan(5);
  expect(ever).toEqual(safe);

  const api = await serveApi({
    judge: judgeByWords(['shut up you idiot', 'cheap meth']),
    latencyMs: 1_200,
    images: 'refused',
  });
  try {
    await driver.ask({ type: 'engines.server', change: { address: api.address } });
    await driver.ask({ type: 'engines.server', change: { on: true, scope: 'all' } });
    await driver.ask({ type: 'engines.order', order: ['server', 'local', 'hosted'] });
    const slow = await gallery.visit(`${PAGE}?slow`);
    await done(gallery, slow);
    await expect.poll(async () => (await seenIn(slow)).ever).toEqual(safe);
    expect((await seenIn(slow)).firstMs).toBeGreaterThan(1_000);
  } finally {
    await driver.ask({ type: 'engines.server', change: { on: false } });
    await driver.ask({ type: 'engines.order', order: ['local', 'server', 'hosted'] });
    await api.close();
  }
});

test('without a guard nothing stays blank beyond the deadline: shown, or covered with the reason', async ({
  gallery,
}) => {
  const { driver } = gallery;
  await driver.chooseGuard(null);
  try {
    await protect(driver, { hold: true, holdSeconds: 1, unjudged: 'show' });
    const page = await visit(gallery);
    await expect.poll(async () => (await seenIn(page)).ever).toEqual(all);
    expect((await seenIn(page)).firstMs).toBeLessThan(3_000);
    await protect(driver, { ...parentalProtection(), holdSeconds: 1 });
    const covered = await visit(gallery);
    // A cover stands where the text is: the page finds nobody but our host there.
    await covered.waitFor('a cover', () => {
      const box = document.getElementById('good')?.getBoundingClientRect();
      const at = box && document.elementFromPoint(box.left + 8, box.top + 8);
      return at !== null && at?.parentElement === document.documentElement && at !== document.body;
    });
    expect((await seenIn(covered)).ever.filter((id) => id !== 'count')).toEqual([]);
  } finally {
    await driver.chooseGuard({ kind: 'packaged', path: 'guards/practice/' });
  }
});

/** The rectangle of an element, in the window. */
const middleOf = (page: DrivenPage, id: string) =>
  page.evaluate((name) => {
    const box = document.getElementById(name)?.getBoundingClientRect();
    return box ? [(box.left + box.right) / 2, (box.top + box.bottom) / 2] : [0, 0];
  }, id);

const isShown = async (page: DrivenPage, id: string): Promise<boolean> =>
  page.evaluate((name) => {
    const seen = Reflect.get(window, 'samples').at(-1).seen as string[];
    return seen.includes(name);
  }, id);

/** It is drawn anew with each press, and has the focus again a frame later. */
const buttonHasFocus = (page: DrivenPage) =>
  page.waitFor('the focus on the button again', () => {
    const { activeElement: at, body, documentElement: root } = document;
    return at !== body && at?.parentElement === root;
  });

test('a person shows what is covered by a key and hides it again; a script of the page does not', async ({
  gallery,
}) => {
  const { driver } = gallery;
  await protect(driver, { text: 'cover', images: 'cover' });
  const page = await visit(gallery);
  await done(gallery, page);
  await expect.poll(() => isShown(page, 'bad')).toBe(false);
  await page.toFront();
  const [x = 0, y = 0] = await middleOf(page, 'bad');
  await page.waitFor(
    'the cover',
    (left, top) => document.elementFromPoint(left, top)?.parentElement === document.documentElement,
    x,
    y,
  );
  // All that a page can do: press whatever is there.
  await page.evaluate(
    (left, top) => {
      const there = document.elementFromPoint(left, top) as HTMLElement;
      there.click();
      for (const type of ['pointerdown', 'mousedown', 'click', 'keydown']) {
        there.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: left, clientY: top }));
      }
    },
    x,
    y,
  );
  await page.press('Tab');
  expect(await isShown(page, 'bad')).toBe(false);
  await page.press('Enter');
  await expect.poll(() => isShown(page, 'bad')).toBe(true);
  await buttonHasFocus(page);
  await page.press('Enter');
  await expect.poll(() => isShown(page, 'bad')).toBe(false);
  await buttonHasFocus(page);
  // The background may have slept meanwhile.
  await driver.killBackground();
  await page.press('Space');
  await expect.poll(() => isShown(page, 'bad')).toBe(true);
});

test('where the lock guards it, only the PIN shows it, in a window that no page sees', async ({
  gallery,
}) => {
  const { driver } = gallery;
  await driver.ask({ type: 'lock.setUp', pin: PIN });
  try {
    await protect(driver, { text: 'cover', images: 'cover' });
    const page = await visit(gallery);
    await done(gallery, page);
    await driver.ask({ type: 'lock.lock' });
    await page.toFront();
    await page.press('Tab');
    await page.press('Enter');
    const unlock = await unlockWindow(driver);
    expect(await isShown(page, 'bad')).toBe(false);
    const type = (pin: string) =>
      unlock.evaluate((written) => {
        const field = document.querySelector('input') as HTMLInputElement;
        field.value = written;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, pin);
    await unlock.waitFor('the field', () => document.querySelector('input') !== null);
    await type('1111');
    await unlock.click('button[type=submit]');
    await unlock.waitFor('a refusal', () => document.querySelector('#trouble')?.textContent);
    expect(await isShown(page, 'bad')).toBe(false);
    await type(PIN);
    await unlock.click('button[type=submit]');
    await page.toFront();
    await expect.poll(() => isShown(page, 'bad')).toBe(true);
    await unlock.close().catch(() => {});
  } finally {
    await driver.ask({ type: 'lock.remove', pin: PIN });
  }
});
