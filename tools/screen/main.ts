/** `npm run screen`: screens pages with the real extension and writes what it saw as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import * as v from 'valibot';
import type { Driver } from '../browsers/driver';
import type { BrowserName } from '../browsers/extension';
import { orderlyEnd } from '../browsers/orderly-end';
import { path, placed } from './paths';
import { REPORT_VERSION, Report } from './report';
import { screenPage } from './screen';
import { type Answerer, openRemoteSession, openSession, type RemoteGuard } from './session';
import { openTargets } from './targets';

interface Options {
  browser: BrowserName;
  guard: string;
  engine: 'local' | RemoteGuard['engine'];
  endpoint?: string;
  apiKeyEnv?: string;
  deadline: number;
  out?: string;
  screenshots?: string;
  webgpu: boolean;
}

const program = new Command('npm run screen --')
  .description('Screens web pages or HTML files with Seawall and writes the verdicts as JSON.')
  .argument('<target...>', 'addresses (http, https) or HTML files, served with their folder')
  .addOption(
    new Option('--browser <name>', 'browser to use')
      .choices(['chrome', 'firefox'])
      .default('chrome'),
  )
  .option(
    '--guard <guard>',
    '`practice` (no protection), or the folder of a guard build',
    'practice',
  )
  .addOption(
    new Option('--engine <name>', 'who is asked: the guard here, your server, the SEA-LION API')
      .choices(['local', 'server', 'hosted'])
      .default('local'),
  )
  .option('--endpoint <url>', 'base address of the server’s API, such as http://127.0.0.1:8000/v1')
  .option('--api-key-env <name>', 'environment variable that holds its key')
  .option('--deadline <seconds>', 'longest time for one page', seconds, 60)
  .option('--out <file>', 'where the JSON goes (otherwise to standard output)')
  .option('--screenshots <folder>', 'pictures of each page and of the popup over it')
  .option('--no-webgpu', 'as on a machine without a graphics adapter')
  .action((targets: string[], options: Options) =>
    orderlyEnd(() => screen(targets, placed(options))),
  );

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number of seconds above 0.');
  return value;
}

/** Null: the guard on this machine. @throws Error where an option is missing, or makes no sense */
function remoteOf({ engine, endpoint, apiKeyEnv, guard }: Options): RemoteGuard | null {
  if (engine === 'local') {
    if (endpoint !== undefined || apiKeyEnv !== undefined)
      throw new Error('--endpoint and --api-key-env go with --engine server or hosted.');
    return null;
  }
  if (guard !== 'practice') throw new Error('--guard goes with --engine local.');
  if (engine === 'server' && endpoint === undefined)
    throw new Error('--engine server needs the address of the server: --endpoint.');
  const key = apiKeyEnv === undefined ? undefined : process.env[apiKeyEnv];
  if (apiKeyEnv !== undefined && !key)
    throw new Error(`The environment variable ${apiKeyEnv} is empty or not set.`);
  if (engine === 'hosted' && key === undefined)
    throw new Error('--engine hosted needs a key: --api-key-env.');
  return { engine, endpoint, key };
}

async function open(options: Options): Promise<{ driver: Driver; answerer: Answerer }> {
  const remote = remoteOf(options);
  if (remote) return openRemoteSession({ ...options, headless: true }, remote);
  const guardDir = options.guard === 'practice' ? undefined : options.guard;
  const { driver, guard } = await openSession({ ...options, guardDir, headless: true });
  return { driver, answerer: { id: guard.id, device: guard.device.kind } };
}

async function screen(names: readonly string[], options: Options): Promise<void> {
  const targets = await openTargets(names, path);
  let session: Awaited<ReturnType<typeof open>> | undefined;
  try {
    session = await open(options);
    const { driver, answerer } = session;
    const pages: Report['pages'] = [];
    for (const [index, target] of targets.list.entries()) {
      const { page, report } = await screenPage(driver, target, options.deadline * 1000);
      pages.push(report);
      if (options.screenshots) {
        mkdirSync(options.screenshots, { recursive: true });
        const picture = (what: string): string =>
          join(options.screenshots ?? '', `${index + 1}-${what}.png`);
        await page.screenshot(picture('page'));
        const popup = await driver.openPopup(page.tabId);
        await popup.screenshot(picture('popup'));
        await popup.close();
      }
      await page.close();
    }
    write(
      v.parse(Report, {
        version: REPORT_VERSION,
        browser: driver.browser,
        guard: answerer,
        pages,
      }),
      options.out,
    );
  } finally {
    await session?.driver.close();
    await targets.close();
  }
}

function write(report: Report, out: string | undefined): void {
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(json);
    return;
  }
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, json);
  for (const { target, counts } of report.pages) {
    process.stderr.write(
      `${target}: ${counts.unsafe} unsafe, ${counts.safe} safe, ${counts.unknown} unknown\n`,
    );
  }
  process.stderr.write(`Written to ${out}\n`);
}

await program.parseAsync();
