/** The fourth choice: a PIN. What it cannot prevent is said where it is set. */
import { useState } from 'preact/hooks';
import { Limits } from '../components/Limits';
import { PinForm } from '../components/PinForm';
import { RecoveryCode } from '../components/RecoveryCode';
import type { WelcomeStore } from './store';
import { welcomeWords as words } from './strings';

export function LockStep({ store }: { store: WelcomeStore }) {
  const { lock } = store.options;
  const view = lock.view.value;
  const [code, show] = useState<string | null>(null);
  const [parental, setParental] = useState(true);
  return (
    <>
      <div class="card">
        {code !== null ? (
          <RecoveryCode
            code={code}
            onDone={() => {
              show(null);
              void store.next();
            }}
          />
        ) : view?.status === 'off' ? (
          <PinForm
            lock={lock}
            asks={null}
            setsNew
            submit={words.lock.submit}
            onSubmit={(_, pin) => lock.request({ type: 'lock.setUp', pin })}
            onDone={(made) => {
              show(made);
              if (parental) void store.setParental();
            }}
          >
            <label class="tick">
              <input
                type="checkbox"
                checked={parental}
                onChange={(event) => setParental(event.currentTarget.checked)}
              />
              <span>{words.lock.parental}</span>
            </label>
          </PinForm>
        ) : (
          view !== null && view.status !== 'unreadable' && <p>{words.lock.isSet}</p>
        )}
      </div>
      <section class="card" aria-labelledby="limits">
        <h3 id="limits">{words.lock.limits}</h3>
        <Limits />
      </section>
    </>
  );
}
