/** The options page. Its settings stand in sections. */
import { Button } from '../components/controls';
import { LiveRegion, TroubleNote } from '../components/notes';
import { Logo } from '../components/pictures';
import { strings } from '../strings';
import { checkSaid, guardSaid, installSaid } from './announcement';
import { Detail } from './Detail';
import { EnginesSection } from './engines/Engines';
import { GuardList } from './GuardList';
import { Idle } from './Idle';
import { Install } from './Install';
import { Pace } from './Pace';
import { RunsNow } from './RunsNow';
import type { OptionsStore } from './store';
import { text } from './strings';

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

function GuardSection({ store }: { store: OptionsStore }) {
  return (
    <section aria-labelledby="guard" class="section">
      <h2 id="guard">{text.guard.title}</h2>
      <p class="explain">{text.guard.explain}</p>
      {store.guard.value ? (
        <>
          <RunsNow store={store} />
          <GuardList store={store} />
          <Install store={store} />
          <Detail store={store} />
          <Idle store={store} />
          <Pace store={store} />
        </>
      ) : (
        <p class="starting">{text.guard.starting}</p>
      )}
    </section>
  );
}

export function App({ store }: { store: OptionsStore }) {
  return (
    <div class="page">
      <header class="header">
        <Logo size={32} />
        <h1>{text.title}</h1>
        <a class="link" href="../review/review.html">
          {strings.review}
        </a>
      </header>
      <main aria-busy={store.guard.value === null}>
        <div class="notes">
          <Silent store={store} />
          <TroubleNote trouble={store.trouble.value} onDismiss={store.dismiss} />
        </div>
        <GuardSection store={store} />
        <EnginesSection store={store} />
      </main>
      <LiveRegion text={installSaid(store.view.value)} />
      <LiveRegion text={checkSaid(store.view.value)} />
      <LiveRegion text={guardSaid(store.guard.value, store.chosenName.value)} />
    </div>
  );
}
