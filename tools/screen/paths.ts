/** Paths are meant from where the command was typed; npm runs it from the top of the project. */
import { resolve } from 'node:path';

export const path = (given: string): string => resolve(process.env.INIT_CWD ?? '.', given);

/** The options with their paths made absolute. */
export function placed<T extends { guard: string; out?: string; screenshots?: string }>(
  options: T,
): T {
  const { guard, out, screenshots } = options;
  return {
    ...options,
    guard: guard === 'practice' ? guard : path(guard),
    ...(out !== undefined && { out: path(out) }),
    ...(screenshots !== undefined && { screenshots: path(screenshots) }),
  };
}
