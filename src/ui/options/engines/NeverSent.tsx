/** The sites whose content never leaves this device: ours, what a person added, what they took off. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { NEVER_SEND } from '../../../core/never-send';
import { VERBATIM } from '../../components/controls';
import { useFocusKept } from '../../components/focus';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';
import { readSite } from './never';

interface RowProps {
  site: string;
  /** Ours, and a person took it off. */
  gone: boolean;
  busy: boolean;
  onPress: () => void;
}

function Row({ site, gone, busy, onPress }: RowProps) {
  const action = gone ? words.never.putBack : words.never.remove;
  return (
    <li class="site" data-site={site}>
      <bdi>{gone ? <del>{site}</del> : site}</bdi>
      <button
        type="button"
        class="link"
        aria-label={words.never.of(action, site)}
        aria-disabled={busy ? 'true' : undefined}
        onClick={() => {
          if (!busy) onPress();
        }}
      >
        {action}
      </button>
    </li>
  );
}

interface GroupProps {
  name: string;
  /** As far as they are looked for. */
  sites: readonly string[];
  /** Something is looked for. */
  finding: boolean;
  row: (site: string) => JSX.Element;
}

function Group({ name, sites, finding, row }: GroupProps) {
  const [open, setOpen] = useState(false);
  const shown = open || finding;
  if (sites.length === 0) return null;
  return (
    <details
      class="sites"
      open={shown}
      onToggle={(event) => {
        // What is found is shown; that says nothing of later.
        if (!finding) setOpen(event.currentTarget.open);
      }}
    >
      <summary>{words.never.group(name, sites.length)}</summary>
      {/* A few hundred rows are drawn when somebody looks. */}
      <ul>{shown && sites.map(row)}</ul>
    </details>
  );
}

interface AddProps {
  store: OptionsStore;
  onDone: (site: string) => void;
}

function Add({ store, onDone }: AddProps) {
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<'wrong' | 'there' | null>(null);
  return (
    <form
      class="setting"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        const input = field.current;
        if (!input) return;
        const site = input.value;
        const outcome = await store.engines.neverSend(site);
        setProblem(outcome === 'wrong' || outcome === 'there' ? outcome : null);
        input.focus();
        if (outcome !== 'done') return;
        input.value = '';
        onDone(readSite(site) ?? site);
      }}
    >
      <label for="never-add">{words.never.add}</label>
      <div class="setting-line">
        <input
          ref={field}
          id="never-add"
          class="field"
          type="text"
          inputMode="url"
          {...VERBATIM}
          maxLength={2_000}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby="never-add-hint never-add-says"
          onInput={() => setProblem(null)}
        />
        <button type="submit" class="button button-quiet">
          {words.never.submit}
        </button>
      </div>
      <p id="never-add-hint" class="hint">
        {words.never.addHint}
      </p>
      <p id="never-add-says" class="problem" aria-live="polite">
        {problem && words.never.problems[problem]}
      </p>
    </form>
  );
}

export function NeverSent({ store }: { store: OptionsStore }) {
  const [find, setFind] = useState('');
  const [outcome, setOutcome] = useState('');
  const list = store.engines.view.value?.neverSend;
  const root = useFocusKept<HTMLElement>(`${list?.added.join(' ')}`);
  if (!list) return null;

  const wanted = find.trim().toLowerCase();
  const found = (sites: readonly string[]) => sites.filter((site) => site.includes(wanted));
  const busy = store.busy.value.has('never send');
  const row = (site: string) => {
    const gone = list.removed.includes(site);
    const press = async () => {
      setOutcome('');
      if (!gone && (await store.engines.maySend(site))) setOutcome(words.never.removed(site));
      if (gone && (await store.engines.neverSend(site)) === 'done')
        setOutcome(words.never.added(site));
    };
    return <Row key={site} site={site} gone={gone} busy={busy} onPress={() => void press()} />;
  };
  const own = found(list.added);
  const groups = NEVER_SEND.map(({ group, sites }) => ({ group, sites: found(sites) }));
  const none = wanted !== '' && own.length === 0 && groups.every(({ sites }) => sites.length === 0);
  return (
    <section class="card" aria-labelledby="never-sent" ref={root}>
      <h3 id="never-sent" tabIndex={-1} data-refuge="">
        {words.never.title}
      </h3>
      <p>{words.never.explain}</p>
      <div class="setting">
        <label for="never-find">{words.never.find}</label>
        <input
          id="never-find"
          class="field"
          type="search"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          value={find}
          onInput={(event) => setFind(event.currentTarget.value)}
        />
      </div>
      {own.length > 0 && (
        <div class="sites">
          <h4>{words.never.own}</h4>
          <ul>{own.map(row)}</ul>
        </div>
      )}
      <div>
        {groups.map(({ group, sites }) => (
          <Group
            key={group}
            name={words.never.groups[group]}
            sites={sites}
            finding={wanted !== ''}
            row={row}
          />
        ))}
      </div>
      <p class="hint" role="status">
        {none ? words.never.none : outcome}
      </p>
      <Add store={store} onDone={(site) => setOutcome(words.never.added(site))} />
    </section>
  );
}
