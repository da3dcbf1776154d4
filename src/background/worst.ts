/**
 * Several asks about one element, and the one verdict that comes of them: the worst counts. What only
 * a page calls an AI's answer is asked about as an answer and as any text, so that no page can talk a
 * guard out of what it thinks of a text by calling it an answer, or by what it puts as the question.
 */
import type { Verdict } from '../core/verdict';
import type { About } from './about';
import type { LadderTicket } from './ladder';

export class Worst {
  #tickets: readonly LadderTicket[] = [];
  readonly #answers: { verdict: Verdict; about: About | null }[] = [];
  #practice = false;
  #done = false;

  constructor(
    private readonly count: number,
    private readonly tell: (verdict: Verdict, practice: boolean, about: About | null) => void,
    private readonly informed: (verdict: Verdict) => void,
  ) {}

  /**
   * One of the asks has its verdict. Unsafe is unsafe whatever the others say, and what a person has
   * said of the content is said of the element.
   */
  readonly answered = (verdict: Verdict, practice: boolean, about: About | null = null): void => {
    if (this.#done) return;
    const isPersons = verdict.basis === 'person';
    if (isPersons) this.#answers.length = 0;
    this.#answers.push({ verdict, about });
    this.#practice ||= practice;
    const isLast = this.#answers.length >= this.count;
    if (verdict.flag !== 'unsafe' && !isPersons && !isLast) return;
    this.#done = true;
    for (const ticket of this.#tickets) ticket.cancel();
    const worst = this.#answers.reduce((a, b) => (isWorse(b.verdict, a.verdict) ? b : a));
    this.tell(worst.verdict, this.#practice, worst.about);
  };

  readonly waits = (verdict: Verdict): void => {
    if (!this.#done) this.informed(verdict);
  };

  /** The tickets of all of them as one. */
  ticket(tickets: readonly LadderTicket[]): LadderTicket {
    this.#tickets = tickets;
    const each = (act: (ticket: LadderTicket) => void) => {
      for (const ticket of tickets) act(ticket);
    };
    if (this.#done) each((ticket) => ticket.cancel());
    return {
      reprioritise: (priority) => each((ticket) => ticket.reprioritise(priority)),
      keepHere: () => each((ticket) => ticket.keepHere()),
      cancel: () => {
        this.#done = true;
        each((ticket) => ticket.cancel());
      },
    };
  }
}

const RANK = { safe: 0, unknown: 1, unsafe: 2 } as const;

const isWorse = (a: Verdict, b: Verdict): boolean =>
  (RANK[a.flag] - RANK[b.flag] || (a.pUnsafe ?? 0) - (b.pUnsafe ?? 0)) > 0;
