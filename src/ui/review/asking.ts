/** How every part of the review page asks the background: one line, one trouble, one lock. */
import { effect, signal } from '@preact/signals';
import type { Preferences, PreferencesChange } from '../../core/preferences';
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
  /** The PIN was asked for, and not given. */
  const isRefused = signal(false);
  let wasOpen = false;
  const line = new BackgroundLine(link, { event: take, missed: () => hears.missed() });
  const life = new AbortController();
  // When the lock closes, what it had shown goes.
  const endWatch = effect(() => {
    const view = line.lock.view.value;
    if (view?.status === 'locked' && view.reveal && wasOpen) isRefused.value = true;
    wasOpen = view?.status === 'unlocked';
  });

  function take(event: UiEvent): void {
    if (event.type === 'preferences') preferences.value = event.preferences;
    // One who has not given it is not asked for it again by what happens.
    else if (event.type === 'reviewed' && !isRefused.value) hears.reviewed();
  }

  function tell(sentence: string, details: string | null = null): void {
    trouble.value = { sentence, details };
  }

  /** Null where it was not done; why is told. */
  async function send(request: UiRequest): Promise<Extract<UiAnswer, { ok: true }> | null> {
    if (isRefused.value) return null;
    try {
      const answer = await line.ask(request, PATIENCE_MS);
      if (life.signal.aborted) return null;
      if (answer.ok) {
        if (answer.preferences) preferences.value = answer.preferences;
        return answer;
      }
      if (answer.refusal !== undefined) isRefused.value = true;
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
    isRefused,
    /** Whoever has not given the PIN is asked for it once more. */
    relent(): void {
      isRefused.value = false;
    },
    lock: line.lock,
    policy: line.policy,
    state: line.state,
    start: () => line.open(life.signal),
    stop: () => {
      endWatch();
      life.abort();
    },
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
  };
}

const isOf = <T extends ReviewAnswer['type']>(
  answer: ReviewAnswer,
  type: T,
): answer is ReviewAnswerTo<T> => answer.type === type;
