/** How much was flagged: over time, by site, by language. */
import { number } from '../../core/i18n';
import type { ReviewAnswerTo } from '../../platform/review-protocol';
import type { Measures } from './measures';
import { languageName } from './names';
import { words } from './strings';
import { day } from './times';

type Counted = ReviewAnswerTo<'picture'>;

const HEIGHT = 120;
const GAP = 0.2;

function Table({ head, rows }: { head: string; rows: [string, number][] }) {
  const { pictures } = words;
  return (
    <details class="details">
      <summary>{pictures.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{pictures.flags}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, count]) => (
            <tr key={name}>
              <td>
                <bdi>{name}</bdi>
              </td>
              <td>{number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Days({ days }: { days: Counted['days'] }) {
  const { pictures } = words;
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const most = days.reduce((a, b) => (b.count > a.count ? b : a), { from: 0, count: 0 });
  return (
    <section class="card" aria-labelledby="days">
      <h2 id="days">{pictures.days}</h2>
      {total === 0 ? (
        <p class="explain">{pictures.none}</p>
      ) : (
        <>
          <svg
            class="chart"
            viewBox={`0 0 ${days.length} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={pictures.daysAlt(number(total), number(most.count), day(most.from))}
          >
            {days.map(({ from, count }, i) => {
              const height = (count / most.count) * (HEIGHT - 2);
              return (
                <rect
                  key={from}
                  x={i + GAP / 2}
                  width={1 - GAP}
                  y={HEIGHT - height}
                  height={height}
                  fill="var(--unsafe)"
                />
              );
            })}
          </svg>
          <div class="chart-ends" aria-hidden="true">
            <span>{day(days[0]?.from ?? 0)}</span>
            <span>{day(days.at(-1)?.from ?? 0)}</span>
          </div>
          <Table
            head={pictures.day}
            rows={days.map(({ from, count }): [string, number] => [day(from), count])}
          />
        </>
      )}
    </section>
  );
}

function Bars({ of, rows }: { of: 'sites' | 'languages'; rows: [string, number][] }) {
  const { pictures } = words;
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <section class="card" aria-labelledby={of}>
      <h2 id={of}>{pictures[of]}</h2>
      {rows.length === 0 ? (
        <p class="explain">{pictures.noneAtAll}</p>
      ) : (
        <>
          {/* The numbers stand beside the bars: it is its own table. */}
          <dl class="bars">
            {rows.map(([name, count]) => (
              <div key={name} class="bar-row">
                <dt>
                  <bdi>{name}</bdi>
                </dt>
                <dd>
                  <span class="bar" style={{ width: `${(count / most) * 100}%` }} />
                  <span>{number(count)}</span>
                </dd>
              </div>
            ))}
          </dl>
          {rows.length >= 10 && <p class="explain">{pictures.most(rows.length)}</p>}
        </>
      )}
    </section>
  );
}

export function Pictures({ measures }: { measures: Measures }) {
  const counted = measures.picture.value;
  if (!counted) return <p class="explain">{words.list.loading}</p>;
  const { days, sites, languages } = counted;
  return (
    <>
      <Days days={days} />
      <Bars
        of="sites"
        rows={sites.map(({ name, count }): [string, number] => [name ?? '', count])}
      />
      <Bars
        of="languages"
        rows={languages.map(({ name, count }): [string, number] => [languageName(name), count])}
      />
    </>
  );
}
