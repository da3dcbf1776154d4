/** Entries for tests: one content and page for each number. */
import { type Decision, type Entry, entryOf, type Seen } from '../entry';

export const DAY = 24 * 60 * 60_000;
export const START = Date.UTC(2026, 0, 1);

/** A content key that ends in a number. */
export const key = (number: number): string => number.toString(16).padStart(64, '0');

export const seen = (number: number, more: Partial<Seen> = {}): Seen => ({
  content: key(number),
  address: `https://example.com/${number}`,
  kind: 'text',
  snippet: `Words of number ${number}`,
  language: 'en',
  flag: 'unsafe',
  pUnsafe: 0.9,
  engine: 'local',
  build: 'test-build',
  seenAt: START + number,
  thumbnail: null,
  ...more,
});

export const decision = (more: Partial<Decision> = {}): Decision => ({
  call: 'agree',
  reviewer: 'first',
  note: '',
  decidedAt: START + DAY,
  ...more,
});

export const entry = async (number: number, more: Partial<Entry> = {}): Promise<Entry> => {
  const { decision: decided = null, id: _id, site: _site, ...rest } = more;
  return { ...(await entryOf(seen(number, rest))), decision: decided };
};

/** All that comes, in order. */
export async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of values) all.push(each);
  return all;
}
