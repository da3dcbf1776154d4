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

/** SHA-256, in lower-case hexadecimal, of normalised content + prompt kind + guard build. */
export async function contentKey(
  normalised: string,
  kind: 'prompt',
  guardBuild: string,
): Promise<string> {
  // Neither a kind nor a build id can hold a line break, so the parts cannot run into each other.
  const bytes = new TextEncoder().encode(`${guardBuild}\n${kind}\n${normalised}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
