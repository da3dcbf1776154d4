/** The week in numbers, from the review store. */
import { SummaryCount, type WeekSummary } from '../core/review/summary';
import type { ReviewStore } from './review/store';

/** Entries read at a time, and at most. */
const PAGE = 200;
const MOST = 20_000;

export interface SummaryOptions {
  reviews: Pick<ReviewStore, 'page'>;
  now(): number;
}

export class WeeklySummary {
  constructor(private readonly options: SummaryOptions) {}

  async get(): Promise<WeekSummary> {
    const { reviews, now } = this.options;
    const count = new SummaryCount(now());
    const filter = { flag: 'unsafe', from: count.from } as const;
    let after: Parameters<ReviewStore['page']>[1]['after'] = null;
    let read = 0;
    do {
      const page: Awaited<ReturnType<ReviewStore['page']>> = await reviews.page(filter, {
        after,
        limit: PAGE,
      });
      for (const entry of page.entries) count.add(entry);
      read += page.entries.length;
      after = page.next;
    } while (after && read < MOST);
    return count.summary(after !== null);
  }
}
