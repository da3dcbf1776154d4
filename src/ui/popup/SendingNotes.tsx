/** Where this page goes: never without a word, and always with a way to change it. */
import { Details } from '../components/controls';
import { strings } from '../strings';
import { timeOf, sendingStrings as words } from '../strings-sending';
import type { SendingNews } from './sending';
import { shortSite } from './site';
import type { PopupStore } from './store';

function Note({ news, store }: { news: SendingNews; store: PopupStore }) {
  const site = shortSite(store.site.value ?? '');
  switch (news.kind) {
    case 'sent': {
      const { engine, host, count, why, turns, nextAt, kept } = news;
      const guard = store.guard.value;
      return (
        <div class="note note-sent" data-sent={engine}>
          <p>
            {count > 0 ? words.sent(count, engine, host) : words.asked(engine, host)}{' '}
            {why && words.whys[why]} {turns > 0 && nextAt && words.turns(turns, timeOf(nextAt))}{' '}
            {kept > 0 && words.kept(kept)}
          </p>
          <div class="note-links">
            <button type="button" class="link" onClick={() => void store.setSending(engine, false)}>
              {words.stop}
            </button>
            {why === 'failed' && (
              <button type="button" class="link" onClick={() => void store.retryGuard()}>
                {strings.failed.button}
              </button>
            )}
          </div>
          {guard?.status === 'failed' && why === 'failed' && (
            <Details label={strings.details}>
              {`${strings.failed.failures[guard.code].what} ${guard.message}`}
            </Details>
          )}
        </div>
      );
    }
    case 'offer':
      return (
        <div class="note note-hint" data-offer={news.engine}>
          <p>{words.offer(news.engine, news.host, site)}</p>
          <button
            type="button"
            class="link"
            onClick={() => void store.setSending(news.engine, true)}
          >
            {words.allow}
          </button>
        </div>
      );
    case 'never':
      return <p class="note">{words.never(news.entry)}</p>;
    case 'private':
      return <p class="note">{words.private}</p>;
    case 'unready':
      return (
        <div class="note note-hint">
          <p>{words.unready(news.engine)}</p>
          <button type="button" class="link" onClick={() => void store.openOptions()}>
            {strings.options}
          </button>
        </div>
      );
    case 'resting':
      return (
        <div class="note note-hint">
          <p>{words.resting(news.engine, news.host, news.trouble, timeOf(news.until))}</p>
          <Details label={strings.details}>{news.message}</Details>
        </div>
      );
  }
}

export function SendingNotes({ store }: { store: PopupStore }) {
  return (
    <>
      {store.sendingNews.value.map((news) => (
        <Note
          key={`${news.kind} ${'engine' in news ? news.engine : ''}`}
          news={news}
          store={store}
        />
      ))}
    </>
  );
}
