/**
 * A person says at the element itself that a verdict is wrong: their decision goes into the review
 * store, as one of the review page does, and holds for that content everywhere.
 */
import * as v from 'valibot';
import type { Content } from '../core/content-key';
import { guardText } from '../core/guard-text';
import type { ImageDetail } from '../core/image';
import { PRIORITY } from '../core/priority';
import {
  callFor,
  entryId,
  pageAddress,
  type ReviewFlag,
  reviewKey,
  snippetOf,
} from '../core/review/entry';
import { normaliseLanguage } from '../core/script';
import type { Engine } from '../core/verdict';
import { PointedAnswer, type PointedElement } from '../platform/pointed-protocol';
import type { Images } from './images/images';
import type { ReviewStore } from './review/store';

export interface OverturningOptions {
  store: Pick<ReviewStore, 'add' | 'get' | 'decide'>;
  images: Pick<Images, 'want'>;
  detail(): ImageDetail;
  /** Id of the guard build, or the name of the model, that this engine asks now. */
  buildOf(engine: Engine): Promise<string>;
  now(): number;
}

const opposite = (flag: ReviewFlag): ReviewFlag => (flag === 'unsafe' ? 'safe' : 'unsafe');

export class Overturning {
  readonly #options: OverturningOptions;

  constructor(options: OverturningOptions) {
    this.#options = options;
  }

  /**
   * How many verdicts were overturned of what a content script has told. Of a private window none:
   * nothing of it is kept.
   */
  async overturn(raw: unknown, pageUrl: string | null, isPrivate: boolean): Promise<number> {
    const answer = v.safeParse(PointedAnswer, raw);
    const address = pageAddress(pageUrl ?? '');
    if (!answer.success || address === null || isPrivate) return 0;
    const { elements = [] } = answer.output;
    // Where something is marked, that is what they mean.
    const unsafe = elements.filter(({ flag }) => flag === 'unsafe');
    let count = 0;
    for (const element of unsafe.length > 0 ? unsafe : elements) {
      if (await this.#one(element, address)) count++;
    }
    return count;
  }

  async #one(element: PointedElement, address: string): Promise<boolean> {
    const { store, buildOf, now } = this.#options;
    const { kind, flag, pUnsafe, engine, lang } = element;
    const said = await this.#content(element);
    if (said === null) return false;
    const content = await reviewKey(said);
    const seenAt = now();
    await store.add(
      {
        content,
        address,
        kind,
        snippet: snippetOf(element.text),
        language: lang === null ? null : normaliseLanguage(lang),
        flag,
        pUnsafe,
        engine,
        build: (await buildOf(engine)).slice(0, 300),
        seenAt,
        thumbnail: null,
      },
      false,
    );
    const id = await entryId(content, address);
    const entry = await store.get(id);
    if (!entry) return false;
    // What is shown may be an earlier decision already; theirs is the opposite of what is shown.
    const call = callFor(entry.flag, opposite(flag));
    return store.decide(id, { call, reviewer: '', note: '', decidedAt: seenAt });
  }

  /** As it was asked about (lookups.ts); null where an image cannot be had any more. */
  async #content(element: PointedElement): Promise<Content | null> {
    const text = guardText(element.text);
    if (element.kind === 'text') {
      const question = guardText(element.question ?? '');
      return question === '' ? { kind: 'prompt', text } : { kind: 'response', question, text };
    }
    const { images, detail } = this.#options;
    const want = images.want(element.source, { priority: PRIORITY.visible, remember: true });
    const found = await want.found;
    want.release();
    return found?.ok ? { kind: 'image', bytes: found.token, detail: detail(), text } : null;
  }
}
