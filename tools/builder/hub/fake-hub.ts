/**
 * A hub for tests: the endpoints that openSource uses, on loopback. As on a real one, large files
 * are redirected to another origin, which takes ranges and must never see the token.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export const MODEL = 'some-lab/some-guard';
export const COMMIT = 'c0ffee'.padEnd(40, '0');

export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  readonly token: string | undefined;
}

/** What goes wrong with the next answer for a file; the one after it is right again. */
export type Fault =
  | { readonly kind: 'cut' | 'stall'; readonly after: number }
  | { readonly kind: 'status'; readonly status: number; readonly code?: string }
  | { readonly kind: 'other bytes' }
  | { readonly kind: 'no ranges' };

export interface FakeHub {
  readonly url: string;
  /** All requests for files' bytes, in order. */
  readonly files: readonly Asked[];
  readonly metadata: readonly Asked[];
  readonly faults: Map<string, Fault[]>;
  /** Fields over those of the model's own description. */
  info: Record<string, unknown>;
  /** Fields over those of listed files, by path; a path of its own adds an entry. */
  readonly listed: Map<string, Record<string, unknown>>;
  /** Answers every request for metadata. */
  refusal: { status: number; code?: string } | undefined;
  close(): Promise<void>;
}

const INFO = {
  _id: '1',
  id: MODEL,
  sha: COMMIT,
  gated: false,
  lastModified: '2026-01-01T00:00:00.000Z',
  cardData: { license: 'apache-2.0' },
  tags: [],
};

const LARGE = /\.safetensors$/;

export async function startFakeHub(contents: ReadonlyMap<string, Buffer>): Promise<FakeHub> {
  const files: Asked[] = [];
  const metadata: Asked[] = [];
  const hub = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://hub').pathname;
    const file = path.split(`/resolve/${COMMIT}/`)[1];
    const bytes = contents.get(file ?? '');
    if (file === undefined) tell(path, request, response);
    else if (!bytes) refuse(response, 404, 'EntryNotFound');
    else if (!LARGE.test(file)) serve(file, bytes, request, response);
    else response.writeHead(302, { location: `${urlOf(network)}/${file}?signed` }).end();
  });
  const network = createServer((request, response) => {
    const file = new URL(request.url ?? '', 'http://network').pathname.slice(1);
    serve(file, contents.get(file) ?? Buffer.alloc(0), request, response);
  });

  function tell(path: string, request: IncomingMessage, response: ServerResponse): void {
    metadata.push({ path, range: undefined, token: request.headers.authorization });
    const { refusal } = fake;
    const [, name, kind, at = ''] =
      /^\/api\/models\/(.+\/.+)\/(revision|tree)\/(.+)$/.exec(path) ?? [];
    if (refusal) refuse(response, refusal.status, refusal.code);
    else if (name !== MODEL) refuse(response, 404, 'RepoNotFound');
    else if (kind === 'revision' && ['main', 'v1', COMMIT].includes(at))
      json(response, { ...INFO, ...fake.info });
    else if (kind === 'tree' && at === COMMIT) json(response, listing());
    else refuse(response, 404, 'RevisionNotFound');
  }

  function listing(): unknown[] {
    const paths = new Set([...contents.keys(), ...fake.listed.keys()]);
    return [...paths].map((path) => {
      const bytes = contents.get(path) ?? Buffer.alloc(0);
      const size = bytes.length;
      const oid = createHash('sha1').update(`blob ${size}\0`).update(bytes).digest('hex');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const lfs = LARGE.test(path) && { lfs: { oid: sha256, size, pointerSize: 134 } };
      return { type: 'file', path, size, oid, ...lfs, ...fake.listed.get(path) };
    });
  }

  function serve(
    file: string,
    bytes: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { range, authorization: token } = request.headers;
    files.push({ path: file, range, token });
    const fault = fake.faults.get(file)?.shift();
    if (fault?.kind === 'status') {
      refuse(response, fault.status, fault.code);
      return;
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const ranged = first !== undefined && fault?.kind !== 'no ranges';
    const body = ranged ? bytes.subarray(Number(first), Number(last) + 1) : bytes;
    const headers = { 'content-length': body.length };
    if (!ranged) response.writeHead(200, headers);
    else {
      const contentRange = `bytes ${first}-${last}/${bytes.length}`;
      response.writeHead(206, { ...headers, 'content-range': contentRange });
    }
    if (fault?.kind === 'cut' || fault?.kind === 'stall') {
      response.flushHeaders();
      response.write(body.subarray(0, fault.after), () => {
        // The bytes must leave this process before the connection does.
        if (fault.kind === 'cut') setTimeout(() => response.destroy(), 50);
      });
    } else response.end(fault?.kind === 'other bytes' ? Buffer.alloc(body.length, 1) : body);
  }

  const fake: FakeHub = {
    url: '',
    files,
    metadata,
    faults: new Map(),
    info: {},
    listed: new Map(),
    refusal: undefined,
    close: async () => {
      await Promise.all([stop(hub), stop(network)]);
    },
  };
  await Promise.all([listen(hub), listen(network)]);
  return Object.assign(fake, { url: urlOf(hub) });
}

const json = (response: ServerResponse, data: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(data));
};

const refuse = (response: ServerResponse, status: number, code?: string): void => {
  response.writeHead(status, code ? { 'x-error-code': code } : {}).end('refused');
};

const listen = (server: Server): Promise<void> =>
  new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });

const stop = (server: Server): Promise<void> =>
  new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });

export function urlOf(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${at.port}`;
}
