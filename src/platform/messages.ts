/**
 * The whole protocol between content script, background and UI. Every message is parsed by its
 * schema where it arrives, and its sender is checked against the browser's own sender fields
 * (provenance.ts): a page cannot speak here.
 */
import * as v from 'valibot';
import { Judging, Ladder, Remote, Scope } from '../core/engines';
import { BuildId } from '../core/guard-source';
import { ImageDetail, ImageSource, MAX_CAPTION } from '../core/image';
import { Language } from '../core/language';
import { MAX_LANGUAGE, MAX_QUESTION_TEXT, MAX_REQUEST_TEXT } from '../core/limits';
import { Lockable, PolicyView } from '../core/lockable';
import { PaceChange, PaceSettings } from '../core/pace';
import { Preferences, PreferencesChange } from '../core/preferences';
import { Priority } from '../core/priority';
import { Protection, ProtectionChange } from '../core/protection';
import { WeekSummary } from '../core/review/summary';
import { isSite } from '../core/site';
import { Counts, Verdict } from '../core/verdict';
import { BackupRequest, BackupView, DiagnosticsView } from './around-protocol';
import { EnginesView, EngineTest, SiteSending } from './engines-protocol';
import { GuardSource, GuardState } from './guard-protocol';
import { LockRefusalReason, LockRequest, LockView } from './lock-protocol';
import { ReviewAnswer, ReviewRequest } from './review-protocol';
import { InstallSource, StoreView } from './store-protocol';

/** Ports: content script → background, popup → content script, popup → background. */
export const PORT = { page: 'page', popup: 'popup', ui: 'ui' } as const;

/**
 * The port `page` also names the document, by its time origin: that stays with a document for life
 * and is another one for the next in the same frame. (Firefox has no `sender.documentId`.)
 */
export const pagePortName = (timeOrigin: number): string => `${PORT.page} ${timeOrigin}`;

/** The document that a port of this name comes from; null where it is no port `page`. */
export const documentOfPort = (name: string): string | null =>
  /^page (\d[\d.]*)$/.exec(name)?.[1] ?? null;

/**
 * What one message holds at most. Content scripts stay under these by far: they ask about a few
 * elements at a time. Only of elements may there be as many as a page has.
 */
export const MAX_REQUESTS = 64;
export const MAX_ELEMENTS = 1_000_000;
export const MAX_PARTS = 50;
/** UTF-16 units of a site, in whatever form the browser writes it, or of a frame's name. */
const MAX_NAME = 1_000;

const Name = v.pipe(v.string(), v.maxLength(MAX_NAME));
const manyOf = <T extends v.GenericSchema>(schema: T, max: number) =>
  v.pipe(v.array(schema), v.maxLength(max));

/* ── content script ↔ background, over the port `page` ─────────────────────── */

/** An element's id is stable while it is on the page; its version counts its contents. */
const ElementId = v.object({ id: v.number(), version: v.number() });

export const ScreenRequest = v.variant('kind', [
  v.object({
    ...ElementId.entries,
    kind: v.literal('text'),
    text: v.pipe(v.string(), v.maxLength(MAX_REQUEST_TEXT)),
    priority: Priority,
    /** Part of what a person can write in here: it never leaves this machine. */
    editable: v.optional(v.boolean()),
    /** What the page says that it is written in. */
    lang: v.optional(v.pipe(v.string(), v.maxLength(MAX_LANGUAGE))),
    /** The request that the text is an AI's answer to. */
    question: v.optional(v.pipe(v.string(), v.maxLength(MAX_QUESTION_TEXT))),
    /**
     * The site is known for its chat: the text is judged as an answer alone. Elsewhere only the page
     * says that it is one, and it is judged as any text, too: the worst counts.
     */
    knownChat: v.optional(v.boolean()),
  }),
  v.object({
    ...ElementId.entries,
    kind: v.literal('image'),
    source: ImageSource,
    /** Alternative text or caption; empty where there is none. */
    text: v.pipe(v.string(), v.maxLength(MAX_CAPTION)),
    priority: Priority,
    /** As of a text. */
    editable: v.optional(v.boolean()),
    lang: v.optional(v.pipe(v.string(), v.maxLength(MAX_LANGUAGE))),
  }),
]);
export type ScreenRequest = v.InferOutput<typeof ScreenRequest>;

