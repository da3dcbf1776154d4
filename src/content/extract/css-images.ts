/**
 * Which images a computed `background-image` or `content` names. The browser has checked the value
 * and made its addresses whole, but a page can put anything into them: megabytes of `data:`, every
 * escape, functions in functions. Read once from left to right, each character once. Pure.
 */

export interface CssImage {
  address: string;
  /** Which of the value's layers it is in: `background-size` has one entry a layer. */
  layer: number;
}

/** Deeper ones name nothing that a browser would draw. */
const MAX_DEPTH = 8;
/** What browsers draw: an `image-set()` may offer types that they do not know. */
const TYPES = /^image\/(png|apng|jpe?g|gif|webp|avif|svg\+xml|bmp|x-icon|vnd\.microsoft\.icon)$/i;

/** At most `limit` of them, the uppermost first. */
export function cssImages(value: string, pixelRatio: number, limit: number): CssImage[] {
  const reader = new Reader(value, pixelRatio);
  const images: CssImage[] = [];
  for (let layer = 0; images.length < limit && !reader.atEnd; layer++) {
    for (const address of reader.list(0)) {
      if (images.length < limit) images.push({ address, layer });
    }
    reader.next();
  }
  return images;
}

interface Option {
  addresses: string[];
  resolution: number;
  isKnownType: boolean;
}

