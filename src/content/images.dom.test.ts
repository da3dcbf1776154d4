import { afterEach, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { unknown, verdictOf } from '../core/verdict';
import { begin } from './begin';
import type { Handle } from './screening';
import { FakeLink } from './testing/fake-link';
import { imagesIn, lookAt, painted, picture, sourceOf } from './testing/pictures';

let handle: Handle | null = null;

afterEach(() => {
  handle?.stop();
  handle = null;
  document.body.replaceChildren();
  document.body.removeAttribute('class');
  for (const style of document.head.querySelectorAll('style.test')) style.remove();
  scrollTo(0, 0);
  vi.restoreAllMocks();
});

/** Unsafe where the caption or the address holds "bad"; images without either are safe. */
function screen(html: string, css = ''): FakeLink {
  const style = document.createElement('style');
  style.className = 'test';
  style.textContent = css;
  document.head.append(style);
  document.body.innerHTML = html;
  const link = new FakeLink();
  link.judge = (text, request) => {
    const address =
      request.kind === 'image' && request.source.from === 'web' ? request.source.url : '';
    return verdictOf(/bad/.test(text + address) ? 0.97 : 0.02, 'local');
  };
  handle = begin(link);
  return link;
}

/** However loaded the machine is. */
const eventually = (check: () => void | Promise<void>, options = { timeout: 10_000 }) =>
  vi.waitFor(check, options);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const get = <T extends Element = HTMLElement>(selector: string): T => {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`${selector} is not there`);
  return element;
};
const here = (path: string): string => new URL(path, location.href).href;
/** A picture that Vitest's server has. */
const ICON = '/icons/seawall-128.png';
const asked = (link: FakeLink): string[] => imagesIn(link.requests).map(sourceOf);

async function images(link: FakeLink) {
  const { elements } = await link.settled();
  return elements.filter(({ kind }) => kind === 'image');
}

test('an image is found once, asked once and listed with its address, size and words', async () => {
  const link = screen(
    `<p>words</p><img src="${ICON}" alt=" A  bad&#10;boat " width="200"><p>more words</p>`,
  );
  const [image, ...others] = await images(link);
  expect(others).toEqual([]);
  expect(image).toMatchObject({
    kind: 'image',
    snippet: 'A bad boat',
    text: 'A bad boat',
    selector: 'body > img:nth-of-type(1)',
    image: { src: here(ICON), width: 128, height: 128, thumbnail: null },
    verdict: { flag: 'unsafe' },
  });
  expect(imagesIn(link.requests)).toMatchObject([
    { version: 1, source: { from: 'web', url: here(ICON) }, text: 'A bad boat' },
  ]);
  expect((await link.snapshot()).counts).toEqual({ safe: 2, unsafe: 1, unknown: 0, waiting: 0 });
});

test('every kind of image is found and asked with the right source', async () => {
  const { data } = await picture(60, 50);
  const link = screen(
    `<style class="test">.b{width:100px;height:100px;display:block}
      #before::before{content:"";display:block;width:90px;height:90px;background:url(${ICON}?before)}
      #after::after{content:url(${ICON}?after)}</style>
     <img class="b" id="img" src="${ICON}?img">
     <img class="b" id="set" srcset="${ICON}?set-1 1x, ${ICON}?set-9 9x" src="${ICON}?set-0">
     <picture><source media="(max-width: 1px)" srcset="${ICON}?no"><source srcset="${ICON}?picture">
       <img class="b" id="picture" src="${ICON}?no"></picture>
     <div class="b" id="background" style="background:url(${ICON}?background)"></div>
     <div class="b" id="layers" style="background:url(${ICON}?upper), linear-gradient(red,blue), url(${ICON}?lower)"></div>
     <div class="b" id="image-set" style="background-image:image-set('${ICON}?image-set' 1x)"></div>
     <div class="b" id="before"></div><div class="b" id="after"></div>
     <video class="b" id="poster" poster="${ICON}?poster"></video>
     <input class="b" id="input" type="image" src="${ICON}?input">
     <svg class="b" id="svg"><image width="90" height="90" href="${ICON}?svg-image"></image></svg>
     <object class="b" id="object" data="${ICON}?object" type="image/png"></object>
     <img class="b" id="data" src="${data}">`,
  );
  const found = await images(link);
  expect(
    asked(link)
      .map((each) => each.replace(here(ICON), ''))
      .sort(),
  ).toEqual(
    [
      ...'img set-1 picture background upper lower image-set before after poster input svg-image object'
        .split(' ')
        .map((name) => `?${name}`),
      data,
    ].sort(),
  );
  expect(found).toHaveLength(14);
  expect(new Set(found.map(({ id }) => id)).size).toBe(14);
  expect(found.find(({ selector }) => selector === '#picture')?.image?.width).toBe(128);
  expect(found.filter(({ selector }) => selector === '#layers')).toHaveLength(2);
});

