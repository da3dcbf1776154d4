/** Which files of a repository a build needs. */
import * as v from 'valibot';
import { BuildError } from '../errors';
import { LEGAL } from '../legal';
import type { HubFile } from './model';

export const WEIGHT_INDEX = 'model.safetensors.index.json';
const ONE_FILE = 'model.safetensors';

const SMALL = new Set([
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'chat_template.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'preprocessor_config.json',
  'processor_config.json',
  'video_preprocessor_config.json',
  'README.md',
]);

/** Without these there is nothing to build from, and gigabytes are better left where they are. */
const REQUIRED = ['config.json', 'tokenizer.json'];

const Index = v.object({ weight_map: v.record(v.string(), v.string()) });

/** A path that stays in the folder it is joined to, on every system. */
export function isSafePath(path: string): boolean {
  return (
    !/^[a-z]:/i.test(path) &&
    !/[\\\0]/.test(path) &&
    !path.split('/').some((part) => part === '' || part === '.' || part === '..')
  );
}

/** Everything but weights: small, and asked for first. */
export function smallFiles(model: string, files: readonly HubFile[]): readonly HubFile[] {
  for (const name of REQUIRED)
    if (!files.some(({ path }) => path === name))
      throw new BuildError(
        `${model} has no ${name} in its root: a build needs a checkpoint in the Hugging Face layout.`,
      );
  return files.filter(({ path }) => SMALL.has(path) || LEGAL.test(path));
}

/**
 * The weights. Some repositories hold them twice, once consolidated: what the index names is what
 * transformers would load.
 * @param index `model.safetensors.index.json`, unparsed; undefined where there is none
 */
export function weightFiles(
  model: string,
  files: readonly HubFile[],
  index: string | undefined,
): readonly HubFile[] {
  const weights = files.filter(({ path }) => /^[^/]+\.safetensors$/.test(path));
  if (index !== undefined)
    return shardsOf(index).map((name) => {
      const shard = weights.find(({ path }) => path === name);
      if (!shard)
        throw new BuildError(
          `${WEIGHT_INDEX} names ${JSON.stringify(name)}, which ${model} does not have: its ` +
            'upload may be incomplete. Try another revision.',
        );
      return shard;
    });
  const one = weights.find(({ path }) => path === ONE_FILE);
  if (one) return [one];
  throw new BuildError(
    `${model} has neither ${ONE_FILE} nor ${WEIGHT_INDEX}, of which a build needs one: look for a ` +
      'version of it that has.',
  );
}

function shardsOf(index: string): string[] {
  try {
    return [...new Set(Object.values(v.parse(Index, JSON.parse(index)).weight_map))].sort();
  } catch {
    throw new BuildError(`${WEIGHT_INDEX} is not an index of weights. Try another revision.`);
  }
}
