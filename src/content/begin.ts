import type { ContentLink } from '../platform/content-link';
import { type Handle, Screening } from './screening';

const world = globalThis as { seawall?: Handle };

/** Starts screening unless it runs already; what an earlier version has left is ended first. */
export function begin(link: ContentLink): Handle {
  if (world.seawall?.isAlive()) return world.seawall;
  world.seawall?.stop();
  world.seawall = new Screening(link);
  return world.seawall;
}
