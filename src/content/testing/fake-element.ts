import type { ImageElement, TextElement } from '../extract/element';

/** An element without a page, for tests of what only passes elements on. */
export function fakeElement(id: number, text = `text ${id}`): TextElement {
  return {
    kind: 'text',
    id,
    version: 1,
    block: { id } as unknown as Element,
    parts: [fakeText(text)],
    text,
    rawLength: text.length,
    direction: 'ltr',
    verdict: null,
    practice: false,
  };
}

export const fakeText = (data: string): Text =>
  ({ isConnected: true, data, length: data.length }) as unknown as Text;

/** An image at an address of its own, or one that must be drawn. */
export function fakeImage(id: number, how: 'web' | 'drawn' = 'web'): ImageElement {
  const address = how === 'web' ? `https://a.test/${id}.png` : null;
  return {
    kind: 'image',
    id,
    version: 1,
    block: { id } as unknown as Element,
    text: '',
    direction: 'ltr',
    verdict: null,
    practice: false,
    shown: {
      slot: 'own',
      key: String(id),
      how,
      address,
      natural: { width: 0, height: 0 },
      isExact: false,
      isVector: false,
      loading: 'done',
      width: null,
      height: null,
    },
    natural: { width: 0, height: 0 },
    notBefore: 0,
    thumbnail: null,
  };
}
