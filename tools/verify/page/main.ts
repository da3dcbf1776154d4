/** The checks in a browser's page, on the very code that the extension's Worker runs. */
import * as ort from 'onnxruntime-web';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import * as v from 'valibot';
import { GuardBuild } from '../../../src/core/guard-build';
import type { EmbeddingTable } from '../../../src/worker/embeddings';
import { BuildError } from '../../builder/errors';
import { check } from '../check';
import { parseGolden } from '../golden';
import { PageJob, type PageSaid } from './job';

ort.env.wasm.wasmPaths = { wasm: wasmUrl };
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** What was said so far has arrived: lines keep their order. */
let arrived: Promise<unknown> = Promise.resolve();

function tell(said: PageSaid): void {
  arrived = arrived.then(() => fetch('/said', { method: 'POST', body: JSON.stringify(said) }));
}

async function get(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  return response;
}

/** Only the rows that the checks read; the whole table may be larger than memory. */
class RowTable implements EmbeddingTable {
  private readonly places: ReadonlyMap<number, number>;

  constructor(
    tokens: readonly number[],
    private readonly values: Float32Array,
    readonly rows: number,
    readonly columns: number,
  ) {
    this.places = new Map(tokens.map((token, i) => [token, i * columns]));
  }

  read(token: number, out: Float32Array, offset: number): void {
    const place = this.places.get(token);
    if (place === undefined) throw new RangeError(`no token ${token} in the table`);
    out.set(this.values.subarray(place, place + this.columns), offset);
  }
}

async function run(): Promise<void> {
  const job = v.parse(PageJob, await (await get('/job.json')).json());
  const build = v.parse(GuardBuild, await (await get('/build/build.json')).json());
  const rows = new Float32Array(await (await get('/rows.bin')).arrayBuffer());
  const golden =
    job.golden === null
      ? undefined
      : parseGolden(await (await get('/golden.json')).text(), job.golden);
  const result = await check(
    {
      ort,
      build,
      embeddings: new RowTable(job.tokens, rows, build.embeddings.rows, build.embeddings.columns),
      graph: async (path) => new Uint8Array(await (await get(`/build/${path}`)).arrayBuffer()),
      // As the extension does: a blob goes to the GPU without passing whole through the heap.
      weights: async (path) => (await get(`/build/${path}`)).blob(),
      say: (line) => tell({ type: 'line', line }),
    },
    {
      device: job.device,
      precision: job.precision ?? undefined,
      bound: job.bound ?? undefined,
      golden,
    },
  );
  tell({ type: 'done', result });
}

run().catch((error: unknown) =>
  tell({
    type: 'failed',
    message: error instanceof Error ? error.message : String(error),
    clear: error instanceof BuildError,
  }),
);
