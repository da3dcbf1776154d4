/**
 * `npm run bench:images`: what images cost beside texts, by how closely they are looked at, and what
 * the extension's processes hold while it screens a page of a thousand of them. In Chromium, where
 * Linux tells of its processes.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import * as v from 'valibot';
import { GuardBuild } from '../../src/core/guard-build';
import { IMAGE_TOKENS, ImageDetail } from '../../src/core/image';
import type { PageSnapshot } from '../../src/platform/messages';
import { ImageProcessing } from '../../src/worker/images/processor';
import { sizeFor } from '../../src/worker/images/scale';
import { orderlyEnd } from '../browsers/orderly-end';
import { sleep } from '../browsers/page';
import { servePages } from '../pages/serve';
import { openSession, type Session } from '../screen/session';
import { type Gallery, type ImagePages, serveImagePages } from './image-pages';
import { type Peaks, peaksDuring, processesLike } from './load-memory';

interface Options {
  readonly webgpu: boolean;
  readonly images: number;
  readonly largest: number;
  readonly out?: string;
}

const DEADLINE_MS = 20 * 60_000;
const POLL_MS = 250;
const TEXTS = 300;
/** Large enough for every detail. */
const SIDE = 1_024;
/** What pages are full of. */
const PHOTO = { width: 640, height: 480 };
const PRACTICE = join(import.meta.dirname, '../../public/guards/practice');

/** Screens a page until every element has its verdict; it is closed then. */
async function screened({ driver }: Session, url: string, site: string): Promise<PageSnapshot> {
  await driver.setSite(site, 'screen');
  const page = await driver.openPage(url, { timeoutMs: DEADLINE_MS });
  try {
    for (const end = Date.now() + DEADLINE_MS; Date.now() < end; await sleep(POLL_MS)) {
      const snapshot = await driver.snapshot(page, false).catch(() => undefined);
      if (snapshot?.settled && snapshot.counts.waiting === 0) return snapshot;
    }
    throw new Error(`${url} did not settle.`);
  } finally {
    await page.close();
  }
}

function each({ settledMs, firstVerdictMs, counts }: PageSnapshot): number {
  if (counts.unknown > 0) throw new Error(`${counts.unknown} elements got no verdict.`);
  return ((settledMs ?? 0) - (firstVerdictMs ?? 0)) / (counts.safe + counts.unsafe - 1);
}

async function textMs(session: Session): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'seawall-bench-'));
  const texts = Array.from(
    { length: TEXTS },
    (_, i) => `<p>Crate ${i} has been loaded at the north pier.</p>`,
  );
  await writeFile(join(folder, 'texts.html'), `<!doctype html><body>${texts.join('\n')}</body>`);
  const server = await servePages(folder);
  try {
    return each(await screened(session, `${server.origin}/texts.html`, server.site));
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tokens that the practice guard is shown of such an image. */
function tokensOf(size: { width: number; height: number }, detail: ImageDetail): number {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(PRACTICE, name), 'utf8'));
  const { vision } = v.parse(GuardBuild, read('build.json'));
  if (!vision) throw new Error('The practice guard does not see: npm run guard:practice');
  const { limits } = new ImageProcessing(read('preprocessor_config.json'), vision);
  const { width, height } = sizeFor(size, vision, limits, IMAGE_TOKENS[detail]);
  return (width * height) / (vision.patchSize * vision.merge) ** 2;
}

interface Cost {
  readonly detail: ImageDetail;
  readonly tokens: number;
  readonly ms: number;
}

async function costs(session: Session, pages: ImagePages, count: number) {
  const text = await textMs(session);
  const images: Cost[] = [];
  console.log(`\nEach element of a page of its kind alone, from the first verdict to the last:`);
  console.log('| element | tokens of the image | time each | texts in that time |');
  console.log(`|${'---|'.repeat(4)}`);
  console.log(`| text | – | ${text.toFixed(1)} ms | 1 |`);
  for (const [i, detail] of ImageDetail.options.entries()) {
    await session.driver.ask({ type: 'guard.detail', detail });
    const gallery: Gallery = { count, width: SIDE, height: SIDE, from: 10_000 * (i + 1) };
    pages.prepare(gallery);
    const image = each(await screened(session, pages.urlOf(gallery), pages.site));
    const cells = [`image ${SIDE} × ${SIDE}, ${detail}`, tokensOf(gallery, detail)];
    console.log(`| ${cells.join(' | ')} | ${image.toFixed(1)} ms | ${(image / text).toFixed(0)} |`);
    images.push({ detail, tokens: tokensOf(gallery, detail), ms: image });
  }
  return { textMs: text, images };
}

