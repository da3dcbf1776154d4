/** Parts of the page that are not screened, and the way to have them screened. */
import { useFocusKept } from '../components/focus';
import { strings } from '../strings';
import type { PartsNews } from './parts';
import { shortSite } from './site';
import type { PopupStore } from './store';

/** Always there, so that what comes into it is read out, and the focus stays where it was. */
export function PartsNote({ store }: { store: PopupStore }) {
  const news = store.parts.value;
  const root = useFocusKept<HTMLDivElement>(news && news.locked > 0 ? 'locked' : '');
  return (
    <div ref={root}>
      <div role="status" class="parts" tabIndex={-1} data-refuge="">
        {news && <Notes news={news} store={store} />}
      </div>
    </div>
  );
}

function Notes({ news, store }: { news: PartsNews; store: PopupStore }) {
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
