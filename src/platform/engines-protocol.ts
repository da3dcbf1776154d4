/** What extension pages are told of the engines that content is sent to. Never a key. */
import * as v from 'valibot';
import { Judging, Ladder, Scope } from '../core/engines';

export const RemoteTrouble = v.picklist([
  /** Nobody answers at that address: not running, another port, no network. */
  'unreachable',
  /** No answer in time. */
  'slow',
  /** What answers there is no such API: a page, another program, another path. */
  'not-an-api',
  /** It answers, but not to a browser extension (Ollama without OLLAMA_ORIGINS). */
  'origin-refused',
  /** It wants a key, or another one. */
  'key-refused',
  /** It has no model of that name, or several and none was chosen. */
  'model-missing',
  /** Too many requests; it said when to come back. */
  'too-many',
  /** An error of its own (5xx), or a connection cut in the middle. */
  'server-error',
  /** It answers with something that is neither `safe` nor `unsafe`: no guard. */
  'no-guard-answer',
]);
export type RemoteTrouble = v.InferOutput<typeof RemoteTrouble>;

export const RemoteState = v.variant('status', [
  v.object({ status: v.literal('off') }),
  /** Turned on, and yet nothing can be sent. */
  v.object({
    status: v.literal('unready'),
    why: v.picklist(['no-address', 'no-key', 'no-permission', 'no-consent']),
  }),
  v.object({ status: v.literal('ready') }),
  /** It failed; it is tried again by itself at this time (milliseconds since 1970). */
  v.object({
    status: v.literal('resting'),
    trouble: RemoteTrouble,
    /** What was tried and what came back, for details. */
    message: v.string(),
    until: v.number(),
  }),
]);
export type RemoteState = v.InferOutput<typeof RemoteState>;

const Common = {
  on: v.boolean(),
  /** Base address of its API. */
  address: v.string(),
  scope: Scope,
  /** The key's last letters, behind dots; null where there is none. */
  key: v.nullable(v.string()),
  state: RemoteState,
};

export const EnginesView = v.object({
  order: Ladder,
  server: v.object({ ...Common, model: v.string() }),
  hosted: v.object({
    ...Common,
    judging: Judging,
    /** Requests that may be sent at once, of `perMinute`. */
    left: v.number(),
    perMinute: v.number(),
    /** When the next one may be sent, where `left` is 0 (milliseconds since 1970). */
    nextAt: v.nullable(v.number()),
  }),
  /** What a person added to core/never-send.ts, or took off it. */
  neverSend: v.object({ added: v.array(v.string()), removed: v.array(v.string()) }),
});
export type EnginesView = v.InferOutput<typeof EnginesView>;

/** What may be sent of one site. */
export const SiteSending = v.object({
  /** The order that holds there. */
  order: Ladder,
  /** Whether the site has an order of its own. */
  ownOrder: v.boolean(),
  /** Whether a person has allowed it for this engine: by name, or for all sites. */
  allowed: v.object({ server: v.boolean(), hosted: v.boolean() }),
  /** The entry of the never-send list that forbids it all the same; null where none does. */
  never: v.nullable(v.string()),
});
export type SiteSending = v.InferOutput<typeof SiteSending>;

export const EngineTest = v.object({
  /** Null where it works. */
  trouble: v.nullable(RemoteTrouble),
  /** What was tried and what came back. */
  message: v.string(),
  /** Names of what it offers; empty where it does not tell. */
  models: v.array(v.string()),
  /** Whether it tells probabilities; without them a verdict rests on its word alone. Null: not tried. */
  logprobs: v.nullable(v.boolean()),
  /** Milliseconds that it took to answer. */
  milliseconds: v.nullable(v.number()),
});
export type EngineTest = v.InferOutput<typeof EngineTest>;