export const ContentMessage = v.variant('type', [
  /** Repeating an id and version that is waiting changes its priority only. */
  v.object({
    type: v.literal('screen'),
    requests: manyOf(ScreenRequest, MAX_REQUESTS),
    /** This document asks for a password: nothing of its tab leaves this machine. */
    sensitive: v.optional(v.boolean()),
  }),
  v.object({ type: v.literal('cancel'), elements: manyOf(ElementId, MAX_ELEMENTS) }),
  v.object({ type: v.literal('counts'), counts: Counts }),
  /** Back from the back/forward cache: answered with `pace` and `protection`, whatever they are. */
  v.object({ type: v.literal('returned') }),
  /** This document has frames: some may be of other sites. Which, the browser is asked. */
  v.object({ type: v.literal('frames') }),
  /** A person asks to see it; answered with `reveal`. */
  v.object({ type: v.literal('reveal'), ...ElementId.entries }),
]);
export type ContentMessage = v.InferOutput<typeof ContentMessage>;

/** By it a window that says that it holds is known to be one with a content script of ours. */
const FrameToken = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/**
 * A content script asks for the styles of its own frame, in a message of its own: it may have to be
 * answered before there is a port. Answered with whether they are there.
 */
export const StyleRequest = v.object({
  type: v.literal('style'),
  /** `rules`: for what is unsafe. `hold`: those, and nothing is shown that has no verdict. */
  style: v.picklist(['rules', 'hold', 'free']),
  /** With `hold`, of a frame: what it says of itself to the window around it. */
  token: v.optional(FrameToken),
});
export type StyleRequest = v.InferOutput<typeof StyleRequest>;

/** A page that is to be screened has loaded: the content script is to be put into that frame. */
export const StartRequest = v.object({ type: v.literal('start') });
export type StartRequest = v.InferOutput<typeof StartRequest>;

/**
 * `ask-again` and `stop` may also come as a one-time message (tabs.sendMessage): a port that was
 * lost while nothing was under way stays closed, so that the background can sleep.
 */
export const BackgroundMessage = v.variant('type', [
  v.object({
    type: v.literal('verdicts'),
    verdicts: v.array(v.object({ ...ElementId.entries, verdict: Verdict })),
    /** The practice guard gave them: marks must say so. */
    practice: v.optional(v.boolean()),
  }),
  /** The guard is another one now, or works again: ask once more for what is unknown, or for all. */
  v.object({ type: v.literal('ask-again'), all: v.boolean() }),
  /**
   * A person has decided about a verdict, or flags begin at another P: ask once more for what is
   * flagged or was decided by a person, or for all. Verdicts stand until the new ones have come.
   */
  v.object({ type: v.literal('reconsider'), all: v.boolean() }),
  /** When to wait. Not told while it is the default (core/pace.ts). */
  v.object({ type: v.literal('pace'), pace: PaceSettings }),
  /** What holds on this site, and the language of its covers. Not told while all is the default. */
  v.object({ type: v.literal('protection'), protection: Protection, language: Language }),
  /** To be shown, or not yet: the lock asks for the PIN first. Without a port the document is named. */
  v.object({
    type: v.literal('reveal'),
    ...ElementId.entries,
    shown: v.boolean(),
    document: v.optional(Name),
  }),
  /** The window that has said this token holds what it shows by itself. */
  v.object({ type: v.literal('frame-holds'), token: FrameToken }),
  /** The site has been turned off: remove everything of ours and end. */
  v.object({ type: v.literal('stop') }),
]);
export type BackgroundMessage = v.InferOutput<typeof BackgroundMessage>;

/* ── content script → popup, over the port `popup` (tabs.connect) ──────────── */

/** What a list shows of an image. */
export const ImageSummary = v.object({
  /** Its address; null where it has none (canvas, video frame, inline SVG, `blob:`). */
  src: v.nullable(v.string()),
  /** Its own size in pixels; 0 where the browser does not know it. */
  width: v.number(),
  height: v.number(),
  /** A small picture as a `data:` address, where `src` is null. */
  thumbnail: v.nullable(v.string()),
});
export type ImageSummary = v.InferOutput<typeof ImageSummary>;

/** What a person asks an AI, and what it answers. */
export const ExchangeRole = v.picklist(['request', 'answer']);
export type ExchangeRole = v.InferOutput<typeof ExchangeRole>;