test('what is too small, a spacer, a strip, an icon or not shown is left out', async () => {
  const { data: spacer } = await picture(1, 1);
  const svg = '<svg width="64" height="64"><rect width="64" height="64"/></svg>';
  const link = screen(
    `<p>words</p><img src="${ICON}" width="39" height="60"><img src="${spacer}" width="600" height="400">
     <img src="${ICON}" style="width:600px;height:45px"><img src="${ICON}" hidden>
     <img src="${ICON}" style="visibility:hidden"><div style="display:none"><img src="${ICON}"></div>
     <details><img src="${ICON}"></details><div contenteditable><img src="${ICON}"></div>
     <div style="width:300px;height:300px;background:url(${ICON}) 0 0 / 24px 24px"></div>
     <div style="width:0;height:0;overflow:hidden;background:url(${ICON})"></div>${svg}
     <img><img src=""><svg width="200" height="200"></svg>`,
  );
  await link.settled();
  await pause(100);
  expect(await images(link)).toEqual([]);
});

test('an element that is text and has a background is both', async () => {
  const link = screen(`<p id="p" style="height:100px;background:url(${ICON}?bad)">some words</p>`);
  const { elements, counts } = await link.settled();
  expect(elements.map(({ kind, selector, verdict }) => [kind, selector, verdict?.flag])).toEqual([
    ['text', '#p', 'safe'],
    ['image', '#p', 'unsafe'],
  ]);
  expect(counts).toEqual({ safe: 1, unsafe: 1, unknown: 0, waiting: 0 });
  get('#p').textContent = 'other words';
  const after = (await link.settled()).elements;
  expect(after.map(({ id }) => id)).toEqual(elements.map(({ id }) => id));
  expect(asked(link)).toHaveLength(1);
});

test('another source is another version; the old verdict lands nowhere', async () => {
  const link = screen(`<img src="${ICON}?1" alt="boat">`);
  link.judge = null;
  await eventually(() => expect(link.requests).toHaveLength(1));
  const [first] = link.requests;
  if (!first) throw new Error('nothing asked');
  get<HTMLImageElement>('img').src = `${ICON}?2`;
  link.answer(first, verdictOf(0.9, 'local'));
  await eventually(() => expect(link.requests).toHaveLength(2));
  expect((await link.snapshot()).elements[0]?.verdict).toBeNull();
  link.answer(first, verdictOf(0.9, 'local'));
  expect((await link.snapshot()).elements[0]?.verdict).toBeNull();
  const second = link.requests.at(-1);
  expect(second).toMatchObject({ id: first.id, version: 2, source: { url: here(`${ICON}?2`) } });
  if (second) link.answer(second, verdictOf(0.01, 'local'));
  expect((await link.snapshot()).elements[0]).toMatchObject({
    id: first.id,
    image: { src: here(`${ICON}?2`) },
    verdict: { flag: 'safe' },
  });
});

