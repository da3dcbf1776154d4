/**
 * The background: wiring only. Parts come into being here and get each other; nothing is awaited
 * before `listeners.ts` listens, because the browser starts this program for one event and delivers
 * it at once.
 */
import { languageOf } from '../core/language';
import { pbkdf2 } from '../core/lock/secret';
import { keepAlarm, setAlarm } from '../platform/alarms';
import {
  budgetMemory,
  detectLanguage,
  historyMemory,
  installationMemory,
  loadFrames,
  loadWanted,
  openTabs,
  saveFrames,
  saveWanted,
  sendToFrame,
  toolbarButton,
  unlockMemory,
} from '../platform/background-link';
import { browser } from '../platform/browser';
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
import { giveImages } from '../platform/image-handover';
import { mayCollect } from '../platform/sending';
import { closeStorageToContentScripts, localSettings } from '../platform/storage';
import { openUnlock } from '../platform/unlock-window';
import { around as makeAround } from './around';
import { Badge } from './badge';
import { VerdictCache } from './cache';
import { Embedded } from './embedded';
import type { Engine } from './engines/engine';
import { identityAt } from './engines/identity';
import { LocalEngine } from './engines/local';
import { Budget } from './engines/remote/budget';
import { History } from './engines/remote/history';
import { HostedEngine } from './engines/remote/hosted';
import { ServerEngine } from './engines/remote/server';
import { frameRequests } from './frame-requests';
import { Frames } from './frames';
import { GuardChoice } from './guard-choice';
import { GuardStore } from './guard-store';
import { workerHosts } from './hosting';
import { ImageFetcher } from './images/fetch';
import { Images } from './images/images';
import { pictureToSend } from './images/sent';
import { Shelf } from './images/shelf';
import { Thumbnails } from './images/thumbnail';
import { Keys } from './keys';
import { Ladder } from './ladder';
import { LOCK_ALARM, listen, REST_ALARM, RETAIN_ALARM } from './listeners';
import { Lock } from './lock';
import { LockStore } from './lock-store';
import { ManagedGuard } from './managed-guard';
import { Network } from './network';
import { Pace } from './pace';
import { Pages } from './pages';
import { Permitted } from './permitted';
import { Policy } from './policy';
import { Preferences } from './preferences';
import { ScreeningQueue } from './queue';
import { Revealing } from './revealing';
import { Review } from './review/wire';
import { Samples } from './samples';
import { starting } from './starting';
import { WeeklySummary } from './summary';
import { Ui } from './ui';
import { Wanted } from './wanted';

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
  fetcher: new ImageFetcher({
    permitted: (url) => permitted.mayFetch(url),
    busy: (isBusy) => stay('images', isBusy),
  }),
  shelf: new Shelf(),
});
giveImages((token) => images.give(token));
const thumbnails = new Thumbnails({ images, draw });

const budget = new Budget(budgetMemory);
const history = new History(historyMemory);
const remote = (name: string) => ({
  changed: () => enginesChanged(network.view),
  recovered: () => pages.askAgain(false),
  picture: (token: string) => pictureToSend(token, images, draw),
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
    // By its id alone an answer is known as this build's, and another has perhaps borne it before.
    cache
      .clear()
      .then(() => managedGuard.follow({ again: true }))
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

const permitted = new Permitted({ frames, embedded, pages: () => pages, mayRead });

const stages = starting(() => ({
  settings,
  frames,
  choice,
  network,
  pace,
  preferences,
  policy,
  history,
  review,
  around,
  store,
  managedGuard,
  ui,
}));
const started = stages.start();
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
  reviewed: () => review.changed(),
  replaced: () => stages.settingsReplaced(),
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

listen({
  started,
  starting: stages,
  pages,
  ui,
  acceptHost,
  frameRequest: frameRequests({
    started,
    modeOf: (site) => policy.modeOf(site),
    holds,
    frameHolds: (tabId, token) => pages.frameHolds(tabId, token),
    run: runIn,
  }),
  around,
  wanted,
  policy,
  network,
  permitted,
  engines: { server, hosted },
  review,
  lock,
  preferences,
});

function enginesChanged(engines: EnginesView): void {
  ui.tell({ type: 'engines', engines });
  around.enginesChanged(engines);
}

function holds(site: string): boolean {
  return preferences.protectionOf(site).hold;
}
