/**
 * Pages that are built as pages of real sites are: the same nesting, names of classes, roles, tables,
 * widgets, hidden parts and frames. Every word is written for them.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { png } from '../../pages/png';
import type { PageServer } from '../../pages/serve';
import { rightToLeft, vertical, widgets } from './directions';
import { chatApp, feed, forumThread } from './forum';
import { newsArticle, newsFront } from './news';
import type { CorpusPage } from './page';
import { shopListing, shopProduct } from './shop';
import { government, mailbox, video } from './video';
import { docs, search, wiki } from './wiki';

export type { CorpusPage } from './page';

export const CORPUS: readonly CorpusPage[] = [
  ...[newsFront, newsArticle, forumThread, shopListing, shopProduct, wiki, chatApp, video],
  ...[government, feed, rightToLeft, vertical, search, mailbox, docs, widgets],
];

const PICTURE = /^\/picture\/(\d+)\/(\d+)x(\d+)\.png$/;

export interface CorpusServer extends PageServer {
  urlOf(page: CorpusPage): string;
}

export async function serveCorpus(): Promise<CorpusServer> {
  const documents = new Map<string, string>();
  for (const { name, html, frames = {} } of CORPUS) {
    documents.set(`/${name}.html`, html);
    for (const [path, frame] of Object.entries(frames)) documents.set(path, frame);
  }
  const server = createServer(({ url = '' }, response) => {
    const html = documents.get(url);
    const [, number, width, height] = (PICTURE.exec(url) ?? []).map(Number);
    if (html !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(html);
    } else if (number !== undefined && width !== undefined && height !== undefined) {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(wash(number, width, height));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    site: '127.0.0.1',
    urlOf: ({ name }) => `${origin}/${name}.html`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** One colour that runs into another, different for every number. */
const wash = (number: number, width: number, height: number): Buffer =>
  png(
    {
      width,
      height,
      at: (x, y) => [(number * 53) % 256, (y * 255) / height, (x * 255) / width],
    },
    1,
  );