test('what was asked of an image that is swapped or removed is cancelled', async () => {
  const link = screen(`<img id="a" src="${ICON}?1"><img id="b" src="${ICON}?b">`);
  link.judge = null;
  await eventually(() => expect(link.requests).toHaveLength(2));
  get<HTMLImageElement>('#a').src = `${ICON}?2`;
  get('#b').remove();
  await eventually(() => {
    const cancelled = link.messages.flatMap((m) => (m.type === 'cancel' ? m.elements : []));
    expect(cancelled).toHaveLength(2);
    expect(new Set(cancelled.map(({ id, version }) => `${id}/${version}`)).size).toBe(2);
  });
});

test('the same source put anew is not asked again; another caption is', async () => {
  const link = screen(`<img src="${ICON}" alt="boat">`);
  await link.settled();
  const image = get<HTMLImageElement>('img');
  image.src = ICON;
  document.body.append(image);
  await pause(100);
  await link.settled();
  expect(asked(link)).toHaveLength(1);
  image.alt = 'bad boat';
  await eventually(async () => expect((await link.snapshot()).counts.unsafe).toBe(1));
  expect(imagesIn(link.requests).at(-1)).toMatchObject({ version: 2, text: 'bad boat' });
});

test('srcset, sources of a picture and posters that change are noticed', async () => {
  const link = screen(
    `<img id="a" srcset="${ICON}?a1 1x"><picture><source srcset="${ICON}?b1"><img id="b"></picture>
     <video id="c" poster="${ICON}?c1" width="200"></video>`,
  );
  await images(link);
  get('#a').setAttribute('srcset', `${ICON}?a2 1x`);
  get('source').setAttribute('srcset', `${ICON}?b2`);
  get('#c').setAttribute('poster', `${ICON}?c2`);
  await eventually(() =>
    expect(asked(link).sort()).toEqual(
      ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'].map((name) => here(`${ICON}?${name}`)),
    ),
  );
  expect((await images(link)).map(({ image }) => image?.src).sort()).toEqual(
    ['a2', 'b2', 'c2'].map((name) => here(`${ICON}?${name}`)),
  );
});

test('a background that a class or a style changes is noticed, and one that goes', async () => {
  const link = screen(
    '<div id="a" class="one"></div><div id="b"></div>',
    `div{width:100px;height:100px} .one{background:url(${ICON}?1)} .two{background:url(${ICON}?2)}`,
  );
  const [first] = await images(link);
  get('#a').className = 'two';
  await eventually(() => expect(asked(link)).toContain(here(`${ICON}?2`)));
  expect((await images(link)).map(({ id }) => id)).toEqual([first?.id]);
  get('#b').style.backgroundImage = `url(${ICON}?bad)`;
  await eventually(async () => expect((await link.snapshot()).counts.unsafe).toBe(1));
  get('#a').className = '';
  get('#b').style.backgroundImage = '';
  await eventually(async () => expect((await link.snapshot()).elements).toEqual([]));
});

test('an image that goes, is hidden or shrinks is let go, and found again', async () => {
  const link = screen(
    `<img id="a" src="${ICON}?a"><img id="b" src="${ICON}?b"><img id="c" src="${ICON}?c">`,
  );
  const ids = async () =>
    (await link.settled()).elements
      .map(({ selector }) => selector.slice(1))
      .sort()
      .join('');
  expect(await ids()).toBe('abc');
  get('#a').remove();
  get('#b').hidden = true;
  get('#c').style.width = '20px';
  await eventually(async () => expect(await ids()).toBe(''));
  get('#b').hidden = false;
  get('#c').style.width = '';
  await eventually(async () => expect(await ids()).toBe('bc'));
});

test('what a page loads lazily is found when it has loaded', async () => {
  const link = screen(
    `<p>words</p><div style="height:30000px"></div><img id="late" loading="lazy" src="${ICON}?late" width="128" height="128">`,
  );
  await images(link);
  await pause(200);
  expect(asked(link)).toEqual([]);
  get('#late').scrollIntoView();
  await eventually(() => expect(asked(link)).toEqual([here(`${ICON}?late`)]));
  expect(await images(link)).toMatchObject([{ image: { width: 128, height: 128 } }]);
});

