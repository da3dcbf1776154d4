/** The user's own server: where it is, what it is called there, and whether it answers. */
import { useId, useRef, useState } from 'preact/hooks';
import { VERBATIM } from '../../components/controls';
import { ManagedFields } from '../../components/Managed';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';
import { EngineCard } from './EngineCard';
import { PRESETS } from './fix';
import { readableHost } from './host';
import { KeyField } from './KeyField';
import { EngineTests } from './Test';

/** Longest that the protocol takes. */
const LONGEST = { address: 500, model: 200 } as const;

function Address({
  store,
  field,
}: {
  store: OptionsStore;
  field: { current: HTMLElement | null };
}) {
  const { engines } = store;
  const [saved, setSaved] = useState(false);
  const problem = engines.problem.value;
  const readable = readableHost(engines.addressOf('server'));
  const write = (text: string) => {
    setSaved(false);
    engines.writeAddress(text);
  };
  const save = async () => setSaved(await engines.saveAddress());
  return (
    <form
      class="setting"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="setting-head">
        <label for="server-address">{words.server.address}</label>
        <span class="saved" role="status">
          {saved && words.saved}
        </span>
      </div>
      <input
        ref={(input) => {
          field.current = input;
        }}
        id="server-address"
        class="field"
        type="text"
        inputMode="url"
        {...VERBATIM}
        maxLength={LONGEST.address}
        value={engines.address.value}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby="server-address-says server-address-hint"
        onInput={(event) => write(event.currentTarget.value)}
        onChange={() => void save()}
      />
      <p id="server-address-says" class="problem" aria-live="polite">
        {problem && words.server.problems[problem]}
      </p>
      {readable !== null && <p class="note note-practice">{words.server.readable(readable)}</p>}
      <p id="server-address-hint" class="hint">
        {words.server.hint}
      </p>
      <div class="buttons">
        {PRESETS.map(({ name, address }) => (
          <button
            key={name}
            type="button"
            class="button button-quiet button-small"
            aria-label={words.server.fill(name)}
            onClick={() => {
              write(address);
              void save();
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </form>
  );
}

function Model({ store }: { store: OptionsStore }) {
  const { engines } = store;
  const list = useId();
  const [saved, setSaved] = useState(false);
  /** What is being written; null where the field shows what is stored. */
  const [written, write] = useState<string | null>(null);
  const stored = engines.view.value?.server.model ?? '';
  const save = async () => {
    if (written === null) return;
    const done = await engines.setModel(written.trim());
    setSaved(done);
    if (done) write(null);
  };
  return (
    <form
      class="setting"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="setting-head">
        <label for="server-model">{words.server.model}</label>
        <span class="saved" role="status">
          {saved && words.saved}
        </span>
      </div>
      <input
        id="server-model"
        class="field"
        type="text"
        {...VERBATIM}
        maxLength={LONGEST.model}
        list={list}
        value={written ?? stored}
        aria-describedby="server-model-hint"
        onInput={(event) => {
          write(event.currentTarget.value);
          setSaved(false);
        }}
        onChange={() => void save()}
      />
      <datalist id={list}>
        {engines.offered.value.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
      <p id="server-model-hint" class="hint">
        {words.server.modelHint}
      </p>
    </form>
  );
}

export function Server({ store }: { store: OptionsStore }) {
  const field = useRef<HTMLElement>(null);
  const toField = () => field.current?.focus();
  return (
    <EngineCard store={store} engine="server" explain={words.server.explain} onMissing={toField}>
      <ManagedFields policy={store.policy.value} name="engine">
        <Address store={store} field={field} />
        <Model store={store} />
      </ManagedFields>
      <KeyField
        store={store}
        engine="server"
        label={words.server.key}
        hint={words.server.keyHint}
      />
      <EngineTests store={store} engine="server" onMissing={toField} />
    </EngineCard>
  );
}
