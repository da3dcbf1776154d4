/** When a page waits although it could be asked about. */
import * as v from 'valibot';

export const PaceSettings = v.object({
  /** While its tab is hidden, nothing new is asked about. */
  waitHidden: v.boolean(),
  /** When the battery is low, only what is in view is. */
  batteryInView: v.boolean(),
});
export type PaceSettings = v.InferOutput<typeof PaceSettings>;

export const defaultPace = (): PaceSettings => ({ waitHidden: true, batteryInView: true });

export const PaceChange = v.partial(PaceSettings);
export type PaceChange = v.InferOutput<typeof PaceChange>;

export const changedPace = (old: PaceSettings, change: PaceChange): PaceSettings => ({
  waitHidden: change.waitHidden ?? old.waitHidden,
  batteryInView: change.batteryInView ?? old.batteryInView,
});
