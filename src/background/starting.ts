/** In which order the parts read what is stored, and take it again when other settings hold. */
import type { SettingsStore } from '../platform/storage';
import type { Around } from './around';
import type { History } from './engines/remote/history';
import type { Frames } from './frames';
import type { GuardChoice } from './guard-choice';
import type { GuardStore } from './guard-store';
import type { ManagedGuard } from './managed-guard';
import type { Network } from './network';
import type { Pace } from './pace';
import type { Policy } from './policy';
import type { Preferences } from './preferences';
import type { Review } from './review/wire';
import type { Ui } from './ui';

export interface StartingParts {
  settings: SettingsStore;
  frames: Frames;
  choice: GuardChoice;
  network: Network;
  pace: Pace;
  preferences: Preferences;
  policy: Policy;
  history: History;
  review: Review;
  around: Around;
  store: GuardStore;
  managedGuard: ManagedGuard;
  ui: Ui;
}

/** @param partsOf Asked when all parts have come into being. */
export function starting(partsOf: () => StartingParts) {
  return {
    /** Never rejects: what cannot be read is as if it were not there, and the log says so. */
    async start(): Promise<void> {
      // Let the parts come into being first.
      await Promise.resolve();
      const parts = partsOf();
      const { frames, choice, network, pace, preferences, policy, history } = parts;
      await Promise.all([
        attempt('read the list of frames', () => frames.start()),
        attempt('read which guard is chosen', () => choice.start()),
        attempt('read what may be sent to whom', () => network.start()),
        attempt('read when pages wait', () => pace.start()),
        // How scripts are registered depends on it.
        attempt('read what else was chosen', () => preferences.start()).then(() =>
          attempt('put the content scripts in order', () => policy.start()),
        ),
        attempt('read what sites were like', () => history.start()),
      ]);
      parts.review.start(preferences.current);
      await attempt('say what is around the page', () => parts.around.start());
      // After the choice: a build that was installed meanwhile may come into use.
      await attempt('go on with an installation', () => parts.store.start());
      void this.followManagedGuard(false);
    },

    /** An organisation has set something else: every part takes what holds now. */
    async takePolicy(): Promise<void> {
      await partsOf().settings.policyChanged();
      await this.settingsReplaced();
      await this.followManagedGuard(true);
    },

    /** Other settings hold than a moment ago. */
    async settingsReplaced(): Promise<void> {
      const { choice, network, pace, preferences, policy, ui } = partsOf();
      const taken = [choice, network, pace, preferences, policy].map((part) =>
        part.settingsChanged(),
      );
      for (const each of await Promise.allSettled(taken)) {
        if (each.status === 'rejected')
          console.error('seawall: could not take settings', each.reason);
      }
      await ui.policyChanged();
    },

    /** @param again Also where the policy is the one that was followed last. */
    async followManagedGuard(again: boolean): Promise<void> {
      await attempt('see to the guard of the policy', () =>
        partsOf()
          .managedGuard.follow({ again })
          .then(() => {}),
      );
    },
  };
}

const attempt = (what: string, act: () => Promise<void>): Promise<void> =>
  act().catch((error) => console.error(`seawall: could not ${what}`, error));
