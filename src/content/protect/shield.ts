/**
 * What is to be seen of each element: its verdict and the person's rules make a look (look.ts), the
 * look makes tokens on the page's own elements (tokens.ts), which styles go by, and what is drawn
 * over them (mark/layer.ts).
 *
 * By the defaults this costs a text nothing: it is marked, and has no tokens. Where things are held
 * (hold.ts), every element that the walk passes is settled: what is judged is let go of by its look;
 * what is no element (a number, a line, an icon) when the walk is over, for then it is known that it
 * is none. What has no verdict in time falls under the rule for that; a hidden tab has all the time.
 */
import type { Language } from '../../core/language';
import { defaultProtection, type Protection } from '../../core/protection';
import {
  attribute,
  childNodes,
  doc,
  isConnected,
  isVisible,
  localName,
  queryIn,
  rootOf,
  shadowRoot,
} from '../dom';
import { GAP, type ImageElement, type ScreenElement, type TextElement } from '../extract/element';
import { isPicture, OWN } from '../extract/images';
import type { MarkLayer } from '../mark/layer';
import type { EarlyHold } from './early';
import { Hold, holderOf } from './hold';
import { type Look, lookOf, sameLook } from './look';
import { Sheets } from './sheets';
import {
  ATTRIBUTE,
  BACKGROUND_TOKENS,
  IMAGE_TOKENS,
  Keeper,
  TEXT_TOKENS,
  type Token,
  Tokens,
} from './tokens';

/** What is not settled yet is looked at again so soon, and after a while all of the page. */
const AGAIN_MS = 200;
/** Elements in one step. */
const STEP = 32;
/** An answer to "may I show it" takes a message to the background and back. */
const ANSWER_MS = 4_000;
const SEEN = { visibilityProperty: true } as const;
/** Slots of what is said that are drawn as letters. */
const DRAWN = /^(value|placeholder|option|::)/;

export interface ShieldDeps {
  readonly layer: Pick<MarkLayer, 'set' | 'delete' | 'move' | 'say' | 'respeak'>;
  elements(): ReadonlyMap<number, ScreenElement>;
  ownerOf(text: Text): TextElement | undefined;
  isFresh(element: ScreenElement): boolean;
  /** Whether an element's own image is asked about; null while that is open. */
  isPictured(element: Element): boolean | null;
  /** All that is on the page has been looked at. */
  isWalkOver(): boolean;
  styles(which: 'rules' | 'hold' | 'free'): Promise<boolean>;
  /** Asks whether it may be shown. False where nobody can be asked now. */
  askToReveal(element: ScreenElement): boolean;
  /** From now on: the language of what is drawn. */
  speak(language: Language): void;
  /** Something has changed for those who read lists. */
  news(): void;
  wake(): void;
  wakeIn(ms: number): void;
}

interface Due {
  version: number;
  at: number;
  isOver: boolean;
}

