/**
 * The background: wiring only. Every listener is registered before anything is awaited, because
 * the browser starts this program for one event and delivers it at once; what an event needs of
 * the stored state it awaits by `started`.
 */
import * as v from 'valibot';
import { GuardBuild } from '../core/guard-build';
import { languageOf } from '../core/language';
import { pbkdf2 } from '../core/lock/secret';
import { siteOf } from '../core/site';
import { keepAlarm, onAlarm, setAlarm } from '../platform/alarms';
import {
  budgetMemory,
  detectLanguage,
  historyMemory,
  installationMemory,
  loadFrames,
  loadWanted,
  openTabs,
  placeOf,
  portLink,
  saveFrames,
  saveWanted,
  sendToFrame,
  toolbarButton,
  unlockMemory,
} from '../platform/background-link';
import { browser, type Runtime } from '../platform/browser';
import {
  framesIn,
  injectInto,
  mayRead,
  registeredSites,
  registerSites,
  runIn,
  unregisterSites,
} from '../platform/content-script';
import type { EnginesView } from '../platform/engines-protocol';
import { drawImages, drawnImage, giveImages } from '../platform/image-handover';
import { onManagedChanged } from '../platform/managed';
import { documentOfPort, PORT, StartRequest, StyleRequest } from '../platform/messages';
import {
  askOffscreen,
  closeOffscreen,
  createOffscreen,
  HostPortName,
  isOffscreenPage,
  offscreenExists,
} from '../platform/offscreen';
import { openWelcome } from '../platform/pages';
import { persistStorage } from '../platform/persistence';
import { style } from '../platform/protection-styles';
import { isContentScript, isExtensionPage } from '../platform/provenance';
import { mayCollect } from '../platform/sending';
import { liveliness, wakefulness } from '../platform/stay-awake';
import { closeStorageToContentScripts, localSettings } from '../platform/storage';
import { openUnlock } from '../platform/unlock-window';
import { around as makeAround } from './around';
import { Badge } from './badge';
import { ruleOf } from './belonging';
import { VerdictCache } from './cache';
import { Embedded } from './embedded';
import type { Engine, GuardIdentity } from './engines/engine';
import { LocalEngine } from './engines/local';
import { Budget } from './engines/remote/budget';
import { History } from './engines/remote/history';
import { HostedEngine } from './engines/remote/hosted';
import { ServerEngine } from './engines/remote/server';
import { Frames } from './frames';
import { GuardChoice } from './guard-choice';
import { GuardStore } from './guard-store';
import { drawSvg } from './hosts/draw';
import { eventPageHosts } from './hosts/event-page';
import type { GuardHost, StoreHost } from './hosts/host';
import { type HostPort, OffscreenDocument } from './hosts/offscreen';
import { spawnGuard, spawnStore } from './hosts/spawn';
import { ImageFetcher } from './images/fetch';
import { Images } from './images/images';
import { type DrawSvg, pictureOf } from './images/picture';
import { Shelf } from './images/shelf';
import { Thumbnails } from './images/thumbnail';
import { Keys } from './keys';
import { Ladder } from './ladder';
import { Lock } from './lock';
import { LockStore } from './lock-store';
import { ManagedGuard } from './managed-guard';
import { Network } from './network';
import { Pace } from './pace';
import { Pages } from './pages';
import { Policy } from './policy';
import { Preferences } from './preferences';
import { ScreeningQueue } from './queue';
import { Revealing } from './revealing';
import { Review } from './review/wire';
import { Samples } from './samples';
import { WeeklySummary } from './summary';
import { Ui } from './ui';
import { Wanted } from './wanted';

/* ── parts ─────────────────────────────────────────────────────────────────── */

/** A picture for a list is not worth waiting for longer. */
const DRAW_MS = 3_000;
/** Rings when an engine that rests may be asked again. */
const REST_ALARM = 'rest';
/** Rings when entries of the review store may have become too old, or too many. */
const RETAIN_ALARM = 'retain';
/** Rings when the lock is no longer open. */
const LOCK_ALARM = 'lock';

