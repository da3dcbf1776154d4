import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checkpoint } from '../builder/checkpoint/checkpoint';
import { guardShape } from '../builder/families';
import { layersFor, MODELS, modelBytes, tensorBytes } from './models';
import { headerOf } from './synthetic';
import { WeightStream } from './weights';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-synthetic-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Parameters that the published checkpoints are said to have, in billions. */
const PUBLISHED = {
  'qwen3-vl-4b': 4.44,
  'qwen3-vl-8b': 8.77,
  'llama-8b': 8.03,
  'gemma3-12b': 12.19,
};

describe.each(Object.values(MODELS))('$name', (model) => {
  it('has as many parameters as the published one', () => {
    expect(modelBytes(model, model.layers, true) / 2e9).toBeCloseTo(PUBLISHED[model.name], 2);
  });

  it('has as many layers as come near a size', () => {
    const layers = layersFor(model, 6e9, true);
    expect(Math.abs(modelBytes(model, layers, true) - 6e9)).toBeLessThan(0.4e9);
    expect(layersFor(model, 1e12, true)).toBe(model.layers);
    expect(layersFor(model, 1, true)).toBe(model.minimumLayers);
  });

  it('is of a family that the builder knows, and has the tensors that it asks for', async () => {
    const tensors = model.tensors(model.minimumLayers, true);
    const header = headerOf(tensors);
    const file = join(folder, 'model.safetensors');
    await writeFile(file, header);
    // The rest is a hole: no tensor is read.
    const bytes = tensors.reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
    await truncate(file, header.length + bytes);
    const config = JSON.stringify(model.config(model.minimumLayers, true));
    await writeFile(join(folder, 'config.json'), config);
    const checkpoint = await Checkpoint.open(folder);
    const { decoder, vision } = guardShape(checkpoint);
    const { hiddenSize, intermediateSize, heads, headDim, prefix } = decoder;
    const at = `${prefix}layers.0.`;
    expect(checkpoint.shape(`${at}self_attn.q_proj.weight`)).toEqual([heads * headDim, hiddenSize]);
    expect(checkpoint.shape(`${at}mlp.down_proj.weight`)).toEqual([hiddenSize, intermediateSize]);
    expect(checkpoint.shape(decoder.head)).toEqual([decoder.vocabulary, hiddenSize]);
    expect(checkpoint.has(`${at}self_attn.q_norm.weight`)).toBe(decoder.qkNorm);
    expect(checkpoint.has(`${at}pre_feedforward_layernorm.weight`)).toBe(decoder.sandwichNorms);
    expect(vision === undefined).toBe(model.name === 'llama-8b');
    if (vision) {
      const { names, hiddenSize: wide, positionSide } = vision;
      expect(checkpoint.shape(names.position)).toEqual([positionSide ** 2, wide]);
      const last = names.layer(vision.layers - 1);
      expect(checkpoint.shape(last.fc2.weight)).toEqual([wide, vision.intermediateSize]);
      expect(checkpoint.has(last.qkv[0].bias)).toBe(true);
    }
    await checkpoint.close();
  });
});

describe('WeightStream', () => {
  it('gives the same values however they are cut, with the spread of trained weights', () => {
    const tensor = { name: 'a.weight', shape: [64, 400], kind: 'weight' } as const;
    const whole = new Uint16Array(25_600);
    new WeightStream(tensor).fill(whole);
    const stream = new WeightStream(tensor);
    const pieces = [new Uint16Array(10_000), new Uint16Array(15_600)];
    for (const piece of pieces) stream.fill(piece);
    expect([...pieces.flatMap((piece) => [...piece])]).toEqual([...whole]);
    const floats = new Float32Array(Uint32Array.from(whole, (bits) => bits << 16).buffer);
    const variance = floats.reduce((sum, x) => sum + x * x, 0) / floats.length;
    expect(Math.sqrt(variance)).toBeCloseTo(1 / 20, 2);
    const other = new Uint16Array(25_600);
    new WeightStream({ ...tensor, name: 'b.weight' }).fill(other);
    expect(other).not.toEqual(whole);
  });
});
