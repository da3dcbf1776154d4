/** What guard is in use, how it is, and what helps where it is not well. */
import type { GuardState } from '../../platform/guard-protocol';
import { Button, Details, Progress } from '../components/controls';
import { plain } from '../format';
import { percent, strings } from '../strings';
import type { OptionsStore } from './store';
import { text } from './strings';

type Of<K extends GuardState['status']> = Extract<GuardState, { status: K }>;

function deviceLines({ id, device }: Of<'ready'>): string {
  const words = text.now.device;
  return [
    words[device.kind],
    ...(device.adapter ? [words.adapter(plain(device.adapter, 200))] : []),
    words.precision(device.precision),
    words.subgroups(device.subgroups),
    words.difference(device.selfTestDifference.toPrecision(2)),
    words.id(id),
  ].join('\n');
}

function Failed({ guard, store }: { guard: Of<'failed'>; store: OptionsStore }) {
  const failure = strings.failed.failures[guard.code];
  const { missing, build } = {
    missing: guard.code === 'missing',
    build: store.chosenBuild.value,
  };
  const broken = missing || guard.code === 'damaged' || guard.code === 'unreadable';
  const address = build?.address ?? null;
  const again = broken && address !== null && !store.installing.value;
  const busy = store.busy.value;
  return (
    <>
      <h4>{failure.what}</h4>
      <p>
        {failure.means} {failure.todo}
        {missing && build && address === null && ` ${text.now.fromFolderAgain}`}
      </p>
      <div class="buttons">
        {again && (
          <Button busy={busy.has('install')} onClick={() => store.installFrom(address)}>
            {text.now.installAgain}
          </Button>
        )}
        {broken && !missing && build && (
          <Button
            quiet={again}
            busy={
              busy.has(`verify ${build.id}`) || store.view.value?.verification?.outcome === null
            }
            onClick={() => store.verify(build.id)}
          >
            {text.now.check}
          </Button>
        )}
        <Button quiet={broken} busy={busy.has('retry')} onClick={store.retryGuard}>
          {text.now.retry}
        </Button>
      </div>
      {guard.message && <Details label={strings.details}>{guard.message}</Details>}
    </>
  );
}

function Loading({ guard, store }: { guard: Of<'loading'>; store: OptionsStore }) {
  const { stage, loadedBytes, totalBytes } = guard;
  const counting = stage === 'files' && totalBytes > 0;
  const part = counting ? Math.min(1, loadedBytes / totalBytes) : null;
  const name = store.chosenName.value;
  return (
    <>
      <h4>{name === null ? strings.loading.title : text.now.loading(name)}</h4>
      <p class="numbers">
        {strings.loading.stages[stage]}
        {part !== null && ` · ${percent(part)}`}
      </p>
      <Progress value={part} label={strings.loading.progress} />
    </>
  );
}

function State({ guard, store }: { guard: GuardState; store: OptionsStore }) {
  switch (guard.status) {
    case 'none': {
      const name = store.chosenName.value;
      const none = store.engines.elsewhere.value ? text.now.noneHere : text.now.noneBody;
      return (
        <>
          <h4>{name === null ? text.now.none : text.now.asleep(name)}</h4>
          <p>{name === null ? none : text.now.asleepBody}</p>
        </>
      );
    }
    case 'loading':
      return <Loading guard={guard} store={store} />;
    case 'ready':
      return (
        <>
          <h4>{text.now.ready(plain(guard.name))}</h4>
          {guard.practice ? (
            <p class="note note-practice">{strings.practice.note}</p>
          ) : (
            <p>{text.now.readyBody}</p>
          )}
          <Details label={strings.details}>{deviceLines(guard)}</Details>
        </>
      );
    case 'failed':
      return <Failed guard={guard} store={store} />;
  }
}

export function RunsNow({ store }: { store: OptionsStore }) {
  const guard = store.guard.value;
  return (
    <section class="card now" data-state={guard?.status ?? 'starting'} aria-labelledby="now">
      <h3 id="now">{text.now.title}</h3>
      {guard && <State guard={guard} store={store} />}
    </section>
  );
}
