/**
 * From one row of a file, whatever its format, to items.
 *
 *     this project's    { text, label, lang, set?, question? }
 *     SEA-HELM's        in-the-wild   { label, prompts: [{ local_prompt, en_prompt }], metadata }
 *                       other two     { prompt_label, response_label,
 *                                       prompts: [{ prompt_text, response_text }], metadata }
 *
 * SEA-HELM's `metadata` has the language; content generation has the English originals there, too.
 */
import * as v from 'valibot';
import { textContent } from '../../../src/core/guard-text';
import { InputError, type Item, type SkippedCounts, type Wanted } from '../item';
import { labelsOf, readLabel } from './labels';

export interface Where {
  readonly file: string;
  readonly line: number;
}

/** Tables say "none" as null, as an empty cell, or not at all. */
const Absent = v.pipe(
  v.nullish(v.string()),
  v.transform((text) => (text === null || text?.trim() === '' ? undefined : text)),
);

const Own = v.object({
  text: v.string(),
  label: Absent,
  lang: Absent,
  set: Absent,
  question: Absent,
});

const Language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/));

const InTheWild = v.object({
  label: Absent,
  prompts: v.tuple([v.object({ local_prompt: Absent, en_prompt: Absent })]),
  metadata: v.object({ language: Language }),
});

const Exchange = v.object({
  prompt_label: Absent,
  response_label: Absent,
  prompts: v.tuple([v.object({ prompt_text: Absent, response_text: Absent })]),
  metadata: v.object({ language: Language, en_prompt: Absent, en_response: Absent }),
});

export const IN_THE_WILD = 'cultural_in_the_wild';
export const CONTENT_GENERATION = 'cultural_content_generation';
export const GENERAL = 'general';
/** A set's texts in English, beside those in the set's own languages. */
export const inEnglish = (set: string): string => `${set} (English)`;

/** One text of a row, before it is known whether it is wanted. */
interface Row {
  readonly text: string | undefined;
  /** There: the text is an answer to it. */
  readonly question?: string | undefined;
  readonly label: string | undefined;
  /** The language that the label is written in. */
  readonly labelled: string;
  readonly lang: string;
  readonly set: string;
}

/**
 * @param skipped counts what is no item
 * @throws InputError
 */
export function itemsOf(
  record: unknown,
  where: Where,
  wanted: Wanted,
  skipped: SkippedCounts,
): Item[] {
  const items: Item[] = [];
  for (const row of rowsOf(record, where, wanted, skipped)) {
    const item = itemOf(row, where, wanted, skipped);
    if (item) items.push(item);
  }
  return items;
}

function itemOf(row: Row, where: Where, wanted: Wanted, skipped: SkippedCounts): Item | null {
  const skip = (why: keyof SkippedCounts) => {
    skipped[why]++;
    return null;
  };
  if ((row.question !== undefined) !== (wanted.kind === 'response')) return skip('other-kind');
  if (row.label === undefined) return skip('no-label');
  const label = readLabel(row.label, row.labelled);
  if (label === null)
    throw new InputError(
      place(where),
      `“${row.label.slice(0, 60)}” is no label in “${row.labelled}”: known are ${labelsOf(row.labelled)}`,
    );
  if (label === 'sensitive') return skip('sensitive');
  const content = textContent({ text: row.text ?? '', question: row.question });
  // The extension asks about nothing where there is nothing; nor is an answer to nothing an answer.
  if (content.text === '' || content.kind !== wanted.kind) return skip('empty');
  const { file, line } = where;
  return { file, line, set: row.set, lang: row.lang, label, content };
}

function rowsOf(record: unknown, where: Where, wanted: Wanted, skipped: SkippedCounts): Row[] {
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    throw new InputError(place(where), 'is no object');
  const { prompts } = wanted;
  const english = (row: Row): Row => ({ ...row, lang: 'en', set: inEnglish(row.set) });
  if (!('prompts' in record)) return [ownRow(parsed(Own, record, where), where, wanted)];
  const pick = (local: Row, translated: Row | null): Row[] => {
    const picked = [
      ...(prompts !== 'english' ? [local] : []),
      ...(prompts !== 'local' && translated ? [translated] : []),
    ];
    if (picked.length === 0) skipped['other-language']++;
    return picked;
  };
  if ('label' in record) {
    const { label, metadata, prompts: list } = parsed(InTheWild, record, where);
    const { local_prompt, en_prompt } = list[0];
    const lang = languageOf(metadata.language);
    const local = { text: local_prompt, label, labelled: lang, lang, set: IN_THE_WILD };
    return pick(local, english({ ...local, text: en_prompt }));
  }
  const { prompt_label, response_label, prompts: list, metadata } = parsed(Exchange, record, where);
  const lang = languageOf(metadata.language);
  const isResponse = wanted.kind === 'response';
  const row = (question: string | undefined, response: string | undefined, set: string): Row => ({
    text: isResponse ? response : question,
    ...(isResponse ? { question: question ?? '' } : {}),
    label: isResponse ? response_label : prompt_label,
    labelled: lang,
    lang,
    set,
  });
  const { prompt_text, response_text } = list[0];
  const { en_prompt, en_response } = metadata;
  const isCultural = 'en_prompt' in metadataOf(record);
  const local = row(prompt_text, response_text, isCultural ? CONTENT_GENERATION : GENERAL);
  // In English the two are the same.
  const translated = isCultural && lang !== 'en' ? row(en_prompt, en_response, local.set) : null;
  return pick(local, translated && english(translated));
}

const metadataOf = (record: object): object => Object(Reflect.get(record, 'metadata'));

function ownRow(record: v.InferOutput<typeof Own>, where: Where, wanted: Wanted): Row {
  const { text, label, question, set = where.file.replace(/\.[^.]+$/, '') } = record;
  const written = record.lang ?? wanted.lang;
  if (written === undefined)
    throw new InputError(place(where), 'names no language (`lang`): give one for all with --lang');
  if (!v.safeParse(Language, written).success)
    throw new InputError(place(where), `“${written.slice(0, 40)}” is no language's code`);
  const lang = languageOf(written);
  return { text, label, labelled: lang, lang, set, ...(question !== undefined && { question }) };
}

/** Variants of a language are taken together, and Filipino is what the sets call Tagalog. */
function languageOf(code: string): string {
  const [language = ''] = code.toLowerCase().split('-');
  return language === 'fil' ? 'tl' : language;
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, record: unknown, where: Where): T {
  const result = v.safeParse(schema, record);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new InputError(place(where), `${path ? `\`${path}\`: ` : ''}${issue.message}`);
}

export const place = ({ file, line }: Where): string => `${file}:${line}`;