const { hosts, acceptHost, stay, stayForAnswers, draw } = workerHosts();
closeStorageToContentScripts();
const settings = localSettings();
const badge = new Badge(toolbarButton);
const frames = new Frames({
  load: loadFrames,
  save: saveFrames,
  tabs: openTabs,
  navigated(tabId) {
    badge.forget(tabId);
    around.navigated(tabId);
  },
  joined: (tabId, frameId) => ui.tell({ type: 'frame', tabId, frameId }),
  counted: (tabId, counts) => badge.show(tabId, counts),
});

const engine = new LocalEngine({
  host: hosts.guard,
  urlOf: (path) => browser.runtime.getURL(path),
  identityAt,
  stateChanged(guard) {
    ui.tell({ type: 'guard', guard });
    around.guardChanged(guard);
  },
  recovered: () => pages.askAgain(false),
  gaveUp: () => pages.askAgain(false),
});
const images = new Images({
  fetcher: new ImageFetcher({ permitted: mayFetch, busy: (isBusy) => stay('images', isBusy) }),
  shelf: new Shelf(),
});
giveImages((token) => images.give(token));
const thumbnails = new Thumbnails({ images, draw });

const budget = new Budget(budgetMemory);
const history = new History(historyMemory);
const remote = (name: string) => ({
  changed: () => enginesChanged(network.view),
  recovered: () => pages.askAgain(false),
  picture: (token: string) => pictureToSend(token),
  stay: (awake: boolean) => stayForAnswers(name, awake),
  wakeAt: (time: number) => setAlarm(REST_ALARM, time),
});
const server = new ServerEngine(remote('server'));
const hosted = new HostedEngine({ ...remote('hosted'), budget, history });

const review = new Review({
  draw,
  images,
  detectLanguage,
  tell: () => ui.tell({ type: 'reviewed' }),
  reconsider: (all) => pages.reconsider(all),
  wakeAt: (time) => keepAlarm(RETAIN_ALARM, time),
});
const { judging } = review;
const cache = new VerdictCache();
const detail = () => choice.detail;
const queueOf = (asked: Engine, ownLine = false) =>
  new ScreeningQueue({
    engine: asked,
    cache,
    images,
    detail,
    judging,
    ownLine,
    ran: (run) => around.ran(asked.name)(run),
  });
const queues = {
  local: queueOf(engine),
  server: queueOf(server, true),
  hosted: queueOf(hosted, true),
};
const network = new Network({
  settings,
  keys: new Keys(),
  engines: { server, hosted },
  budget,
  mayRead,
  mayCollect,
  interrupt() {
    queues.server.interruptAll();
    queues.hosted.interruptAll();
  },
  askAgain: () => pages.askAgain(false),
  changed: enginesChanged,
});
const ladder = new Ladder(queues, (origin) => network.routeOf(origin));

const choice = new GuardChoice({
  settings,
  engine,
  interrupt() {
    for (const queue of Object.values(queues)) queue.interruptAll();
  },
  askAgain: () => pages.askAgain(true),
  changed: (guardSettings) => ui.tell({ type: 'settings', settings: guardSettings }),
});
const store = new GuardStore({
  host: hosts.store,
  memory: installationMemory,
  changed(view) {
    ui.tell({ type: 'store', store: view });
    around.storeChanged(view);
  },
  installed: (build) => {
    managedGuard
      .follow({ again: true })
      // While the policy's is waited for, no other comes into use by itself.
      .then((isAwaited) => (isAwaited ? undefined : choice.installed(build)))
      .catch((error) => console.error('seawall: could not use the new guard', error));
  },
  release: (id) => choice.release(id),
});

const managedGuard = new ManagedGuard({ settings, store, changed: () => choice.settingsChanged() });

const policy = new Policy({
  settings,
  scripts: {
    registered: () => registeredSites(holds),
    register: (sites) => registerSites(sites, holds),
    unregister: unregisterSites,
    inject: injectInto,
  },
  mayRead,
  changed(site, mode) {
    if (mode === 'off') pages.stop();
    void network.sitesChanged();
    void preferences.sitesChanged();
    ui.tell({ type: 'site', site, mode });
    around.sitesChanged();
  },
});

const wanted = new Wanted({
  load: loadWanted,
  save: saveWanted,
  mayRead,
  async turnOn(site) {
    await lock.require('sites');
    await policy.set(site, 'screen');
  },
});

