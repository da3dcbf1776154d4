/** The engines beside the guard on this device: who is asked, and what may be sent to whom. */
import { Managed } from '../../components/Managed';
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
          <Managed policy={store.policy.value} name="engine">
            <Order store={store} />
          </Managed>
          {/* A key can be given also where the rest is locked; the background refuses what is. */}
          <Server store={store} />
          <Hosted store={store} />
          <Managed policy={store.policy.value} name="neverSend">
            <NeverSent store={store} />
          </Managed>
        </>
      ) : (
        <p class="starting">{words.starting}</p>
      )}
    </section>
  );
}
