/** Loading in a real Worker of a real browser: from its own file system, on its own WebGPU. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRACTICE_GUARD } from '../practice/ensure';
import { type LoadingBrowser, openBrowser } from './load-browser';
import { LedgerSaid, LoadSaid, NothingSaid, PutSaid } from './load-page/job';

let browser: LoadingBrowser;

beforeAll(async () => {
  browser = await openBrowser('chrome', { practice: PRACTICE_GUARD });
}, 120_000);

afterAll(() => browser.close());

const put = () => browser.obey({ type: 'put', url: `${browser.origin}/practice/` }, PutSaid);
const ledger = () => browser.obey({ type: 'ledger' }, LedgerSaid);

describe('a guard that is loaded again and again', { timeout: 300_000 }, () => {
  it('gives back every buffer, device and file', async () => {
    const { id } = await put();
    const start = await ledger();
    for (let i = 0; i < 3; i++) {
      const { device, loadedBytes } = await browser.obey({ type: 'load', id }, LoadSaid);
      expect(device).toMatchObject({ kind: 'webgpu', precision: 'f32' });
      expect(loadedBytes).toBeGreaterThan(1e6);
      expect(await ledger()).toMatchObject({ devices: 1, handles: 1 });
      await browser.obey({ type: 'unload' }, NothingSaid);
      expect(await ledger()).toMatchObject({ devices: 0, buffers: 0, bufferBytes: 0, handles: 0 });
    }
    const end = await ledger();
    expect(end.devicesOpened - start.devicesOpened).toBeGreaterThanOrEqual(3);
    expect(end.handlesOpened - start.handlesOpened).toBe(3);
  });

  it('says what is missing when a file goes while it is loaded, and loads when it is back', async () => {
    const { id } = await put();
    await expect(
      browser.obey({ type: 'load', id, lose: 'decoder.weights.0' }, LoadSaid),
    ).rejects.toThrow(/missing.*decoder\.weights\.0/);
    expect(await ledger()).toMatchObject({ devices: 0, buffers: 0, handles: 0 });
    await expect(browser.obey({ type: 'load', id }, LoadSaid)).rejects.toThrow(/missing/);
    await browser.obey({ type: 'put', url: `${browser.origin}/practice/`, anew: true }, PutSaid);
    await browser.obey({ type: 'load', id }, LoadSaid);
    await browser.obey({ type: 'unload' }, NothingSaid);
    expect(await ledger()).toMatchObject({ devices: 0, buffers: 0, handles: 0 });
  });
});
