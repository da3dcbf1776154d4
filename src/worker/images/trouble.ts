import type { AskAnswer } from '../../platform/guard-protocol';

export type FailureReason = Extract<AskAnswer, { ok: false }>['reason'];

/** Why one image gets no verdict, in words for the details of a row. */
export class ImageError extends Error {
  override readonly name = 'ImageError';

  constructor(
    readonly reason: FailureReason,
    message: string,
  ) {
    super(message);
  }
}
