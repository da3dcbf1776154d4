/** A child reads here: what pages show then, in one switch. */
import { useState } from 'preact/hooks';
import { parentalProtection } from '../../../core/protection';
import { parentsWords as words } from '../../strings-parents';
import type { OptionsStore } from '../store';

export function ParentalMode({ store }: { store: OptionsStore }) {
  const stored = store.preferences.value?.parental;
  const [picked, pick] = useState<boolean | null>(null);
  const [saved, setSaved] = useState(false);
  if (stored === undefined) return null;
  const save = async (parental: boolean) => {
    setSaved(false);
    pick(parental);
    // What an organisation has locked stays as it has set it.
    const isLocked = store.policy.value?.locked.includes('protection') ?? false;
    // What stood before it stands again when it is turned off (core/preferences.ts).
    const change =
      parental && !isLocked ? { parental, protection: parentalProtection() } : { parental };
    setSaved(await store.setPreferences('parental', change));
    pick(null);
  };
  return (
    <section class="card" aria-labelledby="parental-mode">
      <h3 id="parental-mode">{words.mode.title}</h3>
      <label class="choice">
        <input
          type="checkbox"
          checked={picked ?? stored}
          aria-labelledby="parental-name"
          aria-describedby="parental-line parental-off"
          onChange={(event) => void save(event.currentTarget.checked)}
        />
        <span>
          <span class="choice-name" id="parental-name">
            {words.mode.name}
          </span>
          <span class="choice-line" id="parental-line">
            {words.mode.line}
          </span>
        </span>
      </label>
      <p class="cost" id="parental-off">
        {words.mode.off}
      </p>
      {stored && store.lock.view.value?.status === 'off' && (
        <p class="note note-practice">{words.mode.noLock}</p>
      )}
      <p class="saved" role="status">
        {saved && words.mode.saved}
      </p>
    </section>
  );
}
