/** What extension pages may ask of the background. */
import * as v from 'valibot';
import type { GuardSource } from '../core/guard-source';
import type { ImageDetail, ImageSource } from '../core/image';
import type { Guarded } from '../core/lock/lock';
import { LockedError, type ManagedPolicy } from '../core/managed';
import { isSiteFixed, policyView } from '../core/managed-settings';
import type { PaceChange, PaceSettings } from '../core/pace';
import type { Preferences, PreferencesChange } from '../core/preferences';
import type { Protection, ProtectionChange } from '../core/protection';
import type { WeekSummary } from '../core/review/summary';
import type { BackupRequest, BackupView, DiagnosticsView } from '../platform/around-protocol';
import type { EnginesView, SiteSending } from '../platform/engines-protocol';
import type { GuardState } from '../platform/guard-protocol';
import type { LockRequest, LockView } from '../platform/lock-protocol';
import {
  type GuardSettings,
  type SiteMode,
  type UiAnswer,
  type UiEvent,
  UiRequest,
} from '../platform/messages';
import type { ReviewAnswer, ReviewRequest } from '../platform/review-protocol';
import type { StoreRequest, StoreView } from '../platform/store-protocol';
import { kindOf } from './diagnostics';
import { guardedAs } from './guarded';
import { type LockAnswer, LockRefusal } from './lock';
import type { EnginesRequest } from './network';
import type { RevealAsk } from './pages';
import { PolicyError } from './policy';
import type { Sample } from './samples';
import { words } from './strings';

export interface UiPort {
  postMessage(event: UiEvent): void;
  onDisconnect(listener: () => void): void;
}

export interface UiOptions {
  started: Promise<void>;
  lock: {
    /** Rejects with a `LockRefusal` where this is guarded and the lock is closed. */
    require(what: Guarded): Promise<void>;
    /** Rejects with a `LockRefusal` unless it is the PIN; opens nothing. */
    prove(pin: string): Promise<void>;
    request(request: LockRequest): Promise<LockAnswer>;
    view(): Promise<LockView>;
  };
  policy: {
    modeOf(site: string): SiteMode;
    set(site: string, mode: SiteMode): Promise<void>;
  };
  wanted: {
    note(site: string): Promise<void>;
    decided(site: string): Promise<void>;
  };
  guard: {
    readonly state: GuardState;
    readonly settings: GuardSettings;
    /** Remembers the choice and loads the guard. */
    choose(source: GuardSource | null): Promise<void>;
    retry(): void;
    setIdle(minutes: number): Promise<void>;
    setDetail(detail: ImageDetail): Promise<void>;
    /** Somebody looks: load the chosen guard. Resolves when `state` is true. */
    wake(): Promise<void>;
  };
  /** Shows an element that the lock guarded; false where its document has gone. */
  reveal(asked: RevealAsk): boolean;
  thumbnails: {
    /** Null where there is no picture to be had. */
    of(source: ImageSource, remember: boolean): Promise<string | null>;
  };
  engines: {
    readonly view: EnginesView;
    sendingOf(site: string): SiteSending;
    request(request: EnginesRequest): Promise<UiAnswer>;
  };
  pace: {
    readonly current: PaceSettings;
    set(change: PaceChange): Promise<void>;
  };
  preferences: {
    readonly current: Preferences;
    set(change: PreferencesChange): Promise<void>;
    protectionOf(site: string): Protection;
    ownProtectionOf(site: string): ProtectionChange;
    setSite(site: string, protection: ProtectionChange | null): Promise<void>;
  };
  /** What an organisation has set. */
  managed(): Promise<ManagedPolicy>;
  samples: { judge(texts: readonly string[]): Promise<Sample[]> };
  summary: { get(): Promise<WeekSummary> };
  backups: { request(request: BackupRequest): Promise<BackupView> };
  diagnostics: { readonly view: DiagnosticsView; failed(what: string): void };
  review: {
    request(request: ReviewRequest): Promise<ReviewAnswer>;
  };
  store: {
    readonly view: StoreView;
    /** Resolves when the store has answered. */
    request(request: StoreRequest): Promise<StoreView>;
  };
}

export class Ui {
  readonly #options: UiOptions;
  readonly #ports = new Set<UiPort>();

  constructor(options: UiOptions) {
    this.#options = options;
  }

