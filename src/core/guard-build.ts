/**
 * `build.json`: what a guard build says of itself. The builder writes it, the worker reads it;
 * a build is the same folder on disk, on a web server and in OPFS (docs/architecture.md).
 */
import * as v from 'valibot';

export const GUARD_BUILD_FORMAT = 1;

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));
const Index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Whatever comes from a stranger is bounded: far above what any build has. */
const MAX_PATH = 200;
const MAX_FILES = 1_000;
/** UTF-16 units of what is said of the checkpoint, which lists show. */
const MAX_SAID = 300;

/** A file of the build: a plain name or a relative path without `..`. */
const Path = v.pipe(
  v.string(),
  v.maxLength(MAX_PATH),
  v.regex(/^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/),
);

const Said = v.pipe(v.string(), v.maxLength(MAX_SAID));

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
  /** Type of keys and values; the quantised weights are shared between variants. */
  precision: Precision,
  /** Type of activations within layers: f32 in both variants where a family's outgrow a half. */
  activations: Precision,
  graph: Path,
  /** The same for the processor, which is quicker with other operators; left out, it is `graph`. */
  processorGraph: v.optional(Path),
  /** External data files, as both graphs' initialisers name them. */
  weights: v.array(Path),
});
export type GraphVariant = v.InferOutput<typeof GraphVariant>;

/** The graph to open on a device. */
export const graphFor = (
  { graph, processorGraph }: Pick<GraphVariant, 'graph' | 'processorGraph'>,
  device: 'webgpu' | 'wasm',
): string => (device === 'wasm' ? (processorGraph ?? graph) : graph);

/** All files that a variant names. */
export const filesOf = ({ graph, processorGraph, weights }: GraphVariant): string[] => [
  graph,
  ...(processorGraph === undefined ? [] : [processorGraph]),
  ...weights,
];

const Frequencies = v.pipe(v.array(v.number()), v.minLength(1));

/** What a caller of the decoder's graph must know (inputs: `tools/builder/graph/decoder.ts`). */
export const DecoderInfo = v.object({
  layers: Count,
  hiddenSize: Count,
  heads: Count,
  kvHeads: Count,
  headDim: Count,
  rotary: v.object({
    /** Radians a position, one for each rotary pair (headDim / 2 of them). */
    inverseFrequencies: Frequencies,
    /** Axis of each pair, 0 time, 1 height, 2 width; left out, all are 0. */
    axes: v.optional(v.array(v.picklist([0, 1, 2]))),
  }),
  /** Where some layers see only the last `window` tokens: inputs `…_local` beside the others. */
  local: v.optional(v.object({ window: Count, inverseFrequencies: Frequencies })),
  /** Whether the tokens of an image see the later ones of the same image too. */
  imageAttention: v.picklist(['causal', 'both-ways']),
  /** How many inputs `deepstack.N` add image features to the first layers. */
  deepstackLayers: Index,
});
export type DecoderInfo = v.InferOutput<typeof DecoderInfo>;

/** Of one of the tower's outputs, [tokens, hidden] row-major (`visionSample` of core/vision-test.ts). */
export const VisionSample = v.object({
  /** Its first 16 numbers, and 16 from the middle on. */
  values: v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(32)),
  /** Root mean square of all of them. */
  rms: v.pipe(v.number(), v.gtValue(0)),
});
export type VisionSample = v.InferOutput<typeof VisionSample>;

/** What a caller of the vision tower's graph must know (inputs: `tools/builder/graph/vision.ts`). */
export const VisionInfo = v.object({
  graph: Path,
  weights: v.array(Path),
  /** Token id that stands for one row of features in the prompt. */
  imageToken: Index,
  /** Pixels along a patch's side. */
  patchSize: Count,
  /** Frames a patch: a still image is repeated. */
  temporalPatch: Count,
  channels: Count,
  /** This many patches squared become one token. */
  merge: Count,
  /** Pixels along the side of the one size that the tower takes; left out, sizes vary. */
  imageSize: v.optional(Count),
  /** The learned table of positions is a square of this many squared, stretched over other sizes. */
  positionSide: Count,
  /** Rotary frequencies of height and of width, where positions are rotary too. */
  rotary: v.optional(Frequencies),
  hiddenSize: Count,
  /** How many outputs `deepstack.N` come with `features`. */
  deepstackLayers: Index,
  /**
   * Known answers of the tower over this build's own weights, for pixels made from `seed`
   * (`testPatches` of core/vision-test.ts); checked when the tower is opened.
   */
  selfTest: v.optional(
    v.object({
      /** In patches: multiples of `merge`, the tower's own where it takes one size only. */
      gridHeight: Count,
      gridWidth: Count,
      seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1)),
      /** How far a device may be off, as a share of the output's root mean square. */
      tolerance: v.pipe(v.number(), v.gtValue(0)),
      features: VisionSample,
      /** One for each output `deepstack.N`. */
      deepstack: v.array(VisionSample),
    }),
  ),
});
export type VisionInfo = v.InferOutput<typeof VisionInfo>;

export const GuardBuild = v.object({
  format: v.literal(GUARD_BUILD_FORMAT),
  /** Names this very build: part of every cache key. */
  id: v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/)),
  /** What a person reads. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** True for the practice guard, which is no protection. */
  practice: v.boolean(),
  source: v.object({ model: Said, revision: Said, licence: Said }),
  family: v.picklist(['qwen3-vl', 'llama', 'gemma3']),
  /** Bits of the decoder's matrices; 32 where they are not quantised. */
  bits: v.picklist([4, 8, 32]),
  /** Tokens, prompt included. */
  contextLimit: Count,
  verdictTokens: v.object({ safe: Index, unsafe: Index }),
  /** Jinja, from the checkpoint; null in a build without a tokenizer, which only tools can run. */
  chatTemplate: v.nullable(v.string()),
  prompts: v.object({
    system: v.string(),
    /** Prompt classification; `{text}` is the element's text. */
    prompt: v.pipe(v.string(), v.includes('{text}')),
    /** Response classification; `{prompt}` and `{response}`. */
    response: v.pipe(v.string(), v.includes('{prompt}'), v.includes('{response}')),
  }),
  decoder: DecoderInfo,
  vision: v.optional(VisionInfo),
  /**
   * Token table: `rows` rows of `columns`. At 8 bits a row is signed bytes followed by its float32
   * scale; at 32 bits it is float32.
   */
  embeddings: v.object({ path: Path, rows: Count, columns: Count, bits: v.picklist([8, 32]) }),
  variants: v.pipe(v.array(GraphVariant), v.minLength(1)),
  files: v.pipe(v.array(BuildFile), v.maxLength(MAX_FILES)),
  /**
   * Known answers, checked on every load. `reference` comes from an unquantised run of the
   * checkpoint, `logits` from the same run over this build's own weights; a device must give
   * `logits` to within `tolerance`, and the gap between the two is what quantisation cost.
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
