/**
 * What the review store keeps: a verdict on a piece of content on a page, and what a person decided
 * about it. A verdict that is `unknown` has nothing to decide about, so it is no entry.
 */
import * as v from 'valibot';
import { type Content, contentKey, sha256 } from '../content-key';
import { normaliseLanguage } from '../script';
import { siteOf } from '../site';
import { Engine } from '../verdict';
import { windowEnd } from '../windows';
import { Decision, EntryId, MAX_THUMBNAIL_BYTES, ReviewFlag, ReviewKind, Time } from './shapes';

export {
  Decision,
  EntryId,
  MAX_NOTE,
  MAX_REVIEWER,
  MAX_THUMBNAIL_BYTES,
  ReviewFlag,
  ReviewKind,
} from './shapes';

/** UTF-16 units of a snippet. */
export const MAX_SNIPPET = 280;
export const MAX_ADDRESS = 2_048;

export const ContentKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const Language = v.pipe(
  v.string(),
  v.maxLength(35),
  v.check((tag) => normaliseLanguage(tag) === tag, 'no language tag as this project writes it'),
);

const Address = v.pipe(
  v.string(),
  v.maxLength(MAX_ADDRESS),
  v.check((address) => pageAddress(address) === address, 'no address of a web page'),
);

/** A verdict as it was given. */
export const Seen = v.object({
  /** What was judged (`reviewKey`): the same on every page and by every guard. */
  content: ContentKey,
  /** Of the page, as `pageAddress` writes it. */
  address: Address,
  kind: ReviewKind,
  /** The first words (`snippetOf`); of an image, of what is written about it. */
  snippet: v.pipe(v.string(), v.maxLength(MAX_SNIPPET)),
  /** BCP 47 tag; null where nothing tells. */
  language: v.nullable(Language),
  flag: ReviewFlag,
  /** Null where the guard told no probability. */
  pUnsafe: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  engine: Engine,
  /** Id of the guard build, or the name of the model that a server runs. */
  build: v.pipe(v.string(), v.maxLength(300)),
  seenAt: Time,
  /** A small picture's file; null for texts, or where there was none. */
  thumbnail: v.nullable(
    v.pipe(
      v.instance(Uint8Array),
      v.check(({ byteLength }) => byteLength <= MAX_THUMBNAIL_BYTES, 'the thumbnail is too large'),
    ),
  ),
});
export type Seen = v.InferOutput<typeof Seen>;

export const Entry = v.object({
  /** One for each content on each page (`entryId`). */
  id: EntryId,
  ...Seen.entries,
  /** Of the address. */
  site: v.string(),
  decision: v.nullable(Decision),
});
export type Entry = v.InferOutput<typeof Entry>;

/** Another one would forget every decision: raise it only where a key means something else. */
const KEY_VERSION = 1;

/**
 * The content key of a review. It names no guard build, nor how closely images are looked at or in
 * what way guards are asked, for a person decides about the content: an overturned verdict still
 * holds when all these are others.
 */
export const reviewKey = (content: Content): Promise<string> =>
  contentKey(
    content.kind === 'image' ? { ...content, detail: 'balanced' } : content,
    'review',
    KEY_VERSION,
  );

/** 128 bits of a hash: the same content on the same page is one entry. */
export async function entryId(content: string, address: string): Promise<string> {
  const hash = await sha256(new TextEncoder().encode(`${content}\n${address}`));
  return hash.slice(0, 32);
}

/** The entry of a verdict that nobody has decided about. */
export async function entryOf(seen: Seen): Promise<Entry> {
  const { content, address } = seen;
  return {
    id: await entryId(content, address),
    ...seen,
    site: siteOf(address) ?? '',
    decision: null,
  };
}

/** Names of parameters that let in whoever has them, or are likely to. */
const SECRET_NAME =
  /token|secret|passw|pwd|sess|ticket|jwt|signature|credential|saml|otp|api_?key|auth(?!ors?$)|^(sid|sig|key|code|state|nonce|hash)$/i;
/** What no person has typed, and no person reads. */
const SECRET_VALUE = /^[\w.~+/=-]{40,}$/;

/**
 * A page's address as it is kept: without a name and password, parameters that are secrets by their
 * name or their look, and the part after `#`, which most often is a place on the same page. Null where
 * there is no web page, or the address is too long to keep.
 */
export function pageAddress(url: string): string | null {
  if (siteOf(url) === null) return null;
  const address = new URL(url);
  address.username = '';
  address.password = '';
  address.hash = '';
  const secret = [...address.searchParams].filter(
    ([name, value]) => SECRET_NAME.test(name) || (SECRET_VALUE.test(value) && /\d/.test(value)),
  );
  // Where there is none, it stays as it was written.
  for (const [name] of secret) address.searchParams.delete(name);
  return address.href.length <= MAX_ADDRESS ? address.href : null;
}

/** The beginning of a text, ended where a reader would end it. */
export const snippetOf = (text: string): string => text.slice(0, windowEnd(text, 0, MAX_SNIPPET));

/** What the person says that the content is; null where nobody has decided. */
export function personFlag({
  flag,
  decision,
}: {
  flag: ReviewFlag;
  decision: Pick<Decision, 'call'> | null;
}): ReviewFlag | null {
  if (!decision) return null;
  if (decision.call === 'agree') return flag;
  return flag === 'unsafe' ? 'safe' : 'unsafe';
}

/** What to call a decision that says `says`, where the guard said `flag`. */
export const callFor = (flag: ReviewFlag, says: ReviewFlag): Decision['call'] =>
  flag === says ? 'agree' : 'overturn';
