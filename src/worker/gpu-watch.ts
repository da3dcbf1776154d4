import { GuardError, isOutOfMemory } from './errors';

/**
 * Hears what goes wrong on a graphics device outside of any call. Whatever it is, what the device
 * computes from then on is not to be trusted.
 */
export class GpuWatch {
  private first: GuardError | null = null;
  /** Resolves with the first thing that went wrong; the device's end counts, a wanted one too. */
  readonly failed: Promise<GuardError>;

  constructor(private readonly device: GPUDevice) {
    this.failed = new Promise((resolve) => {
      const fail = (error: GuardError) => {
        this.first ??= error;
        resolve(this.first);
      };
      device.addEventListener('uncapturederror', ({ error }) =>
        fail(
          isOutOfMemory(error) || isOutOfMemory(error.message)
            ? new GuardError('no-memory', `the graphics memory is full (${error.message})`)
            : new GuardError('crashed', `the graphics device failed (${error.message})`),
        ),
      );
      device.lost.then(({ message }) =>
        fail(new GuardError('crashed', message || 'the graphics device was lost')),
      );
    });
  }

  /** Waits until the device has done all it was given. @throws GuardError what went wrong so far */
  async check(): Promise<void> {
    await Promise.race([this.device.queue.onSubmittedWorkDone(), this.failed]).catch(() => {});
    if (this.first) throw this.first;
  }
}

/** Popped from the last on. */
const FILTERS = ['internal', 'validation', 'out-of-memory'] as const;

/**
 * Does something whose errors on the device are its own, and not the device's failure. Nothing else
 * may use the device meanwhile.
 * @throws what it throws; else GuardError `no-memory`, or an Error, of what the device could not do
 */
export async function onDevice<T>(gpu: GPUDevice | null, work: () => Promise<T>): Promise<T> {
  if (!gpu) return work();
  for (const filter of FILTERS) gpu.pushErrorScope(filter);
  const [outcome] = await Promise.allSettled([work()]);
  // A lost device has nothing to say any more.
  const errors = await Promise.all(FILTERS.map(() => gpu.popErrorScope().catch(() => null)));
  const [memory] = errors;
  if (memory) throw new GuardError('no-memory', `the graphics memory is full (${memory.message})`);
  const error = errors.find((each) => each !== null);
  if (outcome.status === 'rejected') throw outcome.reason;
  if (error) throw new Error(`the graphics device failed (${error.message})`);
  return outcome.value;
}
