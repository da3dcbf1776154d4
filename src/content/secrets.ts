/**
 * Whether this document asks for secrets, or ever has: a password, a one-time code, a card's number.
 * The background is told with the next request, or by a message of its own, for what waits there
 * must not go out any more. It stays so for the document's life.
 */
import type { ContentMessage } from '../platform/messages';
import { doc, localName, matches, query } from './dom';

const COMPLETED = 'current-password new-password one-time-code cc-number cc-csc'.split(' ');
/** One compound selector: what is no `input` is passed over at once. */
const FIELDS = `input:is([type="password" i],${COMPLETED.map((token) => `[autocomplete~="${token}" i]`).join(',')})`;

export interface SecretsDeps {
  /** False where the message cannot go now; `step` is to be called when it can. */
  send(message: ContentMessage): boolean;
  wake(): void;
  /** The page is changing and nobody tells what comes. */
  isBlind(): boolean;
}

export class Secrets {
  #isFound = false;
  #hasLooked = false;
  #isTold = false;

  constructor(private readonly deps: SecretsDeps) {}

  /** An element that is new to us, or is another kind of input now. */
  look(element: Element): void {
    if (this.#isFound || localName(element) !== 'input' || !matches(element, FIELDS)) return;
    this.#isFound = true;
    this.deps.wake();
  }

  /** New on the page, with all that is in it: looked at before anything of it is asked about. */
  lookIn(element: Element): void {
    if (this.#isFound || !(matches(element, FIELDS) || query(element, FIELDS))) return;
    this.#isFound = true;
    this.deps.wake();
  }

  /** A new port: who hears us there may have been told nothing. */
  opened(): void {
    this.#isTold = false;
  }

  /**
   * Sends the message with what is known. The whole document is looked at before the first request,
   * and before each while nothing is followed.
   */
  send(message: ContentMessage): boolean {
    if (message.type !== 'screen') return this.deps.send(message);
    if (!this.#isFound && (!this.#hasLooked || this.deps.isBlind())) {
      this.#hasLooked = true;
      this.#isFound = doc.query(FIELDS) !== null;
    }
    if (!this.#isFound) return this.deps.send(message);
    const isSent = this.deps.send({ ...message, sensitive: true });
    if (isSent) this.#isTold = true;
    return isSent;
  }

  step(): boolean {
    if (this.#isFound && !this.#isTold) this.send({ type: 'screen', requests: [] });
    return false;
  }
}
