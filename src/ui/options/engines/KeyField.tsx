/** A key: written once, never shown again but for its last letters. */
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Remote } from '../../../core/engines';
import { Button, VERBATIM } from '../../components/controls';
import { useFocusKept } from '../../components/focus';
import { plain } from '../../format';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';

/** Longest that the protocol takes. */
const MAX_KEY = 500;

interface Props {
  store: OptionsStore;
  engine: Remote;
  label: string;
  hint: ComponentChildren;
}

function Write({ store, engine, label, hint }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [empty, setEmpty] = useState(false);
  const id = `key-${engine}`;
  return (
    <form
      class="setting"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        const input = field.current;
        const key = input?.value.trim() ?? '';
        setEmpty(key === '');
        if (key === '') input?.focus();
        // It stands in this field and nowhere else on the page.
        else if ((await store.engines.setKey(engine, key)) && input) input.value = '';
      }}
    >
      <label for={id}>{label}</label>
      <div class="setting-line">
        <input
          ref={field}
          id={id}
          data-refuge=""
          class="field"
          type="password"
          {...VERBATIM}
          maxLength={MAX_KEY}
          aria-invalid={empty ? 'true' : undefined}
          aria-describedby={`${id}-hint ${id}-says`}
          onInput={() => setEmpty(false)}
        />
        <button
          type="submit"
          class="button button-quiet"
          aria-disabled={store.busy.value.has(`${engine} key`) ? 'true' : undefined}
        >
          {words.key.save}
        </button>
      </div>
      <p id={`${id}-hint`} class="hint">
        {hint}
      </p>
      <p id={`${id}-says`} class="problem" aria-live="polite">
        {empty && words.key.empty}
      </p>
    </form>
  );
}

export function KeyField(props: Props) {
  const { store, engine, label } = props;
  const key = store.engines.view.value?.[engine].key ?? null;
  const root = useFocusKept<HTMLDivElement>(String(key));
  return (
    <div ref={root} data-key={engine}>
      {key === null ? (
        <Write {...props} />
      ) : (
        <div class="setting">
          <span class="setting-name">{label}</span>
          <div class="setting-line">
            <span class="key-saved" tabIndex={-1} data-refuge="">
              {words.key.saved(plain(key))}
            </span>
            <Button
              quiet
              label={words.key.forgetThis(label)}
              busy={store.busy.value.has(`${engine} key`)}
              onClick={() => void store.engines.setKey(engine, null)}
            >
              {words.key.forget}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
