/**
 * Asks for the PIN over whatever page of ours it stands on, when the background has refused
 * something: what was refused is asked again when the lock is open.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { LockLine } from '../line/lock-line';
import { lockWords as words } from '../strings-lock';
import { PinForm } from './PinForm';
import { RecoveryCode } from './RecoveryCode';

export function Unlock({ lock }: { lock: LockLine }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = lock.asked.value;
  const title = useId();
  const [way, setWay] = useState<'pin' | 'code'>('pin');
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    if (!asked) return;
    setWay('pin');
    setCode(null);
    dialog.current?.showModal();
  }, [asked]);

  if (!asked) return null;
  return (
    <dialog
      ref={dialog}
      class="unlock"
      aria-labelledby={code === null ? title : undefined}
      aria-label={code === null ? undefined : words.code.title}
      onCancel={(event) => {
        event.preventDefault();
        // A new code must have been read before it goes.
        if (code === null) lock.cancel();
      }}
    >
      {code !== null ? (
        <RecoveryCode heading="h2" code={code} onDone={() => lock.read()} />
      ) : way === 'pin' ? (
        <>
          <h2 id={title}>{words.ask.title}</h2>
          <p>{words.ask.body}</p>
          <PinForm
            key="pin"
            lock={lock}
            asks="pin"
            setsNew={false}
            submit={words.ask.submit}
            onSubmit={(pin) => lock.unlock(pin)}
            onCancel={() => lock.cancel()}
            takesFocus
          />
          <button type="button" class="link" onClick={() => setWay('code')}>
            {words.ask.forgot}
          </button>
        </>
      ) : (
        <>
          <h2 id={title}>{words.recover.title}</h2>
          <p>{words.recover.body}</p>
          <PinForm
            key="code"
            lock={lock}
            asks="code"
            setsNew
            submit={words.recover.submit}
            onSubmit={(written, pin) => lock.recover(written, pin)}
            onDone={setCode}
            onCancel={() => lock.cancel()}
            takesFocus
          />
          <button type="button" class="link" onClick={() => setWay('pin')}>
            {words.ask.backToPin}
          </button>
        </>
      )}
    </dialog>
  );
}
