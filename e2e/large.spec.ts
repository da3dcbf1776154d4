/** Ten thousand paragraphs: every one is listed, and the page stays the page's. */
import { expect, test } from './harness';

test('a page of 10,000 paragraphs is screened whole', async ({ seawall }) => {
  const page = await seawall.visit('blank.html');
  await page.evaluate(() => {
    const all = document.createDocumentFragment();
    for (let i = 0; i < 10_000; i++) {
      const paragraph = document.createElement('p');
      // A few texts only, as a long thread has its sayings; the queue asks each of them once.
      paragraph.textContent =
        i === 9_999 ? 'The very last word: shut up you idiot' : `Crate ${i % 24} has been loaded.`;
      all.append(paragraph);
    }
    document.querySelector('main')?.append(all);
  });
  const snapshot = await seawall.settled(
    page,
    ({ elements }) => elements.length === 10_000,
    100_000,
  );
  expect(snapshot.counts).toEqual({ safe: 9_999, unsafe: 1, unknown: 0, waiting: 0 });
  // Work is cut into slices that leave the page's thread alone in between.
  expect(snapshot.work.slices).toBeGreaterThan(10);
});
