/**
 * `npm run bench:page`: what screening costs a page's own thread, by the number of its elements.
 * Each page is opened twice in one run, with its site off (what the page costs by itself) and on. Then
 * the same while a person types and scrolls.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { orderlyEnd } from '../browsers/orderly-end';
import { sleep } from '../browsers/page';
import { servePages } from '../pages/serve';
import { longTasksOf, observeLongTasks, ourLongTasks, type Span } from '../screen/long-tasks';
import { openSession, type Session } from '../screen/session';
import { measureInUse } from './page-in-use';

const SIZES = [100, 1_000, 10_000];
/** Long enough for all extraction and asking; answers for 10,000 texts may take longer. */
const DEADLINE_MS = 120_000;
const POLL_MS = 500;

interface Options {
  readonly browser: 'chrome' | 'firefox';
  readonly webgpu: boolean;
}

/** Paragraphs that all differ, so that the cache helps with none. */
const pageOf = (count: number, what = 'Crate'): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${count} paragraphs</title><body>${Array.from(
    { length: count },
    (_, i) => `<p>${what} ${i} has been loaded at the north pier.</p>`,
  ).join('\n')}</body>`;

const longest = (tasks: readonly Span[] | null): string =>
  tasks === null
    ? '–'
    : `${tasks.length}, ${Math.round(Math.max(0, ...tasks.map(([, ms]) => ms)))} ms`;

async function measure({ driver }: Session, url: string, site: string): Promise<string[]> {
  const initScript = driver.browser === 'chrome' ? { initScript: observeLongTasks } : {};
  await driver.setSite(site, 'off');
  const off = await driver.openPage(url, { timeoutMs: DEADLINE_MS, ...initScript });
  await sleep(2_000);
  const alone = await longTasksOf(off);
  await off.close();

  await driver.setSite(site, 'screen');
  const page = await driver.openPage(url, { timeoutMs: DEADLINE_MS, ...initScript });
  const end = Date.now() + DEADLINE_MS;
  let snapshot = await driver.snapshot(page, false).catch(() => undefined);
  while (Date.now() < end && !snapshot?.settled) {
    await sleep(POLL_MS);
    snapshot = await driver.snapshot(page, false).catch(() => undefined);
  }
  if (!snapshot) throw new Error(`Seawall did not run in ${url}.`);
  const tasks = await longTasksOf(page);
  const { work, counts } = snapshot;
  const ours = ourLongTasks(work, tasks);
  await page.close();
  await driver.setSite(site, 'off');
  const answered = counts.safe + counts.unsafe + counts.unknown;
  return [
    String(answered + counts.waiting),
    String(answered),
    snapshot.settledMs === null ? '–' : `${(snapshot.settledMs / 1000).toFixed(1)} s`,
    String(work.slices),
    `${Math.round(work.totalMs)} ms`,
    `${work.maxMs.toFixed(1)} ms`,
    `${ours.count}, ${Math.round(ours.maxMs)} ms`,
    longest(alone),
  ];
}

const rounded = (ms: number | null): string => (ms === null ? '–' : `${Math.round(ms)} ms`);

/** A thousand texts of their own, so that the cache helps with none. */
async function inUse(session: Session, origin: string, site: string): Promise<void> {
  console.log('\nWhile a person types and scrolls, 1,000 elements:');
  console.log(
    '| site | keys | slowest key | frames | slowest frame | long tasks of ours | all long tasks | still waiting |',
  );
  console.log(`|${'---|'.repeat(8)}`);
  for (const mode of ['off', 'screen'] as const) {
    const use = await measureInUse(session, `${origin}/in-use.html`, site, mode);
    const { keys, worstKeyMs, frames, worstFrameMs, ours, all, waiting } = use;
    const cells = [
      mode === 'off' ? 'off' : 'on',
      ...[keys, rounded(worstKeyMs), frames, rounded(worstFrameMs)],
      `${ours.count}, ${rounded(ours.maxMs)}`,
      ...[longest(all), waiting],
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

async function bench(options: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seawall-bench-'));
  for (const size of SIZES) await writeFile(join(folder, `${size}.html`), pageOf(size));
  await writeFile(join(folder, 'in-use.html'), pageOf(1_000, 'Barrel'));
  const server = await servePages(folder);
  const session = await openSession({ ...options, headless: true });
  try {
    const { device } = session.guard;
    console.log(`${session.driver.browser} ${session.driver.version}, guard on ${device.kind}`);
    console.log(
      '| elements | answered | settled | slices | thread time | longest slice | long tasks of ours | page alone: long tasks |',
    );
    console.log(`|${'---|'.repeat(8)}`);
    for (const size of SIZES) {
      const cells = await measure(session, `${server.origin}/${size}.html`, server.site);
      console.log(`| ${cells.join(' | ')} |`);
    }
    await inUse(session, server.origin, server.site);
  } finally {
    await session.driver.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const program = new Command('bench:page')
  .description('What screening costs a page’s own thread, for 100, 1,000 and 10,000 elements.')
  .addOption(new Option('--browser <name>').choices(['chrome', 'firefox']).default('chrome'))
  .option('--no-webgpu', 'without a graphics adapter');

program.parse();
await orderlyEnd(() => bench(program.opts<Options>()));
