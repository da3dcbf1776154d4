/**
 * The queue of the review page: what is listed, which entry is looked at, and what a person does.
 *
 *     filters ──> review.page, review.count ──> items ──> current ──> review.get ──> detail
 *     a person ──> decide, skip, undo, reveal ──> items change in their place
 *
 * What has been decided stays in the list where it was, so that nothing moves under a person's hands;
 * the next look at the list sorts it out. Commands go one after another, as they were given.
 */
import { batch, computed, effect, signal } from '@preact/signals';
import type { Decision } from '../../core/review/entry';
import type { QueueFilter } from '../../core/review/filter';
import type { QueuePlace, ReviewItem } from '../../platform/review-protocol';
import { createAsking, type ReviewLink } from './asking';
import { type Habits, loadHabits, saveHabits } from './memory';
import { words } from './strings';

/** Entries that are fetched at a time, and at first: what a large screen shows, to show it soon. */
const PAGE = 100;
const SCREEN = 50;
/** A search looks at so many entries a time: it may come back with few, and is asked on. */
const SEARCHES = 20;
/** Less than between two keys of one who types, more than a paste or a held key needs. */
const SEARCH_AFTER_MS = 50;
/** The list that was asked for at the start comes in this time, or is asked for once more. */
const FIRST_MS = 1_500;
/** What is counted for the list: one more means that there are more. */
export const MOST_COUNTED = 1_000;

export interface Detail {
  id: string;
  /** A `data:` address. */
  picture: string | null;
  sameContent: number;
  sameSite: number;
}

export type Step = 'forget-one' | 'forget-site' | 'forget-all' | `together ${string}`;
export type ReviewStore = ReturnType<typeof createReviewStore>;

export const startFilter = (): QueueFilter => ({ flag: 'unsafe', decision: 'none' });

