/**
 * The golden text cases through the Worker's own service: from the words of a request over the
 * tokenizer, the cached prefix, the packed run and the head to the answer.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probabilityUnsafe } from '../../src/core/verdict';
import type { AskAnswer, GuardState } from '../../src/platform/guard-protocol';
import { wholeFileReader } from '../../src/worker/build-files';
import { Guard } from '../../src/worker/guard';
import { GuardService } from '../../src/worker/service';
import { buildGuard } from '../builder/build';
import { ort } from '../builder/ort';
import { parseGolden } from './golden';
import { letteredBuild, lettersOf } from './testing/lettered';

const GOLDENS = join(import.meta.dirname, '../../../shared/goldens');
const WHY = existsSync(GOLDENS) ? '' : ' (skipped: no golden checkpoints here)';

describe.skipIf(WHY).each(['qwen3-vl-tiny', 'llama-tiny', 'gemma3-tiny'])(
  `the golden texts of %s${WHY}`,
  { timeout: 120_000 },
  (name) => {
    let folder: string;
    let cases: { tokens: readonly number[]; safe: number; unsafe: number }[];

    beforeAll(async () => {
      folder = join(await mkdtemp(join(tmpdir(), 'seawall-golden-')), name);
      const file = join(GOLDENS, name, 'golden.json');
      const golden = parseGolden(await readFile(file, 'utf8'), file);
      const [safe, unsafe] = golden.verdictTokens;
      await buildGuard({
        from: join(GOLDENS, name),
        out: folder,
        bits: 'none',
        precisions: ['f32'],
        name,
        source: { model: name, revision: '1', licence: 'Apache-2.0' },
        verdictTokens: [String(safe), String(unsafe)],
      });
      cases = golden.cases.flatMap(({ tokens, pixels, lastLogits }) =>
        pixels
          ? []
          : [{ tokens, safe: lastLogits[safe] ?? NaN, unsafe: lastLogits[unsafe] ?? NaN }],
      );
    }, 120_000);
    afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

    it('have their probabilities when all are asked at once', async () => {
      const files = await letteredBuild(folder);
      const states: GuardState[] = [];
      const answers: AskAnswer[] = [];
      const service = new GuardService({
        ort,
        readerOf: async () => wholeFileReader(files),
        send: (event) => {
          if (event.type === 'state') states.push(event.state);
          else answers.push(...event.answers);
        },
      });
      const source = { kind: 'installed', id: 'golden', practice: false } as const;
      service.handle({ type: 'open', source, url: null, idleMs: 600_000 });
      await service.idle();
      expect(states.at(-1)).toMatchObject({ status: 'ready', device: { kind: 'wasm' } });
      const requests = cases.map(({ tokens }, id) => ({
        ...({ kind: 'prompt', priority: 0 } as const),
        ...{ id, text: lettersOf(tokens) },
      }));
      service.handle({ type: 'ask', requests });
      while (answers.length < cases.length) await new Promise((resolve) => setTimeout(resolve, 5));
      service.handle({ type: 'close' });
      await service.idle();
      for (const [id, { tokens, safe, unsafe }] of cases.entries()) {
        const answer = answers.find((each) => each.id === id);
        expect(answer).toMatchObject({ ok: true, whole: true, tokens: tokens.length });
        const found = answer?.ok ? answer.pUnsafe : NaN;
        expect(Math.abs(found - probabilityUnsafe(safe, unsafe))).toBeLessThan(1e-3);
      }
    });

    it('have their logits behind a prefix of half of their tokens', async () => {
      for (const { tokens, safe, unsafe } of cases.filter((each) => each.tokens.length > 1)) {
        const before = tokens.slice(0, tokens.length >> 1);
        const files = await letteredBuild(folder, before);
        const guard = await Guard.open(ort, wholeFileReader(files), () => {});
        try {
          expect(guard.prompt.prefix('prompt')).toEqual(before);
          const text = lettersOf(tokens.slice(before.length));
          const suffix = guard.prompt.suffix({ kind: 'prompt', text });
          const other = guard.prompt.suffix({ kind: 'prompt', text: lettersOf([5, 6, 7]) });
          const [, logits] = await guard.ask('prompt', [other, suffix, other]);
          expect(Math.abs((logits?.[0] ?? NaN) - safe)).toBeLessThan(1e-3);
          expect(Math.abs((logits?.[1] ?? NaN) - unsafe)).toBeLessThan(1e-3);
        } finally {
          await guard.dispose();
        }
      }
    });
  },
);
