/** What makes two pieces of content the same, so that they are asked once. */

/**
 * One spelling for what reads the same: NFC, runs of spaces as one, line breaks kept, no lone
 * surrogates (they survive neither JSON nor UTF-8). This very text is what the guard is asked, so
 * a verdict depends on nothing that the key leaves out.
 */
export function normalise(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

/**
 * How content is put before the guard. Raise it with any change after which the same guard build
 * may answer the same content otherwise: to the windows that long text is cut into and which of
 * them are asked, to tokenising or the prompt around the text, to packing, to how the answers of
 * windows become one. Answers that were kept under an earlier number are then never found again.
 */
export const ASKING_VERSION = 1;

/** SHA-256, in lower-case hexadecimal, of guard build + prompt kind + `ASKING_VERSION` + content. */
export async function contentKey(
  normalised: string,
  kind: 'prompt',
  guardBuild: string,
): Promise<string> {
  // Neither a kind nor a build id can hold a line break, so the parts cannot run into each other.
  const parts = [guardBuild, kind, ASKING_VERSION, normalised];
  const bytes = new TextEncoder().encode(parts.join('\n'));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
