/**
 * Parts of the page that come from other sites and are not screened: what a person must know, and
 * what can be done about it.
 */
import { computed, effect, signal } from '@preact/signals';
import type { PagePart } from '../../platform/messages';

/** Sites named at once, to the person and in the browser's question. */
const MAX_NAMED = 4;
/** Sites that the browser is asked about, of all frames together; those that most parts come from. */
const MAX_SITES = 50;
/** A part that may be screened is given so long to turn up. */
const PATIENCE_MS = 3_000;

export interface PartsNews {
  /** Parts from sites that Seawall may not read. */
  readonly locked: number;
  /** The sites that most of them come from; these are asked for. */
  readonly sites: readonly string[];
  /** How many other sites there are. */
  readonly more: number;
  /** Parts that name a site that Seawall may read, and yet do not turn up: they show another. */
  readonly astray: number;
}

export class UnscreenedParts {
  /** Whether the browser lets us read a site, as far as it has been asked. */
  readonly #readable = signal<ReadonlyMap<string, boolean>>(new Map());
  /** Sites that it has been asked about since the person answered last. */
  #asked = new Set<string>();
  /** Since when a part of a readable site is missed. */
  readonly #missedSince = new Map<string, number>();
  readonly #tick = signal(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly unscreened: () => readonly PagePart[],
    private readonly mayRead: (site: string) => Promise<boolean>,
    signal: AbortSignal,
  ) {
    const end = effect(() => this.#follow());
    signal.addEventListener('abort', () => {
      end();
      clearTimeout(this.#timer);
    });
  }

  readonly news = computed((): PartsNews | null => {
    this.#tick.value;
    const readable = this.#readable.value;
    const parts = this.#parts();
    const locked = parts.filter(({ site }) => readable.get(site) === false);
    const late = Date.now() - PATIENCE_MS;
    const astray = parts.filter(
      ({ site }) => (this.#missedSince.get(site) ?? Number.POSITIVE_INFINITY) <= late,
    );
    if (locked.length + astray.length === 0) return null;
    return {
      locked: sum(locked),
      sites: locked.slice(0, MAX_NAMED).map(({ site }) => site),
      more: Math.max(0, locked.length - MAX_NAMED),
      astray: sum(astray),
    };
  });

  /** The person has answered the browser's question. */
  again(): void {
    this.#asked = new Set();
    this.#readable.value = new Map();
  }

  #parts(): readonly PagePart[] {
    return this.unscreened().slice(0, MAX_SITES);
  }

  #follow(): void {
    const known = this.#readable.value;
    const parts = this.#parts();
    for (const { site } of parts) void this.#ask(site);
    const missed = new Set(parts.flatMap(({ site }) => (known.get(site) === true ? site : [])));
    for (const site of this.#missedSince.keys()) {
      if (!missed.has(site)) this.#missedSince.delete(site);
    }
    for (const site of missed) {
      if (this.#missedSince.has(site)) continue;
      this.#missedSince.set(site, Date.now());
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#tick.value++, PATIENCE_MS);
    }
  }

  async #ask(site: string): Promise<void> {
    const asked = this.#asked;
    if (asked.has(site)) return;
    asked.add(site);
    // A browser that does not answer does not let us in either.
    const may = await this.mayRead(site).catch(() => false);
    // Asked before the person answered: it is asked anew.
    if (asked !== this.#asked) return;
    this.#readable.value = new Map(this.#readable.peek()).set(site, may);
  }
}

const sum = (parts: readonly PagePart[]): number =>
  parts.reduce((all, { count }) => all + count, 0);
