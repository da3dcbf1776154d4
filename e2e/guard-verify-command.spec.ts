/** `npm run guard:verify` in real browsers: the golden checkpoints' builds, f16 where it can be had. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import * as v from 'valibot';
import { VerifyReport } from '../tools/verify/report';

const ROOT = join(import.meta.dirname, '..');
const GOLDENS = join(ROOT, '../shared/goldens');

let scratch: string;

test.beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'seawall-verify-e2e-'));
});
test.afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function command(script: string, ...args: readonly string[]) {
  return spawnSync('npm', ['run', '--silent', script, '--', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: ROOT },
  });
}

/** An unquantised build of a golden checkpoint. */
function build(name: string): string {
  const out = join(scratch, name);
  if (existsSync(out)) return out;
  const { status, stderr } = command(
    'guard:build',
    ...['--from', join(GOLDENS, name), '--out', out, '--bits', 'none'],
    // The golden checkpoints have no tokenizer; these are the ids that golden.json names.
    ...['--verdict-tokens', '101,202', '--licence', 'Apache-2.0', '--accept-licence'],
  );
  expect(status, stderr).toBe(0);
  return out;
}

function verify(name: string, ...args: readonly string[]): VerifyReport {
  const golden = join(GOLDENS, name, 'golden.json');
  const { status, stdout, stderr } = command(
    'guard:verify',
    ...[build(name), '--golden', golden, '--json', ...args],
  );
  expect(status, stderr).toBe(0);
  return v.parse(VerifyReport, JSON.parse(stdout));
}

// The golden checkpoints lie beside the project, not in it: a clone may stand alone.
test.skip(!existsSync(GOLDENS), 'no golden checkpoints here');

for (const name of ['qwen3-vl-tiny', 'llama-tiny', 'gemma3-tiny']) {
  test(`${name} in Firefox with f16 is within 2e-2 of the reference`, () => {
    const { check, host } = verify(name, '--browser', 'firefox', '--precision', 'f16');
    expect(host?.name).toContain('firefox');
    expect(check?.device).toMatchObject({ kind: 'webgpu', precision: 'f16' });
    expect(check?.golden?.bound).toEqual({ kind: 'relative', value: 2e-2 });
    expect(check?.golden?.runs.length).toBeGreaterThan(0);
  });
}

test('llama-tiny in Chromium is within 1e-3 of the reference', () => {
  const { check, host } = verify('llama-tiny', '--browser', 'chrome', '--precision', 'f32');
  expect(host?.name).toContain('chrome');
  expect(check?.device).toMatchObject({ kind: 'webgpu', precision: 'f32' });
  expect(check?.golden?.bound).toEqual({ kind: 'absolute', value: 1e-3 });
});
