import type { ContentLink } from '../platform/content-link';
import type { EarlyHold } from './protect/early';
import { type Handle, Screening } from './screening';

const NAME = 'seawall';

/** Starts screening unless it runs already; what an earlier version has left is ended first. */
export function begin(link: ContentLink, early: EarlyHold | null = null): Handle {
  const earlier = handle();
  if (earlier?.isAlive()) return earlier;
  earlier?.stop();
  const value = new Screening(link, undefined, early);
  Object.defineProperty(globalThis, NAME, {
    value,
    configurable: true,
    enumerable: false,
    writable: true,
  });
  return value;
}

/**
 * What we have put there ourselves. An element with that `id`, or a frame with that `name`, answers
 * to it in our world, too, but is no property of the global object's own.
 */
const handle = (): Handle | undefined =>
  Object.getOwnPropertyDescriptor(globalThis, NAME)?.value as Handle | undefined;
