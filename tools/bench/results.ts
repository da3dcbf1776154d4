/** What each benchmark writes with `--out`, as far as the table reads it, and its lines in that table. */
import * as v from 'valibot';
import { EngineBench } from './engine/result';

/** A line of the table: what was measured, against what in the same run, and how they compare. */
export const Line = v.object({
  what: v.string(),
  measured: v.string(),
  /** Empty where there is nothing to compare it with. */
  against: v.string(),
  /** What was measured, over what it is compared with. */
  ratio: v.nullable(v.number()),
});
export type Line = v.InferOutput<typeof Line>;

export interface Summary {
  /** Browser, device: what the numbers hang on besides the machine. */
  readonly on: string;
  readonly lines: readonly Line[];
}

/** Reads a result. @throws Error that says where it is of another form */
type Read = (result: unknown) => Summary;

const reading =
  <S extends v.GenericSchema>(schema: S, summary: (result: v.InferOutput<S>) => Summary): Read =>
  (result) => {
    const read = v.safeParse(schema, result);
    if (read.success) return summary(read.output);
    const [issue] = read.issues;
    throw new Error(`Its result is not as expected at ${v.getDotPath(issue)}: ${issue.message}`);
  };

const Maybe = v.nullable(v.number());
const line = (what: string, measured: string, against = '', ratio: number | null = null): Line => ({
  what,
  measured,
  against,
  ratio,
});
const ms = (value: number | null, digits = 0): string =>
  value === null ? 'not told' : `${value.toFixed(digits)} ms`;
const mb = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
const seconds = (value: number): string => `${value.toFixed(1)} s`;
const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;
const count = (value: number): string => value.toLocaleString('en');

const Browser = { browser: v.string(), version: v.string() };

const PageLoad = v.object({
  loadWithMs: v.number(),
  loadWithoutMs: v.number(),
  loadRatio: v.number(),
  chanceRatio: v.number(),
});

export const PageBench = v.object({
  ...Browser,
  device: v.string(),
  line: v.object({ rttMs: v.number(), kilobitsPerSecond: v.number() }),
  sizes: v.array(
    v.object({
      elements: v.number(),
      ...PageLoad.entries,
      loopback: PageLoad,
      longTasksOver50: v.number(),
      longestSliceMs: v.number(),
      scanMsPer1000Nodes: v.number(),
      firstScanMsPer1000Nodes: v.number(),
      scanWithSheetsMs: Maybe,
      scanUnreadableMs: Maybe,
      floor: v.object({ walkMs: v.number(), stylesMs: v.number() }),
    }),
  ),
  threadsAside: v.optional(v.number(), 0),
  insertToRequestMs: v.object({ p50: Maybe, p95: Maybe, probes: v.number(), lost: v.number() }),
});

const withoutUs = ({ loadWithoutMs, chanceRatio }: v.InferOutput<typeof PageLoad>): string =>
  `the same page, site off: ${ms(loadWithoutMs)} (and once more: ${chanceRatio.toFixed(2)})`;

const page = reading(
  PageBench,
  ({ browser, version, device, threadsAside, line: over, sizes, insertToRequestMs }) => ({
    on: `${browser} ${version}, guard on ${device}${threadsAside > 0 ? ', its threads set aside' : ''}; the line: ${over.rttMs} ms there and back, ${count(over.kilobitsPerSecond)} kbit/s`,
    lines: [
      ...sizes.flatMap((size) => [
        line(
          `load of a page of ${count(size.elements)} elements over an ordinary line`,
          ms(size.loadWithMs),
          withoutUs(size),
          size.loadRatio,
        ),
        line(
          'the same without a line, from this machine itself',
          ms(size.loopback.loadWithMs),
          withoutUs(size.loopback),
          size.loopback.loadRatio,
        ),
        line(
          'our longest slice in it; tasks over 50 ms',
          `${ms(size.longestSliceMs, 1)}; ${size.longTasksOver50}`,
        ),
        line(
          'our scan of 1,000 nodes, warm, the guard at rest',
          ms(size.scanMsPer1000Nodes, 2),
          `a bare walk that reads seven styles of each element: ${ms(size.floor.stylesMs, 2)}`,
          // The clocks of pages are coarse: of a small page, a quick walk takes no time at all.
          size.floor.stylesMs > 0 ? size.scanMsPer1000Nodes / size.floor.stylesMs : null,
        ),
        line(
          'the first scan, just loaded; warm with ordinary style sheets; with one that cannot be read',
          [size.firstScanMsPer1000Nodes, size.scanWithSheetsMs, size.scanUnreadableMs]
            .map((each) => (each === null ? '–' : ms(each, 2)))
            .join('; '),
        ),
      ]),
      line(
        'from a paragraph in view to its request (median; 95 of 100)',
        `${ms(insertToRequestMs.p50, 1)}; ${ms(insertToRequestMs.p95, 1)}`,
        `${insertToRequestMs.probes} paragraphs; ${insertToRequestMs.lost} were not asked about`,
      ),
    ],
  }),
);

