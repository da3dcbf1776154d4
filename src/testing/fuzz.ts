/**
 * A fuzz target: a property that is tried on made-up input. As a test it tries a few cases from a fixed
 * seed; `npm run fuzz` has it try as many as there is time for, from any seed. It stands beside what
 * it tries, in a file `*.fuzz.test.ts` or `*.fuzz.dom.test.ts`.
 */
import fc from 'fast-check';
import { inject, test } from 'vitest';

/** What `npm run fuzz` asks of the targets; null in an ordinary run of the tests. */
export interface FuzzPlan {
  readonly seed: number;
  /** One of the two. */
  readonly runs: number | null;
  readonly msPerTarget: number | null;
  /** Names of the targets that run; all others are skipped. */
  readonly targets: readonly string[];
  /** Of one earlier find: goes straight to its counterexample. */
  readonly path: string | null;
}

export interface FuzzResult {
  readonly target: string;
  readonly cases: number;
  readonly ms: number;
  readonly find: FuzzFind | null;
}

export interface FuzzFind {
  readonly seed: number;
  readonly path: string;
  /** As source text, as far as there is one. */
  readonly counterexample: string;
  readonly error: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    fuzz: FuzzPlan | null;
  }
  interface TaskMeta {
    fuzz?: FuzzResult;
  }
}

/** Whether there is time for more than the tests have. */
export const isThorough = (): boolean => inject('fuzz') !== null;

/** Of every ordinary run. */
const SEED = 20_260_101;
const MAX_SHOWN = 4_000;
/** For the end of the last case, and for making a find smaller. */
const GRACE_MS = 60_000;

export interface FuzzOptions<T> {
  /** Cases in an ordinary run of the tests. */
  readonly runs: number;
  /** Input that was found to fail once: tried first, always. */
  readonly finds?: readonly T[];
}

/** Tries `check` on what `input` makes; what it throws is a find. */
export function fuzz<T>(
  name: string,
  input: fc.Arbitrary<T>,
  check: (value: T) => void | Promise<void>,
  { runs, finds = [] }: FuzzOptions<T>,
): void {
  const plan = inject('fuzz');
  const isSkipped = plan !== null && !plan.targets.includes(name);
  const msPerTarget = plan?.msPerTarget ?? null;
  test.skipIf(isSkipped)(
    name,
    async ({ task }) => {
      const began = performance.now();
      const property = fc.asyncProperty(input, async (value) => check(value));
      const details = await fc.check(property, {
        seed: plan?.seed ?? SEED,
        numRuns: msPerTarget === null ? (plan?.runs ?? runs) : Number.MAX_SAFE_INTEGER,
        examples: plan?.path == null ? finds.map((find) => [find] as [T]) : [],
        ...(plan?.path == null ? {} : { path: plan.path }),
        ...(msPerTarget === null
          ? {}
          : { interruptAfterTimeLimit: msPerTarget, markInterruptAsFailure: false }),
      });
      task.meta.fuzz = {
        target: name,
        cases: details.numRuns,
        ms: performance.now() - began,
        find: findOf(details),
      };
      const { find } = task.meta.fuzz;
      if (find) throw new Error(`${find.error}\n\n${find.counterexample}`);
    },
    (msPerTarget ?? GRACE_MS) + GRACE_MS,
  );
}

function findOf<T>(details: fc.RunDetails<[T]>): FuzzFind | null {
  if (!details.failed) return null;
  const { errorInstance: error } = details;
  return {
    seed: details.seed,
    path: details.counterexamplePath ?? '',
    counterexample: written(details.counterexample?.[0])
      .replace(/(.)\1{79,}/gu, (run, each: string) => `${each.repeat(9)}…(${run.length})`)
      .slice(0, MAX_SHOWN),
    error: (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(
      0,
      MAX_SHOWN,
    ),
  };
}

function written(value: unknown): string {
  try {
    return fc.stringify(value);
  } catch (error) {
    return `cannot be written (${error})`;
  }
}
