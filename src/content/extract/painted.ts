/** The images and texts that style sheets put on an element and before and after it. */
import { localName } from '../dom';
import { cssImages, cssSizes } from './css-images';

/** What it stands for in an element's life: its own `background 0`, `::before content 0`. */
export type Slot = string;

export interface Painted {
  slot: Slot;
  address: string;
  /** CSS pixels that the image is drawn at, where the style fixes them. */
  width: number | null;
  height: number | null;
}

/** Of one property's images; more than one is rare, and every one is asked about. */
const MAX_IMAGES = 4;
const NONE: readonly Painted[] = [];
const MAY_NAME = /url\(|image-set\(/i;
/** Letters in quotes, or an attribute's. */
const MAY_SAY = /"[^"]*[\p{L}\p{Emoji_Presentation}\\][^"]*"|attr\(/u;

export interface Decoration {
  painted: readonly Painted[];
  /** What may be text in `content` before and after, as the style has it; mostly empty. */
  written: string;
}
export const UNDECORATED: Decoration = { painted: NONE, written: '' };

/** Elements that browsers put nothing before or after. */
const REPLACED = new Set(['img', 'video', 'canvas', 'input', 'object', 'embed', 'br']);

/** `mayPaint`: a style may give it an image of its own. `mayWrite`: something may stand before or after it. */
export function decorationOf(
  element: Element,
  style: CSSStyleDeclaration,
  mayPaint = true,
  mayWrite = true,
): Decoration {
  const own = mayPaint ? paintedBy(style, '') : NONE;
  if (!mayWrite) return own === NONE ? UNDECORATED : { painted: own, written: '' };
  if (!(element instanceof HTMLElement) || REPLACED.has(localName(element))) {
    return own === NONE ? UNDECORATED : { painted: own, written: '' };
  }
  const before = decorationBeside(element, '::before');
  const after = decorationBeside(element, '::after');
  if (before === UNDECORATED && after === UNDECORATED) {
    return own === NONE ? UNDECORATED : { painted: own, written: '' };
  }
  return {
    painted: [...own, ...before.painted, ...after.painted],
    written: before.written + after.written,
  };
}

function decorationBeside(element: Element, pseudo: '::before' | '::after'): Decoration {
  const style = getComputedStyle(element, pseudo);
  const { content } = style;
  // No content, not even an empty one: there is no such box.
  if (content === 'none' || content === 'normal') return UNDECORATED;
  const written = MAY_SAY.test(content) ? `${pseudo} ${content} ` : '';
  return { painted: paintedBy(style, `${pseudo} `), written };
}

function paintedBy(style: CSSStyleDeclaration, prefix: string): readonly Painted[] {
  const { backgroundImage, content } = style;
  const hasBackground = backgroundImage !== 'none' && MAY_NAME.test(backgroundImage);
  const hasContent = content !== 'normal' && MAY_NAME.test(content);
  if (!hasBackground && !hasContent) return NONE;
  const painted: Painted[] = [];
  if (hasBackground) {
    const sizes = cssSizes(style.backgroundSize);
    const images = cssImages(backgroundImage, devicePixelRatio, MAX_IMAGES);
    for (const [i, { address, layer }] of images.entries()) {
      const [width, height] = sizes[layer % sizes.length] ?? [null, null];
      painted.push({ slot: `${prefix}background ${i}`, address, width, height });
    }
  }
  if (hasContent) {
    for (const [i, { address }] of cssImages(content, devicePixelRatio, MAX_IMAGES).entries()) {
      painted.push({ slot: `${prefix}content ${i}`, address, width: null, height: null });
    }
  }
  return painted.filter(({ address }) => !address.startsWith('#'));
}
