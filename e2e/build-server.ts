/** A web server with a guard build, as slow and as bad as a test wants it. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface BuildServer {
  /** Address of the folder, as a person would write it. */
  readonly address: string;
  /** Bytes a second; none: as quick as it goes. */
  bytesPerSecond: number | null;
  /** The next so many answers break off in the middle. */
  breaks: number;
  /** A file of which the next answer that holds its middle has one byte wrong. */
  spoilt: string | null;
  /** Bytes sent of files other than build.json. */
  readonly sent: number;
  close(): Promise<void>;
}

const PIECE = 16 * 1024;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export async function serveBuild(folder: string): Promise<BuildServer> {
  const state: Omit<Writable<BuildServer>, 'address' | 'close'> = {
    bytesPerSecond: null,
    breaks: 0,
    spoilt: null,
    sent: 0,
  };
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent((request.url ?? '').replace(/^\/guard\//, ''));
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(folder, name));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const start = range ? Number(range[1]) : 0;
    const end = range ? Math.min(Number(range[2]) + 1, bytes.length) : bytes.length;
    const middle = bytes.length >> 1;
    if (state.spoilt === name && start <= middle && middle < end) {
      state.spoilt = null;
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    }
    response.writeHead(range ? 206 : 200, {
      'access-control-allow-origin': '*',
      'content-length': end - start,
      ...(range ? { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` } : {}),
    });
    const counts = name !== 'build.json';
    const breaksOff = counts && state.breaks > 0;
    if (breaksOff) state.breaks--;
    const stop = breaksOff ? start + ((end - start) >> 1) : end;
    for (let at = start; at < stop && !response.destroyed; at += PIECE) {
      const piece = bytes.subarray(at, Math.min(stop, at + PIECE));
      response.write(piece);
      if (!counts) continue;
      state.sent += piece.length;
      if (state.bytesPerSecond !== null)
        await new Promise((done) =>
          setTimeout(done, (piece.length * 1000) / (state.bytesPerSecond ?? Infinity)),
        );
    }
    if (breaksOff) response.destroy();
    else response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    address: `http://127.0.0.1:${port}/guard/`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  });
}
