/** The parental lock: its PIN, what it guards and when, and what it cannot do. */
import { useState } from 'preact/hooks';
import { GUARDED } from '../../../core/lock/lock';
import { Button } from '../../components/controls';
import { useFocusKept } from '../../components/focus';
import { Limits } from '../../components/Limits';
import { Managed } from '../../components/Managed';
import { PinForm } from '../../components/PinForm';
import { RecoveryCode } from '../../components/RecoveryCode';
import { lockWords } from '../../strings-lock';
import { parentsWords as words } from '../../strings-parents';
import type { OptionsStore } from '../store';
import { ParentalMode } from './ParentalMode';
import { Times } from './Times';

type Doing = 'change' | 'newCode' | 'remove' | null;

function Guards() {
  return (
    <>
      <p>{words.guards.title}:</p>
      <ul class="guards-list">
        {GUARDED.map((what) => (
          <li key={what}>{words.guards.items[what]}</li>
        ))}
      </ul>
    </>
  );
}

function SetUp({ store, onCode }: { store: OptionsStore; onCode: (code: string | null) => void }) {
  return (
    <section class="card" aria-labelledby="pin">
      <h3 id="pin">{words.setUp.title}</h3>
      <p>{words.setUp.body}</p>
      <Guards />
      <PinForm
        lock={store.lock}
        asks={null}
        setsNew
        submit={words.setUp.submit}
        onSubmit={(_, pin) => store.lock.request({ type: 'lock.setUp', pin })}
        onDone={onCode}
      />
    </section>
  );
}

function Change({ store, onCode }: { store: OptionsStore; onCode: (code: string | null) => void }) {
  const { lock } = store;
  const [doing, start] = useState<Doing>(null);
  const [said, say] = useState('');
  const root = useFocusKept<HTMLElement>(String(doing));
  const begin = (what: Doing) => {
    say('');
    start(what);
  };
  const common = { lock, asks: 'pin', takesFocus: true, onCancel: () => start(null) } as const;
  return (
    <section class="card" aria-labelledby="pin" ref={root}>
      <h3 id="pin" tabIndex={-1} data-refuge="">
        {words.pin}
      </h3>
      <Guards />
      {doing === null && (
        <div class="buttons">
          <Button quiet onClick={() => begin('change')}>
            {words.change.button}
          </Button>
          <Button quiet onClick={() => begin('newCode')}>
            {words.newCode.button}
          </Button>
          <Button quiet onClick={() => begin('remove')}>
            {words.remove.button}
          </Button>
        </div>
      )}
      {doing === 'change' && (
        <PinForm
          {...common}
          key="change"
          setsNew
          secretLabel={words.change.current}
          submit={words.change.submit}
          onSubmit={(pin, next) => lock.request({ type: 'lock.change', pin, next })}
          onDone={() => {
            start(null);
            say(words.done.change);
          }}
        />
      )}
      {doing === 'newCode' && (
        <PinForm
          {...common}
          key="newCode"
          setsNew={false}
          submit={words.newCode.submit}
          onSubmit={(pin) => lock.request({ type: 'lock.newCode', pin })}
          onDone={(code) => {
            start(null);
            onCode(code);
          }}
        >
          <p>{words.newCode.body}</p>
        </PinForm>
      )}
      {doing === 'remove' && (
        <PinForm
          {...common}
          key="remove"
          danger
          setsNew={false}
          submit={words.remove.submit}
          onSubmit={(pin) => lock.request({ type: 'lock.remove', pin })}
        >
          <p>{words.remove.body}</p>
        </PinForm>
      )}
      <p class="saved" role="status">
        {said}
      </p>
    </section>
  );
}

export function LockSection({ store }: { store: OptionsStore }) {
  const view = store.lock.view.value;
  const [code, show] = useState<string | null>(null);
  return (
    <section aria-labelledby="parental" class="section">
      <h2 id="parental">{words.title}</h2>
      <p class="explain">{words.explain}</p>
      {view === null && <p>{words.starting}</p>}
      {view?.status === 'unreadable' && (
        <p class="note note-trouble">{lockWords.refusals.unreadable}</p>
      )}
      {code !== null ? (
        <div class="card">
          <RecoveryCode code={code} onDone={() => show(null)} />
        </div>
      ) : (
        <>
          {view?.status === 'off' && <SetUp store={store} onCode={show} />}
          {(view?.status === 'locked' || view?.status === 'unlocked') && (
            <Change store={store} onCode={show} />
          )}
        </>
      )}
      <Managed policy={store.policy.value} name="parental">
        <ParentalMode store={store} />
      </Managed>
      {(view?.status === 'locked' || view?.status === 'unlocked') && (
        <Times store={store} stored={view.schedule} />
      )}
      <section class="card" aria-labelledby="limits">
        <h3 id="limits">{words.limits.title}</h3>
        <Limits />
      </section>
      <section class="card" aria-labelledby="week">
        <h3 id="week">{words.summary.title}</h3>
        <p>{words.summary.line}</p>
        <div class="buttons">
          <Button quiet onClick={() => void store.openOwn('summary')}>
            {words.summary.open}
          </Button>
          <Button quiet onClick={() => void store.openOwn('welcome')}>
            {words.welcome.open}
          </Button>
        </div>
      </section>
    </section>
  );
}
