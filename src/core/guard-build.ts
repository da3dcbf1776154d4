/**
 * `build.json`: what a guard build says of itself. The builder writes it, the worker reads it;
 * a build is the same folder on disk, on a web server and in OPFS (docs/architecture.md).
 */
import * as v from 'valibot';

export const GUARD_BUILD_FORMAT = 1;

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));
const Index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A file of the build: a plain name or a relative path without `..`. */
const Path = v.pipe(v.string(), v.regex(/^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/));

export const Precision = v.picklist(['f16', 'f32']);
export type Precision = v.InferOutput<typeof Precision>;

/** Safe and unsafe logit of the first output token. */
export const LogitPair = v.tuple([v.number(), v.number()]);
export type LogitPair = v.InferOutput<typeof LogitPair>;

export const BuildFile = v.object({
  path: Path,
  /** Bytes. */
  size: Index,
  /** Lower-case hexadecimal SHA-256 of the file. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

export const GraphVariant = v.object({
  /** Type of the activations; the quantised weights are shared between variants. */
  precision: Precision,
  graph: Path,
  /** External data files, as the graph's initialisers name them. */
  weights: v.array(Path),
});
export type GraphVariant = v.InferOutput<typeof GraphVariant>;

export const GuardBuild = v.object({
  format: v.literal(GUARD_BUILD_FORMAT),
  /** Names this very build: part of every cache key. */
  id: v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/)),
  /** What a person reads. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** True for the practice guard, which is no protection. */
  practice: v.boolean(),
  source: v.object({ model: v.string(), revision: v.string(), licence: v.string() }),
  family: v.picklist(['qwen3-vl']),
  /** Tokens, prompt included. */
  contextLimit: Count,
  verdictTokens: v.object({ safe: Index, unsafe: Index }),
  /** Jinja, from the checkpoint. */
  chatTemplate: v.string(),
  prompts: v.object({
    system: v.string(),
    /** Prompt classification; `{text}` is the element's text. */
    prompt: v.pipe(v.string(), v.includes('{text}')),
    /** Response classification; `{prompt}` and `{response}`. */
    response: v.pipe(v.string(), v.includes('{prompt}'), v.includes('{response}')),
  }),
  decoder: v.object({
    layers: Count,
    hiddenSize: Count,
    heads: Count,
    kvHeads: Count,
    headDim: Count,
    /** Radians a position, one for each rotary pair (headDim / 2 of them). */
    inverseFrequencies: v.pipe(v.array(v.number()), v.minLength(1)),
  }),
  /** Token table: `rows` rows of `columns` signed bytes, each followed by its float32 scale. */
  embeddings: v.object({ path: Path, rows: Count, columns: Count, bits: v.literal(8) }),
  variants: v.pipe(v.array(GraphVariant), v.minLength(1)),
  files: v.array(BuildFile),
  /**
   * Known answers, checked on every load. `reference` comes from an unquantised float32 run of the
   * checkpoint, `logits` from this build in float32 on WASM; a device must give `logits` to within
   * `tolerance`, and the gap between the two is what quantisation cost.
   */
  selfTest: v.object({
    tolerance: v.object({ f16: v.number(), f32: v.number() }),
    cases: v.pipe(
      v.array(
        v.object({
          tokens: v.pipe(v.array(Index), v.minLength(1)),
          reference: LogitPair,
          logits: LogitPair,
        }),
      ),
      v.minLength(1),
    ),
  }),
});
export type GuardBuild = v.InferOutput<typeof GuardBuild>;

/** Bytes of all files of a build. */
export const buildBytes = (build: GuardBuild): number =>
  build.files.reduce((sum, file) => sum + file.size, 0);
