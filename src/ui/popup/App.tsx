/** The popup: the site and its switch, one line of state, and the list or what stands in its way. */

import { Progress, Switch } from '../components/controls';
import { useFocusNeverLost } from '../components/focus';
import { LockState } from '../components/LockState';
import { ManagedNote } from '../components/Managed';
import { LiveRegion, TroubleNote } from '../components/notes';
import { Logo } from '../components/pictures';
import { Unlock } from '../components/Unlock';
import { plain, wholePercent } from '../format';
import { strings } from '../strings';
import { announcementOf } from './announcement';
import { total } from './elements';
import { ListView } from './ListView';
import { PartsNote } from './PartsNote';
import { SendingNotes } from './SendingNotes';
import { SiteOrder } from './SiteOrder';
import { SiteProtection } from './SiteProtection';
import { StatePanel } from './StatePanel';
import { shortSite } from './site';
import type { PopupStore } from './store';
import { showsList } from './view';

function Header({ store }: { store: PopupStore }) {
  const site = store.site.value;
  const mode = store.mode.value;
  const busy = store.busy.value;
  const on = busy === 'on' || (mode === 'screen' && busy !== 'off');
  return (
    <header class="header">
      <Logo size={28} />
      <h1 title={site ?? undefined}>{site === null ? strings.name : shortSite(site)}</h1>
      {site !== null && mode !== null && (
        <Switch
          label={strings.site.switch(site)}
          word={on ? strings.site.on : strings.site.off}
          checked={on}
          busy={busy === 'on' || busy === 'off'}
          fixed={store.isFixed.value}
          onToggle={mode === 'screen' ? store.turnOff : store.turnOn}
        />
      )}
    </header>
  );
}

function Status({ store }: { store: PopupStore }) {
  const counts = store.counts.value;
  const all = total(counts);
  const { waiting, unknown } = counts;
  // What was asked without an answer is done with, and yet not checked.
  const checked = counts.safe + counts.unsafe;
  return (
    <div class="status">
      <p>
        {waiting > 0
          ? strings.status.screening(checked, all, unknown, store.isSent.value)
          : strings.status.done(checked, unknown, store.isSent.value)}
      </p>
      <div class="status-bar">
        {waiting > 0 && <Progress value={(all - waiting) / all} label={strings.status.progress} />}
      </div>
    </div>
  );
}

/** An installation under way, in one line. */
function InstallNote({ store }: { store: PopupStore }) {
  const install = store.install.value;
  if (install.status !== 'running' && install.status !== 'paused') return null;
  const { name, doneBytes, totalBytes } = install;
  const part = wholePercent(doneBytes, totalBytes);
  return (
    <p class="note note-install">
      {strings.install[install.status](
        name === null ? strings.install.nameless : plain(name),
        part === null ? '…' : `${part}%`,
      )}
    </p>
  );
}

/** Why pictures stay unknown, and what helps. */
function HintNote({ store }: { store: PopupStore }) {
  const hint = store.hint.value;
  if (!hint) return null;
  if (hint.kind === 'no-sight') {
    return (
      <div class="note note-hint">
        <p>{strings.hint.noSight}</p>
        <button type="button" class="link" onClick={store.openOptions}>
          {strings.hint.otherGuard}
        </button>
      </div>
    );
  }
  const { count, site } = hint;
  return (
    <div class="note note-hint">
      <p>{strings.hint.locked(count, shortSite(site))}</p>
      <button
        type="button"
        class="link"
        aria-label={strings.hint.allowSite(site)}
        onClick={() => void store.allow(site)}
      >
        {strings.hint.allow}
      </button>
    </div>
  );
}

export function App({ store }: { store: PopupStore }) {
  useFocusNeverLost();
  const view = store.view.value;
  const guard = store.guard.value;
  const list = showsList(view);
  const screening = store.mode.value === 'screen' && guard?.status === 'ready';
  return (
    <div class={list ? 'popup popup-tall' : 'popup'}>
      <Header store={store} />
      <main data-view={view.kind} aria-busy={view.kind === 'starting'}>
        <div class="notes">
          <TroubleNote trouble={store.trouble.value} onDismiss={store.dismiss} />
          <InstallNote store={store} />
          {store.isFixed.value && <ManagedNote locked />}
          {screening && guard.practice && <p class="note note-practice">{strings.practice.note}</p>}
          {store.mode.value === 'screen' && <SendingNotes store={store} />}
          {store.mode.value === 'screen' && <PartsNote store={store} />}
          {list && <HintNote store={store} />}
          {list && store.saving.value && <p class="note">{strings.saving}</p>}
          {list && store.marksRemoved.value && <p class="note">{strings.marksRemoved}</p>}
        </div>
        <StatePanel view={view} store={store} />
        {list && (
          <>
            {view.kind === 'list' && <Status store={store} />}
            <ListView store={store} />
          </>
        )}
        <SiteProtection store={store} />
        <SiteOrder store={store} />
        <LockState lock={store.lock} />
      </main>
      <footer class="footer">
        {list && <p>{strings.canBeWrong}</p>}
        {store.parental.value && (
          <button type="button" class="link" onClick={store.openSummary}>
            {strings.summary}
          </button>
        )}
        <button type="button" class="link" onClick={store.openReview}>
          {strings.review}
        </button>
        <button type="button" class="link" onClick={store.openOptions}>
          {strings.options}
        </button>
      </footer>
      <LiveRegion
        text={announcementOf(store.view.value, store.site.value ?? '', store.counts.value)}
      />
      <Unlock lock={store.lock} />
    </div>
  );
}
