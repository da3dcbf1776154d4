/** Shapes of published models in tests, without their weights. */
import { MODELS, type ModelName } from '../../synthetic/models';
import { Checkpoint } from '../checkpoint/checkpoint';
import { type FixtureTensor, writeCheckpoint } from '../checkpoint/fixture';
import { guardShape } from './index';
import type { GuardShape } from './shape';

/** What a config gives over tensors with a model's names, which are all that is asked of them. */
export async function shapeOfConfig(
  folder: string,
  name: ModelName,
  config: Record<string, unknown>,
): Promise<GuardShape> {
  const model = MODELS[name];
  const tensors = Object.fromEntries(
    model
      .tensors(model.layers, true)
      .map(({ name: tensor }): [string, FixtureTensor] => [
        tensor,
        { shape: [1], values: new Float32Array(1) },
      ]),
  );
  await writeCheckpoint(folder, tensors, config);
  const checkpoint = await Checkpoint.open(folder);
  try {
    return guardShape(checkpoint);
  } finally {
    await checkpoint.close();
  }
}
