/** Opens pages of the corpus one by one and measures them when Seawall has read them. */

import type { Driver } from '../../browsers/driver';
import { type DrivenPage, sleep } from '../../browsers/page';
import type { CorpusPage, CorpusServer } from '../corpus';
import { type FrameCoverage, measureFrame } from './measure';

export interface PageCoverage {
  readonly name: string;
  readonly about: string;
  readonly frames: readonly (FrameCoverage & {
    /** Seawall runs in it. */
    readonly isScreened: boolean;
  })[];
}

/** What the numbers must hold, of all a page's documents together. */
export const BOUNDS = { one: 0.99, twice: 0, invisible: 0.01 } as const;

const DEADLINE_MS = 30_000;
const POLL_MS = 100;
/** Nothing has been found for so long: components that are defined late have come. */
const QUIET_MS = 1_000;

export async function coverPage(
  driver: Driver,
  server: CorpusServer,
  corpusPage: CorpusPage,
): Promise<PageCoverage> {
  await driver.setSite(server.site, 'screen');
  const page = await driver.openPage(server.urlOf(corpusPage));
  try {
    await page.toFront();
    await read(driver, page);
    for (let i = 0; i < (corpusPage.scrolls ?? 0); i++) {
      await page.evaluate(() => scrollBy({ top: innerHeight, behavior: 'instant' }));
      await sleep(POLL_MS);
    }
    if (corpusPage.scrolls) await read(driver, page);
    const frames: PageCoverage['frames'][number][] = [];
    for (const frameId of await driver.frameIds(page)) {
      const snapshot = await driver.snapshot(page, true, frameId).catch(() => null);
      const elements = (snapshot?.elements ?? [])
        .filter(({ kind }) => kind === 'text')
        .map(({ text, selector }) => ({ text, selector }));
      const coverage = await driver.inFrame(page, frameId, measureFrame, elements);
      frames.push({ ...coverage, isScreened: snapshot !== null });
    }
    return { name: corpusPage.name, about: corpusPage.about, frames };
  } finally {
    await page.close();
  }
}

/** Waits until all frames have been read and nothing new comes. */
async function read(driver: Driver, page: DrivenPage): Promise<void> {
  const end = Date.now() + DEADLINE_MS;
  let before = '';
  let since = Date.now();
  while (Date.now() < end && Date.now() - since < QUIET_MS) {
    const states = [];
    for (const frameId of await driver.frameIds(page)) {
      const state = await driver.snapshot(page, false, frameId).catch(() => null);
      states.push(state && [state.settledMs, state.counts]);
      if (state && !state.settled) since = Date.now();
    }
    const now = JSON.stringify(states);
    if (now !== before) since = Date.now();
    before = now;
    await sleep(POLL_MS);
  }
}

export interface Shares {
  /** Seen or heard, in all documents. */
  readonly visible: number;
  readonly one: number;
  readonly twice: number;
  readonly letterless: number;
  readonly missed: number;
  /** In one element, of what has letters. */
  readonly oneOfLetters: number;
  /** Of the characters of page texts that were extracted. */
  readonly invisible: number;
  readonly heard: number;
  /** Characters. */
  readonly extracted: number;
  readonly said: number;
  readonly agreement: number;
}

export function sharesOf({ frames }: PageCoverage): Shares {
  const sum = (of: (frame: FrameCoverage) => number): number =>
    frames.reduce((all, frame) => all + of(frame), 0);
  const visible = sum(({ characters }) => characters.seen + characters.heard);
  const part = (count: number, whole = visible): number => (whole === 0 ? 0 : count / whole);
  const one = sum((frame) => frame.one);
  const letterless = sum((frame) => frame.letterless);
  const extracted = sum(
    ({ extracted: { seen, heard, unseen, typed, lost } }) => seen + heard + unseen + typed + lost,
  );
  return {
    visible,
    one: part(one),
    twice: part(sum((frame) => frame.twice)),
    letterless: part(letterless),
    missed: part(sum((frame) => frame.none) - letterless),
    oneOfLetters: part(one, visible - letterless),
    invisible: part(
      sum(({ extracted: { unseen, typed, lost } }) => unseen + typed + lost),
      extracted,
    ),
    heard: part(
      sum((frame) => frame.extracted.heard),
      extracted,
    ),
    extracted,
    said: sum((frame) => frame.extracted.said),
    agreement: Math.min(...frames.map(({ agreement }) => agreement)),
  };
}

export const holds = ({ one, twice, invisible }: Shares): boolean =>
  one >= BOUNDS.one && twice <= BOUNDS.twice && invisible < BOUNDS.invisible;
