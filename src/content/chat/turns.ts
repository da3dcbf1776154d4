/**
 * Which blocks of a page are turns of a talk with an AI: all the text of each is one element.
 *
 * A site in the table is told by its selectors. On any other page, and where those fit nothing, an
 * attribute must say who has written a block (authors.ts), and it is believed only if within the same
 * list, log or feed
 *
 * - it names somebody who asks *and* an AI that answers, so that a page without an AI is no chat; and
 * - it names nobody else: where Mai and Amir talk, forums and comments, a bot among them is one more
 *   author.
 *
 * What is seen stays seen: a list that has had a third author is believed no more. Of two turns of the
 * same author one inside the other the outer one counts, and what holds both authors is no turn but
 * their talk.
 */
import { closest, doc, isConnected, localName, matches, query } from '../dom';
import { flatParent } from '../extract/tree';
import { type Author, type Claim, claimOf, mayClaim, saidToBe } from './authors';
import type { ChatSite } from './sites';

type Role = 'request' | 'answer';

export interface Turn {
  readonly role: Role;
  /** On a site of the table: what the page says of itself is the site's own word. */
  readonly isKnown: boolean;
}

/** Where the turns of one talk stand together. */
const LISTS = '[role="log"],[role="feed"],[role="list"],[role="main"],ol,ul,main,body';
/** They hold a whole page, whatever they are called. */
const NEVER = new Set(['html', 'body', 'main']);
/** Where the table tells of no other sign. */
const STREAMING =
  '[data-is-streaming="true"],[data-streaming="true"],[data-state="streaming"],[aria-busy="true"]';
/** Blocks of one list that are remembered until it is known what it is. */
const MAX_REMEMBERED = 1_000;

/** What one attribute has said in one list. */
interface Evidence {
  readonly authors: Set<Author>;
  readonly blocks: Set<Element>;
}

export interface TurnsDeps {
  /** What was told of this block may be another thing now: to be asked again. */
  doubted(block: Element): void;
  /** It has become a turn, or is none any more, or somebody else's. */
  changed(block: Element): void;
}

export class Turns {
  readonly #slice = new Map<Element, Turn | null>();
  /** As they were told last. */
  readonly #told = new WeakMap<Element, Role | null>();
  readonly #refused = new WeakSet<Element>();
  readonly #evidence = new WeakMap<Element, Map<string, Evidence>>();

  constructor(
    private readonly site: ChatSite | null,
    private readonly deps: TurnsDeps,
  ) {}

  /** A new slice begins: the page may have changed. */
  forget(): void {
    this.#slice.clear();
  }

  of(block: Element): Turn | null {
    if (this.site === null && !mayClaim(block) && !this.#told.has(block)) return null;
    const known = this.#slice.get(block);
    if (known !== undefined) return known;
    const turn = this.#read(block);
    this.#slice.set(block, turn);
    const role = turn?.role ?? null;
    const before = this.#told.get(block) ?? null;
    if (before === role) return turn;
    this.#told.set(block, role);
    this.deps.changed(block);
    return turn;
  }

  /** It is judged as the blocks that it is made of. */
  refuse(block: Element): void {
    this.#refused.add(block);
    this.#slice.delete(block);
    this.deps.doubted(block);
  }

  readonly isTurn = (block: Element): boolean => this.of(block) !== null;

  /** Whether an answer says that it is still being written; false also where none would say so. */
  isStreaming(block: Element, isLast: boolean): boolean {
    const sign = this.site?.streaming ?? STREAMING;
    if (closest(block, sign) || query(block, sign)) return true;
    const stop = this.site?.stop;
    return isLast && stop !== undefined && doc.query(stop) !== null;
  }

  #read(block: Element): Turn | null {
    if (NEVER.has(localName(block)) || this.#refused.has(block)) return null;
    const role = this.#bySite(block) ?? this.#byClaim(block);
    if (role === null) return null;
    for (let at = flatParent(block); at; at = flatParent(at)) {
      if (this.of(at)?.role === role) return null;
    }
    return { role, isKnown: this.site !== null };
  }

  #bySite(block: Element): Role | null {
    const { request = null, answer = null } = this.site ?? {};
    if (request !== null && matches(block, request)) return 'request';
    return answer !== null && matches(block, answer) ? 'answer' : null;
  }

  #byClaim(block: Element): Role | null {
    const claim = claimOf(block);
    if (!claim) return null;
    const { author, by } = claim;
    const authors = this.#witness(block, claim);
    const isTalk = authors.has('request') && authors.has('answer') && !authors.has('other');
    if (!isTalk || author === 'other') return null;
    return query(block, saidToBe(author === 'request' ? 'answer' : 'request', by)) ? null : author;
  }

  /** All whom this attribute has named in this list, with this one. */
  #witness(block: Element, { author, by }: Claim): ReadonlySet<Author> {
    const { list, isInTurn } = surroundings(block, by);
    const lists = this.#evidence.get(list) ?? new Map<string, Evidence>();
    this.#evidence.set(list, lists);
    const evidence = lists.get(by) ?? { authors: new Set(), blocks: new Set() };
    lists.set(by, evidence);
    const { authors, blocks } = evidence;
    // A part of a turn, such as a row of buttons, is no author.
    if (author === 'other' && isInTurn) return authors;
    if (author !== 'other' && !blocks.has(block)) remember(blocks, block);
    if (authors.has(author)) return authors;
    authors.add(author);
    for (const each of blocks) {
      if (!isConnected(each)) blocks.delete(each);
      else if (each !== block) {
        this.#slice.delete(each);
        this.deps.doubted(each);
      }
    }
    return authors;
  }
}

function remember(blocks: Set<Element>, block: Element): void {
  if (blocks.size >= MAX_REMEMBERED / 2)
    for (const each of blocks) if (!isConnected(each)) blocks.delete(each);
  if (blocks.size < MAX_REMEMBERED) blocks.add(block);
}

/** The list that a block stands in, and whether it is part of what the same attribute names. */
function surroundings(block: Element, by: string): { list: Element; isInTurn: boolean } {
  let isInTurn = false;
  let at = flatParent(block);
  for (; at && !matches(at, LISTS); at = flatParent(at)) {
    isInTurn ||= matches(at, `${saidToBe('request', by)},${saidToBe('answer', by)}`);
  }
  return { list: at ?? doc.root, isInTurn };
}
