/**
 * `npm run bench:load -- [--browser firefox] [--out FILE]`: what loading a guard takes, in memory and
 * time: a synthetic gigabyte from the guard build store once, and the practice guard ten times.
 */
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { orderlyEnd } from '../browsers/orderly-end';
import { ensurePracticeGuard, PRACTICE_GUARD } from '../practice/ensure';
import { type LoadingBrowser, openBrowser } from './load-browser';
import { GIGABYTE_LAYERS, type SyntheticBuild, syntheticBuild } from './load-build';
import { look, type Peaks, peaksDuring } from './load-memory';
import { LedgerSaid, LoadSaid, NothingSaid, PutSaid, ReadSaid } from './load-page/job';

interface Options {
  readonly browser: 'chrome' | 'firefox';
  readonly layers: number;
  readonly loads: number;
  readonly out?: string;
}

async function loadLarge(browser: LoadingBrowser, { build, bytes }: SyntheticBuild) {
  const { id } = await browser.obey({ type: 'put', url: `${browser.origin}/large/` }, PutSaid);
  await browser.collect();
  const memory = await peaksDuring(browser.pid(), browser.heap, () =>
    browser.obey({ type: 'load', id }, LoadSaid),
  );
  const ledger = await browser.obey({ type: 'ledger' }, LedgerSaid);
  await browser.obey({ type: 'unload' }, NothingSaid);
  await browser.collect();
  const unloaded = await look(browser.pid(), browser.heap);
  const { result: load, before, peaks, after } = memory;
  // From the same cache of the disk as the load, which came after the build was written.
  const { precision } = load.device;
  const plain = await browser.obey({ type: 'read', id, precision }, ReadSaid);
  const table = build.files.find(({ path }) => path === build.embeddings.path)?.size ?? 0;
  return {
    buildBytes: bytes,
    /** Of the one variant that this device runs, and of the token table. */
    loadedBytes: load.loadedBytes,
    tokenTableBytes: table,
    device: load.device,
    isolated: load.isolated,
    /** WebAssembly's memory counted on top, whether the browser counts it or not. */
    heapPeakShare: peaks.heap === null ? null : (peaks.heap + ledger.wasmBytes) / bytes,
    processGrowthShare: (peaks.process - before.process) / bytes,
    before,
    peaks,
    after,
    unloaded,
    gpu: {
      createdBytes: ledger.createdBytes,
      peakBytes: ledger.peakBufferBytes,
      largestBufferBytes: ledger.largestBuffer,
      holdsTokenTable: ledger.largestBuffer >= table,
    },
    wasmBytes: ledger.wasmBytes,
    seconds: {
      plainRead: plain.seconds,
      plainReadBytes: plain.bytes,
      files: load.filesSeconds,
      started: load.startedSeconds,
      selfTest: load.openSeconds - load.startedSeconds,
      open: load.openSeconds,
      firstAnswer: load.firstAnswerSeconds,
      firstVerdict: load.openSeconds + load.firstAnswerSeconds,
    },
    loadToPlainRead: load.startedSeconds / plain.seconds,
  };
}

/** Loads and unloads one guard again and again. */
async function loadOften(browser: LoadingBrowser, times: number) {
  const { id } = await browser.obey({ type: 'put', url: `${browser.origin}/practice/` }, PutSaid);
  const first = await browser.obey({ type: 'ledger' }, LedgerSaid);
  const levels: Peaks[] = [];
  const ledgers: LedgerSaid[] = [];
  for (let i = 0; i < times; i++) {
    await browser.obey({ type: 'load', id }, LoadSaid);
    await browser.obey({ type: 'unload' }, NothingSaid);
    await browser.collect();
    levels.push(await look(browser.pid(), browser.heap));
    ledgers.push(await browser.obey({ type: 'ledger' }, LedgerSaid));
  }
  const last = ledgers.at(-1) ?? first;
  return {
    loads: times,
    devicesOpened: last.devicesOpened - first.devicesOpened,
    devicesOpen: last.devices,
    buffersOpen: last.buffers,
    bytesOpen: last.bufferBytes,
    buffersLeftToDevice: last.buffersLeftToDevice - first.buffersLeftToDevice,
    handlesOpened: last.handlesOpened - first.handlesOpened,
    handlesOpen: last.handles,
    heap: levels.map(({ heap }) => heap),
    process: levels.map(({ process }) => process),
    wasm: ledgers.map(({ wasmBytes }) => wasmBytes),
    heapGrowthFromSecond: growth(levels.map(({ heap }) => heap)),
    processGrowthFromSecond: growth(levels.map(({ process }) => process)),
  };
}

const growth = (levels: readonly (number | null)[]): number | null => {
  const second = levels[1];
  const last = levels.at(-1);
  return second == null || last == null ? null : last - second;
};

async function bench(options: Options): Promise<void> {
  await ensurePracticeGuard();
  const large = await syntheticBuild(options.layers);
  const browser = await openBrowser(options.browser, {
    large: large.folder,
    practice: PRACTICE_GUARD,
  });
  try {
    const report = {
      browser: browser.name,
      often: await loadOften(browser, options.loads),
      large: await loadLarge(browser, large),
    };
    const json = `${JSON.stringify(report, null, 1)}\n`;
    if (options.out) await writeFile(options.out, json);
    else process.stdout.write(json);
  } finally {
    await browser.close();
  }
}

const count = (text: string): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0))
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};

const command = new Command('bench:load')
  .description('Memory and time of loading a guard, from the guard build store.')
  .addOption(new Option('--browser <name>').choices(['chrome', 'firefox']).default('chrome'))
  .option('--layers <count>', 'of a 4B; nine are a gigabyte', count, GIGABYTE_LAYERS)
  .option('--loads <count>', 'of the practice guard', count, 10)
  .option('--out <file>', 'where the JSON goes, instead of to standard output')
  .parse();

await orderlyEnd(() => bench(command.opts<Options>()));
