/** The first choice: where the guard runs, what that costs, and what leaves this device. */
import { useState } from 'preact/hooks';
import { Engine } from '../../core/verdict';
import { Choices } from '../components/Choices';
import { Hosted } from '../options/engines/Hosted';
import { Server } from '../options/engines/Server';
import { Install } from '../options/Install';
import type { WelcomeStore } from './store';
import { welcomeWords as words } from './strings';

export function GuardStep({ store }: { store: WelcomeStore }) {
  const { options } = store;
  const view = options.engines.view.value;
  const now: Engine = view?.hosted.on ? 'hosted' : view?.server.on ? 'server' : 'local';
  const [picked, pick] = useState<Engine | null>(null);
  const place = picked ?? now;
  const name = options.chosenName.value;
  const isPractice = options.settings.value?.chosen?.kind !== 'installed';
  return (
    <>
      <div class="card">
        <Choices
          name="place"
          question={words.guard.question}
          choices={Engine.options.map((value) => ({ value, ...words.guard.choices[value] }))}
          value={place}
          onPick={pick}
        />
      </div>
      {place === 'local' && options.guard.value && (
        <>
          {name !== null && <p>{words.guard.running(name)}</p>}
          {isPractice && <p class="note note-practice">{words.guard.practice}</p>}
          <details class="details">
            <summary>{words.guard.install}</summary>
            <Install store={options} />
          </details>
        </>
      )}
      {place === 'server' && view && <Server store={options} />}
      {place === 'hosted' && view && <Hosted store={options} />}
    </>
  );
}
