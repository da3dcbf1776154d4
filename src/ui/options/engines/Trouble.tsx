/** Why an engine does not work, and what helps. */
import type { Remote } from '../../../core/engines';
import type { RemoteTrouble } from '../../../platform/engines-protocol';
import { Details } from '../../components/controls';
import { plain } from '../../format';
import { strings } from '../../strings';
import type { OptionsStore } from '../store';
import { words } from '../strings-engines';
import { fixOf } from './fix';

interface Props {
  store: OptionsStore;
  engine: Remote;
  trouble: RemoteTrouble;
  message: string;
  /** When it is tried again by itself, as a time of day; null where it is not. */
  again: string | null;
}

export function EngineTrouble({ store, engine, trouble, message, again }: Props) {
  const { engines } = store;
  const fix = fixOf(engine, trouble, engines.addressOf(engine) ?? '', engines.offered.value);
  return (
    <div class="note note-trouble" data-trouble={trouble}>
      <div>
        <strong>{fix.what}</strong> {fix.todo}
        {fix.commands.map(({ of, line }) => (
          <div key={line} class="command">
            {of !== null && <span>{of}</span>}
            <code>{line}</code>
          </div>
        ))}
        {fix.models.length > 0 && (
          <>
            <div>{words.test.offers}</div>
            <ul class="offers">
              {fix.models.map((model) => (
                <li key={model}>
                  <button
                    type="button"
                    class="link"
                    aria-label={words.test.choose(plain(model, 200))}
                    onClick={() => void engines.setModel(model)}
                  >
                    <bdi>{plain(model)}</bdi>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        {again !== null && <div>{words.state.again(again)}</div>}
        {message !== '' && <Details label={strings.details}>{message}</Details>}
      </div>
    </div>
  );
}
