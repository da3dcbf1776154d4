/** Where a new guard comes from: an address on the web, or a folder of this device. */
import { useRef, useState } from 'preact/hooks';
import { Button, VERBATIM } from '../components/controls';
import { useFocusKept } from '../components/focus';
import { droppedFolder, filesIn, filesOf } from './folder';
import { Job } from './Job';
import type { OptionsStore } from './store';
import { text } from './strings';

/** Every browser knows it, and the types of Preact do not. */
const FOLDERS = { webkitdirectory: true };

function AddressForm({ store }: { store: OptionsStore }) {
  const field = useRef<HTMLInputElement>(null);
  const read = store.address.read.value;
  const problem = store.address.problem.value;
  return (
    <form
      class="address"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        if (!(await store.install())) field.current?.focus();
      }}
    >
      <label for="address">{text.install.address}</label>
      <div class="address-line">
        <input
          ref={field}
          id="address"
          class="field"
          type="text"
          inputMode="url"
          {...VERBATIM}
          maxLength={2_000}
          value={store.address.written.value}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby="address-hint address-says"
          onInput={(event) => store.address.write(event.currentTarget.value)}
          onBlur={store.address.leave}
        />
        <button
          type="submit"
          class="button"
          aria-disabled={store.busy.value.has('install') ? 'true' : undefined}
        >
          {text.install.submit}
        </button>
      </div>
      <p id="address-hint" class="hint">
        {text.install.hint}
      </p>
      <p id="address-says" class={problem ? 'problem' : 'hint'} aria-live="polite">
        {problem ? text.install.problems[problem] : read.ok && text.install.asks(read.address.host)}
      </p>
    </form>
  );
}

export function Install({ store }: { store: OptionsStore }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const view = store.view.value;
  const status = view?.install.status ?? 'none';
  const free = !store.installing.value;
  const root = useFocusKept<HTMLElement>(`${status} ${store.asking.value}`);
  if (!view || (view.unavailable !== null && status === 'none')) return null;

  const pick = () => input.current?.click();
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const folder = droppedFolder(event.dataTransfer);
    if (!folder) {
      store.tell(text.install.noFolder);
      return;
    }
    try {
      await store.installFolder(await filesIn(folder));
    } catch (error) {
      store.tell(text.job.failures['folder-gone'].what, String(error));
    }
  };
  return (
    <section
      class={over ? 'card card-over' : 'card'}
      aria-labelledby="install"
      ref={root}
      onDragOver={(event) => {
        if (!free || !event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && root.current?.contains(event.relatedTarget)))
          setOver(false);
      }}
      onDrop={(event) => {
        if (free) void drop(event);
      }}
    >
      <h3 id="install" tabIndex={-1}>
        {text.install.title}
      </h3>
      <Job store={store} pick={pick} />
      {free && (
        <>
          <AddressForm store={store} />
          <div class="folder">
            <p>{over ? text.install.drop : text.install.or}</p>
            <Button quiet onClick={pick}>
              {text.install.pick}
            </Button>
          </div>
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        {...FOLDERS}
        onChange={(event) => {
          const { currentTarget } = event;
          const files = filesOf(currentTarget.files);
          // The same folder may be picked again.
          currentTarget.value = '';
          void store.installFolder(files);
        }}
      />
    </section>
  );
}
