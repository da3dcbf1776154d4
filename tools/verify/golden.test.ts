import { describe, expect, it } from 'vitest';
import { checkFits, deviation, parseGolden, patchesOf } from './golden';
import { someBuild, someVision } from './testing/build';
import { base64, logitsOf } from './testing/golden';

const TEXT = { kind: 'text', input_ids: [1, 2, 3], last_logits: base64(logitsOf(8, [])) };
const IMAGE = {
  kind: 'image',
  input_ids: [1, 7, 7, 7, 7, 2],
  pixel_values: base64(Array.from({ length: 48 }, (_, i) => i)),
  pixel_values_shape: [1, 3, 4, 4],
  last_logits: base64(logitsOf(8, [])),
};
const PATCHES = { ...IMAGE, pixel_values_shape: [4, 12], image_grid_thw: [[1, 2, 2]] };

const golden = (...cases: object[]) =>
  parseGolden(JSON.stringify({ note: 'n', verdict_token_ids: [2, 3], cases }), 'golden.json');

describe('a golden file', () => {
  it('is read: texts, images as pixels and as patches, ids in a batch of one', () => {
    const { verdictTokens, cases } = golden(TEXT, IMAGE, PATCHES, { ...TEXT, input_ids: [[4, 5]] });
    expect(verdictTokens).toEqual([2, 3]);
    expect(cases.map(({ tokens }) => tokens.length)).toEqual([3, 6, 6, 2]);
    expect(Array.from(cases[0]?.lastLogits ?? [])).toEqual(logitsOf(8, []));
    expect(cases[1]?.pixels?.grid).toBeUndefined();
    expect(cases[2]?.pixels?.grid).toEqual([1, 2, 2]);
  });

  it.each([
    ['no JSON', '{', 'golden.json is not JSON'],
    ['no object', '[]', 'golden.json is no golden file'],
    ['no case', { verdict_token_ids: [2, 3], cases: [] }, 'cases'],
    ['one verdict token', { verdict_token_ids: [2], cases: [TEXT] }, 'verdict_token_ids'],
    ['no token', caseLike({ input_ids: [] }), 'cases.0.input_ids'],
    ['a batch of two', caseLike({ input_ids: [[1], [2]] }), 'cases.0.input_ids'],
    ['no base64', caseLike({ last_logits: '*' }), 'cases.0.last_logits: is no base64 of float32'],
    ['half a number', caseLike({ last_logits: 'AAA=' }), 'cases.0.last_logits'],
    ['a film', caseLike({ ...PATCHES, image_grid_thw: [2, 2, 2] }), 'cases.0.image_grid_thw'],
  ])('that holds %s is refused in a line that says where', (_what, content, says) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(() => parseGolden(text, 'golden.json')).toThrow(says);
  });
});

function caseLike(change: object): object {
  return { verdict_token_ids: [2, 3], cases: [{ ...TEXT, ...change }] };
}

describe('a golden file and a build', () => {
  const seeing = { ...someBuild, vision: someVision };

  it('fit', () => {
    expect(() => checkFits(golden(TEXT, IMAGE, PATCHES), seeing, 'golden.json')).not.toThrow();
  });

  it.each([
    [
      'other verdict tokens',
      { ...seeing, verdictTokens: { safe: 3, unsafe: 2 } },
      'verdict tokens',
    ],
    ['no eyes', someBuild, 'case 2 is an image, but the build cannot see images'],
    ['fewer tokens', { ...seeing, embeddings: { ...seeing.embeddings, rows: 4 } }, 'case 1'],
    ['a short context', { ...seeing, contextLimit: 5 }, 'case 2 has 6 tokens'],
    ['other patches', { ...seeing, vision: { ...someVision, patchSize: 4 } }, 'case 3'],
    ['grey eyes', { ...seeing, vision: { ...someVision, channels: 1 } }, '1 × 1 × height × width'],
  ])('do not, where the build has %s', (_what, build, says) => {
    expect(() => checkFits(golden(TEXT, IMAGE, PATCHES), build, 'golden.json')).toThrow(says);
  });
});

describe('an image', () => {
  it('that is patches already stays as it is', () => {
    const values = Float32Array.from({ length: 48 }, (_, i) => i);
    const patches = patchesOf({ values, shape: [4, 12], grid: [1, 2, 2] }, someVision, 'case 1');
    expect(patches).toEqual({ values, gridHeight: 2, gridWidth: 2 });
  });

  it('of pixels is cut', () => {
    const values = Float32Array.from({ length: 48 }, (_, i) => i);
    const pixels = { values, shape: [1, 3, 4, 4], grid: undefined };
    const { gridHeight, gridWidth, values: cut } = patchesOf(pixels, someVision, 'case 1');
    expect([gridHeight, gridWidth]).toEqual([2, 2]);
    expect(Array.from(cut.subarray(0, 8))).toEqual([0, 1, 4, 5, 16, 17, 20, 21]);
  });

  it('whose numbers do not fill its shape is refused', () => {
    const pixels = { values: new Float32Array(3), shape: [1, 3, 4, 4], grid: undefined };
    expect(() => patchesOf(pixels, someVision, 'case 1')).toThrow('case 1: pixel_values has 3');
  });
});

it('the deviation is that of the whole population', () => {
  expect(deviation(Float32Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toBe(2);
});
