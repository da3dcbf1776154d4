/** One of a few, each with a line on what it does. */
import { useState } from 'preact/hooks';

export interface Choice<T extends string> {
  value: T;
  name: string;
  line: string;
}

interface Props<T extends string> {
  /** Of the group, and the beginning of every id in it: once on a page. */
  name: string;
  question: string;
  choices: readonly Choice<T>[];
  value: T;
  /** What has been picked is shown as such until this is through. */
  onPick: (value: T) => unknown;
  /** Id of what is said about all of them. */
  about?: string;
}

export function Choices<T extends string>(props: Props<T>) {
  const { name, question, choices, value, onPick, about } = props;
  /** What is on its way. */
  const [picked, pick] = useState<T | null>(null);
  return (
    <fieldset class="choices" aria-describedby={about}>
      <legend>{question}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={(picked ?? value) === choice.value}
            aria-labelledby={`${name}-name-${choice.value}`}
            aria-describedby={`${name}-${choice.value}`}
            onChange={async () => {
              pick(choice.value);
              await onPick(choice.value);
              // Another may have been picked meanwhile.
              pick((now) => (now === choice.value ? null : now));
            }}
          />
          <span>
            <span class="choice-name" id={`${name}-name-${choice.value}`}>
              {choice.name}
            </span>
            <span class="choice-line" id={`${name}-${choice.value}`}>
              {choice.line}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
