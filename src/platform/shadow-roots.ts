/**
 * Shadow roots that a page has closed, as browsers show them to extensions: Chrome by a function,
 * Firefox by a property of elements that pages do not have.
 */

type Look = (host: Element) => ShadowRoot | null;

const world: {
  chrome?: { dom?: { openOrClosedShadowRoot?: (host: HTMLElement) => ShadowRoot | null } };
  Element?: typeof Element;
} = globalThis;

/**
 * Null outside extensions. `isCheap`: it may be asked of every element. Chrome's function takes three
 * microseconds, three times as long as reading an element's style; Firefox's property a tenth of that.
 */
export function shadowRootLook(): { look: Look; isCheap: boolean } | null {
  const ask = world.chrome?.dom?.openOrClosedShadowRoot;
  if (ask) {
    const look: Look = (host) => (host instanceof HTMLElement ? ask(host) : null);
    return { look, isCheap: false };
  }
  const prototype = world.Element?.prototype;
  const get =
    prototype && Object.getOwnPropertyDescriptor(prototype, 'openOrClosedShadowRoot')?.get;
  return get ? { look: (host) => get.call(host) as ShadowRoot | null, isCheap: true } : null;
}
