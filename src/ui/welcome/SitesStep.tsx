/** The second choice: on which sites. The browser's own question comes straight from the click. */
import { useRef, useState } from 'preact/hooks';
import { listed } from '../../core/i18n';
import { Button, VERBATIM } from '../components/controls';
import { SUGGESTED, type WelcomeStore } from './store';
import { welcomeWords as words } from './strings';

function Field({ store }: { store: WelcomeStore }) {
  const [written, write] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const problem = store.siteProblem.value;
  return (
    <form
      class="setting"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (store.add(written)) write('');
        field.current?.focus();
      }}
    >
      <label for="site">{words.sites.field}</label>
      <div class="address-line">
        <input
          ref={field}
          id="site"
          class="field"
          type="text"
          inputMode="url"
          {...VERBATIM}
          maxLength={500}
          value={written}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby="site-hint site-problem"
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button type="submit" class="button button-quiet">
          {words.sites.add}
        </button>
      </div>
      <p id="site-hint" class="hint">
        {words.sites.hint}
      </p>
      <p id="site-problem" class="problem" role="alert">
        {problem}
      </p>
    </form>
  );
}

export function SitesStep({ store }: { store: WelcomeStore }) {
  const chosen = store.chosen.value;
  const on = store.on.value;
  const typed = chosen.filter((site) => !SUGGESTED.some((each) => each === site));
  return (
    <>
      <div class="card">
        <Field store={store} />
        <fieldset class="choices">
          <legend>{words.sites.suggestions}</legend>
          <div class="picks">
            {[...typed, ...SUGGESTED].map((site) => (
              <label key={site} class="pick">
                <input
                  type="checkbox"
                  checked={chosen.includes(site) || on.includes(site)}
                  disabled={on.includes(site)}
                  onChange={() => store.pick(site)}
                />
                <bdi>{site}</bdi>
              </label>
            ))}
          </div>
        </fieldset>
        {chosen.length > 0 && (
          <div class="buttons">
            <Button onClick={() => void store.turnOn()}>{words.sites.turnOn(chosen.length)}</Button>
          </div>
        )}
        <p role="status" class="saved">
          {on.length > 0 && words.sites.on(listed(on))}
        </p>
      </div>
      <p class="hint">{words.sites.later}</p>
    </>
  );
}
