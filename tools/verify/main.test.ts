/** The command from outside: what it prints, and what it ends with. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GuardBuild } from '../../src/core/guard-build';
import { PRACTICE_GUARD } from '../practice/ensure';
import { VerifyReport } from './report';
import { verifyCommand } from './testing/command';
import { base64, logitsOf } from './testing/golden';

let scratch: string;
let guard: string;
let goldenFile: string;
let build: GuardBuild;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-verify-test-'));
  guard = join(scratch, 'guard');
  await cp(PRACTICE_GUARD, guard, { recursive: true });
  build = v.parse(GuardBuild, JSON.parse(await readFile(join(guard, 'build.json'), 'utf8')));
  goldenFile = join(scratch, 'golden.json');
  await writeFile(goldenFile, JSON.stringify(goldenOf(build)));
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

/** What the practice guard's own checkpoint gives, as its build.json tells. */
function goldenOf({ verdictTokens: { safe, unsafe }, selfTest, embeddings }: GuardBuild) {
  return {
    verdict_token_ids: [safe, unsafe],
    cases: selfTest.cases.slice(0, 2).map(({ tokens, reference }) => ({
      kind: 'text',
      input_ids: tokens,
      last_logits: base64(
        logitsOf(embeddings.rows, [
          [safe, reference[0]],
          [unsafe, reference[1]],
        ]),
      ),
    })),
  };
}

const lines = (text: string): string[] => text.trim().split('\n');

describe('guard:verify', { timeout: 120_000 }, () => {
  it('ends with 0 for a good build, and prints every case', async () => {
    const { status, stdout, stderr } = await verifyCommand(guard, '--golden', goldenFile);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    for (const { path } of build.files) expect(stdout).toMatch(new RegExp(`OK.*${path}`));
    expect(stdout).toContain('Self-test: largest difference');
    expect(stdout.match(/^ok .* whole /gm)).toHaveLength(2);
    expect(stdout.match(/^ok .* packed /gm)).toHaveLength(2);
  });

  it('prints one JSON document, and ends with 1 where a case is over its bound', async () => {
    await writeFile(join(guard, 'notes.txt'), '');
    const { status, stdout, stderr } = await verifyCommand(
      ...[guard, '--golden', goldenFile, '--bound', '1e-9', '--json'],
    );
    await rm(join(guard, 'notes.txt'));
    expect(status).toBe(1);
    const report = v.parse(VerifyReport, JSON.parse(stdout));
    expect(report).toMatchObject({
      ok: false,
      problems: ['4 of 4 golden runs are over the bound of 1e-9 relative'],
      unlisted: expect.arrayContaining(['notes.txt']),
      check: { device: { kind: 'wasm', precision: 'f32' }, refused: [] },
    });
    expect(lines(stderr).at(-1)).toBe(report.problems[0]);
  });

  it('ends with 1 and one clear line for a damaged file', async () => {
    const file = join(guard, build.embeddings.path);
    const bytes = await readFile(file);
    const damaged = Uint8Array.from(bytes);
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    await writeFile(file, damaged);
    const { status, stdout, stderr } = await verifyCommand(guard);
    await writeFile(file, bytes);
    expect(status).toBe(1);
    expect(stdout).toMatch(/PROBLEM .*embeddings\.bin/);
    expect(lines(stderr)).toEqual([
      `${guard}: embeddings.bin does not have the contents that the build says`,
    ]);
  });

  it('ends with 1 and one clear line where a device refuses the build', async () => {
    const wrong = join(scratch, 'wrong');
    await cp(guard, wrong, { recursive: true });
    const cases = build.selfTest.cases.map((each) => ({ ...each, logits: [9, 9] }));
    const changed = { ...build, selfTest: { ...build.selfTest, cases } };
    await writeFile(join(wrong, 'build.json'), JSON.stringify(changed));
    const { status, stderr } = await verifyCommand(wrong);
    expect(status).toBe(1);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain("No device gave the build's known answers: WASM: its answers differ");
  });

  it.each([
    ['a folder that is no build', () => [scratch], 'it has no build.json'],
    ['a golden file that is not there', () => [guard, '--golden', '/nowhere'], '/nowhere'],
    [
      'a golden file that is none',
      () => [guard, '--golden', join(guard, 'build.json')],
      'no golden file',
    ],
    ['halves on WASM', () => [guard, '--precision', 'f16'], 'WASM runs f32 only'],
    ['a bound that is no number', () => [guard, '--bound', 'wide'], 'a number above 0'],
    ['a device that it does not know', () => [guard, '--device', 'abacus'], 'abacus'],
  ])('ends with 1 and one clear line for %s', async (_what, args, says) => {
    const { status, stderr } = await verifyCommand(...args());
    expect(status).toBe(1);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(says);
  });
});
