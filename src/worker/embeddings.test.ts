import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskEmbeddingTable, embeddingRowBytes, MemoryEmbeddingTable } from './embeddings';
import { GuardError } from './errors';
import { handleRows, type RowSource } from './readers';
import type { SyncAccess } from './store/opfs';

/** Any bytes are a table; a NaN among them would only be unequal to itself. */
const tables = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    columns: fc.integer({ min: 1, max: 9 }),
    bits: fc.constantFrom(8 as const, 32 as const),
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
  })
  .map(({ rows, columns, bits, seed }) => {
    const bytes = new Uint8Array(rows * embeddingRowBytes(columns, bits));
    let state = seed;
    for (let i = 0; i < bytes.length; i++) {
      state = (state * 48_271) % 2_147_483_647;
      bytes[i] = state;
    }
    return { info: { rows, columns, bits }, bytes };
  });

/** A file in memory that counts how often it is read. */
function fileOf(bytes: Uint8Array): RowSource & { reads: number } {
  return {
    size: bytes.length,
    reads: 0,
    readAt(out, at) {
      this.reads++;
      out.set(bytes.subarray(at, at + out.length));
    },
  };
}

describe('a token table on disk', () => {
  it('gives the rows of the same table in memory, whatever it keeps', () => {
    fc.assert(
      fc.property(
        tables,
        fc.array(fc.nat(), { minLength: 1, maxLength: 200 }),
        fc.nat(400),
        ({ info, bytes }, picks, cacheBytes) => {
          const memory = new MemoryEmbeddingTable(bytes.slice().buffer, info);
          const disk = new DiskEmbeddingTable(fileOf(bytes), info, cacheBytes);
          for (const pick of picks) {
            const expected = new Float32Array(info.columns + 2);
            const found = new Float32Array(info.columns + 2);
            memory.read(pick % info.rows, expected, 1);
            disk.read(pick % info.rows, found, 1);
            expect(found).toEqual(expected);
          }
        },
      ),
    );
  });

  const info = { rows: 100, columns: 4, bits: 8 as const };
  const bytes = Uint8Array.from({ length: 800 }, (_, i) => i % 120);
  const out = new Float32Array(4);

  it('keeps the rows that were asked for last, and no more than it may', () => {
    const file = fileOf(bytes);
    const table = new DiskEmbeddingTable(file, info, 3 * 8 + 7);
    for (const token of [1, 2, 3, 1, 2, 3]) table.read(token, out, 0);
    expect(file.reads).toBe(3);
    table.read(1, out, 0);
    table.read(4, out, 0);
    expect(file.reads).toBe(4);
    for (const token of [1, 3, 4]) table.read(token, out, 0);
    expect(file.reads).toBe(4);
    table.read(2, out, 0);
    expect(file.reads).toBe(5);
  });

  it('refuses a file of another size, and tokens that it does not have', () => {
    expect(() => new DiskEmbeddingTable(fileOf(bytes.subarray(1)), info)).toThrow(/799 bytes/);
    const table = new DiskEmbeddingTable(fileOf(bytes), info);
    for (const token of [-1, 100, Number.NaN])
      expect(() => table.read(token, out, 0)).toThrow(RangeError);
  });

  /** A handle that goes the way it is told to. */
  const handle = (read: SyncAccess['read']): SyncAccess => ({
    read,
    write: () => 0,
    truncate() {},
    getSize: () => bytes.length,
    flush() {},
    close() {},
  });

  it.each([
    ['reads short', () => 5],
    [
      'throws',
      () => {
        throw new DOMException('gone', 'NotFoundError');
      },
    ],
  ])('says that the file is missing when its handle %s, and gives no row of it', (_what, fail) => {
    let failing = false;
    const file = handleRows(
      'embeddings.bin',
      handle((target, options) => {
        // What a failed read left behind must not be taken for a row.
        target.fill(99);
        if (failing) return fail();
        target.set(bytes.subarray(options?.at ?? 0, (options?.at ?? 0) + target.length));
        return target.length;
      }),
    );
    const table = new DiskEmbeddingTable(file, info, 2 * 8);
    const memory = new MemoryEmbeddingTable(bytes.slice().buffer, info);
    table.read(1, out, 0);
    table.read(2, out, 0);
    failing = true;
    const error = (() => {
      try {
        table.read(3, out, 0);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(GuardError);
    expect(error).toMatchObject({
      code: 'missing',
      message: expect.stringContaining('embeddings.bin'),
    });
    failing = false;
    for (const token of [3, 2, 1, 4, 3]) {
      const expected = new Float32Array(4);
      memory.read(token, expected, 0);
      table.read(token, out, 0);
      expect(out).toEqual(expected);
    }
  });
});
