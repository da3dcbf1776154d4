/** What the queue shows. */
import type { QueueFilter } from '../../core/review/filter';
import { SEARCH_ID } from './keys';
import { languageName } from './names';
import type { ReviewStore } from './store';
import { words } from './strings';

interface SelectProps {
  label: string;
  /** Empty: any. */
  value: string;
  choices: readonly (readonly [string, string])[];
  onPick: (value: string) => void;
}

function Select({ label, value, choices, onPick }: SelectProps) {
  return (
    <label class="field">
      {label}
      <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">{words.filters.any}</option>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const entriesOf = <K extends string>(names: Record<K, string>): [K, string][] =>
  Object.entries(names) as [K, string][];

const DAY_MS = 24 * 60 * 60_000;
const SPANS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
type Span = keyof typeof SPANS;

/** A language that is not known has no tag. */
const UNKNOWN = '?';

export function Filters({ store }: { store: ReviewStore }) {
  const filter = store.filter.value;
  const { flags, decisions, kinds, times } = words.filters;
  const set = (change: { [K in keyof QueueFilter]?: QueueFilter[K] | undefined }) =>
    store.setFilter(change);
  const picked = <K extends string>(names: Record<K, string>, value: string): K | undefined =>
    entriesOf(names).find(([each]) => each === value)?.[0];
  const language = filter.language === null ? UNKNOWN : (filter.language ?? '');
  return (
    <>
      <label class="field">
        {words.filters.search}
        <input
          id={SEARCH_ID}
          type="search"
          maxLength={200}
          value={filter.text ?? ''}
          onInput={(event) => set({ text: event.currentTarget.value || undefined })}
        />
      </label>
      <details class="filters">
        <summary>{words.filters.title}</summary>
        <div class="filter-fields">
          <Select
            label={words.filters.flag}
            value={filter.flag ?? ''}
            choices={entriesOf(flags)}
            onPick={(value) => set({ flag: picked(flags, value) })}
          />
          <Select
            label={words.filters.decision}
            value={filter.decision ?? ''}
            choices={entriesOf(decisions)}
            onPick={(value) => set({ decision: picked(decisions, value) })}
          />
          <Select
            label={words.filters.kind}
            value={filter.kind ?? ''}
            choices={entriesOf(kinds)}
            onPick={(value) => set({ kind: picked(kinds, value) })}
          />
          <Select
            label={words.filters.site}
            value={filter.site ?? ''}
            choices={store.sites.value.map((site) => [site, site])}
            onPick={(value) => set({ site: value || undefined })}
          />
          <Select
            label={words.filters.language}
            value={language}
            choices={store.languages.value.map((tag) => [tag ?? UNKNOWN, languageName(tag)])}
            onPick={(value) => set({ language: value === UNKNOWN ? null : value || undefined })}
          />
          <Select
            label={words.filters.time}
            value={spanOf(filter)}
            choices={entriesOf(times)}
            onPick={(value) => {
              const span = picked(times, value);
              set({ from: span && Date.now() - SPANS[span] });
            }}
          />
        </div>
        <button
          type="button"
          class="link"
          onClick={() =>
            set(Object.fromEntries(Object.keys(filter).map((name) => [name, undefined])))
          }
        >
          {words.filters.reset}
        </button>
      </details>
    </>
  );
}

/** The shortest span that reaches back so far. */
function spanOf({ from }: QueueFilter): Span | '' {
  if (from === undefined) return '';
  const spans = Object.keys(SPANS) as Span[];
  const slack = 60 * 60_000;
  return spans.find((span) => Date.now() - from <= SPANS[span] + slack) ?? 'month';
}
