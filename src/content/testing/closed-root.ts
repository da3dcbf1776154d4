/** The closed root that marks and covers live in, which no page gets to see: for tests that must. */
import { afterEach, beforeEach, vi } from 'vitest';

/** Catches it in each test of the file that calls this. */
export function catchClosedRoot(): { readonly root: ShadowRoot | null } {
  const caught: { root: ShadowRoot | null } = { root: null };
  beforeEach(() => {
    const attach = Element.prototype.attachShadow;
    vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (
      this: Element,
      init: ShadowRootInit,
    ) {
      const made = attach.call(this, init);
      if (init.mode === 'closed') caught.root ??= made;
      return made;
    });
  });
  afterEach(() => {
    caught.root = null;
    vi.restoreAllMocks();
  });
  return caught;
}
