/** What a verdict is about, and whose it is, for those who keep verdicts. */
export interface About {
  /** Which guard answers (`GuardIdentity.id`). */
  readonly build: string;
  /** Of an image: the SHA-256 of its bytes. */
  readonly image?: string | undefined;
  /** BCP 47 tag; null where nothing tells; undefined where nobody has looked. */
  language?: string | null | undefined;
}
