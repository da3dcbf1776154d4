/**
 * `npm run bench:coverage`: how much of what a reader sees of a page belongs to its elements, on
 * pages built as real ones are (corpus/). The guard is not asked: what is found does not hang on it.
 */
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { BrowserName } from '../browsers/extension';
import { orderlyEnd } from '../browsers/orderly-end';
import { startBrowser } from '../screen/session';
import { CORPUS, serveCorpus } from './corpus';
import { BOUNDS, coverPage, holds, type PageCoverage, sharesOf } from './coverage/run';

interface Options {
  readonly browser: BrowserName;
  readonly page: readonly string[];
  readonly samples: boolean;
  readonly out?: string;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const HEAD = [
  ...[
    'page',
    'documents',
    'visible',
    'in one',
    'in two',
    'in none: letterless',
    'in none: letters',
  ],
  ...['extracted', 'for ears only', 'invisible', 'said', 'innerText'],
];

function row(page: PageCoverage): string {
  const shares = sharesOf(page);
  const cells = [
    `${holds(shares) ? '' : '**'}${page.name}${holds(shares) ? '' : '**'}`,
    page.frames.length,
    shares.visible,
    percent(shares.one),
    percent(shares.twice),
    percent(shares.letterless),
    percent(shares.missed),
    shares.extracted,
    percent(shares.heard),
    percent(shares.invisible),
    shares.said,
    percent(shares.agreement),
  ];
  return `| ${cells.join(' | ')} |`;
}

function tellSamples({ frames }: PageCoverage): void {
  for (const { samples } of frames) {
    for (const [what, lines] of Object.entries(samples)) {
      for (const line of lines) console.log(`    ${what}: ${line}`);
    }
  }
}

async function bench({ browser, page, samples, out }: Options): Promise<void> {
  const server = await serveCorpus();
  const driver = await startBrowser({ browser, webgpu: false, headless: true });
  const pages: PageCoverage[] = [];
  try {
    console.log(`${driver.browser} ${driver.version}; characters without white space`);
    console.log(`| ${HEAD.join(' | ')} |\n|${'---|'.repeat(HEAD.length)}`);
    for (const each of CORPUS) {
      if (page.length > 0 && !page.includes(each.name)) continue;
      const coverage = await coverPage(driver, server, each);
      pages.push(coverage);
      console.log(row(coverage));
      if (samples) tellSamples(coverage);
    }
  } finally {
    await driver.close();
    await server.close();
  }
  const results = pages.map((each) => ({ ...each, shares: sharesOf(each) }));
  if (out !== undefined) {
    const report = { browser, version: driver.version, bounds: BOUNDS, pages: results };
    await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  }
  const missing = results.filter(({ shares }) => !holds(shares)).map(({ name }) => name);
  if (missing.length > 0) {
    console.log(
      `\nBelow the bounds (${percent(BOUNDS.one)} in one element, none in two, under ` +
        `${percent(BOUNDS.invisible)} invisible): ${missing.join(', ')}`,
    );
    process.exitCode = 1;
  }
}

const program = new Command('bench:coverage')
  .description('How much of what a reader sees belongs to exactly one element.')
  .addOption(new Option('--browser <name>').choices(['chrome', 'firefox']).default('chrome'))
  .option('--page <name...>', 'only these pages of the corpus', [])
  .option('--samples', 'list what belongs to no element, or to two', false)
  .option('--out <file>', 'write all numbers as JSON');

program.parse();
await orderlyEnd(() => bench(program.opts<Options>()));
