/** Who is asked first: a list that is moved with two buttons. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Engine } from '../../../core/verdict';
import { clock } from '../../clock';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';

const { order: said, names } = words;

function stateOf(store: OptionsStore, engine: Engine): string {
  if (engine === 'local') {
    const guard = store.guard.value;
    if (guard?.status === 'failed') return said.state.failed;
    if (store.settings.value?.chosen === null) return said.state.noGuard;
    return said.state.ready;
  }
  const state = store.engines.view.value?.[engine].state;
  if (state?.status === 'resting') return said.state.resting(clock(state.until));
  return said.state[state?.status ?? 'off'];
}

export function Order({ store }: { store: OptionsStore }) {
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState('');
  /** The button that was pressed: moving it in the page takes its focus. */
  const pressed = useRef<string | null>(null);
  const order = store.engines.view.value?.order ?? [];
  const places = order.join(' ');

  useLayoutEffect(() => {
    const id = pressed.current;
    pressed.current = null;
    if (id === null || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>(`[data-move="${id}"]`)?.focus();
  }, [places]);

  const move = async (engine: Engine, by: -1 | 1, id: string) => {
    pressed.current = id;
    const place = order.indexOf(engine) + 1 + by;
    if (await store.engines.move(engine, by)) setMoved(said.moved(names[engine], place));
  };
  return (
    <section class="card" aria-labelledby="order">
      <h3 id="order">{said.title}</h3>
      <p>{said.explain}</p>
      <ol class="order" ref={list}>
        {order.map((engine, index) => (
          <li key={engine} data-engine={engine}>
            <span class="order-place" aria-hidden="true">
              {index + 1}
            </span>
            <div class="order-name">
              <strong>{names[engine]}</strong>
              <span class="hint">{stateOf(store, engine)}</span>
            </div>
            {([-1, 1] as const).map((by) => {
              const id = `${engine} ${by}`;
              const action = by < 0 ? said.up : said.down;
              const end = index + by < 0 || index + by >= order.length;
              return (
                <button
                  key={by}
                  type="button"
                  class="button button-quiet button-small"
                  data-move={id}
                  aria-label={said.of(action, names[engine])}
                  // Stays where it is, and keeps the focus.
                  aria-disabled={end ? 'true' : undefined}
                  onClick={() => {
                    if (!end) void move(engine, by, id);
                  }}
                >
                  {action}
                </button>
              );
            })}
          </li>
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {moved}
      </p>
    </section>
  );
}
