/**
 * What a text is written in, for display only: no verdict waits for it or depends on it.
 * The script decides where a script has one language among those that people here read;
 * Latin letters need a detector or the page's own word (`lang`).
 */
export type Script = 'Thai' | 'Mymr' | 'Taml' | 'Latn' | 'Other';

const LETTERS: readonly (readonly [Script, RegExp])[] = [
  ['Thai', /\p{Script=Thai}/u],
  ['Mymr', /\p{Script=Myanmar}/u],
  ['Taml', /\p{Script=Tamil}/u],
  ['Latn', /\p{Script=Latin}/u],
];

const LETTER = /\p{L}/u;

/** Letters that are looked at: enough to tell, cheap on a text of a megabyte. */
const SAMPLE = 256;

/** The script of most of the first letters; null where there are none. */
export function scriptOf(text: string): Script | null {
  const counts = new Map<Script, number>();
  let seen = 0;
  for (const char of text.slice(0, SAMPLE * 8)) {
    if (!LETTER.test(char)) continue;
    const script = LETTERS.find(([, pattern]) => pattern.test(char))?.[0] ?? 'Other';
    counts.set(script, (counts.get(script) ?? 0) + 1);
    if (++seen === SAMPLE) break;
  }
  let best: Script | null = null;
  for (const [script, count] of counts) {
    if (best === null || count > (counts.get(best) ?? 0)) best = script;
  }
  return best;
}

/** Language of a script that has one here; null where the script alone does not tell. */
export function languageOfScript(script: Script): string | null {
  if (script === 'Thai') return 'th';
  if (script === 'Mymr') return 'my';
  return script === 'Taml' ? 'ta' : null;
}

/** Languages by the script that their texts are in. */
const SCRIPT_OF_LANGUAGE: Readonly<Record<string, Script>> = {
  th: 'Thai',
  my: 'Mymr',
  shn: 'Mymr',
  mnw: 'Mymr',
  ksw: 'Mymr',
  ta: 'Taml',
};

/** Languages that are written in neither Latin nor one of the three scripts above. */
const OTHER_SCRIPT = new Set(
  'ar am as be bg bn el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr ne or pa ps ru si sr te tg ti uk ur yi zh'.split(
    ' ',
  ),
);

const TAG = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** The tag as this project writes it: `fil` is `tl`, the language part in lower case. */
export function normaliseLanguage(tag: string): string | null {
  const trimmed = tag.trim().replaceAll('_', '-');
  if (!TAG.test(trimmed)) return null;
  const [language = '', ...rest] = trimmed.split('-');
  const lower = language.toLowerCase();
  if (lower === 'und' || lower === 'mul' || lower === 'zxx') return null;
  return [lower === 'fil' ? 'tl' : lower, ...rest].join('-');
}

/** Whether a text in this script can be in the language that a page says it is. */
export function isPlausible(tag: string, script: Script): boolean {
  const language = tag.split('-')[0] ?? tag;
  const expected = SCRIPT_OF_LANGUAGE[language] ?? (OTHER_SCRIPT.has(language) ? 'Other' : 'Latn');
  return expected === script;
}

/** Languages that a detector takes for each other: nearly one in writing. */
const TWINS: readonly string[] = ['id', 'ms', 'zsm'];

/** Whether a detector that hears the one has heard that it is not the other. */
export function isSurelyOther(detected: string, said: string): boolean {
  const [one, other] = [detected, said].map((tag) => tag.split('-')[0] ?? tag) as [string, string];
  return one !== other && !(TWINS.includes(one) && TWINS.includes(other));
}
