/** From decisions to a threshold: how well each would do, which is suggested, and one click to use it. */

import { thresholdFor } from '../../core/preferences';
import { Balance } from '../../core/review/thresholds';
import type { ReportView, SuggestionView } from '../../platform/review-protocol';
import { Managed } from '../components/Managed';
import { percent } from '../strings';
import { Chart, PointTable, range } from './Chart';
import { languageName } from './names';
import type { Page } from './page';
import { words } from './strings';

/** As it comes to be, within what settings take. */
const SAME = 1e-9;

function why(suggestion: Extract<SuggestionView, { known: false }>): string {
  const reasons = words.thresholds.why;
  if (suggestion.why === 'out-of-reach') return reasons['out-of-reach'];
  return reasons[suggestion.why](suggestion.missing);
}

function Suggested({ page, report, current }: { page: Page; report: ReportView; current: number }) {
  const { thresholds } = words;
  return (
    <div class="choices-row">
      {Balance.options.map((balance) => {
        const suggestion = report.suggested[balance];
        const { name, line } = thresholds.balances[balance];
        const p = suggestion.known ? percent(suggestion.threshold) : '';
        const isInUse = suggestion.known && Math.abs(suggestion.threshold - current) < SAME;
        return (
          <section key={balance} class="balance" data-balance={balance} aria-labelledby={balance}>
            <h3 id={balance}>{name}</h3>
            <p class="explain">{line}</p>
            {suggestion.known ? (
              <>
                <p>{thresholds.suggests(p)}</p>
                <p class="explain">{thresholds.precisionIs(range(suggestion.precision))}</p>
                <p class="explain">{thresholds.recallIs(range(suggestion.recall))}</p>
                <button
                  type="button"
                  class="button button-quiet"
                  aria-label={isInUse ? undefined : thresholds.useLabel(name, p)}
                  aria-disabled={isInUse ? 'true' : undefined}
                  onClick={() => {
                    if (!isInUse) void page.measures.use(suggestion.threshold);
                  }}
                >
                  {isInUse ? thresholds.inUse : thresholds.use}
                </button>
              </>
            ) : (
              <p>{why(suggestion)}</p>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Undo({ page }: { page: Page }) {
  const { measures } = page;
  const { thresholds } = words;
  const before = measures.undoable.value;
  if (!before) return null;
  const own = measures.own(measures.language.value, before);
  return (
    <button type="button" class="button button-quiet" onClick={() => void measures.undo()}>
      {own === null ? thresholds.undoNone : thresholds.undo(percent(own))}
    </button>
  );
}

function Choose({ page }: { page: Page }) {
  const { measures } = page;
  const { thresholds, about } = words;
  const found = measures.report.value;
  if (!found) return null;
  const named = found.languages.flatMap((each) =>
    each.language === null ? [] : [{ tag: each.language, decided: each.decided }],
  );
  return (
    <div class="choices-row">
      <label class="field">
        {thresholds.guard}
        <select
          value={found.guards.findIndex(
            ({ engine, build }) => engine === found.guard?.engine && build === found.guard.build,
          )}
          onChange={(event) => {
            const picked = found.guards[Number(event.currentTarget.value)];
            if (picked) void measures.loadReport({ engine: picked.engine, build: picked.build });
          }}
        >
          {found.guards.map(({ engine, build, decided }, i) => (
            <option key={`${engine} ${build}`} value={i}>
              {thresholds.guardName(about.engines[engine], build, decided)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {thresholds.language}
        <select
          value={measures.language.value ?? ''}
          onChange={(event) => {
            measures.language.value = event.currentTarget.value || null;
          }}
        >
          <option value="">{thresholds.all}</option>
          {named.map(({ tag, decided }) => (
            <option key={tag} value={tag}>
              {thresholds.languageName(languageName(tag), decided)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

export function ThresholdView({ page }: { page: Page }) {
  const { measures, store } = page;
  const { thresholds } = words;
  const found = measures.report.value;
  const chosen = store.preferences.value?.thresholds;
  const language = measures.language.value;
  const report =
    language === null ? found?.all : found?.languages.find((each) => each.language === language);
  const current = chosen ? thresholdFor(chosen, language) : null;
  const hasOwn = language !== null && chosen?.languages[language] !== undefined;
  return (
    <section class="card" aria-labelledby="thresholds" aria-busy={measures.loading.value}>
      <h2 id="thresholds">{thresholds.title}</h2>
      <p class="explain">{thresholds.explain}</p>
      <p class="explain">{thresholds.caveat}</p>
      {!found && <p>{thresholds.loading}</p>}
      {found && !found.guard && <p>{thresholds.nothing}</p>}
      {found?.guard && <Choose page={page} />}
      {report && current !== null && (
        <>
          <Chart report={report} current={current} />
          {report.points.every(({ recall }) => recall === null) && (
            <p class="explain">{thresholds.noRecall}</p>
          )}
          <PointTable points={report.points} />
          <Managed policy={page.store.policy.value} name="threshold">
            {hasOwn && (
              <p>
                {thresholds.own}{' '}
                <button type="button" class="link" onClick={() => void measures.remove()}>
                  {thresholds.remove}
                </button>
              </p>
            )}
            <Suggested page={page} report={report} current={current} />
          </Managed>
        </>
      )}
      <Undo page={page} />
    </section>
  );
}
