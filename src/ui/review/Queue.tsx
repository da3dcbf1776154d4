/** The queue on the left, the entry in the middle, what is known of it beside. */

import type { ReviewItem } from '../../platform/review-protocol';
import { FlagIcon } from '../components/FlagIcon';
import { Panel } from '../components/Panel';
import { WindowedList } from '../components/WindowedList';
import { About } from './About';
import { Entry } from './Entry';
import { Filters } from './Filters';
import { languageName } from './names';
import { MOST_COUNTED, type ReviewStore } from './store';
import { words } from './strings';
import { seenAt } from './times';

/** Fits three lines of the largest scripts. */
const ROW_REM = 5;

const keyOf = (item: ReviewItem): string => item.id;

function Row({
  item,
  store,
  tabIndex,
}: {
  item: ReviewItem;
  store: ReviewStore;
  tabIndex: 0 | -1;
}) {
  const isCurrent = store.currentId.value === item.id;
  const isShown = store.isRevealed(item);
  const { decision } = item;
  return (
    <button
      type="button"
      class={decision ? 'entry-row entry-row-decided' : 'entry-row'}
      tabIndex={tabIndex}
      data-entry={item.id}
      data-decision={decision?.call}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => store.select(item.id)}
      onFocus={() => store.select(item.id)}
    >
      <FlagIcon flag={item.flag} label={words.filters.flags[item.flag]} />
      <span class="entry-row-text">
        <span
          class={isShown ? 'entry-row-snippet' : 'entry-row-snippet blurred'}
          dir="auto"
          lang={item.language ?? undefined}
          aria-hidden={isShown ? undefined : 'true'}
        >
          {item.snippet.trim() || words.list.noWords}
        </span>
        {!isShown && <span class="visually-hidden">{words.list.hidden}</span>}
        <span class="entry-row-meta">
          <span>{words.filters.kinds[item.kind]}</span>
          <bdi>{item.site}</bdi>
          <span>{languageName(item.language)}</span>
          <span>{seenAt(item.seenAt)}</span>
        </span>
        {decision && <span class="entry-row-decision">{words.list.decided[decision.call]}</span>}
      </span>
    </button>
  );
}

function Count({ store }: { store: ReviewStore }) {
  const total = store.total.value;
  const loaded = store.items.value.length;
  return (
    <p class="count" role="status">
      {store.loading.value && loaded === 0
        ? words.list.loading
        : total !== null && total > MOST_COUNTED
          ? words.list.many(MOST_COUNTED)
          : total === null && store.next.value
            ? words.list.some(loaded)
            : words.list.count(total ?? loaded)}
    </p>
  );
}

function List({ store }: { store: ReviewStore }) {
  const items = store.items.value;
  return (
    <section class="queue-list card" aria-label={words.list.label}>
      <Filters store={store} />
      <Count store={store} />
      {store.hasNews.value && (
        <p class="note">
          <span>{words.list.fresh}</span>
          <button type="button" class="link" onClick={() => void store.load()}>
            {words.list.show}
          </button>
        </p>
      )}
      {items.length === 0 && !store.loading.value ? (
        <Panel title={words.list.empty.title} weather="calm" compact>
          <p>{words.list.empty.body}</p>
        </Panel>
      ) : (
        <WindowedList
          items={items}
          keyOf={keyOf}
          rowRem={ROW_REM}
          label={words.list.label}
          current={store.currentId.value}
          onNearEnd={store.more}
          row={(item, tabIndex) => <Row item={item} store={store} tabIndex={tabIndex} />}
        />
      )}
    </section>
  );
}

export function Queue({ store }: { store: ReviewStore }) {
  return (
    <div class="queue">
      <List store={store} />
      <Entry store={store} />
      <About store={store} />
    </div>
  );
}
