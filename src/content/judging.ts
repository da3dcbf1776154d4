/**
 * What becomes of an element once extraction tells of it: it is counted, asked about, answered,
 * marked, and asked again where that is due. Every verdict of the frame is given and taken back
 * here, so that counts, marks and the schedule always say the same. What is to be seen of it by that
 * is decided in protect/shield.ts.
 */
import type { ImageTrouble } from '../core/image';
import { MAX_REQUEST_TEXT } from '../core/limits';
import { unknown, type Verdict } from '../core/verdict';
import type { Exchanges } from './chat/exchanges';
import { type Given, Growing } from './chat/growing';
import type { ElementListener, ImageElement, ScreenElement, TextElement } from './extract/element';
import { NodeMap } from './node-map';
import { Recall } from './recall';
import type { Schedule } from './schedule';
import { SecondChances } from './second-chances';
import type { Tally } from './tally';

export interface JudgingDeps {
  readonly exchanges: Pick<Exchanges, 'added' | 'changed' | 'removed'>;
  readonly schedule: Pick<
    Schedule,
    'add' | 'change' | 'move' | 'remove' | 'loaded' | 'answer' | 'postpone' | 'repeat' | 'askAgain'
  >;
  readonly tally: Pick<Tally, 'change'>;
  elements(): ReadonlyMap<number, ScreenElement>;
  /** Whether the page still shows what the element was last seen with. */
  isFresh(element: ScreenElement): boolean;
  /** An image has come or gone there: what the page says of it counts for less, or more. */
  imagesChanged(block: Element): void;
  /** It is another one, or has another verdict. */
  changed(element: ScreenElement): void;
  /** The same text, in another block. */
  moved(element: TextElement, from: Element): void;
  removed(element: ScreenElement): void;
  /** There is something to do. */
  wake(): void;
}

export class Judging implements ElementListener {
  readonly #growing = new Growing();
  readonly #recall = new Recall();
  readonly #secondChances = new SecondChances();
  /** Elements per block: a mark on a block's only text can use the block's own box. */
  readonly #runs = new NodeMap<Element, number>();
  #firstVerdictMs: number | null = null;

  constructor(private readonly deps: JudgingDeps) {}

  get firstVerdictMs(): number | null {
    return this.#firstVerdictMs;
  }

  /** There is one run of text in this block, and no other. */
  isOneRun(block: Element): boolean {
    return this.#runs.get(block) === 1;
  }

  added(element: ScreenElement): void {
    this.#counted(element, 1);
    this.deps.tally.change(undefined, null);
    this.deps.schedule.add(element);
    this.#remember(element);
    this.#changed(element);
  }

  changed(element: ScreenElement, before: Verdict | null, textBefore = ''): void {
    const { exchanges, schedule, tally } = this.deps;
    if (element.kind === 'text') exchanges.changed(element);
    const said = this.#growing.changed(element, before, textBefore);
    tally.change(before, null);
    if (said) this.#hold(element, said);
    schedule.change(element, this.#growing.isGrowing(element));
    if (!said) this.#remember(element);
    this.#changed(element);
  }

  loaded(element: ImageElement): void {
    this.deps.schedule.loaded(element);
  }

  moved(element: TextElement, from: Element): void {
    this.#count(from, -1);
    this.#count(element.block, 1);
    this.deps.schedule.move(element, from);
    this.deps.moved(element, from);
    if (this.deps.exchanges.changed(element)) this.requestion(element);
  }

  removed(element: ScreenElement): void {
    this.#counted(element, -1);
    this.deps.tally.change(element.verdict, undefined);
    this.deps.schedule.remove(element);
    this.deps.removed(element);
  }

  /** A verdict has come. */
  judged(id: number, version: number, verdict: Verdict, practice: boolean): void {
    const current = this.deps.elements().get(id);
    if (current?.version === version) this.#recall.learn(current, verdict, practice);
    this.#judge(id, version, verdict, practice);
  }

  #judge(id: number, version: number, verdict: Verdict, practice: boolean): void {
    const { schedule, tally } = this.deps;
    const current = this.deps.elements().get(id);
    if (!current) return;
    const isLater = verdict.reason === 'turn';
    const isFresh = isLater || this.deps.isFresh(current);
    if (current.version !== version || !isFresh) {
      const said = { verdict, practice };
      if (this.#growing.isTrue(current, version, said, isFresh)) {
        this.#hold(current, said);
        this.#changed(current);
      }
      // The page has changed it and we have not come to it yet.
      if (current.version === version) schedule.repeat(current);
      else if (!isLater) schedule.answer(id, version);
      return;
    }
    const element = isLater ? schedule.postpone(id, version) : schedule.answer(id, version);
    if (!element) return;
    const isCut = element.text.length > MAX_REQUEST_TEXT;
    const before = element.verdict;
    // A turn to wait for is no answer: what is marked stays marked until one has come.
    const isKept = isLater && before?.flag === 'unsafe';
    if (!isKept && !this.#growing.isKept(element, verdict)) {
      element.verdict =
        isCut && verdict.flag === 'safe' ? unknown('too-long', verdict.engine) : verdict;
      element.practice = practice;
    }
    if (!isLater) this.#firstVerdictMs ??= performance.now();
    tally.change(before, element.verdict);
    this.#changed(element);
  }

