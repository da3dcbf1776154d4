/**
 * `npm run bench:review`: what the review page takes with a full store, in Chromium: an import that
 * fills it, opening the list, filtering, searching, scrolling, deciding, pictures, thresholds, and whole
 * exports. Each step's time is from a person's act until the page shows its result, and with it the
 * page's longest task. What the page holds while it exports is measured after forced collections.
 */
import { mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import * as v from 'valibot';
import type { Decision } from '../../src/core/review/entry';
import type { EntryJson } from '../../src/core/review/jsonl';
import { type Driver, launch } from '../browsers/driver';
import { copyExtension } from '../browsers/extension';
import { ensureChromium } from '../browsers/install';
import { orderlyEnd } from '../browsers/orderly-end';
import type { DrivenPage } from '../browsers/page';
import { ensureBuilt } from '../build/ensure';

/** Lines that are written at a time. */
const BATCH = 1_000;
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

/** A file as another machine exports it. */
function writeFile(path: string, entries: number): void {
  const now = Date.now();
  const file = openSync(path, 'w');
  for (let at = 0; at < entries; at += BATCH) {
    const count = Math.min(BATCH, entries - at);
    const lines = Array.from({ length: count }, (_, i) => `${lineOf(at + i, now)}\n`);
    writeSync(file, lines.join(''));
  }
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

const Handle = v.object({ result: v.object({ objectId: v.string() }) });
const Usage = v.object({ usedSize: v.number() });
const LONG_MS = 900_000;

/** Megabytes that the page's scripts hold, once what they have let go of is collected. */
async function heapOf(page: DrivenPage): Promise<number> {
  await page.devtools('HeapProfiler.collectGarbage');
  return v.parse(Usage, await page.devtools('Runtime.getHeapUsage')).usedSize / 1e6;
}

const view = (name: string): string =>
  `${all('.view')}.find((each) => each.textContent === '${name}').click()`;
const act = (page: DrivenPage, what: string): Promise<void> =>
  page.evaluate((what) => new Function(what)(), what);

/** From the pick of a file to the sentence that it was taken in. */
async function importFile(page: DrivenPage, file: string, entries: number): Promise<Measured[]> {
  await act(page, view('Files and storage'));
  const expression = `document.querySelector('input[type=file]')`;
  await page.waitFor('the field', (what) => new Function(`return ${what} !== null`)(), expression);
  const measured: Measured[] = [];
  for (const [step, added] of [
    ['import', entries],
    ['import: the same once more', 0],
  ] as const) {
    const handle = v.parse(Handle, await page.devtools('Runtime.evaluate', { expression }));
    await page.devtools('DOM.setFileInputFiles', { files: [file], ...handle.result });
    const done = `document.body.textContent.includes('New: ${added.toLocaleString('en')} ')`;
    measured.push(await timed(page, step, '', done, LONG_MS));
  }
  const heap = await heapOf(page);
  return measured.map((each) => ({ ...each, note: `heap after both: ${heap.toFixed(0)} MB` }));
}

/** A file in the page's own file system stands for one that a person picks: headless, nobody can. */
const PICKED = `window.showSaveFilePicker = async ({ suggestedName }) =>
  (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });`;
/** As the browser does where there was no click. */
const UNPICKED = `window.showSaveFilePicker = async () => { throw new DOMException('', 'SecurityError'); };`;

async function exportFiles(page: DrivenPage, entries: number): Promise<Measured[]> {
  await act(page, view('Files and storage'));
  const measured: Measured[] = [];
  for (const [format, into, before] of [
    ['csv', 'Blobs', UNPICKED],
    ['jsonl', 'Blobs', UNPICKED],
    ['jsonl', 'a file', PICKED],
  ] as const) {
    const step = `export ${format} into ${into}`;
    const button = `document.querySelector('[data-export=${format}]')`;
    await page.waitFor('the button', (what) => new Function(`return ${what} !== null`)(), button);
    const click = `${before} ${button}.click()`;
    const done = `document.body.textContent.includes('Exported: ${entries.toLocaleString('en')} ')`;
    const begun = `document.querySelector('.job .progress')`;
    measured.push(await timed(page, `${step}: first piece`, click, begun));
    measured.push(await timed(page, `${step}: all`, '', done, LONG_MS));
    if (format === 'csv') continue;
    const start = await heapOf(page);
    await act(page, click);
    const heaps: string[] = [];
    for (const part of [0.1, 0.5, 0.9]) {
      const so = `Number(document.querySelector('.job p')?.textContent.replace(/\\D/g, '') ?? 0)`;
      await timed(page, '', '', `${so} >= ${part * entries} || ${done}`, LONG_MS);
      heaps.push(`${(await heapOf(page)).toFixed(1)} at ${100 * part} %`);
    }
    await timed(page, '', '', done, LONG_MS);
    heaps.push(`${(await heapOf(page)).toFixed(1)} after`);
    const note = `MB of heap, collected: ${start.toFixed(1)} before, ${heaps.join(', ')}`;
    measured.push({ step: `${step}: once more`, ms: Number.NaN, longest: 0, note });
  }
  return measured;
}

async function measure(driver: Driver, file: string, entries: number): Promise<Measured[]> {
  const base = await driver.inExtension(() => location.origin);
  const url = `${base}/src/ui/review/review.html`;
  const measured: Measured[] = [];
  const taking = await driver.openPage(url, { initScript: WATCH, window: true });
  measured.push(...(await importFile(taking, file, entries)));
  await taking.close();
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
  await filter('search: a word of most (with 50 ms of waiting)', search('harbour'), has('harbour'));
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
  await time('pictures', view('Charts'), `document.querySelector('.bars')`);
  await time('thresholds', view('Thresholds'), `document.querySelector('.threshold-chart')`);
  measured.push(...(await exportFiles(page, entries)));
  await page.close();
  return measured;
}

function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ step, ms, longest, note = '' }) =>
    [
      step.padEnd(48),
      (Number.isNaN(ms) ? '' : `${ms.toFixed(0)} ms`).padStart(10),
      (longest > 0 ? `${longest.toFixed(0)} ms` : 'none').padStart(12),
      note && `  ${note}`,
    ].join(''),
  );
  return [`${''.padEnd(48)}${'time'.padStart(10)}${'long task'.padStart(12)}`, ...rows].join('\n');
}

interface Options {
  readonly entries: number;
  readonly dist?: string;
  readonly out?: string;
}

async function bench({ entries, dist, out }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-bench-'));
  const file = join(folder, 'entries.jsonl');
  writeFile(file, entries);
  const extension = copyExtension(dist ?? (await ensureBuilt('chrome')));
  const executable = ensureChromium();
  const options = { executable, extension, webgpu: false, headless: true };
  const driver = await launch('chrome', options);
  try {
    console.log(`${entries} entries`);
    const steps = await measure(driver, file, entries);
    console.log(table(steps));
    const { browser, version } = driver;
    const result = { browser, version, entries, steps };
    // What has no time of its own (the heap) is null there.
    if (out) writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await driver.close();
    rmSync(folder, { recursive: true });
  }
}

const program = new Command('bench:review')
  .description('Measures the review page over a full store, in Chromium.')
  .option('--entries <count>', 'how many', Number, 100_000)
  .option('--dist <folder>', 'a built extension to measure, instead of this tree’s')
  .option('--out <file>', 'write the numbers as JSON');

program.parse();
await orderlyEnd(() => bench(program.opts()));
