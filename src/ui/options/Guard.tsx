/** The guards on this device. */
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
          <GuardList store={store} />
          <Install store={store} />
          <Detail store={store} />
          <Idle store={store} />
          <Pace store={store} />
        </>
      ) : (
        <p class="starting">{text.guard.starting}</p>
      )}
    </section>
  );
}
