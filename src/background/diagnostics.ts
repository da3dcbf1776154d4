/**
 * What a bug report can say of the background: how long runs took and what failed last. A ring of
 * each, kept for the browser's session, since what matters most is often what was just before the
 * background was killed. Errors are noted in words of ours: nothing of a page, and no site's name.
 */
import * as v from 'valibot';
import { NotedError, Run } from '../platform/around-protocol';

const MAX_RUNS = 100;
const MAX_ERRORS = 30;
const SAVE_AFTER_MS = 2_000;

const Stored = v.object({ runs: v.array(Run), errors: v.array(NotedError) });
export type StoredDiagnostics = v.InferOutput<typeof Stored>;

export interface DiagnosticsOptions {
  load(): Promise<unknown>;
  save(stored: StoredDiagnostics): Promise<void>;
  now(): number;
}

export class Diagnostics {
  readonly #options: DiagnosticsOptions;
  readonly since: number;
  #runs: Run[] = [];
  #errors: NotedError[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
    this.since = options.now();
  }

  /** Takes over what an earlier life of the background has noted. */
  async start(): Promise<void> {
    const stored = v.safeParse(Stored, await this.#options.load());
    if (!stored.success) return;
    this.#runs = [...stored.output.runs, ...this.#runs].slice(-MAX_RUNS);
    this.#errors = [...stored.output.errors, ...this.#errors].slice(-MAX_ERRORS);
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  get errors(): readonly NotedError[] {
    return this.#errors;
  }

  ran(run: Omit<Run, 'at'>): void {
    this.#runs.push({ at: this.#options.now(), ...run });
    if (this.#runs.length > MAX_RUNS) this.#runs.shift();
    this.#save();
  }

  /** `what`: fixed words; names and texts of pages must not be in it. The same again is one. */
  failed(what: string): void {
    const last = this.#errors.at(-1);
    if (last?.what === what) this.#errors.pop();
    this.#errors.push({ at: this.#options.now(), what: what.slice(0, 200) });
    if (this.#errors.length > MAX_ERRORS) this.#errors.shift();
    this.#save();
  }

  #save(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const { runs, errors } = this;
      this.#options
        .save({ runs: [...runs], errors: [...errors] })
        .catch((error) => console.debug('seawall: diagnostics were not kept', error));
    }, SAVE_AFTER_MS);
  }
}

/** The kind of an error and no more: its message may name an address. */
export const kindOf = (error: unknown): string =>
  error instanceof Error ? error.name.replace(/[^A-Za-z]/g, '').slice(0, 40) : typeof error;
