/** A browser that tells extensions of closed shadow roots, as Chrome does, for tests without one. */
export function tellOfClosedRoots(): {
  questions: () => number;
  isAsked: (host: Element) => boolean;
} {
  const roots = new WeakMap<Element, ShadowRoot>();
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.set(this, root);
    return root;
  };
  const asked: Element[] = [];
  const dom = {
    openOrClosedShadowRoot(host: unknown): ShadowRoot | null {
      if (!(host instanceof HTMLElement)) throw new TypeError('Error in invocation');
      asked.push(host);
      return roots.get(host) ?? null;
    },
  };
  Reflect.set(globalThis, 'chrome', { dom });
  return {
    questions: () => asked.splice(0).length,
    isAsked: (host) => asked.includes(host),
  };
}
