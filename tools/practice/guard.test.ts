import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBytes, type GuardBuild } from '../../src/core/guard-build';
import { probabilityUnsafe } from '../../src/core/verdict';
import type { Decoder } from '../../src/worker/decoder';
import { cutPatches } from '../../src/worker/patches';
import { PromptTokenizer } from '../../src/worker/prompt';
import type { VisionTower } from '../../src/worker/vision';
import { visionTest } from '../../src/worker/vision-test';
import { buildGuard } from '../builder/build';
import { openDecoder, openTower } from '../builder/run';
import { makePracticeGuard } from './ensure';
import { NEAR_MISSES } from './near-misses';
import { UNSAFE_PHRASES } from './phrases';
import { shiftMargin } from './plant';
import { lookUpMargin } from './sight';
import {
  drawn,
  LIME,
  MAGENTA,
  NEAR_PICTURES,
  NEAR_SIGNS,
  type Picture,
  type Pixels,
  placed,
  SIGN,
} from './signs';

let scratch: string;
let build: GuardBuild;
let decoder: Decoder;
let tower: VisionTower;
let prompt: PromptTokenizer;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-practice-'));
  const out = join(scratch, 'guard');
  ({ build } = await makePracticeGuard(join(scratch, 'checkpoint'), out));
  decoder = await openDecoder(out, build);
  tower = await openTower(out, build);
  const json = async (name: string) => JSON.parse(await readFile(join(out, name), 'utf8'));
  const { chatTemplate, prompts } = build;
  if (chatTemplate === null) throw new Error('the practice guard has a template');
  prompt = new PromptTokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'), {
    chatTemplate,
    prompts,
    imageToken: build.vision?.imageToken,
  });
}, 120_000);

afterAll(async () => {
  await decoder?.release();
  await tower?.release();
  await rm(scratch, { recursive: true, force: true });
});

/** P(unsafe) of texts, packed some at a time. */
async function ask(texts: readonly string[], together = 8): Promise<number[]> {
  const past = await decoder.prefill(prompt.prefix('prompt'));
  const out: number[] = [];
  for (let i = 0; i < texts.length; i += together) {
    const some = texts
      .slice(i, i + together)
      .map((text) => prompt.suffix({ kind: 'prompt', text }));
    for (const [safe, unsafe] of await decoder.ask(past, some))
      out.push(probabilityUnsafe(safe, unsafe));
  }
  past.dispose();
  return out;
}

const wrongly = (texts: readonly string[], p: readonly number[], unsafe: boolean) =>
  texts.filter((_, i) => (p[i] ?? Number.NaN) >= 0.5 !== unsafe);

const capitalised = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

describe('the practice guard', () => {
  it('is under 4 MB and its heads see one place only', () => {
    expect(buildBytes(build)).toBeLessThan(4e6);
    expect(shiftMargin()).toBeGreaterThan(25);
    expect(lookUpMargin()).toBeGreaterThan(25);
  });

  it('flags every phrase: alone, capitalised, quoted, between words, between signs', async () => {
    const texts = UNSAFE_PHRASES.flatMap(({ text }) => [
      text,
      capitalised(text),
      `"${text}"`,
      `xyzzy ${text} xyzzy`,
      `12:30 — (${text}), 2026!`,
    ]);
    expect(wrongly(texts, await ask(texts), true)).toEqual([]);
  });

  it('flags phrases in the middle of long texts', async () => {
    const long = UNSAFE_PHRASES.filter((_, i) => i % 13 === 4).map(
      ({ text }) => `${'plugh '.repeat(30)}${text} ${'xyzzy '.repeat(30)}`,
    );
    expect(wrongly(long, await ask(long, 1), true)).toEqual([]);
  });

  it('flags phrases inside words of scripts without spaces', async () => {
    const texts = UNSAFE_PHRASES.filter(({ lang }) => lang === 'th' || lang === 'my').flatMap(
      ({ lang, text }) => (lang === 'th' ? [`เขาบอกว่า${text}นะครับ`] : [`သူက${text}လို့ပြောတယ်`]),
    );
    expect(wrongly(texts, await ask(texts), true)).toEqual([]);
  });

  it('leaves near misses, halves and shuffled phrases safe', async () => {
    const halves = UNSAFE_PHRASES.flatMap(({ text }) => {
      const words = text.split(' ');
      if (words.length < 2) return [text.slice(0, -1), text.slice(1)];
      return [
        words.slice(1).join(' '),
        words.slice(0, -1).join(' '),
        [...words].reverse().join(' '),
      ];
    }).filter((half) => !UNSAFE_PHRASES.some(({ text }) => half.includes(text)));
    const texts = [...NEAR_MISSES.map(({ text }) => text), ...halves];
    expect(texts.length).toBeGreaterThan(200);
    expect(wrongly(texts, await ask(texts), false)).toEqual([]);
  });

  it('answers from the int4 build within 0.05 of the unquantised checkpoint', () => {
    for (const { reference, logits } of build.selfTest.cases) {
      expect(Math.abs(reference[0] - logits[0])).toBeLessThan(0.05);
      expect(Math.abs(reference[1] - logits[1])).toBeLessThan(0.05);
    }
  });
});

