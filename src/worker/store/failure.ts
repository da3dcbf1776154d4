import type { InstallFailure } from '../../platform/store-protocol';
import { messageOf } from '../errors';
import { isLocked, isNoRoom } from './opfs';

/** Why an installation cannot go on, in words for the person who started it. */
export class InstallError extends Error {
  override readonly name = 'InstallError';

  constructor(
    readonly code: InstallFailure,
    message: string,
  ) {
    super(message);
  }
}

/** Whatever was thrown, as a reason: what is no InstallError came from the browser's storage. */
export function asInstallError(error: unknown): InstallError {
  if (error instanceof InstallError) return error;
  if (isNoRoom(error)) return new InstallError('no-room', 'The browser has no room for more.');
  if (isLocked(error))
    return new InstallError('no-storage', 'A file of this build is in use elsewhere.');
  return new InstallError('no-storage', `The browser's storage failed (${messageOf(error)}).`);
}

/** Bytes for people: `2,311 MB`. */
export const megabytes = (bytes: number): string =>
  `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
