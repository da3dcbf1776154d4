/**
 * What each family's checkpoints hold: `config.json` and tensor names, as transformers 4.57 writes
 * them, from a table of sizes.
 */

export type ModelName = 'qwen3-vl-4b' | 'qwen3-vl-8b' | 'llama-8b' | 'gemma3-12b';

export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** How its values lie: a matrix's around 0, a norm's around what leaves its input as it is. */
  readonly kind: 'weight' | 'bias' | 'norm-around-1' | 'norm-around-0';
}

export interface Model {
  readonly name: ModelName;
  /** Layers of the published decoder. */
  readonly layers: number;
  /** As few as its vision tower can speak to: DeepStack adds to the first of them. */
  readonly minimumLayers: number;
  readonly config: (layers: number, vision: boolean) => Record<string, unknown>;
  readonly tensors: (layers: number, vision: boolean) => TensorSpec[];
}

export interface Text {
  readonly layers: number;
  readonly hidden: number;
  readonly mlp: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocabulary: number;
  readonly tied: boolean;
}

export interface Vision {
  readonly layers: number;
  readonly hidden: number;
  readonly mlp: number;
  readonly heads: number;
}

const weight = (name: string, ...shape: number[]): TensorSpec => ({ name, shape, kind: 'weight' });
const bias = (name: string, size: number): TensorSpec => ({ name, shape: [size], kind: 'bias' });
const linear = (stem: string, rows: number, columns: number): TensorSpec[] => [
  weight(`${stem}.weight`, rows, columns),
  bias(`${stem}.bias`, rows),
];
const layerNorm = (stem: string, size: number): TensorSpec[] => [
  { name: `${stem}.weight`, shape: [size], kind: 'norm-around-1' },
  bias(`${stem}.bias`, size),
];
const times = (count: number, make: (index: number) => TensorSpec[]): TensorSpec[] =>
  Array.from({ length: count }, (_, index) => make(index)).flat();

/** A decoder's tensors. @param norms of a layer, beside those that all families have */
function decoder(
  prefix: string,
  text: Text,
  layers: number,
  norm: TensorSpec['kind'],
  norms: (at: string) => readonly (readonly [string, number])[] = () => [],
): TensorSpec[] {
  const { hidden, mlp, heads, kvHeads, headDim, vocabulary } = text;
  const normOf = (name: string, size: number): TensorSpec => ({ name, shape: [size], kind: norm });
  return [
    weight(`${prefix}embed_tokens.weight`, vocabulary, hidden),
    ...times(layers, (index) => {
      const at = `${prefix}layers.${index}.`;
      return [
        normOf(`${at}input_layernorm.weight`, hidden),
        weight(`${at}self_attn.q_proj.weight`, heads * headDim, hidden),
        weight(`${at}self_attn.k_proj.weight`, kvHeads * headDim, hidden),
        weight(`${at}self_attn.v_proj.weight`, kvHeads * headDim, hidden),
        weight(`${at}self_attn.o_proj.weight`, hidden, heads * headDim),
        normOf(`${at}post_attention_layernorm.weight`, hidden),
        weight(`${at}mlp.gate_proj.weight`, mlp, hidden),
        weight(`${at}mlp.up_proj.weight`, mlp, hidden),
        weight(`${at}mlp.down_proj.weight`, hidden, mlp),
        ...norms(at).map(([name, size]) => normOf(name, size)),
      ];
    }),
    normOf(`${prefix}norm.weight`, hidden),
  ];
}

const qkNorms = (text: Text) => (at: string) =>
  [
    [`${at}self_attn.q_norm.weight`, text.headDim],
    [`${at}self_attn.k_norm.weight`, text.headDim],
  ] as const;

