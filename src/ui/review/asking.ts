/** How every part of the review page asks the background: one line, one trouble, one lock. */
import { signal } from '@preact/signals';
import type { Preferences, PreferencesChange } from '../../core/preferences';
import type { LockView } from '../../platform/lock-protocol';
import type { UiAnswer, UiEvent, UiRequest } from '../../platform/messages';
import type { ReviewAnswer, ReviewAnswerTo, ReviewRequest } from '../../platform/review-protocol';
import type { Trouble } from '../components/notes';
import { BackgroundLine, type LineLink } from '../line/background-line';
import { words } from './strings';

export type ReviewLink = LineLink;

/** Long work in the background: all that was decided is counted, or deleted. */
const PATIENCE_MS = 60_000;

export interface Hears {
  /** Entries are others now. */
  reviewed(): void;
  /** The background is back: what happened meanwhile was told to nobody. */
  missed(): void;
}

export type Asking = ReturnType<typeof createAsking>;

export function createAsking(link: ReviewLink, hears: Hears) {
  const preferences = signal<Preferences | null>(null);
  const trouble = signal<Trouble | null>(null);
  /** Null: nothing was refused for the lock. */
  const lock = signal<LockView | null>(null);
  const line = new BackgroundLine(link, { event: take, missed: () => hears.missed() });
  const life = new AbortController();

  function take(event: UiEvent): void {
    if (event.type === 'preferences') preferences.value = event.preferences;
    else if (event.type === 'reviewed') hears.reviewed();
  }

  function tell(sentence: string, details: string | null = null): void {
    trouble.value = { sentence, details };
  }

  /** Null where it was not done; why is told. */
  async function send(request: UiRequest): Promise<Extract<UiAnswer, { ok: true }> | null> {
    try {
      const answer = await line.ask(request, PATIENCE_MS);
      if (life.signal.aborted) return null;
      if (answer.ok) {
        if (answer.preferences) preferences.value = answer.preferences;
        return answer;
      }
      if (answer.refusal !== undefined && answer.lock) lock.value = answer.lock;
      else tell(answer.error);
    } catch (error) {
      if (!life.signal.aborted) {
        tell(words.noAnswer, error instanceof Error ? error.message : String(error));
      }
    }
    return null;
  }

  return {
    preferences,
    trouble,
    lock,
    state: line.state,
    start: () => line.open(life.signal),
    stop: () => life.abort(),
    again: () => line.again(),
    dismiss: () => {
      trouble.value = null;
    },
    tell,
    send,
    /** Null where it was not done; why is told. */
    async ask<T extends ReviewAnswer['type']>(
      type: T,
      request: ReviewRequest,
    ): Promise<ReviewAnswerTo<T> | null> {
      const review = (await send(request))?.review;
      return review && isOf(review, type) ? review : null;
    },
    async setPreferences(change: PreferencesChange): Promise<boolean> {
      return (await send({ type: 'preferences.set', change })) !== null;
    },
    /** Null where it is open; else why not. */
    async unlock(pin: string): Promise<string | null> {
      try {
        const answer = await line.ask({ type: 'lock.unlock', pin });
        if (answer.ok) {
          lock.value = null;
          return null;
        }
        if (answer.lock) lock.value = answer.lock;
        if (answer.refusal === 'wrong' || answer.refusal === 'not-a-pin') return words.locked.wrong;
        const waits = answer.lock?.status === 'locked' ? answer.lock.pinWaitMs : 0;
        return waits > 0 ? words.locked.wait(Math.ceil(waits / 1_000)) : words.locked.other;
      } catch {
        return words.locked.other;
      }
    },
  };
}

const isOf = <T extends ReviewAnswer['type']>(
  answer: ReviewAnswer,
  type: T,
): answer is ReviewAnswerTo<T> => answer.type === type;
