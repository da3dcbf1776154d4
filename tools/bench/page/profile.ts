/** Where our time goes in a page: Chromium's sampling profiler over the functions of our script. */
import { writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { sleep } from '../../browsers/page';
import type { Where } from './load';
import { touchBody } from './pages';
import { settle } from './scan';

const Profile = v.looseObject({
  nodes: v.array(
    v.looseObject({
      id: v.number(),
      callFrame: v.looseObject({
        functionName: v.string(),
        url: v.string(),
        lineNumber: v.number(),
        columnNumber: v.number(),
      }),
      children: v.optional(v.array(v.number())),
    }),
  ),
  samples: v.array(v.number()),
  timeDeltas: v.array(v.number()),
});

/** Self time by function, in milliseconds, of what our script runs and of what it calls. */
export async function profileScans(where: Where, rounds: number, file: string): Promise<string[]> {
  const { driver, url, site } = where;
  await driver.setSite(site, 'screen');
  const page = await driver.openPage(url, { timeoutMs: 120_000 });
  await settle(driver, page);
  for (let round = 0; round < rounds; round++) {
    await touchBody(page, -round);
    await stand(() => driver.snapshot(page, false));
  }
  await page.devtools('Profiler.enable');
  await page.devtools('Profiler.setSamplingInterval', { interval: 100 });
  await page.devtools('Profiler.start');
  for (let round = 0; round < rounds; round++) {
    await touchBody(page, round);
    await stand(() => driver.snapshot(page, false));
  }
  const { profile } = v.parse(v.object({ profile: Profile }), await page.devtools('Profiler.stop'));
  await page.close();
  await writeFile(file, JSON.stringify(profile));
  const ours = new Set<number>();
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const enter = (id: number, isOurs: boolean): void => {
    const node = byId.get(id);
    if (!node) return;
    const is = isOurs || node.callFrame.url.startsWith('chrome-extension:');
    if (is) ours.add(id);
    for (const child of node.children ?? []) enter(child, is);
  };
  enter(profile.nodes[0]?.id ?? 0, false);
  const self = new Map<string, number>();
  for (const [i, id] of profile.samples.entries()) {
    const node = byId.get(id);
    if (!node || !ours.has(id)) continue;
    const { functionName, lineNumber, columnNumber } = node.callFrame;
    const name = `${functionName || '(anonymous)'} ${lineNumber}:${columnNumber}`;
    self.set(name, (self.get(name) ?? 0) + (profile.timeDeltas[i] ?? 0) / 1_000);
  }
  return [...self]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25)
    .map(([name, ms]) => `${ms.toFixed(1).padStart(8)} ms  ${name}`);
}

/** Until nothing more is walked over. */
async function stand(snapshot: () => Promise<{ work: { scannedNodes: number } }>): Promise<void> {
  let before = -1;
  for (;;) {
    await sleep(500);
    const { scannedNodes } = (await snapshot()).work;
    if (scannedNodes === before) return;
    before = scannedNodes;
  }
}
