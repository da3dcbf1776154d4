import { expect, test } from 'vitest';
import { unknown, verdictOf } from '../core/verdict';
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

test('a picture that srcset makes look like a spacer is one all the same', async () => {
  const link = screen(
    `<img srcset="${ICON} 60x" style="width:300px;height:200px"><img sizes="1px" srcset="${ICON}?w 128w" style="width:300px;height:200px">`,
  );
  expect(await images(link)).toHaveLength(2);
});
