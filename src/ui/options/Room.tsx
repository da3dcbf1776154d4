/** How much room guards take and have, or why they have none. */
import { Details } from '../components/controls';
import { size } from '../format';
import { strings } from '../strings';
import type { OptionsStore } from './store';
import { text } from './strings';

export function Room({ store }: { store: OptionsStore }) {
  const view = store.view.value;
  if (!view) return null;
  const { builds, freeBytes, unavailable } = view;
  if (unavailable !== null) {
    return (
      <div class="room note note-practice">
        <div>
          <strong>{text.room.unavailable}</strong> {text.room.unavailableBody}
          <Details label={strings.details}>{unavailable}</Details>
        </div>
      </div>
    );
  }
  if (builds === null) return null;
  const used = builds.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <p class="room">
      {used > 0 && `${text.room.used(size(used))} `}
      {freeBytes === null ? text.room.notTold : text.room.free(size(Math.max(0, freeBytes)))}
    </p>
  );
}
