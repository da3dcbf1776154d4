/**
 * Golden files: what the reference modelling code computed for given token ids and pixels. The same
 * code reads them in Node and in a browser's page.
 */
import * as v from 'valibot';
import type { GuardBuild } from '../../src/core/guard-build';
import { cutPatches, type Patches } from '../../src/worker/patches';
import { BuildError } from '../builder/errors';

const Index = v.pipe(v.number(), v.integer(), v.minValue(0));
const Count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Base64 of little-endian float32. */
const Floats = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      const binary = atob(dataset.value);
      const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
      const view = new DataView(bytes.buffer);
      if (bytes.length > 0 && bytes.length % 4 === 0)
        return Float32Array.from({ length: bytes.length / 4 }, (_, i) =>
          view.getFloat32(i * 4, true),
        );
    } catch {
      // Said below.
    }
    addIssue({ message: 'is no base64 of float32' });
    return NEVER;
  }),
);

const TokenIds = v.pipe(
  v.union([v.array(Index), v.pipe(v.array(v.array(Index)), v.length(1))]),
  v.transform((ids) => ids.flat()),
  v.minLength(1),
);

/** Frames, rows and columns of patches. */
const Grid = v.tuple([v.literal(1, 'must be one frame'), Count, Count]);

const Golden = v.object({
  verdict_token_ids: v.tuple([Index, Index]),
  cases: v.pipe(
    v.array(
      v.variant('kind', [
        v.object({ kind: v.literal('text'), input_ids: TokenIds, last_logits: Floats }),
        v.object({
          kind: v.literal('image'),
          input_ids: TokenIds,
          pixel_values: Floats,
          pixel_values_shape: v.array(Count),
          image_grid_thw: v.optional(
            v.union([
              Grid,
              v.pipe(
                v.tuple([Grid]),
                v.transform(([grid]) => grid),
              ),
            ]),
          ),
          last_logits: Floats,
        }),
      ]),
    ),
    v.minLength(1),
  ),
});

interface Pixels {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  /** Frames, rows and columns, where the values are patches already. */
  readonly grid: readonly [number, number, number] | undefined;
}

export interface GoldenCase {
  readonly tokens: readonly number[];
  readonly pixels: Pixels | undefined;
  /** The whole vocabulary's logits at the last position. */
  readonly lastLogits: Float32Array;
}

export interface Golden {
  /** Safe and unsafe. */
  readonly verdictTokens: readonly [number, number];
  readonly cases: readonly GoldenCase[];
}

/**
 * @param name what the file is called in an error
 * @throws BuildError
 */
export function parseGolden(text: string, name: string): Golden {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BuildError(`${name} is not JSON`);
  }
  const parsed = v.safeParse(Golden, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue);
    throw new BuildError(`${name} is no golden file: ${where ? `${where}: ` : ''}${issue.message}`);
  }
  return {
    verdictTokens: parsed.output.verdict_token_ids,
    cases: parsed.output.cases.map((each) => ({
      tokens: each.input_ids,
      lastLogits: each.last_logits,
      pixels:
        each.kind === 'image'
          ? {
              values: each.pixel_values,
              shape: each.pixel_values_shape,
              grid: each.image_grid_thw,
            }
          : undefined,
    })),
  };
}

/**
 * Whether a golden file can be asked of a build at all.
 * @throws BuildError
 */
export function checkFits(golden: Golden, build: GuardBuild, name: string): void {
  const { safe, unsafe } = build.verdictTokens;
  const [goldenSafe, goldenUnsafe] = golden.verdictTokens;
  if (safe !== goldenSafe || unsafe !== goldenUnsafe)
    throw new BuildError(
      `${name}: its verdict tokens are ${goldenSafe} (safe) and ${goldenUnsafe} (unsafe), ` +
        `the build's ${safe} and ${unsafe}`,
    );
  golden.cases.forEach(({ tokens, pixels, lastLogits }, index) => {
    const what = `${name}: case ${index + 1}`;
    const large = tokens.find((token) => token >= build.embeddings.rows);
    if (large !== undefined)
      throw new BuildError(
        `${what} has token ${large}, but the build has ${build.embeddings.rows} tokens`,
      );
    if (lastLogits.length !== build.embeddings.rows)
      throw new BuildError(
        `${what} has logits for ${lastLogits.length} tokens, but the build has ${build.embeddings.rows}`,
      );
    if (tokens.length > build.contextLimit)
      throw new BuildError(
        `${what} has ${tokens.length} tokens, more than the build's limit of ${build.contextLimit}`,
      );
    if (!pixels) return;
    if (!build.vision) throw new BuildError(`${what} is an image, but the build cannot see images`);
    patchesOf(pixels, build.vision, what);
  });
}

/**
 * A golden image as the vision tower takes it: patches (Qwen) or [1, channels, height, width].
 * @param what names the case in an error
 * @throws BuildError
 */
export function patchesOf(
  { values, shape, grid }: Pixels,
  info: NonNullable<GuardBuild['vision']>,
  what: string,
): Patches {
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements !== values.length)
    throw new BuildError(
      `${what}: pixel_values has ${values.length} numbers, but its shape is ${shape.join(' × ')}`,
    );
  if (grid) {
    const [, gridHeight, gridWidth] = grid;
    const size = info.channels * info.temporalPatch * info.patchSize ** 2;
    if (shape.length !== 2 || shape[0] !== gridHeight * gridWidth || shape[1] !== size)
      throw new BuildError(
        `${what}: pixel_values is ${shape.join(' × ')}, expected ` +
          `${gridHeight * gridWidth} patches × ${size} numbers`,
      );
    return { values, gridHeight, gridWidth };
  }
  const [images, channels, height, width] = shape;
  if (shape.length !== 4 || images !== 1 || channels !== info.channels)
    throw new BuildError(
      `${what}: pixel_values is ${shape.join(' × ')}, expected 1 × ${info.channels} × height × width`,
    );
  try {
    return cutPatches(values, height ?? 0, width ?? 0, info);
  } catch (error) {
    throw new BuildError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Standard deviation over the vocabulary: what a difference of logits is measured by. */
export function deviation(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}
