/** What is shown of what is unsafe, and of what nobody has judged yet: on every site. */
import { useState } from 'preact/hooks';
import {
  MAX_HOLD_SECONDS,
  MIN_HOLD_SECONDS,
  type ProtectionChange,
  ProtectionRule,
} from '../../core/protection';
import { Choices } from '../components/Choices';
import { Managed } from '../components/Managed';
import { protectionStrings as words } from '../strings-protection';
import type { OptionsStore } from './store';

export function Shown({ store }: { store: OptionsStore }) {
  const protection = store.protection.value;
  const [saved, setSaved] = useState(false);
  const [written, write] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  if (protection === null) return null;

  const save = async (change: ProtectionChange) => {
    setSaved(false);
    setSaved(await store.setProtection(change));
  };
  const saveSeconds = async (text: string) => {
    const holdSeconds = Number(text);
    const isFit =
      /^\d+$/.test(text.trim()) &&
      holdSeconds >= MIN_HOLD_SECONDS &&
      holdSeconds <= MAX_HOLD_SECONDS;
    setWrong(!isFit);
    if (isFit && holdSeconds !== protection.holdSeconds) await save({ holdSeconds });
    if (isFit) write(null);
  };
  const rules = ProtectionRule.options.map((value) => ({ value, ...words.rules[value] }));
  return (
    <section aria-labelledby="shown" class="section">
      <h2 id="shown">{words.title}</h2>
      <p class="explain">{words.explain}</p>
      <Managed policy={store.policy.value} name="protection">
        <div class="card">
          {(['text', 'images'] as const).map((kind) => (
            <Choices
              key={kind}
              name={`shown-${kind}`}
              question={words[kind]}
              choices={rules}
              value={protection[kind]}
              onPick={(rule) => save({ [kind]: rule })}
            />
          ))}
        </div>
        <div class="card">
          <fieldset class="choices">
            <legend>{words.hold.question}</legend>
            <label class="choice">
              <input
                type="checkbox"
                id="hold"
                checked={protection.hold}
                aria-labelledby="hold-name"
                aria-describedby="hold-line"
                onChange={(event) => void save({ hold: event.currentTarget.checked })}
              />
              <span>
                <span class="choice-name" id="hold-name">
                  {words.hold.name}
                </span>
                <span class="choice-line" id="hold-line">
                  {words.hold.line}
                </span>
              </span>
            </label>
          </fieldset>
          {protection.hold && (
            <>
              <p class="hold-seconds">
                <label for="hold-seconds">{words.seconds.before}</label>{' '}
                <input
                  id="hold-seconds"
                  type="number"
                  min={MIN_HOLD_SECONDS}
                  max={MAX_HOLD_SECONDS}
                  value={written ?? String(protection.holdSeconds)}
                  aria-invalid={isWrong}
                  aria-describedby="hold-problem"
                  onInput={(event) => write(event.currentTarget.value)}
                  onChange={(event) => void saveSeconds(event.currentTarget.value)}
                />
              </p>
              <p id="hold-problem" role="alert">
                {isWrong && words.seconds.problem}
              </p>
              <Choices
                name="unjudged"
                question={words.unjudged.question}
                choices={(['show', 'cover'] as const).map((value) => ({
                  value,
                  ...words.unjudged[value],
                }))}
                value={protection.unjudged}
                onPick={(unjudged) => save({ unjudged })}
              />
            </>
          )}
          <p class="saved" role="status">
            {saved && words.saved}
          </p>
        </div>
      </Managed>
    </section>
  );
}
