/** Pages of images that all differ, on a port of this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { png } from '../pages/png';
import type { PageServer } from '../pages/serve';

export interface Gallery {
  readonly count: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Number of the first image: galleries with other numbers share no image. */
  readonly from: number;
}

export interface ImagePages extends PageServer {
  urlOf(gallery: Gallery): string;
  /** Makes the files ahead, so that their making costs no time while they are asked for. */
  prepare(gallery: Gallery): void;
  /** Bytes of the files handed out since the last call. */
  handedOut(): number;
}

const PAGE = /^\/(\d+)\/(\d+)x(\d+)\/(\d+)\.html$/;
const FILE = /^\/(\d+)x(\d+)\/(\d+)\.png$/;

export async function serveImagePages(): Promise<ImagePages> {
  const prepared = new Map<string, Buffer>();
  let bytes = 0;
  const server = createServer(({ url = '' }, response) => {
    const [, count, ...of] = (PAGE.exec(url) ?? []).map(Number);
    if (count !== undefined) {
      const [width = 0, height = 0, from = 0] = of;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(pageOf({ count, width, height, from }));
      return;
    }
    const [, width, height, number] = (FILE.exec(url) ?? []).map(Number);
    if (width === undefined || height === undefined || number === undefined) {
      response.writeHead(404).end();
      return;
    }
    const file = prepared.get(url) ?? photo(width, height, number);
    bytes += file.length;
    response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'max-age=3600' });
    response.end(file);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    site: '127.0.0.1',
    urlOf: ({ count, width, height, from }) => `${origin}/${count}/${width}x${height}/${from}.html`,
    prepare({ count, width, height, from }) {
      prepared.clear();
      for (let i = from; i < from + count; i++) {
        prepared.set(pathOf(width, height, i), photo(width, height, i));
      }
    },
    handedOut() {
      const all = bytes;
      bytes = 0;
      return all;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const pathOf = (width: number, height: number, number: number): string =>
  `/${width}x${height}/${number}.png`;

const pageOf = ({ count, width, height, from }: Gallery): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${count} images</title><body>${Array.from(
    { length: count },
    (_, i) => `<img src="${pathOf(width, height, from + i)}" width="160" height="120" alt="">`,
  ).join('\n')}</body>`;

/** Grain over a wash of two colours: as hard to compress as a photo. */
function photo(width: number, height: number, number: number): Buffer {
  const seed = Math.imul(number + 1, 0x9e3779b1);
  const [red, green, blue] = [seed & 127, (seed >> 8) & 127, (seed >> 16) & 127] as const;
  return png(
    {
      width,
      height,
      at(x, y) {
        const grain = Math.imul((x * 7_919 + y * 104_729) ^ seed, 0x85ebca6b) >>> 26;
        return [red + grain, green + (y * 64) / height + grain, blue + (x * 64) / width];
      },
    },
    1,
  );
}
