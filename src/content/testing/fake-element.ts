import type { TextElement } from '../extract/element';

/** An element without a page, for tests of what only passes elements on. */
export function fakeElement(id: number, text = `text ${id}`): TextElement {
  return {
    kind: 'text',
    id,
    version: 1,
    block: { id } as unknown as Element,
    parts: [{ isConnected: true, data: text } as unknown as Text],
    text,
    rawLength: text.length,
    direction: 'ltr',
    verdict: null,
    practice: false,
  };
}
