/**
 * `npm run bench:page`: what screening costs a page's own thread, by the number of its elements,
 * against the same page with its site off, by turns in one run; and how long a paragraph that comes
 * into view waits for its request. `--in-use`: the same while a person types and scrolls.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { orderlyEnd } from '../browsers/orderly-end';
import { setAside } from '../browsers/set-aside';
import { ORDINARY } from '../pages/line';
import { type PageServer, servePages } from '../pages/serve';
import { openSession, type Session } from '../screen/session';
import { hasNoCard } from './machine';
import {
  type InsertCost,
  measureInsertion,
  measureSize,
  type SizeCost,
  scansOf,
} from './page/cost';
import { measureInUse } from './page/in-use';
import { pageOf, SHEETS, type Sheets, withSheets } from './page/pages';
import { profileScans } from './page/profile';

interface Options {
  readonly browser: 'chrome' | 'firefox';
  readonly webgpu: boolean;
  readonly out?: string;
  readonly sizes: readonly number[];
  readonly pairs: number;
  readonly probes: number;
  readonly busy: number;
  readonly inUse: boolean;
  readonly scans: boolean;
  readonly profile?: string;
}

/** Elements of the page on which insertions are timed: thousands wait. */
const WAITING = 10_000;
/** Texts of the page on which walks are timed. */
const SAME = 50;

const fixed = (value: number | null, digits = 1): string =>
  value === null ? '–' : value.toFixed(digits);

function sizeRow(size: SizeCost): string {
  const changes = size.changes.map(({ nodes, ms }) => `${nodes}: ${fixed(ms)}`).join(', ');
  const cells = [
    size.elements,
    fixed(size.loadWithoutMs, 0),
    fixed(size.loadWithMs, 0),
    fixed(size.loadRatio, 3),
    fixed(size.chanceRatio, 3),
    `${fixed(size.loopback.loadWithoutMs, 0)} / ${fixed(size.loopback.loadWithMs, 0)} (${fixed(size.loopback.loadRatio, 3)}; ${fixed(size.loopback.chanceRatio, 3)})`,
    `${fixed(size.readyWithoutMs, 0)} / ${fixed(size.readyWithMs, 0)} (${fixed(size.readyRatio, 3)})`,
    size.longTasksOver50,
    fixed(size.longestSliceMs),
    `${fixed(size.scanMsPer1000Nodes, 2)} (first ${fixed(size.firstScanMsPer1000Nodes, 2)}; with ordinary sheets ${fixed(size.scanWithSheetsMs, 2)}, with one unreadable ${fixed(size.scanUnreadableMs, 2)})`,
    [size.floor.walkMs, size.floor.styleMs, size.floor.stylesMs]
      .map((ms) => fixed(ms, 2))
      .join(', '),
    fixed(size.heapGrowthPerElement, 0),
    changes,
  ];
  return `| ${cells.join(' | ')} |`;
}

const insertLine = ({ p50, p95, maxMs, probes, lost, busyMsPerFrame }: InsertCost): string =>
  `\nInsertion to request, ${probes} paragraphs into view, ${busyMsPerFrame} ms of the page's own work ` +
  `each frame: median ${fixed(p50)} ms, 95th percentile ${fixed(p95)} ms, longest ${fixed(maxMs)} ms` +
  (lost > 0 ? `; ${lost} were not asked about` : '');

/** A thousand texts of their own, so that the cache helps with none. */
async function inUse(session: Session, origin: string, site: string): Promise<void> {
  console.log('\nWhile a person types and scrolls, 1,000 elements:');
  for (const mode of ['off', 'screen'] as const) {
    const use = await measureInUse(session, `${origin}/in-use.html`, site, mode);
    console.log(
      `${mode === 'off' ? 'off' : 'on'}: ${use.keys} keys, slowest ${fixed(use.worstKeyMs, 0)} ms; ` +
        `${use.frames} frames, slowest ${fixed(use.worstFrameMs, 0)} ms; ` +
        `long tasks of ours ${use.ours.count}, all ${use.all?.length ?? '–'}; still waiting ${use.waiting}`,
    );
  }
}

/** A page of a hundred thousand takes seconds to load, a small one as long as chance will have it. */
const pairsFor = (size: number): number => (size > 20_000 ? 1 : size > 2_000 ? 2 : 10);

interface Servers {
  readonly loopback: PageServer;
  readonly line: PageServer;
}

