/**
 * `npm run bench:review`: what the review page takes with a full store, in Chromium: opening the list,
 * filtering, searching, scrolling, deciding, pictures, thresholds, and a whole export. Each step's time
 * is from a person's act until the page shows its result, and with it the page's longest task.
 */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Decision } from '../../src/core/review/entry';
import type { EntryJson } from '../../src/core/review/jsonl';
import type { Driver } from '../browsers/driver';
import { orderlyEnd } from '../browsers/orderly-end';
import type { DrivenPage } from '../browsers/page';
import { startBrowser } from '../screen/session';

const BATCH = 200;
const LANGUAGES = ['en', 'id', 'ms', 'tl', 'th', 'vi', 'ta', 'my'];
const SITES = 500;
const WORDS =
  'harbour rope boat fish market stairs flyer crate pier ticket lamp sail net tide'.split(' ');
/** In one entry of a thousand. */
const RARE = 'lighthouse';
/** About what a small picture of a photo takes. */
const PICTURE = Buffer.alloc(9_000, 7).toString('base64');

/** The same every time: a linear congruential generator is random enough for this. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function lineOf(number: number, now: number): string {
  const roll = dice(number + 1);
  const pick = <T>(some: readonly T[]): T => some[Math.floor(roll() * some.length)] as T;
  const isImage = roll() < 0.05;
  const isUnsafe = roll() < 0.8;
  const snippet = Array.from({ length: 12 }, () => pick(WORDS));
  if (number % 1_000 === 0) snippet.push(RARE);
  const pUnsafe = isUnsafe ? 0.5 + roll() / 2 : roll() / 2;
  const decision: Decision | null =
    roll() < 0.1
      ? {
          call: roll() < 0.7 ? 'agree' : 'overturn',
          reviewer: 'Bench',
          note: '',
          decidedAt: now - number,
        }
      : null;
  const entry: EntryJson = {
    content: number.toString(16).padStart(64, '0'),
    address: `https://site-${Math.floor(roll() * SITES)}.example/page/${number}`,
    kind: isImage ? 'image' : 'text',
    snippet: `${snippet.join(' ')} ${number}`,
    language: pick(LANGUAGES),
    flag: isUnsafe ? 'unsafe' : 'safe',
    pUnsafe,
    engine: 'local',
    build: 'bench-guard',
    seenAt: now - number * 20_000,
    thumbnail: isImage ? PICTURE : null,
    decision,
  };
  return JSON.stringify(entry);
}

async function fill(driver: Driver, entries: number): Promise<number> {
  const now = Date.now();
  const since = performance.now();
  for (let at = 0; at < entries; at += BATCH) {
    const count = Math.min(BATCH, entries - at);
    const lines = Array.from({ length: count }, (_, i) => ({
      number: at + i,
      text: lineOf(at + i, now),
    }));
    const { review } = await driver.ask({ type: 'review.import', lines });
    if (review?.type !== 'imported' || review.result.refused > 0)
      throw new Error(`Entries were refused: ${JSON.stringify(review)}`);
    if (at % 10_000 === 0) process.stderr.write(`\r${at} of ${entries} entries`);
  }
  process.stderr.write('\n');
  return performance.now() - since;
}

/** Runs before the page's own code. */
const WATCH = `
  window.bench = { first: null, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  const rows = new MutationObserver(() => {
    if (!document.querySelector('[data-entry]')) return;
    rows.disconnect();
    // With the frame that shows it.
    requestAnimationFrame(() => setTimeout(() => { bench.first = performance.now(); }));
  });
  rows.observe(document, { childList: true, subtree: true });
`;

interface Measured {
  readonly step: string;
  readonly ms: number;
  readonly longest: number;
  readonly note?: string;
}

type Bench = { first: number | null; tasks: [number, number][] };

/** Acts, and waits until `done` holds in a frame that has been drawn. */
async function timed(
  page: DrivenPage,
  step: string,
  act: string,
  done: string,
  timeoutMs = 30_000,
): Promise<Measured> {
  const { ms, longest } = await page.evaluate(
    async (act, done, timeoutMs) => {
      const { bench } = window as unknown as { bench: Bench };
      const holds = new Function(`return (${done})`) as () => boolean;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const since = performance.now();
      new Function(act)();
      while (!holds()) {
        if (performance.now() - since > timeoutMs) throw new Error(`in vain: ${done}`);
        await frame();
      }
      await new Promise((resolve) => setTimeout(resolve));
      const ms = performance.now() - since;
      // Long tasks are told of a little later.
      await new Promise((resolve) => setTimeout(resolve, 200));
      const tasks = bench.tasks.filter(([start]) => start >= since - 1 && start <= since + ms);
      return { ms, longest: Math.max(0, ...tasks.map(([, duration]) => duration)) };
    },
    act,
    done,
    timeoutMs,
  );
  return { step, ms, longest };
}

const all = (selector: string): string => `[...document.querySelectorAll('${selector}')]`;
const field = (label: string): string =>
  `${all('.field')}.find((each) => each.firstChild.textContent === '${label}').querySelector('select')`;
const pick = (label: string, value: string): string =>
  `const field = ${field(label)}; field.value = '${value}'; field.dispatchEvent(new Event('change'));`;
const ROWS = all('[data-entry]');
const NOT_LOADING = `!document.querySelector('.count').textContent.startsWith('Looking')`;
/** Watches for the list to show others. */
const WATCH_ROWS = `
  window.benchChanged = false;
  new MutationObserver(() => { window.benchChanged = true; })
    .observe(document.querySelector('.queue-list .windowed ul'), { childList: true });
`;
const changed = (each = 'true'): string =>
  `window.benchChanged && ${NOT_LOADING} && ${ROWS}.length > 0 && ${ROWS}.every((row) => ${each})`;

