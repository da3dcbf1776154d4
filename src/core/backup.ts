/**
 * A person's settings as a file: to keep, and to bring to another machine. It holds no key, no PIN
 * and nothing of pages; what it turns on that sends pages elsewhere stays off until a person has
 * read what is sent to whom.
 */
import * as v from 'valibot';
import type { Ladder, Remote } from './engines';
import type { GuardSource } from './guard-source';
import type { Preferences } from './preferences';
import { readSettings, SETTINGS_VERSION, type Settings } from './settings';

const KIND = 'seawall-settings';
/** UTF-16 units: more than thousands of sites take. */
export const MAX_BACKUP = 2_000_000;

const BackupFile = v.object({
  kind: v.literal(KIND),
  /** ISO 8601; for people. */
  savedAt: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
  /** Of any version up to ours. */
  settings: v.record(v.string(), v.unknown()),
});

export const writeBackup = (settings: Settings, savedAt: Date): string =>
  `${JSON.stringify({ kind: KIND, savedAt: savedAt.toISOString(), settings }, null, 2)}\n`;

export type BackupProblem = 'too-large' | 'not-json' | 'not-a-backup' | 'newer' | 'damaged';

export type ReadBackup = { ok: true; settings: Settings } | { ok: false; problem: BackupProblem };

export function readBackup(text: string): ReadBackup {
  if (text.length > MAX_BACKUP) return { ok: false, problem: 'too-large' };
  let json: unknown;
  try {
    // Some editors put a mark of byte order before it.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problem: 'not-json' };
  }
  const file = v.safeParse(BackupFile, json);
  if (!file.success) return { ok: false, problem: 'not-a-backup' };
  const { settings } = file.output;
  // What has no version is no settings that Seawall has ever written into a file.
  const { version } = settings;
  if (!Number.isInteger(version) || Number(version) < 0) return { ok: false, problem: 'damaged' };
  if (Number(version) > SETTINGS_VERSION) return { ok: false, problem: 'newer' };
  const read = readSettings(settings);
  return read.ok ? read : { ok: false, problem: 'damaged' };
}

/**
 * What of a backup is taken over these settings. The guard only where it is here; engines that pages
 * are sent to stay as they are, on, only at the very address that they are on for now, and where
 * nothing more would be sent to them; and what belongs to this machine, that a child reads here and
 * what is shown then, and that the welcome page was seen, stays.
 */
export function restored(
  now: Settings,
  backup: Settings,
  isHere: (guard: GuardSource) => boolean,
): Settings {
  const isOn = (engine: Remote): boolean =>
    now.network[engine].on &&
    backup.network[engine].on &&
    now.network[engine].address === backup.network[engine].address &&
    !sendsMore(now, backup, engine);
  const { network, preferences, guard } = backup;
  return {
    ...backup,
    guard: guard === null || isHere(guard) ? guard : now.guard,
    network: {
      ...network,
      server: { ...network.server, on: isOn('server') },
      hosted: { ...network.hosted, on: isOn('hosted') },
    },
    preferences: {
      ...preferences,
      ...protectionOf(now.preferences, preferences),
      welcomed: now.preferences.welcomed,
    },
  };
}

/** Parental mode goes on as it is here; what the backup had chosen without it is for after it. */
function protectionOf(now: Preferences, backup: Preferences) {
  const chosen = backup.protectionBefore ?? backup.protection;
  const { parental, protection } = now;
  return parental
    ? { parental, protection, protectionBefore: chosen }
    : { parental, protection: chosen, protectionBefore: null };
}

/** Whether `next` lets this engine have anything of a page that `now` keeps from it. */
function sendsMore(now: Settings, next: Settings, engine: Remote): boolean {
  const [before, after] = [now.network, next.network];
  const sends = (settings: Settings, site: string): boolean =>
    settings.sites[site]?.send?.[engine] ?? settings.network[engine].scope === 'all';
  /** Asked though the guard here works. */
  const isAhead = (order: Ladder): boolean => order.indexOf(engine) < order.indexOf('local');
  const isFirst = ({ network, sites }: Settings, site: string): boolean =>
    isAhead(sites[site]?.order ?? network.order);
  const sites = Object.keys({ ...now.sites, ...next.sites });
  return (
    (after[engine].scope === 'all' && before[engine].scope !== 'all') ||
    (isAhead(after.order) && !isAhead(before.order)) ||
    before.neverSend.added.some((site) => !after.neverSend.added.includes(site)) ||
    after.neverSend.removed.some((site) => !before.neverSend.removed.includes(site)) ||
    sites.some(
      (site) =>
        sends(next, site) && (!sends(now, site) || (isFirst(next, site) && !isFirst(now, site))),
    )
  );
}

/** Parts of the settings, as a preview of changes names them. */
export const CHANGED_PARTS = [
  'sites',
  'guard',
  'idleMinutes',
  'imageDetail',
  'order',
  'server',
  'hosted',
  'neverSend',
  'pace',
  'language',
  'protection',
  'review',
  'thresholds',
  'notify',
] as const;
export const ChangedPart = v.picklist(CHANGED_PARTS);
export type ChangedPart = v.InferOutput<typeof ChangedPart>;

export const BackupChange = v.object({
  part: ChangedPart,
  /** Of sites: those that come on, go off, or are set otherwise. Empty for other parts. */
  on: v.array(v.string()),
  off: v.array(v.string()),
  otherwise: v.array(v.string()),
  /** Every value that changes, a line each (`server.address: "" → "http://…"`): for details. */
  lines: v.array(v.string()),
});
export type BackupChange = v.InferOutput<typeof BackupChange>;

/** What differs, part by part, in a fixed order; empty where nothing does. */
export function changesBetween(now: Settings, next: Settings): BackupChange[] {
  return CHANGED_PARTS.flatMap((part) => {
    const [before, after] = [partOf(now, part), partOf(next, part)];
    const lines = linesOf(part, before, after);
    if (lines.length === 0) return [];
    const sites = part === 'sites' ? sitesBetween(now.sites, next.sites) : noSites;
    return [{ part, ...sites, lines }];
  });
}

function partOf({ network, preferences, ...rest }: Settings, part: ChangedPart): unknown {
  switch (part) {
    case 'order':
    case 'server':
    case 'hosted':
    case 'neverSend':
      return network[part];
    case 'protection':
      // In parental mode a backup changes what stands after it alone.
      return preferences.protectionBefore ?? preferences.protection;
    case 'language':
    case 'review':
    case 'thresholds':
    case 'notify':
      return preferences[part];
    default:
      return rest[part];
  }
}

const noSites = { on: [], off: [], otherwise: [] };

function sitesBetween(now: Settings['sites'], next: Settings['sites']) {
  const names = Object.keys(next);
  return {
    on: names.filter((site) => !now[site]),
    off: Object.keys(now).filter((site) => !next[site]),
    otherwise: names.filter((site) => now[site] && linesOf(site, now[site], next[site]).length > 0),
  };
}

/** Leaves that differ. A list is one leaf. */
function linesOf(path: string, before: unknown, after: unknown): string[] {
  if (isBranch(before) && isBranch(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => linesOf(`${path}.${name}`, before[name], after[name]));
  }
  const [was, is] = [written(before), written(after)];
  return was === is ? [] : [`${path}: ${was} → ${is}`];
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same for the same, in whatever order its names stand. */
const written = (value: unknown): string =>
  value === undefined
    ? '–'
    : JSON.stringify(value, (_, each: unknown) =>
        isBranch(each)
          ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
          : each,
      );
