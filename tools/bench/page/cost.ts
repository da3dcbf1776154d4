/** What `bench:page` measures: each part opens its own pages and closes them. */
import type { Driver } from '../../browsers/driver';
import type { DrivenPage } from '../../browsers/page';
import { sleep } from '../../browsers/page';
import { longTasksOf, ourLongTasks } from '../../screen/long-tasks';
import { type Floor, floorOf } from './floor';
import { type LoadCost, measureLoad, median, open, quantile, type Where } from './load';
import {
  changeTexts,
  heapOf,
  insertProbes,
  keepBusy,
  type Sheets,
  touchBody,
  withSheets,
} from './pages';
import { measureScan, type ScanCost, scanned, settle } from './scan';

export interface SizeCost extends LoadCost {
  readonly elements: number;
  /** The same from this machine itself, where no page waits for its line. */
  readonly loopback: LoadCost;
  readonly longTasksOver50: number;
  readonly longestSliceMs: number;
  readonly totalMs: number;
  readonly scanMsPer1000Nodes: number;
  readonly firstScanMsPer1000Nodes: number;
  /** The same where the page has ordinary style sheets, and where one cannot be read; null: not timed. */
  readonly scanWithSheetsMs: number | null;
  readonly scanUnreadableMs: number | null;
  /** What the barest walk of the same page costs, without us. */
  readonly floor: Floor;
  /** Bytes; null where the browser does not tell. */
  readonly heapGrowth: number | null;
  readonly heapGrowthPerElement: number | null;
  /** Our milliseconds for so many changed texts. */
  readonly changes: readonly { readonly nodes: number; readonly ms: number }[];
}

/** The same page over a line, and from this machine itself. */
export interface Lines {
  readonly line: Where;
  readonly loopback: Where;
}

const SETTLE_MS = 20_000;
const CHANGED = [100, 1_000];
const ROUNDS = 5;
/** Of larger pages, walks are timed without style sheets only. */
const LARGE = 20_000;

const work = async (driver: Driver, page: DrivenPage) => (await driver.snapshot(page, false)).work;

export async function measureSize(
  { line, loopback: where }: Lines,
  elements: number,
  pairs: number,
): Promise<SizeCost> {
  const { driver } = where;
  const load = await measureLoad(line, pairs);
  const loopback = await measureLoad(where, pairs);

  const isChrome = driver.browser === 'chrome';
  const alone = await open(where, 'off');
  const heapAlone = isChrome ? await heapOf(alone) : null;
  await alone.close();

  const { floor, ...scan } = await scansOf(where, 'same', elements);
  const isLarge = elements > LARGE;
  const ordinary = isLarge ? null : await scansOf(where, 'ordinary', elements);
  const unreadable = isLarge ? null : await scansOf(where, 'unreadable', elements);

  const page = await open(where, 'screen');
  await scanned(driver, page, elements);
  await settle(driver, page, SETTLE_MS);
  const rest = await driver.snapshot(page, false);
  const { longTasksOver50, longestSliceMs } = await longest(driver, page);
  for (let round = 0; round < ROUNDS; round++) {
    const { scannedNodes } = await work(driver, page);
    await touchBody(page, round);
    await scanned(driver, page, scannedNodes + elements);
  }
  const heapWith = isChrome ? await heapOf(page) : null;
  const changes: { nodes: number; ms: number }[] = [];
  for (const nodes of CHANGED.filter((count) => count <= elements)) {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const start = await work(driver, page);
      await changeTexts(page, nodes, round);
      const end = await scanned(driver, page, start.scannedNodes + nodes);
      times.push(end.scanMs - start.scanMs);
    }
    changes.push({ nodes, ms: median(times) });
  }
  const end = await longest(driver, page);
  await page.close();
  const heapGrowth = heapWith === null || heapAlone === null ? null : heapWith - heapAlone;
  return {
    elements,
    ...load,
    loopback,
    longTasksOver50: Math.max(longTasksOver50, end.longTasksOver50),
    longestSliceMs: Math.max(longestSliceMs, end.longestSliceMs),
    totalMs: rest.work.totalMs,
    scanMsPer1000Nodes: scan.warm,
    firstScanMsPer1000Nodes: scan.first,
    scanWithSheetsMs: ordinary?.warm ?? null,
    scanUnreadableMs: unreadable?.warm ?? null,
    floor,
    heapGrowth,
    heapGrowthPerElement: heapGrowth === null ? null : heapGrowth / elements,
    changes,
  };
}

export async function scansOf(
  where: Where,
  sheets: Sheets,
  elements: number,
): Promise<ScanCost & { readonly floor: Floor }> {
  const url = withSheets(where.url, sheets);
  const page = await open({ ...where, url }, 'screen');
  const scan = await measureScan(where.driver, page, elements);
  await page.close();
  const alone = await open({ ...where, url }, 'off');
  const floor = await floorOf(alone, ROUNDS);
  await alone.close();
  return { ...scan, floor };
}

async function longest(driver: Driver, page: DrivenPage) {
  const { recent, maxMs } = await work(driver, page);
  const ours = ourLongTasks({ recent }, await longTasksOf(page));
  return { longTasksOver50: ours.count, longestSliceMs: maxMs };
}

export interface InsertCost {
  readonly p50: number;
  readonly p95: number;
  readonly maxMs: number;
  readonly probes: number;
  /** Never asked about: were no probe's request to leave, it must not look fast. */
  readonly lost: number;
  readonly busyMsPerFrame: number;
}

/** From a paragraph's insertion into the view until its request leaves, on a busy page. */
export async function measureInsertion(
  where: Where,
  probes: number,
  busyMs: number,
): Promise<InsertCost> {
  const { driver } = where;
  const page = await open(where, 'screen');
  try {
    await page.toFront();
    await keepBusy(page, busyMs);
    await sleep(500);
    const insertedMs = await insertProbes(page, probes);
    const { elements } = await driver.snapshot(page);
    const waits: number[] = [];
    for (const [i, at] of insertedMs.entries()) {
      const asked = elements.find(({ text }) => text.startsWith(`Probe ${i} `))?.askedMs;
      if (asked !== undefined && asked !== null) waits.push(asked - at);
    }
    const lost = probes - waits.length;
    return {
      p50: median(waits),
      p95: quantile(waits, 0.95),
      maxMs: Math.max(...waits),
      probes,
      lost,
      busyMsPerFrame: busyMs,
    };
  } finally {
    await page.close();
    await driver.setSite(where.site, 'off');
  }
}
