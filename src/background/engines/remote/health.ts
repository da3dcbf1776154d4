/**
 * Whether an engine that is asked over HTTP works. One that fails rests, longer each time, and is
 * tried again by itself; while it rests nothing is sent to it.
 */
import type { ChatError, ChatTrouble } from '../../../core/chat/trouble';
import type { RemoteTrouble } from '../../../platform/engines-protocol';

const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 5 * 60_000;
/** What may be the fault of one question makes it rest only when it comes so often in a row. */
const STRIKES = 3;
/** Questions refused in a row after which it is the engine that refuses, and not its contents. */
const REFUSALS = 5;

/** Nothing is to be hoped from the next question. */
const AT_ONCE: ReadonlySet<ChatTrouble> = new Set([
  'unreachable',
  'not-an-api',
  'origin-refused',
  'key-refused',
  'model-missing',
  // Told of only when waiting has not helped.
  'too-many',
]);

export interface Resting {
  readonly trouble: RemoteTrouble;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface HealthOptions {
  changed(): void;
  /** The rest is over: it may be asked again, and whether it works is not known. */
  rested(): void;
}

export class Health {
  readonly #options: HealthOptions;
  #resting: Resting | null = null;
  #strikes = 0;
  #refusals = 0;
  #rests = 0;
  /** It has been a guard once: what makes no sense since then is what it was asked. */
  #hasAnswered = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  get resting(): Resting | null {
    return this.#resting;
  }

  answered(): void {
    this.#strikes = 0;
    this.#refusals = 0;
    this.#rests = 0;
    this.#hasAnswered = true;
  }

  /** True where it rests from now on. */
  failed({ trouble, message, retryAfterMs }: ChatError): boolean {
    if (trouble === 'no-sight') return false;
    if (this.#resting) return true;
    if (trouble === 'content') {
      if (++this.#refusals < REFUSALS) return false;
      return this.#rest('not-an-api', message, null);
    }
    if (trouble === 'no-guard-answer' && this.#hasAnswered) return false;
    if (!AT_ONCE.has(trouble) && ++this.#strikes < STRIKES) return false;
    return this.#rest(trouble, message, retryAfterMs);
  }

  #rest(trouble: RemoteTrouble, message: string, retryAfterMs: number | null): boolean {
    const doubled = FIRST_REST_MS * 2 ** Math.min(this.#rests++, 10);
    const rest = Math.max(retryAfterMs ?? 0, Math.min(doubled, LONGEST_REST_MS));
    this.#resting = { trouble, message, until: Date.now() + rest };
    this.#timer = setTimeout(() => this.#end(), rest);
    this.#options.changed();
    return true;
  }

  /** Its settings have changed, or a person wants it tried: as if it had never failed. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#strikes = 0;
    this.#refusals = 0;
    this.#rests = 0;
    this.#hasAnswered = false;
    this.#resting = null;
  }

  #end(): void {
    this.#resting = null;
    // One more failure is enough.
    this.#strikes = STRIKES - 1;
    this.#refusals = REFUSALS - 1;
    this.#options.changed();
    this.#options.rested();
  }
}
