/**
 * A page while a person uses it and Seawall has its hands full: keys are pressed and the page is
 * scrolled, frame by frame, while a thousand texts wait for the guard.
 */
import type { DrivenPage } from '../../browsers/page';
import { sleep } from '../../browsers/page';
import { longTasksOf, observeLongTasks, ourLongTasks, type Span } from '../../screen/long-tasks';
import type { Session } from '../../screen/session';

const USE_MS = 8_000;
const KEY_EVERY_MS = 60;

export interface InUse {
  readonly keys: number;
  readonly frames: number;
  /** From a key's press until the page has shown what it did; null where the browser does not tell. */
  readonly worstKeyMs: number | null;
  /** Between two frames. */
  readonly worstFrameMs: number;
  readonly ours: { readonly count: number; readonly maxMs: number };
  readonly all: readonly Span[] | null;
  /** Texts that had no verdict when the person stopped: there was work all the while. */
  readonly waiting: number;
}

/** Gives the page a field to type in, and scrolls it up and down until told to stop. */
function startUse(): void {
  const field = document.createElement('textarea');
  field.style.cssText = 'position:fixed;inset:0 0 auto auto';
  document.body.append(field);
  field.focus({ preventScroll: true });
  const use = { frames: 0, worstFrameMs: 0, worstKeyMs: null as number | null };
  Reflect.set(globalThis, 'seawallUse', use);
  if (PerformanceObserver.supportedEntryTypes.includes('event')) {
    use.worstKeyMs = 0;
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') use.worstKeyMs = Math.max(use.worstKeyMs ?? 0, duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  }
  let last = performance.now();
  let step = 60;
  const frame = (): void => {
    const now = performance.now();
    use.worstFrameMs = Math.max(use.worstFrameMs, now - last);
    last = now;
    use.frames++;
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    if (scrollTop + clientHeight >= scrollHeight - 1) step = -60;
    else if (scrollTop === 0) step = 60;
    scrollBy({ top: step, behavior: 'instant' });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const used = (page: DrivenPage) =>
  page.evaluate(
    () =>
      Reflect.get(globalThis, 'seawallUse') as {
        frames: number;
        worstFrameMs: number;
        worstKeyMs: number | null;
      },
  );

export async function measureInUse(
  { driver }: Session,
  url: string,
  site: string,
  mode: 'off' | 'screen',
): Promise<InUse> {
  await driver.setSite(site, mode);
  const initScript = driver.browser === 'chrome' ? { initScript: observeLongTasks } : {};
  const page = await driver.openPage(url, initScript);
  try {
    await page.toFront();
    await page.evaluate(startUse);
    let keys = 0;
    for (const end = Date.now() + USE_MS; Date.now() < end; keys++) {
      await page.press('Space');
      await sleep(KEY_EVERY_MS);
    }
    const all = await longTasksOf(page);
    const { frames, worstFrameMs, worstKeyMs } = await used(page);
    const snapshot = mode === 'off' ? null : await driver.snapshot(page, false);
    const ours = snapshot ? ourLongTasks(snapshot.work, all) : { count: 0, maxMs: 0 };
    const waiting = snapshot?.counts.waiting ?? 0;
    return { keys, frames, worstKeyMs, worstFrameMs, ours, all, waiting };
  } finally {
    await page.close();
    await driver.setSite(site, 'off');
  }
}
