/** What a guard flagged is decided about by a person, and that holds on pages. */
import type { PageSnapshot } from '../src/platform/messages';
import type { DrivenPage } from '../tools/browsers/page';
import { expect, flagIn, type Seawall, test, until } from './harness';

const REVIEW = 'src/ui/review/review.html';
const ROPE = 'Whoever took my rope';

const rowOf = (review: DrivenPage, decision: string | null) =>
  review.waitFor(
    `the row of the rope, decided: ${decision}`,
    (words, wanted) =>
      [...document.querySelectorAll<HTMLElement>('[data-entry]')].some(
        (row) => row.textContent?.includes(words) && (row.dataset.decision ?? null) === wanted,
      ),
    ROPE,
    decision,
  );

const verdictOf = ({ elements }: PageSnapshot) =>
  elements.find(({ text }) => text.includes(ROPE))?.verdict;

const flagged = (seawall: Seawall, page: DrivenPage, flag: 'safe' | 'unsafe') =>
  until(
    seawall.driver,
    page,
    (snapshot) => snapshot.settled && flagIn(snapshot, ROPE) === flag,
    `the rope to be ${flag}`,
  );

test('what is flagged is overturned by keyboard, and stays so until that is undone', async ({
  seawall,
}) => {
  const { driver } = seawall;
  const page = await seawall.visit('notices.html', 'screen', true);
  await flagged(seawall, page, 'unsafe');

  const review = await driver.openExtensionPage(REVIEW);
  await rowOf(review, null);
  await review.toFront();
  // To the rope, wherever it stands among the flagged.
  for (let i = 0; i < 5; i++) {
    const isThere = await review.evaluate(
      (words) =>
        document.querySelector('[data-entry][aria-current]')?.textContent?.includes(words) ?? false,
      ROPE,
    );
    if (isThere) break;
    await review.press('j');
  }
  const hidden = () => review.evaluate(() => document.querySelector('.content-hidden') !== null);
  expect(await hidden()).toBe(true);
  await review.press('r');
  await expect.poll(hidden).toBe(false);
  await review.press('o');
  await rowOf(review, 'overturn');

  // The open page hears of it.
  await page.toFront();
  expect(verdictOf(await flagged(seawall, page, 'safe'))?.basis).toBe('person');
  await driver.killBackground();
  await page.goto(await page.url());
  expect(verdictOf(await flagged(seawall, page, 'safe'))?.basis).toBe('person');

  const exported = await driver.ask({
    type: 'review.export',
    format: 'csv',
    filter: { decision: 'overturn' },
    after: null,
  });
  const text = exported.review?.type === 'piece' ? exported.review.text : '';
  const [head, line, ...more] = text.trim().split('\r\n');
  expect(head).toContain('guard_flag,p_unsafe,engine,build,person_flag,decision');
  expect(line).toContain(ROPE);
  expect(line).toMatch(/,unsafe,[\d.]+,local,[^,]+,safe,overturn,/);
  expect(more).toEqual([]);

  await review.toFront();
  await review.press('u');
  await rowOf(review, null);
  await page.toFront();
  expect(verdictOf(await flagged(seawall, page, 'unsafe'))?.basis).toBeUndefined();
  await driver.ask({ type: 'review.forgetAll' });
  await review.close();
});
