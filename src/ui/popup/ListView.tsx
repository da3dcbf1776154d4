/** The counts, which are the filter as well, and the elements under them. */

import { useCallback } from 'preact/hooks';
import { number } from '../../core/i18n';
import { Button } from '../components/controls';
import { FlagIcon } from '../components/FlagIcon';
import { WindowedList } from '../components/WindowedList';
import { shortCount, strings } from '../strings';
import { ElementRow } from './ElementRow';
import { type Filter, type Row, total } from './elements';
import type { PopupStore } from './store';

const FLAGS = ['unsafe', 'unknown', 'safe'] as const;
const ROW_REM = 5.25;

const keyOf = (row: Row): string => row.key;

function FilterButton({ store, filter }: { store: PopupStore; filter: Filter }) {
  const counts = store.counts.value;
  const isAll = filter === 'all';
  const count = isAll ? total(counts) : counts[filter];
  const name = isAll ? strings.filters.all : strings.flags[filter];
  return (
    <button
      type="button"
      class="filter"
      data-filter={filter}
      data-empty={count === 0 ? '' : undefined}
      title={number(count)}
      aria-pressed={store.filter.value === filter}
      onClick={() => store.choose(filter)}
    >
      <span class="filter-count">
        {!isAll && <FlagIcon flag={filter} size={16} />}
        {shortCount(count)}
      </span>
      <span class="filter-name">{name}</span>
    </button>
  );
}

export function ListView({ store }: { store: PopupStore }) {
  const rows = store.rows.value;
  const filter = store.filter.value;
  const jumpedTo = store.jumpedTo.value;
  const row = useCallback(
    (item: Row, tabIndex: 0 | -1) => (
      <ElementRow row={item} store={store} tabIndex={tabIndex} current={item.key === jumpedTo} />
    ),
    [store, jumpedTo],
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields */}
      <div class="filters" role="group" aria-label={strings.filters.label}>
        <FilterButton store={store} filter="all" />
        {FLAGS.map((flag) => (
          <FilterButton key={flag} store={store} filter={flag} />
        ))}
      </div>
      {rows.length > 0 ? (
        <WindowedList
          key={filter}
          items={rows}
          keyOf={keyOf}
          rowRem={ROW_REM}
          label={strings.list.label}
          row={row}
        />
      ) : (
        <div class="nothing">
          <p>{strings.filters.none[filter]}</p>
          {filter !== 'all' && (
            <Button quiet onClick={() => store.choose('all')}>
              {strings.filters.showAll}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