/** Qwen3-VL: qk-norm, interleaved mRoPE, a vision tower with DeepStack. */
export function qwen3Vl(
  name: ModelName,
  text: Text,
  vision: Vision,
  deepstack: readonly number[],
): Model {
  const merged = vision.hidden * 4;
  const merger = (stem: string, normSize: number) => [
    ...layerNorm(`${stem}.norm`, normSize),
    ...linear(`${stem}.linear_fc1`, merged, merged),
    ...linear(`${stem}.linear_fc2`, text.hidden, merged),
  ];
  const tower = () => [
    ...linear('model.visual.patch_embed.proj', vision.hidden, 3 * 2 * 16 * 16).map((tensor) =>
      tensor.kind === 'weight' ? { ...tensor, shape: [vision.hidden, 3, 2, 16, 16] } : tensor,
    ),
    weight('model.visual.pos_embed.weight', 2304, vision.hidden),
    ...times(vision.layers, (index) => {
      const at = `model.visual.blocks.${index}.`;
      return [
        ...layerNorm(`${at}norm1`, vision.hidden),
        ...linear(`${at}attn.qkv`, 3 * vision.hidden, vision.hidden),
        ...linear(`${at}attn.proj`, vision.hidden, vision.hidden),
        ...layerNorm(`${at}norm2`, vision.hidden),
        ...linear(`${at}mlp.linear_fc1`, vision.mlp, vision.hidden),
        ...linear(`${at}mlp.linear_fc2`, vision.hidden, vision.mlp),
      ];
    }),
    ...merger('model.visual.merger', vision.hidden),
    ...times(deepstack.length, (index) =>
      merger(`model.visual.deepstack_merger_list.${index}`, merged),
    ),
  ];
  return {
    name,
    layers: text.layers,
    minimumLayers: deepstack.length,
    config: (layers, withVision) => ({
      architectures: ['Qwen3VLForConditionalGeneration'],
      model_type: 'qwen3_vl',
      image_token_id: 151_655,
      video_token_id: 151_656,
      vision_start_token_id: 151_652,
      vision_end_token_id: 151_653,
      tie_word_embeddings: text.tied,
      text_config: {
        model_type: 'qwen3_vl_text',
        ...textConfig(text, layers),
        hidden_act: 'silu',
        rms_norm_eps: 1e-6,
        max_position_embeddings: 262_144,
        rope_theta: 5_000_000,
        rope_scaling: {
          mrope_interleaved: true,
          mrope_section: [24, 20, 20],
          rope_type: 'default',
        },
      },
      ...(withVision
        ? {
            vision_config: {
              model_type: 'qwen3_vl',
              depth: vision.layers,
              hidden_size: vision.hidden,
              intermediate_size: vision.mlp,
              num_heads: vision.heads,
              in_channels: 3,
              patch_size: 16,
              temporal_patch_size: 2,
              spatial_merge_size: 2,
              num_position_embeddings: 2304,
              out_hidden_size: text.hidden,
              hidden_act: 'gelu_pytorch_tanh',
              deepstack_visual_indexes: deepstack,
            },
          }
        : {}),
    }),
    tensors: (layers, withVision) => [
      ...(withVision ? tower() : []),
      ...decoder('model.language_model.', text, layers, 'norm-around-1', qkNorms(text)),
      ...(text.tied ? [] : [weight('lm_head.weight', text.vocabulary, text.hidden)]),
    ],
  };
}

/** Llama 3.1: the plain decoder. */
export function llama(name: ModelName, text: Text): Model {
  return {
    name,
    layers: text.layers,
    minimumLayers: 1,
    config: (layers) => ({
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      ...textConfig(text, layers),
      hidden_act: 'silu',
      mlp_bias: false,
      rms_norm_eps: 1e-5,
      max_position_embeddings: 131_072,
      rope_theta: 500_000,
      rope_scaling: {
        factor: 8,
        high_freq_factor: 4,
        low_freq_factor: 1,
        original_max_position_embeddings: 8192,
        rope_type: 'llama3',
      },
    }),
    tensors: (layers) => [
      ...decoder('model.', text, layers, 'norm-around-1'),
      ...(text.tied ? [] : [weight('lm_head.weight', text.vocabulary, text.hidden)]),
    ],
  };
}

