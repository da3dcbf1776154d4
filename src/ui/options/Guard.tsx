/** The guards on this device. */
import { Managed } from '../components/Managed';
import { Detail } from './Detail';
import { GuardList } from './GuardList';
import { Idle } from './Idle';
import { Install } from './Install';
import { Pace } from './Pace';
import { RunsNow } from './RunsNow';
import type { OptionsStore } from './store';
import { text } from './strings';

export function GuardSection({ store }: { store: OptionsStore }) {
  return (
    <section aria-labelledby="guard" class="section">
      <h2 id="guard">{text.guard.title}</h2>
      <p class="explain">{text.guard.explain}</p>
      {store.guard.value ? (
        <>
          <RunsNow store={store} />
          <Managed policy={store.policy.value} name="guard">
            <GuardList store={store} />
            <Install store={store} />
          </Managed>
          <Managed policy={store.policy.value} name="imageDetail">
            <Detail store={store} />
          </Managed>
          <Managed policy={store.policy.value} name="idleMinutes">
            <Idle store={store} />
          </Managed>
          <Managed policy={store.policy.value} name="pace">
            <Pace store={store} />
          </Managed>
        </>
      ) : (
        <p class="starting">{text.guard.starting}</p>
      )}
    </section>
  );
}
