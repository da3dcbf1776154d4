/**
 * `npm run bench:requests [-- --out FILE] [--docs]`: requests that the hosted guard needs to name
 * every unsafe element of a page, asked by groups, against one request an element. It is the
 * extension's own choice of groups (core/groups); the guard of this measurement calls a group unsafe
 * where one of its elements is. `--docs` writes the table and the plot into `docs/`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { HOSTED_PER_MINUTE } from '../../src/core/engines';
import { Groups, type Member } from '../../src/core/groups/groups';
import { Prevalence } from '../../src/core/groups/prevalence';
import { barChart } from './bar-chart';
import { logNormal, seeded } from './engine/texts';

const SIZES = [50, 200, 1_000] as const;
const SHARES = [0, 0.01, 0.05, 0.2] as const;
const PAGES = 200;
const DOCS = join(import.meta.dirname, '../../docs');

interface Row {
  readonly elements: number;
  readonly unsafe: number;
  readonly share: number;
  /** Requests by groups: median, and the least and most of nine pages in ten. */
  readonly groups: { readonly median: number; readonly low: number; readonly high: number };
  readonly each: number;
  readonly ratio: number;
}

interface Element extends Member {
  readonly isUnsafe: boolean;
}

/** Requests for one page on a site that nothing is known of. */
function requestsFor(elements: number, unsafe: number, seed: number): number {
  const random = seeded(seed);
  const order = Array.from({ length: elements }, (_, i) => ({ i, at: random() }));
  order.sort((a, b) => a.at - b.at);
  const bad = new Set(order.slice(0, unsafe).map(({ i }) => i));
  const prevalence = new Prevalence();
  const groups = new Groups<Element>(() => prevalence);
  for (let i = 0; i < elements; i++) {
    const length = Math.round(Math.min(2_000, Math.max(10, logNormal(random, 100, 0.7))));
    const isUnsafe = bad.has(i);
    groups.add({ length, page: 1, order: i, site: 'a', joins: true, priority: 2, isUnsafe });
  }
  let requests = 0;
  let named = 0;
  for (let group = groups.next(); group; group = groups.next()) {
    requests++;
    const isUnsafe = group.some((each) => each.isUnsafe);
    const answer = groups.answered(group, isUnsafe);
    if (answer.kind === 'named' && isUnsafe) named++;
  }
  if (named !== unsafe) throw new Error(`${named} of ${unsafe} unsafe elements were named`);
  return requests;
}

function measure(elements: number, share: number): Row {
  const unsafe = Math.round(elements * share);
  const counts = Array.from({ length: PAGES }, (_, i) => requestsFor(elements, unsafe, 1 + i * 97));
  counts.sort((a, b) => a - b);
  const at = (part: number) => counts[Math.floor(part * (PAGES - 1))] ?? Number.NaN;
  const groups = { median: at(0.5), low: at(0.05), high: at(0.95) };
  return { elements, unsafe, share, groups, each: elements, ratio: elements / groups.median };
}

const percent = (share: number): string => `${share * 100} %`;
const minutes = (requests: number): string => {
  // The first ten go at once.
  const waits = Math.max(0, Math.ceil(requests / HOSTED_PER_MINUTE) - 1);
  return waits === 0 ? 'at once' : `${waits} min`;
};

const table = (rows: readonly Row[]): string =>
  [
    '| elements | unsafe | by groups (9 pages in 10) | one each | fewer by | time by groups | time one each |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ elements, share, unsafe, groups, each, ratio }) =>
        `| ${elements.toLocaleString('en')} | ${percent(share)} (${unsafe}) | ${groups.median} (${groups.low} to ${groups.high}) | ${each.toLocaleString('en')} | ${ratio.toFixed(1)}× | ${minutes(groups.median)} | ${minutes(each)} |`,
    ),
  ].join('\n');

async function writeDocs(rows: readonly Row[]): Promise<void> {
  const file = join(DOCS, 'hosted.md');
  const text = await readFile(file, 'utf8');
  const [before, after] = [/^[\s\S]*<!-- requests -->\n/, /<!-- \/requests -->[\s\S]*$/].map(
    (part) => part.exec(text)?.[0],
  );
  if (!before || !after) throw new Error(`${file} has no place for the table`);
  await writeFile(file, `${before}${table(rows)}\n${after}`);
  const chart = barChart({
    title: 'Requests to name every unsafe element of a page',
    unit: 'requests, logarithmic',
    groups: rows.map(({ elements, share, groups, each }) => ({
      label: `${elements.toLocaleString('en')} elements, ${percent(share)} unsafe`,
      bars: [
        { name: 'by groups', value: groups.median },
        { name: 'one each', value: each },
      ],
    })),
  });
  await writeFile(join(DOCS, 'hosted-requests.svg'), chart);
}

const command = new Command('bench:requests')
  .option('--out <file>', 'JSON')
  .option('--docs', 'writes the table and the plot into docs/')
  .parse();
const { out, docs } = command.opts<{ out?: string; docs?: boolean }>();
const rows = SIZES.flatMap((elements) => SHARES.map((share) => measure(elements, share)));
console.log(table(rows));
if (out) await writeFile(out, `${JSON.stringify({ pages: PAGES, rows }, null, 2)}\n`);
if (docs) await writeDocs(rows);