const MB = 1e6;
const megabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;

/** Background, offscreen document and Worker share the first; fetched bytes may lie in the second. */
const EXTENSION = /--type=renderer.*--extension-process/;
const BROWSER = /^(?!.*--type=).*--user-data-dir=/;

function processOf(pattern: RegExp): number {
  const [pid] = processesLike(pattern);
  if (pid === undefined) throw new Error(`No process of the browser is like ${pattern}.`);
  return pid;
}

interface Held {
  readonly images: number;
  readonly handedOutBytes: number;
  readonly settledMs: number | null;
  /** Bytes before, at most and after. */
  readonly extension: readonly number[];
  readonly browser: readonly number[];
}

async function memory(session: Session, pages: ImagePages, largest: number): Promise<Held[]> {
  const rows: Held[] = [];
  await session.driver.ask({ type: 'guard.detail', detail: 'balanced' });
  const one: Gallery = { count: 1, ...PHOTO, from: 90_000 };
  await screened(session, pages.urlOf(one), pages.site);
  console.log(`\nImages of ${PHOTO.width} × ${PHOTO.height}, balanced; resident and of no file:`);
  console.log(
    '| images | bytes handed out | screened in | extension: before | peak | after | browser: before | peak | after |',
  );
  console.log(`|${'---|'.repeat(9)}`);
  for (const count of [largest / 10, largest]) {
    const gallery: Gallery = { count, ...PHOTO, from: 100_000 * count };
    pages.handedOut();
    const outer = await peaksDuring(processOf(BROWSER), null, () =>
      peaksDuring(processOf(EXTENSION), null, async () => {
        const snapshot = await screened(session, pages.urlOf(gallery), pages.site);
        await sleep(3_000);
        return snapshot;
      }),
    );
    const { settledMs, counts } = outer.result.result;
    const told = ({ before, peaks, after }: Record<'before' | 'peaks' | 'after', Peaks>) =>
      [before, peaks, after].map(({ processAnonymous }) => processAnonymous);
    const row: Held = {
      images: counts.safe + counts.unsafe,
      handedOutBytes: pages.handedOut(),
      settledMs,
      extension: told(outer.result),
      browser: told(outer),
    };
    const cells = [
      row.images,
      megabytes(row.handedOutBytes),
      `${((settledMs ?? 0) / 1_000).toFixed(1)} s`,
      ...[...row.extension, ...row.browser].map(megabytes),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    rows.push(row);
  }
  return rows;
}

async function bench({ webgpu, images, largest, out }: Options): Promise<void> {
  const pages = await serveImagePages();
  const session = await openSession({ browser: 'chrome', webgpu, headless: true });
  try {
    const { driver, guard } = session;
    console.log(`Chromium ${driver.version}, ${guard.name} on ${guard.device.kind}`);
    const result = {
      browser: driver.browser,
      version: driver.version,
      device: guard.device.kind,
      memory: await memory(session, pages, largest),
      ...(await costs(session, pages, images)),
    };
    if (out) await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await session.driver.close();
    await pages.close();
  }
}

const whole = (text: string): number => Math.max(10, Math.round(Number(text)) || 0);

const program = new Command('bench:images')
  .description('What images cost beside texts, and what a page of many of them takes of memory.')
  .option('--images <count>', 'images for each detail', whole, 30)
  .option('--largest <count>', 'images of the largest page', whole, 1_000)
  .option('--no-webgpu', 'without a graphics adapter')
  .option('--out <file>', 'write the numbers as JSON');

program.parse();
await orderlyEnd(() => bench(program.opts<Options>()));
