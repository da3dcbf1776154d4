/**
 * What is to be seen of each element: its verdict and the person's rules make a look (look.ts), the
 * look makes tokens on the page's own elements (tokens.ts), which styles go by, and what is drawn
 * over them (mark/layer.ts).
 *
 *     shield.ts    the look of each element; when holding begins and ends
 *     settling.ts  the tokens of the page's elements, by the looks of what they show
 *     deadlines.ts for how long a verdict is waited for
 *     reveals.ts   what a person has asked to see
 *     roots.ts     the document and its shadow roots, and what the page does to tokens in them
 *     frame-holds.ts which frames hold by themselves
 *
 * By the defaults this costs a text nothing: it is marked, and has no tokens. Where things are held
 * (hold.ts), every element that the walk passes is settled: what is judged is let go of by its look;
 * what is no element (a number, a line, an icon) when the walk is over, for then it is known that it
 * is none. What has no verdict in time falls under the rule for that; a hidden tab has all the time.
 */
import type { Language } from '../../core/language';
import { defaultProtection, type Protection } from '../../core/protection';
import { doc, isConnected, localName } from '../dom';
import type { ScreenElement, TextElement } from '../extract/element';
import { isPicture } from '../extract/images';
import type { MarkLayer } from '../mark/layer';
import { holdAndTell } from './announce';
import { Deadlines } from './deadlines';
import type { EarlyHold } from './early';
import { FrameHolds, FrameVoices } from './frame-holds';
import { Hold } from './hold';
import { type Look, lookOf, sameLook } from './look';
import { Reveals } from './reveals';
import { Roots } from './roots';
import { isHidden, Settling } from './settling';
import { Sheets } from './sheets';
import { Tokens } from './tokens';

/** What is not settled yet is looked at again so soon, and after a while all of the page. */
const AGAIN_MS = 200;
/** Elements in one step. */
const STEP = 32;

export interface ShieldDeps {
  readonly layer: Pick<MarkLayer, 'set' | 'delete' | 'move' | 'say' | 'respeak'>;
  elements(): ReadonlyMap<number, ScreenElement>;
  ownerOf(text: Text): TextElement | undefined;
  isFresh(element: ScreenElement): boolean;
  /** Whether an element's own image is asked about; null while that is open. */
  isPictured(element: Element): boolean | null;
  /** All that is on the page has been looked at. */
  isWalkOver(): boolean;
  styles(which: 'rules' | 'hold' | 'free', token?: string): Promise<boolean>;
  /** Asks whether it may be shown. False where nobody can be asked now. */
  askToReveal(element: ScreenElement): boolean;
  /** From now on: the language of what is drawn. */
  speak(language: Language): void;
  /** Nothing is shown before it has been judged; or all is. */
  held(isHeld: boolean): void;
  /** Something has changed for those who read lists. */
  news(): void;
  wake(): void;
  wakeIn(ms: number): void;
}

export class Shield {
  #protection: Protection = defaultProtection();
  #isTold = false;
  /** Now or before: there are styles that hold. */
  #hasHeld: boolean;
  #hold: Hold | null;
  readonly #tokens: Tokens;
  readonly #sheets: Sheets;
  /** `said`: what else of its verdict its mark tells. */
  readonly #looks = new Map<number, { look: Look; said: string }>();
  /** What was last said of it, and of which version: that holds while it is asked about again. */
  readonly #before = new WeakMap<ScreenElement, { flag: 'safe' | 'unsafe'; version: number }>();
  readonly #unsettled = new Set<Element>();
  #hasRules = false;
  readonly #settling: Settling;
  readonly #deadlines: Deadlines;
  readonly #reveals = new Reveals();
  readonly #roots: Roots;
  readonly #frames: FrameHolds;
  #isFought = false;

