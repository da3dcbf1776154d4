/** One harmless question to an engine, and what came of it. */
import type { Remote } from '../../../core/engines';
import { Button, Details } from '../../components/controls';
import { strings } from '../../strings';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';
import { EngineTrouble } from './Trouble';

interface Props {
  store: OptionsStore;
  engine: Remote;
  /** The address is missing or is none. */
  onMissing?: () => void;
}

function Outcome({ store, engine }: { store: OptionsStore; engine: Remote }) {
  const test = store.engines.tests.value[engine];
  if (!test) return null;
  const { trouble, message } = test;
  if (trouble !== null) {
    return (
      <EngineTrouble
        store={store}
        engine={engine}
        trouble={trouble}
        message={message}
        again={null}
      />
    );
  }
  return (
    <>
      <p class="checked checked-whole">{words.test.works(test.milliseconds)}</p>
      {test.logprobs !== null && (
        <p class="hint">{test.logprobs ? words.test.sure : words.test.word}</p>
      )}
      {message !== '' && <Details label={strings.details}>{message}</Details>}
    </>
  );
}

export function EngineTests({ store, engine, onMissing }: Props) {
  const testing = store.busy.value.has(`test ${engine}`);
  const name = words.names[engine];
  const hosted = engine === 'hosted';
  const noKey = hosted && store.engines.view.value?.hosted.key === null;
  const cost = hosted ? words.test.cost : words.test.costServer;
  return (
    <div class="test">
      <div class="test-line">
        {!noKey && (
          <Button
            quiet
            label={words.test.of(name)}
            busy={testing}
            onClick={async () => {
              if (!(await store.engines.test(engine))) onMissing?.();
            }}
          >
            {words.test.button}
          </Button>
        )}
        <p class="hint">{noKey ? words.test.needsKey : cost}</p>
      </div>
      <div role="status">
        {testing ? (
          <p class="hint">{words.test.running}</p>
        ) : (
          <Outcome store={store} engine={engine} />
        )}
      </div>
    </div>
  );
}