async function measure(options: Options, session: Session, { loopback, line }: Servers) {
  const { driver, guard } = session;
  const { origin, site } = loopback;
  const at = (size: number) => ({ driver, url: `${origin}/${size}.html`, site });
  console.log(`${driver.browser} ${driver.version}, guard on ${guard.device.kind}`);
  const isSoftware = guard.device.kind === 'webgpu' && hasNoCard();
  const gpuProcess = isSoftware ? await driver.gpuProcess() : null;
  const threadsAside = gpuProcess === null ? 0 : await setAside(gpuProcess);
  if (threadsAside > 0)
    console.log(`The software adapter’s ${threadsAside} threads have the least priority.`);
  if (options.profile) {
    const where = { ...at(WAITING), url: withSheets(at(WAITING).url, 'same') };
    for (const line of await profileScans(where, 20, options.profile)) console.log(line);
    return;
  }
  if (options.scans) {
    for (const size of options.sizes) {
      for (const sheets of Object.keys(SHEETS) as Sheets[]) {
        const { first, warm } = await scansOf(at(size), sheets, size);
        const what = `${size} elements, sheets: ${sheets}; ms for 1,000 nodes`;
        console.log(`${what}: first ${fixed(first, 2)}, warm ${fixed(warm, 2)}`);
      }
    }
    return;
  }
  const insertToRequestMs = await measureInsertion(at(WAITING), options.probes, options.busy);
  console.log(insertLine(insertToRequestMs));
  const { rttMs, kilobitsPerSecond } = ORDINARY;
  console.log(`\nThe line: ${rttMs} ms there and back, ${kilobitsPerSecond} kilobits a second.`);
  console.log(
    '\n| elements | load over a line, without, ms | with | ratio | of two without | without a line, without / with (ratio; of two without) | and painted, without / with (ratio) | our long tasks | longest slice, ms | scan, ms per 1,000 nodes | the barest walk; with one style of each element; with seven | heap, bytes an element | changed texts: our ms |',
  );
  console.log(`|${'---|'.repeat(13)}`);
  const sizes: SizeCost[] = [];
  for (const size of options.sizes) {
    const pairs = Math.ceil(options.pairs * pairsFor(size));
    const overLine = { driver, url: `${line.origin}/${size}.html`, site: line.site };
    const cost = await measureSize({ line: overLine, loopback: at(size) }, size, pairs);
    sizes.push(cost);
    console.log(sizeRow(cost));
  }
  if (options.inUse) await inUse(session, origin, site);
  if (options.out) {
    const { browser, version } = driver;
    const device = guard.device.kind;
    const result = {
      browser,
      version,
      device,
      threadsAside,
      line: ORDINARY,
      sizes,
      insertToRequestMs,
    };
    await writeFile(options.out, `${JSON.stringify(result, null, 2)}\n`);
  }
}

async function bench(options: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seawall-bench-'));
  for (const size of new Set([...options.sizes, WAITING]))
    for (const [sheets, marks] of [['', {}], ...Object.entries(SHEETS)] as const)
      await writeFile(
        join(folder, sheets === '' ? `${size}.html` : withSheets(`${size}.html`, sheets as Sheets)),
        pageOf(size, 'Crate', sheets === '' ? size : SAME, marks),
      );
  await writeFile(join(folder, 'in-use.html'), pageOf(1_000, 'Barrel'));
  const loopback = await servePages(folder);
  const line = await servePages(folder, ORDINARY);
  const session = await openSession({ ...options, headless: true });
  try {
    await measure(options, session, { loopback, line });
  } finally {
    await session.driver.close();
    await loopback.close();
    await line.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function count(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a number from 1 on');
  return number;
}

const program = new Command('bench:page')
  .description('What screening costs a page’s own thread, against the same page without it.')
  .addOption(new Option('--browser <name>').choices(['chrome', 'firefox']).default('chrome'))
  .option('--no-webgpu', 'without a graphics adapter')
  .option('--out <file>', 'write the numbers as JSON')
  .option(
    '--sizes <counts>',
    'elements of the pages, with commas between',
    (value) => value.split(',').map(count),
    [1_000, 10_000, 100_000],
  )
  .option('--pairs <count>', 'loads with and without, by turns', count, 5)
  .option('--probes <count>', 'paragraphs put into view', count, 60)
  .option('--busy <ms>', 'the page’s own work in each frame meanwhile', count, 20)
  .option('--in-use', 'also while a person types and scrolls', false)
  .option('--scans', 'only time the walks over the page', false)
  .option('--profile <file>', 'only write a CPU profile of scans (Chromium), and list what costs');

program.parse();
await orderlyEnd(() => bench(program.opts<Options>()));
