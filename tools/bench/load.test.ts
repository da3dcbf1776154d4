/** Loading in a real Worker of a real browser: from its own file system, on its own WebGPU. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRACTICE_GUARD } from '../practice/ensure';
import { type LoadingBrowser, openBrowser } from './load-browser';
import { shorten } from './load-build';
import { LedgerSaid, LoadSaid, NothingSaid, PutSaid } from './load-page/job';

let browser: LoadingBrowser;
let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-load-test-'));
  const practice = join(scratch, 'practice');
  await cp(PRACTICE_GUARD, practice, { recursive: true });
  // A software adapter takes seconds for the practice guard's own self-test.
  await shorten(practice);
  browser = await openBrowser('chrome', { practice });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
});

const put = (anew = false) =>
  browser.obey({ type: 'put', url: `${browser.origin}/practice/`, anew }, PutSaid);
const ledger = () => browser.obey({ type: 'ledger' }, LedgerSaid);

it('gives back every buffer, device and file, and says which file is missing', {
  timeout: 300_000,
}, async () => {
  const { id } = await put();
  const start = await ledger();
  const nothing = { devices: 0, buffers: 0, bufferBytes: 0, handles: 0 };
  const loadAndUnload = async () => {
    const { device, loadedBytes } = await browser.obey({ type: 'load', id }, LoadSaid);
    expect(device).toMatchObject({ kind: 'webgpu', precision: 'f32' });
    expect(loadedBytes).toBeGreaterThan(1e6);
    expect(await ledger()).toMatchObject({ devices: 1, handles: 1 });
    await browser.obey({ type: 'unload' }, NothingSaid);
    expect(await ledger()).toMatchObject(nothing);
  };
  await loadAndUnload();

  // The browser clears a file between its opening and its reading.
  const lose = 'decoder.weights.0';
  await expect(browser.obey({ type: 'load', id, lose }, LoadSaid)).rejects.toThrow(
    /missing.*decoder\.weights\.0/,
  );
  expect(await ledger()).toMatchObject(nothing);
  await expect(browser.obey({ type: 'load', id }, LoadSaid)).rejects.toThrow(/missing/);

  await put(true);
  await loadAndUnload();
  const end = await ledger();
  expect(end.devicesOpened - start.devicesOpened).toBeGreaterThanOrEqual(3);
  expect(end.handlesOpened - start.handlesOpened).toBeGreaterThanOrEqual(3);
});
