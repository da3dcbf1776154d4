/** The machine that measured, as far as its numbers hang on it. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import * as v from 'valibot';
import { findChromium, findFirefox } from '../browsers/find';

export const Machine = v.object({
  cpu: v.string(),
  cores: v.number(),
  memoryBytes: v.number(),
  system: v.string(),
  node: v.string(),
  chromium: v.nullable(v.string()),
  firefox: v.nullable(v.string()),
  /** What graphics there are; without any, WebGPU is Chromium's software driver. */
  graphics: v.string(),
});
export type Machine = v.InferOutput<typeof Machine>;

export const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() || 'unknown',
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  system: `${platform()} ${release()}`,
  node: process.versions.node,
  chromium: versionOf(findChromium()),
  firefox: versionOf(findFirefox()),
  graphics: graphics(),
});

/** In one line. */
export const machineLine = (machine: Machine): string =>
  [
    `${machine.cpu}, ${machine.cores} cores`,
    `${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`,
    machine.system,
    `Node ${machine.node}`,
    machine.chromium ?? 'no Chromium',
    machine.firefox ?? 'no Firefox',
    `graphics: ${machine.graphics}`,
  ].join('; ');

const NO_CARD = 'none (software adapter)';

function versionOf(program: string | undefined): string | null {
  return program === undefined ? null : firstLine(program, ['--version']);
}

function graphics(): string {
  const nvidia = firstLine('nvidia-smi', [
    '--query-gpu=name,driver_version',
    '--format=csv,noheader',
  ]);
  if (nvidia !== null) return nvidia;
  return existsSync('/dev/dri/renderD128') ? 'a card (/dev/dri)' : NO_CARD;
}

/** As far as can be told: on Linux. */
export const hasNoCard = (): boolean => graphics() === NO_CARD;

/** Null where the program is not there, or has nothing to say. */
function firstLine(program: string, words: readonly string[]): string | null {
  try {
    const said = execFileSync(program, words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
    return said.trim().split('\n')[0]?.trim() || null;
  } catch {
    return null;
  }
}
