/**
 * The tables of the review store, in the extension's own IndexedDB.
 *
 * Lists show the latest first, and must open among 100,000 entries as among a hundred. So every
 * filter is a range of an index that is in this order already, and a page is read from where the
 * last one ended: guard's flag, kind and decision are one number (the cell, 12 values), and there is
 * one index for each of: nothing more, the site, the language, both. A filter that leaves some of
 * the cell open reads a page from each of its ranges, 12 at most, and puts them together. Words
 * have an index in the same order.
 */
import { Dexie, type Table } from 'dexie';
import type { Decision, Entry, ReviewFlag } from '../../core/review/entry';
import type { DecidedVerdict } from '../../core/review/thresholds';
import { wordsOf } from '../../core/review/words';
import { cellOf, FLAGS, KINDS, STATES } from './cells';
import { retally } from './tallies';

/** An entry without its picture, and what it is found by. */
export interface Row {
  id: string;
  content: string;
  site: string;
  /** Empty where none is known: IndexedDB has no index of null. */
  language: string;
  cell: number;
  /** The later, the smaller. */
  order: number;
  state: number;
  /** When it was last seen or decided about. */
  touchedAt: number;
  /** Bytes, about. */
  size: number;
  /** Each word with the order and id after it. */
  words: [string, number, string][];
  /** Left out where nobody has decided: then the index of decisions leaves it out, too. */
  decidedAt?: number;
  entry: Omit<Entry, 'thumbnail'>;
}

export interface Thumbnail {
  id: string;
  bytes: Uint8Array;
}

/** What a person says of content whose verdict they overturned; found without looking at entries. */
export interface Ruling {
  content: string;
  says: ReviewFlag;
}

/** What a step did, so that it can be undone. A step of many entries is several acts. */
export interface Act {
  seq?: number;
  step: number;
  /** When the decision was made that this act gave. */
  decidedAt: number;
  before: { id: string; decision: Decision | null }[];
}

/** How many entries there are, by cell (tallies.ts). */
export interface Tally {
  of: 'all' | 'site' | 'language' | 'quarter';
  /** The site; the language; the quarter of an hour, counted from 1970; empty for all. */
  name: string | number;
  cells: number[];
  /** The sum over the cells of what the guard called unsafe. */
  unsafe: number;
}

/** What thresholds need to know of an entry that has been decided about (tallies.ts). */
export interface Decided extends DecidedVerdict {
  id: string;
}

export class ReviewDb extends Dexie {
  readonly entries: Table<Row, string>;
  readonly thumbnails: Table<Thumbnail, string>;
  readonly rulings: Table<Ruling, string>;
  readonly acts: Table<Act, number>;
  readonly tallies: Table<Tally, [Tally['of'], string | number]>;
  readonly decided: Table<Decided, string>;

  constructor(name: string) {
    super(name);
    // A change of shape adds `this.version(3).stores({ … }).upgrade(…)` below and leaves these as they
    // are: a store of any version then becomes the latest, step by step, in one transaction.
    this.version(1).stores({
      entries: [
        'id',
        'content',
        '[cell+order+id]',
        '[site+cell+order+id]',
        '[language+cell+order+id]',
        '[site+language+cell+order+id]',
        '*words',
        '[state+touchedAt+size]',
        '[content+decidedAt]',
      ].join(', '),
      thumbnails: 'id',
      rulings: 'content',
      acts: '++seq, step',
    });
    this.version(2)
      .stores({ tallies: '[of+name], [of+unsafe]', decided: 'id' })
      .upgrade((change) =>
        retally({
          entries: change.table('entries'),
          tallies: change.table('tallies'),
          decided: change.table('decided'),
        }),
      );
    this.entries = this.table('entries');
    this.thumbnails = this.table('thumbnails');
    this.rulings = this.table('rulings');
    this.acts = this.table('acts');
    this.tallies = this.table('tallies');
    this.decided = this.table('decided');
  }
}

/** What a row and its places in the indexes take, besides its texts. */
const ROW_BYTES = 1_200;

/** @param thumbnailBytes How large the picture is that is kept beside it. */
export function rowOf(entry: Omit<Entry, 'thumbnail'>, thumbnailBytes: number): Row {
  const { id, content, site, language, flag, kind, seenAt, decision, snippet } = entry;
  const state = STATES.indexOf(decision?.call ?? 'none');
  const order = -seenAt;
  const words = wordsOf(snippet).map((word): [string, number, string] => [word, order, id]);
  const letters = entry.address.length + snippet.length + (decision?.note.length ?? 0);
  return {
    id,
    content,
    site,
    language: language ?? '',
    cell: cellOf(state, FLAGS.indexOf(flag), KINDS.indexOf(kind)),
    order,
    state,
    touchedAt: Math.max(seenAt, decision?.decidedAt ?? 0),
    size: ROW_BYTES + 2 * letters + 100 * words.length + thumbnailBytes,
    words,
    ...(decision ? { decidedAt: decision.decidedAt } : {}),
    entry,
  };
}

/** The same row under another decision, or under none. */
export function withDecision(row: Row, decision: Decision | null): Row {
  const { entry } = row;
  const note = row.entry.decision?.note.length ?? 0;
  const state = STATES.indexOf(decision?.call ?? 'none');
  const { decidedAt: _, ...rest } = row;
  return {
    ...rest,
    cell: cellOf(state, FLAGS.indexOf(entry.flag), KINDS.indexOf(entry.kind)),
    state,
    touchedAt: Math.max(entry.seenAt, decision?.decidedAt ?? 0),
    size: row.size + 2 * ((decision?.note.length ?? 0) - note),
    ...(decision ? { decidedAt: decision.decidedAt } : {}),
    entry: { ...entry, decision },
  };
}
