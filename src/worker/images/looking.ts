/**
 * The images among what is asked: fetched while there is a place for them, looked at in turns of their
 * own, and handed to the scheduler as one window each. What is held of an image goes with its request.
 */
import type { AskRequest } from '../../platform/guard-protocol';
import { deadlineOf, type Timers, withDeadline } from '../deadline';
import type { Guard } from '../guard';
import type { Patches } from '../patches';
import type { Job, Scheduler } from '../scheduler';
import { imageWindow } from '../token-windows';
import { Preparing, type TakeImage } from './preparing';
import { type FailureReason, ImageError } from './trouble';

export type Seeing = Pick<Guard, 'prompt' | 'blind' | 'prepare' | 'see'> & {
  readonly build: Pick<Guard['build'], 'contextLimit'>;
};
type ImageRequest = Extract<AskRequest, { kind: 'image' }>;

export interface LookingOptions {
  readonly scheduler: Scheduler;
  readonly take: TakeImage;
  readonly timers: Timers;
  /** An image waits for its look. */
  readonly wake: () => void;
  /** Ends a request, which is forgotten here by that. */
  readonly refuse: (id: number, reason: FailureReason, message: string) => void;
}

/** The first look opens the vision tower, gigabytes in a large guard. */
const FIRST_LOOK_MS = 180_000;

export class Looking {
  private readonly asked = new Map<number, ImageRequest>();
  /** Of images that are there and were not looked at. */
  private readonly patches = new Map<number, Patches>();
  private readonly preparing: Preparing;
  /** The guard that they are prepared for; null while none is open. */
  private guard: Seeing | null = null;
  /** Milliseconds that a patch of the last look took; null before the first. */
  private patchMs: number | null = null;

  constructor(private readonly options: LookingOptions) {
    this.preparing = new Preparing(options.take, options.timers, (id, outcome) => {
      if (outcome instanceof ImageError) this.refuse(id, outcome);
      else this.arrived(id, outcome);
    });
  }

  /** Whether the tower is open, so that a look takes no longer than it must. */
  get hasLooked(): boolean {
    return this.patchMs !== null;
  }

  /** Another guard, or none: nothing is fetched until something is asked of it. */
  begin(): void {
    this.guard = null;
    this.patchMs = null;
  }

  /** Its job is in the scheduler. */
  accept(asked: ImageRequest, guard: Seeing): void {
    this.guard = guard;
    this.asked.set(asked.id, asked);
    this.fetch();
  }

  /** Images come as long as there is a place for them. */
  fetch(): void {
    const { guard } = this;
    const { scheduler } = this.options;
    if (!guard) return;
    for (let job = scheduler.fetchNext(); job; job = scheduler.fetchNext()) {
      const image = this.asked.get(job.id);
      if (image) this.preparing.start(image, (bytes, detail) => guard.prepare(bytes, detail));
    }
  }

  forget(id: number): void {
    if (!this.asked.delete(id)) return;
    this.patches.delete(id);
    this.preparing.drop(id);
    this.fetch();
  }

  /** Refuses an image; a guard that turns out not to see does not see the others either. */
  refuse(id: number, { reason, message }: ImageError): void {
    for (const each of reason === 'no-sight' ? [...this.asked.keys()] : [id])
      if (this.asked.has(each)) this.options.refuse(each, reason, message);
  }

  /**
   * Runs the vision tower over one image, whose window waits from then on.
   * @returns whether its whole caption is in that; null where nobody wants it any more
   * @throws DeadlineError, the signal's reason, ImageError, or whatever the run throws
   */
  async look(job: Job, guard: Seeing, signal: AbortSignal): Promise<boolean | null> {
    const { scheduler, timers } = this.options;
    const patches = this.patches.get(job.id);
    if (!patches) return null;
    this.patches.delete(job.id);
    const count = patches.gridHeight * patches.gridWidth;
    const milliseconds = this.patchMs === null ? FIRST_LOOK_MS : deadlineOf(this.patchMs * count);
    const started = performance.now();
    const image = await withDeadline(guard.see(patches), { milliseconds, timers, signal });
    this.patchMs = (performance.now() - started) / count;
    const asked = this.asked.get(job.id);
    if (!asked || !scheduler.has(job)) return null;
    const tokens = image.gridHeight * image.gridWidth;
    const { contextLimit } = guard.build;
    const { suffix, whole } = imageWindow(guard.prompt, asked.text, tokens, contextLimit);
    scheduler.lookedAt(job, { tokens: suffix, images: [image] });
    return whole;
  }

  private arrived(id: number, patches: Patches): void {
    this.patches.set(id, patches);
    this.options.scheduler.arrived(id);
    this.options.wake();
  }
}
