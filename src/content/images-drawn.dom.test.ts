/** Images that only the page has: what is drawn, filmed, marked up or at an address of its own. */
import { expect, test } from 'vitest';
import {
  asked,
  cleanAfterEach,
  eventually,
  get,
  here,
  ICON,
  images,
  screen,
} from './testing/image-page';
import { lookAt, painted, picture } from './testing/pictures';

cleanAfterEach();

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
    found.map(({ selector, verdict }) => [selector, verdict?.reason ?? verdict?.flag]).sort(),
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
