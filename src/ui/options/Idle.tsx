/** After how long without work the guard gives its memory back. */
import { useState } from 'preact/hooks';
import { IDLE_MINUTES, type OptionsStore } from './store';
import { text } from './strings';

export function Idle({ store }: { store: OptionsStore }) {
  const stored = store.settings.value?.idleMinutes;
  /** What is being written; null where the field shows what is stored. */
  const [written, write] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<'saved' | 'wrong' | 'failed' | null>(null);
  if (stored === undefined) return null;

  const save = async (value: string) => {
    const result = await store.setIdle(value);
    setOutcome(result);
    if (result !== 'wrong') write(null);
  };
  const wrong = outcome === 'wrong';
  return (
    <section class="card" aria-labelledby="memory">
      <h3 id="memory">{text.idle.title}</h3>
      <form
        class="idle"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (written !== null) void save(written);
        }}
      >
        <label for="idle">{text.idle.before}</label>
        <input
          id="idle"
          class="field"
          type="number"
          inputMode="numeric"
          min={IDLE_MINUTES.least}
          max={IDLE_MINUTES.most}
          step={1}
          value={written ?? String(stored)}
          aria-invalid={wrong ? 'true' : undefined}
          aria-describedby="idle-unit idle-cost idle-outcome"
          onInput={(event) => {
            write(event.currentTarget.value);
            setOutcome(null);
          }}
          onChange={(event) => void save(event.currentTarget.value)}
        />
        <span id="idle-unit">{text.idle.after}</span>
        <span id="idle-outcome" class={wrong ? 'problem' : 'saved'} role="status">
          {wrong && text.idle.problem}
          {outcome === 'saved' && text.idle.saved}
        </span>
      </form>
      <p class="cost" id="idle-cost">
        {text.idle.cost}
      </p>
    </section>
  );
}