test('images in open shadow roots are found, and heard to load', async () => {
  const link = screen('<div id="host"></div>');
  const root = get('#host').attachShadow({ mode: 'open' });
  root.innerHTML = `<img src="${ICON}?shadow"><slot></slot>`;
  document.body.append(get('#host'));
  await eventually(() => expect(asked(link)).toEqual([here(`${ICON}?shadow`)]));
  const image = root.querySelector('img');
  image?.setAttribute('src', `${ICON}?other`);
  await eventually(() => expect(asked(link)).toHaveLength(2));
  expect(await images(link)).toMatchObject([
    { selector: '#host >>> img:nth-of-type(1)', image: { src: here(`${ICON}?other`) } },
  ]);
});

test('an image that fails to load is asked about where it has a place on the page', async () => {
  const link = screen(
    '<img id="a" src="/no-such-picture.png" alt="a lost boat" style="display:block;width:200px;height:100px">',
  );
  link.judge = () => unknown('image-missing', 'local');
  expect(await images(link)).toMatchObject([
    { text: 'a lost boat', verdict: { flag: 'unknown', reason: 'image-missing' } },
  ]);
});

test('captions: alternative text, figure, label, title', async () => {
  const link = screen(
    `<img src="${ICON}?1" alt="one" title="no"><figure><img src="${ICON}?2" alt=""><figcaption>two <b>too</b></figcaption></figure>
     <div style="width:90px;height:90px;background:url(${ICON}?3)" aria-label="three"></div>
     <img src="${ICON}?4" title="four"><img src="${ICON}?5"><img src="${ICON}?6" alt="${'x'.repeat(2_000)}">
     <svg width="90" height="90"><title>seven</title><circle r="9"/></svg>`,
  );
  const found = await images(link);
  expect(new Set(found.map(({ text }) => text))).toEqual(
    new Set(['one', 'two too', 'three', 'four', '', 'x'.repeat(1_000), 'seven']),
  );
  expect(found.find(({ text }) => text === '')?.snippet).toBe('seawall-128.png');
  expect(found.find(({ text }) => text.startsWith('x'))?.snippet).toHaveLength(160);
});

test('a picture at a blob: address is drawn from the page, no larger than needed', async () => {
  const { blob } = await picture(2_000, 1_000, 'rgb(200, 10, 20)');
  const address = URL.createObjectURL(blob);
  const link = screen(
    `<img src="${address}" width="300" alt="one"><div style="width:90px;height:90px;background:url(${address})"></div>`,
  );
  const found = await images(link);
  URL.revokeObjectURL(address);
  const thumbnails = expect.stringMatching(/^data:image\/webp;base64,/) as string;
  expect(found.map(({ image }) => image).sort((a, b) => (b?.width ?? 0) - (a?.width ?? 0))).toEqual(
    [
      { src: null, width: 2_000, height: 1_000, thumbnail: thumbnails },
      { src: null, width: 0, height: 0, thumbnail: thumbnails },
    ],
  );
  const looks = await Promise.all(asked(link).map(lookAt));
  for (const { width, height, pixel } of looks) {
    expect([width, height]).toEqual([1_024, 512]);
    expect(Math.abs((pixel[0] ?? 0) - 200)).toBeLessThan(12);
  }
  const thumbnail = found[0]?.image?.thumbnail ?? '';
  expect(thumbnail.length).toBeLessThan(4_000);
  expect(await lookAt(thumbnail)).toMatchObject({ width: 96, height: 48 });
});

