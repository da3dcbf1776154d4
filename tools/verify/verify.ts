/** Everything that `npm run guard:verify` finds out about a build. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buildBytes, type GuardBuild, type Precision } from '../../src/core/guard-build';
import type { BrowserName } from '../browsers/extension';
import { BuildError } from '../builder/errors';
import type { Job } from './check';
import { checkFiles, readBuild, unlistedFiles } from './files';
import { checkFits, parseGolden } from './golden';
import { fileLine, megabytes } from './lines';
import { checkInNode } from './node';
import { type CheckResult, VERIFY_REPORT_VERSION, type VerifyReport } from './report';

export interface VerifyOptions {
  /** The build's folder. */
  readonly folder: string;
  readonly golden?: string | undefined;
  readonly device: Job['device'];
  readonly precision?: Precision | undefined;
  /** Run in a browser's page instead of in Node. */
  readonly browser?: BrowserName | undefined;
  readonly bound?: number | undefined;
}

/**
 * Never throws: what went wrong stands in the report's problems.
 * @param say told a line of what a person reads, as soon as it is known
 */
export async function verify(
  options: VerifyOptions,
  say: (line: string) => void,
): Promise<VerifyReport> {
  const report: VerifyReport = {
    version: VERIFY_REPORT_VERSION,
    ok: false,
    problems: [],
    build: null,
    files: [],
    unlisted: [],
    host: null,
    check: null,
  };
  try {
    await fill(report, options, say);
  } catch (error) {
    if (process.env.DEBUG) throw error;
    const message = error instanceof Error ? error.message : String(error);
    report.problems.push(
      error instanceof BuildError ? message : `The build could not be run: ${message}`,
    );
  }
  report.ok = report.problems.length === 0;
  return report;
}

async function fill(
  report: VerifyReport,
  options: VerifyOptions,
  say: (line: string) => void,
): Promise<void> {
  const { folder } = options;
  const build = await readBuild(folder);
  const { id, name, family, bits } = build;
  report.build = { id, name, family, bits, bytes: buildBytes(build) };
  say(`${name} (${id}): ${family}, ${bits} bits, ${megabytes(report.build.bytes)}`);
  const goldenText = options.golden === undefined ? undefined : await readGolden(options.golden);
  const golden = goldenText ? parseAndFit(goldenText, build) : undefined;

  report.files = await checkFiles(folder, build, (file) => say(fileLine(file)));
  report.unlisted = await unlistedFiles(folder, build);
  for (const path of report.unlisted) say(`not listed in build.json: ${path}`);
  const damaged = report.files.filter(({ problem }) => problem !== null);
  const [first] = damaged;
  if (first) {
    const more = damaged.length > 1 ? ` (and ${damaged.length - 1} more)` : '';
    throw new BuildError(`${folder}: ${first.path} ${first.problem}${more}`);
  }

  const { device, precision, bound, browser } = options;
  const job: Job = { device, precision, bound, golden };
  const { host, result } = browser
    ? // Vite and two browsers' libraries take seconds to load, and most runs need none of them.
      await (await import('./browser')).checkInBrowser(browser, folder, build, job, goldenText, say)
    : await checkInNode(folder, build, job, say);
  report.host = host;
  report.check = result;
  report.problems.push(...problemsOf(result));
}

interface GoldenText {
  readonly name: string;
  readonly text: string;
}

async function readGolden(file: string): Promise<GoldenText> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw new BuildError(
      `${file} cannot be read (${error instanceof Error ? error.message : error})`,
    );
  });
  return { name: basename(file), text };
}

function parseAndFit({ text, name }: GoldenText, build: GuardBuild) {
  const golden = parseGolden(text, name);
  checkFits(golden, build, name);
  return golden;
}

/** Why a build that ran is not good, in words. */
function problemsOf({ device, refused, selfTest, vision, golden }: CheckResult): string[] {
  if (!device)
    return [
      `No device gave the build's known answers: ${refused
        .map((each) => `${each.device}: ${each.reason}`)
        .join('; ')}`,
    ];
  const problems: string[] = [];
  if (selfTest && !(selfTest.difference !== null && selfTest.difference <= selfTest.tolerance))
    problems.push(
      `The self-test is ${selfTest.difference?.toPrecision(2) ?? 'infinitely far'} off, tolerance ${selfTest.tolerance}`,
    );
  if (vision && !(vision.difference !== null && vision.difference <= vision.tolerance))
    problems.push(
      `The vision tower is ${vision.difference?.toPrecision(2) ?? 'infinitely far'} off its known answers, tolerance ${vision.tolerance}`,
    );
  const failed = golden?.runs.filter(({ ok }) => !ok) ?? [];
  if (golden && failed.length > 0)
    problems.push(
      `${failed.length} of ${golden.runs.length} golden runs are over the bound of ` +
        `${golden.bound.value} ${golden.bound.kind}`,
    );
  return problems;
}