class Reader {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly pixelRatio: number,
  ) {}

  get atEnd(): boolean {
    this.#white();
    return this.#at >= this.text.length;
  }

  /** Past the comma, or whatever else stands where a comma should. */
  next(): void {
    this.#at++;
  }

  skip(char: string): boolean {
    this.#white();
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  /** Addresses up to the comma or bracket that ends this part of the value. */
  list(depth: number): string[] {
    const addresses: string[] = [];
    for (;;) {
      const token = this.#token();
      if (token === null) return addresses;
      if (token.kind === 'function') addresses.push(...this.#function(token.text, depth));
    }
  }

  /** Null where a comma, a closing bracket or the end comes next. */
  #token(): { kind: 'function' | 'string' | 'word'; text: string } | null {
    this.#white();
    const char = this.text[this.#at];
    if (char === undefined || char === ',' || char === ')') return null;
    if (char === '"' || char === "'") return { kind: 'string', text: this.#string(char) };
    const start = this.#at;
    WORD.lastIndex = start;
    // What is no word is passed one by one.
    this.#at = WORD.test(this.text) ? WORD.lastIndex : start + 1;
    const text = this.text.slice(start, this.#at);
    if (this.text[this.#at] !== '(') return { kind: 'word', text };
    this.#at++;
    return { kind: 'function', text: text.toLowerCase() };
  }

  /** Behind its opening bracket; leaves off behind the closing one. */
  #function(name: string, depth: number): string[] {
    if (name === 'url' || name === 'src') return this.#url();
    const isSet = name === 'image-set' || name === '-webkit-image-set';
    const addresses =
      depth >= MAX_DEPTH ? this.#pass() : isSet ? this.#set(depth) : this.#any(depth);
    this.skip(')');
    return addresses;
  }

  #url(): string[] {
    this.#white();
    const quote = this.text[this.#at];
    if (quote === '"' || quote === "'") {
      const address = this.#string(quote);
      // Modifiers may stand behind it.
      this.#pass();
      this.skip(')');
      return address === '' ? [] : [address];
    }
    const end = this.text.indexOf(')', this.#at);
    const raw = this.text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.text.length : end + 1;
    const address = unescaped(raw.trimEnd());
    return address === '' ? [] : [address];
  }

  /** `cross-fade(url(a), url(b))`, gradients and all else: whatever images stand within. */
  #any(depth: number): string[] {
    const addresses: string[] = [];
    do addresses.push(...this.list(depth + 1));
    while (this.skip(','));
    return addresses;
  }

  /** The option that a browser takes: the least that is sharp enough, or the sharpest. */
  #set(depth: number): string[] {
    const options: Option[] = [];
    do options.push(this.#option(depth));
    while (this.skip(','));
    const known = options
      .filter(({ isKnownType }) => isKnownType)
      .sort((a, b) => a.resolution - b.resolution);
    const chosen = known.find(({ resolution }) => resolution >= this.pixelRatio) ?? known.at(-1);
    return chosen?.addresses ?? [];
  }

  #option(depth: number): Option {
    const option: Option = { addresses: [], resolution: 1, isKnownType: true };
    for (;;) {
      const token = this.#token();
      if (token === null) return option;
      if (token.kind === 'string') {
        if (token.text !== '') option.addresses.push(token.text);
      } else if (token.kind === 'word') {
        option.resolution = resolutionOf(token.text) ?? option.resolution;
      } else if (token.text === 'type') {
        const type = this.#token();
        option.isKnownType = type?.kind === 'string' && TYPES.test(type.text);
        this.#pass();
        this.skip(')');
      } else {
        option.addresses.push(...this.#function(token.text, depth + 1));
      }
    }
  }

  /** To the closing bracket that belongs here, strings and inner brackets passed over. */
  #pass(): string[] {
    let open = 0;
    for (; this.#at < this.text.length; ) {
      const char = this.text[this.#at];
      if (char === '"' || char === "'") {
        this.#string(char);
        continue;
      }
      if (char === '(') open++;
      else if (char === ')' && open-- === 0) break;
      this.#at++;
    }
    return [];
  }

  #string(quote: '"' | "'"): string {
    const start = ++this.#at;
    let slash = this.text.indexOf('\\', start);
    let end = this.text.indexOf(quote, start);
    while (slash >= 0 && slash < end) {
      if (end === slash + 1) end = this.text.indexOf(quote, end + 1);
      slash = this.text.indexOf('\\', slash + 2);
    }
    if (end < 0) end = this.text.length;
    this.#at = end + 1;
    return unescaped(this.text.slice(start, end));
  }

  #white(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at++;
  }
}

/** One run of what is neither white space nor of CSS's own signs. */
const WORD = /[^\s,()"']+/y;

const HEX = /([0-9a-f]{1,6})\s?/iy;

/** By CSS's rule of escapes: up to six hexadecimal digits and one space, or any other character. */
function unescaped(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let slash = text.indexOf('\\'); slash >= 0; slash = text.indexOf('\\', from)) {
    pieces.push(text.slice(from, slash));
    const other = text[slash + 1] ?? '';
    from = slash + 2;
    if (/[^0-9a-f]/i.test(other)) {
      if (other !== '\n') pieces.push(other);
      continue;
    }
    HEX.lastIndex = slash + 1;
    const hex = HEX.exec(text)?.[1];
    if (hex !== undefined) {
      pieces.push(character(Number.parseInt(hex, 16)));
      from = HEX.lastIndex;
    }
  }
  return from === 0 ? text : pieces.join('') + text.slice(from);
}

const character = (code: number): string =>
  code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    ? '\ufffd'
    : String.fromCodePoint(code);

/** In dots a CSS pixel; null for other words. */
function resolutionOf(word: string): number | null {
  const parts = /^([0-9.]+(?:e[+-]?\d+)?)(x|dppx|dpi|dpcm)$/i.exec(word);
  const value = Number(parts?.[1]);
  if (!parts || !Number.isFinite(value)) return null;
  const unit = parts[2]?.toLowerCase();
  return unit === 'dpi' ? value / 96 : unit === 'dpcm' ? (value * 2.54) / 96 : value;
}

/**
 * The size in CSS pixels that `background-size` gives each of its layers; null on a side where it
 * depends on the image or the box.
 */
export function cssSizes(value: string): [width: number | null, height: number | null][] {
  return value
    .slice(0, 2_000)
    .split(',')
    .map((layer) => {
      const [width, height] = layer.trim().split(/\s+/).map(pixels);
      return [width ?? null, height ?? null];
    });
}

function pixels(length: string): number | null {
  const value = /^([0-9.]+(?:e[+-]?\d+)?)px$/i.exec(length)?.[1];
  return value === undefined || !Number.isFinite(Number(value)) ? null : Number(value);
}
