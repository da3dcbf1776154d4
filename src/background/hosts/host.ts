/**
 * Where the Workers live, the guard's and the store's: an offscreen document in Chrome, the event
 * page in Firefox. Those above see one interface and do not know which.
 *
 *     Chrome   service worker ── port ── offscreen document ── keeper ── Worker
 *     Firefox  event page ── keeper ── Worker
 */
import type { GuardEvent, GuardRequest } from '../../platform/guard-protocol';
import type { StoreEvent, StoreRequest } from '../../platform/store-protocol';

/** A connection to a Worker's keeper. There is one at a time: a new one ends the one before. */
export interface HostChannel<Request> {
  /** Never throws: what cannot be delivered is followed by `ended`. */
  send(request: Request): void;
  /** Drops what is asked for this connection alone; the Worker stays. `ended` is not called. */
  close(): void;
}

export interface HostEvents<Event> {
  event(event: Event): void;
  /** The host is gone, and the Worker with it. Called at most once; no event follows. */
  ended(): void;
}

export interface WorkerHost<Request, Event> {
  /** Starts the host where there is none; the Worker starts when a request needs it. */
  connect(events: HostEvents<Event>): Promise<HostChannel<Request>>;
  /** Ends the Worker and frees its memory; resolves when that is done. Nothing where none runs. */
  stop(): Promise<void>;
}

/**
 * Nothing is heard of the guard before the first `open`, which is answered at once: what its Worker
 * may hold from an earlier life of the background is not what was chosen now.
 */
export type GuardHost = WorkerHost<GuardRequest, GuardEvent>;
export type StoreHost = WorkerHost<StoreRequest, StoreEvent>;

/** Owns one Worker, within the host. */
export interface Keeper<Request, Event> {
  readonly running: boolean;
  /** Whoever was connected before is gone: the background lives once. */
  attach(listener: (event: Event) => void): HostChannel<Request>;
  /** Ends the Worker: that frees all its memory, the GPU's included. */
  stop(): void;
}
