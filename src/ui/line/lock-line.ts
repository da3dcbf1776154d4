/**
 * The lock, as a page of ours sees it: how it stands, and the PIN that is asked for when the
 * background has refused something. All that waits for the PIN goes on when it is given, on this
 * page or on another.
 */
import { batch, signal } from '@preact/signals';
import type { LockRefusalReason, LockRequest, LockView } from '../../platform/lock-protocol';
import type { UiAnswer } from '../../platform/messages';

/** Its hash takes a slow machine seconds, and `lock.recover` computes three. */
export const LOCK_PATIENCE_MS = 60_000;

export type LockTrouble = LockRefusalReason | 'no-answer';
export type LockOutcome =
  | { done: true /** To be shown this once. */; recoveryCode: string | null }
  | { done: false; reason: LockTrouble };

export type Secret = 'pin' | 'code';

export class LockLine {
  /** Null until the background has told. */
  readonly view = signal<LockView | null>(null);
  /** A person is asked for the PIN. */
  readonly asked = signal(false);
  /** Until when no PIN, or no code, can be tried; milliseconds since 1970. */
  readonly waitUntil = signal<Readonly<Record<Secret, number>>>({ pin: 0, code: 0 });

  readonly #ask: (request: LockRequest, patienceMs: number) => Promise<UiAnswer>;
  #waiting: ((opened: boolean) => void)[] = [];
  /** A new recovery code is shown or about to be: the dialog stays until it has been read. */
  #stays = false;
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (request: LockRequest, patienceMs: number) => Promise<UiAnswer>) {
    this.#ask = ask;
  }

  take(view: LockView): void {
    clearTimeout(this.#closing);
    batch(() => {
      this.view.value = view;
      if (view.status === 'locked' || view.status === 'unlocked') {
        const now = Date.now();
        const until = (ms: number): number => (ms > 0 ? now + ms : 0);
        this.waitUntil.value = { pin: until(view.pinWaitMs), code: until(view.codeWaitMs) };
      }
    });
    if (view.status === 'unlocked') {
      const { until: _, ...rest } = view;
      this.#closing = setTimeout(
        () => this.take({ ...rest, status: 'locked' }),
        Math.max(0, view.until - Date.now()),
      );
    }
    if (view.status === 'unlocked' || view.status === 'off') this.#end(true);
  }

  /** Asks for the PIN; resolves with whether the lock is open now. */
  opened(): Promise<boolean> {
    this.asked.value = true;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Whether showing what is covered asks for the PIN now. */
  guardsReveal(): boolean {
    const view = this.view.value;
    return (
      view === null || view.status === 'unreadable' || (view.status === 'locked' && view.reveal)
    );
  }

  unlock(pin: string): Promise<LockOutcome> {
    return this.request({ type: 'lock.unlock', pin });
  }

  async recover(code: string, pin: string): Promise<LockOutcome> {
    this.#stays = true;
    const outcome = await this.request({ type: 'lock.recover', code, pin });
    if (!outcome.done) this.#stays = false;
    return outcome;
  }

  /** The new code has been read. */
  read(): void {
    this.#stays = false;
    this.#end(true);
  }

  cancel(): void {
    this.#stays = false;
    const view = this.view.value;
    this.#end(view?.status === 'unlocked');
  }

  async request(request: LockRequest): Promise<LockOutcome> {
    try {
      const answer = await this.#ask(request, LOCK_PATIENCE_MS);
      if (answer.lock) this.take(answer.lock);
      if (answer.ok) return { done: true, recoveryCode: answer.recoveryCode ?? null };
      return { done: false, reason: answer.refusal ?? 'no-answer' };
    } catch {
      return { done: false, reason: 'no-answer' };
    }
  }

  stop(): void {
    clearTimeout(this.#closing);
    this.#stays = false;
    this.#end(false);
  }

  #end(opened: boolean): void {
    if (this.#stays) return;
    this.asked.value = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(opened);
  }
}
