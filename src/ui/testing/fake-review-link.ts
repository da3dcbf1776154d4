/** The review page's link with no browser behind it: a store in memory, by the core's own rules. */

import { merged } from '../../core/merged';
import { defaultPreferences, type Preferences } from '../../core/preferences';
import { csvHeader, csvLine } from '../../core/review/csv';
import type { Decision, Entry } from '../../core/review/entry';
import { isShown } from '../../core/review/filter';
import { jsonLine, readJsonLine, toRecord } from '../../core/review/jsonl';
import { judgedByGuard, report, reportsByLanguage } from '../../core/review/thresholds';
import type { LockView } from '../../platform/lock-protocol';
import type { UiEvent, UiRequest } from '../../platform/messages';
import type { ReviewAnswer, ReviewItem, ReviewRequest } from '../../platform/review-protocol';
import type { Channel, ChannelEvents } from '../../platform/ui-link';

const DAY_MS = 24 * 60 * 60_000;

export class FakeReviewLink {
  preferences: Preferences = defaultPreferences();
  entries: Entry[] = [];
  /** Null: it is not locked. */
  pin: string | null = null;
  answers = true;
  readonly requests: UiRequest[] = [];
  #events: ChannelEvents | null = null;
  #undo: { id: string; decision: Decision | null }[][] = [];

  openBackground = (events: ChannelEvents): Channel => {
    this.#events = events;
    if (this.answers) queueMicrotask(() => this.tellPreferences());
    return { send: () => {}, close: () => {} };
  };

  tell(event: UiEvent): void {
    this.#events?.message(structuredClone(event));
  }

  tellPreferences(): void {
    this.tell({ type: 'preferences', preferences: this.preferences });
  }

