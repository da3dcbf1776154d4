/** The schedule editor: on which days and at what times showing something asks for the PIN. */
import { useEffect, useState } from 'preact/hooks';
import { number } from '../../../core/i18n';
import type { Schedule } from '../../../core/lock/schedule';
import { Choices } from '../../components/Choices';
import { Button } from '../../components/controls';
import { useFocusKept } from '../../components/focus';
import { dayName, shortDayName, parentsWords as words } from '../../strings-parents';
import type { OptionsStore } from '../store';
import { isOverMidnight, newRow, readRow, rowsOf, type TimesProblem, type TimesRow } from './times';

/** As the weeks of our countries begin. */
const DAYS = [1, 2, 3, 4, 5, 6, 0] as const;
/** As many as can be stored. */
const MOST = 20;

function Row(props: {
  row: TimesRow;
  at: number;
  problem: TimesProblem | null;
  onChange: (row: TimesRow) => void;
  onRemove: () => void;
}) {
  const { row, at, problem, onChange, onRemove } = props;
  const n = number(at + 1);
  const id = `times-${at}`;
  const time = (name: 'from' | 'to') => (
    <span class="time">
      <label for={`${id}-${name}`}>{words.schedule[name]}</label>
      <input
        id={`${id}-${name}`}
        class="field"
        type="time"
        value={row[name]}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onInput={(event) => onChange({ ...row, [name]: event.currentTarget.value })}
      />
    </span>
  );
  return (
    <fieldset class="times">
      <legend>{words.schedule.row(n)}</legend>
      <fieldset class="days">
        <legend class="visually-hidden">{words.schedule.days}</legend>
        {DAYS.map((day) => (
          <label key={day} class="day">
            <input
              type="checkbox"
              aria-label={dayName(day)}
              checked={row.days.includes(day)}
              onChange={(event) => {
                const others = row.days.filter((each) => each !== day);
                const days = event.currentTarget.checked ? [...others, day] : others;
                onChange({ ...row, days });
              }}
            />
            <span aria-hidden="true">{shortDayName(day)}</span>
          </label>
        ))}
      </fieldset>
      <div class="times-line">
        {time('from')}
        {time('to')}
        {isOverMidnight(row) && <span>{words.schedule.nextDay}</span>}
        <Button quiet label={words.schedule.removeRow(n)} onClick={onRemove}>
          {words.schedule.remove}
        </Button>
      </div>
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {words.schedule.problems[problem]}
        </p>
      )}
    </fieldset>
  );
}

export function Times({ store, stored }: { store: OptionsStore; stored: Schedule }) {
  const [rows, setRows] = useState<TimesRow[]>(() => rowsOf(stored));
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const root = useFocusKept<HTMLElement>(String(rows.length));
  const asStored = JSON.stringify(stored);
  useEffect(() => setRows(rowsOf(stored)), [asStored]);
  const read = rows.map(readRow);
  const problems = read.map((each) => (typeof each === 'string' ? each : null));

  const keep = (schedule: Schedule): Promise<boolean> =>
    store.send('schedule', { type: 'lock.schedule', schedule }).then((done) => done !== null);

  const change = (next: TimesRow[]) => {
    setSaved(false);
    setRows(next);
  };
  /** No times are left. */
  const always = async () => {
    if (stored.length === 0 || (await keep([]))) change([]);
  };
  const save = async () => {
    setTried(true);
    const hours = read.flatMap((each) => (typeof each === 'string' ? [] : [each]));
    if (hours.length === read.length) setSaved(await keep(hours));
  };
  return (
    <section class="card" aria-labelledby="times" ref={root}>
      <h3 id="times" tabIndex={-1} data-refuge="">
        {words.schedule.title}
      </h3>
      <p>{words.schedule.explain}</p>
      <Choices
        name="schedule"
        question={words.schedule.question}
        choices={[
          { value: 'always', ...words.schedule.always },
          { value: 'some', ...words.schedule.some },
        ]}
        value={rows.length === 0 ? 'always' : 'some'}
        onPick={async (choice) => {
          if (choice === 'some') change([newRow()]);
          else await always();
        }}
      />
      {rows.map((row, at) => (
        <Row
          key={at}
          row={row}
          at={at}
          problem={(tried && problems[at]) || null}
          onChange={(next) => change(rows.with(at, next))}
          onRemove={() => void (rows.length > 1 ? change(rows.toSpliced(at, 1)) : always())}
        />
      ))}
      {rows.length > 0 && (
        <div class="buttons">
          {rows.length < MOST && (
            <Button quiet onClick={() => change([...rows, newRow()])}>
              {words.schedule.add}
            </Button>
          )}
          <Button onClick={() => void save()}>{words.schedule.save}</Button>
        </div>
      )}
      <p class="saved" role="status">
        {saved && words.schedule.saved}
      </p>
    </section>
  );
}
