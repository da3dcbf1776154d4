/** The elements of all frames of a tab, as the content scripts tell them. Pure; no browser. */
import { siteOf } from '../../core/site';
import { type Counts, type Flag, noCounts } from '../../core/verdict';
import type { ElementSummary, PageMessage, PagePart } from '../../platform/messages';
import type { Sent } from './sending';

export type RowFlag = Flag | 'waiting';
export type Filter = 'all' | Flag;

export interface Row {
  /** Unique over all frames. */
  key: string;
  frame: string;
  flag: RowFlag;
  element: ElementSummary;
}

export type Hint =
  /** The guard sees no pictures. */
  | { kind: 'no-sight' }
  /** `count` pictures are from a site that Seawall may not read; of such sites, the one with most. */
  | { kind: 'locked'; site: string; count: number };

interface Frame {
  epoch: number;
  counts: Counts;
  marksRemoved: boolean;
  saving: boolean;
  embedded: boolean;
  /** The document's own site, and those of the frames in it by its markup. */
  site: string;
  parts: readonly PagePart[];
  /** In the order of arrival, which is page order at first; a change keeps its place. */
  rows: Map<number, Row>;
}

const row = (frame: string, element: ElementSummary): Row => ({
  key: `${frame}/${element.id}`,
  frame,
  flag: element.verdict?.flag ?? 'waiting',
  element,
});

/** What needs a person's eye comes first, what needs none comes last. */
const ORDER: readonly RowFlag[] = ['unsafe', 'unknown', 'waiting', 'safe'];

export class PageElements {
  #frames = new Map<string, Frame>();

  /**
   * Takes a message that came over the `epoch`-th port. The first `page` of a new port ends what
   * earlier ports said: the tab may show another document by now.
   */
  apply(message: PageMessage, epoch: number): void {
    if (message.type === 'page') {
      for (const [name, frame] of this.#frames) {
        if (frame.epoch !== epoch) this.#frames.delete(name);
      }
      const rows = new Map(message.elements.map((e) => [e.id, row(message.frame, e)]));
      const { counts, marksRemoved, saving, embedded, site, parts } = message;
      const state = { counts, marksRemoved, saving, embedded, site, parts };
      this.#frames.set(message.frame, { epoch, rows, ...state });
      return;
    }
    if (message.type === 'gone') {
      this.#frames.delete(message.frame);
      return;
    }
    const frame = this.#frames.get(message.frame);
    // Changes to something never told in full: its `page` is on its way, or it is of the past.
    if (!frame || frame.epoch !== epoch) return;
    frame.counts = message.counts;
    frame.marksRemoved = message.marksRemoved;
    frame.saving = message.saving;
    frame.embedded = message.embedded;
    frame.site = message.site;
    frame.parts = message.parts;
    for (const id of message.removed) frame.rows.delete(id);
    for (const element of message.changed) frame.rows.set(element.id, row(message.frame, element));
  }

  clear(): void {
    this.#frames.clear();
  }

  /**
   * Sites of parts that a reader sees and no content script tells of, those with most first. The
   * page itself tells, too, and is no part of any; nor is a frame in a document of its own site.
   */
  unscreened(): PagePart[] {
    const counts = new Map<string, number>();
    for (const { parts } of this.#frames.values()) {
      for (const { site, count } of parts) counts.set(site, (counts.get(site) ?? 0) + count);
    }
    for (const { site, embedded } of this.#frames.values()) {
      const count = counts.get(site);
      if (count !== undefined && embedded) counts.set(site, count - 1);
    }
    return [...counts]
      .filter(([, count]) => count > 0)
      .map(([site, count]) => ({ site, count }))
      .sort((a, b) => b.count - a.count);
  }

  counts(): Counts {
    const sum = noCounts();
    for (const { counts } of this.#frames.values()) {
      sum.safe += counts.safe;
      sum.unsafe += counts.unsafe;
      sum.unknown += counts.unknown;
      sum.waiting += counts.waiting;
    }
    return sum;
  }

  marksRemoved(): boolean {
    return [...this.#frames.values()].some((frame) => frame.marksRemoved);
  }

  isSaving(): boolean {
    return [...this.#frames.values()].some((frame) => frame.saving);
  }

  /** What keeps pictures from being looked at, where something can be done about it. */
  hint(): Hint | null {
    const locked = new Map<string, number>();
    let noSight = false;
    for (const frame of this.#frames.values()) {
      for (const { element } of frame.rows.values()) {
        const reason = element.verdict?.reason;
        if (reason === 'no-sight') noSight = true;
        if (reason !== 'image-locked') continue;
        const site = siteOf(element.image?.src ?? undefined);
        if (site !== null) locked.set(site, (locked.get(site) ?? 0) + 1);
      }
    }
    if (noSight) return { kind: 'no-sight' };
    const [most] = [...locked].sort(([, a], [, b]) => b - a);
    return most ? { kind: 'locked', site: most[0], count: most[1] } : null;
  }

  /** Who has answered for how many. */
  sent(): Sent {
    let server = 0;
    let hosted = 0;
    let turns = 0;
    let kept = 0;
    let nextAt: number | null = null;
    for (const frame of this.#frames.values()) {
      for (const { element } of frame.rows.values()) {
        const { engine, reason, turnAt } = element.verdict ?? {};
        if (reason === 'turn') {
          turns++;
          if (turnAt !== undefined && turnAt < (nextAt ?? Number.POSITIVE_INFINITY))
            nextAt = turnAt;
        } else if (reason === 'no-guard' || reason === 'guard-failed') kept++;
        else if (engine === 'server') server++;
        else if (engine === 'hosted') hosted++;
      }
    }
    return { server, hosted, turns, nextAt, kept };
  }

  /** Grouped by flag, in page order within a group. */
  rows(filter: Filter): Row[] {
    const groups = new Map<RowFlag, Row[]>(ORDER.map((flag) => [flag, []]));
    for (const frame of this.#frames.values()) {
      for (const each of frame.rows.values()) {
        if (filter === 'all' || each.flag === filter) groups.get(each.flag)?.push(each);
      }
    }
    return ORDER.flatMap((flag) => groups.get(flag) ?? []);
  }
}

export const total = (counts: Counts): number =>
  counts.safe + counts.unsafe + counts.unknown + counts.waiting;
