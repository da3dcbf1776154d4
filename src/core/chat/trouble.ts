/** What can go wrong between us and a guard that is asked over HTTP. */

/** What ails the engine as a whole; `content` is about one question alone. */
export type ChatTrouble =
  | 'unreachable'
  | 'slow'
  | 'not-an-api'
  | 'origin-refused'
  | 'key-refused'
  | 'model-missing'
  | 'too-many'
  | 'server-error'
  | 'no-guard-answer'
  /** It takes no images. */
  | 'no-sight'
  /** It does not take this content: too long for it, most likely. */
  | 'content';

/** `message` says what was tried and what came back. It never holds a key or the content asked. */
export class ChatError extends Error {
  constructor(
    readonly trouble: ChatTrouble,
    message: string,
    /** Milliseconds after which the server wants to be asked again, where it said so. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}
