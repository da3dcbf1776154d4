/**
 * Asking with images, for tests: a guard, a background and a clock that do what a test says. What an
 * image or a text is called is what is asked about it.
 */
import type { ImageDetail } from '../../core/image';
import type { AskAnswer, AskRequest } from '../../platform/guard-protocol';
import type { GivenImage } from '../../platform/image-handover';
import { type Asked, Asking } from '../asking';
import type { Timers } from '../deadline';
import type { Suffix } from '../decoder';
import type { ImageFeatures } from '../packer';
import type { Patches } from '../patches';
import type { PromptTokenizer, Question } from '../prompt';

class Clock implements Timers {
  private readonly ticks = new Set<() => void>();

  every(_milliseconds: number, tick: () => void): () => void {
    this.ticks.add(tick);
    return () => this.ticks.delete(tick);
  }

  pass(ticks: number): void {
    for (let i = 0; i < ticks; i++) for (const tick of [...this.ticks]) tick();
  }
}

const IMAGE = 7;
const codes = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const PROMPT = {
  prefix: () => [1, 2, 3],
  textTokens: codes,
  suffix: (asked: Question) => [
    ...(asked.kind === 'image' ? new Array<number>(asked.imageTokens).fill(IMAGE) : []),
    0,
    ...codes(asked.text),
  ],
} satisfies Partial<PromptTokenizer>;

const FOUR: Patches = { values: new Float32Array(4), gridHeight: 2, gridWidth: 2 };

/** Patches that carry a name, as pixels would. */
const patchesOf = (name: string): Patches => ({ ...FOUR, values: Float32Array.from(codes(name)) });
const nameIn = (values: Float32Array): string => String.fromCharCode(...values);

type Take = (token: string, signal: AbortSignal) => Promise<GivenImage>;
type See = (name: string) => Promise<void>;

interface Ways {
  readonly take?: Take;
  readonly see?: See;
  /** What a run throws. */
  readonly run?: (names: readonly string[]) => Promise<void>;
  readonly prepare?: (name: string) => Promise<void>;
  readonly blind?: string | null;
}

export const give: Take = async (token) => ({ ok: true, bytes: new TextEncoder().encode(token) });

/** Images are `unsafe` by name; texts are safe. */
export function bench(ways: Ways = {}) {
  const answers: AskAnswer[] = [];
  const turns: string[] = [];
  const clock = new Clock();
  const counts = { taken: 0, decoding: 0, mostDecoding: 0, wakes: 0 };
  const asking = new Asking({
    send: (some) => answers.push(...some),
    timers: clock,
    take: (token, _timeout, signal) => {
      counts.taken++;
      return (ways.take ?? give)(token, signal);
    },
    wake: () => {
      counts.wakes++;
    },
  });
  const nameOf = (suffix: Suffix): string => {
    if (!('tokens' in suffix)) return String.fromCharCode(...suffix.slice(1));
    const [image] = suffix.images ?? [];
    return image ? nameIn(image.features) : '?';
  };
  const guard = {
    prompt: PROMPT as unknown as PromptTokenizer,
    build: { contextLimit: 8_192 },
    blind: ways.blind ?? null,
    async prepare(bytes: Blob, _detail: ImageDetail) {
      counts.mostDecoding = Math.max(counts.mostDecoding, ++counts.decoding);
      try {
        const name = await bytes.text();
        await ways.prepare?.(name);
        return patchesOf(name);
      } finally {
        counts.decoding--;
      }
    },
    async see({ values }: Patches): Promise<ImageFeatures> {
      const name = nameIn(values);
      turns.push(`look ${name}`);
      await ways.see?.(name);
      return { gridHeight: 1, gridWidth: 1, features: values, deepstack: [] };
    },
    async ask(_kind: string, suffixes: readonly Suffix[]) {
      const names = suffixes.map(nameOf);
      turns.push(names.join('+'));
      await ways.run?.(names);
      return names.map((name): [number, number] => (name.includes('bad') ? [-2, 2] : [2, -2]));
    },
  } satisfies Asked;
  const aborting = new AbortController();
  return {
    ...{ answers, turns, clock, counts, asking, guard, aborting },
    image: (id: number, name: string, priority: AskRequest['priority'] = 0, text = '') =>
      asking.accept({ kind: 'image', id, text, priority, image: name, detail: 'balanced' }, guard),
    text: (id: number, text: string, priority: AskRequest['priority'] = 0) =>
      asking.accept({ kind: 'prompt', id, text, priority }, guard),
    step: () => asking.run(guard, aborting.signal),
    async all(): Promise<void> {
      for (let idle = 0; idle < 3; idle++) {
        await settled();
        while (asking.isReady) {
          idle = 0;
          await asking.run(guard, aborting.signal);
          await settled();
        }
      }
    },
  };
}

/** What is under way without waiting for anybody has come to its end. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 1));

export const never = <T>(): Promise<T> => new Promise<T>(() => {});

export const outcomes = (answers: readonly AskAnswer[]) =>
  Object.fromEntries(
    answers.map((each) => [each.id, each.ok ? each.pUnsafe > 0.5 : each.reason] as const),
  );