export function createReviewStore(link: ReviewLink) {
  const asking = createAsking(link, { reviewed: () => void lookForNews(), missed: missed });
  const filter = signal<QueueFilter>(startFilter());
  const items = signal<readonly ReviewItem[]>([]);
  const next = signal<QueuePlace | null>(null);
  /** How many the filter shows; null where nobody has counted. */
  const total = signal<number | null>(null);
  const loading = signal(true);
  const currentId = signal<string | null>(null);
  const detail = signal<Detail | null>(null);
  const revealed = signal<ReadonlySet<string>>(new Set());
  /** There are entries above the first. */
  const hasNews = signal(false);
  const sites = signal<readonly string[]>([]);
  const languages = signal<readonly (string | null)[]>([]);
  const note = signal('');
  const habits = signal<Habits>(loadHabits());
  /** What waits for a second word. */
  const question = signal<Step | null>(null);
  /** The latest turning point, for the ear. */
  const said = signal('');
  const keysShown = signal(false);
  let before: Promise<unknown> = Promise.resolve();
  let epoch = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first: { list: Promise<void>; at: number } | null = null;

  const index = computed(() => items.value.findIndex(({ id }) => id === currentId.value));
  const current = computed(() => items.value[index.value] ?? null);
  const isHidden = computed(() => {
    const item = current.value;
    if (!item || revealed.value.has(item.id)) return false;
    if (item.kind === 'image') return true;
    return item.flag === 'unsafe' && !habits.value.open;
  });

  const endSaving = effect(() => saveHabits(habits.value));

  /* ── the list ───────────────────────────────────────────────────────────── */

  async function load(): Promise<void> {
    const mine = ++epoch;
    loading.value = true;
    const asked = filter.value;
    const page = await fetchPage(asked, null, SCREEN, mine);
    if (mine !== epoch) return;
    batch(() => {
      loading.value = false;
      hasNews.value = false;
      total.value = null;
      if (!page) return;
      items.value = page.items;
      next.value = page.next;
      const keeps = page.items.some(({ id }) => id === currentId.value);
      if (!keeps) select(page.items[0]?.id ?? null);
      else void look();
    });
    // After the rows: a person looks at these first.
    const most = MOST_COUNTED + 1;
    const counted = await asking.ask('count', { type: 'review.count', filter: asked, most });
    if (mine === epoch) total.value = counted?.count ?? null;
  }

  /** A page with something on it, or the end. */
  async function fetchPage(
    asked: QueueFilter,
    from: QueuePlace | null,
    limit: number,
    mine: number,
  ) {
    const found: ReviewItem[] = [];
    let after = from;
    for (let tries = 0; tries < SEARCHES; tries++) {
      const page = await asking.ask('page', {
        type: 'review.page',
        filter: asked,
        after,
        limit,
      });
      if (!page || mine !== epoch) return null;
      found.push(...page.items);
      after = page.next;
      if (!after || found.length >= limit / 2) break;
    }
    return { items: found, next: after };
  }

  /** The rows below those that are there. */
  async function more(): Promise<void> {
    const place = next.value;
    if (!place || loading.value) return;
    const mine = epoch;
    loading.value = true;
    const page = await fetchPage(filter.value, place, PAGE, mine);
    if (mine !== epoch) return;
    batch(() => {
      loading.value = false;
      if (!page) return;
      const known = new Set(items.value.map(({ id }) => id));
      items.value = [...items.value, ...page.items.filter(({ id }) => !known.has(id))];
      next.value = page.next;
    });
  }

  async function lookForNews(): Promise<void> {
    const mine = epoch;
    const asked = filter.value;
    if (loading.value) return;
    const page = await asking.ask('page', {
      type: 'review.page',
      filter: asked,
      after: null,
      limit: 1,
    });
    const first = page?.items[0];
    if (mine !== epoch || !first || items.value.some(({ id }) => id === first.id)) return;
    if (items.value.length === 0) await load();
    else hasNews.value = true;
  }

  async function loadNames(): Promise<void> {
    const [found, tongues] = await Promise.all([
      asking.ask('names', { type: 'review.names', of: 'site' }),
      asking.ask('names', { type: 'review.names', of: 'language' }),
    ]);
    batch(() => {
      if (found) sites.value = found.names.flatMap((name) => name ?? []);
      if (tongues) languages.value = tongues.names;
    });
  }

  /** The list is asked for at once, and drawn as soon as it is there: the port takes longer. */
  function start(): void {
    asking.start();
    first = { list: load(), at: performance.now() };
  }

  function missed(): void {
    const isComing = first !== null && performance.now() - first.at < FIRST_MS;
    const list = isComing ? first?.list.then(lookForNews) : load();
    first = null;
    // The list first: names are for the filters.
    void list?.then(loadNames);
  }

  function setFilter(change: { [K in keyof QueueFilter]?: QueueFilter[K] | undefined }): void {
    const merged = { ...filter.value, ...change };
    filter.value = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== undefined),
    );
    clearTimeout(timer);
    if ('text' in change) timer = setTimeout(() => void load(), SEARCH_AFTER_MS);
    else void load();
  }

  function replace(changed: readonly ReviewItem[]): void {
    const byId = new Map(changed.map((item) => [item.id, item]));
    items.value = items.value.map((item) => byId.get(item.id) ?? item);
  }

  /* ── the entry that is looked at ────────────────────────────────────────── */

  function select(id: string | null): void {
    if (id === currentId.value) return;
    batch(() => {
      currentId.value = id;
      question.value = null;
      note.value = current.value?.decision?.note ?? '';
    });
    void look();
    // The end of what is there comes near.
    if (index.value > items.value.length - PAGE / 4) void more();
  }

  /** Its picture, and whether others are like it. */
  async function look(): Promise<void> {
    const id = currentId.value;
    if (id === null) {
      detail.value = null;
      return;
    }
    const answer = await asking.ask('entry', { type: 'review.get', id });
    if (!answer || currentId.value !== id) return;
    batch(() => {
      if (answer.item) replace([answer.item]);
      const { thumbnail, sameContent, sameSite } = answer;
      const picture = thumbnail === null ? null : `data:image/webp;base64,${thumbnail}`;
      detail.value = { id, picture, sameContent, sameSite };
    });
  }

  function go(by: 1 | -1, saying = ''): void {
    const target = items.value[index.value + by];
    if (target) {
      select(target.id);
      say(saying);
    } else if (by === 1) said.value = joined(saying, words.said.end);
  }

  function say(first: string): void {
    const item = current.value;
    if (!item) return;
    const flag = words.filters.flags[item.flag];
    const kind = words.filters.kinds[item.kind];
    said.value = joined(first, words.said.now(position(), flag, kind, item.site));
  }

  function position(): string {
    const of = Math.max(total.value ?? 0, items.value.length);
    const at = index.value + 1;
    const hasMore = total.value === null ? next.value !== null : total.value > MOST_COUNTED;
    return hasMore && next.value !== null
      ? words.entry.positionMany(at, Math.max(items.value.length, Math.min(of, MOST_COUNTED)))
      : words.entry.position(at, of);
  }

  function reveal(): void {
    const id = currentId.value;
    if (id === null) return;
    const after = new Set(revealed.value);
    if (!after.delete(id)) after.add(id);
    revealed.value = after;
  }

  /* ── what a person does ─────────────────────────────────────────────────── */

  function queued<T>(act: () => Promise<T>): Promise<T> {
    const mine = before.then(act);
    before = mine.catch(() => {});
    return mine;
  }

  function decide(call: Decision['call'], stay = false): Promise<void> {
    const item = current.value;
    if (!item) return Promise.resolve();
    const { id } = item;
    const decision = { call, reviewer: habits.value.reviewer, note: note.value.trim() };
    return queued(async () => {
      const answer = await asking.ask('changed', { type: 'review.decide', id, ...decision });
      if (!answer || answer.count === 0) return;
      replace([{ ...item, decision: { ...decision, decidedAt: Date.now() } }]);
      const sentence = call === 'agree' ? words.said.agreed : words.said.overturned;
      if (stay || currentId.value !== id) said.value = sentence;
      else go(1, sentence);
      if (currentId.value === id) void look();
    });
  }

  function together(by: 'content' | 'site', call: Decision['call']): Promise<void> {
    const item = current.value;
    question.value = null;
    if (!item) return Promise.resolve();
    const value = by === 'content' ? item.content : item.site;
    const { flag } = item;
    const decision = { call, reviewer: habits.value.reviewer, note: note.value.trim() };
    return queued(async () => {
      const request = { type: 'review.decideTogether', by, value, flag, ...decision } as const;
      const answer = await asking.ask('changed', request);
      if (!answer) return;
      const isMeant = (each: ReviewItem) =>
        each.decision === null &&
        each.flag === flag &&
        (by === 'content' ? each.content === value : each.site === value);
      const decided = { ...decision, decidedAt: Date.now() };
      replace(items.value.filter(isMeant).map((each) => ({ ...each, decision: decided })));
      said.value = words.said.together(answer.count);
      await look();
    });
  }

  function undo(): Promise<void> {
    return queued(async () => {
      const answer = await asking.ask('undone', { type: 'review.undo' });
      if (!answer) return;
      const [first] = answer.items;
      if (!first) {
        said.value = words.said.nothingToUndo;
        return;
      }
      replace(answer.items);
      if (answer.items.length > 1 || !items.value.some(({ id }) => id === first.id)) await load();
      if (items.value.some(({ id }) => id === first.id)) select(first.id);
      void look();
      said.value = words.said.undone(answer.items.length);
    });
  }

  function forget(which: 'one' | 'site' | 'all'): Promise<void> {
    const item = current.value;
    question.value = null;
    return queued(async () => {
      if (!item && which !== 'all') return;
      const at = index.value;
      const request =
        which === 'all' || !item
          ? ({ type: 'review.forgetAll' } as const)
          : which === 'site'
            ? ({ type: 'review.forgetSite', site: item.site } as const)
            : ({ type: 'review.forget', id: item.id } as const);
      const answer = await asking.ask('changed', request);
      if (!answer) return;
      said.value = words.forget.done(answer.count);
      if (which === 'one' && item) {
        const others = items.value.filter(({ id }) => id !== item.id);
        items.value = others;
        if (total.value !== null) total.value -= 1;
        select((others[at] ?? others[at - 1])?.id ?? null);
        return;
      }
      await load();
      await loadNames();
    });
  }

  return {
    ...asking,
    filter,
    items,
    next,
    total,
    loading,
    current,
    currentId,
    index,
    detail,
    isHidden,
    position,
    hasNews,
    sites,
    languages,
    note,
    habits,
    question,
    said,
    keysShown,
    start,
    stop() {
      epoch++;
      clearTimeout(timer);
      endSaving();
      asking.stop();
    },
    /** Asks for the PIN once more. */
    askAgain(): void {
      asking.relent();
      missed();
    },
    load,
    more,
    setFilter,
    select,
    reveal,
    decide,
    together,
    undo,
    forget,
    skip: () => go(1, words.said.skipped),
    next1: () => go(1),
    previous: () => go(-1),
    isRevealed: (item: ReviewItem): boolean =>
      revealed.value.has(item.id) || item.flag === 'safe' || habits.value.open,
    setHabits: (change: Partial<Habits>) => {
      habits.value = { ...habits.value, ...change };
    },
  };
}

const joined = (...sentences: string[]): string =>
  sentences.filter((sentence) => sentence !== '').join(' ');
