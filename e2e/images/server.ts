/** A web server of pages and images that remembers who asked for what, and one that never answers. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PageServer } from '../../tools/pages/serve';

export interface Asked {
  readonly path: string;
  /** Whether the page's own loader asked, or a program did by `fetch`. */
  readonly by: 'page' | 'program';
  readonly cookie: string | undefined;
  readonly referer: string | undefined;
}

export interface Served {
  readonly type: string;
  readonly bytes: Buffer;
  /** So many zeros behind the bytes. */
  readonly padding?: number;
  /** A program's request has no answer before. */
  readonly held?: Promise<void>;
}

export interface ImageServer extends PageServer {
  /** The same files from another port: another origin, which lets no page read them. */
  readonly other: string;
  readonly asked: readonly Asked[];
  /** What `/name` is from now on. */
  put(name: string, served: Served): void;
}

const PAGES = join(import.meta.dirname, '..', 'pages');
/** Takes every question and answers none. */
const STALLED = '/stalled.png';
const PIECE = Buffer.alloc(256 * 1024);

export async function serveImages(): Promise<ImageServer> {
  const files = new Map<string, Served>();
  const asked: Asked[] = [];
  let other = '';

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { cookie, referer } = request.headers;
    const by = request.headers['sec-fetch-dest'] === 'empty' ? 'program' : 'page';
    asked.push({ path: pathname, by, cookie, referer });
    if (pathname === STALLED) return;
    if (pathname.endsWith('.html')) {
      const page = readFileSync(join(PAGES, pathname), 'utf8').replaceAll('OTHER', other);
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'set-cookie': 'who=the-reader; Path=/',
      });
      response.end(page);
      return;
    }
    const file = files.get(pathname.slice(1));
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here.');
      return;
    }
    if (by === 'program') await file.held;
    // No length: what is too long must be noticed on the way.
    response.writeHead(200, { 'content-type': file.type, 'cache-control': 'max-age=600' });
    // It fails where nobody reads to the end.
    await pipeline(Readable.from(piecesOf(file)), response).catch(() => {});
  };

  const [main, second] = [createServer(answer), createServer(answer)];
  const origin = await listen(main);
  other = await listen(second);
  return {
    origin,
    site: '127.0.0.1',
    other,
    asked,
    put: (name, served) => void files.set(name, served),
    close: async () => {
      for (const server of [main, second]) await end(server);
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const end = (server: Server): Promise<void> =>
  new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });

function* piecesOf({ bytes, padding = 0 }: Served): Generator<Buffer> {
  yield bytes;
  for (let left = padding; left > 0; left -= PIECE.length) yield PIECE;
}
