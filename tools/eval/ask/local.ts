/** A guard build in this process, opened, prompted and packed by the extension's own code. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probabilityUnsafe } from '../../../src/core/verdict';
import { wholeFileReader } from '../../../src/worker/build-files';
import { GuardError, messageOf } from '../../../src/worker/errors';
import { Guard } from '../../../src/worker/guard';
import { tokenWindows } from '../../../src/worker/token-windows';
import { installWebGpu } from '../../verify/dawn';
import { runtimeFor } from '../../verify/node';
import { InputError } from '../item';
import type { Answerer, Asked, AskedAnswer, Asker } from './asker';
import { type Placed, packs } from './packs';

/** What is known of a text of which not all windows have been run. */
interface Progress {
  readonly key: string;
  left: number;
  worst: number;
  ms: number;
  readonly whole: boolean;
}

/**
 * @param folder of a guard build
 * @throws InputError, or BuildError where there is no graphics driver
 */
export async function openLocal(folder: string, device: 'wasm' | 'webgpu'): Promise<LocalAsker> {
  if (device === 'webgpu') await installWebGpu();
  const ort = await runtimeFor(device);
  const reader = wholeFileReader(async (path) => {
    const bytes = await readFile(join(folder, path));
    return new Uint8Array(bytes).buffer;
  });
  try {
    const guard = await Guard.open(ort, reader, () => {});
    if (guard.device.kind === device) return new LocalAsker(guard);
    await guard.dispose();
    throw new GuardError('no-device', `runs on ${guard.device.kind} alone here: ask with --device`);
  } catch (error) {
    const hint =
      error instanceof GuardError && error.code === 'no-device' && device === 'wasm'
        ? ' Try --device webgpu.'
        : '';
    throw new InputError(folder, `this guard cannot be used: ${messageOf(error)}${hint}`);
  }
}

export class LocalAsker implements Asker {
  readonly answerer: Answerer;
  readonly identity: string;
  #lost: string | null = null;

  constructor(private readonly guard: Pick<Guard, 'ask' | 'build' | 'device' | 'prompt'> & Life) {
    const { build, device } = guard;
    const { kind, precision } = device;
    this.answerer = {
      engine: 'local',
      id: build.id,
      name: build.name,
      model: build.source.model,
      practice: build.practice,
      device: { kind, precision },
      address: null,
    };
    this.identity = `local ${build.id} ${kind} ${precision}`;
    guard.lost.then((message) => {
      this.#lost = message;
    });
  }

  async ask(
    asked: readonly Asked[],
    known: (key: string) => boolean,
    answered: (answers: readonly AskedAnswer[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const open = new Map<number, Progress>();
    for (const pack of packs(this.#windows(asked, known, open, answered))) {
      // A run on the processor is not let go of until it is over: signals are heard between two.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
      if (!pack.some(({ text }) => open.has(text))) continue;
      const started = performance.now();
      const scores = await this.#run(asked[pack[0]?.text ?? 0]?.content.kind ?? 'prompt', pack);
      const ms = performance.now() - started;
      answered(deliver(pack, scores, ms, open));
    }
  }

  /** The windows of one text after the other; those of a text that is not known are waited for. */
  *#windows(
    asked: readonly Asked[],
    known: (key: string) => boolean,
    open: Map<number, Progress>,
    answered: (answers: readonly AskedAnswer[]) => void,
  ): Generator<readonly (readonly number[])[]> {
    const { prompt, build } = this.guard;
    for (const [text, { key, content }] of asked.entries()) {
      try {
        const { suffixes, whole } = tokenWindows(prompt, content, build.contextLimit);
        if (!known(key)) open.set(text, { key, left: suffixes.length, worst: 0, ms: 0, whole });
        yield suffixes;
      } catch {
        // One text that the tokenizer trips over must not take the others along.
        if (!known(key)) answered([{ key, answer: { ok: false, reason: 'bad-answer' }, ms: 0 }]);
        yield [];
      }
    }
  }

  /**
   * P(unsafe) of each window, null where the guard fails at it alone.
   * @throws Error when it fails at everything
   */
  async #run(
    kind: Asked['content']['kind'],
    pack: readonly Placed[],
  ): Promise<readonly (number | null)[]> {
    try {
      const pairs = await this.guard.ask(
        kind,
        pack.map(({ suffix }) => suffix),
      );
      const scores = pairs.map(([safe, unsafe]) => probabilityUnsafe(safe, unsafe));
      if (scores.length === pack.length && scores.every((p) => p >= 0 && p <= 1)) return scores;
      throw new RangeError('the guard gave no finite numbers');
    } catch (error) {
      if (this.#lost !== null) throw new Error(`The graphics device is gone: ${this.#lost}`);
      if (pack.length === 1) {
        await this.#probe(error);
        return [null];
      }
      const half = pack.length >> 1;
      const first = await this.#run(kind, pack.slice(0, half));
      return [...first, ...(await this.#run(kind, pack.slice(half)))];
    }
  }

  /** Is it that text, or the guard? */
  async #probe(error: unknown): Promise<void> {
    const suffix = this.guard.prompt.suffix({ kind: 'prompt', text: 'Hello.' });
    await this.guard.ask('prompt', [suffix]).catch(() => {
      throw new Error(`The guard does not run any more: ${messageOf(error)}`);
    });
  }

  close(): Promise<void> {
    return this.guard.dispose();
  }
}

type Life = Pick<Guard, 'dispose' | 'lost'>;

/** The answers of texts whose last window this was. A text that the guard fails at is unknown. */
function deliver(
  pack: readonly Placed[],
  scores: readonly (number | null)[],
  ms: number,
  open: Map<number, Progress>,
): AskedAnswer[] {
  const tokens = pack.reduce((sum, { suffix }) => sum + suffix.length, 0);
  const answers: AskedAnswer[] = [];
  pack.forEach(({ text, suffix }, i) => {
    const progress = open.get(text);
    if (!progress) return;
    const { key, whole } = progress;
    const score = scores[i] ?? null;
    progress.ms += (ms * suffix.length) / tokens;
    progress.left--;
    if (score === null) {
      open.delete(text);
      answers.push({ key, answer: { ok: false, reason: 'bad-answer' }, ms: progress.ms });
      return;
    }
    progress.worst = Math.max(progress.worst, score);
    if (progress.left > 0) return;
    open.delete(text);
    answers.push({
      key,
      answer: { ok: true, pUnsafe: progress.worst, whole },
      ms: progress.ms,
    });
  });
  return answers;
}
