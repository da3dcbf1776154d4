/** What is sent, to whom, and what never is: read before an engine is turned on. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Remote, Scope } from '../../../core/engines';
import { Choices } from '../../components/Choices';
import { Button } from '../../components/controls';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';
import { isHere, readableHost } from './host';

const SCOPES: readonly Scope[] = ['sites', 'all'];

export const scopeChoices = SCOPES.map((value) => ({ value, ...words.scope.scopes[value] }));

export function Consent({ store, engine }: { store: OptionsStore; engine: Remote }) {
  const { consent } = words;
  const [scope, setScope] = useState<Scope>('sites');
  const title = useRef<HTMLHeadingElement>(null);
  const id = useId();
  // From here one reads on, with the eye or the ear.
  useEffect(() => title.current?.focus(), []);
  const host = store.engines.hostOf(engine);
  const readable = readableHost(store.engines.addressOf(engine));
  if (host === null) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div
      class="confirm consent"
      role="group"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') store.engines.leave();
      }}
    >
      <h4 id={id} tabIndex={-1} ref={title}>
        {consent.title(words.names[engine])}
      </h4>
      <p>
        {consent.what(host)} {consent.talks} {isHere(host) ? consent.here : consent.there}
      </p>
      {readable !== null && <p class="note note-practice">{words.server.readable(readable)}</p>}
      <p class="consent-never">{consent.never}</p>
      <ul>
        {consent.nevers.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <Choices
        name={`consent-${engine}`}
        question={consent.scope}
        choices={scopeChoices}
        value={scope}
        onPick={setScope}
      />
      <p class="hint">{consent.browser}</p>
      <div class="buttons">
        <Button quiet onClick={store.engines.leave}>
          {consent.no}
        </Button>
        <Button onClick={() => void store.engines.agree(engine, scope)}>{consent.yes}</Button>
      </div>
    </div>
  );
}
