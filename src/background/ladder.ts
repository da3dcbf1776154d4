/**
 * The engines in a person's order. What is asked goes to the first that may be asked about it; where
 * that one does not work it goes to the next, and what each verdict says of its engine is what the
 * popup tells. An engine that has recovered gets what is asked from then on.
 */
import type { Priority } from '../core/priority';
import { type Engine, type UnknownReason, unknown, type Verdict } from '../core/verdict';
import type { About } from './about';
import type { Ask, Ticket } from './asks';
import type { ScreeningQueue } from './queue';

/** Where content comes from: what decides who may see it. */
export interface Origin {
  /** Whose rule the document follows: the page's, or its own. */
  readonly site: string;
  /** The document's own; null where its origin is opaque. */
  readonly frame: string | null;
  /** Of the tab's page; null where the browser does not tell. */
  readonly top: string | null;
  readonly private: boolean;
  /** The tab asks for a password. */
  readonly sensitive: boolean;
  /** Where a person writes. */
  readonly editable: boolean;
}

export interface LadderTicket extends Ticket {
  /** From now on it may not leave this machine. */
  keepHere(): void;
}

type Queue = Pick<ScreeningQueue, 'ask'>;

/** The engine does not work, or not for this; another may. */
const NEXT: ReadonlySet<UnknownReason | null> = new Set([
  'no-guard',
  'guard-failed',
  'no-sight',
  'unreachable',
  'refused',
]);

export class Ladder {
  readonly #queues: Readonly<Record<Engine, Queue>>;
  readonly #routeOf: (origin: Origin) => readonly Engine[];

  constructor(
    queues: Readonly<Record<Engine, Queue>>,
    routeOf: (origin: Origin) => readonly Engine[],
  ) {
    this.#queues = queues;
    this.#routeOf = routeOf;
  }

  ask(asks: readonly (Ask & { readonly origin: Origin })[]): LadderTicket[] {
    const climbs = asks.map(({ origin, ...ask }) => new Climb(ask, origin, this.#routeOf));
    this.#ask(climbs);
    return climbs.map((climb) => ({
      reprioritise: (priority) => climb.reprioritise(priority),
      cancel: () => climb.cancel(),
      keepHere: () => this.#keepHere(climb),
    }));
  }

  #ask(climbs: readonly Climb[]): void {
    const byEngine = new Map<Engine, Climb[]>();
    for (const climb of climbs) {
      const { engine } = climb;
      if (engine === undefined) {
        // Nobody may be asked.
        queueMicrotask(() => climb.end(unknown('no-guard'), false, null));
      } else byEngine.set(engine, [...(byEngine.get(engine) ?? []), climb]);
    }
    for (const [engine, together] of byEngine) {
      const tickets = this.#queues[engine].ask(
        together.map((climb) =>
          climb.askFor((...answer) => this.#answered(climb, engine, ...answer)),
        ),
      );
      tickets.forEach((ticket, i) => {
        together[i]?.holds(ticket);
      });
    }
  }

  #answered(
    climb: Climb,
    engine: Engine,
    verdict: Verdict,
    practice: boolean,
    about: About | null = null,
  ): void {
    // An answer of an engine that it has left.
    if (climb.engine !== engine) return;
    if (NEXT.has(verdict.reason) && climb.next(verdict)) this.#ask([climb]);
    else climb.end(verdict, practice, about);
  }

  #keepHere(climb: Climb): void {
    if (climb.keepHere()) this.#ask([climb]);
  }
}

/** One ask on its way down the ladder. Who may be asked is asked anew at each step. */
class Climb {
  #origin: Origin;
  readonly #tried = new Set<Engine>();
  /** Whom it was given to. */
  #engine: Engine | undefined;
  #ticket: Ticket | null = null;
  #priority: Priority;
  /** Why an engine before did not answer, where that says more than that there was none. */
  #before: Verdict | null = null;
  #done = false;

  constructor(
    private readonly ask: Ask,
    origin: Origin,
    private readonly routeOf: (origin: Origin) => readonly Engine[],
  ) {
    this.#origin = origin;
    this.#priority = ask.priority;
    this.#engine = this.#choose();
  }

  /** Who is asked now. */
  get engine(): Engine | undefined {
    return this.#done ? undefined : this.#engine;
  }

  #choose(): Engine | undefined {
    return this.routeOf(this.#origin).find((engine) => !this.#tried.has(engine));
  }

  askFor(answered: Ask['answered']): Ask {
    return { ...this.ask, priority: this.#priority, answered };
  }

  holds(ticket: Ticket): void {
    if (this.#done) ticket.cancel();
    else this.#ticket = ticket;
  }

  /** False where there is no other engine. */
  next(verdict: Verdict): boolean {
    if (verdict.reason !== 'no-guard') this.#before ??= verdict;
    if (this.#engine !== undefined) this.#tried.add(this.#engine);
    const engine = this.#choose();
    if (engine === undefined) return false;
    this.#engine = engine;
    this.#ticket = null;
    return true;
  }

  /** True where it is to be asked anew. */
  keepHere(): boolean {
    if (this.#done) return false;
    this.#origin = { ...this.#origin, sensitive: true };
    if (this.#engine === 'local') return false;
    this.#ticket?.cancel();
    this.#ticket = null;
    this.#engine = this.#choose();
    return true;
  }

  reprioritise(priority: Priority): void {
    this.#priority = priority;
    this.#ticket?.reprioritise(priority);
  }

  cancel(): void {
    this.#done = true;
    this.#ticket?.cancel();
  }

  end(verdict: Verdict, practice: boolean, about: About | null): void {
    if (this.#done) return;
    this.#done = true;
    const says = verdict.reason === 'no-guard' ? (this.#before ?? verdict) : verdict;
    this.ask.answered(says, practice, about);
  }
}
