/** One element of the page: a button that shows where it is. Page text appears as text only. */
import { FlagIcon } from '../components/FlagIcon';
import { percent, strings } from '../strings';
import { timeOf, sendingStrings as words } from '../strings-sending';
import { pixelSize, wordsOf } from './about-picture';
import type { Row } from './elements';
import { languageName } from './language';
import { Picture } from './Picture';
import type { PopupStore } from './store';

interface Props {
  row: Row;
  store: PopupStore;
  tabIndex: 0 | -1;
  /** The one that the page shows now. */
  current: boolean;
}

export function ElementRow({ row, store, tabIndex, current }: Props) {
  const { element, flag } = row;
  const isPicture = element.kind === 'image';
  const jump = (
    <button
      type="button"
      class={isPicture ? 'row row-picture' : 'row'}
      tabIndex={tabIndex}
      data-flag={flag}
      data-element={element.id}
      aria-current={current ? 'true' : undefined}
      onClick={() => store.jump(row)}
    >
      <FlagIcon flag={flag} label={`${strings.flags[flag]}.`} />
      <span class="row-text">
        {isPicture ? <PictureText row={row} store={store} /> : <TextText row={row} store={store} />}
      </span>
    </button>
  );
  if (!isPicture) return jump;
  return (
    <div class="row-whole">
      {jump}
      <Picture row={row} store={store} tabIndex={tabIndex} />
    </div>
  );
}

function TextText({ row, store }: { row: Row; store: PopupStore }) {
  const { element } = row;
  const language = languageName(element.lang);
  return (
    <>
      <span
        class="row-snippet"
        dir={element.direction}
        lang={language ? (element.lang ?? undefined) : undefined}
      >
        {store.keepsCovered(row)
          ? strings.list.covered
          : element.snippet.trim() || strings.list.noWords}
      </span>
      <span class="row-meta">
        <span class="row-language">
          {element.role ? `${strings.list.roles[element.role]} · ` : ''}
          {language ?? strings.list.noLanguage}
        </span>
        <Answer row={row} />
      </span>
    </>
  );
}

function PictureText({ row, store }: { row: Row; store: PopupStore }) {
  const { element, flag } = row;
  const about = store.keepsCovered(row) ? null : wordsOf(element);
  const language = about?.written ? languageName(element.lang) : null;
  const size = element.image && pixelSize(element.image);
  return (
    <>
      <span class="row-snippet" dir={about?.written ? element.direction : 'ltr'}>
        {about ? (
          <>
            <span class="visually-hidden">{strings.picture.is}</span>
            <span lang={language ? (element.lang ?? undefined) : undefined}>{about.words}</span>
          </>
        ) : (
          strings.picture.nameless
        )}
      </span>
      <span class="row-meta">
        {/* Why there is no verdict needs the room more. */}
        {flag !== 'unknown' && <span class="row-language">{size}</span>}
        <Answer row={row} />
      </span>
    </>
  );
}

function Answer({ row: { element, flag } }: { row: Row }) {
  const verdict = element.verdict;
  if (!verdict) return <span class="row-why">{strings.list.waiting}</span>;
  if (flag === 'unknown') {
    if (verdict.reason === 'turn' && verdict.turnAt !== undefined)
      return <span class="row-why">{words.turnAt(timeOf(verdict.turnAt))}</span>;
    const why = verdict.reason ? strings.list.reasons[verdict.reason] : strings.list.noReason;
    return <span class="row-why">{why}</span>;
  }
  if (verdict.basis === 'group')
    return (
      <span class="row-why" title={words.byGroupLong}>
        {words.byGroup}
      </span>
    );
  if (verdict.basis === 'person') return <span class="row-why">{strings.list.byPerson}</span>;
  if (verdict.basis === 'word') return <span class="row-why">{words.byWord}</span>;
  if (verdict.pUnsafe === null) return null;
  return (
    <span class="chance">
      <span class="visually-hidden">{strings.list.chance}</span>
      <span class="chance-bar" aria-hidden="true">
        <i style={{ width: `${Math.max(4, verdict.pUnsafe * 100)}%` }} />
      </span>
      <span class="chance-number">{percent(verdict.pUnsafe)}</span>
    </span>
  );
}
