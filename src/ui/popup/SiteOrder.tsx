/** Who is asked first about this site: as everywhere, or another. */
import type { Ladder } from '../../core/engines';
import type { Engine } from '../../core/verdict';
import { sendingStrings as words } from '../strings-sending';
import type { PopupStore } from './store';

const EVERYWHERE = 'everywhere';

export function SiteOrder({ store }: { store: PopupStore }) {
  const engines = store.engines.value;
  const sending = store.sending.value;
  const on = engines && (engines.server.on || engines.hosted.on);
  if (!on || !sending || store.mode.value !== 'screen') return null;
  const usable: Engine[] = engines.order.filter(
    (engine) => engine === 'local' || engines[engine].on,
  );
  const choose = (value: string) => {
    const first = usable.find((engine) => engine === value);
    const order: Ladder | null = first
      ? [first, ...engines.order.filter((engine) => engine !== first)]
      : null;
    void store.setOrder(order);
  };
  return (
    <p class="site-order">
      <label for="site-order">{words.orderLabel}</label>
      <select
        id="site-order"
        value={sending.ownOrder ? (sending.order[0] ?? EVERYWHERE) : EVERYWHERE}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value={EVERYWHERE}>{words.asEverywhere}</option>
        {usable.map((engine) => (
          <option key={engine} value={engine}>
            {words.engines[engine]}
          </option>
        ))}
      </select>
    </p>
  );
}