test('a revoked blob: address still shows what was loaded, and is missing where nothing was', async () => {
  const { blob } = await picture(200, 100);
  const address = URL.createObjectURL(blob);
  document.body.innerHTML = '';
  const image = new Image();
  image.src = address;
  await image.decode();
  URL.revokeObjectURL(address);
  const link = screen(
    `<div id="b" style="width:90px;height:90px;background:url(${address})"></div>`,
  );
  document.body.append(image);
  const found = await images(link);
  expect(
    found.map(({ selector, verdict }) => [selector, verdict?.reason ?? verdict?.flag]),
  ).toEqual([
    ['#b', 'image-missing'],
    ['body > img:nth-of-type(1)', 'safe'],
  ]);
});

test('a canvas is drawn when it is still, and again when it shows something else', async () => {
  const link = screen('<canvas width="300" height="200"></canvas><canvas id="blank"></canvas>');
  const canvas = get<HTMLCanvasElement>('canvas');
  const paint = (color: string) =>
    canvas.getContext('2d')?.drawImage(painted(300, 200, color), 0, 0);
  paint('rgb(250, 0, 0)');
  const [first, ...others] = await images(link);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ image: { src: null, width: 300, height: 200 } });
  const [source = ''] = asked(link);
  const red = await lookAt(source);
  expect([red.width, red.height]).toEqual([300, 200]);
  expect(red.pixel[0]).toBeGreaterThan(240);
  paint('rgb(0, 0, 250)');
  await eventually(() => expect(asked(link)).toHaveLength(2), { timeout: 8_000 });
  expect((await lookAt(asked(link)[1] ?? '')).pixel[2]).toBeGreaterThan(240);
  expect((await images(link))[0]?.id).toBe(first?.id);
}, 20_000);

test('a canvas that may not be read is unknown, and nothing is asked', async ({ skip }) => {
  const other = new Image();
  other.src = `http://127.0.0.1:${location.port}${ICON}`;
  const isThere = await other.decode().then(
    () => location.hostname !== '127.0.0.1',
    () => false,
  );
  if (!isThere) skip('Vitest’s server answers under one name only');
  const link = screen('<canvas width="300" height="200"></canvas>');
  const canvas = get<HTMLCanvasElement>('canvas');
  canvas.getContext('2d')?.drawImage(other, 0, 0);
  expect(() => canvas.toDataURL()).toThrow();
  expect(await images(link)).toMatchObject([
    {
      verdict: { flag: 'unknown', reason: 'image-locked', engine: null },
      image: { thumbnail: null },
    },
  ]);
  expect(asked(link)).toEqual([]);
});

test('a playing video is asked by a frame, and its poster before that', async () => {
  const film = document.createElement('canvas');
  Object.assign(film, { width: 320, height: 180 });
  const paint = () => film.getContext('2d')?.drawImage(painted(320, 180, 'rgb(0, 200, 0)'), 0, 0);
  const link = screen(`<video id="v" muted poster="${ICON}?poster" width="320"></video>`);
  const [poster] = await images(link);
  expect(poster?.image?.src).toBe(here(`${ICON}?poster`));
  const video = get<HTMLVideoElement>('#v');
  video.srcObject = film.captureStream(20);
  const timer = setInterval(paint, 30);
  await video.play();
  await eventually(() => expect(asked(link)).toHaveLength(2), { timeout: 5_000 });
  const frame = await lookAt(asked(link)[1] ?? '');
  clearInterval(timer);
  expect([frame.width, frame.height]).toEqual([320, 180]);
  expect(frame.pixel[1]).toBeGreaterThan(180);
  expect((await images(link))[0]).toMatchObject({
    id: poster?.id,
    image: { src: null, width: 320, height: 180 },
  });
}, 15_000);

