/**
 * What the background and the guard build store's Worker say to each other, and what extension pages
 * are told of it. The store runs in a Worker of its own, the same file as the guard's, so that a
 * guard can be loaded, ended and loaded again while another is being installed.
 */
import * as v from 'valibot';
import { BuildId } from '../core/guard-source';

/** The port that Chrome's offscreen document opens to the service worker for the store. */
export const STORE_PORT = 'guard-store';

const Bytes = v.pipe(v.number(), v.minValue(0));

/** What an installation is made from. */
export const InstallSource = v.variant('kind', [
  /** `hf:owner/name` or a folder's address: `core/build-address.ts` reads it. */
  v.object({
    kind: v.literal('web'),
    address: v.pipe(v.string(), v.maxLength(2_000)),
    /** SHA-256 that `build.json` must have, where an organisation has set it. */
    sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  }),
  /** A folder that a person picked on an extension page, which holds it under this token. */
  v.object({
    kind: v.literal('folder'),
    token: v.pipe(v.string(), v.maxLength(100)),
    /** The folder's own name, for people. */
    name: v.pipe(v.string(), v.maxLength(300)),
  }),
]);
export type InstallSource = v.InferOutput<typeof InstallSource>;

export const InstallFailure = v.picklist([
  /** No answer, or the browser did not let us read it (no CORS headers, no permission). */
  'unreachable',
  /** The server answered with an error: the message has its status. */
  'refused',
  /** `build.json` is missing or is not one that this version can run. */
  'not-a-build',
  /** A file's bytes are not those that `build.json` names, twice in a row. */
  'wrong-bytes',
  /** The browser has no room for it. */
  'no-room',
  /** This browser profile stores nothing (private browsing), or its storage is broken. */
  'no-storage',
  /** The page that held the picked folder is gone, or a file of it changed. */
  'folder-gone',
  /** The Worker ended. */
  'crashed',
]);
export type InstallFailure = v.InferOutput<typeof InstallFailure>;

const Amount = {
  /** Bytes that are stored and need not be fetched again. */
  doneBytes: Bytes,
  /** 0 until `build.json` is read. */
  totalBytes: Bytes,
};
const Named = {
  source: InstallSource,
  /** The build's name, once known. */ name: v.nullable(v.string()),
};

export const InstallState = v.variant('status', [
  v.object({ status: v.literal('none') }),
  v.object({
    status: v.literal('running'),
    ...Named,
    ...Amount,
    /** `checking`: what an earlier session left is read again before more is fetched. */
    stage: v.picklist(['asking', 'checking', 'downloading', 'copying']),
    /** Over the last seconds; null while it cannot be told. */
    bytesPerSecond: v.nullable(Bytes),
    /** What happened on the way, in plain sentences, oldest first: a file fetched a second time. */
    notices: v.array(v.string()),
  }),
  v.object({ status: v.literal('paused'), ...Named, ...Amount }),
  v.object({
    status: v.literal('failed'),
    ...Named,
    ...Amount,
    code: InstallFailure,
    /** For details: file names, numbers, the server's status. */
    message: v.string(),
    /** Whether going on from where it stopped can help: what is stored is kept. */
    resumable: v.boolean(),
  }),
  v.object({
    status: v.literal('done'),
    source: InstallSource,
    id: BuildId,
    name: v.string(),
    practice: v.boolean(),
    notices: v.array(v.string()),
  }),
]);
export type InstallState = v.InferOutput<typeof InstallState>;

/** What is wrong with a stored build; `message` names the file. */
export const BuildProblem = v.object({
  /** `missing`: files are gone, as when the browser cleared them. */
  code: v.picklist(['missing', 'damaged']),
  message: v.string(),
});
export type BuildProblem = v.InferOutput<typeof BuildProblem>;

export const StoredBuild = v.object({
  id: BuildId,
  name: v.string(),
  practice: v.boolean(),
  model: v.string(),
  licence: v.string(),
  /** Bits of the decoder's matrices. */
  bits: v.number(),
  bytes: Bytes,
  /** Milliseconds since 1970. */
  installedAt: v.number(),
  /** Where it came from, so that it can be fetched again; null where it came from a folder. */
  address: v.nullable(v.string()),
  /** SHA-256 of its `build.json`, which holds those of its other files; absent where unreadable. */
  sha256: v.optional(v.string()),
  problem: v.nullable(BuildProblem),
});
export type StoredBuild = v.InferOutput<typeof StoredBuild>;

/** A full check of a stored build's bytes. */
export const Verification = v.object({
  id: BuildId,
  doneBytes: Bytes,
  totalBytes: Bytes,
  /** Null while it goes on. */
  outcome: v.nullable(v.picklist(['whole', 'broken'])),
});
export type Verification = v.InferOutput<typeof Verification>;

/** Background → store. */
export const StoreRequest = v.variant('type', [
  /** Answered by a `builds` and an `install` event. */
  v.object({ type: v.literal('store.list') }),
  /** One at a time: while another runs or is paused, answered by an `install` event as it stands. */
  v.object({ type: v.literal('store.install'), source: InstallSource }),
  v.object({ type: v.literal('store.pause') }),
  /** Goes on with what is paused or failed, also after a restart of the browser. */
  v.object({ type: v.literal('store.resume') }),
  /** Ends the installation, or forgets its outcome, and deletes what it had stored so far. */
  v.object({ type: v.literal('store.cancel') }),
  v.object({ type: v.literal('store.verify'), id: BuildId }),
  /** The build must not be loaded. Answered by a `builds` event. */
  v.object({ type: v.literal('store.remove'), id: BuildId }),
]);
export type StoreRequest = v.InferOutput<typeof StoreRequest>;

/** Store → background. */
export const StoreEvent = v.variant('type', [
  v.object({
    type: v.literal('store.builds'),
    builds: v.array(StoredBuild),
    /** Bytes that this extension may still store; null where the browser does not say. */
    freeBytes: v.nullable(v.number()),
    /** Null where the store works; else why it does not, for details. */
    unavailable: v.nullable(v.string()),
  }),
  v.object({ type: v.literal('store.install'), install: InstallState }),
  v.object({ type: v.literal('store.verification'), verification: Verification }),
]);
export type StoreEvent = v.InferOutput<typeof StoreEvent>;

/** All that extension pages show of the store. */
export const StoreView = v.object({
  /** Null until the store has been asked. */
  builds: v.nullable(v.array(StoredBuild)),
  freeBytes: v.nullable(v.number()),
  unavailable: v.nullable(v.string()),
  install: InstallState,
  verification: v.nullable(Verification),
});
export type StoreView = v.InferOutput<typeof StoreView>;
