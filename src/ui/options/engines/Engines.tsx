/** The engines beside the guard on this device: who is asked, and what may be sent to whom. */
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';
import { Hosted } from './Hosted';
import { NeverSent } from './NeverSent';
import { Order } from './Order';
import { Server } from './Server';

export function EnginesSection({ store }: { store: OptionsStore }) {
  return (
    <section aria-labelledby="engines" class="section">
      <h2 id="engines">{words.title}</h2>
      <p class="explain">{words.explain}</p>
      {store.engines.view.value ? (
        <>
          <Order store={store} />
          <Server store={store} />
          <Hosted store={store} />
          <NeverSent store={store} />
        </>
      ) : (
        <p class="starting">{words.starting}</p>
      )}
    </section>
  );
}
