/** One element of the page: a button that shows where it is. Page text appears as text only. */
import { FlagIcon } from '../components/FlagIcon';
import { percent, strings } from '../strings';
import type { Row } from './elements';
import { languageName } from './language';

interface Props {
  row: Row;
  tabIndex: 0 | -1;
  /** The one that the page shows now. */
  current: boolean;
  onJump: (row: Row) => void;
}

export function ElementRow({ row, tabIndex, current, onJump }: Props) {
  const { element, flag } = row;
  const language = languageName(element.lang);
  return (
    <button
      type="button"
      class="row"
      tabIndex={tabIndex}
      data-flag={flag}
      data-element={element.id}
      aria-current={current ? 'true' : undefined}
      onClick={() => onJump(row)}
    >
      <FlagIcon flag={flag} label={`${strings.flags[flag]}.`} />
      <span class="row-text">
        <span
          class="row-snippet"
          dir={element.direction}
          lang={language ? (element.lang ?? undefined) : undefined}
        >
          {element.snippet.trim() || strings.list.noWords}
        </span>
        <span class="row-meta">
          <span class="row-language">{language ?? strings.list.noLanguage}</span>
          <Answer row={row} />
        </span>
      </span>
    </button>
  );
}

function Answer({ row: { element, flag } }: { row: Row }) {
  const verdict = element.verdict;
  if (!verdict) return <span class="row-why">{strings.list.waiting}</span>;
  if (flag === 'unknown') {
    const why = verdict.reason ? strings.list.reasons[verdict.reason] : strings.list.noReason;
    return <span class="row-why">{why}</span>;
  }
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
