/** A page's line to the background: events over a port, requests with answers beside it. */
import { signal } from '@preact/signals';
import * as v from 'valibot';
import type { PolicyView } from '../../core/lockable';
import { UiAnswer, UiEvent, type UiRequest } from '../../platform/messages';
import type { UiLink } from '../../platform/ui-link';
import { chooseLanguage } from '../spoken';
import { lockWords } from '../strings-lock';
import { managedWords } from '../strings-managed';
import { type Connection, keepConnected } from './connection';
import { LockLine } from './lock-line';

/** How things stand with the background. `silent`: it had its time and said nothing. */
export type BackgroundState = 'waiting' | 'answering' | 'silent';
/** What of the browser this line is made of. */
export type LineLink = Pick<UiLink, 'openBackground' | 'ask'>;

/** A killed background needs about half a second to come back. */
const PATIENCE_MS = 4000;
const ANSWER_PATIENCE_MS = 8000;

export interface BackgroundEvents {
  event(event: UiEvent): void;
  /** What happened while no port was open was told to nobody: ask for what is not told again. */
  missed(): void;
}

export class BackgroundLine {
  readonly state = signal<BackgroundState>('waiting');
  /** What an organisation has set and locked. */
  readonly policy = signal<PolicyView>({ set: [], locked: [] });
  readonly lock = new LockLine((request, patienceMs) => this.#askOnce(request, patienceMs));

  readonly #link: LineLink;
  readonly #events: BackgroundEvents;
  #connection: Connection | null = null;
  #heard = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: LineLink, events: BackgroundEvents) {
    this.#link = link;
    this.#events = events;
  }

  open(life: AbortSignal): void {
    this.#expect();
    life.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      this.lock.stop();
    });
    this.#connection = keepConnected(
      (events) => this.#link.openBackground(events),
      { message: (raw, epoch) => this.#take(raw, epoch), end: () => this.#expect() },
      life,
    );
  }

  again(): void {
    this.state.value = 'waiting';
    this.#expect();
    this.#connection?.again();
  }

  /**
   * Where the lock refuses, the PIN is asked for, and then the same once more. Rejects where no
   * answer, or none that can be understood, came in time.
   */
  async ask(request: UiRequest, patienceMs = ANSWER_PATIENCE_MS): Promise<UiAnswer> {
    for (;;) {
      const answer = await this.#askOnce(request, patienceMs);
      if (answer.lock) this.lock.take(answer.lock);
      if (answer.ok) return answer;
      if (answer.locked) return { ...answer, error: managedWords.refused(answer.locked) };
      if (answer.refusal === undefined) return answer;
      const isOpen = answer.refusal === 'locked' && (await this.lock.opened());
      // In the language that is spoken here.
      if (!isOpen) return { ...answer, error: lockWords.refusals[answer.refusal] };
    }
  }

  async #askOnce(request: UiRequest, patienceMs: number): Promise<UiAnswer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${request.type}: no answer within ${patienceMs / 1000} s`)),
        patienceMs,
      );
    });
    try {
      return v.parse(UiAnswer, await Promise.race([this.#link.ask(request), late]));
    } finally {
      clearTimeout(timer);
    }
  }

  #take(raw: unknown, epoch: number): void {
    const parsed = v.safeParse(UiEvent, raw);
    if (!parsed.success) return;
    clearTimeout(this.#timer);
    const missed = this.#heard !== epoch || this.state.value === 'silent';
    this.#heard = epoch;
    this.state.value = 'answering';
    if (parsed.output.type === 'preferences') chooseLanguage(parsed.output.preferences.language);
    else if (parsed.output.type === 'lock') this.lock.take(parsed.output.lock);
    else if (parsed.output.type === 'policy') this.policy.value = parsed.output.policy;
    this.#events.event(parsed.output);
    if (missed) this.#events.missed();
  }

  #expect(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.state.value = 'silent';
    }, PATIENCE_MS);
  }
}
