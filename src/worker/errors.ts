import type { GuardFailure } from '../platform/guard-protocol';

/** Why a guard cannot be used, in words for the person who chose it. */
export class GuardError extends Error {
  override readonly name = 'GuardError';

  constructor(
    readonly code: GuardFailure,
    message: string,
  ) {
    super(message);
  }
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * How want of memory reads: ONNX Runtime's allocators (`Failed to allocate memory for requested
 * buffer of size`, `bad_alloc`), emscripten (`Aborted(OOM)`, `Cannot enlarge memory`), the engines
 * (`Array buffer allocation failed`, `allocation size overflow`, `could not allocate memory`),
 * Dawn and wgpu (`is too large for the implementation`, `Not enough memory left`), Vulkan, D3D.
 */
const OUT_OF_MEMORY =
  /out[ _-]?of[ _-]?(\w+[ _-])?memory|bad_alloc|bad allocation|\bOOM\b|failed to allocate|allocation failed|allocation size overflow|could not allocate|cannot allocate|cannot enlarge memory|not enough memory|too large for the implementation/i;

/** Whether something failed for want of memory, on the graphics device or in this process. */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof GuardError) return error.code === 'no-memory';
  if (typeof GPUOutOfMemoryError !== 'undefined' && error instanceof GPUOutOfMemoryError)
    return true;
  return OUT_OF_MEMORY.test(messageOf(error));
}
