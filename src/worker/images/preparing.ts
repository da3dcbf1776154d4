/**
 * Images on their way to the vision tower: their bytes are taken from the background, and decoded and
 * cut into patches one after the other, beside the runs, so that a background that does not answer
 * delays nothing else.
 */
import type { ImageDetail } from '../../core/image';
import type { GivenImage } from '../../platform/image-handover';
import { DeadlineError, type Timers, withDeadline } from '../deadline';
import { messageOf } from '../errors';
import type { Patches } from '../patches';
import { ImageError } from './trouble';

/** Brings an image's bytes. @throws Error where they do not come in time */
export type TakeImage = (
  token: string,
  timeoutMs: number,
  signal: AbortSignal,
) => Promise<GivenImage>;

export type Prepare = (bytes: Blob, detail: ImageDetail) => Promise<Patches>;

export interface WantedImage {
  readonly id: number;
  /** The background holds its bytes under this. */
  readonly image: string;
  readonly detail: ImageDetail;
}

const TAKE_MS = 15_000;
/** Decoding and scaling: tens of milliseconds, for the largest a second or two. */
const PREPARE_MS = 20_000;

export class Preparing {
  private readonly under = new Map<number, AbortController>();
  /** One decoded image at a time: 40 megapixels are 160 MB. */
  private chain: Promise<void> = Promise.resolve();

  constructor(
    private readonly take: TakeImage,
    private readonly timers: Timers,
    /** Told of each that was not dropped before. */
    private readonly done: (id: number, outcome: Patches | ImageError) => void,
  ) {}

  start(wanted: WantedImage, prepare: Prepare): void {
    const aborting = new AbortController();
    this.under.set(wanted.id, aborting);
    this.patchesOf(wanted, prepare, aborting.signal)
      .catch((error) => {
        if (error instanceof ImageError) return error;
        const reason = error instanceof DeadlineError ? 'timeout' : 'bad-answer';
        return new ImageError(reason, messageOf(error));
      })
      .then((outcome) => {
        if (this.under.get(wanted.id) !== aborting) return;
        this.under.delete(wanted.id);
        this.done(wanted.id, outcome);
      });
  }

  /** Forgets an image, wherever it is. */
  drop(id: number): void {
    const aborting = this.under.get(id);
    this.under.delete(id);
    aborting?.abort(new Error('nobody wants the image any more'));
  }

  private async patchesOf(
    { image, detail }: WantedImage,
    prepare: Prepare,
    signal: AbortSignal,
  ): Promise<Patches> {
    const given = await this.take(image, TAKE_MS, signal).catch((error) => {
      throw new ImageError('interrupted', `the image did not come (${messageOf(error)})`);
    });
    if (!given.ok) throw new ImageError(given.trouble, given.message);
    const bytes = new Blob([given.bytes]);
    return this.inTurn(async () => {
      signal.throwIfAborted();
      const work = prepare(bytes, detail);
      return withDeadline(work, { milliseconds: PREPARE_MS, timers: this.timers, signal });
    });
  }

  private inTurn<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.chain.then(step);
    this.chain = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }
}
