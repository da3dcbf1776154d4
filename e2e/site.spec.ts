/** A site is turned off and on: nothing of ours stays behind, and it screens again at once. */
import type { DrivenPage } from '../tools/browsers/page';
import { expect, flagIn, type Seawall, test } from './harness';

const SWITCH = '[role="switch"]';

const isOn = (popup: DrivenPage, on: boolean): Promise<unknown> =>
  popup.waitFor(
    `the switch to be ${on ? 'on' : 'off'}`,
    (selector, wanted) => {
      const found = document.querySelector(selector);
      return found?.getAttribute('aria-checked') === wanted && !found.hasAttribute('aria-disabled');
    },
    SWITCH,
    String(on),
  );

/** The document as it stands in the tree, and whatever of ours may stand beside it. */
const markup = (page: DrivenPage): Promise<string> =>
  page.evaluate(() => document.documentElement.outerHTML);

const registeredScripts = ({ driver }: Seawall): Promise<number> =>
  driver.inExtension(async () => (await chrome.scripting.getRegisteredContentScripts()).length);

for (const killed of [false, true]) {
  const when = killed ? ', also after the background was killed' : '';

  test(`the popup's switch turns a site off and on${when}`, async ({ seawall }) => {
    const { driver } = seawall;
    const page = await seawall.visit('notices.html', 'off');
    const untouched = await markup(page);
    const began = await page.evaluate(() => performance.timeOrigin);
    expect(await registeredScripts(seawall)).toBe(0);
    await expect(seawall.snapshot(page)).rejects.toThrow();

    const popup = await seawall.popup(page);
    await isOn(popup, false);
    if (killed) await driver.killBackground();
    await popup.click(SWITCH);
    await isOn(popup, true);
    const first = await seawall.settled(page);
    expect(flagIn(first, 'Whoever took my rope')).toBe('unsafe');
    expect(await registeredScripts(seawall)).toBe(1);

    if (killed) await driver.killBackground();
    await popup.click(SWITCH);
    await isOn(popup, false);
    await expect.poll(() => markup(page)).toBe(untouched);
    await expect(seawall.snapshot(page)).rejects.toThrow();
    expect(await registeredScripts(seawall)).toBe(0);

    await popup.click(SWITCH);
    await isOn(popup, true);
    const again = await seawall.settled(page);
    expect(flagIn(again, 'Whoever took my rope')).toBe('unsafe');
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(began);
  });
}

test('a site that is on runs our script from the start of every load', async ({ seawall }) => {
  const page = await seawall.visit('notices.html');
  await seawall.settled(page);
  await page.goto(await page.url());
  const snapshot = await seawall.settled(page);
  expect(flagIn(snapshot, 'Whoever took my rope')).toBe('unsafe');
});

test('marks change neither the layout of a page nor its text', async ({ seawall, pages }) => {
  const { driver } = seawall;
  const look = (page: DrivenPage): Promise<unknown> =>
    page.evaluate(() => ({
      // biome-ignore lint/performance/useDomNodeTextContent: as a reader sees it
      text: document.body.innerText,
      width: document.documentElement.scrollWidth,
      height: document.documentElement.scrollHeight,
      boxes: [...document.querySelectorAll('body *')].map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [x, y, width, height];
      }),
    }));
  const page = await seawall.visit('notices.html', 'off');
  const before = await look(page);
  await driver.setSite(pages.site, 'screen');
  await seawall.settled(page);
  await page.waitFor('a mark beside the body', () => document.documentElement.children.length > 2);
  expect(await look(page)).toEqual(before);
});

test('two windows at once are both screened, by one guard', async ({ seawall }) => {
  const pages = [];
  for (const window of [1, 2]) {
    const page = await seawall.visit('blank.html', 'screen', true);
    await page.evaluate((name) => {
      for (let i = 0; i < 40; i++) {
        const paragraph = document.createElement('p');
        const end = i % 10 === 0 ? 'shut up you idiot' : 'the sea is calm today';
        paragraph.textContent = `Window ${name}, line ${i}: ${end}`;
        document.querySelector('main')?.append(paragraph);
      }
    }, window);
    pages.push(page);
  }
  for (const page of pages) {
    const { counts } = await seawall.settled(page, ({ elements }) => elements.length === 40);
    expect(counts).toEqual({ safe: 36, unsafe: 4, unknown: 0, waiting: 0 });
  }
  expect(await seawall.driver.guardState()).toMatchObject({
    status: 'ready',
    id: seawall.guard.id,
  });
});
