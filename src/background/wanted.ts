/**
 * The site that a person is about to allow. The browser's question for permission may close the
 * popup that asked, and then nobody is left to turn the site on; so the popup says beforehand what
 * is wanted, and the background finishes it when the permission comes.
 */
import * as v from 'valibot';

const Wish = v.object({ site: v.string(), at: v.number() });
type Wish = v.InferOutput<typeof Wish>;

export interface WantedOptions {
  load(): Promise<unknown>;
  /** Null: nothing is wanted any more. */
  save(wish: Wish | null): Promise<void>;
  mayRead(site: string): Promise<boolean>;
  turnOn(site: string): Promise<void>;
  now?: () => number;
}

/** As long as somebody may take to answer the browser's question. */
export const WANTED_MS = 2 * 60_000;

export class Wanted {
  readonly #options: WantedOptions;
  readonly #now: () => number;
  /** A permission may come while the wish for it is still being stored. */
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: WantedOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  note(site: string): Promise<void> {
    const at = this.#now();
    return this.#serial(() => this.#options.save({ site, at }));
  }

  /** The switch of this site has been turned, one way or the other. */
  decided(site: string): Promise<void> {
    return this.#serial(async () => {
      if ((await this.#wish())?.site === site) await this.#options.save(null);
    });
  }

  /** What was allowed is not looked at: whether the site may be read now says more. */
  permissionsAdded(): Promise<void> {
    return this.#serial(async () => {
      const wish = await this.#wish();
      if (!wish || !(await this.#options.mayRead(wish.site))) return;
      await this.#options.save(null);
      await this.#options.turnOn(wish.site);
    });
  }

  async #wish(): Promise<Wish | null> {
    const stored = v.safeParse(Wish, await this.#options.load());
    if (!stored.success || this.#now() - stored.output.at > WANTED_MS) return null;
    return stored.output;
  }

  /** Never rejects: a wish is a second way to what the popup itself asks for. */
  #serial(act: () => Promise<void>): Promise<void> {
    this.#chain = this.#chain.then(act).catch((error) => {
      console.warn('seawall: could not finish turning a site on', error);
    });
    return this.#chain.then(() => {});
  }
}
