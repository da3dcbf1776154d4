/**
 * An organisation's policy over a person's own settings, and changes under it.
 *
 * What the policy sets holds. Where it is not locked a person may depart from it: their own value
 * holds from then on, until the policy says nothing of that setting any more. A person's own
 * settings are kept beneath, untouched by the policy, and come back when it goes.
 */
import type { NetworkSettings } from './engines';
import type { GuardSource } from './guard-source';
import type { Lockable, PolicyView } from './lockable';
import { LockedError, type ManagedPolicy } from './managed';
import { merged } from './merged';
import type { Preferences } from './preferences';
import { atLeast, type Protection, type ProtectionChange, parentalProtection } from './protection';
import type { Settings } from './settings';

/** What stands between the stored settings and those that hold. */
export interface Managing {
  readonly policy: ManagedPolicy;
  /** The policy's guard once it is installed; null until then. */
  readonly guard: GuardSource | null;
  /** What a person has departed in: names of settings, and of sites as `site:NAME`. */
  readonly departed: readonly string[];
}

export const notManaged: Managing = { policy: {}, guard: null, departed: [] };

type Site = Settings['sites'][string];

/** The settings that hold. */
export function effectiveSettings(own: Settings, managing: Managing): Settings {
  const { policy } = managing;
  const holds = (name: Lockable): boolean => isLocked(policy, name) || !departs(managing, name);
  return {
    ...own,
    sites: sitesUnder(own, managing),
    guard: policy.guardAddress !== undefined && holds('guard') ? managing.guard : own.guard,
    idleMinutes: (holds('idleMinutes') ? policy.idleMinutes : undefined) ?? own.idleMinutes,
    imageDetail: (holds('imageDetail') ? policy.imageDetail : undefined) ?? own.imageDetail,
    network: {
      ...(holds('engine') ? enginesUnder(own.network, policy) : own.network),
      neverSend: neverSendUnder(own.network.neverSend, policy),
    },
    pace: holds('pace')
      ? {
          waitHidden: policy.waitHidden ?? own.pace.waitHidden,
          batteryInView: policy.batteryInView ?? own.pace.batteryInView,
        }
      : own.pace,
    preferences: preferencesUnder(own.preferences, managing),
  };
}

/**
 * What is stored after a person has changed the settings that hold into `next`.
 * @throws LockedError where the policy does not let them
 */
export function changedUnder(
  own: Settings,
  managing: Managing,
  next: Settings,
): { own: Settings; departed: readonly string[] } {
  const { policy } = managing;
  const now = effectiveSettings(own, managing);
  const departed = new Set(managing.departed);
  const changes = (name: Lockable, before: unknown, after: unknown): boolean => {
    if (isSame(before, after)) return false;
    if (isLocked(policy, name)) throw new LockedError(name);
    if (sets(policy, name)) departed.add(name);
    return true;
  };
  const engines = ({ network: { neverSend: _, ...rest } }: Settings) => rest;
  const network = changes('engine', engines(now), engines(next)) ? next.network : own.network;
  const changed: Settings = {
    ...next,
    sites: changedSites(own, managing, now, next, departed),
    guard: changes('guard', now.guard, next.guard) ? next.guard : own.guard,
    idleMinutes: changes('idleMinutes', now.idleMinutes, next.idleMinutes)
      ? next.idleMinutes
      : own.idleMinutes,
    imageDetail: changes('imageDetail', now.imageDetail, next.imageDetail)
      ? next.imageDetail
      : own.imageDetail,
    pace: changes('pace', now.pace, next.pace) ? next.pace : own.pace,
    network: { ...network, neverSend: changedNeverSend(own, policy, now, next) },
    preferences: changedPreferences(own, managing, now, next, changes),
  };
  return { own: changed, departed: [...departed] };
}

/** Departures that still mean something under this policy. */
export const liveDepartures = ({ policy, departed }: Managing): readonly string[] =>
  departed.filter((name) => {
    if (name.startsWith('site:')) return wishFor(policy, name.slice(5)) !== null;
    return LOCKABLE_FIELDS.some(([known]) => known === name && sets(policy, known));
  });

export const isLocked = ({ locked }: ManagedPolicy, name: Lockable): boolean =>
  locked?.includes(name) ?? false;

/** Fields by which a policy sets a setting that a person may depart from as a whole. */
const LOCKABLE_FIELDS: readonly [Lockable, readonly (keyof ManagedPolicy)[]][] = [
  [
    'engine',
    ['engine', 'serverAddress', 'serverModel', 'serverScope', 'hostedScope', 'hostedJudging'],
  ],
  ['guard', ['guardAddress']],
  ['idleMinutes', ['idleMinutes']],
  ['imageDetail', ['imageDetail']],
  ['pace', ['waitHidden', 'batteryInView']],
  ['language', ['language']],
  [
    'protection',
    [
      'protectionText',
      'protectionImages',
      'protectionHold',
      'protectionHoldSeconds',
      'protectionUnjudged',
    ],
  ],
  ['threshold', ['thresholdPercent']],
  ['review', ['reviewKeep']],
  ['parental', ['parental']],
];

