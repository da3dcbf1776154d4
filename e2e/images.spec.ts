/**
 * Images on pages: each is found once, asked once and flagged right, and what cannot be looked at
 * says why and holds up nothing else.
 */
import { poll } from '../tools/browsers/page';
import { byId, expect, imagesOf, signFile, test } from './images/harness';

/** Files that the page's own script fetches. */
const BY_SCRIPT = ['/sign-script.png', '/sign.svg'];

test('every kind of image is found once, fetched once and flagged right; bad ones say why', async ({
  gallery,
  images,
}) => {
  const before = images.asked.length;
  const page = await gallery.visit('gallery.html');
  await page.waitFor('the page to be drawn', () => document.title.endsWith('✓'));

  // A server that stalls delays nothing but its own image.
  const early = await poll(
    async () => {
      const snapshot = await gallery.snapshot(page);
      const texts = snapshot.elements.filter(({ kind }) => kind === 'text');
      return texts.length > 3 && texts.every(({ verdict }) => verdict) ? snapshot : undefined;
    },
    { what: 'the verdicts of all texts', timeoutMs: 60_000 },
  );
  expect(await imagesOf(page, early)).toContainEqual({ id: 'stalled', outcome: null });
  expect(early.counts.unsafe).toBeGreaterThan(0);

  const expected = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-expect]')].map((each) => ({
      id: each.id,
      outcome: each.dataset.expect ?? '',
    })),
  );
  expect(expected.length).toBeGreaterThan(30);
  const snapshot = await gallery.settled(page, undefined, 180_000);
  expect(byId(await imagesOf(page, snapshot))).toEqual(byId(expected));

  // Of each file the extension asked once, wherever it is shown; of what is too small, never.
  const asked = images.asked.slice(before);
  const ours = asked.filter(({ by, path }) => by === 'program' && !BY_SCRIPT.includes(path));
  const counts = new Map<string, number>();
  for (const { path } of ours) counts.set(path, (counts.get(path) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
  expect(
    [...counts.keys()].filter((path) => /icon|spacer|strip|rule|hidden|calm-/.test(path)),
  ).toEqual([]);
  expect(counts.get('/sign-shared.png')).toBe(1);
  expect(counts.get('/nowhere.png')).toBe(1);
  // As nobody: neither who reads, nor what they read.
  expect(ours.filter(({ cookie, referer }) => cookie ?? referer)).toEqual([]);
  expect(asked.some(({ by, cookie }) => by === 'page' && cookie !== undefined)).toBe(true);
});

test('an image that comes later, or in place of another, gets a verdict of its own', async ({
  gallery,
}) => {
  const page = await gallery.visit('blank.html');
  await page.evaluate(() => {
    const image = new Image(128, 96);
    image.id = 'swapped';
    image.alt = 'Boats';
    image.src = 'calm.png';
    document.querySelector('main')?.append(image);
  });
  const shows = (outcome: string) =>
    poll(
      async () => {
        const seen = byId(await imagesOf(page, await gallery.snapshot(page)));
        return seen.join() === outcome || undefined;
      },
      { what: `the page to show ${outcome}`, timeoutMs: 60_000 },
    );
  await shows('swapped: safe');
  await page.evaluate(() => {
    document.querySelector<HTMLImageElement>('#swapped')?.setAttribute('src', 'sign.png');
  });
  await shows('swapped: unsafe');
  await page.evaluate(() => {
    const late = new Image(128, 96);
    late.id = 'late';
    late.loading = 'lazy';
    late.src = 'calm.png';
    late.style.marginTop = '9000px';
    late.style.display = 'block';
    document.querySelector('main')?.append(late);
    setTimeout(() => late.scrollIntoView(), 300);
  });
  await shows('late: safe,swapped: unsafe');
  await page.evaluate(() => document.querySelector('#swapped')?.remove());
  await shows('late: safe');
});

test('the popup shows a blurred picture when it is asked to', async ({ gallery }) => {
  const page = await gallery.visit('blank.html');
  await page.evaluate(() => {
    for (const name of ['sign', 'calm']) {
      const image = new Image(128, 96);
      image.alt = `The picture ${name}`;
      image.src = `${name}.png`;
      document.querySelector('main')?.append(image);
    }
  });
  await gallery.settled(page, ({ counts }) => counts.unsafe === 1 && counts.safe > 0);
  const popup = await gallery.popup(page);
  const pictures = (): Promise<{ words: string; source: string; filter: string }[]> =>
    popup.evaluate(() =>
      [...document.querySelectorAll('.picture img')].map((each) => ({
        words: each.closest('li')?.querySelector('.row-snippet')?.textContent ?? '',
        source: (each.getAttribute('src') ?? '').slice(0, 23),
        filter: getComputedStyle(each).filter,
      })),
    );
  const source = 'data:image/webp;base64,';
  const calm = { words: 'Picture: The picture calm', source, filter: 'none' };
  const sign = { words: 'Picture: The picture sign', source };
  await expect.poll(pictures).toMatchObject([sign, calm]);
  expect((await pictures())[0]?.filter).toContain('blur');
  await popup.click('[data-flag="unsafe"] + .picture button');
  await expect.poll(pictures).toEqual([{ ...sign, filter: 'none' }, calm]);
});

test('the background is killed while it fetches an image', async ({ gallery, images }) => {
  const page = await gallery.visit('blank.html');
  const add = (id: string): Promise<void> =>
    page.evaluate((name) => {
      const image = new Image(128, 96);
      image.id = name;
      image.alt = `The picture ${name}`;
      image.src = `${name}.png`;
      document.querySelector('main')?.append(image);
    }, id);
  let letGo = () => {};
  const held = new Promise<void>((go) => {
    letGo = go;
  });
  images.put('sign-held.png', { type: 'image/png', bytes: signFile, held });
  const fetched = () =>
    images.asked.filter(({ by, path }) => by === 'program' && path === '/sign-held.png').length;
  await add('sign');
  await add('sign-held');
  await expect.poll(async () => (await gallery.snapshot(page)).counts.unsafe).toBe(1);
  await expect.poll(fetched).toBe(1);
  expect(await gallery.driver.killBackground()).toBe(true);
  letGo();
  await add('calm');
  const snapshot = await gallery.settled(page, ({ counts }) => counts.unsafe === 2);
  expect(byId(await imagesOf(page, snapshot))).toEqual([
    'calm: safe',
    'sign-held: unsafe',
    'sign: unsafe',
  ]);
  // Once more, or out of the browser's own cache, which the page has filled meanwhile.
  expect(fetched()).toBeLessThanOrEqual(2);
});
