/** The diagnostics page: the whole report in sight, and what can be done with it. */

import { useState } from 'preact/hooks';
import { Button } from '../components/controls';
import { useFocusNeverLost } from '../components/focus';
import { Logo } from '../components/pictures';
import { saveText } from '../save-text';
import type { DiagnosticsStore } from './store';
import { words } from './strings';

export function App({ store }: { store: DiagnosticsStore }) {
  const report = store.report.value;
  useFocusNeverLost();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null);

  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('notCopied'),
    );
  return (
    <div class="page">
      <header class="header">
        <Logo size={32} />
        <h1>{words.title}</h1>
      </header>
      <main aria-busy={report === null}>
        <p>{words.explain}</p>
        <p class="quiet">{words.english}</p>
        {report === null ? (
          <p class="quiet">{words.starting}</p>
        ) : (
          <>
            <div class="buttons">
              <Button onClick={() => void copy(report)}>{words.copy}</Button>
              <Button
                quiet
                onClick={() => saveText('seawall-diagnostics.txt', report, 'text/plain')}
              >
                {words.save}
              </Button>
              <Button
                quiet
                onClick={() => {
                  setOutcome(null);
                  void store.look();
                }}
              >
                {words.again}
              </Button>
            </div>
            <section aria-label={words.report} lang="en" dir="ltr">
              <pre class="report">{report}</pre>
            </section>
          </>
        )}
        <p role="status">
          {store.isPartial.value && words.silent} {outcome && words[outcome]}
        </p>
        <p>
          <a href="../options/options.html">{words.options}</a>
        </p>
      </main>
    </div>
  );
}
