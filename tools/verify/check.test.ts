import { describe, expect, it } from 'vitest';
import type { GuardBuild } from '../../src/core/guard-build';
import type { OrtRuntime } from '../../src/worker/tensor';
import { ort as realOrt } from '../builder/ort';
import { check, type Job } from './check';
import { someBuild } from './testing/build';

/** Whatever is asked of it here is asked too late. */
const never = () => Promise.reject(new Error('nothing may be loaded'));
const ort = { InferenceSession: { create: never } } as unknown as OrtRuntime;

const run = (build: GuardBuild, job: Partial<Job>) =>
  check(
    {
      ort,
      build,
      embeddings: { rows: 8, columns: 4, read: () => {} },
      graph: never,
      weights: never,
      say: () => {},
    },
    { device: 'wasm', precision: undefined, golden: undefined, bound: undefined, ...job },
  );

const weights = (gigabytes: number): GuardBuild => ({
  ...someBuild,
  variants: [{ precision: 'f32', activations: 'f32', graph: 'a', weights: ['w.0', 'w.1'] }],
  files: ['w.0', 'w.1', 'tokens.bin'].map((path) => ({
    path,
    size: (gigabytes * 1e9) / 2,
    sha256: '0'.repeat(64),
  })),
});

describe('a build that cannot be run here', () => {
  it('is too large for WASM before anything is read', async () => {
    await expect(run(weights(3.6), {})).rejects.toThrow(
      "This build's weights, 3600 MB, do not fit into WASM's 4 GB of memory: use --device webgpu",
    );
  });

  it('has no such variant', async () => {
    await expect(run(someBuild, { precision: 'f16', device: 'webgpu' })).rejects.toThrow(
      'build.json has no f16 variant, only f32',
    );
  });

  it('finds no adapter', async () => {
    await expect(run(someBuild, { device: 'webgpu' })).rejects.toThrow('no WebGPU adapter');
  });

  it('is refused with what the device said', async () => {
    expect(await run(weights(0.1), {})).toEqual({
      device: null,
      refused: [{ device: 'WASM', reason: 'nothing may be loaded' }],
      selfTest: null,
      vision: null,
      golden: null,
    });
  });

  it('is refused where the device fails in the midst of the self-test', async () => {
    let released = 0;
    const session = {
      inputNames: [],
      run: () => Promise.reject(new Error('the device was lost')),
      release: async () => {
        released++;
      },
    };
    const said: string[] = [];
    const result = await check(
      {
        ort: {
          ...realOrt,
          InferenceSession: { create: async () => session },
        } as unknown as OrtRuntime,
        build: someBuild,
        embeddings: { rows: 8, columns: 4, read: () => {} },
        graph: async () => new Uint8Array(),
        weights: async () => new Uint8Array(),
        say: (line) => said.push(line),
      },
      { device: 'wasm', precision: undefined, golden: undefined, bound: undefined },
    );
    expect(result).toMatchObject({
      device: null,
      refused: [{ device: 'WASM', reason: 'the device was lost' }],
    });
    expect(said).toEqual(['Refused: WASM: the device was lost']);
    expect(released).toBe(1);
  });
});