export const ElementSummary = v.object({
  id: v.number(),
  kind: v.picklist(['text', 'image']),
  /** Of images only. */
  image: v.nullable(ImageSummary),
  /** The first words, at most 160 characters; of an image, of what is written about it. */
  snippet: v.string(),
  /** BCP 47 tag of what the element is taken to be written in; null where nothing tells. */
  lang: v.nullable(v.string()),
  direction: v.picklist(['ltr', 'rtl']),
  /** Null while it waits. */
  verdict: v.nullable(Verdict),
  /** Of texts in a chat with an AI: who wrote it. */
  role: v.optional(ExchangeRole),
});
export type ElementSummary = v.InferOutput<typeof ElementSummary>;

/** Frames of other sites in a document, by what its markup says: a page may say anything. */
export const PagePart = v.object({
  site: v.pipe(v.string(), v.maxLength(260), v.check(isSite)),
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type PagePart = v.InferOutput<typeof PagePart>;

/** What a frame tells of itself each time. */
const FrameState = {
  /** Set where the page keeps removing Seawall's marks. */
  marksRemoved: v.boolean(),
  /** The battery is low: only what is in view is asked about. */
  saving: v.boolean(),
  /** It stands in a document of another site, which counts it among its parts. */
  embedded: v.boolean(),
  /** The document's own site; empty where its address has none. */
  site: Name,
  parts: manyOf(PagePart, MAX_PARTS),
};

export const PageMessage = v.variant('type', [
  /** Everything, once after connecting. */
  v.object({
    type: v.literal('page'),
    /** Random name of the frame: one port carries all frames of a tab. */
    frame: Name,
    counts: Counts,
    elements: manyOf(ElementSummary, MAX_ELEMENTS),
    ...FrameState,
  }),
  /** What has changed since. */
  v.object({
    type: v.literal('changes'),
    frame: Name,
    counts: Counts,
    changed: manyOf(ElementSummary, MAX_ELEMENTS),
    removed: manyOf(v.number(), MAX_ELEMENTS),
    ...FrameState,
  }),
  /** The document of a frame within the page goes. (The page's own is kept until the next tells.) */
  v.object({ type: v.literal('gone'), frame: Name }),
]);
export type PageMessage = v.InferOutput<typeof PageMessage>;

/** Popup → content script: scroll to the element and highlight it. */
export const PopupMessage = v.object({
  type: v.literal('jump'),
  frame: v.string(),
  id: v.number(),
});
export type PopupMessage = v.InferOutput<typeof PopupMessage>;

/* ── extension page → content script, one question and its answer ──────────── */

export const SnapshotRequest = v.object({
  type: v.literal('snapshot'),
  /** False: leave `elements` empty. Cheap enough to ask again and again until `settled`. */
  elements: v.optional(v.boolean()),
});
export type SnapshotRequest = v.InferOutput<typeof SnapshotRequest>;

/** The state of one frame, for `npm run screen`, tests and exports. */
export const PageSnapshot = v.object({
  frame: v.string(),
  title: v.string(),
  counts: Counts,
  elements: v.array(
    v.object({
      ...ElementSummary.entries,
      text: v.string(),
      selector: v.string(),
      /** When it was first asked about, as it is now; by the frame's own clock. */
      askedMs: v.nullable(v.number()),
    }),
  ),
  /** True when nothing is being extracted, waits or is on its way. */
  settled: v.boolean(),
  /** Nothing new is asked about: the tab is hidden. It settles when it shows. */
  paused: v.boolean(),
  /** Milliseconds since the frame's time origin; null where it has not happened. */
  settledMs: v.nullable(v.number()),
  firstVerdictMs: v.nullable(v.number()),
  /** This content script's time on the page's main thread, in milliseconds. */
  work: v.object({
    slices: v.number(),
    totalMs: v.number(),
    maxMs: v.number(),
    /** Start and length of the latest slices of 4 ms or more (at most 2,000), to match with long tasks. */
    recent: v.array(v.tuple([v.number(), v.number()])),
    /** Nodes that extraction has come to, and what all of it has taken. */
    scannedNodes: v.number(),
    scanMs: v.number(),
  }),
});
export type PageSnapshot = v.InferOutput<typeof PageSnapshot>;

/* ── UI → background, requests with answers, and the port `ui` ─────────────── */

/**
 * A site is a host name without its port (`example.com`, `127.0.0.1`, `[::1]`): Firefox's match
 * patterns know no ports, so both browsers take all ports of a host.
 */
export const Site = v.pipe(v.string(), v.maxLength(260), v.check(isSite));

export const SiteMode = v.picklist(['off', 'screen']);
export type SiteMode = v.InferOutput<typeof SiteMode>;

export const IdleMinutes = v.pipe(v.number(), v.minValue(1), v.maxValue(240));

/** What the options page shows of the guard's settings. */
export const GuardSettings = v.object({
  chosen: v.nullable(GuardSource),
  idleMinutes: IdleMinutes,
  imageDetail: ImageDetail,
});
export type GuardSettings = v.InferOutput<typeof GuardSettings>;

const MAX_SAMPLES = 12;
export const MAX_SAMPLE = 500;

export const UiRequest = v.variant('type', [
  v.object({ type: v.literal('site.get'), site: Site }),
  /**
   * The browser is about to be asked for the host permission. Its question may close the popup
   * before `site.set`; then the background turns the site on when the permission is granted.
   */
  v.object({ type: v.literal('site.wanted'), site: Site }),
  /** The host permission must have been granted before `screen`. */
  v.object({ type: v.literal('site.set'), site: Site, mode: SiteMode }),
  v.object({ type: v.literal('guard.get') }),
  v.object({ type: v.literal('guard.choose'), source: v.nullable(GuardSource) }),
  /** Load the chosen guard again after a failure. */
  v.object({ type: v.literal('guard.retry') }),
  /** After how many minutes without work the guard is unloaded. */
  v.object({ type: v.literal('guard.idle'), minutes: IdleMinutes }),
  /** How closely images are looked at; what was asked with another detail is asked anew. */
  v.object({ type: v.literal('guard.detail'), detail: ImageDetail }),
  /**
   * A small picture of what is at this address, for a list; answered with `thumbnail`. `private`:
   * whether the page is in a private window, where nothing of it is kept; unknown counts as such.
   */
  v.object({
    type: v.literal('image.thumbnail'),
    source: ImageSource,
    private: v.optional(v.boolean()),
  }),
  /** When pages wait; both are answered with `pace`. */
  /** Whether something covered may be shown by a page of ours; where it is locked, the PIN says so. */
  v.object({ type: v.literal('reveal.may') }),
  v.object({ type: v.literal('pace.get') }),
  v.object({ type: v.literal('pace.set'), change: PaceChange }),
  /** Both are answered with `preferences`. */
  v.object({ type: v.literal('preferences.get') }),
  v.object({ type: v.literal('preferences.set'), change: PreferencesChange }),
  /** Both are answered with `protection`: what holds on the site, and where it departs. */
  v.object({ type: v.literal('protection.get'), site: Site }),
  v.object({
    type: v.literal('protection.set'),
    site: Site,
    /** Null: as everywhere. */
    change: v.nullable(ProtectionChange),
  }),
  /**
   * The page that asks for the PIN: shows what was asked for in that frame, and opens nothing else.
   * Refused as `lock.unlock` is.
   */
  v.object({
    type: v.literal('reveal'),
    pin: v.pipe(v.string(), v.maxLength(100)),
    tabId: v.pipe(v.number(), v.integer()),
    frameId: v.pipe(v.number(), v.integer()),
    document: v.pipe(v.string(), v.maxLength(100)),
    ...ElementId.entries,
  }),
  /** What is installed: looks anew, and answers with `store`. */
  v.object({ type: v.literal('store.get') }),
  v.object({ type: v.literal('store.install'), source: InstallSource }),
  v.object({ type: v.literal('store.pause') }),
  v.object({ type: v.literal('store.resume') }),
  v.object({ type: v.literal('store.cancel') }),
  v.object({ type: v.literal('store.verify'), id: BuildId }),
  /** A build that is in use is unloaded first, and no guard is chosen then. */
  v.object({ type: v.literal('store.remove'), id: BuildId }),
  /** All of these are answered with `engines`. */
  v.object({ type: v.literal('engines.get') }),
  v.object({ type: v.literal('engines.order'), order: Ladder }),
  /**
   * Turning it on means that the person has read what is sent to whom. The host permission must
   * have been granted before, and Firefox's consent to data collection.
   */
  v.object({
    type: v.literal('engines.server'),
    change: v.object({
      on: v.optional(v.boolean()),
      /** As a person writes it; `core/engines.ts` reads it. */
      address: v.optional(v.pipe(v.string(), v.maxLength(500))),
      model: v.optional(v.pipe(v.string(), v.maxLength(200))),
      scope: v.optional(Scope),
    }),
  }),
  v.object({
    type: v.literal('engines.hosted'),
    change: v.object({
      on: v.optional(v.boolean()),
      address: v.optional(v.pipe(v.string(), v.maxLength(500))),
      scope: v.optional(Scope),
      judging: v.optional(Judging),
    }),
  }),
  /** Null: forget it. It is never told to anybody again, but for its last letters. */
  v.object({
    type: v.literal('engines.key'),
    engine: Remote,
    key: v.nullable(v.pipe(v.string(), v.maxLength(500))),
  }),
  /** Whether this site's content may be sent to this engine; null: as its scope has it. */
  v.object({
    type: v.literal('engines.site'),
    site: Site,
    engine: Remote,
    send: v.nullable(v.boolean()),
  }),
  /** Null: as everywhere. */
  v.object({ type: v.literal('engines.siteOrder'), site: Site, order: v.nullable(Ladder) }),
  v.object({
    type: v.literal('engines.neverSend'),
    added: v.array(Site),
    removed: v.array(Site),
  }),
  /** Asks the engine one harmless question; answered with `test` too. */
  v.object({ type: v.literal('engines.test'), engine: Remote }),
  /**
   * What the guard on this device says of these texts; answered with `samples`. Nothing of them is
   * sent anywhere or kept.
   */
  v.object({
    type: v.literal('sample.judge'),
    texts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(MAX_SAMPLE))), v.maxLength(MAX_SAMPLES)),
  }),
  /** What was flagged in the last seven days; answered with `summary`. */
  v.object({ type: v.literal('summary.get') }),
  /** All of these are answered with `lock`, also where they are refused. */
  LockRequest,
  /** All of these are answered with `backup`. */
  BackupRequest,
  /** What a bug report can say; answered with `diagnostics`. */
  v.object({ type: v.literal('diagnostics.get') }),
  /** Answered with `review`. */
  ReviewRequest,
]);
export type UiRequest = v.InferOutput<typeof UiRequest>;

