/** Seawall with the practice guard, and a server of images good and bad. */
import type { PageSnapshot } from '../../src/platform/messages';
import type { Driver } from '../../tools/browsers/driver';
import type { DrivenPage } from '../../tools/browsers/page';
import { png } from '../../tools/pages/png';
import { test as base, expect, Seawall } from '../harness';
import { bomb, claimedJpeg, gif, turned } from './bytes';
import { type ImageServer, serveImages } from './server';
import { calm, drawing, ground, sign } from './sign';

export const test = base.extend<{ gallery: Seawall }, { images: ImageServer }>({
  images: [
    async ({ shared }, use) => {
      const server = await serveImages();
      await fill(server, shared.driver);
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  gallery: async ({ shared, images }, use) => {
    const gallery = new Seawall(shared.driver, shared.guard, images);
    await use(gallery);
    await gallery.tidy();
  },
});

export { expect };

/** Names under which the page asks for the same sign in different ways, or for a calm picture. */
const SIGNS =
  'other srcset picture background set before poster input svg-image script shared locked icon strip rule hidden';
const CALM = 'calm calm-srcset calm-picture';
const MANY_BYTES = 27 * 1024 * 1024;
export const signFile = png(sign);

async function fill(server: ImageServer, driver: Driver): Promise<void> {
  const put = (name: string, type: string, bytes: Buffer): void =>
    server.put(name, { type: `image/${type}`, bytes });
  put('sign.png', 'png', signFile);
  for (const name of SIGNS.split(' ')) put(`sign-${name}.png`, 'png', signFile);
  for (const name of CALM.split(' ')) put(`${name}.png`, 'png', png(calm));
  put('sign.svg', 'svg+xml', Buffer.from(drawing));
  put('sign-animation.gif', 'gif', gif([sign, ground]));
  for (const type of ['jpeg', 'webp'] as const) {
    const name = type === 'jpeg' ? 'sign.jpg' : 'sign.webp';
    put(name, type, await encoded(driver, signFile, type, false));
  }
  put('sign-turned.jpg', 'jpeg', turned(await encoded(driver, signFile, 'jpeg', true)));
  put('broken.png', 'png', Buffer.from('This is not a picture of a boat.'));
  put('claimed.jpg', 'jpeg', claimedJpeg(12_000));
  put('bomb.png', 'png', bomb(12_000));
  put('spacer.png', 'png', png({ width: 1, height: 1, at: sign.at }));
  server.put('heavy.png', { type: 'image/png', bytes: png(calm), padding: MANY_BYTES });
}

/** The picture in a format that Node cannot write, by the browser; turned a quarter to the left. */
async function encoded(
  driver: Driver,
  picture: Buffer,
  type: 'jpeg' | 'webp',
  toTheLeft: boolean,
): Promise<Buffer> {
  const data = await driver.inExtension(
    async (address, mime, left) => {
      const bitmap = await createImageBitmap(await (await fetch(address)).blob());
      const { width, height } = bitmap;
      const canvas = new OffscreenCanvas(left ? height : width, left ? width : height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('There is no canvas.');
      if (left) {
        context.translate(0, width);
        context.rotate(-Math.PI / 2);
      }
      context.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: mime, quality: 0.92 });
      if (blob.type !== mime) throw new Error(`This browser writes no ${mime}.`);
      const reader = new FileReader();
      return new Promise<string>((done) => {
        reader.onload = () => done(String(reader.result));
        reader.readAsDataURL(blob);
      });
    },
    `data:image/png;base64,${picture.toString('base64')}`,
    `image/${type}`,
    toTheLeft,
  );
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
}

export interface Seen {
  readonly id: string;
  /** Its flag, or why it has none; null while it waits. */
  readonly outcome: string | null;
}

/** The images of a snapshot by the ids of their elements in the page. */
export async function imagesOf(page: DrivenPage, { elements }: PageSnapshot): Promise<Seen[]> {
  const images = elements.filter(({ kind }) => kind === 'image');
  const ids = await page.evaluate(
    (selectors) => selectors.map((each) => document.querySelector(each)?.id || each),
    images.map(({ selector }) => selector),
  );
  return images.map(({ verdict }, i) => ({
    id: ids[i] ?? '',
    outcome: verdict ? (verdict.reason ?? verdict.flag) : null,
  }));
}

export const byId = (seen: readonly Seen[]): string[] =>
  seen.map(({ id, outcome }) => `${id}: ${outcome}`).sort();
