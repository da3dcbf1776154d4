import { expect, it } from 'vitest';
import { smallFiles, weightFiles } from './files';
import type { HubFile } from './model';

const files = (...paths: string[]): HubFile[] =>
  paths.map((path): HubFile => ({ path, size: 1, digest: { kind: 'git', hex: '' } }));

it('takes licences along, and nothing else that a build does not need', () => {
  const listed = files(
    'config.json',
    'tokenizer.json',
    'LICENSE',
    'USE_POLICY.md',
    'model.py',
    'original/params.json',
  );
  expect(smallFiles('a/b', listed).map(({ path }) => path)).toEqual([
    'config.json',
    'tokenizer.json',
    'LICENSE',
    'USE_POLICY.md',
  ]);
});

it('takes weights that nothing names for none', () => {
  expect(() => weightFiles('a/b', files('consolidated.safetensors'), undefined)).toThrow(
    'a/b has neither model.safetensors nor model.safetensors.index.json',
  );
});
