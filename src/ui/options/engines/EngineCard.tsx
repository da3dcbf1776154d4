/** What the cards of both engines have alike: the switch, what is agreed to, and how it is. */
import type { ComponentChildren } from 'preact';
import type { Remote } from '../../../core/engines';
import { clock } from '../../clock';
import { Choices } from '../../components/Choices';
import { Button, Switch } from '../../components/controls';
import { useFocusKept } from '../../components/focus';
import { ManagedFields, ManagedNote } from '../../components/Managed';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';
import { Consent, scopeChoices } from './Consent';
import { EngineTrouble } from './Trouble';

interface Props {
  store: OptionsStore;
  engine: Remote;
  explain: string;
  /** It is turned on, and its address is missing or is none. */
  onMissing?: () => void;
  children: ComponentChildren;
}

function State({ store, engine }: { store: OptionsStore; engine: Remote }) {
  const state = store.engines.view.value?.[engine].state;
  switch (state?.status) {
    case 'ready':
      return <p class="checked checked-whole">{words.state.ready}</p>;
    case 'unready': {
      const again = state.why === 'no-permission' || state.why === 'no-consent';
      return (
        <div class="note note-practice" data-unready={state.why}>
          <div>
            <p>{words.state.unready[state.why](store.engines.hostOf(engine) ?? '')}</p>
            {again && (
              <Button
                quiet
                busy={store.busy.value.has(`${engine} on`)}
                onClick={() => void store.engines.askAgain(engine)}
              >
                {words.state.ask}
              </Button>
            )}
          </div>
        </div>
      );
    }
    case 'resting': {
      const { trouble, message, until } = state;
      // The test below has told what helps.
      if (store.engines.tests.value[engine]?.trouble === trouble) {
        return <p class="hint">{words.state.again(clock(until))}</p>;
      }
      return (
        <EngineTrouble
          store={store}
          engine={engine}
          trouble={trouble}
          message={message}
          again={clock(until)}
        />
      );
    }
    default:
      return null;
  }
}

export function EngineCard({ store, engine, explain, onMissing, children }: Props) {
  const { engines } = store;
  const now = engines.view.value?.[engine];
  const asking = engines.asking.value === engine;
  const root = useFocusKept<HTMLElement>(`${now?.on} ${now?.state.status} ${asking}`);
  if (!now) return null;
  const name = words.names[engine];
  const policy = store.policy.value;
  const isLocked = policy.locked.includes('engine');
  return (
    <section class="card" aria-labelledby={`engine-${engine}`} ref={root} data-engine={engine}>
      <div class="engine-head">
        <h3 id={`engine-${engine}`}>{name}</h3>
        <Switch
          refuge
          label={name}
          word={now.on ? words.on : words.off}
          checked={now.on}
          fixed={isLocked}
          busy={store.busy.value.has(`${engine} on`)}
          onToggle={() => {
            if (!engines.toggle(engine)) onMissing?.();
          }}
        />
      </div>
      <p>{explain}</p>
      {(isLocked || policy.set.includes('engine')) && <ManagedNote locked={isLocked} />}
      {asking && <Consent store={store} engine={engine} />}
      <div role="status" class="engine-state">
        {!asking && <State store={store} engine={engine} />}
      </div>
      {now.on && (
        <ManagedFields policy={policy} name="engine">
          <Choices
            name={`scope-${engine}`}
            question={words.scope.question}
            choices={scopeChoices}
            value={now.scope}
            onPick={(scope) => engines.setScope(engine, scope)}
          />
        </ManagedFields>
      )}
      {children}
    </section>
  );
}
