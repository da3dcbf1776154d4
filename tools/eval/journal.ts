/**
 * What the guard has answered, a line at a time, so that a program that is killed at any instant
 * has lost no more than what was under way. A line is named by a hash of what was asked and who
 * answered, so that other data, or another guard, may go into the same file.
 */
import { closeSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import * as v from 'valibot';
import { Basis } from '../../src/core/verdict';

const Key = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const Ok = v.object({
  ok: v.literal(true),
  pUnsafe: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  whole: v.boolean(),
  basis: v.optional(Basis),
});
/** What asking again would not change. Engines that were away are no answers. */
const Final = v.object({ ok: v.literal(false), reason: v.literal('bad-answer') });

const Line = v.object({
  key: Key,
  answer: v.variant('ok', [Ok, Final]),
  /** Time that it took, in milliseconds; of what was asked together each has its part. */
  ms: v.pipe(v.number(), v.minValue(0)),
});
export type JournalLine = v.InferOutput<typeof Line>;

export type FinalAnswer = JournalLine['answer'];

export class Journal {
  readonly #known = new Map<string, JournalLine>();
  readonly #file: number;
  /** Lines that were no answers: what they may have said is asked again. */
  readonly dropped: number;

  /** Reads what is there. A last line that was cut off goes, so that the next one stands alone. */
  constructor(path: string) {
    const { lines, whole, bytes } = readLines(path);
    if (whole < bytes) truncateSync(path, whole);
    let dropped = whole < bytes ? 1 : 0;
    for (const written of lines) {
      const line = lineOf(written);
      if (line) this.#known.set(line.key, line);
      else dropped++;
    }
    this.dropped = dropped;
    this.#file = openSync(path, 'a');
  }

  get(key: string): JournalLine | undefined {
    return this.#known.get(key);
  }

  has(key: string): boolean {
    return this.#known.has(key);
  }

  /** All in one write, so that other ends of the program come before or after it. */
  add(lines: readonly JournalLine[]): void {
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    for (const line of lines) this.#known.set(line.key, line);
  }

  close(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
  }
}

function readLines(path: string): { lines: string[]; whole: number; bytes: number } {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { lines: [], whole: 0, bytes: 0 };
    throw error;
  }
  const whole = content.lastIndexOf('\n') + 1;
  const lines = content.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
  return { lines, whole, bytes: content.length };
}

function lineOf(written: string): JournalLine | null {
  try {
    const parsed = v.safeParse(Line, JSON.parse(written));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
