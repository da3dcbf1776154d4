/** Where the browsers of this machine are. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser'];
const FIREFOX_NAMES = ['firefox-esr', 'firefox'];

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; look on.
      }
    }
  }
  return undefined;
}

/**
 * A Chromium that loads unpacked extensions from the command line (Google's branded Chrome no
 * longer does). `CHROMIUM_PATH` overrides.
 */
export const findChromium = (): string | undefined =>
  process.env.CHROMIUM_PATH ?? onPath(CHROMIUM_NAMES);

/** `FIREFOX_PATH` overrides. */
export const findFirefox = (): string | undefined =>
  process.env.FIREFOX_PATH ?? onPath(FIREFOX_NAMES);
