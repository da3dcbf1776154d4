/** Images that load slowly, are very many or very large, and what they hold up. */
import { expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { verdictOf } from '../core/verdict';
import {
  asked,
  cleanAfterEach,
  eventually,
  get,
  here,
  ICON,
  images,
  pause,
  screen,
} from './testing/image-page';
import { imagesIn, picture } from './testing/pictures';

cleanAfterEach();

test('a page that swaps an image all the time is asked about now and then', async () => {
  const link = screen(`<img id="a" src="${ICON}?0" width="128" height="128"><p>words</p>`);
  const image = get<HTMLImageElement>('#a');
  let count = 0;
  const end = performance.now() + 3_000;
  while (performance.now() < end) {
    image.src = `${ICON}?${++count}`;
    await pause(10);
  }
  expect(asked(link).length).toBeLessThan(8);
  await eventually(() => expect(asked(link).at(-1)).toBe(here(`${ICON}?${count}`)));
  expect((await images(link))[0]?.verdict?.flag).toBe('safe');
}, 15_000);

test('images that stall hold up no text', async () => {
  const link = screen(
    Array.from({ length: 60 }, (_, i) => `<img src="${ICON}?${i}" width="60" height="60">`).join(
      '',
    ),
  );
  link.judge = null;
  await eventually(() => expect(asked(link)).toHaveLength(16));
  document.body.insertAdjacentHTML('beforeend', '<p>some words</p>'.repeat(100));
  const texts = () => link.requests.filter(({ kind }) => kind === 'text');
  await eventually(() => expect(texts().length).toBeGreaterThan(30));
  for (let round = 0; texts().length < 100 && round < 50; round++) {
    for (const request of texts()) link.answer(request);
    await pause(20);
  }
  expect(texts()).toHaveLength(100);
  expect(asked(link)).toHaveLength(16);
});

test('of two thousand images each is asked', async () => {
  const { data } = await picture(64, 64);
  const link = screen('');
  link.judge = () => verdictOf(0.01, 'local');
  const count = 1_000;
  document.body.innerHTML = Array.from(
    { length: count },
    (_, i) =>
      `<figure><img src="${i % 2 ? `${ICON}?${i}` : data}" width="60" height="60" alt="boat ${i}"><div style="width:60px;height:60px;background:url(${ICON}?b${i})"></div></figure>`,
  ).join('');
  const page = await link.settled(80_000);
  expect(page.counts).toMatchObject({ safe: 2 * count, unknown: 0 });
  expect(new Set(imagesIn(link.requests).map(({ id }) => id)).size).toBe(2 * count);
  console.info('2,000 images', {
    slices: page.work.slices,
    totalMs: page.work.totalMs,
    maxMs: page.work.maxMs,
    settledMs: page.settledMs,
  });
}, 100_000);

test('ten thousand tiny images are no elements', async () => {
  const { data } = await picture(4, 4);
  const link = screen('<p>words</p>');
  document.body.insertAdjacentHTML('beforeend', `<img src="${data}">`.repeat(10_000));
  const page = await link.settled(40_000);
  expect(page.elements).toHaveLength(1);
  console.info('10,000 tiny images', { totalMs: page.work.totalMs, maxMs: page.work.maxMs });
}, 50_000);

test('a hundred sources and megabytes of them are one image', async () => {
  const many = Array.from({ length: 5_000 }, (_, i) => `${ICON}?${i} ${i + 1}w`).join(', ');
  const layers = Array.from({ length: 500 }, (_, i) => `url(${ICON}?layer${i})`).join(', ');
  const link = screen(
    `<img id="a" sizes="200px" srcset="${many}" width="200" height="200"><div id="b" style="width:90px;height:90px;background:${layers}"></div>`,
  );
  const found = await images(link);
  expect(found.filter(({ selector }) => selector === '#a')).toHaveLength(1);
  expect(found.filter(({ selector }) => selector === '#b')).toHaveLength(4);
});

test('of several addresses none is asked before the browser has chosen', async () => {
  await cdp().send('Fetch.enable', { patterns: [{ urlPattern: '*?chosen*' }] });
  const link = screen(
    `<p>words</p><img srcset="${ICON}?chosen 1x" src="${ICON}?not" width="200" height="100">`,
  );
  await eventually(async () => expect((await link.snapshot()).counts).toMatchObject({ safe: 1 }));
  expect((await link.snapshot()).counts.waiting).toBe(1);
  expect((await link.snapshot()).settled).toBe(false);
  await cdp().send('Fetch.disable');
  expect(await images(link)).toMatchObject([
    { image: { src: here(`${ICON}?chosen`) }, verdict: { flag: 'safe' } },
  ]);
  expect(asked(link)).toEqual([here(`${ICON}?chosen`)]);
});

test('backgrounds of megabytes on many elements are judged, and not listed whole', async () => {
  const noise = 'boat '.repeat(200_000);
  const data = `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><!--${noise}--></svg>`;
  const link = screen('<p>words</p>', `.heavy{width:70px;height:70px;background:url("${data}")}`);
  document.body.insertAdjacentHTML('beforeend', '<div class="heavy"></div>'.repeat(50));
  const page = await link.settled(50_000);
  expect(page.counts).toMatchObject({ safe: 51 });
  expect(page.elements.at(-1)?.image?.src).toBeNull();
  expect(page.elements.at(-1)?.image?.thumbnail).toMatch(/^data:image\/webp/);
  console.info('50 backgrounds of a megabyte', {
    totalMs: page.work.totalMs,
    maxMs: page.work.maxMs,
  });
}, 60_000);

test('an image that is still loading is listed as waiting, and asked after a while', async () => {
  const stalled = here(`${ICON}?stalled`);
  await cdp().send('Fetch.enable', { patterns: [{ urlPattern: '*?stalled*' }] });
  const link = screen(
    `<p>words</p><img id="a" width="200" height="100" src="${stalled}"><img id="b" src="${ICON}?b">`,
  );
  await eventually(async () => expect((await link.snapshot()).counts).toMatchObject({ safe: 2 }));
  expect((await link.snapshot()).counts.waiting).toBe(1);
  expect(asked(link)).toEqual([here(`${ICON}?b`)]);
  await eventually(() => expect(asked(link)).toContain(stalled), { timeout: 8_000 });
  await cdp().send('Fetch.disable');
  await pause(200);
  await link.settled();
  expect(asked(link)).toHaveLength(2);
}, 15_000);

test('an image that loads in time is asked when it has, and its true size counts', async () => {
  await cdp().send('Fetch.enable', { patterns: [{ urlPattern: '*seawall-16*' }] });
  const link = screen('<p>words</p><img width="200" height="100" src="/icons/seawall-16.png">');
  await eventually(async () => expect((await link.snapshot()).counts.waiting).toBe(1));
  await cdp().send('Fetch.disable');
  await eventually(async () => expect((await link.snapshot()).elements).toHaveLength(1));
  expect(asked(link)).toEqual([]);
});
