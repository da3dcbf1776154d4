/** Parts of the page that are not screened, and the way to have them screened. */
import { strings } from '../strings';
import { shortSite } from './site';
import type { PopupStore } from './store';

export function PartsNote({ store }: { store: PopupStore }) {
  const news = store.parts.value;
  if (!news) return null;
  const { locked, sites, more, astray } = news;
  const names = sites.map(shortSite);
  return (
    <>
      {locked > 0 && (
        <div class="note note-hint" data-parts>
          <p>{strings.parts.locked(locked, names, more)}</p>
          <button
            type="button"
            class="link"
            aria-label={strings.parts.allowSites(names)}
            onClick={() => void store.allowParts(sites)}
          >
            {strings.parts.allow}
          </button>
        </div>
      )}
      {astray > 0 && <p class="note">{strings.parts.astray(astray)}</p>}
    </>
  );
}
