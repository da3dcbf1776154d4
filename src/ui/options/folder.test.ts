import { expect, it } from 'vitest';
import { readFolder } from './folder';

const files = (...paths: string[]) =>
  paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '') }));

it('takes the folder that was picked', () => {
  const read = readFolder(files('guard/build.json', 'guard/vision/weights.0'));
  expect(read.ok && read.name).toBe('guard');
  expect(read.ok && read.files.map(({ path }) => path)).toEqual([
    'guard/build.json',
    'guard/vision/weights.0',
  ]);
});

it('takes the one guard within it, and nothing beside', () => {
  const read = readFolder(
    files(
      'downloads/cat.png',
      'downloads/guard/build.json',
      'downloads/guard/a/b',
      'downloads/x/y',
    ),
  );
  expect(read.ok && read.name).toBe('guard');
  expect(read.ok && read.files.map(({ path }) => path)).toEqual(['guard/build.json', 'guard/a/b']);
});

it('says why a folder is no guard', () => {
  const problemOf = (...paths: string[]) => {
    const read = readFolder(files(...paths));
    return read.ok ? null : read.problem;
  };
  expect(problemOf()).toBe('empty');
  expect(problemOf('guard/decoder.onnx')).toBe('no-build');
  expect(problemOf('guard/not-build.json')).toBe('no-build');
  expect(problemOf('build.json')).toBe('no-build');
  expect(problemOf('all/a/build.json', 'all/b/build.json')).toBe('several');
  expect(problemOf(...Array.from({ length: 10_001 }, (_, i) => `big/${i}`))).toBe('too-large');
});
