/**
 * The small pictures of the list. They are asked of the background, one by one, only for rows that
 * are drawn: a page may have thousands. This page never loads what a web page names, so an `<img>`
 * here gets nothing but a short `data:` address of a plain raster image.
 */
import PQueue from 'p-queue';
import * as v from 'valibot';
import { ImageSource } from '../../core/image';
import type { ImageSummary } from '../../platform/messages';

/** UTF-16 units: a picture of 96 pixels a side takes a few thousand. */
const MAX_ADDRESS = 200_000;

/** What may stand in an `<img>` of ours. */
export const Thumbnail = v.pipe(
  v.string(),
  v.maxLength(MAX_ADDRESS),
  v.regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/),
);

/** Null where there is no picture to be had. Rejects where nobody answered. */
export type AskThumbnail = (source: ImageSource) => Promise<string | null>;

/** Asked at once of pictures with a verdict, and of those that wait for one. */
const AT_ONCE = { judged: 4, waiting: 2 } as const;
const MAX_KEPT = 400;

/** The one that the page sent along; null where it sent none, or none that can be shown. */
const ownOf = ({ thumbnail }: ImageSummary): string | null =>
  v.is(Thumbnail, thumbnail) ? thumbnail : null;

/** Where the background can find the image; null where it has no address. */
function sourceOf({ src, thumbnail }: ImageSummary): ImageSource | null {
  for (const address of [src, thumbnail]) {
    if (address === null) continue;
    for (const source of [
      { from: 'web', url: address },
      { from: 'page', data: address },
    ]) {
      const parsed = v.safeParse(ImageSource, source);
      if (parsed.success) return parsed.output;
    }
  }
  return null;
}

const addressOf = (source: ImageSource): string =>
  source.from === 'web' ? source.url : source.data;

interface Asked {
  /** How many rows want it still; at 0 it is not asked any more. */
  rows: number;
  answer: Promise<string | null> | null;
}

export class Thumbnails {
  readonly #ask: AskThumbnail;
  readonly #max: number;
  /** By address; last used last. */
  readonly #kept = new Map<string, string>();
  readonly #underWay = new Map<string, Asked>();
  /** Addresses that gave none, by what was known of their image then. */
  readonly #none = new Set<string>();
  readonly #lanes = {
    judged: new PQueue({ concurrency: AT_ONCE.judged }),
    // A server that stalls keeps its image waiting: it must not hold up what can be shown.
    waiting: new PQueue({ concurrency: AT_ONCE.waiting }),
  };

  constructor(ask: AskThumbnail, max = MAX_KEPT) {
    this.#ask = ask;
    this.#max = max;
  }

  /** What can be shown at once; undefined where it must be asked for. */
  known(image: ImageSummary): string | null | undefined {
    const own = ownOf(image);
    if (own !== null) return own;
    const source = sourceOf(image);
    if (!source) return null;
    return this.#kept.get(addressOf(source));
  }

  /**
   * @param judged Whether the image has a verdict.
   * @param signal Aborted when no row shows it any more.
   */
  async of(image: ImageSummary, judged: boolean, signal: AbortSignal): Promise<string | null> {
    const own = ownOf(image);
    const source = sourceOf(image);
    if (own !== null || !source) return own;
    const kept = this.#kept.get(addressOf(source));
    if (kept !== undefined) {
      this.#keep(addressOf(source), kept);
      return kept;
    }
    const lane = judged ? 'judged' : 'waiting';
    const key = `${lane} ${addressOf(source)}`;
    if (this.#none.has(key)) return null;
    const asked = this.#underWay.get(key) ?? { rows: 0, answer: null };
    asked.rows++;
    signal.addEventListener('abort', () => void asked.rows--, { once: true });
    this.#underWay.set(key, asked);
    asked.answer ??= this.#get(key, lane, source, asked);
    return asked.answer;
  }

  async #get(
    key: string,
    lane: keyof typeof AT_ONCE,
    source: ImageSource,
    asked: Asked,
  ): Promise<string | null> {
    try {
      const found = await this.#lanes[lane].add(async () =>
        asked.rows > 0 ? this.#ask(source) : undefined,
      );
      if (found === undefined) return null;
      if (v.is(Thumbnail, found)) {
        this.#keep(addressOf(source), found);
        return found;
      }
      if (this.#none.size >= this.#max) this.#none.clear();
      this.#none.add(key);
      return null;
    } catch {
      // Nobody answered in time: asked anew when the row is drawn anew.
      return null;
    } finally {
      this.#underWay.delete(key);
    }
  }

  #keep(address: string, thumbnail: string): void {
    this.#kept.delete(address);
    this.#kept.set(address, thumbnail);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#max) break;
      this.#kept.delete(oldest);
    }
  }
}
