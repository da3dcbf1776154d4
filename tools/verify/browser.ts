/** Running a build in a browser's page: some things, such as f16, only a browser can do. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import sirv from 'sirv';
import * as v from 'valibot';
import { build as bundle } from 'vite';
import type { GuardBuild } from '../../src/core/guard-build';
import { launchChromium } from '../browsers/chromium';
import { type BrowserName, copyExtension, type LoadedExtension } from '../browsers/extension';
import { launchFirefox } from '../browsers/firefox';
import { ensureChromium, ensureFirefox } from '../browsers/install';
import { BuildError } from '../builder/errors';
import { tokensRead } from './cases';
import type { Job } from './check';
import { type PageJob, PageSaid } from './page/job';
import type { CheckResult, VerifyReport } from './report';
import { FileEmbeddingTable } from './token-table';

/** A large build's weights go to a software adapter in minutes; longer silence is a dead page. */
const SILENCE_MS = 15 * 60_000;

export async function checkInBrowser(
  browser: BrowserName,
  folder: string,
  build: GuardBuild,
  job: Job,
  golden: { readonly name: string; readonly text: string } | undefined,
  say: (line: string) => void,
): Promise<{ host: NonNullable<VerifyReport['host']>; result: CheckResult }> {
  const executable = browser === 'chrome' ? ensureChromium() : ensureFirefox();
  const scratch = await mkdtemp(join(tmpdir(), 'seawall-verify-'));
  const conversation = new Conversation(say);
  const tokens = tokensRead(build, job.golden);
  const answers = new Map<string, string | Uint8Array>([
    ['/job.json', JSON.stringify(jobForPage(job, golden?.name, tokens))],
    ['/golden.json', golden?.text ?? 'null'],
    ['/rows.bin', rowsOf(join(folder, build.embeddings.path), build, tokens)],
  ]);
  let server: Server | undefined;
  let extension: LoadedExtension | undefined;
  try {
    const page = join(scratch, 'page');
    await bundlePage(page);
    server = await serve(page, folder, answers, conversation);
    const { port } = server.address() as AddressInfo;
    extension = await emptyExtension(join(scratch, 'extension'));
    const launch = browser === 'chrome' ? launchChromium : launchFirefox;
    const handle = await launch({
      executable,
      extension,
      webgpu: true,
      headless: true,
      again: true,
    });
    try {
      const host = { name: `${browser} ${handle.version}`, driver: null };
      say(`Run in ${host.name}`);
      const tab = await handle.newTab();
      await tab.goto(`http://127.0.0.1:${port}/index.html`, 60_000);
      const closed = handle.closed().then((): never => {
        throw new BuildError(`${browser} ended while it ran the build`);
      });
      return { host, result: await Promise.race([conversation.result, closed]) };
    } finally {
      await handle.close();
    }
  } finally {
    conversation.end();
    server?.close();
    server?.closeAllConnections();
    extension?.remove();
    await rm(scratch, { recursive: true, force: true });
  }
}

const jobForPage = (
  { device, precision, bound }: Job,
  golden: string | undefined,
  tokens: number[],
): PageJob => ({
  device,
  precision: precision ?? null,
  bound: bound ?? null,
  golden: golden ?? null,
  tokens,
});

/** The embeddings of some tokens as float32, one after the other. */
function rowsOf(file: string, { embeddings }: GuardBuild, tokens: readonly number[]): Uint8Array {
  const table = new FileEmbeddingTable(file, embeddings);
  try {
    const rows = new Float32Array(tokens.length * embeddings.columns);
    tokens.forEach((token, i) => {
      table.read(token, rows, i * embeddings.columns);
    });
    return new Uint8Array(rows.buffer);
  } finally {
    table.close();
  }
}

/** What the page says, until it has said its result. */
class Conversation {
  readonly result: Promise<CheckResult>;
  private resolve: (result: CheckResult) => void = () => {};
  private reject: (error: Error) => void = () => {};
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly say: (line: string) => void) {
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // It may fail before anybody waits for it.
    this.result.catch(() => {});
    this.wait();
  }

  hear(said: PageSaid): void {
    this.wait();
    if (said.type === 'line') this.say(said.line);
    else if (said.type === 'done') this.resolve(said.result);
    else this.reject(said.clear ? new BuildError(said.message) : new Error(said.message));
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => this.reject(new Error(`the page said nothing for ${SILENCE_MS / 60_000} minutes`)),
      SILENCE_MS,
    );
  }
}

async function serve(
  page: string,
  folder: string,
  answers: ReadonlyMap<string, string | Uint8Array>,
  conversation: Conversation,
): Promise<Server> {
  const ofPage = sirv(page, { dev: true });
  const ofBuild = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const notHere = () => {
      response.writeHead(404).end();
    };
    const answer = answers.get(path);
    if (request.method === 'POST' && path === '/said') {
      hear(request, conversation).then(
        () => response.end('{}'),
        () => response.writeHead(400).end(),
      );
    } else if (answer !== undefined) {
      response.end(answer);
    } else if (path.startsWith('/build/')) {
      request.url = path.slice('/build'.length);
      ofBuild(request, response, notHere);
    } else {
      ofPage(request, response, notHere);
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return server;
}

async function hear(request: IncomingMessage, conversation: Conversation): Promise<void> {
  conversation.hear(v.parse(PageSaid, JSON.parse(await text(request))));
}

/** The same copy of ONNX Runtime that the extension carries (vite.config.ts). */
async function bundlePage(outDir: string): Promise<void> {
  await bundle({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: [{ find: /^onnxruntime-web$/, replacement: 'onnxruntime-web/jspi' }] },
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'es2023',
      modulePreload: false,
      assetsInlineLimit: 0,
    },
  });
}

/** The tools' browsers start with an extension; this one does nothing. */
async function emptyExtension(folder: string): Promise<LoadedExtension> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Nothing',
      version: '1.0',
      action: { default_popup: 'popup.html' },
      browser_specific_settings: { gecko: { id: 'nothing@seawall.invalid' } },
    }),
  );
  await writeFile(join(folder, 'popup.html'), '<!doctype html><title>Nothing</title>\n');
  return copyExtension(folder);
}
