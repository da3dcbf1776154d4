/**
 * What the paper reports for SEA-SafeguardBench, to be read beside a row of the same set: AUPRC in
 * hundredths, prompts, from arXiv 2602.01618 (SEA-Guard). Nothing is here that was not read there.
 */
import { CONTENT_GENERATION, GENERAL, IN_THE_WILD, inEnglish } from '../read/records';

export const PAPER = 'arXiv 2602.01618';

/** The checkpoints, as the paper's tables name their sizes. */
const MODELS = {
  '4B': 'aisingapore/Qwen-SEA-Guard-4B-2602',
  '8B': 'aisingapore/Qwen-SEA-Guard-8B-2602',
  '12B': 'aisingapore/Gemma-SEA-Guard-12B-2602',
} as const;
type Size = keyof typeof MODELS;

interface Figures {
  readonly set: string;
  /** Null: the mean over the languages of South-East Asia. */
  readonly lang: string | null;
  readonly auprc: Partial<Record<Size, number>>;
}

const GENERAL_4B = {
  en: 95.6,
  ta: 88.9,
  th: 94.5,
  tl: 93.4,
  ms: 94.1,
  id: 94.7,
  my: 89.6,
  vi: 94.4,
};

const FIGURES: readonly Figures[] = [
  { set: inEnglish(IN_THE_WILD), lang: 'en', auprc: { '4B': 99.3, '8B': 99.2, '12B': 99.5 } },
  { set: IN_THE_WILD, lang: null, auprc: { '4B': 98.8, '8B': 98.6, '12B': 99.0 } },
  { set: inEnglish(CONTENT_GENERATION), lang: 'en', auprc: { '4B': 58.3, '12B': 59.7 } },
  { set: CONTENT_GENERATION, lang: null, auprc: { '4B': 61.2, '12B': 61.7 } },
  ...Object.entries(GENERAL_4B).map(([lang, auprc]) => ({
    ...{ set: GENERAL, lang, auprc: { '4B': auprc } },
  })),
];

export interface PaperFigure {
  readonly model: string;
  /** 0 to 1. */
  readonly auprc: number;
  /** Whether it is of the very checkpoint that was evaluated. */
  readonly same: boolean;
}

/**
 * @param lang null for the mean over languages
 * @param model the checkpoint that was evaluated
 */
export function paperFigures(
  kind: string,
  set: string | null,
  lang: string | null,
  model: string,
): PaperFigure[] {
  if (kind !== 'prompt') return [];
  const found = FIGURES.find((each) => each.set === set && each.lang === lang);
  return Object.entries(found?.auprc ?? {}).map(([size, hundredths]) => {
    const name = MODELS[size as Size];
    return { model: name, auprc: Number((hundredths / 100).toFixed(3)), same: name === model };
  });
}
