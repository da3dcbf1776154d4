/** The week in numbers, as the background counts it; where there is a lock, it takes the PIN. */
import { signal } from '@preact/signals';
import type { WeekSummary } from '../../core/review/summary';
import type { Trouble } from '../components/notes';
import { BackgroundLine, type LineLink } from '../line/background-line';
import { strings } from '../strings';

/** Ten thousands of entries are counted one by one. */
const PATIENCE_MS = 30_000;

export type SummaryStore = ReturnType<typeof createSummaryStore>;

export function createSummaryStore(link: LineLink) {
  const summary = signal<WeekSummary | null>(null);
  /** Nobody is kept from a page that keeps nothing: it says so. */
  const keeps = signal(true);
  const trouble = signal<Trouble | null>(null);
  const asking = signal(false);
  const life = new AbortController();
  const background = new BackgroundLine(link, {
    event(event) {
      if (event.type === 'preferences') keeps.value = event.preferences.review.keep;
      // What it holds is for whoever has the PIN.
      if (event.type === 'lock' && event.lock.status === 'locked') summary.value = null;
    },
    missed() {},
  });

  async function look(): Promise<void> {
    if (asking.value) return;
    asking.value = true;
    trouble.value = null;
    try {
      const answer = await background.ask({ type: 'summary.get' }, PATIENCE_MS);
      if (life.signal.aborted) return;
      if (answer.ok) summary.value = answer.summary ?? null;
      else trouble.value = { sentence: answer.error, details: null };
    } catch (error) {
      if (life.signal.aborted) return;
      trouble.value = { sentence: strings.trouble.noAnswer, details: String(error) };
    } finally {
      asking.value = false;
    }
  }

  return {
    lock: background.lock,
    summary,
    keeps,
    trouble,
    asking,
    look,
    start(): void {
      background.open(life.signal);
      void look();
    },
    stop: () => life.abort(),
    dismiss(): void {
      trouble.value = null;
    },
  };
}
