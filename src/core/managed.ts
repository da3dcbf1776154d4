/**
 * What an organisation sets for the Seawall of its machines (`storage.managed`). It comes from a
 * policy file that an administrator wrote by hand: each field is read by itself, so that a mistake
 * in one leaves the others in force. `public/managed-schema.json` tells Chrome the same.
 */
import * as v from 'valibot';
import { readBuildAddress } from './build-address';
import { Judging, readApiAddress, Scope } from './engines';
import { ImageDetail } from './image';
import { LanguageChoice } from './language';
import { Lockable } from './lockable';
import { MAX_HOLD_SECONDS, MIN_HOLD_SECONDS, Protection, ProtectionRule } from './protection';
import { isSite } from './site';
import { Engine } from './verdict';

/** The same as in the JSON schema: a test holds them to each other. */
export const MANAGED_PATTERNS = {
  serverAddress: /^https?:\/\/[^\s@?#]+$/,
  guardAddress: /^(hf:|https?:\/\/)[^\s@]+(@[^\s@]+)?$/,
  guardSha256: /^[0-9a-f]{64}$/,
} as const;

const text = v.string('must be text');
const yesNo = v.boolean('must be true or false');
const sites = v.pipe(
  v.array(text, 'must be a list'),
  v.checkItems(isSite, 'holds what is no site: write host names such as www.example.com'),
);

const wholeNumber = (least: number, most: number) =>
  v.pipe(
    v.number('must be a number'),
    v.integer('must be a whole number'),
    v.minValue(least, `must be ${least} or more`),
    v.maxValue(most, `must be ${most} or less`),
  );

const FIELDS = {
  /** The engine that is asked first; of those that content is sent to, the only one. */
  engine: Engine,
  /** Base address of the organisation's own OpenAI-compatible server. */
  serverAddress: v.pipe(
    text,
    v.maxLength(500),
    v.regex(MANAGED_PATTERNS.serverAddress, 'is no address: write http:// or https:// first'),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const address = readApiAddress(dataset.value);
      if (address !== null) return address;
      addIssue({ message: 'is no address of a server' });
      return NEVER;
    }),
  ),
  /** Empty: the only model that the server offers. */
  serverModel: v.pipe(text, v.maxLength(200)),
  /** Which of the sites that are on may be sent to the server; `all` where it is left out. */
  serverScope: Scope,
  /** The same for the hosted guard. */
  hostedScope: Scope,
  hostedJudging: Judging,
  /** As `core/build-address.ts` reads it. Installed by itself, then in use. */
  guardAddress: v.pipe(
    text,
    v.maxLength(2_000),
    v.regex(MANAGED_PATTERNS.guardAddress, 'is no address of a guard build'),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const read = readBuildAddress(dataset.value);
      if (read.ok) return read.address.text;
      addIssue({ message: `is no address of a guard build (${read.problem})` });
      return NEVER;
    }),
  ),
  /** SHA-256 of the build's `build.json`, which holds those of all its other files. */
  guardSha256: v.pipe(
    text,
    v.regex(MANAGED_PATTERNS.guardSha256, 'must be 64 lower-case hexadecimal digits'),
  ),
  sitesOn: sites,
  sitesOff: sites,
  /** All other sites. `own`: as each person likes. `off`: off. */
  otherSites: v.picklist(['own', 'off']),
  /** Sites whose content never leaves the machine, besides Seawall's own list. */
  neverSend: sites,
  idleMinutes: wholeNumber(1, 240),
  imageDetail: ImageDetail,
  waitHidden: yesNo,
  batteryInView: yesNo,
  /** Of Seawall's own words. */
  language: LanguageChoice,
  protectionText: ProtectionRule,
  protectionImages: ProtectionRule,
  protectionHold: yesNo,
  protectionHoldSeconds: wholeNumber(MIN_HOLD_SECONDS, MAX_HOLD_SECONDS),
  protectionUnjudged: Protection.entries.unjudged,
  /** P(unsafe) from which on content is flagged, in whole percents: the registry knows no fractions. */
  thresholdPercent: wholeNumber(1, 99),
  /** Whether verdicts go into the review store. */
  reviewKeep: yesNo,
  /** A child reads here: pages show no more than `parentalProtection` lets them. */
  parental: yesNo,
  locked: v.array(Lockable, 'must be a list'),
} as const;

/** A policy of which everything holds. */
export const ManagedPolicy = v.partial(v.object(FIELDS));
export type ManagedPolicy = v.InferOutput<typeof ManagedPolicy>;

/** Names of all fields, as policy files write them. */
export const MANAGED_FIELDS: readonly string[] = Object.keys(FIELDS);

export interface ReadManaged {
  readonly policy: ManagedPolicy;
  /** What does not hold and why, a sentence each with the field's name: for the log. */
  readonly problems: readonly string[];
}

/** What the browser gave for `storage.managed` → what of it holds. */
export function readManaged(raw: unknown): ReadManaged {
  const record = v.safeParse(v.record(v.string(), v.unknown()), raw);
  if (!record.success) return { policy: {}, problems: ['The policy is not an object.'] };
  const good: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(record.output)) {
    const field = fieldOf(name);
    if (field === null) {
      problems.push(`“${name}” is not known to this Seawall.`);
      continue;
    }
    const parsed = v.safeParse(field, value);
    if (parsed.success) good[name] = parsed.output;
    else problems.push(`“${name}” is left out: ${parsed.issues[0].message}.`);
  }
  const policy = v.parse(ManagedPolicy, good);
  if (policy.guardSha256 !== undefined && policy.guardAddress === undefined) {
    problems.push('“guardSha256” does nothing without “guardAddress”.');
  }
  // A build whose hash cannot be read must not be taken unchecked.
  if ('guardSha256' in record.output && policy.guardSha256 === undefined) {
    if (policy.guardAddress !== undefined) {
      delete policy.guardAddress;
      problems.push('“guardAddress” is left out with it.');
    }
  }
  return { policy, problems };
}

const fieldOf = (name: string): v.GenericSchema | null =>
  Object.entries(FIELDS).find(([known]) => known === name)?.[1] ?? null;

/** A change of what an organisation has locked. The person who tried is told in their own language. */
export class LockedError extends Error {
  constructor(readonly setting: Lockable) {
    super(`An organisation has locked “${setting}”.`);
  }
}
