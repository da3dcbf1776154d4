/**
 * The golden checkpoints, built and asked: what the graphs compute is what the reference PyTorch code
 * does, for texts and images, whole and packed, on WASM and on WebGPU.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGuard } from '../builder/build';
import { parseGolden } from './golden';
import { VerifyReport } from './report';
import { verifyCommand } from './testing/command';
import { verify } from './verify';

const GOLDENS = join(import.meta.dirname, '../../../shared/goldens');
const WHY = existsSync(GOLDENS) ? '' : ' (skipped: no golden checkpoints here)';

describe.each([
  ['qwen3-vl-tiny', 2],
  ['llama-tiny', 0],
  ['gemma3-tiny', 1],
])(`the golden checkpoint %s${WHY}`, { timeout: 600_000 }, (name, images) => {
  const golden = join(GOLDENS, name, 'golden.json');
  let scratch: string;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'seawall-golden-'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  async function build(bits: Parameters<typeof buildGuard>[0]['bits']): Promise<string> {
    const out = join(scratch, String(bits));
    if (existsSync(out)) return out;
    const { verdictTokens } = parseGolden(await readFile(golden, 'utf8'), golden);
    const [safe, unsafe] = verdictTokens;
    await buildGuard({
      from: join(GOLDENS, name),
      out,
      bits,
      precisions: ['f16', 'f32'],
      name,
      source: { model: name, revision: '1', licence: 'Apache-2.0' },
      verdictTokens: [String(safe), String(unsafe)],
    });
    return out;
  }

  /** Every case was run: images and texts of three tokens and more twice. */
  async function expectAllCases(report: VerifyReport): Promise<void> {
    const { cases } = parseGolden(await readFile(golden, 'utf8'), golden);
    const texts = cases.filter(({ pixels }) => !pixels);
    const packed = texts.filter(({ tokens }) => tokens.length >= 3);
    expect(cases.length - texts.length).toBe(images);
    const runs = report.check?.golden?.runs ?? [];
    expect(runs).toHaveLength(cases.length + packed.length + images);
    for (const way of ['whole', 'packed'])
      expect(runs.filter((run) => run.kind === 'image' && run.way === way)).toHaveLength(images);
  }

  it.skipIf(WHY).each(['none', 8, 4] as const)(
    'is within its bound on WASM at %s bits',
    async (bits) => {
      const report = await verify({ folder: await build(bits), golden, device: 'wasm' }, () => {});
      expect(report.problems).toEqual([]);
      await expectAllCases(report);
      if (bits === 'none') {
        expect(report.check?.golden?.bound).toEqual({ kind: 'absolute', value: 1e-3 });
      }
    },
  );

  it.skipIf(WHY)('is within 1e-3 on WebGPU (skipped without a Vulkan driver)', async (context) => {
    // In a process of its own, as people run it: a native module that changes V8's settings.
    const folder = await build('none');
    const { stdout, stderr } = await verifyCommand(
      ...[folder, '--golden', golden, '--device', 'webgpu', '--precision', 'f32', '--json'],
    );
    const report = v.parse(VerifyReport, JSON.parse(stdout));
    const [problem] = report.problems;
    if (problem?.startsWith('There is no graphics driver')) context.skip(problem);
    expect(report.problems, stderr).toEqual([]);
    await expectAllCases(report);
    expect(report.check?.golden?.bound).toEqual({ kind: 'absolute', value: 1e-3 });
  });
});
