/** The options page: its sections (sections.ts), with a search over all of them. */

import { useRef } from 'preact/hooks';
import { Button } from '../components/controls';
import { useFocusNeverLost } from '../components/focus';
import { LockState } from '../components/LockState';
import { LiveRegion, TroubleNote } from '../components/notes';
import { Logo } from '../components/pictures';
import { Unlock } from '../components/Unlock';
import { strings } from '../strings';
import { checkSaid, guardSaid, installSaid } from './announcement';
import { Search, useSearch } from './Search';
import { sections } from './sections';
import type { OptionsStore } from './store';
import { text } from './strings';
import { around } from './strings-around';

function Silent({ store }: { store: OptionsStore }) {
  return (
    <div role="alert">
      {store.background.value === 'silent' && (
        <div class="note note-trouble">
          <div>
            <strong>{text.silent.title}</strong> {text.silent.body}
          </div>
          <Button quiet onClick={store.tryAgain}>
            {strings.silent.button}
          </Button>
        </div>
      )}
    </div>
  );
}

function Contents() {
  return (
    <nav class="contents" aria-label={around.search.sections}>
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title()}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function App({ store }: { store: OptionsStore }) {
  const main = useRef<HTMLElement>(null);
  const search = useSearch(main);
  useFocusNeverLost();
  return (
    <div class="page">
      <header class="header">
        <Logo size={32} />
        <h1>{text.title}</h1>
        <LockState lock={store.lock} />
        <a class="link" href="../review/review.html">
          {strings.review}
        </a>
      </header>
      <Search search={search} />
      {!search.isOn && <Contents />}
      <main aria-busy={store.guard.value === null} ref={main}>
        <div class="notes">
          <Silent store={store} />
          <TroubleNote trouble={store.trouble.value} onDismiss={store.dismiss} />
        </div>
        {sections.map(({ id, View }) => (
          <div key={id} data-section={id}>
            <View store={store} />
          </div>
        ))}
      </main>
      <Unlock lock={store.lock} />
      <LiveRegion text={installSaid(store.view.value)} />
      <LiveRegion text={checkSaid(store.view.value)} />
      <LiveRegion text={guardSaid(store.guard.value, store.chosenName.value)} />
    </div>
  );
}
