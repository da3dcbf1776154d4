/** Asks for the PIN. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, VERBATIM } from '../components/controls';
import { Logo } from '../components/pictures';
import type { UnlockStore } from './store';
import { text } from './strings';

export function App({ store }: { store: UnlockStore }) {
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async () => {
    await store.submit(pin);
    setPin('');
    field.current?.focus();
  };
  const trouble = store.trouble.value;
  return (
    <main class="unlock">
      <Logo size={28} />
      <h1>{text.title}</h1>
      {store.wanted && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <p>{text.explain}</p>
          <label for="pin">{text.pin}</label>
          <input
            {...VERBATIM}
            id="pin"
            ref={field}
            type="password"
            inputMode="numeric"
            value={pin}
            aria-describedby="trouble"
            aria-invalid={trouble !== null}
            onInput={(event) => setPin(event.currentTarget.value)}
          />
          <div class="unlock-actions">
            <button class="button" type="submit" aria-disabled={store.busy.value}>
              {text.show}
            </button>
            <Button quiet onClick={store.cancel}>
              {text.cancel}
            </Button>
          </div>
        </form>
      )}
      <p id="trouble" role="alert">
        {trouble}
      </p>
    </main>
  );
}
