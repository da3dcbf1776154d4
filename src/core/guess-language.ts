/**
 * What a text is written in. A script that one language has tells it. Else a detector does, where the
 * text is long enough for it to be sure: a page says what it is written in, not what people write on
 * it. Until the detector has spoken, and where it is not sure, the page's own word stands (`lang`).
 */
import {
  isPlausible,
  isSurelyOther,
  languageOfScript,
  normaliseLanguage,
  scriptOf,
} from './script';

/** Characters that a detector gets: more makes it slower and hardly surer. */
export const DETECTED = 500;
/** Of fewer it is sure of much that is wrong: names, headings, buttons. */
const SURE = 40;

export interface LanguageGuess {
  /** BCP 47 tag; null where nothing tells. */
  language: string | null;
  /** A detector may know better. */
  needsDetector: boolean;
}

/** By the script and the page's own word, where the script does not contradict it. */
export function guessLanguage(text: string, said: string): LanguageGuess {
  const script = scriptOf(text);
  if (!script) return { language: null, needsDetector: false };
  const named = plausible(said, text);
  const ofScript = languageOfScript(script);
  const needsDetector = ofScript === null && (named === null || text.length >= SURE);
  return { language: named ?? ofScript, needsDetector };
}

/** The detector's word, unless the page has named the same language, or one as good as that. */
export function decidedLanguage(
  tag: string | null,
  guessed: string | null,
  text: string,
): string | null {
  const detected = tag === null ? null : plausible(tag, text);
  if (detected === null || (guessed !== null && !isSurelyOther(detected, guessed))) return guessed;
  return detected;
}

function plausible(tag: string, text: string): string | null {
  const language = normaliseLanguage(tag);
  const script = scriptOf(text);
  return language && script && isPlausible(language, script) ? language : null;
}
