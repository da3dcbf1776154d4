/** Beside the entry: where and when, who decides, notes, many at once, deleting. */
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { MAX_NOTE, MAX_REVIEWER } from '../../core/review/entry';
import type { ReviewItem } from '../../platform/review-protocol';
import { Confirm } from '../components/Confirm';
import { percent } from '../strings';
import { NOTE_ID } from './keys';
import { MAX_NAMES } from './memory';
import { languageName } from './names';
import type { ReviewStore, Step } from './store';
import { words } from './strings';
import { fullTime } from './times';

interface Props {
  item: ReviewItem;
  store: ReviewStore;
}

function Facts({ item }: { item: ReviewItem }) {
  const { about } = words;
  const { decision } = item;
  const facts: [string, ComponentChildren][] = [
    [
      about.page,
      // Text and no link: what was flagged there may be no place to be led to by a key press.
      <bdi key="address">{item.address}</bdi>,
    ],
    [about.seen, fullTime(item.seenAt)],
    [about.language, languageName(item.language)],
    [about.chance, item.pUnsafe === null ? about.noChance : percent(item.pUnsafe)],
    [about.engine, about.engines[item.engine]],
    [about.build, <bdi key="build">{item.build}</bdi>],
  ];
  if (decision) {
    facts.push(
      [about.decidedBy, <bdi key="reviewer">{decision.reviewer || about.noName}</bdi>],
      [about.decidedAt, fullTime(decision.decidedAt)],
    );
  }
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Reviewer({ store }: { store: ReviewStore }) {
  const [isAdding, setAdding] = useState(false);
  const [name, setName] = useState('');
  const isBack = useRef(false);
  const { names, reviewer } = store.habits.value;
  const { reviewer: text } = words;
  const save = () => {
    const said = name.trim();
    if (said !== '') {
      const others = names.filter((each) => each !== said).slice(1 - MAX_NAMES);
      store.setHabits({ names: [...others, said], reviewer: said });
    }
    end();
  };
  // To the button that is there again: in the list beside it, a letter would choose a name.
  const end = () => {
    setName('');
    setAdding(false);
    isBack.current = true;
  };
  return (
    <div class="reviewer">
      <label class="field">
        {text.label}
        <select
          value={reviewer}
          onChange={(event) => store.setHabits({ reviewer: event.currentTarget.value })}
        >
          <option value="">{text.nobody}</option>
          {names.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      <p class="explain">{text.line}</p>
      {isAdding ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <label class="field">
            {text.field}
            <input
              // It stands where the button was that had the focus.
              ref={(field) => field?.focus()}
              value={name}
              maxLength={MAX_REVIEWER}
              autocomplete="off"
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <div class="buttons">
            <button type="submit" class="button button-quiet">
              {text.save}
            </button>
            <button type="button" class="button button-quiet" onClick={end}>
              {text.cancel}
            </button>
          </div>
        </form>
      ) : (
        <button
          type="button"
          class="link"
          ref={(button) => {
            if (button && isBack.current) button.focus();
            isBack.current = false;
          }}
          onClick={() => setAdding(true)}
        >
          {text.add}
        </button>
      )}
    </div>
  );
}

function Note({ item, store }: Props) {
  const { decision } = item;
  const isChanged = decision !== null && decision.note !== store.note.value.trim();
  return (
    <div>
      <label class="field">
        {words.note.label}
        <textarea
          id={NOTE_ID}
          rows={3}
          maxLength={MAX_NOTE}
          value={store.note.value}
          aria-describedby="note-line"
          onInput={(event) => {
            store.note.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="explain" id="note-line">
        {words.note.line}
      </p>
      {isChanged && (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => void store.decide(decision.call, true)}
        >
          {words.note.save}
        </button>
      )}
    </div>
  );
}

/** A button, and in its place a second question once it was pressed. */
function Asked(props: {
  store: ReviewStore;
  step: Step;
  name: string;
  question: string;
  yes: string;
  no: string;
  onYes: () => void;
}) {
  const { store, step, name, question, yes, no, onYes } = props;
  // The button comes back with the next drawing.
  const back = () => requestAnimationFrame(() => document.getElementById(`step-${step}`)?.focus());
  if (store.question.value === step) {
    return (
      <Confirm
        yes={yes}
        no={no}
        onYes={() => {
          onYes();
          back();
        }}
        onNo={() => {
          store.question.value = null;
          back();
        }}
      >
        {question}
      </Confirm>
    );
  }
  return (
    <button
      type="button"
      id={`step-${step}`}
      class="button button-quiet"
      onClick={() => {
        store.question.value = step;
      }}
    >
      {name}
    </button>
  );
}

function Together({ item, store }: Props) {
  const detail = store.detail.value;
  if (detail?.id !== item.id) return null;
  const { together } = words;
  const groups = (
    [
      ['content', detail.sameContent, together.content(detail.sameContent)],
      ['site', detail.sameSite, together.site(detail.sameSite, item.site)],
    ] as const
  ).filter(([, count]) => count > 1 || (count === 1 && item.decision !== null));
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="together">
      <h3 id="together">{together.title}</h3>
      {groups.map(([by, count, line]) => (
        <div key={by} class="together">
          <p>{line}</p>
          <div class="buttons">
            <Asked
              store={store}
              step={`together ${by} agree`}
              name={together.agree}
              question={together.askAgree(count)}
              yes={together.yes}
              no={together.no}
              onYes={() => void store.together(by, 'agree')}
            />
            <Asked
              store={store}
              step={`together ${by} overturn`}
              name={together.overturn}
              question={together.askOverturn(count)}
              yes={together.yes}
              no={together.no}
              onYes={() => void store.together(by, 'overturn')}
            />
          </div>
        </div>
      ))}
    </section>
  );
}

function Forget({ item, store }: Props) {
  const { forget } = words;
  return (
    <section aria-labelledby="forget">
      <h3 id="forget">{forget.title}</h3>
      <div class="buttons">
        <Asked
          store={store}
          step="forget-one"
          name={forget.one}
          question={forget.askOne}
          yes={forget.yes}
          no={forget.no}
          onYes={() => void store.forget('one')}
        />
        <Asked
          store={store}
          step="forget-site"
          name={forget.site(item.site)}
          question={forget.askSite(item.site)}
          yes={forget.yes}
          no={forget.no}
          onYes={() => void store.forget('site')}
        />
      </div>
    </section>
  );
}

function Looks({ store }: { store: ReviewStore }) {
  const habits = store.habits.value;
  return (
    <fieldset class="looks">
      <legend>{words.looks.title}</legend>
      {(['grey', 'open', 'keys'] as const).map((name) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            checked={habits[name]}
            onChange={(event) => store.setHabits({ [name]: event.currentTarget.checked })}
          />
          {words.looks[name]}
        </label>
      ))}
    </fieldset>
  );
}

export function About({ store }: { store: ReviewStore }) {
  const item = store.current.value;
  return (
    <section class="about card" aria-labelledby="about">
      <h2 id="about">{words.about.title}</h2>
      {item && <Facts item={item} />}
      {item && <Note item={item} store={store} />}
      <Reviewer store={store} />
      {item && <Together item={item} store={store} />}
      <Looks store={store} />
      {item && <Forget item={item} store={store} />}
    </section>
  );
}