export const CoverageBench = v.object({
  ...Browser,
  pages: v.array(
    v.object({
      name: v.string(),
      shares: v.object({
        visible: v.number(),
        one: v.number(),
        twice: v.number(),
        missed: v.number(),
        invisible: v.number(),
      }),
    }),
  ),
});

const coverage = reading(CoverageBench, ({ browser, version, pages }) => ({
  on: `${browser} ${version}`,
  lines: pages.map(({ name, shares: { visible, one, twice, missed, invisible } }) =>
    line(
      `${name}: visible characters in one element`,
      percent(one),
      `${count(visible)} that the browser shows; in two ${percent(twice)}, with letters in none ${percent(missed)}, for nobody ${percent(invisible)}`,
      one,
    ),
  ),
}));

export const ImagesBench = v.object({
  ...Browser,
  device: v.string(),
  memory: v.array(
    v.object({
      images: v.number(),
      handedOutBytes: v.number(),
      settledMs: Maybe,
      /** Before, at most, after; of the extension's process, and of the browser's own. */
      extension: v.tuple([v.number(), v.number(), v.number()]),
      browser: v.tuple([v.number(), v.number(), v.number()]),
    }),
  ),
  textMs: v.number(),
  images: v.array(v.object({ detail: v.string(), tokens: v.number(), ms: v.number() })),
});

const images = reading(ImagesBench, ({ browser, version, device, memory, textMs, images }) => ({
  on: `${browser} ${version}, practice guard on ${device}`,
  lines: [
    ...images.map((image) =>
      line(
        `an image looked at “${image.detail}” (${Math.round(image.tokens)} tokens)`,
        ms(image.ms, 1),
        `a text: ${ms(textMs, 1)}`,
        image.ms / textMs,
      ),
    ),
    ...memory.map(({ images, handedOutBytes, extension: [before, peak] }) =>
      line(
        `extension’s process at most, ${count(images)} images of ${mb(handedOutBytes)}`,
        mb(peak),
        `before: ${mb(before)}`,
        peak / before,
      ),
    ),
  ],
}));

export const BuilderBench = v.object({
  like: v.string(),
  part: v.string(),
  runs: v.array(
    v.object({
      sourceBytes: v.number(),
      copySeconds: v.number(),
      buildSeconds: v.number(),
      peakBytes: v.number(),
    }),
  ),
  wholeModels: v.record(v.string(), v.number()),
});

const builder = reading(BuilderBench, ({ like, runs }) => ({
  on: `Node ${process.versions.node}, synthetic ${like}`,
  lines: runs.map(({ sourceBytes, copySeconds, buildSeconds, peakBytes }) =>
    line(
      `build of ${mb(sourceBytes)}; its memory at most`,
      `${seconds(buildSeconds)}; ${mb(peakBytes)}`,
      `a plain copy of the same files: ${seconds(copySeconds)}`,
      buildSeconds / copySeconds,
    ),
  ),
}));

const rate = ({ elementsPerSecond }: { elementsPerSecond: number }): string =>
  `${elementsPerSecond.toFixed(2)} a second`;

const engine = reading(EngineBench, (result) => ({
  on: `${result.device}, ${result.threads} threads, ${result.layers} layers of the 4B`,
  lines: [
    ...result.sets.map(({ medianTokens, ours, transformersjs, ratio }) =>
      line(
        `texts of ${medianTokens} tokens`,
        rate(ours),
        `@huggingface/transformers generating: ${rate(transformersjs)}`,
        ratio,
      ),
    ),
    line(
      'texts, packed behind a cached prefix',
      rate(result.ablation.packed),
      `whole prompts: ${rate(result.ablation.whole)}`,
      result.ablation.packed.elementsPerSecond / result.ablation.whole.elementsPerSecond,
    ),
    line(
      'the matrices in what was run',
      percent(result.matmulShare),
      `MatMulNBits alone: ${result.matmulGflops.toFixed(1)} GFLOP/s`,
      result.matmulShare,
    ),
    line('from load to first verdict', seconds(result.firstVerdictSeconds)),
  ],
}));

export const RequestsBench = v.object({
  pages: v.number(),
  rows: v.array(
    v.object({
      elements: v.number(),
      share: v.number(),
      groups: v.object({ median: v.number() }),
      each: v.number(),
    }),
  ),
});

