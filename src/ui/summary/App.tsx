/** What was flagged in the last seven days, in numbers. */

import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { number } from '../../core/i18n';
import type { WeekSummary } from '../../core/review/summary';
import { Button } from '../components/controls';
import { useFocusNeverLost } from '../components/focus';
import { LockState } from '../components/LockState';
import { TroubleNote } from '../components/notes';
import { Logo } from '../components/pictures';
import { Unlock } from '../components/Unlock';
import { languageName } from '../popup/language';
import type { SummaryStore } from './store';
import { dayOf, summaryWords as words } from './strings';

interface Line {
  key: string;
  name: ComponentChildren;
  count: number;
}

/** A table with a bar for each count: the numbers say all, the bars are for the eye. */
function Counts(props: { id: string; title: string; of: string; lines: readonly Line[] }) {
  const { id, title, of, lines } = props;
  const most = Math.max(1, ...lines.map(({ count }) => count));
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table class="counts">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{of}</th>
            <th scope="col">{words.flags}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, count }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>
                <span class="bar" aria-hidden="true">
                  <i style={{ width: `${(count / most) * 100}%` }} />
                </span>
                {number(count)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Days({ days }: Pick<WeekSummary, 'days'>) {
  const most = Math.max(1, ...days.map(({ texts, images }) => texts + images));
  return (
    <section class="card" aria-labelledby="days">
      <h2 id="days">{words.days}</h2>
      <table class="counts">
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">
              <span class="visually-hidden">{words.flags}</span>
            </th>
            <th scope="col">{words.texts}</th>
            <th scope="col">{words.images}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ from, texts, images }) => (
            <tr key={from}>
              <th scope="row">{dayOf(from)}</th>
              <td>
                <span class="bar" aria-hidden="true">
                  <i style={{ width: `${((texts + images) / most) * 100}%` }} />
                </span>
                <span class="visually-hidden">{number(texts + images)}</span>
              </td>
              <td>{number(texts)}</td>
              <td>{number(images)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Week({ week }: { week: WeekSummary }) {
  if (week.total === 0) return <p class="nothing">{words.nothing}</p>;
  const sites: Line[] = week.sites.map(({ site, count }) => ({
    key: site,
    name: <bdi>{site}</bdi>,
    count,
  }));
  if (week.otherSites > 0) sites.push({ key: '', name: words.otherSites, count: week.otherSites });
  const languages: Line[] = week.languages.map(({ language, count }) => ({
    key: language ?? '?',
    name: languageName(language) ?? words.notKnown,
    count,
  }));
  if (week.otherLanguages > 0)
    languages.push({ key: '', name: words.otherLanguages, count: week.otherLanguages });
  return (
    <>
      <p class="total">{words.total(week.total)}</p>
      <p>{words.decided(week.decided, week.overturned)}</p>
      {week.isCut && <p class="note">{words.cut}</p>}
      <Days days={week.days} />
      <Counts id="sites" title={words.sites} of={words.site} lines={sites} />
      <Counts id="languages" title={words.languages} of={words.language} lines={languages} />
    </>
  );
}

export function App({ store }: { store: SummaryStore }) {
  const week = store.summary.value;
  useFocusNeverLost();
  useEffect(() => {
    document.title = words.tab;
  });
  return (
    <div class="page summary">
      <header class="header">
        <Logo size={32} />
        <h1>{words.title}</h1>
        <LockState lock={store.lock} />
      </header>
      <main aria-busy={store.asking.value}>
        <div class="notes">
          <TroubleNote trouble={store.trouble.value} onDismiss={store.dismiss} />
        </div>
        <p class="explain">{words.explain}</p>
        {!store.keeps.value && <p class="note">{words.notKept}</p>}
        {week ? (
          <Week week={week} />
        ) : store.asking.value ? (
          <p>{words.counting}</p>
        ) : (
          <Button onClick={() => void store.look()}>{words.show}</Button>
        )}
        <p class="explain">{words.canBeWrong}</p>
      </main>
      <Unlock lock={store.lock} />
    </div>
  );
}