/** `error` is a plain sentence for the person who asked. */
export const UiAnswer = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    mode: v.optional(SiteMode),
    guard: v.optional(GuardState),
    settings: v.optional(GuardSettings),
    store: v.optional(StoreView),
    /** A `data:` address; null where there is no picture to be had. */
    thumbnail: v.optional(v.nullable(v.string())),
    engines: v.optional(EnginesView),
    pace: v.optional(PaceSettings),
    preferences: v.optional(Preferences),
    protection: v.optional(v.object({ holds: Protection, own: ProtectionChange })),
    /** With `site.get`: an organisation has locked whether this site is on. */
    siteFixed: v.optional(v.boolean()),
    /** With `site.get`: what may be sent of this site, and to whom. */
    sending: v.optional(SiteSending),
    test: v.optional(EngineTest),
    samples: v.optional(v.array(v.object({ verdict: Verdict, practice: v.boolean() }))),
    summary: v.optional(WeekSummary),
    lock: v.optional(LockView),
    review: v.optional(ReviewAnswer),
    /** Of a lock that was set up or recovered: to be shown this once. */
    recoveryCode: v.optional(v.string()),
    backup: v.optional(BackupView),
    diagnostics: v.optional(DiagnosticsView),
  }),
  v.object({
    ok: v.literal(false),
    error: v.string(),
    /** Where an organisation's policy does not let a person change it: what. */
    locked: v.optional(Lockable),
    /** Where the lock refused: why, and how it stands. */
    refusal: v.optional(LockRefusalReason),
    lock: v.optional(LockView),
  }),
]);
export type UiAnswer = v.InferOutput<typeof UiAnswer>;

/** Background → popup over the port `ui`: at once on connecting, then on every change. */
export const UiEvent = v.variant('type', [
  v.object({ type: v.literal('guard'), guard: GuardState }),
  v.object({ type: v.literal('site'), site: Site, mode: SiteMode }),
  v.object({ type: v.literal('settings'), settings: GuardSettings }),
  /** At most a few times a second while an installation runs. */
  v.object({ type: v.literal('store'), store: StoreView }),
  v.object({ type: v.literal('engines'), engines: EnginesView }),
  v.object({ type: v.literal('preferences'), preferences: Preferences }),
  /** On connecting, and whenever it was opened, closed, tried or changed. */
  v.object({ type: v.literal('lock'), lock: LockView }),
  /** On connecting, and when an organisation's policy has changed. */
  v.object({ type: v.literal('policy'), policy: PolicyView }),
  /** Entries of the review store are others now; at most once or twice a second. */
  v.object({ type: v.literal('reviewed') }),
  /** Another frame of this tab is screened now: ports opened before do not reach it. */
  v.object({ type: v.literal('frame'), tabId: v.number(), frameId: v.number() }),
]);
export type UiEvent = v.InferOutput<typeof UiEvent>;