const requests = reading(RequestsBench, ({ pages, rows }) => ({
  on: `no network; ${pages} made-up pages of each kind`,
  lines: rows.map(({ elements, share, groups, each }) =>
    line(
      `requests for ${count(elements)} elements, ${percent(share, 0)} unsafe`,
      count(groups.median),
      `one each: ${count(each)}`,
      groups.median / each,
    ),
  ),
}));

const Level = v.object({ process: v.number() });

export const LoadBench = v.object({
  browser: v.string(),
  often: v.object({ loads: v.number(), processGrowthFromSecond: Maybe, handlesOpen: v.number() }),
  large: v.object({
    buildBytes: v.number(),
    device: v.object({ kind: v.string() }),
    before: Level,
    peaks: Level,
    processGrowthShare: v.number(),
    seconds: v.object({ plainRead: v.number(), started: v.number(), firstVerdict: v.number() }),
    loadToPlainRead: v.number(),
  }),
});

const load = reading(LoadBench, ({ browser, often, large }) => ({
  on: `${browser}, ${large.device.kind}`,
  lines: [
    line(
      `load of ${mb(large.buildBytes)} until its sessions stand`,
      seconds(large.seconds.started),
      `a plain read of the same files: ${seconds(large.seconds.plainRead)}`,
      large.loadToPlainRead,
    ),
    line('from load to first verdict', seconds(large.seconds.firstVerdict)),
    line(
      'growth of the process at most',
      mb(large.peaks.process - large.before.process),
      `the build: ${mb(large.buildBytes)}`,
      large.processGrowthShare,
    ),
    line(
      `growth of the process over ${often.loads} loads; handles left`,
      `${often.processGrowthFromSecond === null ? 'not told' : mb(often.processGrowthFromSecond)}; ${often.handlesOpen}`,
    ),
  ],
}));

export const ReviewBench = v.object({
  ...Browser,
  entries: v.number(),
  steps: v.array(
    v.object({
      step: v.string(),
      /** Null where something else than a time was measured, which `note` says. */
      ms: v.nullable(v.number()),
      longest: v.number(),
      note: v.optional(v.string()),
    }),
  ),
});

const review = reading(ReviewBench, ({ browser, version, entries, steps }) => ({
  on: `${browser} ${version}, ${count(entries)} entries`,
  lines: steps.map(({ step, ms: taken, longest, note = '' }) =>
    taken === null
      ? line(step, note)
      : line(step, ms(taken), longest > 0 ? `longest task ${ms(longest)}` : 'no long task'),
  ),
}));

export interface Bench {
  readonly name: string;
  /** In `tools/bench`, without its ending. */
  readonly program: string;
  readonly args: readonly string[];
  /** With `--quick`: smaller sizes. */
  readonly quick: readonly string[];
  readonly read: Read;
}

const SMALL_PAGE = ['--sizes', '1000,10000', '--pairs', '3', '--probes', '20'];
const SMALL_ENGINE = ['--rounds', '2', '--elements', '8', '--growth', '10,100'];
const SMALL_ADAPTER = ['--rounds', '1', '--elements', '4', '--growth', '10'];
const FIREFOX = ['--browser', 'firefox'];
const WEBGPU = ['--device', 'webgpu'];

export const BENCHES: readonly Bench[] = [
  { name: 'page', program: 'page', args: [], quick: SMALL_PAGE, read: page },
  { name: 'page-firefox', program: 'page', args: FIREFOX, quick: SMALL_PAGE, read: page },
  { name: 'coverage', program: 'coverage', args: [], quick: [], read: coverage },
  { name: 'coverage-firefox', program: 'coverage', args: FIREFOX, quick: [], read: coverage },
  {
    name: 'images',
    program: 'images',
    args: [],
    quick: ['--images', '10', '--largest', '100'],
    read: images,
  },
  { name: 'builder', program: 'builder', args: [], quick: ['--gigabytes', '0.5'], read: builder },
  { name: 'engine', program: 'engine', args: [], quick: SMALL_ENGINE, read: engine },
  { name: 'engine-webgpu', program: 'engine', args: WEBGPU, quick: SMALL_ADAPTER, read: engine },
  { name: 'requests', program: 'requests', args: [], quick: [], read: requests },
  { name: 'load', program: 'load', args: [], quick: ['--layers', '3', '--loads', '3'], read: load },
  {
    name: 'load-firefox',
    program: 'load',
    args: FIREFOX,
    quick: ['--layers', '3', '--loads', '3'],
    read: load,
  },
  { name: 'review', program: 'review', args: [], quick: ['--entries', '10000'], read: review },
];
