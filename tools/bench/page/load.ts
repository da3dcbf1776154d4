/** How long a page takes to load with its site on and off, by turns. */
import type { Driver } from '../../browsers/driver';
import { type DrivenPage, sleep } from '../../browsers/page';
import { observeLongTasks } from '../../screen/long-tasks';
import { type LoadTimes, loadTimes } from './pages';

export interface Where {
  readonly driver: Driver;
  readonly url: string;
  readonly site: string;
}

export interface LoadCost {
  readonly loadWithMs: number;
  readonly loadWithoutMs: number;
  /** Median of the pairs' own ratios. */
  readonly loadRatio: number;
  readonly readyWithMs: number;
  readonly readyWithoutMs: number;
  readonly readyRatio: number;
  /** The same of two loads without us: what chance makes of 1. */
  readonly chanceRatio: number;
  readonly pairs: number;
}

const OPEN_MS = 120_000;
/** Until what a change of the site, or the page before, has set going is over. */
const REST_MS = 300;

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};
export const median = (values: readonly number[]): number => quantile(values, 0.5);

export async function open(
  { driver, url, site }: Where,
  mode: 'off' | 'screen',
): Promise<DrivenPage> {
  await driver.setSite(site, mode);
  await sleep(REST_MS);
  const initScript = driver.browser === 'chrome' ? { initScript: observeLongTasks } : {};
  return driver.openPage(url, { timeoutMs: OPEN_MS, ...initScript });
}

/** One load of each kind; over six rounds, each kind comes first, second and last twice. */
const ROUNDS = [
  ['off', 'screen', 'control'],
  ['screen', 'control', 'off'],
  ['control', 'off', 'screen'],
  ['control', 'screen', 'off'],
  ['screen', 'off', 'control'],
  ['off', 'control', 'screen'],
] as const;

/** @param pairs Loads of each kind; before them one round only warms all up. */
export async function measureLoad(where: Where, pairs: number): Promise<LoadCost> {
  const times = { off: [] as LoadTimes[], screen: [] as LoadTimes[], control: [] as LoadTimes[] };
  for (let i = 0; i <= pairs; i++) {
    for (const kind of ROUNDS[i % ROUNDS.length] ?? ROUNDS[0]) {
      const page = await open(where, kind === 'screen' ? 'screen' : 'off');
      const taken = await loadTimes(page);
      if (i > 0) times[kind].push(taken);
      await page.close();
      await sleep(REST_MS);
    }
  }
  const { off, screen, control } = times;
  const medianOf = (taken: readonly LoadTimes[], of: keyof LoadTimes): number =>
    median(taken.map((each) => each[of]));
  const ratioOf = (taken: readonly LoadTimes[], of: keyof LoadTimes): number =>
    median(taken.map((each, i) => each[of] / (off[i]?.[of] ?? Number.NaN)));
  return {
    loadWithMs: medianOf(screen, 'loadMs'),
    loadWithoutMs: medianOf(off, 'loadMs'),
    loadRatio: ratioOf(screen, 'loadMs'),
    readyWithMs: medianOf(screen, 'readyMs'),
    readyWithoutMs: medianOf(off, 'readyMs'),
    readyRatio: ratioOf(screen, 'readyMs'),
    chanceRatio: ratioOf(control, 'loadMs'),
    pairs,
  };
}
