/** The third choice: marks or covers. */
import { Choices } from '../components/Choices';
import { Managed } from '../components/Managed';
import { type Rule, ruleOf, type WelcomeStore } from './store';
import { welcomeWords as words } from './strings';

const RULES: readonly Rule[] = ['mark', 'cover', 'strict'];

export function ProtectionStep({ store }: { store: WelcomeStore }) {
  const protection = store.options.preferences.value?.protection;
  if (!protection) return null;
  const rule = ruleOf(protection);
  return (
    <Managed policy={store.options.policy.value} name="protection">
      <div class="card">
        <Choices<Rule | ''>
          name="rule"
          question={words.protection.question}
          choices={RULES.map((value) => ({ value, ...words.protection.choices[value] }))}
          value={rule ?? ''}
          onPick={(picked) => (picked === '' ? undefined : store.setRule(picked))}
        />
        {rule === null && <p class="hint">{words.protection.own}</p>}
      </div>
    </Managed>
  );
}