/** Those that are set otherwise than as a whole. */
const ELSEWHERE: readonly [Lockable, readonly (keyof ManagedPolicy)[]][] = [
  ['sites', ['sitesOn', 'sitesOff', 'otherSites']],
  ['neverSend', ['neverSend']],
];

/** What pages of ours are told of it. */
export function policyView(policy: ManagedPolicy): PolicyView {
  const all = [...LOCKABLE_FIELDS, ...ELSEWHERE];
  const set = all.filter(([, fields]) => fields.some((field) => policy[field] !== undefined));
  return { set: set.map(([name]) => name), locked: [...new Set(policy.locked)] };
}

/** Whether nobody can turn this site on or off. */
export const isSiteFixed = (policy: ManagedPolicy, site: string): boolean =>
  isLocked(policy, 'sites') && (wishFor(policy, site) !== null || policy.otherSites !== 'own');

const sets = (policy: ManagedPolicy, name: Lockable): boolean =>
  LOCKABLE_FIELDS.some(
    ([known, fields]) => known === name && fields.some((field) => policy[field] !== undefined),
  );

const departs = ({ departed }: Managing, name: string): boolean => departed.includes(name);

/* ── engines ───────────────────────────────────────────────────────────────── */

function enginesUnder(own: NetworkSettings, policy: ManagedPolicy): NetworkSettings {
  const { engine } = policy;
  const scope = (name: 'server' | 'hosted') => (engine === name ? 'all' : own[name].scope);
  const address = policy.serverAddress ?? own.server.address;
  return {
    ...own,
    ...(engine === undefined ? {} : { order: [engine, ...own.order.filter((e) => e !== engine)] }),
    server: {
      on: engine === undefined ? isStillOn(own, policy) : engine === 'server',
      address,
      model: policy.serverModel ?? own.server.model,
      scope: policy.serverScope ?? scope('server'),
    },
    hosted: {
      ...own.hosted,
      on: engine === undefined ? own.hosted.on : engine === 'hosted',
      scope: policy.hostedScope ?? scope('hosted'),
      judging: policy.hostedJudging ?? own.hosted.judging,
    },
  };
}

/** What a person turned on was turned on for the address of then. */
const isStillOn = ({ server }: NetworkSettings, { serverAddress }: ManagedPolicy): boolean =>
  server.on && (serverAddress === undefined || serverAddress === server.address);

/* ── what pages show, and the rest of what is preferred ────────────────────── */

/** Whether the policy's wish for parental mode holds. */
const isParental = ({ policy, departed }: Managing): boolean =>
  policy.parental === true && (isLocked(policy, 'parental') || !departed.includes('parental'));

function preferencesUnder(own: Preferences, managing: Managing): Preferences {
  const { policy } = managing;
  const holds = (name: Lockable): boolean => isLocked(policy, name) || !departs(managing, name);
  const percent = holds('threshold') ? policy.thresholdPercent : undefined;
  return {
    ...own,
    language: (holds('language') ? policy.language : undefined) ?? own.language,
    protection: protectionUnder(own.protection, managing),
    thresholds: percent === undefined ? own.thresholds : { all: percent / 100, languages: {} },
    review: {
      ...own.review,
      keep: (holds('review') ? policy.reviewKeep : undefined) ?? own.review.keep,
    },
    parental: (holds('parental') ? policy.parental : undefined) ?? own.parental,
  };
}

function protectionUnder(own: Protection, managing: Managing): Protection {
  const { policy } = managing;
  const holds = isLocked(policy, 'protection') || !departs(managing, 'protection');
  const set = {
    text: policy.protectionText,
    images: policy.protectionImages,
    hold: policy.protectionHold,
    holdSeconds: policy.protectionHoldSeconds,
    unjudged: policy.protectionUnjudged,
  };
  const protection = holds ? merged(own, set) : own;
  return isParental(managing) ? atLeast(protection, parentalProtection()) : protection;
}

/** In what a site departs: in nothing where that is locked, and never below what parental mode asks. */
function siteProtection(
  own: ProtectionChange | undefined,
  managing: Managing,
): ProtectionChange | undefined {
  if (own === undefined || isLocked(managing.policy, 'protection')) return undefined;
  if (!isParental(managing)) return own;
  const raised = atLeast(merged(parentalProtection(), own), parentalProtection());
  const named = Object.keys(own);
  return Object.fromEntries(Object.entries(raised).filter(([name]) => named.includes(name)));
}

type Changes = (name: Lockable, before: unknown, after: unknown) => boolean;

function changedPreferences(
  own: Settings,
  managing: Managing,
  { preferences: now }: Settings,
  { preferences: next }: Settings,
  changes: Changes,
): Preferences {
  const mine = own.preferences;
  const isTurnedOff = changes('parental', now.parental, next.parental);
  // To go below what parental mode asks is to leave it.
  const floor = parentalProtection();
  const isBelow = !isSame(atLeast(next.protection, floor), next.protection);
  if (isParental(managing) && isBelow && !isTurnedOff) changes('parental', true, false);
  return {
    ...next,
    language: changes('language', now.language, next.language) ? next.language : mine.language,
    protection: changes('protection', now.protection, next.protection)
      ? next.protection
      : mine.protection,
    thresholds: changes('threshold', now.thresholds, next.thresholds)
      ? next.thresholds
      : mine.thresholds,
    review: changes('review', now.review, next.review) ? next.review : mine.review,
    parental: isTurnedOff ? next.parental : mine.parental,
  };
}

