/** A browser with one page and one Worker that loads guards, and what its memory is. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import puppeteer from 'puppeteer-core';
import sirv from 'sirv';
import * as v from 'valibot';
import { build as bundle } from 'vite';
import { ensureChromium, ensureFirefox } from '../browsers/install';
import { sleep } from '../browsers/page';
import { type Heap, processesLike, WorkerHeap } from './load-memory';
import type { Order } from './load-page/job';
import { Said } from './load-page/job';

/** A software adapter may need minutes for one run. */
const DEADLINE_MS = 20 * 60_000;
const POLL_MS = 50;

export interface LoadingBrowser {
  readonly name: string;
  readonly origin: string;
  /** Process of the Worker. */
  pid(): number;
  readonly heap: (() => Promise<Heap>) | null;
  /** Collects garbage, where the browser can be told to. */
  collect(): Promise<void>;
  obey<S extends v.GenericSchema>(order: Order, schema: S): Promise<v.InferOutput<S>>;
  close(): Promise<void>;
}

interface Started {
  readonly name: string;
  readonly run: (expression: string) => Promise<unknown>;
  readonly heap: WorkerHeap | null;
  readonly processes: RegExp;
  readonly close: () => Promise<unknown>;
}

/**
 * @param folders of guard builds, served under `/NAME/`
 * @param webgpu whether there is a graphics adapter
 */
export async function openBrowser(
  browser: 'chrome' | 'firefox',
  folders: Readonly<Record<string, string>>,
  webgpu = true,
): Promise<LoadingBrowser> {
  const scratch = await mkdtemp(join(tmpdir(), 'seawall-bench-load-'));
  const pages = join(scratch, 'page');
  await bundlePage(pages);
  const server = await serve({ '': pages, ...folders });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const profile = join(scratch, 'profile');
  await mkdir(profile);
  const url = `${origin}/index.html`;
  const start = browser === 'chrome' ? startChromium : startFirefox;
  const started = await start(url, profile, webgpu);
  const { heap } = started;
  return {
    name: started.name,
    origin,
    pid() {
      const [pid] = processesLike(started.processes);
      if (pid === undefined) throw new Error('the browser has no process for its page');
      return pid;
    },
    heap: heap && (() => heap.now()),
    async collect() {
      await heap?.collect();
      await sleep(300);
    },
    async obey(order, schema) {
      await started.run(`give(${JSON.stringify(order)})`);
      for (const end = Date.now() + DEADLINE_MS; Date.now() < end; await sleep(POLL_MS)) {
        const answer = await started.run('answer');
        if (answer === null) continue;
        const said = v.parse(Said, answer);
        if (!said.ok) throw new Error(`${order.type}: ${said.message}`);
        return v.parse(schema, said.value);
      }
      throw new Error(`${order.type}: no answer in ${DEADLINE_MS / 60_000} minutes`);
    },
    async close() {
      await started.close();
      server.close();
      server.closeAllConnections();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startChromium(url: string, profile: string, webgpu: boolean): Promise<Started> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      ...(webgpu ? ['--enable-unsafe-webgpu'] : ['--disable-features=WebGPUService']),
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  });
  const [page = await context.newPage()] = context.pages();
  const session = await context.newCDPSession(page);
  const heap = WorkerHeap.of(session);
  await page.goto(url);
  return {
    name: `Chromium ${context.browser()?.version() ?? ''}`.trim(),
    run: (expression) => page.evaluate(expression),
    heap: await heap,
    processes: /--type=renderer/,
    close: () => context.close(),
  };
}

async function startFirefox(url: string, profile: string, webgpu: boolean): Promise<Started> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: ensureFirefox(),
    headless: true,
    userDataDir: profile,
    extraPrefsFirefox: {
      'dom.webgpu.enabled': webgpu,
      'gfx.webgpu.ignore-blocklist': webgpu,
    },
  });
  const page = await browser.newPage();
  await page.goto(url);
  return {
    name: await browser.version(),
    run: (expression) => page.evaluate(expression),
    heap: null,
    processes: /-contentproc .* tab\s*$/,
    close: () => browser.close(),
  };
}

/** The page is isolated, as the extension's offscreen document is: threads work. */
async function serve(folders: Readonly<Record<string, string>>): Promise<Server> {
  const own = sirv(folders[''] ?? '', { dev: true });
  const others = new Map(
    Object.entries(folders)
      .filter(([name]) => name !== '')
      .map(([name, folder]) => [name, sirv(folder, { dev: true })] as const),
  );
  const server = createServer((request, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    const [, name = '', ...rest] = (request.url ?? '/').split('/');
    const other = others.get(name);
    if (other) request.url = `/${rest.join('/')}`;
    (other ?? own)(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return server;
}

/** The same copy of ONNX Runtime that the extension carries (vite.config.ts). */
async function bundlePage(outDir: string): Promise<void> {
  await bundle({
    configFile: false,
    root: join(import.meta.dirname, 'load-page'),
    publicDir: false,
    logLevel: 'error',
    resolve: {
      alias: [{ find: /^onnxruntime-web(\/webgpu)?$/, replacement: 'onnxruntime-web/jspi' }],
    },
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'es2023',
      modulePreload: false,
      assetsInlineLimit: 0,
    },
    worker: {
      format: 'es',
      rolldownOptions: {
        // ONNX Runtime starts its threads from the file that holds it.
        output: { codeSplitting: { groups: [{ name: 'ort', test: /[\\/]onnxruntime-web[\\/]/ }] } },
      },
    },
  });
}
