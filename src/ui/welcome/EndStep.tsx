/** Seawall at work: what the guard on this device says of a few sentences, as the popup shows it. */
import { useState } from 'preact/hooks';
import { Button, Progress } from '../components/controls';
import { FlagIcon } from '../components/FlagIcon';
import { percent, strings } from '../strings';
import type { Sampled, WelcomeStore } from './store';
import { welcomeWords as words } from './strings';

/** Longest that the protocol takes. */
const LONGEST = 500;

function Row({ sample: { text, verdict } }: { sample: Sampled }) {
  const why = verdict.reason ? strings.list.reasons[verdict.reason] : null;
  return (
    <li class="sample" data-flag={verdict.flag}>
      <FlagIcon flag={verdict.flag} label={`${strings.flags[verdict.flag]}.`} />
      <span class="sample-text" dir="auto">
        {text}
      </span>
      {verdict.pUnsafe === null ? (
        <span class="sample-why">{why}</span>
      ) : (
        <span class="chance">
          <span class="visually-hidden">{strings.list.chance}</span>
          <span class="chance-bar" aria-hidden="true">
            <i style={{ width: `${Math.max(4, verdict.pUnsafe * 100)}%` }} />
          </span>
          <span class="chance-number">{percent(verdict.pUnsafe)}</span>
        </span>
      )}
    </li>
  );
}

function Samples({ store }: { store: WelcomeStore }) {
  const samples = store.samples.value;
  const guard = store.options.guard.value;
  if (guard?.status === 'none') {
    return (
      <div class="buttons">
        <p>{words.end.noGuard}</p>
        <Button onClick={() => void store.usePractice()}>{words.end.usePractice}</Button>
      </div>
    );
  }
  if (guard?.status === 'failed') {
    const { what, means, todo } = strings.failed.failures[guard.code];
    return (
      <div>
        <p>
          {what} {means} {todo}
        </p>
        <Button onClick={() => void store.options.retryGuard()}>{strings.failed.button}</Button>
      </div>
    );
  }
  if (samples === 'failed') {
    return (
      <div>
        <p>{words.end.failed}</p>
        <Button onClick={() => void store.askAgain()}>{words.end.again}</Button>
      </div>
    );
  }
  if (samples === 'waiting') {
    return (
      <div>
        <p>{words.end.waiting}</p>
        <Progress value={null} label={words.end.waiting} />
      </div>
    );
  }
  return (
    <>
      {samples.some(({ practice }) => practice) && (
        <p class="note note-practice">{words.end.practice}</p>
      )}
      <ul class="samples" aria-label={words.end.listLabel}>
        {samples.map((sample) => (
          <Row key={sample.text} sample={sample} />
        ))}
      </ul>
      <Own store={store} />
    </>
  );
}

function Own({ store }: { store: WelcomeStore }) {
  const [written, write] = useState('');
  const own = store.own.value;
  return (
    <form
      class="setting"
      onSubmit={(event) => {
        event.preventDefault();
        const text = written.trim();
        if (text !== '' && own !== 'waiting') void store.checkOwn(text);
      }}
    >
      <label for="own">{words.end.own}</label>
      <div class="address-line">
        <input
          id="own"
          class="field"
          type="text"
          dir="auto"
          autocomplete="off"
          maxLength={LONGEST}
          value={written}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button type="submit" class="button button-quiet">
          {words.end.check}
        </button>
      </div>
      <div role="status">
        {own !== null && own !== 'waiting' && (
          <ul class="samples">
            <Row sample={own} />
          </ul>
        )}
      </div>
    </form>
  );
}

export function EndStep({ store }: { store: WelcomeStore }) {
  return (
    <>
      <div class="card" aria-live="polite" aria-busy={store.samples.value === 'waiting'}>
        <Samples store={store} />
      </div>
      <section class="card" aria-labelledby="next">
        <h3 id="next">{words.end.next.title}</h3>
        <p>{store.on.value.length > 0 ? words.end.next.page : words.end.next.none}</p>
        <p>{words.end.next.canBeWrong}</p>
        <div class="buttons">
          <Button quiet onClick={() => void store.options.openOptions()}>
            {words.end.next.options}
          </Button>
          <button type="button" class="link" onClick={() => void store.go('guard')}>
            {words.end.next.begin}
          </button>
        </div>
      </section>
    </>
  );
}
