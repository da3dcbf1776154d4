/** What a reader sees of pages built as real ones are belongs to one element each, in a real browser. */
import { test as base, expect } from '@playwright/test';
import { CORPUS, type CorpusServer, serveCorpus } from '../tools/bench/corpus';
import { measureFrame } from '../tools/bench/coverage/measure';
import { BOUNDS, coverPage, sharesOf } from '../tools/bench/coverage/run';
import type { Driver } from '../tools/browsers/driver';
import { start, type Target } from './harness';

interface WorkerFixtures {
  target: Target;
  driver: Driver;
  corpus: CorpusServer;
}

/** Without a guard: what is found does not hang on it. */
const test = base.extend<object, WorkerFixtures>({
  target: [
    { browser: 'chrome', webgpu: false },
    { option: true, scope: 'worker' },
  ],
  driver: [
    async ({ target }, use) => {
      const driver = await start(target);
      await use(driver);
      await driver.close();
    },
    { scope: 'worker' },
  ],
  corpus: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from it
    async ({}, use) => {
      const corpus = await serveCorpus();
      await use(corpus);
      await corpus.close();
    },
    { scope: 'worker' },
  ],
});

for (const page of CORPUS) {
  test(`${page.name}: ${page.about}`, async ({ driver, corpus }) => {
    const coverage = await coverPage(driver, corpus, page);
    // Which frames are screened at all is what frames.spec.ts holds.
    const screened = coverage.frames.filter(({ isScreened }) => isScreened);
    expect(screened.length).toBeGreaterThan(Object.keys(page.frames ?? {}).length);
    const shares = sharesOf({ ...coverage, frames: screened });
    const told = JSON.stringify(screened.map(({ samples }) => samples));
    // The measure itself: all that the browser calls rendered was looked at. (Firefox leaves out of
    // `innerText` what it has not laid out yet, and the choices of lists.)
    if (driver.browser === 'chrome') expect(shares.agreement, told).toBeGreaterThan(0.99);
    expect(shares.one, told).toBeGreaterThanOrEqual(BOUNDS.one);
    expect(shares.twice, told).toBe(BOUNDS.twice);
    expect(shares.invisible, told).toBeLessThan(BOUNDS.invisible);
  });
}

test('the measure notices what is missing, what is doubled and what is nowhere', async ({
  driver,
  corpus,
}) => {
  const page = await driver.openPage(`${corpus.origin}/news-article.html`);
  const selector = 'body';
  const [heading, aside] = ['Bagaimana kami menghitung', 'Harga paling tinggi'];
  const measured = (texts: readonly string[]) =>
    driver.inFrame(
      page,
      0,
      measureFrame,
      texts.map((text) => ({ text, selector })),
    );
  const none = await measured([]);
  expect(none).toMatchObject({ one: 0, twice: 0 });
  expect(none.none).toBe(none.characters.seen + none.characters.heard);
  const letters = heading.replaceAll(' ', '').length;
  expect(await measured([heading])).toMatchObject({ one: letters, twice: 0 });
  expect(await measured([heading, heading])).toMatchObject({ one: 0, twice: letters });
  const lost = aside.replaceAll(' ', '').length;
  expect((await measured([aside])).extracted).toMatchObject({ seen: 0, lost });
  await page.close();
});
