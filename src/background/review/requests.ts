/** Answers what the review page asks (platform/review-protocol.ts). */
import { csvHeader, csvLine } from '../../core/review/csv';
import type { Decision, Entry } from '../../core/review/entry';
import { jsonLine, readJsonLine, toRecord } from '../../core/review/jsonl';
import {
  judgedByGuard,
  type Point,
  type Report,
  report,
  reportsByLanguage,
} from '../../core/review/thresholds';
import type {
  ReportView,
  ReviewAnswer,
  ReviewedGuard,
  ReviewItem,
  ReviewRequest,
} from '../../platform/review-protocol';
import { placeOf } from './pages';
import type { ReviewStore } from './store';

/** Entries in one piece of a file, and UTF-16 units after which it ends: some have pictures. */
const PIECE = 500;
const PIECE_LENGTH = 4 * 1024 * 1024;
/** Entries that a step back tells of: more are to be asked for anew. */
const TOLD = 50;
/** Points of a picture: no screen shows more. */
const POINTS = 160;
const NAMES = 10;

export class ReviewRequests {
  constructor(
    private readonly store: ReviewStore,
    /** Entries are others now. */
    private readonly changed: () => void,
    private readonly now: () => number = Date.now,
  ) {}

  async answer(request: ReviewRequest): Promise<ReviewAnswer> {
    const { store } = this;
    switch (request.type) {
      case 'review.page': {
        const { filter, after, limit } = request;
        const { entries, next } = await store.page(filter, { after, limit, pictures: false });
        return { type: 'page', items: entries.map(itemOf), next };
      }
      case 'review.count':
        return { type: 'count', count: await store.count(request.filter, request.most) };
      case 'review.names':
        return { type: 'names', names: await store.names(request.of) };
      case 'review.get':
        return this.#entry(request.id);
      case 'review.decide': {
        const done = await store.decide(request.id, this.#decision(request));
        return this.#changed(done ? 1 : 0);
      }
      case 'review.decideTogether': {
        const { by, value, flag } = request;
        return this.#changed(
          await store.decideTogether({ by, value, flag }, this.#decision(request)),
        );
      }
      case 'review.undo': {
        const ids = await store.undo();
        const entries = await Promise.all(ids.slice(0, TOLD).map((id) => store.get(id)));
        if (ids.length > 0) this.changed();
        return { type: 'undone', items: entries.flatMap((entry) => (entry ? itemOf(entry) : [])) };
      }
      case 'review.forget':
        return this.#changed((await store.forget(request.id)) ? 1 : 0);
      case 'review.forgetSite':
        return this.#changed(await store.forgetSite(request.site));
      case 'review.forgetAll': {
        const count = (await store.count({})) ?? 0;
        await store.forgetAll();
        return this.#changed(count);
      }
      case 'review.report':
        return this.#report(request.guard);
      case 'review.picture': {
        const { until, days } = request;
        return { type: 'picture', ...(await store.flagged({ until, days, most: NAMES })) };
      }
      case 'review.export':
        return this.#piece(request);
      case 'review.import':
        return this.#import(request.lines);
    }
  }

  #changed(count: number): ReviewAnswer {
    if (count > 0) this.changed();
    return { type: 'changed', count };
  }

  #decision({ call, reviewer, note }: Omit<Decision, 'decidedAt'>): Decision {
    return { call, reviewer, note, decidedAt: this.now() };
  }

  async #entry(id: string): Promise<ReviewAnswer> {
    const entry = await this.store.get(id);
    if (!entry) {
      return { type: 'entry', item: null, thumbnail: null, sameContent: 0, sameSite: 0 };
    }
    const { content, flag, site } = entry;
    const [sameContent, sameSite] = await Promise.all([
      this.store.countUndecided({ by: 'content', value: content, flag }),
      this.store.countUndecided({ by: 'site', value: site, flag }),
    ]);
    const { thumbnail } = toRecord(entry);
    return { type: 'entry', item: itemOf(entry), thumbnail, sameContent, sameSite };
  }

  /** One pass over what was decided: how much of which guard, and all of one of them. */
  async #report(asked: ReviewedGuard | null): Promise<ReviewAnswer> {
    const guards = await judgedByGuard(this.store.decided());
    const isAsked = ({ engine, build }: ReviewedGuard) =>
      engine === asked?.engine && build === asked.build;
    const chosen = guards.find(isAsked) ?? guards[0];
    const judged = chosen?.judged ?? [];
    return {
      type: 'report',
      guards: guards.map(({ engine, build, judged: { length } }) => ({
        engine,
        build,
        decided: length,
      })),
      guard: chosen ? { engine: chosen.engine, build: chosen.build } : null,
      all: chosen ? viewOf(report(judged), null) : null,
      languages: reportsByLanguage(judged).map((each) => viewOf(each.report, each.language)),
    };
  }

  async #piece({ format, filter, after }: Extract<ReviewRequest, { type: 'review.export' }>) {
    const pictures = format === 'jsonl';
    const page = await this.store.page(filter, { after, limit: PIECE, pictures });
    const line = format === 'csv' ? csvLine : jsonLine;
    let [text, entries] = [format === 'csv' && after === null ? csvHeader() : '', 0];
    for (const entry of page.entries) {
      text += line(entry);
      entries++;
      if (text.length < PIECE_LENGTH || entries === page.entries.length) continue;
      return { type: 'piece', text, entries, next: placeOf(entry) } as const;
    }
    return { type: 'piece', text, entries, next: page.next } as const;
  }

  async #import(lines: Extract<ReviewRequest, { type: 'review.import' }>['lines']) {
    const entries: Entry[] = [];
    const problems: { line: number; problem: string }[] = [];
    const all = await Promise.all(
      lines.map(({ text }) => (text === null ? null : readJsonLine(text))),
    );
    for (const [at, { number }] of lines.entries()) {
      const read = all[at];
      if (read?.ok) entries.push(notLaterThan(read.entry, this.now()));
      else problems.push({ line: number, problem: read ? read.problem : 'too long' });
    }
    const { added, decided } = await this.store.merge(entries);
    if (added + decided > 0) this.changed();
    const result = { added, decided, refused: problems.length, problems };
    return { type: 'imported', result } as const;
  }
}

function itemOf({ thumbnail: _, ...item }: Entry): ReviewItem {
  return item;
}

const viewOf = ({ points, ...rest }: Report, language: string | null): ReportView => ({
  language,
  ...rest,
  points: thinned(points),
});

/** Evenly over the points, the first and the last among them. */
function thinned(points: Point[]): Point[] {
  if (points.length <= POINTS) return points;
  const step = (points.length - 1) / (POINTS - 1);
  return Array.from({ length: POINTS }, (_, i) => points[Math.round(i * step)]).filter(
    (point) => point !== undefined,
  );
}

/** A clock of another machine, or a forged file: what is to come would outlive all that is decided. */
const notLaterThan = (entry: Entry, now: number): Entry => ({
  ...entry,
  seenAt: Math.min(entry.seenAt, now),
  decision: entry.decision && {
    ...entry.decision,
    decidedAt: Math.min(entry.decision.decidedAt, now),
  },
});
