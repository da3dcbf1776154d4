/**
 * The popup's state and what a person can do with it.
 *
 *     browser's tab ─┐
 *     port `ui` ─────┼─> signals ─> view ─> what is drawn
 *     port `popup` ──┘
 *     a person ──> commands ──> site.set, guard.choose, guard.retry, jump
 *
 * The link to the browser is an argument, so all of this runs in a test without an extension.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import * as v from 'valibot';
import type { GuardState } from '../../platform/guard-protocol';
import {
  PageMessage,
  type SiteMode,
  UiAnswer,
  UiEvent,
  type UiRequest,
} from '../../platform/messages';
import type { UiLink } from '../../platform/ui-link';
import { strings } from '../strings';
import { type Connection, keepConnected } from './connection';
import { type Filter, PageElements, type Row } from './elements';
import { type SiteOfTab, siteOfUrl } from './site';
import { type BackgroundLine, type PageLine, type View, viewOf } from './view';

/** A killed background needs about half a second to come back. */
const BACKGROUND_PATIENCE_MS = 4000;
/** How long an old list may stay while a page reloads, before it is taken for gone. */
const PAGE_PATIENCE_MS = 1500;
const ANSWER_PATIENCE_MS = 8000;

const PRACTICE_GUARD = { kind: 'packaged', path: 'guards/practice/' } as const;

/** Something that did not work, told once and gone with the next action. */
export interface Trouble {
  sentence: string;
  details: string | null;
}

export type Busy = 'on' | 'off' | 'guard' | null;

class NoAnswer extends Error {}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export type PopupStore = ReturnType<typeof createPopupStore>;

