/** Loading in a real Worker of a real browser: from its own file system, on its own WebGPU. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRACTICE_GUARD } from '../practice/ensure';
import { type LoadingBrowser, openBrowser } from './load-browser';
import { shorten } from './load-build';
import { LedgerSaid, LoadSaid, NothingSaid, PutSaid, SpoilSaid } from './load-page/job';

let scratch: string;
let practice: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-load-test-'));
  practice = join(scratch, 'practice');
  await cp(PRACTICE_GUARD, practice, { recursive: true });
  // A software adapter takes seconds for the practice guard's own self-test.
  await shorten(practice);
}, 120_000);

afterAll(() => rm(scratch, { recursive: true, force: true }));

const NOTHING = { devices: 0, buffers: 0, bufferBytes: 0, handles: 0 };

async function inChromium(
  webgpu: boolean,
  run: (browser: ReturnType<typeof orders>) => Promise<void>,
): Promise<void> {
  const browser = await openBrowser('chrome', { practice }, webgpu);
  try {
    await run(orders(browser));
  } finally {
    await browser.close();
  }
}

const orders = (browser: LoadingBrowser) => ({
  put: (anew = false) =>
    browser.obey({ type: 'put', url: `${browser.origin}/practice/`, anew }, PutSaid),
  load: (id: string) => browser.obey({ type: 'load', id }, LoadSaid),
  loadLosing: (id: string, lose: string) => browser.obey({ type: 'load', id, lose }, LoadSaid),
  spoil: (how: 'lost' | 'error') => browser.obey({ type: 'spoil', how }, SpoilSaid),
  unload: () => browser.obey({ type: 'unload' }, NothingSaid),
  ledger: () => browser.obey({ type: 'ledger' }, LedgerSaid),
});

it(
  'gives back every buffer, device and file, and says which file is missing',
  {
    timeout: 120_000,
  },
  () =>
    inChromium(true, async ({ put, load, loadLosing, spoil, unload, ledger }) => {
      const { id } = await put();
      const { device, loadedBytes } = await load(id);
      expect(device).toMatchObject({ kind: 'webgpu', precision: 'f32' });
      expect(loadedBytes).toBeGreaterThan(1e6);
      expect(await ledger()).toMatchObject({ devices: 1, handles: 1 });
      // An error that nobody asked about makes the device one that is not to be trusted.
      expect(await spoil('error')).toContain('the graphics device failed');
      await unload();
      expect(await ledger()).toMatchObject(NOTHING);

      // The browser clears a file between its opening and its reading.
      await expect(loadLosing(id, 'decoder.weights.0')).rejects.toThrow(
        /missing.*decoder\.weights\.0/,
      );
      expect(await ledger()).toMatchObject(NOTHING);
      await expect(load(id)).rejects.toThrow(/missing/);

      await put(true);
      await load(id);
      await spoil('lost');
      await unload();
      expect(await ledger()).toMatchObject(NOTHING);
      expect((await ledger()).devicesOpened).toBeGreaterThanOrEqual(3);
    }),
);

it(
  'loads on the processor from the same files, and its memory does not grow',
  {
    timeout: 120_000,
  },
  () =>
    inChromium(false, async ({ put, load, unload, ledger }) => {
      const { id } = await put();
      const levels: number[] = [];
      for (let i = 0; i < 5; i++) {
        const { device } = await load(id);
        expect(device).toMatchObject({ kind: 'wasm', precision: 'f32' });
        expect(await ledger()).toMatchObject({ devices: 0, handles: 1 });
        await unload();
        expect(await ledger()).toMatchObject(NOTHING);
        levels.push((await ledger()).wasmBytes);
      }
      expect(levels.at(-1)).toBe(levels[1]);
    }),
);
