/** The popup's page for the tab in front: another tab, another store. */
import { useEffect, useState } from 'preact/hooks';
import type { UiLink } from '../../platform/ui-link';
import { App } from '../popup/App';
import { createPopupStore, type PopupStore } from '../popup/store';

interface Props {
  link: UiLink;
  /** The tab to stay with; null: the one in front. */
  fixed: number | null;
  /** Calls back with the tab in front, at once and whenever it is another one. */
  watchActive(changed: (tabId: number) => void, signal: AbortSignal): void;
}

export function Panel({ link, fixed, watchActive }: Props) {
  const [tabId, follow] = useState(fixed);
  const [store, setStore] = useState<PopupStore | null>(null);
  useEffect(() => {
    if (fixed !== null) return;
    const life = new AbortController();
    watchActive(follow, life.signal);
    return () => life.abort();
  }, [fixed, watchActive]);
  useEffect(() => {
    if (tabId === null) return;
    const next = createPopupStore(link, { tabId });
    setStore(next);
    void next.start();
    const stop = () => next.stop();
    addEventListener('pagehide', stop);
    return () => {
      removeEventListener('pagehide', stop);
      stop();
    };
  }, [link, tabId]);
  return store && <App key={tabId} store={store} />;
}