async function measure(driver: Driver, entries: number): Promise<Measured[]> {
  const base = await driver.inExtension(() => location.origin);
  const url = `${base}/src/ui/review/review.html`;
  const measured: Measured[] = [];
  const open = async (step: string): Promise<DrivenPage> => {
    const page = await driver.openPage(url, { initScript: WATCH, window: true });
    const first = await page.waitFor('the list', () => {
      const { bench } = window as unknown as { bench: Bench };
      return bench.first;
    });
    const longest = await page.evaluate(() => {
      const { bench } = window as unknown as { bench: Bench };
      return Math.max(0, ...bench.tasks.map(([, duration]) => duration));
    });
    measured.push({ step, ms: first, longest, note: 'from the beginning of the navigation' });
    return page;
  };
  await (await open('open the page, first time')).close();
  const page = await open('open the page');
  await page.resize(1_400, 900);
  const time = async (step: string, act: string, done: string): Promise<void> => {
    measured.push(await timed(page, step, act, done));
  };
  await page.evaluate(() => document.querySelector<HTMLElement>('.filters summary')?.click());

  const filter = (step: string, act: string, each?: string): Promise<void> =>
    time(step, `${WATCH_ROWS} ${act}`, changed(each));
  const ofSite = `row.textContent.includes('site-7.example')`;
  await filter('filter: all decisions', pick('You said', ''));
  await filter('filter: nothing', pick('The guard said', ''));
  await filter('filter: a language', pick('Language', 'th'), `row.textContent.includes('Thai')`);
  await filter('filter: and a site', pick('Site', 'site-7.example'), ofSite);
  await filter('filter: no more', `${all('.filters button')}[0].click()`);
  const search = (text: string): string =>
    `const field = document.getElementById('search'); field.value = '${text}'; field.dispatchEvent(new Event('input'));`;
  const has = (text: string): string => `row.textContent.includes('${text}')`;
  await filter(
    'search: a word of most (with 120 ms of waiting)',
    search('harbour'),
    has('harbour'),
  );
  await filter('search: a rare word', search(RARE), has(RARE));
  const two = `${has(RARE)} && ${has('boat')}`;
  await filter('search: two words', search(`${RARE} boat`), two);
  await filter('search: no more', search(''));

  // As fast as a hand with a wheel: some 3,000 pixels a second.
  const scrolled = await page.evaluate(async () => {
    const { bench } = window as unknown as { bench: Bench };
    const list = document.querySelector('.windowed');
    const since = performance.now();
    let worst = 0;
    let before = since;
    for (let i = 0; i < 360; i++) {
      list?.scrollBy(0, 50);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      worst = Math.max(worst, performance.now() - before);
      before = performance.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    const tasks = bench.tasks.filter(([start]) => start >= since);
    return { longest: Math.max(0, ...tasks.map(([, duration]) => duration)), worst };
  });
  measured.push({
    step: 'scroll 18,000 px: longest frame',
    ms: scrolled.worst,
    longest: scrolled.longest,
  });

  const current = `document.querySelector('[data-entry][aria-current]')`;
  await time(
    'decide by key, until the next entry',
    `window.benchBefore = ${current}?.dataset.entry; ` +
      `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))`,
    `${current} && ${current}.dataset.entry !== window.benchBefore`,
  );
  const view = (name: string): string =>
    `${all('.view')}.find((each) => each.textContent === '${name}').click()`;
  await time('pictures', view('Charts'), `document.querySelector('.bars')`);
  await time('thresholds', view('Thresholds'), `document.querySelector('.threshold-chart')`);
  await page.evaluate((act) => new Function(act)(), view('Files and storage'));
  for (const format of ['csv', 'jsonl']) {
    const button = `document.querySelector('[data-export=${format}]')`;
    await page.waitFor('the button', (act) => new Function(`return ${act} !== null`)(), button);
    const begun = await timed(
      page,
      `export ${format}: first piece`,
      `${button}.click()`,
      `document.querySelector('.job .progress')`,
    );
    measured.push(begun);
    const done = `document.body.textContent.includes('Exported: ${entries.toLocaleString('en')} ')`;
    const whole = await timed(page, `export ${format}: all`, '', done, 600_000);
    const heap = await page.evaluate(
      () =>
        (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );
    measured.push({ ...whole, note: `heap of the page: ${Math.round(heap / 1e6)} MB` });
  }
  await page.close();
  return measured;
}

function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ step, ms, longest, note = '' }) =>
    [
      step.padEnd(48),
      `${ms.toFixed(0)} ms`.padStart(10),
      (longest > 0 ? `${longest.toFixed(0)} ms` : 'none').padStart(12),
      note && `  ${note}`,
    ].join(''),
  );
  return [`${''.padEnd(48)}${'time'.padStart(10)}${'long task'.padStart(12)}`, ...rows].join('\n');
}

async function bench({ entries, out }: { entries: number; out?: string }): Promise<void> {
  const driver = await startBrowser({ browser: 'chrome', webgpu: false, headless: true });
  try {
    const took = await fill(driver, entries);
    console.log(`${entries} entries taken in within ${(took / 1_000).toFixed(0)} s`);
    const steps = await measure(driver, entries);
    console.log(table(steps));
    const { browser, version } = driver;
    const result = { browser, version, entries, fillMs: took, steps };
    if (out) await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await driver.close();
  }
}

const program = new Command('bench:review')
  .description('Measures the review page over a full store, in Chromium.')
  .option('--entries <count>', 'how many', Number, 100_000)
  .option('--out <file>', 'write the numbers as JSON');

program.parse();
await orderlyEnd(() => bench(program.opts()));
