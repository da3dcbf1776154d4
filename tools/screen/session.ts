/** A browser with the extension and a guard in it, ready to screen: the start of every tool. */
import { HOSTED_ADDRESS, HOSTED_MODEL, type Remote } from '../../src/core/engines';
import { type Driver, launch } from '../browsers/driver';
import {
  type BrowserName,
  copyExtension,
  type GuardFolder,
  guardFolder,
} from '../browsers/extension';
import { ensureChromium, ensureFirefox } from '../browsers/install';
import { ensureBuilt } from '../build/ensure';
import { openGuard, type ReadyGuard, waitForNoTab } from './screen';

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

/** A browser with the extension, and no guard chosen yet. */
export async function startBrowser(
  options: Omit<SessionOptions, 'guardDir'>,
  guards: readonly GuardFolder[] = [],
): Promise<Driver> {
  const executable = options.browser === 'chrome' ? ensureChromium() : ensureFirefox();
  const extension = copyExtension(await ensureBuilt(options.browser), guards);
  return launch(options.browser, { ...options, executable, extension });
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const folder = options.guardDir === undefined ? undefined : guardFolder(options.guardDir);
  const driver = await startBrowser(options, folder ? [folder] : []);
  try {
    return { driver, guard: await openGuard(driver, folder?.name ?? 'practice') };
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** A guard that is asked over HTTP. */
export interface RemoteGuard {
  readonly engine: Remote;
  /** Base address of its API; the hosted one's own where there is none. */
  readonly endpoint: string | undefined;
  readonly key: string | undefined;
}

/** Who answered: a guard build and its device, or a server. */
export interface Answerer {
  readonly id: string;
  readonly device: 'webgpu' | 'wasm' | Remote;
}

/** @throws Error that says what is wrong with the server, before any page is opened */
export async function openRemoteSession(
  options: Omit<SessionOptions, 'guardDir'>,
  { engine, endpoint, key }: RemoteGuard,
): Promise<{ driver: Driver; answerer: Answerer }> {
  const driver = await startBrowser(options, []);
  try {
    await waitForNoTab(driver);
    const address = endpoint ?? (engine === 'hosted' ? HOSTED_ADDRESS : '');
    await driver.ask({ type: `engines.${engine}`, change: { address } });
    // After the address: a key is for one host, and goes with it.
    if (key !== undefined) await driver.ask({ type: 'engines.key', engine, key });
    await driver.ask({ type: `engines.${engine}`, change: { on: true, scope: 'all' } });
    if (engine === 'hosted') {
      // Not tried: that would be one of ten requests a minute.
      return { driver, answerer: { id: HOSTED_MODEL, device: engine } };
    }
    const { test } = await driver.ask({ type: 'engines.test', engine });
    if (!test || test.trouble !== null)
      throw new Error(`The server cannot be used (${test?.trouble}). ${test?.message}`);
    return { driver, answerer: { id: test.models.join(', ') || address, device: engine } };
  } catch (error) {
    await driver.close();
    throw error;
  }
}