const embedded = new Embedded({
  modeOf: (site) => policy.modeOf(site),
  mayRead,
  look: framesIn,
  run: runIn,
});

const lock = new Lock({
  store: new LockStore(),
  session: unlockMemory,
  derive: pbkdf2(crypto.subtle),
  random: (bytes) => crypto.getRandomValues(bytes),
  now: () => Date.now(),
  wakeAt: (time) => setAlarm(LOCK_ALARM, time),
  changed: (view) => ui.tell({ type: 'lock', lock: view }),
});

const started = start();
const pace = new Pace({ settings, changed: () => pages.paceChanged() });
const preferences = new Preferences({
  settings,
  changed(chosen) {
    review.follow(chosen);
    ui.tell({ type: 'preferences', preferences: chosen });
    around.chosen();
    pages.protectionChanged();
    policy
      .registrationChanged()
      .catch((error) =>
        console.error('seawall: could not put the content scripts in order', error),
      );
  },
});
const around = makeAround({
  settings,
  policy,
  wanted,
  lock,
  preferences,
  network,
  engine,
  store,
  frames,
  badge,
  reviews: review.store,
  images,
  detail,
  started,
  askAgain: () => pages.reconsider(true),
  replaced: settingsReplaced,
});
const revealing = new Revealing({
  require: () => lock.require('reveal'),
  askForPin: openUnlock,
});
const pages = new Pages({
  pace: () => pace.current,
  protectionOf: (site) => ({
    protection: preferences.protectionOf(site),
    language: languageOf(preferences.current.language, globalThis.navigator?.languages ?? []),
  }),
  mayReveal: (asked) => revealing.may(asked),
  queue: ladder,
  frames,
  modeOf: (site) => policy.modeOf(site),
  started,
  hasFrames: (tabId) => embedded.wanted(tabId),
  judged: (judged) => review.note(judged),
  sendTo: sendToFrame,
});
const ui = new Ui({
  started,
  lock,
  policy,
  wanted,
  guard: {
    get state() {
      return engine.state;
    },
    get settings() {
      return choice.settings;
    },
    choose: (source) => choice.choose(source),
    setIdle: (minutes) => choice.setIdle(minutes),
    setDetail: (detail) => choice.setDetail(detail),
    retry: () => engine.retry(),
    wake: () => engine.wake(),
  },
  reveal: (asked) => pages.reveal(asked),
  thumbnails,
  engines: network,
  pace,
  preferences,
  managed: () => settings.policy(),
  samples: new Samples(queues.local),
  summary: new WeeklySummary({ reviews: review.store, now: () => Date.now() }),
  review,
  store,
  backups: around.backups,
  diagnostics: around.diagnostics,
});

/* ── listeners ─────────────────────────────────────────────────────────────── */

browser.runtime.onConnect.addListener((port) => {
  const { sender } = port;
  const document = documentOfPort(port.name);
  if (document !== null && isContentScript(sender)) {
    pages.accept({ ...portLink(port), sender: { ...placeOf(sender), document } });
  } else if (port.name === PORT.ui && isExtensionPage(sender)) {
    ui.accept(portLink(port));
  } else if (
    v.is(HostPortName, port.name) &&
    isExtensionPage(sender) &&
    isOffscreenPage(sender?.url)
  ) {
    acceptHost(port.name, portLink(port));
  } else {
    port.disconnect();
  }
});

browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
  if (isExtensionPage(sender)) return ui.request(raw) ?? undefined;
  if (isContentScript(sender)) return (styles(raw, sender) ?? starts(raw, sender)) || undefined;
  return undefined;
});

browser.permissions.onAdded.addListener(() => {
  around.permissionsAdded();
  void started.then(() => {
    void wanted.permissionsAdded();
    void policy.permissionsAdded();
    void network.permissionsChanged();
    // It may be where the images of some page are, which could not be read up to now…
    pages.askAgain(false);
    // … or its frames.
    lookForFrames();
  });
});

browser.permissions.onRemoved.addListener(() => {
  void started.then(() => {
    void policy.permissionsRemoved();
    void network.permissionsChanged();
    void stopWhereForbidden();
  });
});