export function createPopupStore(link: UiLink, options: { tabId: number | null }) {
  const tab = signal<SiteOfTab | null>(null);
  const tabLoading = signal(false);
  const background = signal<BackgroundLine>('waiting');
  const mode = signal<SiteMode | null>(null);
  const declined = signal(false);
  const guard = signal<GuardState | null>(null);
  const page = signal<PageLine>('waiting');
  const filter = signal<Filter>('all');
  const busy = signal<Busy>(null);
  const trouble = signal<Trouble | null>(null);
  const jumpedTo = signal<string | null>(null);

  const elements = new PageElements();
  /** `elements` changes in place, 10,000 of them at a time; this says that it has. */
  const revision = signal(0);

  const site = computed(() => tab.value?.site ?? null);
  const counts = computed(() => {
    revision.value;
    return elements.counts();
  });
  const rows: ReadonlySignal<Row[]> = computed(() => {
    revision.value;
    return elements.rows(filter.value);
  });
  const marksRemoved = computed(() => {
    revision.value;
    return elements.marksRemoved();
  });
  const view: ReadonlySignal<View> = computed(() =>
    viewOf({
      tab: tab.value,
      tabLoading: tabLoading.value,
      background: background.value,
      mode: mode.value,
      declined: declined.value,
      guard: guard.value,
      page: page.value,
      counts: counts.value,
    }),
  );

  const life = new AbortController();
  let tabId = options.tabId;
  let backgroundLine: Connection | null = null;
  let pageLine: Connection | null = null;
  let pageLife: AbortController | null = null;
  let backgroundTimer: ReturnType<typeof setTimeout> | undefined;
  let pageTimer: ReturnType<typeof setTimeout> | undefined;

  /* ── the background ────────────────────────────────────────────────────── */

  async function ask(request: UiRequest): Promise<v.InferOutput<typeof UiAnswer>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NoAnswer('no answer in time')), ANSWER_PATIENCE_MS);
    });
    try {
      return v.parse(UiAnswer, await Promise.race([link.ask(request), late]));
    } finally {
      clearTimeout(timer);
    }
  }

  function expectBackground(): void {
    clearTimeout(backgroundTimer);
    backgroundTimer = setTimeout(() => {
      background.value = 'silent';
    }, BACKGROUND_PATIENCE_MS);
  }

  function openBackground(): void {
    let heard = 0;
    expectBackground();
    backgroundLine = keepConnected(
      (events) => link.openBackground(events),
      {
        message(raw, epoch) {
          const parsed = v.safeParse(UiEvent, raw);
          if (!parsed.success) return;
          clearTimeout(backgroundTimer);
          const ask = heard !== epoch || background.value === 'silent';
          heard = epoch;
          batch(() => {
            background.value = 'answering';
            if (parsed.output.type === 'guard') guard.value = parsed.output.guard;
            else if (parsed.output.site === site.value) setMode(parsed.output.mode);
          });
          // What happened while the port was down was told to nobody: ask once a port.
          if (ask) void readMode();
        },
        end: expectBackground,
      },
      life.signal,
    );
  }

  async function readMode(): Promise<void> {
    const asked = site.value;
    if (asked === null) return;
    try {
      const answer = await ask({ type: 'site.get', site: asked });
      if (asked !== site.value || life.signal.aborted) return;
      if (answer.ok && answer.mode) setMode(answer.mode);
      else if (!answer.ok) tell(answer.error);
    } catch {
      // The port's own patience decides when that is a silence worth telling.
      if (asked === site.value && mode.value === null) background.value = 'silent';
    }
  }

  /* ── the page ──────────────────────────────────────────────────────────── */

  function expectPage(): void {
    clearTimeout(pageTimer);
    pageTimer = setTimeout(() => {
      batch(() => {
        page.value = 'lost';
        elements.clear();
        revision.value++;
      });
    }, PAGE_PATIENCE_MS);
  }

  function closePage(): void {
    pageLife?.abort();
    pageLife = null;
    pageLine = null;
    clearTimeout(pageTimer);
    elements.clear();
    revision.value++;
    page.value = 'waiting';
  }

  function openPage(): void {
    if (tabId === null || pageLife) return;
    const id = tabId;
    pageLife = new AbortController();
    expectPage();
    pageLine = keepConnected(
      (events) => link.openPage(id, events),
      {
        message(raw, epoch) {
          const parsed = v.safeParse(PageMessage, raw);
          if (!parsed.success) return;
          clearTimeout(pageTimer);
          batch(() => {
            page.value = 'connected';
            elements.apply(parsed.output, epoch);
            revision.value++;
          });
        },
        end() {
          if (page.value === 'connected') page.value = 'waiting';
          if (page.value === 'waiting') expectPage();
        },
      },
      pageLife.signal,
    );
  }

  function setMode(next: SiteMode | null): void {
    batch(() => {
      mode.value = next;
      if (next === 'screen') {
        declined.value = false;
        openPage();
      } else closePage();
    });
  }

  /* ── the tab ───────────────────────────────────────────────────────────── */

  async function readTab(): Promise<void> {
    const seen = await link.tab(tabId);
    if (life.signal.aborted) return;
    const next: SiteOfTab = seen ? siteOfUrl(seen.url) : { site: null, why: 'no-tab' };
    const moved = next.site !== site.value;
    batch(() => {
      tab.value = next;
      tabLoading.value = seen?.loading ?? false;
      if (!moved) return;
      declined.value = false;
      trouble.value = null;
      jumpedTo.value = null;
      filter.value = 'all';
      setMode(null);
    });
    if (seen && tabId === null) tabId = seen.id;
    if (moved) await readMode();
  }

  /* ── what a person can do ──────────────────────────────────────────────── */

  function tell(sentence: string, details: string | null = null): void {
    trouble.value = { sentence, details };
  }

  /** Sends a command and tells what came of it; true if it was done. */
  async function command(request: UiRequest): Promise<boolean> {
    try {
      const answer = await ask(request);
      if (!answer.ok) {
        tell(answer.error);
        return false;
      }
      if (answer.guard) guard.value = answer.guard;
      return true;
    } catch (error) {
      tell(strings.trouble.noAnswer, messageOf(error));
      return false;
    }
  }

  async function whileBusy(what: Busy, work: () => Promise<void>): Promise<void> {
    busy.value = what;
    try {
      await work();
    } finally {
      busy.value = null;
    }
  }

  return {
    tab,
    site,
    mode,
    guard,
    filter,
    busy,
    trouble,
    jumpedTo,
    counts,
    rows,
    marksRemoved,
    view,

    /** Starts to look and listen, until `stop`. */
    async start(): Promise<void> {
      openBackground();
      await readTab();
      if (tabId !== null && !life.signal.aborted) {
        link.watchTab(tabId, () => void readTab(), life.signal);
      }
    },

    stop(): void {
      life.abort();
      pageLife?.abort();
      clearTimeout(backgroundTimer);
      clearTimeout(pageTimer);
    },

    /** To be called straight from a click: the browser asks for permission only there. */
    turnOn(): Promise<void> {
      const wanted = site.value;
      if (wanted === null || busy.value) return Promise.resolve();
      // Before anything else, and before any await.
      const asked = link.requestSite(wanted);
      return whileBusy('on', async () => {
        trouble.value = null;
        let granted: boolean;
        try {
          granted = await asked;
        } catch (error) {
          tell(strings.trouble.cannotAsk, messageOf(error));
          return;
        }
        if (wanted !== site.value) return;
        declined.value = !granted;
        if (!granted) return;
        if (await command({ type: 'site.set', site: wanted, mode: 'screen' })) {
          if (wanted === site.value) setMode('screen');
        }
      });
    },

    turnOff(): Promise<void> {
      const wanted = site.value;
      if (wanted === null || busy.value) return Promise.resolve();
      return whileBusy('off', async () => {
        trouble.value = null;
        if (!(await command({ type: 'site.set', site: wanted, mode: 'off' }))) return;
        if (wanted === site.value) setMode('off');
        // Given back, as a site that is off needs none; a policy may hold it, and that is fine.
        await link.removeSite(wanted).catch(() => false);
      });
    },

    tryPracticeGuard: () =>
      whileBusy('guard', async () => {
        trouble.value = null;
        await command({ type: 'guard.choose', source: PRACTICE_GUARD });
      }),

    retryGuard: () =>
      whileBusy('guard', async () => {
        trouble.value = null;
        await command({ type: 'guard.retry' });
      }),

    /** The background did not answer: once more from the start. */
    tryAgain(): void {
      background.value = 'waiting';
      expectBackground();
      backgroundLine?.again();
      void readMode();
    },

    lookAgain: (): Promise<void> => readTab(),

    async reload(): Promise<void> {
      if (tabId === null) return;
      page.value = 'waiting';
      expectPage();
      await link.reload(tabId).catch((error) => tell(strings.trouble.noReload, messageOf(error)));
    },

    choose(next: Filter): void {
      filter.value = filter.value === next ? 'all' : next;
    },

    jump(row: Row): void {
      jumpedTo.value = row.key;
      pageLine?.send({ type: 'jump', frame: row.frame, id: row.element.id });
    },

    dismiss(): void {
      trouble.value = null;
    },
  };
}
