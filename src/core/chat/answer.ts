/** How a guard's answer over HTTP is read. Never `safe` for want of an answer. */
import * as v from 'valibot';
import type { Basis } from '../verdict';

const Token = v.object({ token: v.string(), logprob: v.number() });
const TokenAt = v.object({ ...Token.entries, top_logprobs: v.optional(v.array(Token), []) });
const Logprobs = v.object({ content: v.nullish(v.array(TokenAt)) });

/** The part of a chat completion that is read; whatever else a server sends is left alone. */
export const Completion = v.object({
  choices: v.pipe(
    v.array(
      v.object({
        message: v.object({ content: v.nullish(v.string()) }),
        finish_reason: v.fallback(v.nullish(v.string()), null),
        // A server that answers with something of its own here still answers in words.
        logprobs: v.fallback(v.nullish(Logprobs), null),
      }),
    ),
    v.minLength(1),
  ),
});
export type Completion = v.InferOutput<typeof Completion>;

export const ModelList = v.object({ data: v.array(v.object({ id: v.string() })) });

export interface Judged {
  /** Probability of `unsafe`; 0 or 1 where only the word is known. */
  readonly pUnsafe: number;
  readonly basis: Extract<Basis, 'word'> | null;
}

/** Null where the answer is neither `safe` nor `unsafe`. */
export function judged({ choices }: Completion): Judged | null {
  const [choice] = choices;
  if (!choice) return null;
  const p = scoreOf(choice.logprobs?.content ?? []);
  if (p !== null) return { pUnsafe: p, basis: null };
  const word = wordOf(choice.message.content ?? '', choice.finish_reason === 'length');
  return word === null ? null : { pUnsafe: word === 'unsafe' ? 1 : 0, basis: 'word' };
}

/**
 * Softmax over the first output token's probabilities for the first tokens of `unsafe` and `safe`
 * (SEA-Guard's model cards). Servers list only the likeliest tokens: one of the two that is missing
 * is at most as likely as the last that is listed, and counts as that.
 */
function scoreOf(content: readonly v.InferOutput<typeof TokenAt>[]): number | null {
  const first = content.find(({ token }) => token.trim() !== '');
  if (!first) return null;
  const listed = first.top_logprobs.length > 0 ? first.top_logprobs : [first];
  const sum = (is: (word: string) => boolean): number =>
    listed
      .filter(({ token }) => is(token.trim().toLowerCase()))
      .reduce((total, each) => total + probabilityOf(each), 0);
  const safe = sum((word) => word === 'safe');
  const unsafe = sum(isBeginningOfUnsafe);
  // What it was likely to say at all: a score over what it would never have said is none.
  const most = Math.max(...listed.map(probabilityOf));
  const isLikely = [safe, unsafe].some((p) => p >= most * (1 - 1e-9));
  if (!isLikely && safe + unsafe < LEAST_LIKELY) return null;
  const least = Math.min(...listed.map(probabilityOf));
  // With one token listed the other is less likely than that, and has what is left at most.
  const bound = listed.length > 1 ? least : Math.min(least, Math.max(0, 1 - safe - unsafe));
  const p = (unsafe || bound) / ((unsafe || bound) + (safe || bound));
  return Number.isFinite(p) ? p : null;
}
/** Of the two words together, where another is likelier than either. */
const LEAST_LIKELY = 0.5;
const probabilityOf = ({ logprob }: v.InferOutput<typeof Token>): number => Math.exp(logprob);

const isBeginningOfUnsafe = (word: string): boolean =>
  word.length >= 2 && 'unsafe'.startsWith(word);

/**
 * `SAFE.`, `**unsafe**`, `Unsafe\nS1`: the first word counts for `unsafe`; `safe` must stand alone.
 * @param isCut the answer ended because it was allowed no more tokens
 */
export function wordOf(text: string, isCut: boolean): 'safe' | 'unsafe' | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const [first = ''] = words;
  if (first === 'unsafe') return 'unsafe';
  if (first === 'safe' && words.length === 1) return 'safe';
  return isCut && words.length === 1 && isBeginningOfUnsafe(first) ? 'unsafe' : null;
}
