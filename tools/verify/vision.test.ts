/** What `guard:verify` says of a build's vision tower. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seeingGuard } from './testing/seeing';
import { verify } from './verify';

let scratch: string;
let folder: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-verify-vision-'));
  folder = await seeingGuard(scratch);
}, 120_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function verified() {
  const lines: string[] = [];
  const report = await verify({ folder, device: 'wasm' }, (line) => lines.push(line));
  return { report, lines };
}

it('a tower that gives its known answers is said to', async () => {
  const { report, lines } = await verified();
  expect(report.problems).toEqual([]);
  expect(report.check?.vision?.difference).toBeLessThan(1e-4);
  expect(lines).toContainEqual(expect.stringContaining('Known answers of the vision tower'));
});

it('a tower that gives others is a problem', async () => {
  const path = join(folder, 'build.json');
  const json = await readFile(path, 'utf8');
  const build = JSON.parse(json);
  build.vision.selfTest.deepstack[1].values[0] += build.vision.selfTest.deepstack[1].rms;
  await writeFile(path, JSON.stringify(build));
  const { report } = await verified();
  await writeFile(path, json);
  expect(report.ok).toBe(false);
  expect(report.problems).toEqual([
    expect.stringMatching(/^The vision tower is 1\.0 off its known answers, tolerance/),
  ]);
});
