/** Items with what the guard said of them, as `items.jsonl` keeps them: without their texts. */
import * as v from 'valibot';
import { contentKey } from '../../../src/core/content-key';
import {
  Basis,
  type Engine,
  Flag,
  UnknownReason,
  unknown,
  verdictOfAnswer,
} from '../../../src/core/verdict';
import type { Given } from '../ask/asker';
import { InputError, type Item } from '../item';
import type { Judgement } from '../metrics/measures';

export const JudgedItem = v.object({
  file: v.string(),
  line: v.number(),
  set: v.string(),
  lang: v.string(),
  label: v.picklist(['safe', 'unsafe']),
  /** The same for the same text and question, whatever the guard. */
  content: v.string(),
  flag: Flag,
  pUnsafe: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  reason: v.nullable(UnknownReason),
  basis: v.nullable(Basis),
});
export type JudgedItem = v.InferOutput<typeof JudgedItem>;

/** A hash of what is asked, whoever answers. */
export const contentId = (item: Item): Promise<string> => contentKey(item.content, '');

/** @param answer undefined where there is none yet */
export function judge(
  item: Item,
  content: string,
  answer: Given,
  engine: Engine,
  threshold: number,
): JudgedItem {
  const verdict = answer.ok
    ? verdictOfAnswer(answer, engine, threshold)
    : unknown(answer.reason, engine);
  const { flag, reason, basis = null } = verdict;
  const { file, line, set, lang, label } = item;
  // What a long text's beginning has is no score of the text; the flag says so already.
  return { file, line, set, lang, label, content, flag, pUnsafe: verdict.pUnsafe, reason, basis };
}

export const judgementOf = (item: JudgedItem): Judgement => ({
  unsafe: item.label === 'unsafe',
  flag: item.flag,
  pUnsafe: item.pUnsafe,
  reason: item.reason,
  basis: item.basis,
  stratum: `${item.set}\n${item.lang}`,
});

export const writeItems = (items: readonly JudgedItem[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');

/** @throws InputError */
export function readItems(text: string, file: string): JudgedItem[] {
  return text
    .split('\n')
    .flatMap((written, i) => (written === '' ? [] : [readItem(written, `${file}:${i + 1}`)]));
}

function readItem(written: string, where: string): JudgedItem {
  let json: unknown;
  try {
    json = JSON.parse(written);
  } catch {
    throw new InputError(where, 'is not JSON');
  }
  const parsed = v.safeParse(JudgedItem, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new InputError(where, `\`${v.getDotPath(issue) ?? ''}\`: ${issue.message}`);
}
