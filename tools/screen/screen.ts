/** Screens one page after another with the real extension and tells what it saw. */
import type { GuardState } from '../../src/platform/guard-protocol';
import type { PageSnapshot } from '../../src/platform/messages';
import type { Driver } from '../browsers/driver';
import { type DrivenPage, poll, sleep } from '../browsers/page';
import { longTasksOf, observeLongTasks, ourLongTasks, type Span } from './long-tasks';
import type { ElementReport, PageReport } from './report';
import type { Target } from './targets';

export type ReadyGuard = Extract<GuardState, { status: 'ready' }>;

/** Loading is bound by reading and compiling, on whatever machine this is. */
const GUARD_MS = 180_000;
/** A page that adds content in bursts is settled between them: it must stay so for this long. */
const QUIET_MS = 1000;
const POLL_MS = 150;

/** A tab that a tool opens may be hidden (in Firefox all but one are), and is screened all the same. */
export const waitForNoTab = (driver: Driver) =>
  driver.ask({ type: 'pace.set', change: { waitHidden: false } });

/** Chooses a packaged guard and waits until it is there. */
export async function openGuard(driver: Driver, name: string): Promise<ReadyGuard> {
  await waitForNoTab(driver);
  await driver.chooseGuard({ kind: 'packaged', path: `guards/${name}/` });
  return poll(
    async () => {
      const state = await driver.guardState();
      if (state.status === 'failed') throw new GuardFailed(state.message);
      return state.status === 'ready' ? state : undefined;
    },
    { what: `the guard ${name} to load`, timeoutMs: GUARD_MS, giveUpOn: GuardFailed },
  );
}

class GuardFailed extends Error {
  constructor(message: string) {
    super(`The guard cannot be used. ${message}`);
  }
}

export interface ScreenedPage {
  readonly report: PageReport;
  readonly page: DrivenPage;
}

/** The page stays open; whoever asked closes it. */
export async function screenPage(
  driver: Driver,
  target: Target,
  deadlineMs: number,
): Promise<ScreenedPage> {
  const end = Date.now() + deadlineMs;
  await driver.setSite(target.site, 'screen');
  const page = await open(driver, target, deadlineMs);
  const snapshot = await settle(driver, page, end);
  if (!snapshot) {
    throw new Error(
      `${target.name}: Seawall did not run in this page. It may be one where browsers allow no ` +
        'extension, or the deadline was too short for it to load.',
    );
  }
  const tasks = await longTasksOf(page);
  return { page, report: reportOf(target.name, snapshot, tasks) };
}

async function open(driver: Driver, target: Target, deadlineMs: number): Promise<DrivenPage> {
  try {
    return await driver.openPage(target.url, {
      timeoutMs: deadlineMs,
      ...(driver.browser === 'chrome' ? { initScript: observeLongTasks } : {}),
    });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(`${target.name} could not be opened: ${reason}`);
  }
}

/** The page's state once it has been quiet for a while, or what there is at the deadline. */
async function settle(
  driver: Driver,
  page: DrivenPage,
  end: number,
): Promise<PageSnapshot | undefined> {
  const ask = (elements: boolean): Promise<PageSnapshot | undefined> =>
    driver.snapshot(page, elements).catch(() => undefined);
  let settledMs: number | null = null;
  let quietSince = Date.now();
  while (Date.now() < end && Date.now() - quietSince < QUIET_MS) {
    await sleep(POLL_MS);
    const now = await ask(false);
    if (!now?.settled || now.settledMs !== settledMs) quietSince = Date.now();
    settledMs = now?.settledMs ?? null;
  }
  return ask(true);
}

export function reportOf(
  target: string,
  snapshot: PageSnapshot,
  tasks: readonly Span[] | null,
): PageReport {
  const elements = snapshot.elements.map(elementOf);
  const count = (flag: ElementReport['verdict']): number =>
    elements.filter(({ verdict }) => verdict === flag).length;
  return {
    target,
    title: snapshot.title,
    elements,
    counts: { safe: count('safe'), unsafe: count('unsafe'), unknown: count('unknown') },
    timing: {
      settledMs: snapshot.settled ? snapshot.settledMs : null,
      firstVerdictMs: snapshot.firstVerdictMs,
      longTasks: ourLongTasks(snapshot.work, tasks),
    },
  };
}

function elementOf(element: PageSnapshot['elements'][number]): ElementReport {
  const { image, text, role, selector, lang, verdict } = element;
  const judged = {
    text,
    selector,
    lang,
    verdict: verdict?.flag ?? 'unknown',
    pUnsafe: verdict?.pUnsafe ?? null,
    engine: verdict?.engine ?? null,
    // What still waits at the deadline got no answer in time.
    reason: verdict ? verdict.reason : 'timeout',
    ...(verdict?.basis ? { basis: verdict.basis } : {}),
  } as const;
  if (!image) return { kind: 'text', ...judged, ...(role ? { role } : {}) };
  const { src, width, height } = image;
  return { kind: 'image', ...judged, src, width, height };
}
