/**
 * The page that asks for the PIN before something is shown. No page of the web gets to see it: this is
 * a window of the extension's own, and what it asks goes to the background alone.
 */
import { signal } from '@preact/signals';
import * as v from 'valibot';
import { UiAnswer, type UiRequest } from '../../platform/messages';
import type { UiLink } from '../../platform/ui-link';
import type { UnlockFor } from '../../platform/unlock-window';
import { chooseLanguage } from '../spoken';
import { text } from './strings';

export interface UnlockLink extends Pick<UiLink, 'ask'> {
  close(): void;
}

export type UnlockStore = ReturnType<typeof createUnlockStore>;

const MINUTE_MS = 60_000;

export function createUnlockStore(link: UnlockLink, wanted: UnlockFor | null) {
  const trouble = signal<string | null>(wanted === null ? text.nothing : null);
  const busy = signal(false);

  async function ask(request: UiRequest): Promise<UiAnswer> {
    return v.parse(UiAnswer, await link.ask(request));
  }

  function sentenceOf(answer: Extract<UiAnswer, { ok: false }>): string {
    const { refusal, lock } = answer;
    if (refusal === 'wait' && lock && 'pinWaitMs' in lock) {
      return text.wait(Math.max(1, Math.ceil(lock.pinWaitMs / MINUTE_MS)));
    }
    if (refusal === 'wrong') return text.wrong;
    return refusal === 'unreadable' ? text.unreadable : answer.error;
  }

  async function show(pin: string): Promise<void> {
    if (wanted === null) return;
    // The PIN is given for this alone, so the lock stays closed: were it opened for a moment, what
    // waits for the PIN on another page of ours would be done in it.
    const shown = await ask({ type: 'reveal', pin, ...wanted });
    if (shown.ok) link.close();
    else trouble.value = shown.refusal === undefined ? text.gone : sentenceOf(shown);
  }

  return {
    wanted,
    trouble,
    busy,

    /** The language that was chosen may be another than last time. */
    async start(): Promise<void> {
      const answer = await ask({ type: 'preferences.get' }).catch(() => null);
      if (answer?.ok && answer.preferences) chooseLanguage(answer.preferences.language);
    },

    async submit(pin: string): Promise<void> {
      if (busy.value || pin.trim() === '') return;
      busy.value = true;
      trouble.value = null;
      try {
        await show(pin);
      } catch {
        trouble.value = text.noAnswer;
      } finally {
        busy.value = false;
      }
    },

    cancel: (): void => link.close(),
  };
}
