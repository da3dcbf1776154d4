/**
 * Which elements the hosted guard is asked about together, and what its answers mean for each.
 *
 *   pool ──group──▶ asked ──safe──▶ cleared, all of them
 *    ▲                │
 *    │              unsafe
 *    │                ▼
 *    └─other half── suspects ──half──▶ asked …  down to one, which is named by its own answer
 *
 * Group testing by halves (Hwang's generalised binary splitting, JASA 67, 1972): where half of the
 * suspects is unsafe nothing is known of the other half any more, and it goes back to the pool. Only
 * what was asked alone is ever called unsafe.
 *
 * What is in view comes first; within a class suspects before others, and pages by turns.
 */
import type { Priority } from '../priority';
import { Prevalence } from './prevalence';

export interface Member {
  /** UTF-16 units of its text. */
  readonly length: number;
  /** Groups are of one page; `order` is the place on it. */
  readonly page: number;
  readonly order: number;
  readonly site: string;
  /** False for what must be asked alone: an image, a long text. */
  readonly joins: boolean;
  priority: Priority;
}

export interface GroupLimits {
  readonly members: number;
  /** UTF-16 units of all texts together. */
  readonly length: number;
}

/** Within the lengths that SEA-Guard was trained at, in every script. */
export const GROUP_LIMITS: GroupLimits = { members: 32, length: 4_000 };

export type GroupAnswer<T> =
  /** Every member is safe. */
  | { readonly kind: 'cleared'; readonly members: readonly T[] }
  /** The answer is this one's own. */
  | { readonly kind: 'named'; readonly member: T }
  /** More is to be asked. */
  | { readonly kind: 'split' };

/** Together unsafe, each of them perhaps. */
interface Suspects<T> {
  members: T[];
}

export class Groups<T extends Member> {
  readonly #limits: GroupLimits;
  readonly #prevalenceOf: (site: string) => Prevalence;
  /** All that have been added, and neither answered nor deleted. */
  readonly #known = new Set<T>();
  readonly #waiting = new Set<T>();
  readonly #asked = new Map<readonly T[], Suspects<T> | null>();
  readonly #suspectsOf = new Map<T, Suspects<T>>();
  /** When each page was last served. */
  readonly #served = new Map<number, number>();
  #turn = 0;

  /** @param prevalenceOf is told of answers */
  constructor(
    prevalenceOf: (site: string) => Prevalence = () => new Prevalence(),
    limits: GroupLimits = GROUP_LIMITS,
  ) {
    this.#prevalenceOf = prevalenceOf;
    this.#limits = limits;
  }

  add(member: T): void {
    this.#known.add(member);
    this.#waiting.add(member);
  }

  /** Nobody wants its verdict any more. */
  delete(member: T): void {
    this.#known.delete(member);
    this.#waiting.delete(member);
    const suspects = this.#suspectsOf.get(member);
    // It may have been the unsafe one: nothing is known of the others.
    if (suspects) this.#acquit(suspects.members);
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** All that wait, in the order in which they are likely to be asked. */
  inOrder(): T[] {
    return [...this.#waiting].sort((a, b) => this.#compare(a, b));
  }

  /** The next group to ask about; null where nothing waits. End it by `answered` or `failed`. */
  next(): readonly T[] | null {
    const free = this.inOrder();
    const head = free[0];
    if (!head) return null;
    this.#served.set(head.page, ++this.#turn);
    const suspects = this.#suspectsOf.get(head) ?? null;
    const group = suspects ? half(suspects.members, head) : this.#neighbours(head, free);
    // The other half waits for this one's answer.
    for (const member of suspects?.members ?? group) this.#waiting.delete(member);
    this.#asked.set(group, suspects);
    return group;
  }

  answered(group: readonly T[], isUnsafe: boolean): GroupAnswer<T> {
    const [only] = group;
    const isFresh = !this.#asked.get(group);
    if (isFresh && only) this.#prevalenceOf(only.site).saw(group.length, isUnsafe);
    return this.#end(group, isUnsafe);
  }

  /** The group is not taken as it is: each is asked in the end. It says nothing of the site. */
  refused(group: readonly T[]): void {
    this.#end(group, true);
  }

  #end(group: readonly T[], isUnsafe: boolean): GroupAnswer<T> {
    const suspects = this.#asked.get(group) ?? null;
    this.#asked.delete(group);
    const [only] = group;
    const others = suspects?.members.filter((member) => !group.includes(member)) ?? [];
    const rest = others.filter((member) => this.#known.has(member));
    // One that has gone may have been the unsafe one.
    if (isUnsafe || rest.length < others.length) this.#acquit(others);
    else this.#suspect(rest);
    this.#acquit(group);
    this.#wait(rest);
    const members = group.filter((member) => this.#known.has(member));
    if (isUnsafe && group.length > 1) {
      this.#suspect(members);
      this.#wait(members);
      return { kind: 'split' };
    }
    for (const member of members) this.#known.delete(member);
    if (group.length === 1 && only) return { kind: 'named', member: only };
    return { kind: 'cleared', members };
  }

  /** No answer: all wait again as they did. */
  failed(group: readonly T[]): void {
    const suspects = this.#asked.get(group);
    this.#asked.delete(group);
    this.#wait(suspects?.members ?? group);
  }

  #wait(members: readonly T[]): void {
    for (const member of members) if (this.#known.has(member)) this.#waiting.add(member);
  }

  #suspect(members: T[]): void {
    const suspects = { members };
    for (const member of members) this.#suspectsOf.set(member, suspects);
  }

  #acquit(members: readonly T[]): void {
    for (const member of members) this.#suspectsOf.delete(member);
  }

  /** The pool's next on the head's page, and before it where the page ends. */
  #neighbours(head: T, free: readonly T[]): T[] {
    if (!head.joins) return [head];
    const pool = free
      .filter(({ page, joins }) => page === head.page && joins)
      .filter((member) => !this.#suspectsOf.has(member))
      .sort((a, b) => a.order - b.order);
    const at = pool.indexOf(head);
    const most = this.#prevalenceOf(head.site).groupSize(this.#limits.members);
    const group: T[] = [];
    let length = 0;
    for (const member of [...pool.slice(at), ...pool.slice(0, at).reverse()]) {
      if (group.length >= most) break;
      if (group.length > 0 && length + member.length > this.#limits.length) continue;
      group.push(member);
      length += member.length;
    }
    return group.sort((a, b) => a.order - b.order);
  }

  #compare(a: T, b: T): number {
    return (
      a.priority - b.priority ||
      this.#suspicion(b) - this.#suspicion(a) ||
      (this.#served.get(a.page) ?? 0) - (this.#served.get(b.page) ?? 0) ||
      a.page - b.page ||
      a.order - b.order
    );
  }

  /** How likely it is to be unsafe. */
  #suspicion(member: T): number {
    const suspects = this.#suspectsOf.get(member);
    return suspects ? 1 / suspects.members.length : this.#prevalenceOf(member.site).mean;
  }
}

/** The half of a list that holds this member. */
function half<T>(members: readonly T[], head: T): readonly T[] {
  if (members.length === 1) return [...members];
  const middle = members.length >> 1;
  const first = members.slice(0, middle);
  return first.includes(head) ? first : members.slice(middle);
}
