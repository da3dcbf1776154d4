/** HTML files and what lies beside them, on a port of this machine that nobody else can reach. */
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import sirv from 'sirv';
import { type Line, sendOver } from './line';

export interface PageServer {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly origin: string;
  /** The host by which the extension knows these pages. */
  readonly site: string;
  close(): Promise<void>;
}

/** @param line Where there is one, pages come over it; they must lie in the folder itself. */
export async function servePages(folder: string, line?: Line): Promise<PageServer> {
  const server = createServer(line ? overLine(folder, line) : atOnce(folder));
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    site: '127.0.0.1',
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const NONE = 'There is no such page here.';

function atOnce(folder: string): RequestListener {
  const files = sirv(folder, { dev: true, dotfiles: false });
  return (request, response) => {
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(NONE);
    });
  };
}

function overLine(folder: string, line: Line): RequestListener {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    try {
      const body = await readFile(join(folder, basename(decodeURIComponent(pathname))));
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      sendOver(line, response, body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(NONE);
    }
  };
}