export class Shield {
  #protection: Protection = defaultProtection();
  #hold: Hold | null;
  readonly #tokens: Tokens;
  readonly #sheets: Sheets;
  /** `said`: what else of its verdict its mark tells. */
  readonly #looks = new Map<number, { look: Look; said: string }>();
  /** Elements whose image, or whose saying, these are; and who has letters of texts, by text. */
  readonly #at = new Map<Element, Set<ScreenElement>>();
  readonly #holders = new Map<number, readonly Element[]>();
  readonly #revealed = new Map<number, number>();
  /** What was last said of it, and of which version: that holds while it is asked about again. */
  readonly #before = new WeakMap<ScreenElement, { flag: 'safe' | 'unsafe'; version: number }>();
  /** Those that wait for an answer to a click. */
  readonly #asked = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #roots = new Set<WeakRef<ShadowRoot>>();
  readonly #known = new WeakSet<ShadowRoot>();
  readonly #due = new Map<number, Due>();
  readonly #unsettled = new Set<Element>();
  #sweepAt = Number.POSITIVE_INFINITY;
  #hasRules = false;
  /** Where nothing is held: what the page does to the tokens of what is hidden. */
  readonly #keeper: Keeper;
  readonly #written = new MutationObserver((records) => {
    if (this.#hold) return;
    for (const { target } of records) if (target instanceof Element) this.#keeper.keep(target);
  });
  #isKeeping = false;
  /** Sites of frames that hold what they show by themselves. */
  readonly #holding = new Set<string>([location.hostname]);
  #framesOver = false;
  #isFought = false;

  /** `hold`: of a page that has been held from its beginning. */
  constructor(
    private readonly deps: ShieldDeps,
    signal: AbortSignal,
    early: EarlyHold | null,
  ) {
    this.#tokens = early?.tokens ?? new Tokens();
    this.#sheets = early?.sheets ?? new Sheets();
    this.#hold = early?.hold ?? null;
    this.#keeper = new Keeper(this.#tokens, () => this.#fought());
    if (early) {
      // Until the background tells; if it never does, what has no verdict stays covered.
      this.#protection = { ...defaultProtection(), hold: true, unjudged: 'cover' };
      this.#hasRules = true;
      this.#listen(early.hold);
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
    const before = this.#holders.get(id) ?? [];
    // By the defaults a text is marked, and that is all.
    const hasTokens = this.#hold !== null || (look.kind !== 'plain' && look.kind !== 'mark');
    if (look.kind === 'plain' && !this.#hold) this.#looks.delete(id);
    else this.#looks.set(id, { look, said });
    const holders = hasTokens ? this.#register(element) : [];
    if (!hasTokens) this.#unregister(element);
    for (const holder of holders) this.#settle(holder, false);
    for (const holder of before) if (!holders.includes(holder)) this.#settle(holder, false);
  }

  moved(element: TextElement, from: Element): void {
    this.deps.layer.move(element, from);
    this.changed(element);
  }

  removed(element: ScreenElement): void {
    this.deps.layer.delete(element);
    const before = this.#holders.get(element.id);
    this.#looks.delete(element.id);
    this.#revealed.delete(element.id);
    this.#due.delete(element.id);
    if (!before) return;
    this.#unregister(element);
    for (const holder of before) if (isConnected(holder)) this.#later(holder);
  }

  /** The walk has come to an element of the page. */
  passed(element: Element): void {
    // Another element may stand where one was hidden.
    const mayHoldText = this.#protection.text !== 'mark' && this.#holders.size > 0;
    if (this.#hold || mayHoldText) this.#later(element);
  }

  rootMet(root: ShadowRoot): void {
    this.#hold?.observe(root);
    if (this.#known.has(root)) return;
    this.#known.add(root);
    this.#roots.add(new WeakRef(root));
    if (this.#isKeeping) this.#keepTokens(root);
  }

  /* ── what is told ──────────────────────────────────────────────────────── */

  heard(protection: Protection, language: Language): void {
    const before = this.#protection;
    this.#protection = protection;
    this.deps.speak(language);
    this.deps.layer.respeak();
    if (protection.hold && (!this.#hold || this.#hold.isOver)) this.#begin();
    else if (!protection.hold && this.#hold) this.#end();
    else this.#shift((protection.holdSeconds - before.holdSeconds) * 1_000);
    this.#again();
  }

  frameHolds(site: string): void {
    this.#holding.add(site);
    if (!this.#hold) return;
    for (const frame of this.#all('iframe, frame')) this.#settle(frame, false);
  }

  /** A person has pressed its button. */
  pressed(element: ScreenElement): void {
    const known = this.#looks.get(element.id);
    if (!known) return;
    if (known.look.kind === 'shown') {
      this.#revealed.delete(element.id);
      this.changed(element);
      return;
    }
    clearTimeout(this.#asked.get(element.id));
    const noAnswer = (): void => this.deps.layer.say(element, 'noAnswer');
    if (this.deps.askToReveal(element))
      this.#asked.set(element.id, setTimeout(noAnswer, ANSWER_MS));
    else noAnswer();
  }

  /** `shown`: it may be shown; else the PIN is asked for. */
  reveal(id: number, version: number, shown: boolean): void {
    clearTimeout(this.#asked.get(id));
    this.#asked.delete(id);
    const element = this.deps.elements().get(id);
    if (element?.version !== version) return;
    if (shown) {
      this.#revealed.set(id, version);
      this.changed(element);
    } else {
      this.deps.layer.say(element, 'asksForPin');
    }
  }

  /** The page is left: what was shown on request is covered when it comes back. */
  left(): void {
    const revealed = [...this.#revealed.keys()];
    this.#revealed.clear();
    for (const id of revealed) {
      const element = this.deps.elements().get(id);
      if (element) this.changed(element);
    }
  }

  /** The tab is seen again: time begins anew for what nobody was asked about meanwhile. */
  seen(): void {
    if (!doc.hidden) this.#rebase();
  }

  /* ── in turns ──────────────────────────────────────────────────────────── */

  step(): boolean {
    if (!this.#hold && this.#unsettled.size === 0) return false;
    const now = performance.now();
    this.#hold?.flush();
    if (!doc.hidden) this.#timeOut(now);
    const isOver = this.deps.isWalkOver();
    const isLate = now >= this.#sweepAt && !doc.hidden;
    if (isLate) this.#sweep(now);
    if (!isOver && !isLate) return false;
    let count = 0;
    const open: Element[] = [];
    for (const element of this.#unsettled) {
      if (++count > STEP) break;
      this.#unsettled.delete(element);
      if (isConnected(element) && !this.#settle(element, true)) open.push(element);
    }
    for (const element of open) this.#unsettled.add(element);
    if (open.length > 0) this.deps.wakeIn(AGAIN_MS);
    return this.#unsettled.size > open.length;
  }

  /** Those that have no verdict in time. */
  #timeOut(now: number): void {
    for (const [id, due] of this.#due) {
      if (due.isOver) continue;
      if (due.at > now) {
        this.deps.wakeIn(due.at - now);
        return;
      }
      due.isOver = true;
      const element = this.deps.elements().get(id);
      if (element && element.version === due.version) this.changed(element);
    }
  }

  /** All that is still held, and was passed by nobody. */
  #sweep(now: number): void {
    this.#framesOver = true;
    this.#sweepAt = now + this.#protection.holdSeconds * 1_000;
    this.deps.wakeIn(this.#protection.holdSeconds * 1_000);
    for (const element of this.#all('*')) {
      const isImage = isPicture(localName(element)) && !this.#tokens.has(element, 'i');
      if (isImage || !this.#tokens.has(element, 't')) this.#unsettled.add(element);
    }
  }

  /** In the document and its shadow roots. */
  #all(selector: string): Element[] {
    const found = [...doc.queryAll(document, selector)];
    for (const ref of this.#roots) {
      const root = ref.deref();
      if (root?.isConnected) found.push(...root.querySelectorAll(selector));
      else if (!root) this.#roots.delete(ref);
    }
    return found;
  }

  /* ── looks and tokens ──────────────────────────────────────────────────── */

  #lookOf(element: ScreenElement): Look {
    const { kind, verdict, id, version } = element;
    return lookOf(
      {
        kind,
        verdict,
        isRevealed: this.#revealed.get(id) === version,
        isOverdue: this.#hold !== null && this.#isOverdue(element),
        before: this.#saidBefore(element),
      },
      this.#protection,
    );
  }

  #isOverdue({ id, version, verdict }: ScreenElement): boolean {
    if (verdict !== null && verdict.reason !== 'turn') {
      this.#due.delete(id);
      return false;
    }
    const known = this.#due.get(id);
    if (known?.version === version) return known.isOver;
    const after = this.#protection.holdSeconds * 1_000;
    // What was there from the beginning was held from then on.
    const from =
      this.#hold && !this.deps.isWalkOver() && this.#isFirst ? this.#hold.since : performance.now();
    this.#due.delete(id);
    this.#due.set(id, { version, at: from + after, isOver: false });
    this.deps.wakeIn(Math.max(0, from + after - performance.now()));
    return false;
  }

  /** The first walk over the page is not over. */
  get #isFirst(): boolean {
    return this.#sweepAt === Number.POSITIVE_INFINITY || performance.now() < this.#sweepAt;
  }

  /** Videos and canvases go on with their next picture; all else is as it was judged. */
  #saidBefore(element: ScreenElement): 'safe' | 'unsafe' | null {
    const before = this.#before.get(element);
    if (!before) return null;
    if (before.version === element.version) return before.flag;
    const name = localName(element.block);
    return element.kind === 'image' && (name === 'video' || name === 'canvas') ? before.flag : null;
  }

  /** The elements of the page that show it. */
  #register(element: ScreenElement): readonly Element[] {
    const isRun = element.kind === 'text' && element.said === undefined;
    const holders = isRun ? holdersOf(element) : [element.block];
    this.#unregister(element);
    this.#holders.set(element.id, holders);
    const root = rootOf(element.block);
    if (root instanceof ShadowRoot) this.#sheets.add(root, 'rules');
    if (!isRun)
      this.#at.set(element.block, (this.#at.get(element.block) ?? new Set()).add(element));
    return holders;
  }

  #unregister(element: ScreenElement): void {
    for (const holder of this.#holders.get(element.id) ?? []) {
      const here = this.#at.get(holder);
      if (here?.delete(element) && here.size === 0) this.#at.delete(holder);
    }
    this.#holders.delete(element.id);
  }

  #later(element: Element): void {
    this.#unsettled.add(element);
    this.deps.wake();
  }

  /** Its tokens. False where it is to be looked at again. `isOver`: what is no element is known. */
  #settle(element: Element, isOver: boolean): boolean {
    const own: ImageElement[] = [];
    /** What style sheets put there: images, and texts before and after. */
    const painted: ScreenElement[] = [];
    const texts = new Set<TextElement>();
    for (const each of this.#at.get(element) ?? []) {
      if (each.kind === 'image') (each.shown.slot === OWN ? own : painted).push(each);
      else if (each.said?.startsWith('::')) painted.push(each);
      else if (DRAWN.test(each.said ?? '')) texts.add(each);
    }
    this.#settleText(element, texts, isOver);
    this.#settleBackground(element, painted, isOver);
    return this.#settleImage(element, own, isOver);
  }

  #settleText(element: Element, texts: Set<TextElement>, isOver: boolean): void {
    const hasOthers = this.#textsIn(element, texts);
    const looks = [...texts].map((text) => this.#shownLook(text));
    const tokens: Token[] = [];
    if (looks.some(isHidden)) tokens.push('th');
    else if (looks.some(({ kind }) => kind === 'blur')) tokens.push('tb');
    if (this.#hold && !looks.some(({ kind }) => kind === 'held')) {
      // That letters are part of no text is known when the walk is over, if they are to be seen.
      const isFree = hasOthers ? isOver && isVisible(element, SEEN) : isOver || texts.size > 0;
      if (isFree || this.#tokens.has(element, 't')) tokens.push('t');
    }
    this.#tokens.put(element, TEXT_TOKENS, tokens);
    if (localName(element) !== 'select') return;
    for (const choice of queryIn(element, 'option, optgroup'))
      this.#tokens.put(choice, TEXT_TOKENS, tokens);
  }

  /** Adds the texts that its own letters are part of; true where some are part of none. */
  #textsIn(element: Element, texts: Set<TextElement>): boolean {
    let hasOthers = false;
    for (const node of textsOf(element)) {
      const owner = this.deps.ownerOf(node);
      if (owner) texts.add(owner);
      else hasOthers ||= /\S/.test(node.data);
    }
    return hasOthers;
  }

  /** As it was looked at; held where the page shows another text by now. */
  #shownLook(text: TextElement): Look {
    const look = this.#lookOf(text);
    if (!this.#hold || look.kind === 'held' || isHidden(look)) return look;
    return this.deps.isFresh(text) ? look : { kind: 'held' };
  }

  #settleImage(element: Element, own: readonly ImageElement[], isOver: boolean): boolean {
    const name = localName(element);
    const isFrame = name === 'iframe' || name === 'frame';
    if (!isFrame && !isPicture(name)) return true;
    const looks = own.map((each) => this.#lookOf(each));
    let isShown = own.length > 0 && !looks.some(({ kind }) => kind === 'held');
    let isSettled = true;
    if (this.#hold && isFrame) isShown = this.#isFrameShown(element);
    else if (this.#hold && own.length === 0 && isOver) {
      const isAsked = this.deps.isPictured(element);
      isShown = isAsked === false;
      isSettled = isAsked !== null;
    } else if (own.length === 0) isShown = this.#tokens.has(element, 'i');
    const tokens: Token[] = this.#hold && isShown ? ['i'] : [];
    if (looks.some(isHidden)) tokens.push('ih');
    else if (looks.some(({ kind }) => kind === 'blur')) tokens.push('ib');
    this.#tokens.put(element, IMAGE_TOKENS, tokens);
    return isSettled;
  }

  #settleBackground(element: Element, painted: readonly ScreenElement[], isOver: boolean): void {
    const looks = painted.map((each) => this.#lookOf(each));
    // None can be blurred without what stands on it.
    const isBare = looks.some((look) => isHidden(look) || look.kind === 'blur');
    const tokens: Token[] = isBare ? ['bh'] : [];
    if (this.#hold && !looks.some(({ kind }) => kind === 'held')) {
      const isShown =
        painted.length > 0 || (isOver ? isDecorated(element) : this.#tokens.has(element, 'b'));
      if (isShown) tokens.push('b');
    }
    this.#tokens.put(element, BACKGROUND_TOKENS, tokens);
  }

  /** What a frame shows is judged in it; if nobody of ours is in there, by nobody. */
  #isFrameShown(frame: Element): boolean {
    const address = attribute(frame, 'src') ?? '';
    if (attribute(frame, 'srcdoc') !== null || address === '') return true;
    const site = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
    if (site === null || !/^https?:$/.test(site.protocol)) return true;
    if (this.#holding.has(site.hostname)) return true;
    return this.#framesOver && this.#protection.unjudged === 'show';
  }

  /* ── beginning and ending ──────────────────────────────────────────────── */

  #fought(): void {
    this.#isFought = true;
    this.deps.news();
  }

  #keepTokens(root: Document | ShadowRoot): void {
    this.#written.observe(root, {
      subtree: true,
      attributes: true,
      attributeFilter: [ATTRIBUTE],
    });
  }

  #listen(hold: Hold): void {
    hold.listener = {
      taken: (element) => this.#later(element),
      fought: () => this.#fought(),
    };
    this.#sweepAt = hold.since + this.#protection.holdSeconds * 1_000;
    this.deps.wakeIn(Math.max(0, this.#sweepAt - performance.now()));
    for (const ref of this.#roots) {
      const root = ref.deref();
      if (root) hold.observe(root);
    }
  }

  /** On a page that is shown already: what is judged gets its tokens before the styles come. */
  #begin(): void {
    this.#hold = new Hold(this.#tokens, this.#sheets, async () => {
      await Promise.resolve();
      return this.deps.styles('hold');
    });
    this.#hasRules = true;
    this.#listen(this.#hold);
    for (const element of this.deps.elements().values()) this.changed(element);
    for (const element of this.#all('*')) this.#settle(element, true);
  }

  #end(): void {
    const hold = this.#hold;
    if (!hold) return;
    this.#hold = null;
    this.#sweepAt = Number.POSITIVE_INFINITY;
    this.#due.clear();
    hold.end();
    void this.deps.styles('free').catch(() => false);
  }

  /** Everything by the rules of now. */
  #again(): void {
    for (const element of [...this.deps.elements().values()]) this.changed(element);
    this.deps.wake();
  }

  #shift(ms: number): void {
    if (!this.#hold || ms === 0) return;
    for (const due of this.#due.values()) due.at += ms;
    this.#sweepAt += ms;
  }

  #rebase(): void {
    if (!this.#hold) return;
    const after = this.#protection.holdSeconds * 1_000;
    const at = performance.now() + after;
    for (const due of this.#due.values()) if (!due.isOver) due.at = at;
    this.#sweepAt = at;
    this.deps.wakeIn(after);
  }

  /** The styles for what is unsafe; asked for when there is something. */
  #needRules(): void {
    if (!this.#isKeeping) {
      this.#isKeeping = true;
      this.#keepTokens(document);
      for (const ref of this.#roots) {
        const root = ref.deref();
        if (root) this.#keepTokens(root);
      }
    }
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
    const wasHeld = this.#hold !== null;
    this.#end();
    this.#written.disconnect();
    this.#keeper.end();
    this.#tokens.clear();
    // The styles may outlive us: an extension that has gone takes nothing back.
    if (wasHeld) this.#tokens.put(doc.root, ['free'], ['free']);
    this.#looks.clear();
    this.#at.clear();
    this.#holders.clear();
    this.#due.clear();
    this.#unsettled.clear();
    for (const timer of this.#asked.values()) clearTimeout(timer);
  }
}

const isHidden = ({ kind }: Look): boolean => kind === 'cover' || kind === 'hide';

function holdersOf({ parts }: TextElement): Element[] {
  const holders = new Set<Element>();
  for (const part of parts) {
    const holder = part === GAP ? null : holderOf(part);
    if (holder) holders.add(holder);
  }
  return [...holders];
}

/** Texts that stand in an element itself, or in its shadow root. */
function* textsOf(element: Element): Generator<Text> {
  for (const node of childNodes(element)) if (node instanceof Text) yield node;
  const root = shadowRoot(element);
  if (root) for (const node of root.childNodes) if (node instanceof Text) yield node;
}

/** Whether style sheets draw anything on it, before it or after it. */
function isDecorated(element: Element): boolean {
  if (getComputedStyle(element).backgroundImage !== 'none') return true;
  return ['::before', '::after'].some((pseudo) => {
    const { content } = getComputedStyle(element, pseudo);
    return content !== 'none' && content !== 'normal';
  });
}
