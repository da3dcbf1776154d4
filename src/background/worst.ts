/**
 * Several asks about one element, and the one verdict that comes of them: the worst counts. What only
 * a page calls an AI's answer is asked about as an answer and as any text, so that no page can talk a
 * guard out of what it thinks of a text by calling it an answer, or by what it puts as the question.
 */
import type { Verdict } from '../core/verdict';
import type { LadderTicket } from './ladder';

export class Worst {
  #tickets: readonly LadderTicket[] = [];
  readonly #verdicts: Verdict[] = [];
  #practice = false;
  #done = false;

  constructor(
    private readonly count: number,
    private readonly tell: (verdict: Verdict, practice: boolean) => void,
    private readonly informed: (verdict: Verdict) => void,
  ) {}

  /** One of the asks has its verdict. Unsafe is unsafe whatever the others say. */
  readonly answered = (verdict: Verdict, practice: boolean): void => {
    if (this.#done) return;
    this.#verdicts.push(verdict);
    this.#practice ||= practice;
    if (verdict.flag !== 'unsafe' && this.#verdicts.length < this.count) return;
    this.#done = true;
    for (const ticket of this.#tickets) ticket.cancel();
    this.tell(this.#verdicts.reduce(worse), this.#practice);
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

const worse = (a: Verdict, b: Verdict): Verdict => {
  const by = RANK[b.flag] - RANK[a.flag] || (b.pUnsafe ?? 0) - (a.pUnsafe ?? 0);
  return by > 0 ? b : a;
};
