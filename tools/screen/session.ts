/** A browser with the extension and a guard in it, ready to screen: the start of every tool. */
import { type Driver, launch } from '../browsers/driver';
import { type BrowserName, copyExtension, guardFolder } from '../browsers/extension';
import { ensureChromium, ensureFirefox } from '../browsers/install';
import { ensureBuilt } from '../build/ensure';
import { openGuard, type ReadyGuard } from './screen';

export interface SessionOptions {
  readonly browser: BrowserName;
  /** A folder that the builder wrote; the practice guard if there is none. */
  readonly guardDir?: string | undefined;
  readonly webgpu: boolean;
  readonly headless: boolean;
}

export interface Session {
  readonly driver: Driver;
  readonly guard: ReadyGuard;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const folder = options.guardDir === undefined ? undefined : guardFolder(options.guardDir);
  const executable = options.browser === 'chrome' ? ensureChromium() : ensureFirefox();
  const extension = copyExtension(await ensureBuilt(options.browser), folder ? [folder] : []);
  const driver = await launch(options.browser, { ...options, executable, extension });
  try {
    return { driver, guard: await openGuard(driver, folder?.name ?? 'practice') };
  } catch (error) {
    await driver.close();
    throw error;
  }
}
