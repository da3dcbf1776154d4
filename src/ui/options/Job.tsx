/** An installation: how far it is, what went wrong, what can be done. */
import { Fragment } from 'preact';
import { readBuildAddress } from '../../core/build-address';
import type { InstallSource, InstallState } from '../../platform/store-protocol';
import { Confirm } from '../components/Confirm';
import { Button, Details, Progress } from '../components/controls';
import { amount, plain, rate, size, timeLeft } from '../format';
import { strings } from '../strings';
import type { OptionsStore } from './store';
import { text } from './strings';

type Of<K extends InstallState['status']> = Extract<InstallState, { status: K }>;
type Props<K extends InstallState['status']> = {
  install: Of<K>;
  store: OptionsStore;
  /** Opens the browser's question for a folder. */
  pick: () => void;
};

const nameOf = (name: string | null): string => (name === null ? text.job.nameless : plain(name));

/** Where it comes from, as a person would say it. */
function placeOf(source: InstallSource): string {
  if (source.kind === 'folder') return text.job.folder(plain(source.name));
  const read = readBuildAddress(source.address);
  return plain(read.ok ? read.address.host : source.address);
}

function Source({ source }: { source: InstallSource }) {
  const from = source.kind === 'folder' ? placeOf(source) : plain(source.address, 200);
  return (
    <p class="job-source">
      <bdi>{text.job.source(from)}</bdi>
    </p>
  );
}