  ask = async (request: UiRequest): Promise<unknown> => {
    // Nothing but what a message can carry.
    return structuredClone(await this.#answer(structuredClone(request)));
  };

  async #answer(request: UiRequest): Promise<unknown> {
    if (!this.answers) return new Promise(() => {});
    this.requests.push(request);
    if (request.type === 'lock.unlock') {
      if (request.pin !== this.pin)
        return { ok: false, error: 'no', refusal: 'wrong', lock: LOCKED };
      this.pin = null;
      return { ok: true, lock: OPEN };
    }
    if (request.type === 'preferences.set') {
      this.preferences = merged(this.preferences, request.change);
      this.tellPreferences();
      return { ok: true, preferences: this.preferences };
    }
    if (this.pin !== null) return { ok: false, error: 'locked', refusal: 'locked', lock: LOCKED };
    return { ok: true, review: await this.#review(request as ReviewRequest) };
  }

  async #review(request: ReviewRequest): Promise<ReviewAnswer> {
    const sorted = this.entries.toSorted((a, b) => b.seenAt - a.seenAt || (a.id < b.id ? -1 : 1));
    switch (request.type) {
      case 'review.page': {
        const { items, next } = pageOf(sorted, request, request.limit);
        return { type: 'page', items: items.map(itemOf), next };
      }
      case 'review.count': {
        const shown = sorted.filter((each) => isShown(each, request.filter));
        const { most = shown.length, filter } = request;
        return { type: 'count', count: filter.text ? null : Math.min(most, shown.length) };
      }
      case 'review.names':
        return { type: 'names', names: [...new Set(sorted.map((each) => each[request.of]))] };
      case 'review.get': {
        const found = sorted.find(({ id }) => id === request.id);
        if (!found)
          return { type: 'entry', item: null, thumbnail: null, sameContent: 0, sameSite: 0 };
        const like = sorted.filter((each) => each.flag === found.flag && !each.decision);
        return {
          type: 'entry',
          item: itemOf(found),
          thumbnail: toRecord(found).thumbnail,
          sameContent: like.filter(({ content }) => content === found.content).length,
          sameSite: like.filter(({ site }) => site === found.site).length,
        };
      }
      case 'review.decide':
        return this.#decide((each) => each.id === request.id, request);
      case 'review.decideTogether':
        return this.#decide(
          (each) =>
            !each.decision && each.flag === request.flag && each[request.by] === request.value,
          request,
        );
      case 'review.undo': {
        const last = this.#undo.pop() ?? [];
        this.#change((each) => {
          const before = last.find(({ id }) => id === each.id);
          return before ? { ...each, decision: before.decision } : each;
        });
        const ids = new Set(last.map(({ id }) => id));
        return { type: 'undone', items: this.entries.filter(({ id }) => ids.has(id)).map(itemOf) };
      }
      case 'review.forget':
        return this.#forget(({ id }) => id === request.id);
      case 'review.forgetSite':
        return this.#forget(({ site }) => site === request.site);
      case 'review.forgetAll':
        return this.#forget(() => true);
      case 'review.report': {
        const [guard] = await judgedByGuard(this.entries);
        return {
          type: 'report',
          guards: guard ? [{ ...guard, decided: guard.judged.length }] : [],
          guard: guard ?? null,
          all: guard ? { language: null, ...report(guard.judged) } : null,
          languages: reportsByLanguage(guard?.judged ?? []).map((each) => ({
            language: each.language,
            ...each.report,
          })),
        };
      }
      case 'review.picture': {
        const unsafe = sorted.filter(({ flag }) => flag === 'unsafe');
        const days = Array.from({ length: request.days }, (_, i) => {
          const from = request.until - (request.days - i) * DAY_MS;
          const isIn = ({ seenAt }: Entry) => seenAt >= from && seenAt < from + DAY_MS;
          return { from, count: unsafe.filter(isIn).length };
        });
        const by = (of: 'site' | 'language') =>
          [...new Set(unsafe.map((each) => each[of]))]
            .map((name) => ({ name, count: unsafe.filter((each) => each[of] === name).length }))
            .sort((a, b) => b.count - a.count)
            .slice(0, 10);
        return { type: 'picture', days, sites: by('site'), languages: by('language') };
      }
      case 'review.export': {
        const { items, next } = pageOf(sorted, request, 2);
        const line = request.format === 'csv' ? csvLine : jsonLine;
        const head = request.format === 'csv' && !request.after ? csvHeader() : '';
        return {
          type: 'piece',
          text: head + items.map(line).join(''),
          entries: items.length,
          next,
        };
      }
      case 'review.import': {
        const problems: { line: number; problem: string }[] = [];
        let added = 0;
        for (const { number, text } of request.lines) {
          const read = await readJsonLine(text ?? '');
          if (read.ok) {
            this.entries.push(read.entry);
            added++;
          } else problems.push({ line: number, problem: read.problem });
        }
        const result = { added, decided: 0, refused: problems.length, problems };
        return { type: 'imported', result };
      }
    }
  }

  #change(change: (entry: Entry) => Entry): void {
    this.entries = this.entries.map(change);
  }

  #decide(
    isMeant: (entry: Entry) => boolean,
    { call, reviewer, note }: Omit<Decision, 'decidedAt'>,
  ): ReviewAnswer {
    const meant = this.entries.filter(isMeant);
    this.#undo.push(meant.map(({ id, decision }) => ({ id, decision })));
    const decision = { call, reviewer, note, decidedAt: Date.now() };
    this.#change((each) => (meant.includes(each) ? { ...each, decision } : each));
    return { type: 'changed', count: meant.length };
  }

  #forget(isMeant: (entry: Entry) => boolean): ReviewAnswer {
    const before = this.entries.length;
    this.entries = this.entries.filter((each) => !isMeant(each));
    return { type: 'changed', count: before - this.entries.length };
  }
}

const LOCKED: LockView = {
  status: 'locked',
  pinWaitMs: 0,
  codeWaitMs: 0,
  schedule: [],
  reveal: true,
};

const OPEN: LockView = { ...LOCKED, status: 'unlocked', until: 4_000_000_000_000 };

const itemOf = ({ thumbnail: _, ...item }: Entry): ReviewItem => item;

function pageOf(
  sorted: readonly Entry[],
  { filter, after }: Pick<Extract<ReviewRequest, { type: 'review.page' }>, 'filter' | 'after'>,
  limit: number,
) {
  const shown = sorted.filter((each) => isShown(each, filter));
  const start = after ? shown.findIndex(({ id }) => id === after.id) + 1 : 0;
  const items = shown.slice(start, start + limit);
  const last = items.at(-1);
  const hasMore = start + limit < shown.length;
  return { items, next: last && hasMore ? { order: -last.seenAt, id: last.id } : null };
}