  /** `hold`: of a page that has been held from its beginning. */
  constructor(
    private readonly deps: ShieldDeps,
    signal: AbortSignal,
    early: EarlyHold | null,
  ) {
    this.#tokens = early?.tokens ?? new Tokens();
    this.#sheets = early?.sheets ?? new Sheets();
    this.#hold = early && !early.hold.isOver ? early.hold : null;
    this.#hasHeld = early !== null;
    this.#roots = new Roots(
      this.#tokens,
      () => this.#hold === null,
      () => this.#fought(),
    );
    this.#deadlines = new Deadlines({
      after: () => this.#protection.holdSeconds * 1_000,
      isWalkOver: () => deps.isWalkOver(),
      wakeIn: (ms) => deps.wakeIn(ms),
    });
    this.#frames = new FrameHolds(
      {
        frames: () => (this.#hold ? this.#roots.query('iframe, frame') : []),
        changed: (frame) => {
          if (this.#hold) this.#settling.settle(frame, false);
        },
      },
      signal,
      early?.voices ?? new FrameVoices(),
    );
    this.#settling = new Settling({
      tokens: this.#tokens,
      sheets: this.#sheets,
      isHolding: () => this.#hold !== null,
      lookOf: (element) => this.#lookOf(element),
      isFrameShown: (frame) => this.#frames.isShown(frame, this.#protection.unjudged),
      ownerOf: (text) => deps.ownerOf(text),
      isFresh: (element) => deps.isFresh(element),
      isPictured: (element) => deps.isPictured(element),
    });
    if (this.#hold) {
      // Until the background tells; if it never does, what has no verdict stays covered.
      this.#protection = { ...defaultProtection(), hold: true, unjudged: 'cover' };
      this.#hasRules = true;
      this.#listen(this.#hold);
    }
    signal.addEventListener('abort', () => this.#stop());
  }

  /** The page has put tokens where they do not belong, and keeps on. */
  get isFought(): boolean {
    return this.#isFought;
  }

  /* ── what happens to elements ──────────────────────────────────────────── */

  /** It has another verdict, or is another one. */
  changed(element: ScreenElement): void {
    if (this.deps.elements().get(element.id) !== element) return;
    const known = this.#looks.get(element.id);
    const { verdict, version } = element;
    const isSafe = verdict?.flag === 'safe' && (this.#hold || this.#before.has(element));
    if (verdict?.flag === 'unsafe') this.#before.set(element, { flag: 'unsafe', version });
    else if (isSafe) this.#before.set(element, { flag: 'safe', version });
    const look = this.#lookOf(element);
    if (!known && !this.#hold && look.kind === 'plain') return;
    const said = `${verdict?.pUnsafe} ${verdict?.basis} ${element.practice}`;
    // A mark that is there stays as it is, however often its text goes on.
    const isNew = !known || known.said !== said || !sameLook(known.look, look);
    if (look.kind === 'blur' || isHidden(look)) this.#needRules();
    this.#put(element, look, said);
    if (!isNew) return;
    if ('why' in look && look.kind !== 'hide') this.deps.layer.set(element, look);
    else this.deps.layer.delete(element);
  }

  #put(element: ScreenElement, look: Look, said: string): void {
    const { id } = element;
    const before = this.#settling.holdersOf(id);
    // By the defaults a text is marked, and that is all.
    const hasTokens = this.#hold !== null || (look.kind !== 'plain' && look.kind !== 'mark');
    if (look.kind === 'plain' && !this.#hold) this.#looks.delete(id);
    else this.#looks.set(id, { look, said });
    const holders = hasTokens ? this.#settling.register(element) : [];
    if (!hasTokens) this.#settling.unregister(element);
    for (const holder of holders) this.#settling.settle(holder, false);
    for (const holder of before)
      if (!holders.includes(holder)) this.#settling.settle(holder, false);
  }

  moved(element: TextElement, from: Element): void {
    this.deps.layer.move(element, from);
    this.changed(element);
  }

  removed(element: ScreenElement): void {
    this.deps.layer.delete(element);
    const before = this.#settling.holdersOf(element.id);
    this.#looks.delete(element.id);
    this.#reveals.delete(element.id);
    this.#deadlines.forget(element.id);
    this.#settling.unregister(element);
    for (const holder of before) if (isConnected(holder)) this.#later(holder);
  }

  /** The walk has come to an element of the page. */
  passed(element: Element): void {
    // Another element may stand where one was hidden.
    const mayHoldText = this.#protection.text !== 'mark' && this.#settling.isInUse;
    if (this.#hold || mayHoldText) this.#later(element);
  }

  rootMet(root: ShadowRoot): void {
    this.#hold?.observe(root);
    this.#roots.met(root);
  }

  /* ── what is told ──────────────────────────────────────────────────────── */

  heard(protection: Protection, language: Language): void {
    const before = this.#protection;
    this.#protection = protection;
    this.#isTold = true;
    this.deps.speak(language);
    this.deps.layer.respeak();
    this.deps.held(protection.hold);
    if (protection.hold && (!this.#hold || this.#hold.isOver)) this.#begin();
    else if (!protection.hold && this.#hold) this.#end();
    else this.#deadlines.shift((protection.holdSeconds - before.holdSeconds) * 1_000);
    this.#again();
  }

  /** A person writes in it: it is theirs. */
  written(editor: Element): void {
    this.#tokens.put(editor, ['w'], ['w']);
  }

  frameHolds(token: string): void {
    this.#frames.confirm(token);
  }

  /** A person has pressed its button. */
  pressed(element: ScreenElement): void {
    const known = this.#looks.get(element.id);
    if (!known) return;
    if (known.look.kind === 'shown') {
      this.#reveals.delete(element.id);
      this.changed(element);
      return;
    }
    const noAnswer = (): void => this.deps.layer.say(element, 'noAnswer');
    this.#reveals.ask(element.id, () => this.deps.askToReveal(element), noAnswer);
  }

  /** `shown`: it may be shown; else the PIN is asked for. */
  reveal(id: number, version: number, shown: boolean): void {
    this.#reveals.answered(id);
    const element = this.deps.elements().get(id);
    if (element?.version !== version) return;
    if (shown) {
      this.#reveals.add(id, version);
      this.changed(element);
    } else {
      this.deps.layer.say(element, 'asksForPin');
    }
  }

  /** The page is left: what was shown on request is covered when it comes back. */
  left(): void {
    for (const id of this.#reveals.takeAll()) {
      const element = this.deps.elements().get(id);
      if (element) this.changed(element);
    }
  }

  /** The tab is seen again: time begins anew for what nobody was asked about meanwhile. */
  seen(): void {
    if (!doc.hidden) this.#deadlines.rebase();
  }

  /* ── in turns ──────────────────────────────────────────────────────────── */

  step(): boolean {
    if (!this.#hold && this.#unsettled.size === 0) return false;
    const now = performance.now();
    this.#hold?.flush();
    if (!doc.hidden) this.#timeOut(now);
    const isOver = this.deps.isWalkOver();
    const isLate = this.#deadlines.isSweepDue(now) && !doc.hidden;
    if (isLate) this.#sweep(now);
    if (!isOver && !isLate) return false;
    let count = 0;
    const open: Element[] = [];
    for (const element of this.#unsettled) {
      if (++count > STEP) break;
      this.#unsettled.delete(element);
      if (isConnected(element) && !this.#settling.settle(element, true)) open.push(element);
    }
    for (const element of open) this.#unsettled.add(element);
    if (open.length > 0) this.deps.wakeIn(AGAIN_MS);
    return this.#unsettled.size > open.length;
  }

  /** Those that have no verdict in time. */
  #timeOut(now: number): void {
    this.#deadlines.pass(now, (id, version) => {
      const element = this.deps.elements().get(id);
      if (element?.version === version) this.changed(element);
    });
  }

  /** All that is still held, and was passed by nobody. */
  #sweep(now: number): void {
    this.#frames.timeIsOver();
    this.#deadlines.swept(now);
    for (const element of this.#roots.query('*')) {
      const isImage = isPicture(localName(element)) && !this.#tokens.has(element, 'i');
      if (isImage || !this.#tokens.has(element, 't')) this.#unsettled.add(element);
    }
  }

  /* ── looks and tokens ──────────────────────────────────────────────────── */

  #lookOf(element: ScreenElement): Look {
    const { kind, verdict } = element;
    return lookOf(
      {
        kind,
        verdict,
        isRevealed: this.#reveals.has(element),
        isOverdue: this.#hold !== null && this.#isOverdue(element),
        before: this.#saidBefore(element),
      },
      this.#protection,
    );
  }

  #isOverdue(element: ScreenElement): boolean {
    const { id, verdict } = element;
    if (verdict === null || verdict.reason === 'turn') return this.#deadlines.isOver(element);
    this.#deadlines.forget(id);
    return false;
  }

  /** Videos and canvases go on with their next picture; all else is as it was judged. */
  #saidBefore(element: ScreenElement): 'safe' | 'unsafe' | null {
    const before = this.#before.get(element);
    if (!before) return null;
    if (before.version === element.version) return before.flag;
    const name = localName(element.block);
    return element.kind === 'image' && (name === 'video' || name === 'canvas') ? before.flag : null;
  }

  #later(element: Element): void {
    this.#unsettled.add(element);
    this.deps.wake();
  }

  /* ── beginning and ending ──────────────────────────────────────────────── */

  #fought(): void {
    this.#isFought = true;
    this.deps.news();
  }

  #listen(hold: Hold): void {
    hold.listener = {
      taken: (element) => this.#later(element),
      fought: () => this.#fought(),
      refused: () => this.#refused(),
    };
    this.#deadlines.begin(hold.since);
    for (const root of this.#roots.all()) hold.observe(root);
  }

  /** A frame in a page with other rules, or these have changed. The defaults are told to nobody. */
  #refused(): void {
    if (this.#isTold) return;
    this.#protection = defaultProtection();
    this.#hasRules = false;
    this.deps.held(false);
    this.#end();
    this.#again();
  }

  /** On a page that is shown already: what is judged gets its tokens before the styles come. */
  #begin(): void {
    this.#hold = new Hold(this.#tokens, this.#sheets, async (signal) => {
      await Promise.resolve();
      return holdAndTell((which, token) => this.deps.styles(which, token), signal);
    });
    this.#hasRules = true;
    this.#hasHeld = true;
    this.#listen(this.#hold);
    for (const element of this.deps.elements().values()) this.changed(element);
    for (const element of this.#roots.query('*')) this.#settling.settle(element, true);
  }

  #end(): void {
    const hold = this.#hold;
    if (!hold) return;
    this.#hold = null;
    this.#deadlines.end();
    hold.end();
    void this.deps.styles('free').catch(() => false);
  }

  /** Everything by the rules of now. */
  #again(): void {
    for (const element of [...this.deps.elements().values()]) this.changed(element);
    this.deps.wake();
  }

  /** The styles for what is unsafe; asked for when there is something. */
  #needRules(): void {
    this.#roots.keepTokens();
    if (this.#hasRules) return;
    this.#hasRules = true;
    this.deps.styles('rules').then(
      (isThere) => {
        this.#hasRules = isThere;
      },
      () => {
        this.#hasRules = false;
      },
    );
  }

  #stop(): void {
    this.#end();
    this.#roots.stop();
    this.#tokens.clear();
    // The styles, and the veil, may outlive us: an extension that has gone takes nothing back.
    if (this.#hasHeld) this.#tokens.put(doc.root, ['armed', 'free'], ['armed', 'free']);
    this.#looks.clear();
    this.#settling.clear();
    this.#deadlines.clear();
    this.#unsettled.clear();
    this.#reveals.stop();
  }
}
