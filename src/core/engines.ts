/**
 * The engines that leave this machine, as settings: which there are, in what order they are asked,
 * and what a person has allowed to be sent to them.
 *
 * `server`: the user's own OpenAI-compatible server. `hosted`: the SEA-LION API.
 */
import * as v from 'valibot';
import { isSite, siteOf } from './site';
import { Engine } from './verdict';

/** Engines that content is sent to. */
export const Remote = v.picklist(['server', 'hosted']);
export type Remote = v.InferOutput<typeof Remote>;

/** Where the hosted guard answers, and what it is called there. */
export const HOSTED_ADDRESS = 'https://api.sea-lion.ai/v1';
export const HOSTED_MODEL = 'aisingapore/SEA-Guard';
/** Its limit for each key. */
export const HOSTED_PER_MINUTE = 10;

/** All engines, each once: the first that works is asked. */
export const Ladder = v.pipe(
  v.array(Engine),
  v.check(
    (order) => order.length === 3 && new Set(order).size === 3,
    'every engine must stand in the order once',
  ),
);
export type Ladder = v.InferOutput<typeof Ladder>;

/** `all`: every site that is on. `sites`: only those that a person has named. */
export const Scope = v.picklist(['all', 'sites']);
export type Scope = v.InferOutput<typeof Scope>;

/**
 * How the hosted guard is asked. `groups`: neighbours together, and an unsafe group is taken apart.
 * `each`: one request for each element.
 */
export const Judging = v.picklist(['groups', 'each']);
export type Judging = v.InferOutput<typeof Judging>;

/** Base address of an OpenAI-compatible API (`http://127.0.0.1:8000/v1`), without a slash at its end. */
export const ApiAddress = v.pipe(
  v.string(),
  v.maxLength(500),
  v.check((address) => address === '' || readApiAddress(address) === address),
);

const ModelName = v.pipe(v.string(), v.maxLength(200));
const SiteName = v.pipe(v.string(), v.check(isSite));

export const NetworkSettings = v.object({
  order: Ladder,
  server: v.object({
    on: v.boolean(),
    /** Empty where none has been given. */
    address: ApiAddress,
    /** Empty: the only one that it offers. */
    model: ModelName,
    scope: Scope,
  }),
  hosted: v.object({
    on: v.boolean(),
    address: ApiAddress,
    scope: Scope,
    judging: Judging,
  }),
  /** Sites whose content never leaves this machine: what a person added to ours, or took off. */
  neverSend: v.object({ added: v.array(SiteName), removed: v.array(SiteName) }),
});
export type NetworkSettings = v.InferOutput<typeof NetworkSettings>;

export const defaultNetwork = (): NetworkSettings => ({
  order: ['local', 'server', 'hosted'],
  server: { on: false, address: '', model: '', scope: 'sites' },
  hosted: { on: false, address: HOSTED_ADDRESS, scope: 'sites', judging: 'groups' },
  neverSend: { added: [], removed: [] },
});

/** What a site departs in from the rest. */
export const SiteEngines = v.object({
  /** Whether its content may be sent; absent: as the engine's scope has it. */
  send: v.optional(v.object({ server: v.optional(v.boolean()), hosted: v.optional(v.boolean()) })),
  order: v.optional(Ladder),
});
export type SiteEngines = v.InferOutput<typeof SiteEngines>;

/**
 * What a person wrote as a server's address, as it is kept: http or https, no user name, query or
 * fragment, no slash at the end. Null where it is none.
 */
export function readApiAddress(written: string): string | null {
  const trimmed = written.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (trimmed === '' || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '' || !isSite(url.hostname)) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/**
 * Whether what was allowed for the one address does not hold for the other: another host, or a way
 * that others can read along. Where there was no address nothing was allowed.
 */
export function isElsewhere(before: string, after: string): boolean {
  if (siteOf(before) !== siteOf(after)) return true;
  return after !== '' && isReadableOnTheWay(after) && !isReadableOnTheWay(before);
}

/** Whether what is sent there can be read on the way. */
export function isReadableOnTheWay(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
