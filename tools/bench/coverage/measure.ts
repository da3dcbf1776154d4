/**
 * What a reader gets of one document, and how much of that the elements hold. It runs in the
 * document's content world and shares nothing with the extractor: which text is rendered is told by
 * the browser (checkVisibility, styles, rectangles of ranges), and what belongs to an element by
 * finding the element's text among the text nodes of its block.
 */

export interface Extracted {
  readonly text: string;
  readonly selector: string;
}

/**
 * Characters that are no white space. `seen`: by eyes, now or after scrolling. `heard`: by screen
 * readers alone. `unseen`: rendered for nobody. `typed`: what a person is writing.
 */
export type Class = 'seen' | 'heard' | 'unseen' | 'typed';

export interface FrameCoverage {
  readonly url: string;
  /** `innerText` against the light text that was found here: 1 where they are the same characters. */
  readonly agreement: number;
  readonly characters: Record<Class, number>;
  /** Of what is seen or heard: in one element, in none, in two or more. */
  readonly one: number;
  readonly none: number;
  readonly twice: number;
  /** Of `none`: prices, counts, dashes, which have no letters. */
  readonly letterless: number;
  readonly extracted: {
    readonly seen: number;
    readonly heard: number;
    /** Texts of attributes, options and style sheets. */
    readonly said: number;
    readonly unseen: number;
    readonly typed: number;
    /** Found nowhere. */
    readonly lost: number;
  };
  readonly samples: {
    readonly none: readonly string[];
    readonly letterless: readonly string[];
    readonly twice: readonly string[];
    readonly lost: readonly string[];
    readonly unseen: readonly string[];
  };
}