  accept(port: UiPort): void {
    port.onDisconnect(() => this.#ports.delete(port));
    const { started, guard, engines, store, preferences, lock } = this.#options;
    void started.then(async () => {
      this.#ports.add(port);
      void lock.view().then((view) => send(port, { type: 'lock', lock: view }));
      send(port, { type: 'settings', settings: guard.settings });
      send(port, { type: 'store', store: store.view });
      send(port, { type: 'engines', engines: engines.view });
      send(port, { type: 'preferences', preferences: preferences.current });
      void this.#options
        .managed()
        .then((policy) => send(port, { type: 'policy', policy: policyView(policy) }));
      await guard.wake();
      send(port, { type: 'guard', guard: guard.state });
    });
  }

  async policyChanged(): Promise<void> {
    this.tell({ type: 'policy', policy: policyView(await this.#options.managed()) });
  }

  tell(event: UiEvent): void {
    for (const port of this.#ports) send(port, event);
  }

  /** Null where the message is none of ours to answer. */
  request(raw: unknown): Promise<UiAnswer> | null {
    const parsed = v.safeParse(UiRequest, raw);
    if (!parsed.success) return null;
    return this.#answer(parsed.output).catch(async (error: unknown) => {
      if (error instanceof LockRefusal) {
        const { message, reason } = error;
        return {
          ok: false,
          error: message,
          refusal: reason,
          lock: await this.#options.lock.view(),
        };
      }
      if (error instanceof LockedError)
        return { ok: false, error: words.locked[error.setting], locked: error.setting };
      if (error instanceof PolicyError) return { ok: false, error: error.message };
      console.error(`seawall: ${parsed.output.type} failed`, error);
      this.#options.diagnostics.failed(`${parsed.output.type} failed: ${kindOf(error)}`);
      return { ok: false, error: words.browserRefused(String(error)) };
    });
  }

  async #answer(request: UiRequest): Promise<UiAnswer> {
    const { started, policy, wanted, guard, engines, store, thumbnails, pace, preferences } =
      this.#options;
    const guarded = guardedAs(request);
    if (guarded !== null) await this.#options.lock.require(guarded);
    if (request.type === 'site.wanted') {
      await wanted.note(request.site);
      return { ok: true };
    }
    await started;
    switch (request.type) {
      case 'site.set':
        await wanted.decided(request.site);
        await policy.set(request.site, request.mode);
        return {
          ok: true,
          mode: policy.modeOf(request.site),
          sending: engines.sendingOf(request.site),
        };
      case 'site.get':
        // The site is known at once; the guard's state may still be on its way over the port.
        return {
          ok: true,
          mode: policy.modeOf(request.site),
          siteFixed: isSiteFixed(await this.#options.managed(), request.site),
          guard: guard.state,
          engines: engines.view,
          sending: engines.sendingOf(request.site),
        };
      case 'guard.choose':
        await guard.choose(request.source);
        break;
      case 'guard.retry':
        guard.retry();
        break;
      case 'guard.get':
        await guard.wake();
        break;
      case 'guard.idle':
        await guard.setIdle(request.minutes);
        break;
      case 'guard.detail':
        await guard.setDetail(request.detail);
        break;
      case 'pace.set':
        await pace.set(request.change);
        return { ok: true, pace: pace.current };
      case 'pace.get':
        return { ok: true, pace: pace.current };
      case 'preferences.set':
        await preferences.set(request.change);
        return { ok: true, preferences: preferences.current };
      case 'preferences.get':
        return { ok: true, preferences: preferences.current };
      case 'protection.set':
        await preferences.setSite(request.site, request.change);
        return this.#protection(request.site);
      case 'protection.get':
        return this.#protection(request.site);
      case 'reveal.may':
        return { ok: true };
      case 'reveal':
        await this.#options.lock.prove(request.pin).catch((error: unknown) => {
          // None is set up any more: then nothing guards it.
          if (!(error instanceof LockRefusal) || error.reason !== 'off') throw error;
        });
        if (this.#options.reveal(request)) return { ok: true };
        // The page that asked says so in its own words.
        return { ok: false, error: '' };
      case 'image.thumbnail': {
        // Unknown counts as private.
        const remember = request.private === false;
        return { ok: true, thumbnail: await thumbnails.of(request.source, remember) };
      }
      case 'store.get':
        return this.#stored(await store.request({ type: 'store.list' }));
      case 'engines.get':
      case 'engines.order':
      case 'engines.server':
      case 'engines.hosted':
      case 'engines.key':
      case 'engines.site':
      case 'engines.siteOrder':
      case 'engines.neverSend':
      case 'engines.test':
        return this.#options.engines.request(request);
      case 'sample.judge':
        return { ok: true, samples: await this.#options.samples.judge(request.texts) };
      case 'summary.get':
        return { ok: true, summary: await this.#options.summary.get() };
      case 'lock.get':
      case 'lock.setUp':
      case 'lock.unlock':
      case 'lock.lock':
      case 'lock.recover':
      case 'lock.change':
      case 'lock.newCode':
      case 'lock.remove':
      case 'lock.schedule':
        return { ok: true, ...(await this.#options.lock.request(request)) };
      case 'backup.get':
      case 'backup.export':
      case 'backup.preview':
      case 'backup.restore':
      case 'backup.undo':
        return { ok: true, backup: await this.#options.backups.request(request) };
      case 'diagnostics.get':
        return { ok: true, diagnostics: this.#options.diagnostics.view };
      case 'review.page':
      case 'review.count':
      case 'review.names':
      case 'review.get':
      case 'review.decide':
      case 'review.decideTogether':
      case 'review.undo':
      case 'review.forget':
      case 'review.forgetSite':
      case 'review.forgetAll':
      case 'review.report':
      case 'review.picture':
      case 'review.export':
      case 'review.import':
        return { ok: true, review: await this.#options.review.request(request) };
      default:
        return this.#stored(await store.request(request));
    }
    return { ok: true, guard: guard.state, settings: guard.settings };
  }

  #protection(site: string): UiAnswer {
    const { preferences } = this.#options;
    const holds = preferences.protectionOf(site);
    return { ok: true, protection: { holds, own: preferences.ownProtectionOf(site) } };
  }

  /** With the settings: a build that is removed may have been the chosen one. */
  #stored(store: StoreView): UiAnswer {
    return { ok: true, store, settings: this.#options.guard.settings };
  }
}

function send(port: UiPort, event: UiEvent): void {
  try {
    port.postMessage(event);
  } catch {
    // Closed a moment ago.
  }
}
