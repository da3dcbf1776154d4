/**
 * Where the guard's Worker lives: an offscreen document in Chrome, the event page in Firefox.
 * The engine above sees one interface and does not know which.
 */
import type { GuardEvent, GuardRequest } from '../../platform/guard-protocol';

/** A connection to the Worker's keeper. There is one at a time: a new one ends the one before. */
export interface GuardChannel {
  /** Never throws: what cannot be delivered is followed by `ended`. */
  send(request: GuardRequest): void;
  /** Drops what was asked over this channel; the Worker stays. `ended` is not called. */
  close(): void;
}

export interface GuardChannelEvents {
  event(event: GuardEvent): void;
  /** The host is gone, and the Worker with it. Called at most once; no event follows. */
  ended(): void;
}

export interface GuardHost {
  /** Whether a host runs already, perhaps left by an earlier life of the background. */
  running(): Promise<boolean>;
  /**
   * Starts the host where there is none. Nothing is heard of the Worker before the first `open`,
   * which is answered at once: what it may hold from an earlier life is not what was chosen now.
   */
  connect(events: GuardChannelEvents): Promise<GuardChannel>;
  /** Ends the Worker and frees its memory. Does nothing where none runs. */
  stop(): Promise<void>;
}
