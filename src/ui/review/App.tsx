/** The review page: the queue and its entry, pictures, thresholds, files. */

import { useEffect } from 'preact/hooks';
import { Button } from '../components/controls';
import { useFocusNeverLost } from '../components/focus';
import { LockState } from '../components/LockState';
import { LiveRegion, TroubleNote } from '../components/notes';
import { Logo } from '../components/pictures';
import { Unlock } from '../components/Unlock';
import { Files } from './Files';
import { KeyHelp, listenToKeys } from './keys';
import { Locked } from './Locked';
import { Pictures } from './Pictures';
import { type Page, VIEWS } from './page';
import { Queue } from './Queue';
import { Storage } from './Storage';
import { words } from './strings';
import { ThresholdView } from './ThresholdView';

function Silent({ page: { store } }: { page: Page }) {
  return (
    <div role="alert">
      {store.state.value === 'silent' && (
        <div class="note note-trouble">
          <div>
            <strong>{words.silent.title}</strong> {words.silent.body}
          </div>
          <Button quiet onClick={store.again}>
            {words.silent.button}
          </Button>
        </div>
      )}
    </div>
  );
}

function Views({ page }: { page: Page }) {
  return (
    <nav class="views" aria-label={words.views.label}>
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          class="view"
          aria-current={page.view.value === view ? 'page' : undefined}
          onClick={() => page.show(view)}
        >
          {words.views[view]}
        </button>
      ))}
    </nav>
  );
}

function Part({ page }: { page: Page }) {
  if (page.store.isRefused.value) return <Locked store={page.store} />;
  switch (page.view.value) {
    case 'queue':
      return <Queue store={page.store} />;
    case 'pictures':
      return <Pictures measures={page.measures} />;
    case 'thresholds':
      return <ThresholdView page={page} />;
    case 'files':
      return (
        <>
          <Files page={page} />
          <Storage store={page.store} />
        </>
      );
  }
}

export function App({ page }: { page: Page }) {
  const { store } = page;
  useEffect(() => listenToKeys(page), [page]);
  useFocusNeverLost();
  return (
    <div class="page">
      <header class="header">
        <Logo size={32} />
        <div>
          <h1>{words.title}</h1>
          <p class="explain">{words.explain}</p>
        </div>
        <LockState lock={store.lock} />
      </header>
      <Views page={page} />
      <main>
        <div class="notes">
          <Silent page={page} />
          <TroubleNote trouble={store.trouble.value} onDismiss={store.dismiss} />
        </div>
        <Part page={page} />
      </main>
      <Unlock lock={store.lock} />
      {store.keysShown.value && <KeyHelp store={store} />}
      <LiveRegion text={store.said.value} />
    </div>
  );
}