test('a drawing of the page is asked as markup, in its colours and with its symbols', async () => {
  const link = screen(
    `<svg width="0" height="0"><symbol id="boat" viewBox="0 0 9 9"><rect width="9" height="9"/></symbol></svg>
     <svg id="d" style="width:200px;height:100px"><use href="#boat"/></svg>`,
    'svg{color:rgb(10, 20, 230);fill:currentcolor}',
  );
  const [drawing, ...others] = await images(link);
  expect(others).toEqual([]);
  expect(drawing).toMatchObject({ selector: '#d', image: { src: null, width: 200, height: 100 } });
  expect(drawing?.image?.thumbnail).toMatch(/^data:image\//);
  const [source = ''] = asked(link);
  expect(source).toMatch(/^data:image\/svg\+xml;base64,/);
  const { width, height, pixel } = await lookAt(source);
  expect([width, height]).toEqual([200, 100]);
  expect(pixel[2]).toBeGreaterThan(200);
});

test('a data: address that is too long is unknown, and nothing is asked', async () => {
  const link = screen('<img width="200" height="200"><p>words</p>');
  const long = `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><!--${'x'.repeat(9e6)}--></svg>`;
  get<HTMLImageElement>('img').src = long;
  const found = await images(link);
  expect(found).toMatchObject([{ verdict: { reason: 'image-too-large' }, image: { src: null } }]);
  expect(asked(link)).toEqual([]);
  expect((await link.snapshot()).counts.safe).toBe(1);
});

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

test('what a page puts in the way of an image hides nothing', async () => {
  const link = screen(
    `<form><input name="getAttribute"><input name="querySelector"><input name="closest">
      <figure><img id="a" name="currentSrc" src="${ICON}?a" alt="bad a"></figure></form>
     <form id="f" style="width:90px;height:90px;background:url(${ICON}?f)"><input name="getBoundingClientRect"></form>
     <img name="implementation"><img name="createTreeWalker"><svg id="s" width="90" height="90"><circle r="9"/></svg>`,
  );
  const image = get<HTMLImageElement>('#a');
  for (const name of [
    'currentSrc',
    'src',
    'complete',
    'naturalWidth',
    'localName',
    'isConnected',
  ]) {
    Object.defineProperty(image, name, {
      get() {
        throw new Error('not for you');
      },
    });
  }
  expect((await images(link)).map(({ verdict }) => verdict?.flag).sort()).toEqual([
    'safe',
    'safe',
    'unsafe',
  ]);
});

test('of many images each is asked, in short slices', async () => {
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

test('ten thousand tiny images cost little and are no elements', async () => {
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

test('a picture that srcset makes look like a spacer is one all the same', async () => {
  const link = screen(
    `<img srcset="${ICON} 60x" style="width:300px;height:200px"><img sizes="1px" srcset="${ICON}?w 128w" style="width:300px;height:200px">`,
  );
  expect(await images(link)).toHaveLength(2);
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

test('backgrounds of megabytes on many elements stay in short slices', async () => {
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

test('a drawing that the page draws anew is asked again', async () => {
  const link = screen('<svg id="d" width="90" height="90"><circle r="40"/></svg>');
  const [before] = await images(link);
  get('#d').innerHTML = '<rect width="90" height="90" fill="red"/>';
  await eventually(() => expect(asked(link)).toHaveLength(2), { timeout: 8_000 });
  expect((await lookAt(asked(link)[1] ?? '')).pixel).toEqual([255, 0, 0, 255]);
  expect((await images(link))[0]?.id).toBe(before?.id);
}, 15_000);

test('an image inside a drawing is one of its own; a drawing of nothing else is none', async () => {
  const link = screen(
    `<svg id="a" width="90" height="90"><image href="${ICON}?a" width="90" height="90"/></svg>
     <svg id="b" width="90" height="90"><defs><clipPath id="c"><circle r="9"/></clipPath></defs>
       <image clip-path="url(#c)" xlink:href="${ICON}?b" width="90" height="90"/></svg>
     <svg id="d" width="90" height="90"><image href="${ICON}?d" width="90" height="90"/><text y="20">bad</text></svg>`,
  );
  const found = await images(link);
  expect(found.map(({ selector }) => selector).filter((s) => /^#.$/.test(s))).toEqual(['#d']);
  expect(found).toHaveLength(4);
  get('#a image').setAttribute('href', `${ICON}?other`);
  await eventually(() => expect(asked(link)).toContain(here(`${ICON}?other`)));
});

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
