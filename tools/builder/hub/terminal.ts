/** The person's side of a download, on a terminal or in a log. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import { BuildError, printable } from '../errors';
import type { AcceptLicence } from './licence';
import type { Progress } from './meter';

type Input = Readable & { readonly isTTY?: boolean };
type Output = Writable & { readonly isTTY?: boolean };

/**
 * Asks on a terminal whether a licence is accepted.
 * @param accepted the person said so beforehand, with `--accept-licence`
 */
export function askLicence(
  accepted: boolean,
  input: Input = process.stdin,
  output: Output = process.stderr,
): AcceptLicence {
  return async (model, licence, url) => {
    if (accepted) return true;
    if (!input.isTTY || !output.isTTY)
      throw new BuildError(
        `${model} comes under the licence ${licence}: read it at ${url}, and if you accept it run ` +
          'this again with --accept-licence',
      );
    output.write(`${printable(`${model} comes under this licence: ${licence}`)}\n`);
    output.write(`Read it at ${printable(url)}\n`);
    const lines = createInterface({ input, output });
    // Without a listener Ctrl+C and Ctrl+D would leave the question open for ever.
    const closed = new Promise<string>((done) => {
      lines.once('close', () => done(''));
      lines.once('SIGINT', () => done(''));
    });
    try {
      const answer = await Promise.race([lines.question('Do you accept it? [y/N] '), closed]);
      return /^y(es)?$/i.test(answer.trim());
    } finally {
      lines.close();
    }
  };
}

export interface ProgressDisplay {
  readonly progress: (progress: Progress) => void;
  /** Leaves the last state standing, and the terminal as it was. */
  readonly stop: () => void;
}

/** Where there is no terminal: a line so often. */
const LOG_MS = 10_000;

/** Shows a download: a bar on a terminal, otherwise a line every ten seconds and one at the end. */
export function showProgress(
  output: Output = process.stderr,
  now: () => number = () => performance.now(),
): ProgressDisplay {
  return output.isTTY ? showBar(output) : showLines(output, now);
}

function showBar(output: Output): ProgressDisplay {
  // Its typings want a Node WriteStream; it asks no more of it than a terminal's stream has.
  const bar = new SingleBar({
    stream: output as NodeJS.WritableStream,
    format: '{bar} {percentage}% {state}',
    barsize: 24,
    hideCursor: true,
    gracefulExit: true,
    fps: 4,
  });
  let started = false;
  return {
    progress: (progress) => {
      const payload = { state: `${progressText(progress)}  ${progress.file}` };
      if (started) bar.update(progress.bytes, payload);
      else bar.start(progress.totalBytes, progress.bytes, payload);
      started = true;
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

function showLines(output: Output, now: () => number): ProgressDisplay {
  let told: number | undefined;
  let untold: Progress | undefined;
  const tell = (progress: Progress): void => {
    const percent = progress.totalBytes ? (100 * progress.bytes) / progress.totalBytes : 100;
    output.write(`${Math.floor(percent)}% ${progressText(progress)}  ${progress.file}\n`);
    told = now();
    untold = undefined;
  };
  return {
    progress: (progress) => {
      untold = progress;
      if (told === undefined || now() - told >= LOG_MS) tell(progress);
    },
    stop: () => {
      if (untold) tell(untold);
    },
  };
}

/** `1.2 of 8.9 GB, 35.1 MB/s, 3 min left` */
export function progressText(progress: Progress): string {
  const unit = progress.totalBytes >= 1e9 ? 'GB' : 'MB';
  const scale = unit === 'GB' ? 1e9 : 1e6;
  const amount = (bytes: number) => (bytes / scale).toFixed(1);
  const parts = [`${amount(progress.bytes)} of ${amount(progress.totalBytes)} ${unit}`];
  if (progress.bytesPerSecond > 0) parts.push(`${(progress.bytesPerSecond / 1e6).toFixed(1)} MB/s`);
  if (progress.secondsLeft !== undefined) parts.push(`${duration(progress.secondsLeft)} left`);
  return parts.join(', ');
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