  /** There are no bytes to ask with. */
  failed({ id, version }: ImageElement, reason: ImageTrouble): void {
    this.judged(id, version, unknown(reason), false);
  }

  /**
   * An answer has another question: what was said of it was said of another exchange. What was unsafe
   * counts as unsafe until the new exchange has a verdict.
   */
  requestion(answer: TextElement): void {
    const before = answer.verdict;
    answer.version++;
    this.#growing.forget(answer);
    if (before?.flag === 'unsafe') this.#growing.hold(answer);
    else answer.verdict = null;
    this.deps.tally.change(before, answer.verdict);
    this.deps.schedule.change(answer);
    this.#changed(answer);
  }

  /** Who answers may be another now: all are asked, or those that nothing is known of. */
  askAgain(all: boolean): void {
    this.#recall.forget();
    for (const element of this.deps.elements().values()) {
      if (element.verdict === null || !(all || this.#secondChances.mayBeAskedAgain(element)))
        continue;
      this.#askAgain(element);
    }
  }

  /** A person wants to know. */
  askAgainAbout(element: ScreenElement): void {
    if (element.verdict === null) return;
    this.#recall.forget();
    this.#askAgain(element);
  }

  #askAgain(element: ScreenElement): void {
    this.deps.tally.change(element.verdict, null);
    element.verdict = null;
    this.#growing.forget(element);
    this.deps.schedule.askAgain(element);
    this.#changed(element);
  }

  /**
   * A person has decided about something, or flags begin at another P: what is flagged or was decided
   * by a person is asked once more, or all is. What is said of it stands until another answer has
   * come, so that nothing is uncovered meanwhile.
   */
  reconsider(all: boolean): void {
    this.#recall.forget();
    for (const element of this.deps.elements().values()) {
      const { verdict } = element;
      if (!verdict) continue;
      if (!all && verdict.flag !== 'unsafe' && verdict.basis !== 'person') continue;
      this.deps.schedule.askAgain(element);
    }
    this.deps.wake();
  }

  /** An equal text has been judged a moment ago: its verdict grows no younger by that. */
  #remember(element: ScreenElement): void {
    const known = this.#recall.of(element);
    if (known) this.#judge(element.id, element.version, known.verdict, known.practice);
  }

  /** Unsafe by what was said of a beginning of it. */
  #hold(element: ScreenElement, { verdict, practice }: Given): void {
    this.#firstVerdictMs ??= performance.now();
    this.deps.tally.change(element.verdict, verdict);
    Object.assign(element, { verdict, practice });
  }

  #changed(element: ScreenElement): void {
    this.deps.changed(element);
    this.deps.wake();
  }

  #counted(element: ScreenElement, by: number): void {
    if (element.kind === 'image') this.deps.imagesChanged(element.block);
    else if (element.said === undefined) {
      this.#count(element.block, by);
      if (by > 0) this.deps.exchanges.added(element);
      else this.deps.exchanges.removed(element);
    }
  }

  #count(block: Element, by: number): void {
    const count = (this.#runs.get(block) ?? 0) + by;
    if (count > 0) this.#runs.set(block, count);
    else this.#runs.delete(block);
  }
}
