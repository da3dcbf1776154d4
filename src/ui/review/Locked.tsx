/** The lock has refused: a PIN opens it for a while. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { VERBATIM } from '../components/controls';
import type { ReviewStore } from './store';
import { words } from './strings';

export function Locked({ store }: { store: ReviewStore }) {
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const unlock = async () => {
    const said = await store.unlock(pin);
    setPin('');
    setProblem(said);
    field.current?.focus();
  };
  return (
    <form
      class="card locked"
      aria-labelledby="locked"
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <h2 id="locked">{words.locked.title}</h2>
      <p>{words.locked.body}</p>
      <label class="field">
        {words.locked.field}
        <input
          ref={field}
          type="password"
          inputMode="numeric"
          {...VERBATIM}
          value={pin}
          aria-invalid={problem !== null}
          aria-describedby="locked-problem"
          onInput={(event) => setPin(event.currentTarget.value)}
        />
      </label>
      <p id="locked-problem" role="alert" class="problem">
        {problem}
      </p>
      <button type="submit" class="button">
        {words.locked.button}
      </button>
    </form>
  );
}
