/** The same page gets the same P(unsafe) to 1e-3 on WebGPU, on WASM, and in Firefox. */
import { join } from 'node:path';
import { servePages } from '../tools/pages/serve';
import { openGuard, screenPage } from '../tools/screen/screen';
import { expect, start, type Target, test } from './harness';

const DEMO = join(import.meta.dirname, '..', 'demo');
const PAGES = ['en.html', 'my.html', 'ta.html', 'th.html', 'vi.html'];

const TARGETS: readonly Target[] = [
  { browser: 'chrome', webgpu: true },
  { browser: 'chrome', webgpu: false },
  { browser: 'firefox', webgpu: true },
];

test('P(unsafe) is the same to 1e-3 on every device', async () => {
  test.setTimeout(300_000);
  // One after the other: software adapters share the machine's cores badly.
  const runs: Map<string, number>[] = [];
  for (const target of TARGETS) runs.push(await probabilities(target));
  const [first, ...others] = runs;
  expect(first?.size).toBeGreaterThan(50);
  for (const other of others) {
    expect([...other.keys()]).toEqual([...(first?.keys() ?? [])]);
    for (const [key, p] of other) {
      expect(Math.abs(p - (first?.get(key) ?? Number.NaN)), key).toBeLessThan(1e-3);
    }
  }
});

/** Element's page and text → P(unsafe). */
async function probabilities(target: Target): Promise<Map<string, number>> {
  const demo = await servePages(DEMO);
  const driver = await start(target);
  try {
    const guard = await openGuard(driver, 'practice');
    expect(guard.device.kind).toBe(target.webgpu ? 'webgpu' : 'wasm');
    const all = new Map<string, number>();
    for (const name of PAGES) {
      const address = { name, url: `${demo.origin}/${name}`, site: demo.site };
      const { report } = await screenPage(driver, address, 60_000);
      for (const { text, pUnsafe } of report.elements) {
        all.set(`${name}: ${text}`, pUnsafe ?? Number.NaN);
      }
    }
    return all;
  } finally {
    await driver.close();
    await demo.close();
  }
}
