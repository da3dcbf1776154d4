import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Precision } from '../core/guard-build';
import { attemptName, attempts, SMALL_BUILD_BYTES, tooLarge } from './device';

const adapter = (...features: string[]) =>
  ({ features: new Set(features) }) as unknown as GPUAdapter;
const BOTH: Precision[] = ['f16', 'f32'];
const names = (...args: Parameters<typeof attempts>) => attempts(...args).map(attemptName);

describe('the order of devices', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('goes from halves to floats, from subgroups to none, and to the processor last', () => {
    vi.stubGlobal('Float16Array', class {});
    expect(names(adapter('shader-f16', 'subgroups'), BOTH, 1)).toEqual([
      'WebGPU (f16, subgroups)',
      'WebGPU (f16)',
      'WebGPU (f32, subgroups)',
      'WebGPU (f32)',
      'processor',
    ]);
  });

  it.each([
    ['an adapter without halves', adapter('subgroups'), BOTH],
    ['a build without halves', adapter('subgroups', 'shader-f16'), ['f32'] as Precision[]],
  ])('begins with floats on %s', (_what, on, precisions) => {
    vi.stubGlobal('Float16Array', class {});
    expect(names(on, precisions, 1)).toEqual([
      'WebGPU (f32, subgroups)',
      'WebGPU (f32)',
      'processor',
    ]);
  });

  it('has no halves where JavaScript has none', () => {
    vi.stubGlobal('Float16Array', undefined);
    expect(names(adapter('shader-f16'), BOTH, 1)).toEqual(['WebGPU (f32)', 'processor']);
  });

  it('leaves the processor to small builds with floats', () => {
    expect(names(null, BOTH, SMALL_BUILD_BYTES)).toEqual(['processor']);
    expect(names(null, BOTH, SMALL_BUILD_BYTES + 1)).toEqual([]);
    expect(names(null, ['f16'], 1)).toEqual([]);
    expect(names(adapter(), BOTH, SMALL_BUILD_BYTES + 1)).toEqual(['WebGPU (f32)']);
  });
});

describe('a weight that is too large', () => {
  const weight = (name: string, length: number) => ({ name, file: 'w', offset: 0, length });
  const weights = [weight('a', 100e6), weight('b', 300e6), weight('c', 200e6)];

  it('is named, by whichever limit it breaks', () => {
    const says = 'b has 300 MB, and this device takes 134 MB at a time';
    expect(tooLarge(weights, { maxBufferSize: 1e9, maxStorageBufferBindingSize: 2 ** 27 })).toBe(
      says,
    );
    expect(tooLarge(weights, { maxBufferSize: 2 ** 27, maxStorageBufferBindingSize: 1e9 })).toBe(
      says,
    );
  });

  it('is none where all fit', () => {
    const limits = { maxBufferSize: 300e6, maxStorageBufferBindingSize: 300e6 };
    expect(tooLarge(weights, limits)).toBeNull();
    expect(tooLarge([], limits)).toBeNull();
  });
});
