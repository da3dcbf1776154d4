/** The welcome page: four choices, one screen each, and Seawall at work at the end. */

import { useEffect, useRef } from 'preact/hooks';
import { ENDONYMS, LANGUAGES, type LanguageChoice, pickLanguage } from '../../core/language';
import { Button } from '../components/controls';
import { useFocusNeverLost } from '../components/focus';
import { LockState } from '../components/LockState';
import { TroubleNote } from '../components/notes';
import { Logo } from '../components/pictures';
import { Unlock } from '../components/Unlock';
import { strings } from '../strings';
import { EndStep } from './EndStep';
import { GuardStep } from './GuardStep';
import { LockStep } from './LockStep';
import { ProtectionStep } from './ProtectionStep';
import { SitesStep } from './SitesStep';
import { STEPS, type Step, type WelcomeStore } from './store';
import { welcomeWords as words } from './strings';

const SCREENS = {
  guard: GuardStep,
  sites: SitesStep,
  protection: ProtectionStep,
  lock: LockStep,
  end: EndStep,
} as const satisfies Record<Step, unknown>;

/** Of the choices; the last screen is none. */
const CHOICES = STEPS.length - 1;

function LanguageSwitch({ store }: { store: WelcomeStore }) {
  const stored = store.options.preferences.value?.language;
  if (stored === undefined) return null;
  const browsers = ENDONYMS[pickLanguage(navigator.languages)];
  const choices: [LanguageChoice, string][] = [
    ['auto', words.sameAsBrowser(browsers)],
    ...LANGUAGES.map((each): [LanguageChoice, string] => [each, ENDONYMS[each]]),
  ];
  return (
    <p class="language">
      <label for="language">{words.language}</label>
      <select
        id="language"
        value={stored}
        onChange={(event) => {
          const picked = choices.find(([value]) => value === event.currentTarget.value);
          if (picked) void store.options.setPreferences('language', { language: picked[0] });
        }}
      >
        {choices.map(([value, name]) => (
          <option key={value} value={value} lang={value === 'auto' ? undefined : value}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}

function Silent({ store }: { store: WelcomeStore }) {
  return (
    <div role="alert">
      {store.options.background.value === 'silent' && (
        <div class="note note-trouble">
          <div>{strings.silent.title}</div>
          <Button quiet onClick={store.options.tryAgain}>
            {strings.silent.button}
          </Button>
        </div>
      )}
    </div>
  );
}

export function App({ store }: { store: WelcomeStore }) {
  const step = store.step.value;
  const at = STEPS.indexOf(step);
  const title = useRef<HTMLHeadingElement>(null);
  const begun = useRef(false);
  useFocusNeverLost();
  useEffect(() => {
    document.title = words.tab;
  });
  // Each screen begins at its title, for the ear and for the next press of a key.
  useEffect(() => {
    if (begun.current) title.current?.focus();
    begun.current = true;
    scrollTo(0, 0);
  }, [step]);
  const Screen = SCREENS[step];
  const isLast = step === 'end';
  return (
    <div class="page welcome" data-step={step}>
      <header class="header">
        <Logo size={32} />
        <h1>{words.title}</h1>
        <LanguageSwitch store={store} />
        <LockState lock={store.options.lock} />
      </header>
      <main>
        {at === 0 && <p class="intro">{words.intro}</p>}
        <div class="notes">
          <Silent store={store} />
          <TroubleNote trouble={store.options.trouble.value} onDismiss={store.options.dismiss} />
        </div>
        {!isLast && (
          <ol class="steps" aria-hidden="true">
            {STEPS.slice(0, CHOICES).map((each, i) => (
              <li key={each} class={i <= at ? 'step-done' : undefined} />
            ))}
          </ol>
        )}
        <section aria-labelledby="step-title">
          {!isLast && <p class="step-of">{words.steps.of(at + 1, CHOICES)}</p>}
          <h2 id="step-title" ref={title} tabIndex={-1}>
            {words[step].title}
          </h2>
          <p class="explain">{words[step].explain}</p>
          <Screen store={store} />
        </section>
      </main>
      {!isLast && (
        <nav class="buttons welcome-buttons" aria-label={words.steps.label}>
          <Button onClick={() => void store.next()}>
            {at === CHOICES - 1 ? words.steps.finish : words.steps.next}
          </Button>
          {at > 0 && (
            <Button quiet onClick={store.back}>
              {words.steps.back}
            </Button>
          )}
          <button type="button" class="link" onClick={store.skip}>
            {words.steps.skip}
          </button>
          <button type="button" class="link" onClick={() => void store.go('end')}>
            {words.steps.skipAll}
          </button>
        </nav>
      )}
      <Unlock lock={store.options.lock} />
    </div>
  );
}
