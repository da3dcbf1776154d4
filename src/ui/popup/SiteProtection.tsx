/** What is shown on this site of what is unsafe, and before it is judged: as everywhere, or otherwise. */

import { type ProtectionChange, ProtectionRule } from '../../core/protection';
import { Managed } from '../components/Managed';
import { protectionStrings as words } from '../strings-protection';
import type { PopupStore } from './store';

const EVERYWHERE = 'everywhere';

interface PickProps {
  id: string;
  label: string;
  value: string;
  choices: readonly { value: string; name: string }[];
  onPick: (value: string) => void;
}

function Pick({ id, label, value, choices, onPick }: PickProps) {
  return (
    <p class="site-order">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value={EVERYWHERE}>{words.site.asEverywhere}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </p>
  );
}

export function SiteProtection({ store }: { store: PopupStore }) {
  const own = store.ownProtection.value;
  if (own === null || store.mode.value !== 'screen') return null;
  /** Without what is as everywhere. */
  const set = (key: keyof ProtectionChange, value: ProtectionChange[typeof key]) => {
    const { [key]: _before, ...others } = own;
    void store.setProtection(value === undefined ? others : { ...others, [key]: value });
  };
  const rules = ProtectionRule.options.map((value) => ({ value, name: words.rules[value].name }));
  const holds = [
    { value: 'held', name: words.site.held },
    { value: 'shown', name: words.site.notHeld },
  ];
  const hold = own.hold === undefined ? EVERYWHERE : own.hold ? 'held' : 'shown';
  return (
    <details class="site-protection">
      <summary>{words.site.title}</summary>
      <Managed policy={store.policy.value} name="protection">
        {(['text', 'images'] as const).map((kind) => (
          <Pick
            key={kind}
            id={`site-${kind}`}
            label={words[kind]}
            value={own[kind] ?? EVERYWHERE}
            choices={rules}
            onPick={(value) =>
              set(
                kind,
                ProtectionRule.options.find((rule) => rule === value),
              )
            }
          />
        ))}
        <Pick
          id="site-hold"
          label={words.site.hold}
          value={hold}
          choices={holds}
          onPick={(value) => set('hold', value === EVERYWHERE ? undefined : value === 'held')}
        />
      </Managed>
    </details>
  );
}
