/** The guards on this device: use one, check its files, remove it. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { readBuildAddress } from '../../core/build-address';
import type { StoredBuild, Verification } from '../../platform/store-protocol';
import { Confirm } from '../components/Confirm';
import { Button, Details, Progress } from '../components/controls';
import { useFocusKept } from '../components/focus';
import { amount, plain, size, when } from '../format';
import { strings } from '../strings';
import { Room } from './Room';
import { type OptionsStore, PRACTICE_GUARD, sourceOf } from './store';
import { text } from './strings';

const LONGEST_LICENCE = 40;

const hostOf = (address: string): string => {
  const read = readBuildAddress(address);
  return plain(read.ok ? read.address.host : address);
};

function Meta({ parts }: { parts: readonly (string | null)[] }) {
  return (
    <ul class="meta">
      {parts
        .filter((part) => part !== null)
        .map((part) => (
          <li key={part}>
            <bdi>{part}</bdi>
          </li>
        ))}
    </ul>
  );
}

interface HeadProps {
  name: string;
  practice: boolean;
  chosen: boolean;
  /** Chosen, and yet not at work. */
  fails: boolean;
}

function Head({ name, practice, chosen, fails }: HeadProps) {
  return (
    <div class="guard-head">
      <h4 class="guard-name" tabIndex={-1} data-refuge="">
        <bdi>{name}</bdi>
      </h4>
      {chosen && <span class="badge badge-use">{fails ? text.list.chosen : text.list.inUse}</span>}
      {practice && <span class="badge badge-practice">{text.list.practice}</span>}
    </div>
  );
}

function Checked({ verification }: { verification: Verification }) {
  const { doneBytes, totalBytes, outcome } = verification;
  if (outcome !== null) {
    return <p class={`checked checked-${outcome}`}>{text.list[outcome]}</p>;
  }
  return (
    <div class="checking">
      <p class="numbers">
        {text.list.checking} · {amount(doneBytes, totalBytes)}
      </p>
      <Progress value={totalBytes > 0 ? doneBytes / totalBytes : null} label={text.list.checking} />
    </div>
  );
}

function Ask({
  store,
  build,
  chosen,
}: {
  store: OptionsStore;
  build: StoredBuild;
  chosen: boolean;
}) {
  return (
    <Confirm
      yes={text.list.yes}
      no={text.list.no}
      onNo={() => store.ask(null)}
      onYes={() => store.remove(build.id)}
    >
      {text.list.ask(plain(build.name), size(build.bytes))}{' '}
      {build.address === null ? text.list.askFolder : text.list.askWeb}{' '}
      {chosen && text.list.askInUse}
    </Confirm>
  );
}

interface ActionsProps {
  store: OptionsStore;
  build: StoredBuild;
  chosen: boolean;
  /** Whether the question for its removal has just been answered. */
  asked: boolean;
}

function Actions({ store, build, chosen, asked }: ActionsProps) {
  const { id, address, problem } = build;
  const name = plain(build.name);
  const busy = store.busy.value;
  const source = sourceOf(build);
  const again = problem !== null && address !== null && !store.installing.value;
  return (
    <div class="buttons">
      {again && (
        <Button
          label={text.list.of(text.list.again, name)}
          busy={busy.has('install')}
          onClick={() => store.installFrom(address)}
        >
          {text.list.again}
        </Button>
      )}
      {!problem && !chosen && (
        <Button
          label={text.list.of(text.list.use, name)}
          busy={busy.has(`use ${id}`)}
          onClick={() => store.use(source)}
        >
          {text.list.use}
        </Button>
      )}
      <Button
        quiet
        label={text.list.of(text.list.check, name)}
        busy={busy.has(`verify ${id}`) || store.view.value?.verification?.outcome === null}
        onClick={() => store.verify(id)}
      >
        {text.list.check}
      </Button>
      <Button
        quiet
        takesFocus={asked}
        label={text.list.of(text.list.remove, name)}
        busy={busy.has(`remove ${id}`)}
        onClick={() => store.ask(`remove ${id}`)}
      >
        {text.list.remove}
      </Button>
    </div>
  );
}

function detailLines({ id, model, bits, address }: StoredBuild): string {
  const { details } = text.list;
  return [
    details.model(plain(model, 200)),
    details.bits(bits),
    ...(address === null ? [] : [details.address(plain(address, 500))]),
    details.id(id),
  ].join('\n');
}

function Installed({
  store,
  build,
  now,
}: {
  store: OptionsStore;
  build: StoredBuild;
  now: number;
}) {
  const { id, problem, address, practice } = build;
  const chosen = store.isChosen(sourceOf(build));
  const asked = store.asking.value === `remove ${id}`;
  const verification = store.view.value?.verification;
  const fails = problem !== null || store.guard.value?.status === 'failed';
  const day = when(build.installedAt, now);
  const wasAsked = useRef(false);
  if (asked) wasAsked.current = true;
  const row = useFocusKept<HTMLLIElement>(`${chosen} ${problem?.code}`);
  return (
    <li class="guard" data-guard={id} ref={row}>
      <Head name={plain(build.name)} practice={practice} chosen={chosen} fails={fails} />
      <Meta
        parts={[
          size(build.bytes),
          build.licence.trim() === '' ? text.list.noLicence : plain(build.licence, LONGEST_LICENCE),
          address === null ? text.list.fromFolder : text.list.from(hostOf(address)),
          day === null ? null : text.list.installed(day),
        ]}
      />
      {problem && (
        <div class="note note-trouble">
          <div>
            {text.list.problems[problem.code]}
            <Details label={strings.details}>{problem.message}</Details>
          </div>
        </div>
      )}
      {verification?.id === id && <Checked verification={verification} />}
      {asked ? (
        <Ask store={store} build={build} chosen={chosen} />
      ) : (
        <Actions store={store} build={build} chosen={chosen} asked={wasAsked.current} />
      )}
      <Details label={strings.details}>{detailLines(build)}</Details>
    </li>
  );
}

function Practice({ store }: { store: OptionsStore }) {
  const chosen = store.isChosen(PRACTICE_GUARD);
  const name = text.guard.practiceName;
  const row = useFocusKept<HTMLLIElement>(String(chosen));
  return (
    <li class="guard" data-guard="practice" ref={row}>
      <Head name={name} practice chosen={chosen} fails={store.guard.value?.status === 'failed'} />
      <Meta parts={[text.list.packaged]} />
      <p class="explain">{strings.practice.explain}</p>
      {!chosen && (
        <div class="buttons">
          <Button
            quiet
            label={text.list.of(text.list.use, name)}
            busy={store.busy.value.has('use guards/practice/')}
            onClick={() => store.use(PRACTICE_GUARD)}
          >
            {text.list.use}
          </Button>
        </div>
      )}
    </li>
  );
}

export function GuardList({ store }: { store: OptionsStore }) {
  const view = store.view.value;
  const builds = view?.builds ?? null;
  const now = Date.now();
  const looking: ComponentChildren = builds === null && !view?.unavailable && (
    <p class="looking">{text.list.looking}</p>
  );
  const root = useFocusKept<HTMLElement>(
    [...(builds ?? []).map(({ id }) => id), store.settings.value?.chosen?.kind].join(' '),
  );
  return (
    <section class="card" aria-labelledby="guards" ref={root}>
      <h3 id="guards" tabIndex={-1} data-refuge="">
        {text.list.title}
      </h3>
      {looking}
      <ul class="guards">
        {builds?.map((build) => (
          <Installed key={build.id} store={store} build={build} now={now} />
        ))}
        <Practice store={store} />
      </ul>
      <Room store={store} />
    </section>
  );
}
