/** Two hands on the keyboard are enough for a whole session. */
import { useEffect, useRef } from 'preact/hooks';
import type { Page } from './page';
import type { ReviewStore } from './store';
import { words } from './strings';

export const NOTE_ID = 'note';
export const SEARCH_ID = 'search';

/** In these, letters are letters and Space is theirs. */
const WRITING = 'input:not([type=checkbox], [type=radio]), textarea, select';
const PRESSED_BY_SPACE = 'button, summary, a, input, select, textarea';

type Command = () => void;

/** Listens until what is returned is called. */
export function listenToKeys({ store, view }: Page): () => void {
  const focusOn = (id: string) => document.getElementById(id)?.focus();
  const commands: Readonly<Record<string, Command>> = {
    a: () => void store.decide('agree'),
    o: () => void store.decide('overturn'),
    s: store.skip,
    u: () => void store.undo(),
    j: store.next1,
    k: store.previous,
    ArrowDown: store.next1,
    ArrowUp: store.previous,
    r: store.reveal,
    ' ': store.reveal,
    n: () => focusOn(NOTE_ID),
    '/': () => focusOn(SEARCH_ID),
  };
  const help = () => {
    store.keysShown.value = !store.keysShown.value;
  };
  const pressed = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
    const on = target instanceof Element ? target : document.body;
    const isClosed = store.lock.asked.value || store.isRefused.value;
    if (defaultPrevented || altKey || view.value !== 'queue' || isClosed) return;
    const isWriting = on.closest(WRITING) !== null;
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() !== 'z' || isWriting || event.shiftKey) return;
      event.preventDefault();
      void store.undo();
      return;
    }
    if (key === 'Escape' && on.id === NOTE_ID) {
      document.querySelector<HTMLElement>('.queue-list [tabindex="0"]')?.focus();
      return;
    }
    const isPlain = store.habits.value.keys;
    if (isWriting || on.closest('dialog')) return;
    if (key === '?') {
      if (!isPlain) return;
      event.preventDefault();
      help();
      return;
    }
    if (key === ' ' && on.closest(PRESSED_BY_SPACE) && !on.closest('.queue-list')) return;
    // Arrows move a list, and whatever else they move, by themselves.
    if (key.startsWith('Arrow') && on !== document.body) return;
    const command = commands[key.length === 1 ? key.toLowerCase() : key];
    if (!command || (!isPlain && key.length === 1)) return;
    event.preventDefault();
    command();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}

export function KeyHelp({ store }: { store: ReviewStore }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const close = () => {
    store.keysShown.value = false;
  };
  const { list, names, or } = words.keys;
  const rows: [string, string][] = [
    ['A', list.agree],
    ['O', list.overturn],
    ['S', list.skip],
    [or('U', names.ctrlZ), list.undo],
    [or('J', names.down), list.next],
    [or('K', names.up), list.previous],
    [or('R', names.space), list.reveal],
    ['N', list.note],
    [names.escape, list.leave],
    ['/', list.search],
    ['?', list.help],
  ];
  return (
    <dialog
      ref={dialog}
      class="key-help"
      aria-labelledby="keys"
      onClose={close}
      onKeyDown={(event) => {
        if (event.key === '?') close();
      }}
    >
      <h2 id="keys">{words.keys.title}</h2>
      <dl>
        {rows.map(([key, what]) => (
          <div key={key} class="key-row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={close}>
        {words.keys.close}
      </button>
    </dialog>
  );
}
