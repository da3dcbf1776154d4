/** When pages wait: hidden tabs, a low battery. */
import { useState } from 'preact/hooks';
import type { PaceSettings } from '../../core/pace';
import type { OptionsStore } from './store';
import { text } from './strings';

const KEYS = ['waitHidden', 'batteryInView'] as const satisfies (keyof PaceSettings)[];

export function Pace({ store }: { store: OptionsStore }) {
  const stored = store.pace.value;
  /** What is on its way is shown as done. */
  const [picked, pick] = useState<Partial<PaceSettings>>({});
  const [saved, setSaved] = useState(false);
  if (stored === null) return null;

  const save = async (change: Partial<PaceSettings>) => {
    setSaved(false);
    pick(change);
    setSaved(await store.setPace(change));
    pick({});
  };
  return (
    <section class="card" aria-labelledby="pace">
      <h3 id="pace">{text.pace.title}</h3>
      <fieldset class="choices">
        <legend>{text.pace.question}</legend>
        {KEYS.map((key) => (
          <label key={key} class="choice">
            <input
              type="checkbox"
              checked={picked[key] ?? stored[key]}
              aria-labelledby={`pace-name-${key}`}
              aria-describedby={`pace-${key}`}
              onChange={(event) => void save({ [key]: event.currentTarget.checked })}
            />
            <span>
              <span class="choice-name" id={`pace-name-${key}`}>
                {text.pace[key].name}
              </span>
              <span class="choice-line" id={`pace-${key}`}>
                {text.pace[key].line}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p class="saved" role="status">
        {saved && text.pace.saved}
      </p>
    </section>
  );
}