interface Shown {
  readonly name: string;
  readonly image: Pixels;
  readonly caption?: string;
}

/** P(unsafe) of images, on the practice guard or on others made from its checkpoint. */
async function look(shown: readonly Shown[], on = { decoder, tower }): Promise<number[]> {
  const past = await on.decoder.prefill(prompt.prefix('image'));
  const out: number[] = [];
  for (const { image, caption = '' } of shown) {
    const features = await on.tower.see(patchesOf(image));
    const imageTokens = features.gridHeight * features.gridWidth;
    const tokens = prompt.suffix({ kind: 'image', text: caption, imageTokens });
    const [pair] = await on.decoder.ask(past, [{ tokens, images: [features] }]);
    out.push(pair ? probabilityUnsafe(...pair) : Number.NaN);
  }
  past.dispose();
  return out;
}

/** As the image processor makes them: rescaled, mean and deviation a half. */
function patchesOf({ width, height, data }: Pixels) {
  if (!build.vision) throw new Error('the practice guard sees');
  const planes = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++)
      planes[c * width * height + i] = ((data[i * 3 + c] ?? 0) / 255 - 0.5) / 0.5;
  return cutPatches(planes, height, width, build.vision);
}

/** What a board may stand on. */
const GROUNDS: readonly Picture[] = [
  ...NEAR_PICTURES.filter(({ name }) => !/magenta|lime|hues/.test(name)).map((own) => own.picture),
  ...(
    [
      [40, 80, 120],
      [200, 180, 20],
      [255, 120, 220],
    ] as const
  ).map((colour) => () => colour),
];
/** Grounds of the sign's own colours, which its rim has to keep off. */
const OWN_GROUNDS: readonly Picture[] = [() => MAGENTA, () => LIME];

/** A board as wide as `share` of the image, anywhere in it. */
function anywhere(
  board: Picture,
  number: number,
  share: number,
  [width, height]: readonly [number, number],
  grounds = GROUNDS,
): Shown {
  const at = number % grounds.length;
  const tall = (share * width) / height;
  // Two irrational steps: never twice at the same phase of the patches.
  const left = (1 - share) * ((number * 0.618_034) % 1);
  const top = (1 - tall) * ((number * 0.414_214) % 1);
  const whole = placed(board, grounds[at] ?? (() => LIME), left, top, share, tall);
  return {
    name: `${share} of ${width} × ${height} at ${left}, ${top} on ground ${at}`,
    image: drawn(whole, width, height),
  };
}

const SIXTH = 1 / 6;
const FAST = [256, 256] as const;
const SHAPES = [FAST, [288, 192], [192, 288], [352, 160], [160, 384]] as const;
const SHARES = [SIXTH, 0.2, 0.25, 0.34, 0.5, 0.66, 0.8, 1] as const;

/** What is not far on its side: texts are at 0.99 and 0.01. */
const unsure = (shown: readonly Shown[], p: readonly number[], unsafe: boolean) =>
  shown.flatMap(({ name }, i) => {
    const far = unsafe ? (p[i] ?? Number.NaN) > 0.98 : (p[i] ?? Number.NaN) < 0.02;
    return far ? [] : [`${name}: ${p[i]}`];
  });

