/**
 * The report of the diagnostics page: plain text in English, made of numbers and fixed words alone.
 * There is no name in it that a page, a site or a person has chosen.
 */
import type { DiagnosticsView, Run } from '../../platform/around-protocol';
import type { Surroundings } from '../../platform/diagnostics-link';

export function reportOf(around: Surroundings, view: DiagnosticsView | null, now: Date): string {
  const lines = [
    `Seawall ${around.version}, ${now.toISOString()}`,
    '',
    '# Browser',
    around.browser,
    `system: ${around.os}, ${around.cores} cores`,
    `languages: ${around.languages.join(', ')}`,
    `WebGPU: ${yes(around.webgpu)}, cross-origin isolated: ${yes(around.isolated)}`,
    `private windows: ${around.privateWindows ? 'allowed' : 'not allowed'}`,
    '',
    '# Storage',
    `used: ${megabytes(around.used)}, of at most: ${megabytes(around.quota)}`,
    `kept when room is short: ${around.persisted === null ? 'not known' : yes(around.persisted)}`,
    '',
    '# Permissions',
    [...around.permissions].sort().join(', ') || 'none',
    `sites that may be read: ${around.origins}`,
    '',
  ];
  return [...lines, ...(view ? ofBackground(view, now) : ['The background did not answer.'])].join(
    '\n',
  );
}

function ofBackground(view: DiagnosticsView, now: Date): string[] {
  const { guard, engines, runs, errors } = view;
  return [
    '# Seawall',
    `settings: version ${view.settingsVersion}, sites that are on: ${view.sites}, frames screened now: ${view.frames}`,
    `background running for: ${ago(view.since, now)}`,
    '',
    '# Guard on this device',
    ...guardLines(guard),
    '',
    '# Engines that pages are sent to',
    `server: ${engines.server}`,
    `hosted: ${engines.hosted}`,
    '',
    `# Last runs (${runs.length})`,
    ...runLines(runs),
    '',
    `# Last errors (${errors.length})`,
    ...errors.map(({ at, what }) => `${ago(at, now)} ago: ${what}`),
    '',
  ];
}

function guardLines({ status, id, practice, device, code }: DiagnosticsView['guard']): string[] {
  const lines = [`state: ${status}${code === undefined ? '' : ` (${code})`}`];
  if (id !== undefined) lines.push(`build: ${id}${practice ? ' (practice guard)' : ''}`);
  if (device) {
    lines.push(
      `device: ${device.kind}, ${device.precision}, subgroups: ${yes(device.subgroups)}`,
      `adapter: ${device.adapter || 'not told'}`,
      `self-test: passed, largest difference ${device.selfTestDifference.toPrecision(3)} logits`,
    );
  }
  return lines;
}

/** By engine and kind: how many, how long, how many others were there. */
function runLines(runs: readonly Run[]): string[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const name = `${run.engine} ${run.kind}`;
    groups.set(name, [...(groups.get(name) ?? []), run]);
  }
  return [...groups].map(([name, all]) => {
    const ms = all.map((run) => run.ms).sort((a, b) => a - b);
    const others = Math.max(...all.map((run) => run.others));
    const at = (part: number): number =>
      ms[Math.min(ms.length - 1, Math.floor(part * ms.length))] ?? 0;
    return `${name}: ${all.length}, median ${at(0.5)} ms, 95 % under ${at(0.95)} ms, longest ${at(1)} ms, at most ${others} others in line`;
  });
}

const yes = (is: boolean): string => (is ? 'yes' : 'no');

const megabytes = (bytes: number | null): string =>
  bytes === null ? 'not known' : `${Math.round(bytes / 1e6)} MB`;

function ago(at: number, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - at) / 1000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
