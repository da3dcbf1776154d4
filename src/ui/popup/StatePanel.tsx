/** What stands in the way of a list, in one sentence, with one button that helps. */
import { Button, Details, Progress } from '../components/controls';
import { Panel } from '../components/Panel';
import { percent, strings } from '../strings';
import { shortSite } from './site';
import type { PopupStore } from './store';
import type { View } from './view';

type Of<K extends View['kind']> = Extract<View, { kind: K }>;

function GuardLoading({ view }: { view: Of<'guard-loading'> }) {
  const { stage, loadedBytes, totalBytes } = view.guard;
  const part = totalBytes > 0 ? Math.min(1, loadedBytes / totalBytes) : 0;
  const counting = stage === 'files' && totalBytes > 0;
  return (
    <Panel compact={view.list} weather="calm" title={strings.loading.title}>
      <p>
        {strings.loading.stages[stage]}
        {counting && ` · ${percent(part)}`}
      </p>
      <Progress value={counting ? part : null} label={strings.loading.progress} />
    </Panel>
  );
}

function GuardFailed({ view, store }: { view: Of<'failed'>; store: PopupStore }) {
  const failure = strings.failed.failures[view.guard.code];
  return (
    <Panel compact={view.list} weather="trouble" title={failure.what}>
      <p>
        {failure.means} {failure.todo}
      </p>
      {view.guard.code === 'missing' ? (
        <Button onClick={store.openOptions}>{strings.failed.install}</Button>
      ) : (
        <Button busy={store.busy.value === 'guard'} onClick={store.retryGuard}>
          {strings.failed.button}
        </Button>
      )}
      {view.guard.message && <Details label={strings.details}>{view.guard.message}</Details>}
    </Panel>
  );
}

export function StatePanel({ view, store }: { view: View; store: PopupStore }) {
  const site = shortSite(store.site.value ?? '');
  const busy = store.busy.value;
  switch (view.kind) {
    case 'list':
      return null;
    case 'starting':
      return (
        <div class="starting">
          <span class="visually-hidden">{strings.starting}</span>
        </div>
      );
    case 'out-of-reach': {
      const { title, body } = strings.outOfReach[view.why];
      return (
        <Panel weather="off" title={title}>
          <p>{body}</p>
          <Button quiet onClick={store.lookAgain}>
            {strings.lookAgain}
          </Button>
        </Panel>
      );
    }
    case 'silent':
      return (
        <Panel weather="trouble" title={strings.silent.title}>
          <p>{strings.silent.body}</p>
          <Button onClick={store.tryAgain}>{strings.silent.button}</Button>
        </Panel>
      );
    case 'off':
      return (
        <Panel weather="off" title={strings.off.title(site)}>
          <p>{strings.off.body}</p>
          <Button busy={busy === 'on'} onClick={store.turnOn}>
            {strings.off.button}
          </Button>
          <p class="panel-note">{strings.off.note}</p>
        </Panel>
      );
    case 'declined':
      return (
        <Panel weather="off" title={strings.declined.title(site)}>
          <p>{strings.declined.body}</p>
          <Button busy={busy === 'on'} onClick={store.turnOn}>
            {strings.declined.button}
          </Button>
        </Panel>
      );
    case 'no-guard':
      return (
        <Panel weather="off" title={strings.noGuard.title}>
          <p>{strings.practice.explain}</p>
          <div class="panel-buttons">
            <Button busy={busy === 'guard'} onClick={store.tryPracticeGuard}>
              {strings.practice.try}
            </Button>
            <Button quiet onClick={store.openOptions}>
              {strings.noGuard.get}
            </Button>
          </div>
        </Panel>
      );
    case 'guard-loading':
      return <GuardLoading view={view} />;
    case 'failed':
      return <GuardFailed view={view} store={store} />;
    case 'page-loading':
      return (
        <Panel weather="calm" title={strings.pageLoading.title}>
          <p>{strings.pageLoading.body}</p>
        </Panel>
      );
    case 'lost':
      return (
        <Panel weather="trouble" title={strings.lost.title}>
          <p>{strings.lost.body}</p>
          <Button onClick={store.reload}>{strings.lost.button}</Button>
        </Panel>
      );
    case 'empty':
      return (
        <Panel weather="calm" title={strings.empty.title}>
          <p>{strings.empty.body}</p>
          <Button quiet onClick={store.reload}>
            {strings.empty.button}
          </Button>
        </Panel>
      );
  }
}
