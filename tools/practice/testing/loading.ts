/**
 * The practice guard, or another, opened in Node with stand-ins for what a browser has: a build on disk, and a
 * graphics device whose sessions run on the processor. All that is opened is counted.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { BuildReader } from '../../../src/worker/build-files';
import { GuardError, isOutOfMemory } from '../../../src/worker/errors';
import type { OrtRuntime } from '../../../src/worker/tensor';
import { ort } from '../../builder/ort';
import { PRACTICE_GUARD } from '../ensure';

/** Every call into what is outside of the guard passes here, by its name. */
export type Step = (name: string) => void | Promise<void>;

export interface Bench {
  readonly ort: OrtRuntime;
  readonly reader: () => BuildReader;
  /** What is open now, by kind; only what is not 0. */
  readonly open: () => Record<string, number>;
  /** How many of a kind were open at the same time, at most. */
  readonly most: (kind: string) => number;
  /** Names of all steps so far. */
  readonly steps: string[];
  /** Devices that were handed out. */
  readonly devices: FakeDevice[];
}

export class FakeDevice extends EventTarget {
  readonly lost: Promise<{ message: string }>;
  readonly queue = { onSubmittedWorkDone: async () => {} };
  destroyed = false;
  private lose: (info: { message: string }) => void = () => {};
  /** Error scopes, the innermost last, with the first error in each. */
  private readonly scopes: { readonly filter: string; error: { message: string } | null }[] = [];

  constructor(
    private readonly onDestroy: () => void,
    private readonly count: (kind: string, by: number) => void,
  ) {
    super();
    this.lost = new Promise((resolve) => {
      this.lose = resolve;
    });
  }

  /** As a driver's failure ends it. */
  end(message: string): void {
    this.lose({ message });
  }

  pushErrorScope(filter: string): void {
    this.count('error scopes', 1);
    this.scopes.push({ filter, error: null });
  }

  async popErrorScope(): Promise<{ message: string } | null> {
    const scope = this.scopes.pop();
    if (!scope) throw new Error('no error scope is open');
    this.count('error scopes', -1);
    return scope.error;
  }

  /** An error that belongs to no call: for the scope of its kind, if one is open. */
  fail(message: string): void {
    const kind = isOutOfMemory(message) ? 'out-of-memory' : 'internal';
    const scope = this.scopes.findLast(({ filter }) => filter === kind);
    if (scope) {
      scope.error ??= { message };
      return;
    }
    this.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message } }));
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.onDestroy();
    this.lose({ message: 'destroyed' });
  }
}

export interface BenchOptions {
  readonly step?: Step;
  /** Features of the adapter; null: there is none. */
  readonly features?: readonly string[] | null;
  readonly limits?: {
    readonly maxBufferSize: number;
    readonly maxStorageBufferBindingSize: number;
  };
  /** A build's folder; the practice guard's, if left out. */
  readonly folder?: string;
  /** Another `build.json`. */
  readonly change?: (json: string) => string;
}

/** Stands in for `navigator.gpu` until `vi.unstubAllGlobals()`. */
export function bench(options: BenchOptions = {}): Bench {
  const { features = ['subgroups'], change = (json: string) => json } = options;
  const { folder = PRACTICE_GUARD } = options;
  const limits = options.limits ?? { maxBufferSize: 1e9, maxStorageBufferBindingSize: 1e9 };
  const steps: string[] = [];
  const now = (name: string) => {
    steps.push(name);
    return options.step?.(name);
  };
  const step = async (name: string) => now(name);
  const counts = new Map<string, number>();
  const peaks = new Map<string, number>();
  const count = (kind: string, by: number) => {
    const open = (counts.get(kind) ?? 0) + by;
    counts.set(kind, open);
    peaks.set(kind, Math.max(open, peaks.get(kind) ?? 0));
  };
  const devices: FakeDevice[] = [];
  const adapter = features && {
    features: new Set(features),
    limits,
    info: {},
    async requestDevice() {
      await step('device');
      count('devices', 1);
      const device = new FakeDevice(() => count('devices', -1), count);
      devices.push(device);
      return device;
    },
  };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });
  return {
    ort: countingRuntime(step, count),
    reader: () => countingReader(folder, step, now, count, change),
    open: () => Object.fromEntries([...counts].filter(([, open]) => open !== 0)),
    most: (kind) => peaks.get(kind) ?? 0,
    steps,
    devices,
  };
}

/** Files as from the store: weights as blobs, the token table by row. */
function countingReader(
  folder: string,
  step: (name: string) => Promise<void>,
  now: (name: string) => unknown,
  count: (kind: string, by: number) => void,
  change: (json: string) => string,
): BuildReader {
  const read = (path: string) => readFile(join(folder, path));
  let handles = 0;
  let rowsRead = 0;
  count('readers', 1);
  return {
    checked: true,
    async bytes(path) {
      await step(`bytes ${path}`);
      if (path === 'build.json')
        return new TextEncoder().encode(change(await readFile(join(folder, path), 'utf8'))).buffer;
      return new Uint8Array(await read(path)).buffer;
    },
    async blob(path) {
      await step(`blob ${path}`);
      return new Blob([new Uint8Array(await read(path))]);
    },
    async rows(path) {
      await step(`rows ${path}`);
      const bytes = await read(path);
      handles++;
      count('handles', 1);
      return {
        size: bytes.length,
        readAt(out, at) {
          // Reads are synchronous, as a file handle's are.
          if (rowsRead++ === 60) now('row');
          out.set(bytes.subarray(at, at + out.length));
        },
      };
    },
    close() {
      count('readers', -1);
      count('handles', -handles);
      handles = 0;
    },
  };
}

/** Sessions for a graphics device run on the processor; keys and values that they keep are counted. */
function countingRuntime(
  step: (name: string) => Promise<void>,
  count: (kind: string, by: number) => void,
): OrtRuntime {
  const create = async (graph: Uint8Array, options: { externalData: unknown }) => {
    await step('session');
    const session = await ort.InferenceSession.create(graph, {
      executionProviders: ['wasm'],
      externalData: options.externalData as [],
    });
    count('sessions', 1);
    return {
      inputNames: session.inputNames,
      async run(feeds: Record<string, unknown>, fetches: readonly string[]) {
        await step('run');
        const results = await session.run(feeds as Parameters<typeof session.run>[0], fetches);
        for (const [name, tensor] of Object.entries(results)) {
          if (!name.startsWith('present.')) continue;
          count('kept tensors', 1);
          const dispose = tensor.dispose.bind(tensor);
          tensor.dispose = () => {
            count('kept tensors', -1);
            dispose();
          };
        }
        return results;
      },
      async release() {
        count('sessions', -1);
        await session.release();
      },
    };
  };
  return { ...ort, InferenceSession: { create } } as unknown as OrtRuntime;
}

/** A step that fails once, the n-th time that anything is called. */
export function failingAt(n: number, error: () => Error): Step {
  let calls = 0;
  return () => {
    if (calls++ === n) throw error();
  };
}

export const gone = (): GuardError => new GuardError('missing', 'a file is gone');
