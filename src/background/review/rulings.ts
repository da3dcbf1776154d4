/**
 * What persons say of contents, for verdicts that are about to be given. Where nobody has overturned
 * anything it costs nothing; else one read of an index for all that is looked up together. A store
 * that fails or hangs holds nobody up: then guards alone are heard, for a while.
 */
import { type ReviewFlag, reviewKey } from '../../core/review/entry';
import type { EngineContent } from '../engines/engine';
import type { ReviewStore } from './store';

const NONE: ReadonlyMap<EngineContent, ReviewFlag> = new Map();
const SLOW_MS = 2_000;
const PAUSE_MS = 60_000;

export class Rulings {
  /** Whether there are any; null: look. */
  #any: Promise<boolean> | null = null;
  #pausedUntil = 0;

  constructor(
    private readonly store: Pick<ReviewStore, 'rulings' | 'hasRulings'>,
    private readonly now: () => number = Date.now,
    private readonly slowMs = SLOW_MS,
  ) {}

  /** Some were made or taken back. */
  changed(): void {
    this.#any = null;
  }

  async of(contents: readonly EngineContent[]): Promise<ReadonlyMap<EngineContent, ReviewFlag>> {
    if (this.now() < this.#pausedUntil) return NONE;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slow = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took over ${this.slowMs} ms`)), this.slowMs);
    });
    try {
      return await Promise.race([this.#find(contents), slow]);
    } catch (error) {
      this.#any = null;
      this.#pausedUntil = this.now() + PAUSE_MS;
      console.error('seawall: what was decided about contents could not be read', error);
      return NONE;
    } finally {
      clearTimeout(timer);
    }
  }

  async #find(contents: readonly EngineContent[]): Promise<ReadonlyMap<EngineContent, ReviewFlag>> {
    this.#any ??= this.store.hasRulings();
    if (!(await this.#any)) return NONE;
    const keys = await Promise.all(contents.map(keyOf));
    const found = await this.store.rulings([...new Set(keys)]);
    const ruled = new Map<EngineContent, ReviewFlag>();
    for (const [at, content] of contents.entries()) {
      const says = found.get(keys[at] ?? '');
      if (says !== undefined) ruled.set(content, says);
    }
    return ruled;
  }
}

/** The content key of a review, for what a guard is asked about. */
export const keyOf = (content: EngineContent): Promise<string> =>
  reviewKey(content.kind === 'image' ? { ...content, bytes: content.image } : content);
