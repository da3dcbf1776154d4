/** The popup shows what is on the page, filters it, and leads to each element. */
import { readFileSync } from 'node:fs';
import { type DrivenPage, sleep } from '../tools/browsers/page';
import { expect, test } from './harness';

const ROW = '[data-element]';

for (const killed of [false, true]) {
  const when = killed ? ', also after the background was killed' : '';

  test(`the popup lists the elements and jumps to one${when}`, async ({ seawall }, testInfo) => {
    const page = await seawall.visit('notices.html');
    await seawall.settled(page);
    if (killed) await seawall.driver.killBackground();

    const popup = await seawall.popup(page);
    await popup.waitFor('rows', (row) => document.querySelectorAll(row).length > 0, ROW);
    await popup.click('[data-filter="unsafe"]');
    const unsafe = await popup.waitFor(
      'the two unsafe rows alone',
      (row) => {
        const rows = [...document.querySelectorAll<HTMLElement>(row)];
        const texts = rows.map((each) => each.querySelector('.row-snippet')?.textContent ?? '');
        const right = rows.length === 2 && rows.every((each) => each.dataset.flag === 'unsafe');
        return right ? texts : null;
      },
      ROW,
    );
    expect(unsafe.join('\n')).toContain('Whoever took my rope');
    expect(unsafe.join('\n')).toContain('bottom of the stairs');

    const inView = (): Promise<boolean> =>
      page.evaluate(() => {
        const box = document.querySelector('#far')?.getBoundingClientRect();
        return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
      });
    expect(await inView()).toBe(false);
    const id = await popup.evaluate((row) => {
      const rows = [...document.querySelectorAll<HTMLElement>(row)];
      return rows.find((each) => each.textContent?.includes('stairs'))?.dataset.element ?? '';
    }, ROW);
    await popup.click(`[data-element="${id}"]`);
    await expect.poll(inView, { intervals: [50] }).toBe(true);
    await expectHighlight(page, testInfo.outputPath.bind(testInfo));
  });
}

/** The highlight is in a closed shadow root: it shows in pictures only. It fades after seconds. */
async function expectHighlight(page: DrivenPage, file: (name: string) => string): Promise<void> {
  const picture = async (name: string): Promise<Buffer> => {
    await page.screenshot(file(name));
    return readFileSync(file(name));
  };
  await page.toFront();
  await page.waitFor('the scrolling to end', async () => {
    const before = scrollY;
    await new Promise((done) => setTimeout(done, 60));
    return scrollY === before;
  });
  const highlighted = await picture('highlighted.png');
  await expect
    .poll(
      async () => {
        const first = await picture('after.png');
        await sleep(700);
        return first.equals(await picture('after.png'));
      },
      { message: 'the highlight goes' },
    )
    .toBe(true);
  expect(highlighted.equals(await picture('after.png'))).toBe(false);
}

test('the list can be walked and used by keyboard', async ({ seawall }) => {
  const page = await seawall.visit('notices.html');
  await seawall.settled(page);
  const popup = await seawall.popup(page);
  await popup.waitFor('rows', (row) => document.querySelectorAll(row).length > 0, ROW);
  await popup.click('[data-filter="unsafe"]');
  const focusedRow = (): Promise<string> =>
    popup.evaluate((row) => {
      const focused = document.activeElement;
      return (focused?.matches(row) && focused.textContent) || '';
    }, ROW);
  for (let presses = 0; presses < 8 && !(await focusedRow()); presses++) await popup.press('Tab');
  const first = await focusedRow();
  expect(first).not.toBe('');
  await popup.press('ArrowDown');
  await expect.poll(focusedRow).not.toBe(first);
  await popup.press('Enter');
  await popup.waitFor(
    'the row to be the current one',
    () => document.activeElement?.getAttribute('aria-current') === 'true',
  );
});

test('page text is text in the popup, never markup', async ({ seawall }) => {
  const page = await seawall.visit('hostile.html');
  await seawall.settled(page);
  const popup = await seawall.popup(page);
  await popup.waitFor('rows', (row) => document.querySelectorAll(row).length > 0, ROW);
  await popup.click('[data-filter="unsafe"]');
  await popup.waitFor(
    'the text that looks like markup',
    (row) =>
      [...document.querySelectorAll(row)].some((each) => each.textContent?.includes('<img src=x')),
    ROW,
  );
  const taken = await popup.evaluate(() => ({
    images: document.querySelectorAll('img[src="x"]').length,
    title: document.title,
  }));
  expect(taken.images).toBe(0);
  expect(taken.title).not.toBe('taken');
});
