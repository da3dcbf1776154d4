/** The devices that a guard may be tried on, best first. */
import type { Precision } from '../core/guard-build';
import type { WeightPlace } from './graph-weights';

export type DeviceAttempt =
  | {
      readonly kind: 'webgpu';
      readonly precision: Precision;
      readonly subgroups: boolean;
      readonly adapter: GPUAdapter;
    }
  | { readonly kind: 'wasm'; readonly precision: 'f32' };

/** A build up to this many bytes may run on the processor alone. */
export const SMALL_BUILD_BYTES = 256 * 1024 * 1024;

/**
 * WebGPU as the adapter offers it; then without `subgroups`, since some adapters compute wrong
 * numbers with them; then the same in f32, where f16 was tried; then the processor, where the build
 * is small enough to be quick there.
 */
export function attempts(
  adapter: GPUAdapter | null,
  precisions: readonly Precision[],
  bytes: number,
): DeviceAttempt[] {
  const list: DeviceAttempt[] = [];
  if (adapter) {
    const half = adapter.features.has('shader-f16') && typeof Float16Array !== 'undefined';
    for (const precision of ['f16', 'f32'] as const) {
      if (!precisions.includes(precision) || (precision === 'f16' && !half)) continue;
      if (adapter.features.has('subgroups'))
        list.push({ kind: 'webgpu', precision, subgroups: true, adapter });
      list.push({ kind: 'webgpu', precision, subgroups: false, adapter });
    }
  }
  if (bytes <= SMALL_BUILD_BYTES && precisions.includes('f32'))
    list.push({ kind: 'wasm', precision: 'f32' });
  return list;
}

/**
 * Why a device has no place for one of a graph's weights: each lies in a buffer of its own, which a
 * shader binds whole. Null where all fit.
 */
export function tooLarge(
  weights: readonly WeightPlace[],
  limits: Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>,
): string | null {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const worst = weights.reduce<WeightPlace | null>(
    (found, each) => (each.length > Math.max(most, found?.length ?? 0) ? each : found),
    null,
  );
  return (
    worst &&
    `${worst.name} has ${megabytes(worst.length)}, and this device takes ${megabytes(most)} at a time`
  );
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;

/** The best adapter there is; null without WebGPU. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  // Tools run this in Node, where there may be no navigator at all.
  const gpu = (globalThis as { readonly navigator?: Navigator }).navigator?.gpu;
  return (
    (await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)) ?? null
  );
}

/** What the weights and their activations need more of than WebGPU's defaults give. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** A device with the adapter's own limits, and `subgroups` only where asked. */
async function requestDevice(
  adapter: GPUAdapter,
  { precision, subgroups }: { readonly precision: Precision; readonly subgroups: boolean },
): Promise<GPUDevice> {
  const requiredFeatures: GPUFeatureName[] = [];
  if (precision === 'f16') requiredFeatures.push('shader-f16');
  if (subgroups) requiredFeatures.push('subgroups');
  const requiredLimits: Record<string, number> = {};
  for (const name of LIMITS) requiredLimits[name] = adapter.limits[name];
  return adapter.requestDevice({ requiredFeatures, requiredLimits });
}

/** The graphics device of an attempt; null for the processor. */
export async function openGpu(attempt: DeviceAttempt): Promise<GPUDevice | null> {
  if (attempt.kind !== 'webgpu') return null;
  // An adapter gives one device only; a second attempt needs a fresh one.
  return requestDevice((await findAdapter()) ?? attempt.adapter, attempt);
}

/** What the adapter says of itself. */
export function adapterName(adapter: GPUAdapter): string {
  const { vendor, architecture, device, description } = adapter.info;
  return [description || device, vendor, architecture].filter(Boolean).join(', ') || 'unnamed';
}

/** An attempt in words. */
export const attemptName = (attempt: DeviceAttempt): string =>
  attempt.kind === 'wasm'
    ? 'processor'
    : `WebGPU (${attempt.precision}${attempt.subgroups ? ', subgroups' : ''})`;
