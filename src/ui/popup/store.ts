/**
 * The popup's state and what a person can do with it.
 *
 *     browser's tab ─┐
 *     port `ui` ─────┼─> signals ─> view ─> what is drawn
 *     port `popup` ──┘
 *     a person ──> commands ──> site.wanted, site.set, guard.choose, guard.retry, jump
 *     a drawn row ──> image.thumbnail
 *
 * The link to the browser is an argument, so all of this runs in a test without an extension.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Ladder, Remote } from '../../core/engines';
import type { ProtectionChange } from '../../core/protection';
import type { EnginesView, SiteSending } from '../../platform/engines-protocol';
import type { GuardState } from '../../platform/guard-protocol';
import type { SiteMode, UiRequest } from '../../platform/messages';
import type { InstallState } from '../../platform/store-protocol';
import type { UiLink } from '../../platform/ui-link';
import type { Trouble } from '../components/notes';
import { BackgroundLine } from '../line/background-line';
import { strings } from '../strings';
import { identityOf } from './about-picture';
import type { Filter, Hint, Row } from './elements';
import { PageLine } from './page-line';
import { UnscreenedParts } from './parts';
import { helperOf, sendingNews } from './sending';
import { type SiteOfTab, siteOfUrl } from './site';
import { Thumbnails } from './thumbnails';
import { type View, viewOf } from './view';

const PRACTICE_GUARD = { kind: 'packaged', path: 'guards/practice/' } as const;

export type Busy = 'on' | 'off' | 'guard' | null;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export type PopupStore = ReturnType<typeof createPopupStore>;

export function createPopupStore(link: UiLink, options: { tabId: number | null }) {
  const tab = signal<SiteOfTab | null>(null);
  const tabLoading = signal(false);
  const mode = signal<SiteMode | null>(null);
  const declined = signal(false);
  const guard = signal<GuardState | null>(null);
  const install = signal<InstallState>({ status: 'none' });
  const engines = signal<EnginesView | null>(null);
  const sending = signal<SiteSending | null>(null);
  /** Where the site departs from what is shown everywhere. */
  const ownProtection = signal<ProtectionChange | null>(null);
  const filter = signal<Filter>('all');
  const busy = signal<Busy>(null);
  const trouble = signal<Trouble | null>(null);
  const jumpedTo = signal<string | null>(null);
  /** The pictures that somebody asked to see: row's key → which picture it was. */
  const revealed = signal<ReadonlyMap<string, string>>(new Map());
  const isPrivate = signal(true);
  const parental = signal(false);
  /** An organisation has locked whether this site is on. */
  const isFixed = signal(false);

  const page = new PageLine(link);
  const background = new BackgroundLine(link, {
    event(event) {
      if (event.type === 'guard') guard.value = event.guard;
      else if (event.type === 'engines') engines.value = event.engines;
      else if (event.type === 'store') install.value = event.store.install;
      else if (event.type === 'policy') void readMode();
      // What was shown by the PIN is shown no longer than the lock is open.
      else if (event.type === 'lock' && event.lock.status === 'locked' && event.lock.reveal)
        revealed.value = new Map();
      else if (event.type === 'preferences') parental.value = event.preferences.parental;
      else if (event.type === 'frame') page.join(event.tabId, event.frameId);
      else if (event.type === 'site' && event.site === site.value) setMode(event.mode);
    },
    missed: () => void readMode(),
  });

  const site = computed(() => tab.value?.site ?? null);
  const counts = computed(() => {
    page.revision.value;
    return page.elements.counts();
  });
  const rows: ReadonlySignal<Row[]> = computed(() => {
    page.revision.value;
    return page.elements.rows(filter.value);
  });
  const marksRemoved = computed(() => {
    page.revision.value;
    return page.elements.marksRemoved();
  });
  const saving = computed(() => {
    page.revision.value;
    return page.elements.isSaving();
  });
  const hint: ReadonlySignal<Hint | null> = computed(() => {
    page.revision.value;
    return page.elements.hint();
  });
  const known = computed(() => {
    page.revision.value;
    return {
      guard: guard.value,
      engines: engines.value,
      sending: sending.value,
      isPrivate: isPrivate.value,
      sent: page.elements.sent(),
    };
  });
  const thumbnails = new Thumbnails(async (source) => {
    const answer = await background.ask({
      type: 'image.thumbnail',
      source,
      private: isPrivate.value,
    });
    return (answer.ok && answer.thumbnail) || null;
  });
  const view: ReadonlySignal<View> = computed(() =>
    viewOf({
      tab: tab.value,
      tabLoading: tabLoading.value,
      background: background.state.value,
      mode: mode.value,
      declined: declined.value,
      guard: guard.value,
      isHelped: helperOf(known.value) !== null,
      page: page.state.value,
      counts: counts.value,
    }),
  );

  const life = new AbortController();
  const parts = new UnscreenedParts(
    () => {
      page.revision.value;
      return page.elements.unscreened();
    },
    (other) => link.mayRead(other),
    life.signal,
  );
  let tabId = options.tabId;

  /* ── the site and its tab ──────────────────────────────────────────────── */

  async function readMode(): Promise<void> {
    const asked = site.value;
    if (asked === null) return;
    try {
      const answer = await background.ask({ type: 'site.get', site: asked });
      if (asked !== site.value || life.signal.aborted) return;
      if (answer.ok) {
        if (answer.engines) engines.value = answer.engines;
        sending.value = answer.sending ?? null;
        isFixed.value = answer.siteFixed ?? false;
      }
      if (answer.ok && answer.mode) setMode(answer.mode);
      else if (!answer.ok) tell(answer.error);
    } catch {
      // The port's own patience decides when that is a silence worth telling.
      if (asked === site.value && mode.value === null) background.state.value = 'silent';
    }
  }

  function setMode(next: SiteMode | null): void {
    batch(() => {
      mode.value = next;
      if (next === 'screen') {
        declined.value = false;
        if (tabId !== null) page.open(tabId);
        void readProtection();
      } else page.close();
    });
  }

  async function readProtection(): Promise<void> {
    const asked = site.value;
    if (asked === null) return;
    const answer = await background.ask({ type: 'protection.get', site: asked }).catch(() => null);
    if (asked === site.value && answer?.ok) ownProtection.value = answer.protection?.own ?? null;
  }

  async function readTab(): Promise<void> {
    const seen = await link.tab(tabId);
    if (life.signal.aborted) return;
    const next: SiteOfTab = seen ? siteOfUrl(seen.url) : { site: null, why: 'no-tab' };
    isPrivate.value = seen?.private ?? true;
    const moved = next.site !== site.value;
    batch(() => {
      tab.value = next;
      tabLoading.value = seen?.loading ?? false;
      if (!moved) return;
      declined.value = false;
      trouble.value = null;
      jumpedTo.value = null;
      revealed.value = new Map();
      filter.value = 'all';
      setMode(null);
      ownProtection.value = null;
    });
    if (seen && tabId === null) tabId = seen.id;
    if (moved) await readMode();
    else page.hurry();
  }

  /* ── what a person can do ──────────────────────────────────────────────── */

  function tell(sentence: string, details: string | null = null): void {
    trouble.value = { sentence, details };
  }

  /** Sends a command and tells what came of it; true if it was done. */
  async function command(request: UiRequest): Promise<boolean> {
    try {
      const answer = await background.ask(request);
      if (!answer.ok) {
        tell(answer.error);
        return false;
      }
      if (answer.guard) guard.value = answer.guard;
      if (answer.engines) engines.value = answer.engines;
      if (answer.sending) sending.value = answer.sending;
      if (answer.protection) ownProtection.value = answer.protection.own;
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
    lock: background.lock,
    policy: background.policy,
    parental,
    /** What the page covers is not written out here, either. */
    keepsCovered: (row: Row): boolean =>
      parental.value && row.flag !== 'safe' && background.lock.guardsReveal(),
    isFixed,
    tab,
    engines,
    sending,
    ownProtection,
    site,
    mode,
    guard,
    install,
    filter,
    busy,
    trouble,
    jumpedTo,
    counts,
    rows,
    marksRemoved,
    saving,
    hint,
    parts: parts.news,
    revealed,
    thumbnails,
    view,
    /** Somebody else has answered for this page, or is asked. */
    isSent: computed(() => {
      const { server, hosted, turns } = known.value.sent;
      return helperOf(known.value) !== null || server + hosted + turns > 0;
    }),
    sendingNews: computed(() => sendingNews(known.value)),

    /** Starts to look and listen, until `stop`. */
    async start(): Promise<void> {
      background.open(life.signal);
      await readTab();
      if (tabId !== null && !life.signal.aborted) {
        link.watchTab(tabId, () => void readTab(), life.signal);
      }
    },

    stop(): void {
      life.abort();
      page.close();
    },

    /** To be called straight from a click: the browser asks for permission only there. */
    turnOn(): Promise<void> {
      const wanted = site.value;
      if (wanted === null || busy.value) return Promise.resolve();
      // The browser's question may close this popup; the background then does the rest. Whether it
      // heard is not waited for, since the question must come before any await.
      background.ask({ type: 'site.wanted', site: wanted }).catch(() => {});
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

    /**
     * Pictures of this page come from there. To be called straight from a click; the background
     * asks for them again when it hears of the permission.
     */
    async allow(other: string): Promise<void> {
      const asked = link.requestSite(other);
      trouble.value = null;
      try {
        await asked;
      } catch (error) {
        tell(strings.trouble.cannotAllow(other), messageOf(error));
      }
    },

    /**
     * Parts of this page come from there. To be called straight from a click, which the browser's
     * question may end this popup with: the background looks for them when it hears of the answer.
     */
    async allowParts(sites: readonly string[]): Promise<void> {
      const asked = link.requestSites(sites);
      trouble.value = null;
      try {
        if (await asked) parts.again();
      } catch (error) {
        tell(strings.trouble.cannotAllow(sites.join(', ')), messageOf(error));
      }
    },

    /** Whether this site's content may be sent to this engine. */
    async setSending(engine: Remote, send: boolean): Promise<void> {
      const wanted = site.value;
      if (wanted === null) return;
      trouble.value = null;
      await command({ type: 'engines.site', site: wanted, engine, send });
    },

    /** Who is asked first about this site; null: as everywhere. */
    async setOrder(order: Ladder | null): Promise<void> {
      const wanted = site.value;
      if (wanted === null) return;
      trouble.value = null;
      await command({ type: 'engines.siteOrder', site: wanted, order });
    },

    /** What this site shows; nothing named: as everywhere. */
    async setProtection(own: ProtectionChange): Promise<void> {
      const wanted = site.value;
      if (wanted === null) return;
      trouble.value = null;
      const change = Object.keys(own).length === 0 ? null : own;
      // What is refused is shown as it was.
      ownProtection.value = { ...ownProtection.value };
      await command({ type: 'protection.set', site: wanted, change });
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
      background.again();
      void readMode();
    },

    lookAgain: (): Promise<void> => readTab(),

    async reload(): Promise<void> {
      if (tabId === null) return;
      page.expectReload();
      await link.reload(tabId).catch((error) => tell(strings.trouble.noReload, messageOf(error)));
    },

    openReview: (): Promise<void> =>
      link.openReview().catch((error) => tell(strings.trouble.noReview, messageOf(error))),
    openOptions: (): Promise<void> =>
      link.openOptions().catch((error) => tell(strings.trouble.noOptions, messageOf(error))),

    openSummary: (): Promise<void> =>
      link.openOwn('summary').catch((error) => tell(strings.trouble.noPage, messageOf(error))),

    choose(next: Filter): void {
      filter.value = filter.value === next ? 'all' : next;
    },

    jump(row: Row): void {
      jumpedTo.value = row.key;
      page.send({ type: 'jump', frame: row.frame, id: row.element.id });
    },

    /** Shows a blurred picture, or blurs it again; showing may take the PIN. */
    async reveal({ key, element }: Row, shown: boolean): Promise<void> {
      // The background knows how the lock stands now; where it refuses, the PIN is asked for.
      if (shown && !(await command({ type: 'reveal.may' }))) return;
      const next = new Map(revealed.value);
      if (shown && element.image) next.set(key, identityOf(element.image));
      else next.delete(key);
      revealed.value = next;
    },

    dismiss(): void {
      trouble.value = null;
    },
  };
}
