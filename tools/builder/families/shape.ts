/**
 * A guard's architecture as its graphs need to know it. A family (`qwen3-vl.ts`, `llama.ts`,
 * `gemma3.ts`) is nothing but the way from its `config.json` to this description.
 */

/** Rotary position embedding (RoPE, Su et al., arXiv 2104.09864). */
export interface Rotary {
  /** Radians a position, one for each rotary pair (headDim / 2 of them). */
  readonly inverseFrequencies: readonly number[];
  /** Axis of each pair (0 time, 1 height, 2 width) where images have three; left out, all are 0. */
  readonly axes?: readonly number[];
}

export interface DecoderShape {
  readonly layers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocabulary: number;
  /** Tokens, prompt included. */
  readonly contextLimit: number;
  readonly normEpsilon: number;
  /** `one-plus`: a norm scales by 1 + its weight (Gemma). */
  readonly normScale: 'weight' | 'one-plus';
  /** RMSNorm over each head of queries and keys, before they are rotated. */
  readonly qkNorm: boolean;
  /** Norms after attention and MLP too, before their results are added (Gemma). */
  readonly sandwichNorms: boolean;
  readonly activation: 'silu' | 'gelu-tanh';
  /** Queries times keys times this. */
  readonly attentionScale: number;
  /** Token embeddings are multiplied by this; images' are not. */
  readonly embeddingScale: number;
  readonly rotary: Rotary;
  /** Layers that see only the last `window` tokens, with rotary frequencies of their own. */
  readonly local?: {
    readonly window: number;
    readonly inverseFrequencies: readonly number[];
    /** True for each layer that is local. */
    readonly layers: readonly boolean[];
  };
  /** Whether the tokens of an image see the later ones of the same image too. */
  readonly imageAttention: 'causal' | 'both-ways';
  /** The first so many layers have image features added to their results (DeepStack, arXiv 2406.04334). */
  readonly deepstackLayers: number;
  /**
   * False where activations outgrow a half: the f16 variant then keeps only keys and values, and the
   * attention between them, in halves.
   */
  readonly halfActivations: boolean;
  /** Prefix of the decoder's tensor names, such as `model.language_model.`. */
  readonly prefix: string;
  /** Name of the vocabulary projection: the token table's own where they are tied. */
  readonly head: string;
}

/** Names of one linear layer's tensors. */
export interface LinearNames {
  readonly weight: string;
  readonly bias: string;
}

export interface VisionLayerNames {
  readonly norm1: LinearNames;
  /** One fused projection [3 · hidden, hidden], or those of queries, keys and values. */
  readonly qkv: readonly [LinearNames] | readonly [LinearNames, LinearNames, LinearNames];
  readonly out: LinearNames;
  readonly norm2: LinearNames;
  readonly fc1: LinearNames;
  readonly fc2: LinearNames;
}

/** Qwen's way from patches to the decoder: `merge`² patches side by side through a small MLP. */
export interface MergerNames {
  readonly norm: LinearNames;
  /** Whether the norm is over the patches side by side, or over each alone. */
  readonly normsMerged: boolean;
  readonly fc1: LinearNames;
  readonly fc2: LinearNames;
}

/**
 * A vision transformer. Its input is patches, flattened, those that become one token next to each
 * other; its output is one row of the decoder's hidden size a token.
 */
export interface VisionShape {
  readonly layers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly heads: number;
  readonly normEpsilon: number;
  /** Pixels along a patch's side. */
  readonly patchSize: number;
  /** Frames a patch: a still image is repeated. */
  readonly temporalPatch: number;
  readonly channels: number;
  /** This many patches squared become one token. */
  readonly merge: number;
  /** Token id that stands for a piece of an image in the prompt. */
  readonly imageToken: number;
  /** Pixels along the side of the one size that the tower takes; left out, sizes vary. */
  readonly imageSize?: number;
  /** The learned table of positions: a square of `side`², stretched over other sizes. */
  readonly positionSide: number;
  /** Rotary frequencies of height and of width (headDim / 4 of them). */
  readonly rotary?: readonly number[];
  /** Hidden size of the decoder. */
  readonly outSize: number;
  readonly names: {
    readonly patch: LinearNames;
    readonly position: string;
    readonly layer: (index: number) => VisionLayerNames;
    readonly finalNorm?: LinearNames;
  };
  readonly projector:
    | {
        readonly kind: 'merger';
        readonly size: number;
        readonly merger: MergerNames;
        /** After which layers further mergers give the decoder's first layers their features. */
        readonly deepstack: readonly { readonly layer: number; readonly merger: MergerNames }[];
      }
    /** Mean of `merge`² patches, RMSNorm, one matrix stored [hidden, outSize] (Gemma 3). */
    | {
        readonly kind: 'pool';
        readonly norm: string;
        readonly normEpsilon: number;
        readonly matrix: string;
      };
}

export type Family = 'qwen3-vl' | 'llama' | 'gemma3';

export interface GuardShape {
  readonly family: Family;
  readonly decoder: DecoderShape;
  readonly vision?: VisionShape;
}

/** Both tensors of a linear layer or a layer norm. */
export const named = (stem: string): LinearNames => ({
  weight: `${stem}.weight`,
  bias: `${stem}.bias`,
});

/** Name of the token table, of a decoder whose names have this prefix. */
export const tokenTable = ({ prefix }: Pick<DecoderShape, 'prefix'>): string =>
  `${prefix}embed_tokens.weight`;

/** SEA-Guard was trained at 8,192 tokens (model card); a longer context is not believed. */
export const TRAINED_TOKENS = 8192;

/** RoPE's own frequencies: base^(-2i / dimension). */
export const ropeFrequencies = (base: number, dimension: number): number[] =>
  Array.from({ length: dimension / 2 }, (_, i) => base ** ((-2 * i) / dimension));
