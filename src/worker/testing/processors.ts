/** Image processors' settings, as checkpoints have them. */

/** As Qwen3-VL-4B's `preprocessor_config.json`. */
export const QWEN_PROCESSOR = {
  size: { longest_edge: 16_777_216, shortest_edge: 65_536 },
  patch_size: 16,
  temporal_patch_size: 2,
  merge_size: 2,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
  processor_class: 'Qwen3VLProcessor',
  image_processor_type: 'Qwen2VLImageProcessorFast',
};
