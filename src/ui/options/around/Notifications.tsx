/** The browser's notifications: on only where the browser was allowed to show them, too. */
import { useEffect, useState } from 'preact/hooks';
import type { OptionsStore } from '../store';
import { around } from '../strings-around';

export function NotificationsSection({ store }: { store: OptionsStore }) {
  const words = around.notifications;
  const wanted = store.preferences.value?.notify;
  const [allowed, allow] = useState<boolean | null>(null);
  /** What is on its way is shown as done. */
  const [picked, pick] = useState<boolean | null>(null);
  const [outcome, setOutcome] = useState<'saved' | 'declined' | null>(null);
  useEffect(() => {
    void store.around.mayNotify().then(allow);
  }, [store]);

  const set = async (on: boolean) => {
    // Straight from the click: the browser asks only there.
    const asked = on ? store.around.requestNotifications() : Promise.resolve(false);
    setOutcome(null);
    pick(on);
    const granted = await asked.catch(() => false);
    if (on) allow(granted);
    if (on && !granted) setOutcome('declined');
    else if (await store.setPreferences('notify', { notify: on })) setOutcome('saved');
    pick(null);
  };
  return (
    <section aria-labelledby="notifications" class="section">
      <h2 id="notifications">{words.title}</h2>
      <div class="card">
        <label class="choice">
          <input
            type="checkbox"
            checked={picked ?? (wanted === true && allowed === true)}
            aria-describedby="notifications-line"
            aria-labelledby="notifications-name"
            onChange={(event) => void set(event.currentTarget.checked)}
          />
          <span>
            <span class="choice-name" id="notifications-name">
              {words.name}
            </span>
            <span class="choice-line" id="notifications-line">
              {words.line}
            </span>
          </span>
        </label>
        <p class="saved" role="status">
          {outcome && words[outcome]}
        </p>
      </div>
    </section>
  );
}