function Notices({ notices }: { notices: readonly string[] }) {
  if (notices.length === 0) return null;
  return (
    <ul class="notices">
      {notices.map((notice, index) => (
        <li key={index}>
          <bdi>{plain(notice, 300)}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** The button that ends it; asks again where something would be lost. */
function Cancel({
  store,
  doneBytes,
  word,
}: {
  store: OptionsStore;
  doneBytes: number;
  word: string;
}) {
  return (
    <Button
      quiet
      busy={store.busy.value.has('cancel')}
      onClick={() => (doneBytes > 0 ? store.ask('cancel') : void store.cancel())}
    >
      {word}
    </Button>
  );
}

function AskCancel({ store, doneBytes }: { store: OptionsStore; doneBytes: number }) {
  return (
    <Confirm
      yes={text.job.yes}
      no={text.job.no}
      onNo={() => store.ask(null)}
      onYes={() => void store.cancel()}
    >
      {text.job.ask(size(doneBytes))}
    </Confirm>
  );
}

function numbersOf(install: Of<'running'>): string[] {
  const { stage, doneBytes, totalBytes, bytesPerSecond, source } = install;
  if (totalBytes === 0) return [text.job.stages[stage](placeOf(source))];
  const moves = stage === 'downloading' || stage === 'copying';
  const parts = moves ? [] : [text.job.stages[stage](placeOf(source))];
  parts.push(amount(doneBytes, totalBytes));
  if (!moves || bytesPerSecond === null) return parts;
  parts.push(rate(bytesPerSecond));
  const left = timeLeft(totalBytes - doneBytes, bytesPerSecond);
  return left === null ? parts : [...parts, left];
}

function Running({ install, store }: Props<'running'>) {
  const { doneBytes, totalBytes, source } = install;
  const asked = store.asking.value === 'cancel';
  return (
    <>
      <Source source={source} />
      <Progress value={totalBytes > 0 ? doneBytes / totalBytes : null} label={text.job.progress} />
      <p class="numbers job-numbers">
        {numbersOf(install).map((part, index) => (
          <Fragment key={index}>
            {index > 0 && ' · '}
            <span class={totalBytes > 0 ? 'whole' : undefined}>{part}</span>
          </Fragment>
        ))}
      </p>
      <p class="job-hint">{source.kind === 'folder' ? text.job.keepOpen : text.job.goesOn}</p>
      <Notices notices={install.notices} />
      {asked ? (
        <AskCancel store={store} doneBytes={doneBytes} />
      ) : (
        <div class="buttons">
          <Button quiet busy={store.busy.value.has('install')} onClick={store.pause}>
            {text.job.pause}
          </Button>
          <Cancel store={store} doneBytes={doneBytes} word={text.job.cancel} />
        </div>
      )}
    </>
  );
}

function Paused({ install, store }: Props<'paused'>) {
  const { doneBytes, totalBytes, source } = install;
  const asked = store.asking.value === 'cancel';
  return (
    <>
      <Source source={source} />
      {totalBytes > 0 && <Progress value={doneBytes / totalBytes} label={text.job.progress} />}
      <p class="numbers job-numbers">
        {totalBytes > 0 && text.job.kept(amount(doneBytes, totalBytes))}
      </p>
      {asked ? (
        <AskCancel store={store} doneBytes={doneBytes} />
      ) : (
        <div class="buttons">
          <Button busy={store.busy.value.has('install')} onClick={store.resume}>
            {text.job.resume}
          </Button>
          <Cancel store={store} doneBytes={doneBytes} word={text.job.cancel} />
        </div>
      )}
    </>
  );
}

function Helps({ install, store, pick }: Props<'failed'>) {
  const host = store.hostToAllow.value;
  const busy = store.busy.value.has('install');
  if (install.source.kind === 'folder' && (install.code === 'folder-gone' || !install.resumable)) {
    return <Button onClick={pick}>{text.install.pickAgain}</Button>;
  }
  return (
    <>
      <Button busy={busy} onClick={store.retryInstall}>
        {install.resumable && install.doneBytes > 0 ? text.job.resume : text.job.retry}
      </Button>
      {host !== null && (
        <Button quiet onClick={store.allowAndRetry}>
          {text.job.allow(host)}
        </Button>
      )}
    </>
  );
}

function Failed(props: Props<'failed'>) {
  const { install, store } = props;
  const { doneBytes, totalBytes, code, message } = install;
  const failure = text.job.failures[code];
  const asked = store.asking.value === 'cancel';
  return (
    <>
      <Source source={install.source} />
      <p class="job-failure">
        {failure.means} {failure.todo}
      </p>
      {doneBytes > 0 && totalBytes > 0 && (
        <p class="numbers job-numbers">{text.job.kept(amount(doneBytes, totalBytes))}</p>
      )}
      {asked ? (
        <AskCancel store={store} doneBytes={doneBytes} />
      ) : (
        <div class="buttons">
          <Helps {...props} />
          <Cancel store={store} doneBytes={doneBytes} word={text.job.discard} />
        </div>
      )}
      {message && <Details label={strings.details}>{message}</Details>}
    </>
  );
}

function Done({ install, store }: Props<'done'>) {
  const { id, practice } = install;
  const source = { kind: 'installed', id, practice } as const;
  const chosen = store.isChosen(source);
  return (
    <>
      {practice && <p class="note note-practice">{strings.practice.note}</p>}
      <Notices notices={install.notices} />
      {chosen && <p>{text.job.inUse}</p>}
      <div class="buttons">
        {!chosen && (
          <Button busy={store.busy.value.has(`use ${id}`)} onClick={() => store.use(source)}>
            {text.job.use}
          </Button>
        )}
        <Button quiet busy={store.busy.value.has('cancel')} onClick={() => void store.cancel()}>
          {text.job.close}
        </Button>
      </div>
    </>
  );
}

function titleOf(install: InstallState): string {
  switch (install.status) {
    case 'none':
      return '';
    case 'failed':
      return text.job.failures[install.code].what;
    default:
      return text.job[install.status](nameOf(install.name));
  }
}

function Body(props: { install: InstallState; store: OptionsStore; pick: () => void }) {
  const { install, ...rest } = props;
  switch (install.status) {
    case 'none':
      return null;
    case 'running':
      return <Running install={install} {...rest} />;
    case 'paused':
      return <Paused install={install} {...rest} />;
    case 'failed':
      return <Failed install={install} {...rest} />;
    case 'done':
      return <Done install={install} {...rest} />;
  }
}

export function Job(props: { store: OptionsStore; pick: () => void }) {
  const install = props.store.view.value?.install;
  if (!install || install.status === 'none') return null;
  return (
    <div class="job" data-status={install.status}>
      <h4 tabIndex={-1} data-refuge="">
        <bdi>{titleOf(install)}</bdi>
      </h4>
      <Body install={install} {...props} />
    </div>
  );
}
