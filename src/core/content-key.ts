/** What makes two pieces of content the same, so that they are asked once. */
import { composed } from './composed';
import type { ImageDetail } from './image';

/**
 * One spelling for what reads the same: NFC, runs of spaces as one, line breaks kept, no lone
 * surrogates (they survive neither JSON nor UTF-8). The text as the guard is asked it (`guardText`)
 * ends with this, and other spellings are made of it alone, so a verdict depends on nothing that
 * the key leaves out.
 */
export function normalise(text: string): string {
  return composed(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

/**
 * How content is put before the guard. Raise it with any change after which the same guard build
 * may answer the same content otherwise: to the windows that long text is cut into and which of
 * them are asked, to tokenising or the prompt around the text, to packing, to how the answers of
 * windows become one, to how text is folded and which spellings of it are asked. Answers that were
 * kept under an earlier number are then never found again.
 *
 * 1: texts and images in windows. 2: text folded to one plain spelling, Burmese in Unicode, doubtful
 * spellings asked in other readings too. 3: no more than thirty marks on a letter.
 */
export const ASKING_VERSION = 3;

/** What a guard is asked about, as far as its answer depends on it. */
export type Content =
  | { kind: 'prompt' /** Normalised. */; text: string }
  | {
      kind: 'response';
      /** What the text is an assistant's answer to; normalised, as the text is. */
      question: string;
      text: string;
    }
  | {
      kind: 'image';
      /** SHA-256 of the file, in lower-case hexadecimal. */
      bytes: string;
      detail: ImageDetail;
      /** Its caption, normalised. */
      text: string;
    };

/** The key that an answer is kept under: a SHA-256 of guard build, `ASKING_VERSION` and content. */
export async function contentKey(
  content: Content,
  guardBuild: string,
  version = ASKING_VERSION,
): Promise<string> {
  // The text comes last, and nothing before it can hold a line break but a question, whose length
  // is told before it: parts cannot run together.
  const parts: (string | number)[] = [guardBuild, content.kind, version];
  if (content.kind === 'response') parts.push(content.question.length, content.question);
  if (content.kind === 'image') parts.push(content.detail, content.bytes);
  return sha256(new TextEncoder().encode([...parts, content.text].join('\n')));
}

/** In lower-case hexadecimal. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