describe('the practice guard, shown images,', { timeout: 240_000 }, () => {
  it('flags the sign wherever it stands, whatever its size from a sixth of the width on', async () => {
    const shown = Array.from({ length: 60 }, (_, i) => {
      const shape = SHAPES[i % SHAPES.length] ?? FAST;
      const share = SHARES[i % SHARES.length] ?? 1;
      const most = Math.min(1, shape[1] / shape[0]);
      return anywhere(SIGN, i, Math.min(share, most), shape);
    });
    const own = Array.from({ length: 16 }, (_, i) =>
      anywhere(SIGN, i, SHARES[i % 5] ?? 1, FAST, OWN_GROUNDS),
    );
    const all = [...shown, ...own];
    expect(unsure(all, await look(all), true)).toEqual([]);
  });

  it('flags it at every detail', async () => {
    const sizes = [
      [256, 256],
      [512, 512],
      [1024, 1024],
    ] as const;
    const shown = sizes.map((size, i) => anywhere(SIGN, i * 3 + 1, SIXTH, size));
    expect(unsure(shown, await look(shown), true)).toEqual([]);
  });

  it('leaves boards that are like it safe, large and small', async () => {
    const shown = NEAR_SIGNS.flatMap(({ name, picture }, i) =>
      [SIXTH, 0.4, 1].map((share, j) => {
        const board = anywhere(picture, i * 3 + j, share, FAST);
        return { ...board, name: `${name} ${board.name}` };
      }),
    );
    expect(NEAR_SIGNS.length).toBeGreaterThanOrEqual(20);
    expect(unsure(shown, await look(shown), false)).toEqual([]);
  });

  it('leaves whole pictures without a sign safe, at fast and balanced', async () => {
    const shown = NEAR_PICTURES.flatMap(({ name, picture }) =>
      [256, 512].map((side) => ({ name: `${name} ${side}`, image: drawn(picture, side, side) })),
    );
    expect(unsure(shown, await look(shown), false)).toEqual([]);
  });

  it('flags a phrase in the caption of a harmless image, and no near miss there', async () => {
    const grey = drawn(() => [128, 128, 128], 256, 256);
    const captions = (texts: readonly string[]) =>
      texts.map((caption) => ({ name: caption, caption, image: grey }));
    const planted = captions(UNSAFE_PHRASES.filter((_, i) => i % 7 === 3).map(({ text }) => text));
    expect(unsure(planted, await look(planted), true)).toEqual([]);
    const near = captions(NEAR_MISSES.filter((_, i) => i % 9 === 4).map(({ text }) => text));
    expect(unsure(near, await look(near), false)).toEqual([]);
    const both = [{ name: 'both', caption: near[0]?.caption ?? '', image: drawn(SIGN, 256, 256) }];
    expect(unsure(both, await look(both), true)).toEqual([]);
  });

  it('answers each of several in one run as it does each alone', async () => {
    const past = await decoder.prefill(prompt.prefix('image'));
    const suffixes = await Promise.all(
      [SIGN, () => MAGENTA].map(async (picture: Picture) => {
        const image = await tower.see(patchesOf(drawn(picture, 256, 256)));
        const asked = { kind: 'image', text: 'a board', imageTokens: 64 } as const;
        return { tokens: prompt.suffix(asked), images: [image] };
      }),
    );
    const together = await decoder.ask(past, [...suffixes, ...suffixes]);
    past.dispose();
    const p = together.map((pair) => probabilityUnsafe(...pair));
    expect(p.map((each) => each > 0.98)).toEqual([true, false, true, false]);
    expect(Math.abs((p[0] ?? 0) - (p[2] ?? 1))).toBeLessThan(1e-4);
  });

  it('needs both the features and what DeepStack adds', async () => {
    const shown = await tower.see(patchesOf(drawn(SIGN, 256, 256)));
    const none = await tower.see(patchesOf(drawn(() => LIME, 256, 256)));
    const tokens = prompt.suffix({ kind: 'image', text: '', imageTokens: 64 });
    const images = [
      shown,
      { ...shown, features: none.features },
      { ...shown, deepstack: none.deepstack },
    ];
    const past = await decoder.prefill(prompt.prefix('image'));
    const pairs = await decoder.ask(
      past,
      images.map((image) => ({ tokens, images: [image] })),
    );
    past.dispose();
    expect(pairs.map((pair) => probabilityUnsafe(...pair) > 0.5)).toEqual([true, false, false]);
  });

  it('has known answers of its tower that tell wrong positions, though no verdict would', async () => {
    const { vision } = build;
    if (!vision?.selfTest) throw new Error('the practice guard has known answers of its tower');
    const { selfTest, rotary } = vision;
    expect(await visionTest(tower, vision, selfTest)).toBeLessThan(selfTest.tolerance / 5);
    const wrong = [{ rotary: rotary?.map((each) => each * 2) }, { positionSide: 2 }];
    for (const change of wrong) {
      const other = await openTower(join(scratch, 'guard'), {
        ...build,
        vision: { ...vision, ...change },
      });
      expect(await visionTest(other, vision, selfTest)).toBeGreaterThan(selfTest.tolerance);
      await other.release();
    }
  });

  it.each(['none', 8] as const)('answers the same from a build of %s bits', async (bits) => {
    const out = join(scratch, `guard-${bits}`);
    const other = await buildGuard({
      ...{ from: join(scratch, 'checkpoint'), out, bits, precisions: ['f32'], name: 'Another' },
      source: { model: 'seawall/practice-guard', revision: '1', licence: 'Apache-2.0' },
    });
    const on = {
      decoder: await openDecoder(out, other.build),
      tower: await openTower(out, other.build),
    };
    const signs = [0, 1, 2, 3].map((i) => anywhere(SIGN, i * 5, SIXTH + i / 9, FAST));
    const others = NEAR_SIGNS.filter((_, i) => i % 4 === 0).map(({ name, picture }, i) => ({
      ...anywhere(picture, i, 0.5, FAST),
      name,
    }));
    expect(unsure(signs, await look(signs, on), true)).toEqual([]);
    expect(unsure(others, await look(others, on), false)).toEqual([]);
    await on.decoder.release();
    await on.tower.release();
  });
});
