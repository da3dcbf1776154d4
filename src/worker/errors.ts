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
