import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FileEmbeddingTable } from './token-table';

const folder = mkdtempSync(join(tmpdir(), 'seawall-table-test-'));
const path = join(folder, 'embeddings.bin');
let table: FileEmbeddingTable | undefined;

afterEach(() => {
  table?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a token table in a file', () => {
  it('is read by row', () => {
    const bytes = new Uint8Array(14);
    const view = new DataView(bytes.buffer);
    bytes.set([1, 2, 255], 7);
    view.setFloat32(10, 0.5, true);
    writeFileSync(path, bytes);
    table = new FileEmbeddingTable(path, { path: 'e', rows: 3, columns: 3, bits: 8 });
    const out = new Float32Array(5);
    table.read(1, out, 1);
    expect([...out]).toEqual([0, 0.5, 1, -0.5, 0]);
    expect(() => table?.read(2, out, 0)).toThrow('the token table ends before token 2');
    expect(() => table?.read(3, out, 0)).toThrow('no token 3');
  });
});
