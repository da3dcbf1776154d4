/** The families of SEA-Guard's base models. */
import * as v from 'valibot';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { BuildError } from '../errors';
import { gemma3 } from './gemma3';
import { llama } from './llama';
import { qwen3Vl } from './qwen3-vl';
import type { GuardShape } from './shape';

/** By `model_type` of `config.json`. */
const FAMILIES: Readonly<Record<string, (checkpoint: Checkpoint) => GuardShape>> = {
  qwen3_vl: qwen3Vl,
  llama,
  gemma3,
};

const Typed = v.object({ model_type: v.string() });

/** What a checkpoint that somebody has quantised says of itself. */
const Quantised = v.object({
  quantization_config: v.object({ quant_method: v.optional(v.string(), 'in some way') }),
});

/** @throws BuildError when the checkpoint is of no family that the builder knows */
export function guardShape(checkpoint: Checkpoint): GuardShape {
  const type = v.safeParse(Typed, checkpoint.config);
  const name = type.success ? type.output.model_type : '(none named)';
  const family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined;
  if (!family)
    throw new BuildError(
      `config.json: the family ${name} is not known; known: ${Object.keys(FAMILIES).join(', ')}`,
    );
  const quantised = v.safeParse(Quantised, checkpoint.config);
  if (quantised.success)
    throw new BuildError(
      `config.json: the checkpoint is quantised already (${quantised.output.quantization_config.quant_method}); build from the model that it was made from`,
    );
  return family(checkpoint);
}
