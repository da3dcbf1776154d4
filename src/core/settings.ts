/**
 * What Seawall remembers between sessions, and how older versions of it become the current one.
 * A change of shape raises the version, adds one step to `MIGRATIONS` and one case to the tests.
 */
import * as v from 'valibot';
import { defaultNetwork, NetworkSettings, SiteEngines } from './engines';
import { GuardSource } from './guard-source';
import { ImageDetail } from './image';
import { defaultPace, PaceSettings } from './pace';
import { defaultPreferences, Preferences } from './preferences';
import { Protection } from './protection';

export const SETTINGS_VERSION = 6;

export const Settings = v.object({
  version: v.literal(SETTINGS_VERSION),
  /** Only sites that are on: a list of sites turned off would be a record of where one has been. */
  sites: v.record(
    v.string(),
    v.object({
      mode: v.literal('screen'),
      ...SiteEngines.entries,
      /** Where the site departs from `preferences.protection`. */
      protection: v.optional(v.partial(Protection)),
    }),
  ),
  guard: v.nullable(GuardSource),
  /** Minutes without work after which the guard is unloaded and its memory freed. */
  idleMinutes: v.pipe(v.number(), v.minValue(1), v.maxValue(240)),
  /** How closely images are looked at. */
  imageDetail: ImageDetail,
  /** The engines that content is sent to; keys are not here (background/keys.ts). */
  network: NetworkSettings,
  /** When pages wait. */
  pace: PaceSettings,
  preferences: Preferences,
});
export type Settings = v.InferOutput<typeof Settings>;

export const defaultSettings = (): Settings => ({
  version: SETTINGS_VERSION,
  sites: {},
  guard: null,
  idleMinutes: 5,
  imageDetail: 'balanced',
  network: defaultNetwork(),
  pace: defaultPace(),
  preferences: defaultPreferences(),
});

/** `MIGRATIONS[n]` makes version n + 1 out of version n. */
const MIGRATIONS: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[] = [
  // 0: written before there was a version; the same fields.
  (old) => ({ sites: {}, guard: null, ...old, version: 1 }),
  // 1: guards from the package only, unloaded after five minutes.
  (old) => ({ ...old, idleMinutes: 5, version: 2 }),
  // 2: texts alone.
  (old) => ({ ...old, imageDetail: 'balanced', version: 3 }),
  // 3: this machine alone.
  (old) => ({ ...old, network: defaultNetwork(), version: 4 }),
  // 4: pages never waited.
  (old) => ({ ...old, pace: defaultPace(), version: 5 }),
  // 5: marks alone, one threshold, one language; whoever has used it needs no welcome.
  (old) => ({ ...old, preferences: { ...defaultPreferences(), welcomed: true }, version: 6 }),
];

export type ReadSettings =
  | { ok: true; settings: Settings }
  /** What was stored cannot be understood; `problem` is for the log. */
  | { ok: false; problem: string };

/** Stored value → settings of the current version. Nothing stored means defaults. */
export function readSettings(stored: unknown): ReadSettings {
  if (stored === undefined) return { ok: true, settings: defaultSettings() };
  const record = v.safeParse(v.record(v.string(), v.unknown()), stored);
  if (!record.success) return { ok: false, problem: 'The stored settings are not an object.' };
  let value = record.output;
  const { version: from = 0 } = value;
  // Read as another version they would lose what that one did not have yet.
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 0)
    return { ok: false, problem: 'The version of the stored settings is none.' };
  if (from > SETTINGS_VERSION) {
    return {
      ok: false,
      problem: `The stored settings are of version ${from}; this Seawall knows ${SETTINGS_VERSION}.`,
    };
  }
  for (const migrate of MIGRATIONS.slice(from)) value = migrate(value);
  const parsed = v.safeParse(Settings, value);
  if (parsed.success) return { ok: true, settings: parsed.output };
  return { ok: false, problem: `The stored settings do not fit: ${parsed.issues[0].message}` };
}
