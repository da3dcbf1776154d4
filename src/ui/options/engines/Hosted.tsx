/** The guard that SEA-LION runs: its key, and what the few requests a minute are used for. */
import { Judging } from '../../../core/engines';
import { useSecondsUntil } from '../../clock';
import { Choices } from '../../components/Choices';
import { ManagedFields } from '../../components/Managed';
import type { OptionsStore } from '../store';
import { REQUESTS_FOR_200, words } from '../strings-engines';
import { EngineCard } from './EngineCard';
import { KeyField } from './KeyField';
import { EngineTests } from './Test';

const { hosted } = words;

function Left({ store }: { store: OptionsStore }) {
  const now = store.engines.view.value?.hosted;
  const seconds = useSecondsUntil(now?.left === 0 ? now.nextAt : null);
  if (!now) return null;
  return (
    <p class="numbers" data-left={now.left}>
      {hosted.left(now.left, now.perMinute)}
      {seconds > 0 && ` ${hosted.next(seconds)}`}
    </p>
  );
}

export function Hosted({ store }: { store: OptionsStore }) {
  const { engines } = store;
  const now = engines.view.value?.hosted;
  if (!now) return null;
  const choices = Judging.options.map((value) => {
    const { name, what } = hosted.judgingNames[value];
    const requests = REQUESTS_FOR_200[value];
    const minutes = Math.max(1, Math.round(requests / Math.max(1, now.perMinute)));
    return { value, name, line: hosted.cost(what, requests, minutes) };
  });
  return (
    <EngineCard store={store} engine="hosted" explain={hosted.explain}>
      <KeyField
        store={store}
        engine="hosted"
        label={hosted.key}
        hint={
          <>
            {hosted.keyHint}{' '}
            <a href={hosted.keyAddress} target="_blank" rel="noreferrer">
              {hosted.keySite}
            </a>
            .
          </>
        }
      />
      <ManagedFields policy={store.policy.value} name="engine">
        <Choices
          name="judging"
          question={hosted.judging}
          choices={choices}
          value={now.judging}
          onPick={(judging) => engines.setJudging(judging)}
          about="judging-cost"
        />
      </ManagedFields>
      <p class="cost" id="judging-cost">
        {hosted.judgingCost}
      </p>
      {now.on && <Left store={store} />}
      <EngineTests store={store} engine="hosted" />
    </EngineCard>
  );
}
