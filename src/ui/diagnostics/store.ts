/** The diagnostics page's state: one report, made when somebody looks. */
import { signal } from '@preact/signals';
import type { DiagnosticsLink } from '../../platform/diagnostics-link';
import { BackgroundLine } from '../line/background-line';
import { reportOf } from './report';

export type DiagnosticsStore = ReturnType<typeof createDiagnosticsStore>;

export function createDiagnosticsStore(link: DiagnosticsLink) {
  /** Null until it is made. */
  const report = signal<string | null>(null);
  /** The background's part is missing. */
  const isPartial = signal(false);
  const life = new AbortController();
  // Also for the language, which it follows.
  const line = new BackgroundLine(link, { event: () => {}, missed: () => {} });

  async function look(): Promise<void> {
    const [around, view] = await Promise.all([
      link.surroundings(),
      line.ask({ type: 'diagnostics.get' }).then(
        (answer) => (answer.ok && answer.diagnostics) || null,
        () => null,
      ),
    ]);
    if (life.signal.aborted) return;
    isPartial.value = view === null;
    report.value = reportOf(around, view, new Date());
  }

  return {
    report,
    isPartial,
    look,
    start(): void {
      line.open(life.signal);
      void look();
    },
    stop: (): void => life.abort(),
  };
}
