/**
 * What the styles beside this file go by: tokens of one attribute on the page's own elements. The
 * page can read them; it cannot keep others than ours there (hold.ts).
 *
 * `t`, `i`, `b`: texts, the image, backgrounds are shown, where else they are held.
 * `th`, `tb`: texts hidden, blurred; `ih`, `ib`: the image; `bh`: backgrounds.
 * `w`: an editor that a person has written in.
 * `armed`, `free`: of the root: the styles are there; nothing is held any more.
 */
import { attribute } from '../dom';

export const ATTRIBUTE = 'data-seawall';

export const TOKENS = ['t', 'i', 'b', 'th', 'tb', 'ih', 'ib', 'bh', 'w', 'armed', 'free'] as const;
export type Token = (typeof TOKENS)[number];

/** Of one kind: what is set of it is set anew as a whole. */
export const TEXT_TOKENS: readonly Token[] = ['t', 'th', 'tb'];
export const IMAGE_TOKENS: readonly Token[] = ['i', 'ih', 'ib'];
export const BACKGROUND_TOKENS: readonly Token[] = ['b', 'bh'];

export class Tokens {
  /** What we have set there. */
  #set = new WeakMap<Element, string>();
  /** To let go of all. */
  readonly #elements = new Set<WeakRef<Element>>();

  has(element: Element, token: Token): boolean {
    return (this.#set.get(element) ?? '').split(' ').includes(token);
  }

  /** Of these kinds, these and no others. */
  put(element: Element, kinds: readonly Token[], tokens: readonly Token[]): void {
    const before = this.#set.get(element) ?? '';
    const others = before.split(' ').filter((each) => !kinds.some((kind) => kind === each));
    const value = [...others, ...tokens].filter((each) => each !== '').join(' ');
    if (value === before) return;
    if (!this.#set.has(element)) this.#elements.add(new WeakRef(element));
    this.#set.set(element, value);
    write(element, value);
  }

  /** The page may have put something else there; true where it had. */
  restore(element: Element): boolean {
    const value = this.#set.get(element) ?? '';
    if ((attribute(element, ATTRIBUTE) ?? '') === value) return false;
    write(element, value);
    return true;
  }

  /** Lets go of what has been removed. */
  tidy(): void {
    for (const ref of this.#elements) if (ref.deref() === undefined) this.#elements.delete(ref);
  }

  clear(): void {
    for (const ref of this.#elements) {
      const element = ref.deref();
      if (element) write(element, '');
    }
    this.#elements.clear();
    this.#set = new WeakMap();
  }
}

/** So often in one frame the tokens of one element are put right; then at the next frame again. */
const MAX_A_FRAME = 50;

/**
 * Puts right what the page does to tokens. A page that answers at once each time would keep us in one
 * turn for ever, so there is an end to it in each frame; the next begins anew.
 */
export class Keeper {
  readonly #counts = new Map<Element, number>();
  #frame: number | null = null;

  constructor(
    private readonly tokens: Tokens,
    /** The page keeps putting others there. */
    private readonly fought: () => void,
  ) {}

  keep(element: Element): void {
    const count = this.#counts.get(element) ?? 0;
    if (count > MAX_A_FRAME || !this.tokens.restore(element)) return;
    this.#counts.set(element, count + 1);
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      const all = [...this.#counts.keys()];
      this.#counts.clear();
      for (const each of all) this.tokens.restore(each);
    });
    if (count === MAX_A_FRAME) this.fought();
  }

  end(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#counts.clear();
  }
}

function write(element: Element, value: string): void {
  if (value === '') Element.prototype.removeAttribute.call(element, ATTRIBUTE);
  else Element.prototype.setAttribute.call(element, ATTRIBUTE, value);
}
