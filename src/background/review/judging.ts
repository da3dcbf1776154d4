/** What a person has to say in verdicts: rulings on contents, and from which P on content is flagged. */
import type { ReviewFlag } from '../../core/review/entry';
import { DEFAULT_THRESHOLD } from '../../core/verdict';
import type { Ask } from '../asks';
import type { EngineContent } from '../engines/engine';

export interface Judging {
  /**
   * What persons say of contents whose verdict they overturned, by content. Never rejects: what cannot
   * be read is as if it were not there.
   */
  rulings(contents: readonly EngineContent[]): Promise<ReadonlyMap<EngineContent, ReviewFlag>>;
  /** Languages have thresholds of their own, so one has to be known before there is a verdict. */
  readonly needsLanguage: boolean;
  /** BCP 47 tag; null where nothing tells. Never rejects. */
  language(ask: Pick<Ask, 'text' | 'lang'>): Promise<string | null>;
  /** @param language Undefined where nobody has looked. */
  threshold(ask: Pick<Ask, 'text' | 'lang'>, language: string | null | undefined): number;
}

/** Nobody has said anything. */
export const GUARD_ALONE: Judging = {
  rulings: async () => new Map(),
  needsLanguage: false,
  language: async () => null,
  threshold: () => DEFAULT_THRESHOLD,
};
