/** How far the asking is: a bar on a terminal, otherwise a line now and then. */
import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';

export interface Progress {
  say(line: string): void;
  start(all: number, done: number): void;
  at(done: number): void;
  /** Leaves the last state standing, and the terminal as it was. */
  stop(): void;
}

export const silent: Progress = { say() {}, start() {}, at() {}, stop() {} };

/** Where there is no terminal: a line so often. */
const LOG_MS = 10_000;

export function showProgress(output: Writable & { readonly isTTY?: boolean }): Progress {
  const say = (line: string) => void output.write(`${line}\n`);
  return output.isTTY ? bar(output, say) : lines(say);
}

function bar(output: Writable, say: Progress['say']): Progress {
  // Its typings want a Node WriteStream; it asks no more of it than a terminal's stream has.
  const shown = new SingleBar({
    stream: output as NodeJS.WritableStream,
    format: '{bar} {percentage}% {value} of {total} texts, {eta_formatted} left',
    barsize: 24,
    hideCursor: true,
    etaBuffer: 200,
    fps: 4,
  });
  return {
    say,
    start: (all, done) => shown.start(all, done),
    at: (done) => shown.update(done),
    stop: () => shown.stop(),
  };
}

function lines(say: Progress['say']): Progress {
  let all = 0;
  let told = 0;
  return {
    say,
    start(total, done) {
      [all, told] = [total, performance.now()];
      say(
        done > 0 ? `${done} of ${all} texts are answered already.` : `Asking about ${all} texts.`,
      );
    },
    at(done) {
      if (performance.now() - told < LOG_MS) return;
      told = performance.now();
      say(`${done} of ${all} texts (${Math.floor((100 * done) / all)} %)`);
    },
    stop() {},
  };
}
