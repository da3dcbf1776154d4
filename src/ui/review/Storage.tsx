/** What is kept, how much of it, and the end of all of it. */

import { useEffect, useState } from 'preact/hooks';
import type { ReviewSettings } from '../../core/preferences';
import { Confirm } from '../components/Confirm';
import { Button } from '../components/controls';
import { Managed } from '../components/Managed';
import type { ReviewStore } from './store';
import { words } from './strings';

const DAY_MS = 24 * 60 * 60_000;
const MEGABYTE = 1024 * 1024;

/** In the units that people think in. */
const LIMITS = {
  maxAgeMs: { unit: DAY_MS, least: 1, most: 3_650, label: 'age' },
  maxEntries: { unit: 1, least: 100, most: 1_000_000, label: 'count' },
  maxBytes: { unit: MEGABYTE, least: 10, most: 10_000, label: 'size' },
} as const;
type Limit = keyof typeof LIMITS;
const NAMES = Object.keys(LIMITS) as Limit[];

const numbersOf = ({ limits }: ReviewSettings): Record<Limit, string> => ({
  maxAgeMs: String(Math.round(limits.maxAgeMs / LIMITS.maxAgeMs.unit)),
  maxEntries: String(limits.maxEntries),
  maxBytes: String(Math.round(limits.maxBytes / LIMITS.maxBytes.unit)),
});

function read(name: Limit, written: string): number | null {
  const { least, most, unit } = LIMITS[name];
  const value = /^\d{1,9}$/.test(written.trim()) ? Number(written) : Number.NaN;
  return value >= least && value <= most ? value * unit : null;
}

function Limits({ review, store }: { review: ReviewSettings; store: ReviewStore }) {
  const [written, write] = useState(numbersOf(review));
  const [saved, setSaved] = useState(false);
  useEffect(() => write(numbersOf(review)), [review.limits]);
  const { storage } = words;
  const values = NAMES.map((name) => [name, read(name, written[name])] as const);
  const save = async () => {
    const good = values.flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as const],
    );
    if (good.length < values.length) return;
    const limits = { ...review.limits, ...Object.fromEntries(good) };
    setSaved(await store.setPreferences({ review: { ...review, limits } }));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="choices-row">
        {values.map(([name, value]) => {
          const { label, least, most } = LIMITS[name];
          return (
            <label key={name} class="field">
              {storage[label]}
              <input
                inputMode="numeric"
                dir="ltr"
                value={written[name]}
                aria-invalid={value === null}
                aria-describedby={value === null ? `wrong-${name}` : undefined}
                onInput={(event) => {
                  setSaved(false);
                  write({ ...written, [name]: event.currentTarget.value });
                }}
              />
              {value === null && (
                <span class="problem" id={`wrong-${name}`}>
                  {storage.wrong(least, most)}
                </span>
              )}
            </label>
          );
        })}
      </div>
      <p class="explain">{storage.line}</p>
      <div class="buttons">
        <button type="submit" class="button">
          {storage.save}
        </button>
        <span role="status">{saved && storage.saved}</span>
      </div>
    </form>
  );
}

export function Storage({ store }: { store: ReviewStore }) {
  const review = store.preferences.value?.review;
  const { storage, forget } = words;
  const [count, setCount] = useState<number | null>(null);
  const [wasAsked, setAsked] = useState(false);
  if (!review) return null;
  const ask = async () => {
    const answer = await store.ask('count', { type: 'review.count', filter: {} });
    if (!answer) return;
    setCount(answer.count ?? 0);
    setAsked(true);
  };
  return (
    <section class="card" aria-labelledby="storage">
      <h2 id="storage">{storage.title}</h2>
      <Managed policy={store.policy.value} name="review">
        {(['keep', 'keepSafe'] as const).map((name) => (
          <div key={name}>
            <label class="check">
              <input
                type="checkbox"
                checked={review[name]}
                aria-describedby={`storage-${name}`}
                onChange={(event) =>
                  void store.setPreferences({
                    review: { ...review, [name]: event.currentTarget.checked },
                  })
                }
              />
              {storage[name]}
            </label>
            <p class="explain" id={`storage-${name}`}>
              {storage[`${name}Line`]}
            </p>
          </div>
        ))}
        <Limits review={review} store={store} />
      </Managed>
      {count === null ? (
        <Button quiet takesFocus={wasAsked} onClick={() => void ask()}>
          {forget.all}
        </Button>
      ) : (
        <Confirm
          yes={forget.yes}
          no={forget.no}
          onYes={() => {
            setCount(null);
            void store.forget('all');
          }}
          onNo={() => setCount(null)}
        >
          {forget.askAll(count)}
        </Confirm>
      )}
    </section>
  );
}
