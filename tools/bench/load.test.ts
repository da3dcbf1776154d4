/** Loading in a real Worker of a real browser: from its own file system, on its own WebGPU. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRACTICE_GUARD } from '../practice/ensure';
import { NEAR_MISSES } from '../practice/near-misses';
import { UNSAFE_PHRASES } from '../practice/phrases';
import { readBuild } from '../verify/files';
import { type LoadingBrowser, openBrowser } from './load-browser';
import { AskSaid, LedgerSaid, LoadSaid, NothingSaid, PutSaid, SpoilSaid } from './load-page/job';

let scratch: string;
let practice: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-load-test-'));
  practice = join(scratch, 'practice');
  await cp(PRACTICE_GUARD, practice, { recursive: true });
  await shortenSelfTest(practice);
}, 120_000);

afterAll(() => rm(scratch, { recursive: true, force: true }));

/** The first known answers alone, since a software adapter takes seconds for all of them. */
async function shortenSelfTest(folder: string): Promise<void> {
  const build = await readBuild(folder);
  const cases = build.selfTest.cases.slice(0, 3);
  const short = { ...build, selfTest: { ...build.selfTest, cases } };
  await writeFile(join(folder, 'build.json'), JSON.stringify(short));
}

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
  ask: (texts: readonly string[]) => browser.obey({ type: 'ask', texts }, AskSaid),
  spoil: (how: 'lost' | 'error') => browser.obey({ type: 'spoil', how }, SpoilSaid),
  unload: () => browser.obey({ type: 'unload' }, NothingSaid),
  ledger: () => browser.obey({ type: 'ledger' }, LedgerSaid),
});

/** Texts of all eight languages, and of none. */
const TEXTS = fc.oneof(
  fc.constantFrom(...[...UNSAFE_PHRASES, ...NEAR_MISSES].map(({ text }) => text)),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom('👩‍👩‍👧 hai', '!!! tunggu', '\u0e31ก', "'s awal"),
);

/** Packed and alone, random mixes of texts have the same logits. */
async function expectPackedAsAlone(
  ask: ReturnType<typeof orders>['ask'],
  mixes: number,
): Promise<void> {
  for (const texts of fc.sample(fc.array(TEXTS, { minLength: 2, maxLength: 5 }), mixes)) {
    const { packed, alone } = await ask(texts);
    const differences = packed.flatMap((pair, i) =>
      pair.map((logit, side) => Math.abs(logit - (alone[i]?.[side] ?? Number.NaN))),
    );
    expect(differences).toHaveLength(texts.length * 2);
    expect(Math.max(...differences), JSON.stringify({ texts, packed, alone })).toBeLessThan(1e-3);
  }
}

it(
  'on WebGPU packs without mixing, gives back every buffer, device and file, and says which is missing',
  {
    timeout: 240_000,
  },
  () =>
    inChromium(true, async ({ put, load, ask, loadLosing, spoil, unload, ledger }) => {
      const { id } = await put();
      const { device, loadedBytes } = await load(id);
      // Chromium's software adapter offers `subgroups`, and computes wrongly with them.
      expect(device).toMatchObject({ kind: 'webgpu', precision: 'f32', subgroups: false });
      expect(loadedBytes).toBeGreaterThan(1e6);
      expect(await ledger()).toMatchObject({ devices: 1, handles: 1 });
      // A software adapter takes a second for a text.
      await expectPackedAsAlone(ask, 2);
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
  'on the processor packs without mixing, loads from the same files, and its memory does not grow',
  {
    timeout: 120_000,
  },
  () =>
    inChromium(false, async ({ put, load, ask, unload, ledger }) => {
      const { id } = await put();
      const levels: number[] = [];
      for (let i = 0; i < 5; i++) {
        const { device } = await load(id);
        expect(device).toMatchObject({ kind: 'wasm', precision: 'f32' });
        expect(await ledger()).toMatchObject({ devices: 0, handles: 1 });
        if (i === 0) await expectPackedAsAlone(ask, 10);
        await unload();
        expect(await ledger()).toMatchObject(NOTHING);
        levels.push((await ledger()).wasmBytes);
      }
      expect(levels.at(-1)).toBe(levels[1]);
    }),
);
