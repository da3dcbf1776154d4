/** A page is hostile: in what it says, and in what it does to Seawall's marks. */
import { expect, flagIn, test } from './harness';

test('control words, markup and turned text are read as plain text', async ({ seawall }) => {
  const page = await seawall.visit('hostile.html');
  const snapshot = await seawall.settled(page);
  expect(flagIn(snapshot, 'Control words')).toBe('unsafe');
  expect(flagIn(snapshot, 'The tide turns')).toBe('safe');
  expect(flagIn(snapshot, 'rope and nets')).toBe('safe');
  expect(flagIn(snapshot, 'onerror')).toBe('unsafe');
  expect(flagIn(snapshot, 'tomorrow')).toBe('safe');
  expect(flagIn(snapshot, 'of today:')).toBe('unsafe');
  expect(await page.title()).toBe('Text that would like to be something else');
});

test('a mark that the page draws itself changes nothing', async ({ seawall }) => {
  const page = await seawall.visit('hostile.html');
  const snapshot = await seawall.settled(page);
  expect(flagIn(snapshot, 'Checked by Seawall')).toBe('unsafe');
});

test('a megabyte without a space neither blocks the page nor counts as safe', async ({
  seawall,
}) => {
  const page = await seawall.visit('blank.html');
  await page.evaluate(() => {
    const main = document.querySelector('main');
    for (const text of ['The boat is on time.', 'x'.repeat(1_000_000)]) {
      const paragraph = document.createElement('p');
      paragraph.textContent = text;
      // Far apart: what can be seen goes first.
      paragraph.style.marginBottom = '9000px';
      main?.append(paragraph);
    }
  });
  await expect
    .poll(async () => flagIn(await seawall.snapshot(page), 'The boat is on time.'), {
      timeout: 90_000,
    })
    .toBe('safe');
  const { elements, work } = await seawall.snapshot(page);
  expect(elements).toHaveLength(2);
  const long = elements.find(({ text }) => text.startsWith('xxx'));
  expect(long).toBeDefined();
  // Its beginning takes a software adapter minutes; whatever comes of it, it is not `safe`.
  expect(long?.verdict?.flag ?? 'unknown').toBe('unknown');
  // Laid out or read at once it would be seconds; how long a slice is, the benchmark tells.
  expect(work.maxMs).toBeLessThan(500);
});

test('a page that removes our marks is told of, and loses nothing else', async ({ seawall }) => {
  const page = await seawall.visit('notices.html');
  await seawall.settled(page);
  // Whatever stands in the document and is not the page's own is ours.
  await page.evaluate(() => {
    const own = new Set(document.querySelectorAll('*'));
    for (const node of document.querySelectorAll('*')) {
      const named = node.localName.includes('-') || node.parentElement === document.documentElement;
      if (named && node !== document.head && node !== document.body) own.delete(node);
    }
    setInterval(() => {
      for (const node of document.querySelectorAll('*')) if (!own.has(node)) node.remove();
    }, 20);
  });
  const popup = await seawall.popup(page);
  await popup.waitFor('the list, whatever the page does', () =>
    [...document.querySelectorAll('[data-element]')].some((row) =>
      row.textContent?.includes('Whoever took my rope'),
    ),
  );
  await popup.waitFor('a word about the marks', () =>
    /\bmark/i.test(document.querySelector('.notes')?.textContent ?? ''),
  );
  const snapshot = await seawall.settled(page);
  expect(flagIn(snapshot, 'Whoever took my rope')).toBe('unsafe');
});
