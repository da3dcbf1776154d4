/** The entry in the middle: its content, hidden until asked for, and the decision under it. */

import type { ReviewItem } from '../../platform/review-protocol';
import { FlagIcon } from '../components/FlagIcon';
import type { ReviewStore } from './store';
import { words } from './strings';

function Content({ item, store }: { item: ReviewItem; store: ReviewStore }) {
  const isHidden = store.isHidden.value;
  const isImage = item.kind === 'image';
  const detail = store.detail.value;
  const picture = detail?.id === item.id ? detail.picture : null;
  const about = item.snippet.trim();
  return (
    <>
      <div class={isHidden ? 'content content-hidden' : 'content'} data-hidden={isHidden}>
        <div class={isHidden ? 'blurred' : ''} aria-hidden={isHidden ? 'true' : undefined}>
          {isImage && picture && (
            <img
              class={store.habits.value.grey ? 'content-picture grey' : 'content-picture'}
              src={picture}
              alt={about ? words.entry.pictureOf(about) : words.entry.nameless}
            />
          )}
          {isImage && !picture && <p class="explain">{words.entry.noPicture}</p>}
          {(about !== '' || !isImage) && (
            <p class="content-text" dir="auto" lang={item.language ?? undefined}>
              {about || words.list.noWords}
            </p>
          )}
        </div>
        {isHidden && (
          <p class="content-cover">{isImage ? words.entry.hiddenImage : words.entry.hiddenText}</p>
        )}
      </div>
      <button
        type="button"
        class="button button-quiet"
        aria-keyshortcuts="R"
        onClick={store.reveal}
      >
        {isHidden ? words.entry.reveal : words.entry.hide}{' '}
        <span class="keycap" aria-hidden="true">
          R
        </span>
      </button>
    </>
  );
}

interface DecisionProps {
  name: string;
  letter: string;
  line: string | null;
  pressed?: boolean | undefined;
  onClick: () => void;
}

function DecisionButton({ name, letter, line, pressed, onClick }: DecisionProps) {
  const id = `decision-${letter}`;
  return (
    <div class="decision">
      <button
        type="button"
        class="button button-quiet"
        aria-pressed={pressed}
        aria-describedby={line === null ? undefined : id}
        aria-keyshortcuts={letter}
        onClick={onClick}
      >
        {name}{' '}
        <span class="keycap" aria-hidden="true">
          {letter}
        </span>
      </button>
      {line !== null && (
        <p class="explain" id={id}>
          {line}
        </p>
      )}
    </div>
  );
}

export function Entry({ store }: { store: ReviewStore }) {
  const item = store.current.value;
  if (!item) {
    return (
      <section class="entry card" aria-labelledby="entry">
        <h2 id="entry">{words.entry.title}</h2>
        <p class="explain">{words.entry.none}</p>
        <button type="button" class="button button-quiet" onClick={() => void store.undo()}>
          {words.decide.undo}{' '}
          <span class="keycap" aria-hidden="true">
            U
          </span>
        </button>
      </section>
    );
  }
  const { decision, flag } = item;
  const says = decision?.call === 'overturn' ? (flag === 'unsafe' ? 'safe' : 'unsafe') : flag;
  const { decide } = words;
  return (
    <section class="entry card" aria-labelledby="entry">
      <div class="entry-head">
        <h2 id="entry">{words.entry.title}</h2>
        <span class="explain">{store.position()}</span>
      </div>
      <p class="entry-flag">
        <FlagIcon flag={flag} /> {words.entry.flag[flag]}
      </p>
      <Content item={item} store={store} />
      <p class="entry-person" data-person={decision ? says : 'none'}>
        {decision && <FlagIcon flag={says} />}
        {decision ? words.entry.person[says] : words.entry.undecided}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields */}
      <div class="decisions" role="group" aria-label={decide.label}>
        <DecisionButton
          name={decide.agree}
          letter="A"
          line={flag === 'unsafe' ? decide.agreeUnsafe : decide.agreeSafe}
          pressed={decision?.call === 'agree'}
          onClick={() => void store.decide('agree')}
        />
        <DecisionButton
          name={decide.overturn}
          letter="O"
          line={flag === 'unsafe' ? decide.overturnUnsafe : decide.overturnSafe}
          pressed={decision?.call === 'overturn'}
          onClick={() => void store.decide('overturn')}
        />
        <DecisionButton name={decide.skip} letter="S" line={null} onClick={store.skip} />
        <DecisionButton
          name={decide.undo}
          letter="U"
          line={null}
          onClick={() => void store.undo()}
        />
      </div>
      <p class="can-be-wrong">{words.canBeWrong}</p>
      <button
        type="button"
        class="link"
        onClick={() => {
          store.keysShown.value = true;
        }}
      >
        {words.keys.open}
      </button>
    </section>
  );
}
