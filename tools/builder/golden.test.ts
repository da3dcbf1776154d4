import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Checkpoint } from './checkpoint';
import { decoderGraph, storeDecoder } from './decoder';
import { decoderShape } from './families';
import { OutputFolder } from './output';
import { FloatEmbeddingTable, openDecoder } from './run';
import { TensorStore } from './tensors';

const GOLDEN = join(import.meta.dirname, '../../../shared/goldens/qwen3-vl-tiny');

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

describe('the decoder graph against the reference PyTorch code', () => {
  it.skipIf(!existsSync(GOLDEN))(
    'gives the golden logits to 1e-3, whole and with a cached prefix (skipped: no golden checkpoints here)',
    async () => {
      const golden = v.parse(
        Golden,
        JSON.parse(await readFile(join(GOLDEN, 'golden.json'), 'utf8')),
      );
      const [safe, unsafe] = golden.verdict_token_ids;
      const scratch = await mkdtemp(join(tmpdir(), 'seawall-golden-'));
      const checkpoint = await Checkpoint.open(GOLDEN);
      try {
        const output = await OutputFolder.create(join(scratch, 'build'));
        const shape = decoderShape(checkpoint);
        const store = new TensorStore(output, 'decoder');
        const stored = await storeDecoder(checkpoint, shape, store, { safe, unsafe }, 'none');
        await store.close();
        await writeFile(
          join(output.folder, 'decoder.f32.onnx'),
          decoderGraph(shape, stored, 'f32'),
        );
        const table = await checkpoint.tensor(`${shape.prefix}embed_tokens.weight`, [
          shape.vocabulary,
          shape.hiddenSize,
        ]);
        const decoder = await openDecoder(
          output.folder,
          ['decoder.scales.f32'],
          { ...shape, inverseFrequencies: [...shape.inverseFrequencies] },
          new FloatEmbeddingTable(table, shape.vocabulary, shape.hiddenSize),
        );
        const cases = golden.cases.filter((c) => c.kind === 'text');
        expect(cases.length).toBeGreaterThan(0);
        for (const { input_ids, last_logits } of cases) {
          const tokens = input_ids.flat();
          const bytes = Buffer.from(last_logits, 'base64');
          const expected = [bytes.readFloatLE(safe * 4), bytes.readFloatLE(unsafe * 4)];
          const [whole] = await decoder.ask(decoder.empty(), [tokens]);
          expect(Math.abs((whole?.[0] ?? Number.NaN) - (expected[0] ?? 0))).toBeLessThan(1e-3);
          expect(Math.abs((whole?.[1] ?? Number.NaN) - (expected[1] ?? 0))).toBeLessThan(1e-3);
          if (tokens.length < 3) continue;
          const cut = Math.floor(tokens.length / 2);
          const past = await decoder.prefill(tokens.slice(0, cut));
          // Packed between two other texts on the same prefix.
          const [, packed] = await decoder.ask(past, [[1, 2, 3], tokens.slice(cut), [4, 5]]);
          expect(Math.abs((packed?.[0] ?? Number.NaN) - (expected[0] ?? 0))).toBeLessThan(1e-3);
          expect(Math.abs((packed?.[1] ?? Number.NaN) - (expected[1] ?? 0))).toBeLessThan(1e-3);
          past.dispose();
        }
        await decoder.release();
      } finally {
        await checkpoint.close();
        await rm(scratch, { recursive: true, force: true });
      }
    },
  );
});