/** Gemma 3: sandwich norms around 0 (they scale by 1 + weight), a SigLIP tower. */
export function gemma3(name: ModelName, text: Text, vision: Vision): Model {
  const sandwich = (at: string) =>
    [
      ...qkNorms(text)(at),
      [`${at}pre_feedforward_layernorm.weight`, text.hidden],
      [`${at}post_feedforward_layernorm.weight`, text.hidden],
    ] as const;
  const tower = () => {
    const root = 'vision_tower.vision_model.';
    const { hidden, mlp } = vision;
    return [
      weight(`${root}embeddings.patch_embedding.weight`, hidden, 3, 14, 14),
      bias(`${root}embeddings.patch_embedding.bias`, hidden),
      weight(`${root}embeddings.position_embedding.weight`, 4096, hidden),
      ...times(vision.layers, (index) => {
        const at = `${root}encoder.layers.${index}.`;
        return [
          ...layerNorm(`${at}layer_norm1`, hidden),
          ...['q_proj', 'k_proj', 'v_proj', 'out_proj'].flatMap((part) =>
            linear(`${at}self_attn.${part}`, hidden, hidden),
          ),
          ...layerNorm(`${at}layer_norm2`, hidden),
          ...linear(`${at}mlp.fc1`, mlp, hidden),
          ...linear(`${at}mlp.fc2`, hidden, mlp),
        ];
      }),
      ...layerNorm(`${root}post_layernorm`, hidden),
      weight('multi_modal_projector.mm_input_projection_weight', hidden, text.hidden),
      {
        name: 'multi_modal_projector.mm_soft_emb_norm.weight',
        shape: [hidden],
        kind: 'norm-around-0',
      } as const,
    ];
  };
  return {
    name,
    layers: text.layers,
    minimumLayers: 1,
    config: (layers, withVision) => ({
      architectures: ['Gemma3ForConditionalGeneration'],
      model_type: 'gemma3',
      boi_token_index: 255_999,
      eoi_token_index: 256_000,
      image_token_index: 262_144,
      mm_tokens_per_image: 256,
      tie_word_embeddings: text.tied,
      text_config: {
        model_type: 'gemma3_text',
        ...textConfig(text, layers),
        hidden_activation: 'gelu_pytorch_tanh',
        query_pre_attn_scalar: text.headDim,
        attn_logit_softcapping: null,
        final_logit_softcapping: null,
        rms_norm_eps: 1e-6,
        max_position_embeddings: 131_072,
        sliding_window: 1024,
        sliding_window_pattern: 6,
        rope_theta: 1_000_000,
        rope_local_base_freq: 10_000,
        rope_scaling: { factor: 8, rope_type: 'linear' },
      },
      ...(withVision
        ? {
            vision_config: {
              model_type: 'siglip_vision_model',
              num_hidden_layers: vision.layers,
              hidden_size: vision.hidden,
              intermediate_size: vision.mlp,
              num_attention_heads: vision.heads,
              num_channels: 3,
              image_size: 896,
              patch_size: 14,
              layer_norm_eps: 1e-6,
              hidden_act: 'gelu_pytorch_tanh',
              vision_use_head: false,
            },
          }
        : {}),
    }),
    tensors: (layers, withVision) => [
      ...(withVision ? tower() : []),
      ...decoder('language_model.model.', text, layers, 'norm-around-0', sandwich),
    ],
  };
}

const textConfig = (text: Text, layers: number): Record<string, unknown> => ({
  attention_bias: false,
  attention_dropout: 0,
  head_dim: text.headDim,
  hidden_size: text.hidden,
  intermediate_size: text.mlp,
  num_attention_heads: text.heads,
  num_hidden_layers: layers,
  num_key_value_heads: text.kvHeads,
  vocab_size: text.vocabulary,
  tie_word_embeddings: text.tied,
});
