/**
 * What our walk over a page costs when its functions have been compiled and the guard has nothing to do.
 * The page's texts repeat, so that all have their verdicts soon: a guard on a software adapter would
 * take the very processor that the walk is timed on.
 */
import type { Driver } from '../../browsers/driver';
import { type DrivenPage, sleep } from '../../browsers/page';
import { touchBody } from './pages';

export interface ScanCost {
  /** Milliseconds for 1,000 nodes: median of ROUNDS walks over the whole page after the warm-up. */
  readonly warm: number;
  /** The first walk, when the page has just loaded. */
  readonly first: number;
}

const OPEN_MS = 120_000;
const SETTLE_MS = 60_000;
/** Nodes walked over before it counts: V8 compiles what runs often, and then again. */
const WARM_NODES = 200_000;
const LEAST_WARM = 3;
const ROUNDS = 5;

const work = async (driver: Driver, page: DrivenPage) => (await driver.snapshot(page, false)).work;

/**
 * Until everything that was to be scanned has been: the number of nodes stands still. A page that has
 * just loaded has no script of ours yet that could answer.
 */
export async function scanned(driver: Driver, page: DrivenPage, least: number) {
  const end = Date.now() + OPEN_MS;
  let before = -1;
  for (;;) {
    const now = await work(driver, page).catch(() => null);
    if (now && now.scannedNodes === before && now.scannedNodes >= least) return now;
    if (Date.now() > end) throw new Error(`The page was not read to its end: ${before} nodes.`);
    before = now?.scannedNodes ?? -1;
    await sleep(400);
  }
}

/** Until every element has its verdict; false where that has not come in so long. */
export async function settle(driver: Driver, page: DrivenPage, ms = SETTLE_MS): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(300))
    if ((await driver.snapshot(page, false)).settled) return true;
  return false;
}

/** Of a page that is open, with so many elements. */
export async function measureScan(
  driver: Driver,
  page: DrivenPage,
  elements: number,
): Promise<ScanCost> {
  const first = await scanned(driver, page, elements);
  if (!(await settle(driver, page))) throw new Error('The guard has not come to rest in a minute.');
  let before = await work(driver, page);
  const walk = async (round: number): Promise<number> => {
    await touchBody(page, round);
    const after = await scanned(driver, page, before.scannedNodes + elements);
    const cost = per1000(after.scanMs - before.scanMs, after.scannedNodes - before.scannedNodes);
    before = after;
    return cost;
  };
  const since = before.scannedNodes;
  let round = 0;
  while (round < LEAST_WARM || before.scannedNodes - since < WARM_NODES) await walk(round++);
  const costs: number[] = [];
  for (let i = 0; i < ROUNDS; i++) costs.push(await walk(round++));
  costs.sort((a, b) => a - b);
  return {
    warm: costs[Math.floor(ROUNDS / 2)] ?? Number.NaN,
    first: per1000(first.scanMs, first.scannedNodes),
  };
}

const per1000 = (ms: number, nodes: number): number => (ms / nodes) * 1_000;