/** Sees nothing of this file: it is sent to the document. */
export function measureFrame(elements: readonly Extracted[]): FrameCoverage {
  const SKIPPED = new Set(
    (
      'script style noscript template textarea datalist iframe object embed video audio ' +
      'canvas progress meter title desc annotation input head rp'
    ).split(' '),
  );
  const MOST_SAMPLES = 25;
  interface Piece {
    text: string;
    is: Class;
    parent: Element;
    isLight: boolean;
    count: number;
  }
  const api = globalThis as unknown as {
    chrome?: { dom?: { openOrClosedShadowRoot?(of: Element): ShadowRoot | null } };
  };
  const shadow = (of: Element): ShadowRoot | null => {
    if (of.shadowRoot) return of.shadowRoot;
    if (!(of instanceof HTMLElement)) return null;
    const ask = api.chrome?.dom?.openOrClosedShadowRoot;
    const gecko = of as { openOrClosedShadowRoot?: ShadowRoot | null };
    return (ask ? ask(of) : gecko.openOrClosedShadowRoot) ?? null;
  };
  const stripped = (text: string): string => text.replace(/\s+/gu, '');
  const pieces: Piece[] = [];
  const within = new Map<Element, Piece[]>();
  const root = document.documentElement;
  const isRtl = getComputedStyle(root).direction === 'rtl';
  const farLeft = isRtl ? root.clientWidth - root.scrollWidth : 0;
  const farRight = isRtl ? root.clientWidth : root.scrollWidth;

  /** Whether eyes can get to see one of the rectangles, going up through what may clip them. */
  function isSeen(text: Text, chain: readonly Element[]): boolean {
    const range = document.createRange();
    range.selectNodeContents(text);
    let rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    const [parent] = chain;
    const ink = parent && getComputedStyle(parent);
    if (ink && /rgba\(.*, 0\)|transparent/.test(ink.color) && ink.backgroundClip !== 'text') {
      return false;
    }
    let isFixed = false;
    for (const at of chain) {
      const style = getComputedStyle(at);
      if (style.opacity === '0') return false;
      const box = at.getBoundingClientRect();
      if (/hidden|clip/.test(`${style.overflowX} ${style.overflowY}`) && at !== document.body) {
        if (box.width <= 1 || box.height <= 1) return false;
        rects = rects.filter(
          (r) =>
            r.right > box.left && r.left < box.right && r.bottom > box.top && r.top < box.bottom,
        );
      }
      if (/inset\(50%|rect\(0/.test(style.clipPath)) return false;
      if (style.position === 'fixed') isFixed = true;
    }
    if (isFixed) {
      return rects.some(
        (r) => r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight,
      );
    }
    return rects.some(
      (r) => r.right + scrollX > farLeft && r.left + scrollX < farRight && r.bottom + scrollY > 0,
    );
  }

  function add(text: string, is: Class, chain: readonly Element[], isLight = true): void {
    const [parent] = chain;
    if (!parent || text === '') return;
    const piece: Piece = { text, is, parent, isLight, count: 0 };
    pieces.push(piece);
    for (const around of chain) {
      const list = within.get(around);
      if (list) list.push(piece);
      else within.set(around, [piece]);
    }
  }

  /** `chain`: the element and what is around it in the flat tree, from the inside out. */
  function visit(element: Element, chain: readonly Element[], isMute: boolean, isTyped: boolean) {
    const name = element.localName;
    if (SKIPPED.has(name) || (name === 'div' && element.parentNode === root)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.display === '') return;
    const isWhole = element.checkVisibility();
    if (!isWhole && style.display !== 'contents') return;
    const mute = isMute || element.getAttribute('aria-hidden') === 'true';
    const typed =
      isTyped ||
      element.matches('[contenteditable]:not([contenteditable="false" i]),[role="textbox"]');
    const inside = shadow(element);
    const assigned = element instanceof HTMLSlotElement ? element.assignedNodes() : [];
    const nodes = inside ? inside.childNodes : assigned.length > 0 ? assigned : element.childNodes;
    if (style.contentVisibility === 'hidden') return;
    if (element instanceof HTMLSelectElement) {
      // The browser counts all choices as rendered, the chosen one or not.
      for (const choice of element.querySelectorAll('option,optgroup')) {
        const own = choice instanceof HTMLOptionElement ? choice.text : '';
        add(stripped(choice.getAttribute('label') ?? own), 'seen', chain);
      }
      return;
    }
    const isFolded = name === 'details' && !element.hasAttribute('open');
    const summary = isFolded ? element.querySelector(':scope > summary') : null;
    for (const node of [...nodes]) {
      if (isFolded && node !== summary) continue;
      if (node instanceof Element) {
        visit(node, [node, ...chain], mute, typed);
      } else if (node instanceof Text && style.visibility === 'visible') {
        const text = stripped(node.data);
        if (text === '') continue;
        const is = typed ? 'typed' : isSeen(node, chain) ? 'seen' : mute ? 'unseen' : 'heard';
        add(text, is, chain, node.getRootNode() === document);
      }
    }
  }
  visit(document.body, [document.body], false, false);

  function resolve(selector: string): Element | null {
    let scope: Document | ShadowRoot = document;
    let found: Element | null = null;
    for (const step of selector.split(' >>> ')) {
      if (found) {
        const inner = shadow(found);
        if (!inner) return null;
        scope = inner;
      }
      found = scope.querySelector(step);
      if (!found) return null;
    }
    return found;
  }

  /** The pieces of a text, in their order; what stands between them may be left out. */
  function matchFrom(list: readonly Piece[], start: number, text: string): Piece[] | null {
    const used: Piece[] = [];
    let at = 0;
    for (let i = start; i < list.length; i++) {
      const piece = list[i];
      if (piece && text.startsWith(piece.text, at)) {
        used.push(piece);
        at += piece.text.length;
        if (at === text.length) return used;
      } else if (used.length === 0) {
        return null;
      }
    }
    return null;
  }
  function match(list: readonly Piece[], text: string): Piece[] | null {
    // The first place that no element holds yet, else the first of all.
    let any: Piece[] | null = null;
    for (let start = 0; start < list.length; start++) {
      const found = matchFrom(list, start, text);
      if (found?.every(({ count }) => count === 0)) return found;
      any ??= found;
    }
    return any;
  }

  function saidBy(element: Element): string[] {
    const texts = ['title', 'alt', 'placeholder', 'aria-label', 'value', 'label'].map(
      (name) => element.getAttribute(name) ?? '',
    );
    for (const option of element.querySelectorAll('option,optgroup')) {
      texts.push(option.getAttribute('label') ?? option.textContent ?? '');
    }
    for (const pseudo of ['::before', '::after']) {
      const { content } = getComputedStyle(element, pseudo);
      const written = content
        .replace(/attr\(([\w-]+)\)/g, (_, name) => JSON.stringify(element.getAttribute(name) ?? ''))
        .match(/"(?:[^"\\]|\\.)*"/g);
      for (const each of written ?? []) texts.push(each.slice(1, -1).replace(/\\(.)/g, '$1'));
      texts.push((written ?? []).map((each) => each.slice(1, -1)).join(''));
    }
    return texts.map(stripped);
  }

  const characters: Record<Class, number> = { seen: 0, heard: 0, unseen: 0, typed: 0 };
  const extracted = { seen: 0, heard: 0, said: 0, unseen: 0, typed: 0, lost: 0 };
  const samples: Record<keyof FrameCoverage['samples'], string[]> = {
    none: [],
    letterless: [],
    twice: [],
    lost: [],
    unseen: [],
  };
  const sample = (list: string[], line: string): void => {
    if (list.length < MOST_SAMPLES) list.push(line);
  };
  const where = (element: Element): string =>
    `${element.localName}${[...element.classList].map((name) => `.${name}`).join('')}`;

  for (const { text, selector } of elements) {
    const wanted = stripped(text);
    const block = resolve(selector);
    const found = block && match(within.get(block) ?? [], wanted);
    if (found) {
      for (const piece of found) {
        piece.count++;
        extracted[piece.is] += piece.text.length;
        if (piece.is === 'unseen') sample(samples.unseen, `${where(piece.parent)} ${piece.text}`);
      }
    } else if (block && saidBy(block).includes(wanted)) {
      extracted.said += wanted.length;
    } else {
      extracted.lost += wanted.length;
      sample(samples.lost, `${selector} ${text.slice(0, 80)}`);
    }
  }

  let one = 0;
  let none = 0;
  let twice = 0;
  let letterless = 0;
  const hasLetters = (text: string): boolean =>
    /\p{L}\P{L}*\p{L}|(?![\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}])\p{L}/u.test(text);
  for (const { text, is, parent, count } of pieces) {
    characters[is] += text.length;
    if (is !== 'seen' && is !== 'heard') continue;
    const line = `${where(parent)} ${text.slice(0, 60)}`;
    if (count === 1) {
      one += text.length;
    } else if (count > 1) {
      twice += text.length;
      sample(samples.twice, line);
    } else {
      none += text.length;
      if (!hasLetters(text)) letterless += text.length;
      sample(hasLetters(text) ? samples.none : samples.letterless, line);
    }
  }

  /** Both as bags of characters: slots put them in another order, styles in capitals. */
  const bag = (text: string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const letter of stripped(text).toLowerCase()) {
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    return counts;
  };
  // biome-ignore lint/performance/useDomNodeTextContent: the text as it is rendered
  const theirs = bag(document.body.innerText);
  const ours = bag(
    pieces
      .filter(({ isLight }) => isLight)
      .map(({ text }) => text)
      .join(''),
  );
  let differing = 0;
  let all = 0;
  for (const letter of new Set([...theirs.keys(), ...ours.keys()])) {
    const [a, b] = [theirs.get(letter) ?? 0, ours.get(letter) ?? 0];
    differing += Math.abs(a - b);
    all += Math.max(a, b);
  }
  return {
    url: location.href,
    agreement: all === 0 ? 1 : 1 - differing / all,
    characters,
    one,
    none,
    twice,
    letterless,
    extracted,
    samples,
  };
}