/* ── sites ─────────────────────────────────────────────────────────────────── */

/** What the policy wants of a site; null where it leaves that to each person. */
function wishFor(policy: ManagedPolicy, site: string): 'screen' | 'off' | null {
  if (policy.sitesOff?.includes(site)) return 'off';
  if (policy.sitesOn?.includes(site)) return 'screen';
  return policy.otherSites === 'off' ? 'off' : null;
}

function sitesUnder(own: Settings, managing: Managing): Settings['sites'] {
  const { policy } = managing;
  const isFixed = isLocked(policy, 'sites');
  const sites: [string, Site][] = [];
  for (const site of new Set([...Object.keys(own.sites), ...(policy.sitesOn ?? [])])) {
    const isOwn = !isFixed && departs(managing, `site:${site}`);
    const wish = (isOwn ? null : wishFor(policy, site)) ?? (own.sites[site] ? 'screen' : 'off');
    if (wish === 'off') continue;
    const { order, send, protection: ownProtection } = own.sites[site] ?? {};
    const protection = siteProtection(ownProtection, managing);
    // Whom a site is sent to is part of what the lock of engines closes.
    const engines = isLocked(policy, 'engine')
      ? {}
      : { ...(send && { send }), ...(order && { order }) };
    sites.push([site, { mode: 'screen', ...engines, ...(protection && { protection }) }]);
  }
  return Object.fromEntries(sites);
}

function changedSites(
  own: Settings,
  managing: Managing,
  now: Settings,
  next: Settings,
  departed: Set<string>,
): Settings['sites'] {
  const { policy } = managing;
  const sites = new Map(Object.entries(own.sites));
  for (const site of new Set([...Object.keys(now.sites), ...Object.keys(next.sites)])) {
    const before = now.sites[site];
    const after = next.sites[site];
    if (isSame(before, after)) continue;
    if (before && after) {
      const isSentAlike = isSame(sendingOf(before), sendingOf(after));
      if (!isSentAlike && isLocked(policy, 'engine')) throw new LockedError('engine');
      if (!isSame(before.protection, after.protection)) {
        if (isLocked(policy, 'protection')) throw new LockedError('protection');
        if (!isSame(siteProtection(after.protection, managing), after.protection)) {
          if (isLocked(policy, 'parental')) throw new LockedError('parental');
          departed.add('parental');
        }
      }
    } else {
      const wish = wishFor(policy, site);
      // Locked, and nothing said of other sites: they stay as they are.
      if (isLocked(policy, 'sites') && (wish !== null || policy.otherSites !== 'own')) {
        throw new LockedError('sites');
      }
      if (wish !== null) departed.add(`site:${site}`);
    }
    if (after && before) {
      // What does not hold now is kept beneath.
      const kept = isLocked(policy, 'protection') ? own.sites[site]?.protection : after.protection;
      const { protection: _, ...rest } = after;
      sites.set(site, { ...rest, ...(kept && { protection: kept }) });
    } else if (after) sites.set(site, { ...own.sites[site], ...after });
    else sites.delete(site);
  }
  return Object.fromEntries(sites);
}

const sendingOf = ({ order, send }: Site) => ({ order, send });

/* ── sites that are never sent ─────────────────────────────────────────────── */

type NeverSend = NetworkSettings['neverSend'];

/** The organisation's entries always hold: they only ever narrow what is sent. */
function neverSendUnder(own: NeverSend, policy: ManagedPolicy): NeverSend {
  const theirs = policy.neverSend;
  if (theirs === undefined) return own;
  return {
    added: [...new Set([...theirs, ...own.added])],
    removed: isLocked(policy, 'neverSend')
      ? []
      : own.removed.filter((site) => !theirs.includes(site)),
  };
}

function changedNeverSend(
  own: Settings,
  policy: ManagedPolicy,
  now: Settings,
  next: Settings,
): NeverSend {
  const { neverSend } = own.network;
  if (isSame(now.network.neverSend, next.network.neverSend)) return neverSend;
  const theirs = policy.neverSend ?? [];
  const { added, removed } = next.network.neverSend;
  const lifts = theirs.some((site) => !added.includes(site) || removed.includes(site));
  if (lifts || isLocked(policy, 'neverSend')) throw new LockedError('neverSend');
  return {
    added: added.filter((site) => !theirs.includes(site) || neverSend.added.includes(site)),
    removed: [...removed, ...neverSend.removed.filter((site) => theirs.includes(site))],
  };
}

/** Whether two settings say the same, whatever the order of their fields. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isSame(Reflect.get(a, name), Reflect.get(b, name)));
}
