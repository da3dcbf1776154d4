/** The language of Seawall's own words. It holds at once on all pages of ours that are open. */
import { useState } from 'preact/hooks';
import { ENDONYMS, LANGUAGES, type LanguageChoice, pickLanguage } from '../../../core/language';
import { Managed } from '../../components/Managed';
import type { OptionsStore } from '../store';
import { around } from '../strings-around';

export function LanguageSection({ store }: { store: OptionsStore }) {
  const words = around.language;
  const stored = store.preferences.value?.language;
  /** What is on its way. */
  const [picked, pick] = useState<LanguageChoice | null>(null);
  const set = async (language: LanguageChoice) => {
    pick(language);
    await store.setPreferences('language', { language });
    // Another may have been picked meanwhile.
    pick((now) => (now === language ? null : now));
  };
  const choices: readonly { value: LanguageChoice; name: string; lang?: string }[] = [
    { value: 'auto', name: words.auto(ENDONYMS[pickLanguage(navigator.languages)]) },
    ...LANGUAGES.map((value) => ({ value, name: ENDONYMS[value], lang: value })),
  ];
  return (
    <section aria-labelledby="language" class="section">
      <h2 id="language">{words.title}</h2>
      <Managed policy={store.policy.value} name="language">
        <div class="card">
          <fieldset class="choices languages" aria-describedby="language-cost">
            <legend>{words.question}</legend>
            {choices.map(({ value, name, lang }) => (
              <label key={value} class="choice">
                <input
                  type="radio"
                  name="language"
                  value={value}
                  checked={(picked ?? stored) === value}
                  onChange={() => void set(value)}
                />
                <span class="choice-name" lang={lang}>
                  {name}
                </span>
              </label>
            ))}
          </fieldset>
          <p class="cost" id="language-cost">
            {words.cost}
          </p>
        </div>
      </Managed>
    </section>
  );
}
