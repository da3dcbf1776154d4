import { describe, expect, it } from 'vitest';
import { gaussian } from '../checkpoint/fixture';
import { embeddingRows } from './embedding-rows';
import { Pipeline } from './pipeline';
import { QuantisePool } from './pool';
import type { Task } from './tasks';

const task = (rows = 4): Task => ({
  kind: 'embeddings',
  bytes: new Uint8Array(gaussian(rows * 32, 1).slice().buffer),
  dtype: 'F32',
  rows,
  columns: 32,
  scale: 1,
  bits: 8,
});

describe('QuantisePool', () => {
  it('ends in an error when a thread dies', async () => {
    const program = new URL('./fixtures/crashing.ts', import.meta.url);
    const pool = new QuantisePool({ threads: 1, program });
    await expect(pool.run(task(), 'layers.3.weight')).rejects.toThrow(
      'layers.3.weight: the thread that quantised it has stopped',
    );
    await pool.destroy();
  });

  it('holds no more chunks than its bound, however slow the writing', async () => {
    const pool = new QuantisePool({ threads: 1 });
    let read = 0;
    let written = 0;
    let most = 0;
    const stream = (pipeline: Pipeline, name: string) =>
      pipeline.stream({
        name,
        count: 8,
        read: async () => {
          read++;
          most = Math.max(most, read - written);
          return task();
        },
        write: async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          written++;
        },
      });
    const [first, second] = [new Pipeline(pool), new Pipeline(pool)];
    await Promise.all([stream(first, 'a'), stream(first, 'b'), stream(second, 'c')]);
    expect(written).toBe(24);
    expect(most).toBeLessThanOrEqual(2);
    await pool.destroy();
  });

  it('gives memory back as it goes', async () => {
    const pool = new QuantisePool({ threads: 1 });
    const rows = 32 * 1024;
    let most = 0;
    // 240 MB in, and as much out.
    await new Pipeline(pool).stream({
      name: 'a',
      count: 60,
      read: async () => ({
        ...task(1),
        kind: 'embeddings',
        bytes: new Uint8Array(rows * 32 * 4),
        rows,
        scale: 1,
        bits: 32,
      }),
      write: async () => {
        const { external, arrayBuffers } = process.memoryUsage();
        most = Math.max(most, external + arrayBuffers);
      },
    });
    expect(most).toBeLessThan(120e6);
    await pool.destroy();
  });

  it('goes on after a stream of another build has failed', async () => {
    const pool = new QuantisePool({ threads: 1 });
    const read = async () => task();
    const failed = new Pipeline(pool);
    const write = async () => {
      throw new Error('no room');
    };
    await expect(
      Promise.all([
        failed.stream({ name: 'a', count: 9, read, write }),
        failed.stream({ name: 'b', count: 9, read, write }),
        failed.turn(async () => undefined),
      ]),
    ).rejects.toThrow('no room');
    await failed.idle();
    let count = 0;
    const counting = async () => {
      count++;
    };
    await new Pipeline(pool).stream({ name: 'a', count: 9, read, write: counting });
    expect(count).toBe(9);
    await pool.destroy();
  });
});

describe('embeddingRows', () => {
  it('holds signed bytes and their scale, or float32', () => {
    const table = Float32Array.of(1, -2, 0.5, 0, 0, 0, 0, 0);
    const bytes = embeddingRows(table, 2, 4, 3, 8);
    if (!(bytes instanceof Uint8Array)) throw new Error('refused');
    expect([...new Int8Array(bytes.buffer, 0, 4)]).toEqual([64, -127, 32, 0]);
    expect(new DataView(bytes.buffer).getFloat32(4, true)).toBeCloseTo(6 / 127, 8);
    expect([...bytes.subarray(8)]).toEqual(Array(8).fill(0));
    const floats = embeddingRows(table, 2, 4, 3, 32);
    if (!(floats instanceof Uint8Array)) throw new Error('refused');
    expect([...new Float32Array(floats.buffer)]).toEqual([3, -6, 1.5, 0, 0, 0, 0, 0]);
  });

  it('multiplies in float32', () => {
    const value = Math.fround(0.1);
    const scale = Math.fround(Math.sqrt(3840));
    const bytes = embeddingRows(Float32Array.of(value), 1, 1, scale, 32);
    if (!(bytes instanceof Uint8Array)) throw new Error('refused');
    expect(new Float32Array(bytes.buffer)[0]).toBe(Math.fround(value * scale));
  });

  it('refuses what is not finite, and what the scale makes so', () => {
    expect(embeddingRows(Float32Array.of(1, 2, 3, NaN), 2, 2, 1, 8)).toEqual({
      at: 3,
      why: 'is not finite',
    });
    expect(embeddingRows(Float32Array.of(1, 3e38), 1, 2, 2, 32)).toMatchObject({ at: 1 });
  });
});
