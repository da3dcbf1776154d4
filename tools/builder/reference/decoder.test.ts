import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Checkpoint } from '../checkpoint/checkpoint';
import { guardShape } from '../families';
import { referenceLogits } from './decoder';
import { packedSequence } from './sequence';
import { WholeWeights } from './whole';

const GOLDENS = join(import.meta.dirname, '../../../../shared/goldens');
const WHY = existsSync(GOLDENS) ? '' : ' (skipped: no golden checkpoints here)';

const Golden = v.object({
  verdict_token_ids: v.tuple([v.number(), v.number()]),
  cases: v.array(
    v.object({
      kind: v.picklist(['text', 'image']),
      input_ids: v.union([v.array(v.number()), v.array(v.array(v.number()))]),
      last_logits: v.string(),
    }),
  ),
});

describe('the reference decoder against the reference PyTorch code', () => {
  it.skipIf(WHY).each(['qwen3-vl-tiny', 'llama-tiny', 'gemma3-tiny'])(
    `%s: gives the golden logits to 1e-4, whole and packed${WHY}`,
    async (name) => {
      const folder = join(GOLDENS, name);
      const golden = v.parse(
        Golden,
        JSON.parse(await readFile(join(folder, 'golden.json'), 'utf8')),
      );
      const checkpoint = await Checkpoint.open(folder);
      try {
        const { decoder } = guardShape(checkpoint);
        const weights = new WholeWeights(checkpoint, decoder);
        const texts = golden.cases.filter(({ kind }) => kind === 'text');
        expect(texts.length).toBeGreaterThan(0);
        for (const { input_ids, last_logits } of texts) {
          const ids = input_ids.flat();
          const bytes = Buffer.from(last_logits, 'base64');
          const expected = golden.verdict_token_ids.map((id) => bytes.readFloatLE(id * 4));
          const ask = async (cut: number) => {
            const others = cut === 0 ? [] : [[1, 2, 3], [4]];
            const { tokens, lastRows } = packedSequence(ids.slice(0, cut), [
              ...others,
              ids.slice(cut),
            ]);
            const rows = lastRows.slice(-1);
            const { verdict_token_ids } = golden;
            return referenceLogits(decoder, weights, tokens, rows, verdict_token_ids);
          };
          for (const cut of ids.length > 2 ? [0, Math.floor(ids.length / 2)] : [0]) {
            const logits = await ask(cut);
            const worst = Math.max(...expected.map((e, i) => Math.abs(e - (logits[i] ?? NaN))));
            expect(worst).toBeLessThan(1e-4);
          }
        }
      } finally {
        await checkpoint.close();
      }
    },
  );
});