onAlarm(REST_ALARM, () => {
  void started.then(() => {
    // One that still rests rings again by itself.
    if (server.status !== 'failed' && hosted.status !== 'failed') pages.askAgain(false);
  });
});

onAlarm(RETAIN_ALARM, () => {
  void started.then(() => review.retain());
});

onAlarm(LOCK_ALARM, () => {
  lock.tidy().catch((error) => console.error('seawall: could not close the lock', error));
});

browser.runtime.onInstalled.addListener(({ reason }) => {
  void started.then(async () => {
    if (reason === 'install' && !preferences.current.welcomed) await openWelcome();
    await policy.injectAll();
  });
});

// That the browser starts us is enough for all else: `start` puts it in order.
browser.runtime.onStartup.addListener(() => {
  void started.then(() => followManagedGuard(true));
});

onManagedChanged(() => {
  void started.then(takePolicy);
});

/* ── the rest ──────────────────────────────────────────────────────────────── */

interface WorkerHosts {
  hosts: { guard: GuardHost; store: StoreHost };
  /** Takes a port that the offscreen document has opened. */
  acceptHost(name: HostPortName, port: HostPort): void;
  /** Keeps this program from being suspended, where nothing else does. */
  stay(who: string, awake: boolean): void;
  /** A picture of an SVG. */
  draw: DrawSvg;
  /** The same while a server is asked. */
  stayForAnswers(who: string, awake: boolean): void;
}

function drawn(svg: Blob, side: number): Promise<ImageBitmap | null> {
  return drawnImage(svg, side, DRAW_MS);
}

/** The build's mode decides, so that neither browser's build carries the other's host. */
function workerHosts(): WorkerHosts {
  if (import.meta.env.MODE === 'firefox') {
    const { stay } = wakefulness();
    drawImages(drawSvg);
    return {
      hosts: eventPageHosts({ spawnGuard, spawnStore, stay, persist: persistStorage }),
      acceptHost: (_name, port) => port.disconnect(),
      stay,
      stayForAnswers: stay,
      draw: drawn,
    };
  }
  const offscreen = new OffscreenDocument({
    exists: offscreenExists,
    create: createOffscreen,
    close: closeOffscreen,
    ask: askOffscreen,
  });
  return {
    hosts: offscreen.hosts(),
    acceptHost: (name, port) => offscreen.accept(name, port),
    // Each image that ends is a message to its page, and that comes before Chrome's time is up.
    stay: () => {},
    stayForAnswers: liveliness().stay,
    // A service worker cannot draw one, and without a guard there is no document.
    draw: (svg, side) => offscreen.during(() => drawn(svg, side)),
  };
}

/** Never rejects: what cannot be read is as if it were not there, and the log says so. */
async function start(): Promise<void> {
  // Let the parts above come into being first.
  await Promise.resolve();
  const attempt = (what: string, act: () => Promise<void>): Promise<void> =>
    act().catch((error) => console.error(`seawall: could not ${what}`, error));
  await Promise.all([
    attempt('read the list of frames', () => frames.start()),
    attempt('read which guard is chosen', () => choice.start()),
    attempt('read what may be sent to whom', () => network.start()),
    attempt('read when pages wait', () => pace.start()),
    // How scripts are registered depends on it.
    attempt('read what else was chosen', () => preferences.start()).then(() =>
      attempt('put the content scripts in order', () => policy.start()),
    ),
    attempt('read what sites were like', () => history.start()),
  ]);
  review.start(preferences.current);
  await attempt('say what is around the page', () => around.start());
  // After the choice: a build that was installed meanwhile may come into use.
  await attempt('go on with an installation', () => store.start());
  void followManagedGuard(false);
}

/** An organisation has set something else: every part takes what holds now. */
async function takePolicy(): Promise<void> {
  await settings.policyChanged();
  await settingsReplaced();
  await followManagedGuard(true);
}

/** Other settings hold than a moment ago. */
async function settingsReplaced(): Promise<void> {
  const parts = [choice, network, pace, preferences, policy].map((part) => part.settingsChanged());
  for (const part of await Promise.allSettled(parts)) {
    if (part.status === 'rejected') console.error('seawall: could not take settings', part.reason);
  }
  await ui.policyChanged();
}

