/** The document's shadow roots, as far as we have met them, and our tokens in all of it. */
import { doc } from '../dom';
import { ATTRIBUTE, Keeper, type Tokens } from './tokens';

export class Roots {
  readonly #roots = new Set<WeakRef<ShadowRoot>>();
  readonly #known = new WeakSet<ShadowRoot>();
  readonly #keeper: Keeper;
  readonly #written = new MutationObserver((records) => {
    if (!this.isWanted()) return;
    for (const { target } of records) if (target instanceof Element) this.#keeper.keep(target);
  });
  #isKeeping = false;

  constructor(
    tokens: Tokens,
    /** Where things are held, others see to the tokens (hold.ts). */
    private readonly isWanted: () => boolean,
    fought: () => void,
  ) {
    this.#keeper = new Keeper(tokens, fought);
  }

  met(root: ShadowRoot): void {
    if (this.#known.has(root)) return;
    this.#known.add(root);
    this.#roots.add(new WeakRef(root));
    if (this.#isKeeping) this.#observe(root);
  }

  *all(): Generator<ShadowRoot> {
    for (const ref of this.#roots) {
      const root = ref.deref();
      if (root) yield root;
      else this.#roots.delete(ref);
    }
  }

  /** In the document and its shadow roots. */
  query(selector: string): Element[] {
    const found = [...doc.queryAll(document, selector)];
    for (const root of this.all()) {
      if (root.isConnected) found.push(...root.querySelectorAll(selector));
    }
    return found;
  }

  /** From now on: what the page does to tokens is put right. */
  keepTokens(): void {
    if (this.#isKeeping) return;
    this.#isKeeping = true;
    this.#observe(document);
    for (const root of this.all()) this.#observe(root);
  }

  stop(): void {
    this.#written.disconnect();
    this.#keeper.end();
  }

  #observe(root: Document | ShadowRoot): void {
    this.#written.observe(root, {
      subtree: true,
      attributes: true,
      attributeFilter: [ATTRIBUTE],
    });
  }
}
