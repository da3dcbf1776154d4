/** The settings that an organisation's policy can lock, by name. */
import * as v from 'valibot';

/** Names of settings that a policy can lock: a person may not change them then. */
export const Lockable = v.picklist([
  /** Which engines are asked, in what order, and what may be sent to them. */
  'engine',
  /** Which guard build is in use. */
  'guard',
  /** Which sites are on. */
  'sites',
  'neverSend',
  'idleMinutes',
  'imageDetail',
  /** When pages wait: `waitHidden` and `batteryInView`. */
  'pace',
  'language',
  /** What pages show of what is unsafe, on each site too. */
  'protection',
  /** From when on content is flagged. */
  'threshold',
  /** What is kept of verdicts. */
  'review',
  'parental',
]);
export type Lockable = v.InferOutput<typeof Lockable>;

/** What pages of ours are told of a policy: which settings it sets, and which it locks. */
export const PolicyView = v.object({ set: v.array(Lockable), locked: v.array(Lockable) });
export type PolicyView = v.InferOutput<typeof PolicyView>;