function enginesChanged(engines: EnginesView): void {
  ui.tell({ type: 'engines', engines });
  around.enginesChanged(engines);
}

async function followManagedGuard(again: boolean): Promise<void> {
  await managedGuard
    .follow({ again })
    .catch((error) => console.error('seawall: could not see to the guard of the policy', error));
}

const holds = (site: string): boolean => preferences.protectionOf(site).hold;

/** The frame of a content script, and what it follows once all is known; null: nothing of ours runs there. */
function asking(sender: Runtime.MessageSender) {
  const { tabId, frameId, url, origin, top } = placeOf(sender);
  const site = siteOf(url) ?? siteOf(origin);
  const place = { site, top: frameId === 0 ? site : siteOf(top) };
  const documentId: unknown = 'documentId' in sender ? sender.documentId : undefined;
  const document = typeof documentId === 'string' ? documentId : undefined;
  const rule = started.then(() => ruleOf(place, (each) => policy.modeOf(each)));
  return { tabId, frameId, document, site, rule };
}

/** The content script for a frame that has loaded; null where that is none of our messages. */
function starts(raw: unknown, sender: Runtime.MessageSender): Promise<boolean> | null {
  if (!v.is(StartRequest, raw)) return null;
  const { tabId, frameId, document, rule } = asking(sender);
  return rule.then(async (on) => {
    if (on !== null) await runIn(tabId, [{ frameId, document }]);
    return on !== null;
  });
}

/** Styles for a content script's own frame; null where that is none of our messages. */
function styles(raw: unknown, sender: Runtime.MessageSender): Promise<boolean> | null {
  const asked = v.safeParse(StyleRequest, raw);
  if (!asked.success) return null;
  const which = asked.output.style;
  const { tabId, frameId, document, site, rule: rules } = asking(sender);
  return rules
    .then(async (rule) => {
      if (rule === null || (which === 'hold' && !holds(rule))) return false;
      await style({ tabId, frameId, documentId: document }, which);
      if (which === 'hold' && frameId !== 0 && site) pages.frameHolds(tabId, site);
      return true;
    })
    .catch((error) => {
      // No answer at all: what is held stays so, as long as it may.
      console.debug('seawall: could not style a frame', error);
      throw error;
    });
}

/** In every page that is on: what it has frames of may be allowed since. */
function lookForFrames(): void {
  for (const { tabId, frameId } of frames.all()) if (frameId === 0) embedded.wanted(tabId);
}

/** Frames of sites whose permission the person has taken away. */
async function stopWhereForbidden(): Promise<void> {
  const sites = [...new Set(frames.all().flatMap(({ site }) => site ?? []))];
  const may = await Promise.all(sites.map((site) => mayRead(site)));
  const lost = new Set(sites.filter((_, i) => !may[i]));
  if (lost.size === 0) return;
  const tabs = new Set(frames.all().flatMap((f) => (f.site && lost.has(f.site) ? f.tabId : [])));
  // One of an opaque origin may be theirs; where it is not, the next look finds it again.
  pages.stop(({ site, tabId }) => (site === null ? !tabs.has(tabId) : !lost.has(site)));
  for (const tabId of tabs) embedded.wanted(tabId);
}

async function mayFetch(url: string): Promise<boolean> {
  const site = siteOf(url);
  return site !== null && mayRead(site);
}

/** Pixels of the longer side of what is sent: enough for a guard, and no more than is needed. */
const SENT_SIDE = 768;

async function pictureToSend(token: string): Promise<string | null> {
  const image = await images.give(token);
  if (!image?.ok) return null;
  const options = { side: SENT_SIDE, type: 'image/jpeg', quality: 0.85, draw } as const;
  return pictureOf(new Blob([image.bytes]), options).catch(() => null);
}

async function identityAt(url: string): Promise<GuardIdentity | null> {
  const response = await fetch(`${url}build.json`);
  if (!response.ok) return null;
  const build = v.safeParse(v.pick(GuardBuild, ['id', 'practice']), await response.json());
  return build.success ? build.output : null;
}
