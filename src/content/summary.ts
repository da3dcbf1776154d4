/** What a list shows of an element. */
import { cutText, MAX_SNIPPET } from '../core/limits';
import type { ElementSummary } from '../platform/messages';
import type { ImageElement, ScreenElement } from './extract/element';

export function summaryOf(element: ScreenElement, lang: string | null): ElementSummary {
  const { id, kind, direction, verdict } = element;
  const isImage = kind === 'image';
  return {
    id,
    kind,
    image: isImage ? imageOf(element) : null,
    snippet: cutText(element.text || (isImage ? fileName(element) : ''), MAX_SNIPPET),
    lang,
    direction,
    verdict,
    ...(element.kind === 'text' && element.turn ? { role: element.turn.role } : {}),
  };
}

const imageOf = ({ shown, natural, thumbnail }: ImageElement): ElementSummary['image'] => ({
  src: shown.address,
  width: natural.width,
  height: natural.height,
  thumbnail,
});

/** The last part of an address's path: often the only words that there are on an image. */
function fileName({ shown }: ImageElement): string {
  if (shown.how !== 'web' || shown.address === null) return '';
  try {
    const name = new URL(shown.address).pathname.split('/').at(-1) ?? '';
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
