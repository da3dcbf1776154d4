/** One way of asking a guard: the local Worker, or a server over HTTP. */
import type { ImageDetail } from '../../core/image';
import type { Priority } from '../../core/priority';
import type { Basis, Engine as EngineName, UnknownReason } from '../../core/verdict';
import type { GuardState } from '../../platform/guard-protocol';

export type EngineAnswer =
  | {
      ok: true;
      pUnsafe: number;
      /** False where only the beginning was asked. */
      whole: boolean;
      /** Where `pUnsafe` is no probability, but 0 or 1 for the word that was said. */
      basis?: Basis | undefined;
    }
  | {
      ok: false;
      reason: Exclude<UnknownReason, 'too-long' | 'waiting' | 'turn'>;
    };

/** Where content stands, for engines that ask about neighbours together. */
export interface Place {
  /** Names a document that is open now. */
  readonly page: number;
  /** Of the elements of a page, in the order in which they were found. */
  readonly order: number;
  readonly site: string;
}

/** What the guard is asked about. */
export type EngineContent =
  | { readonly kind: 'prompt'; readonly text: string }
  /** An assistant's answer to `question`. */
  | { readonly kind: 'response'; readonly question: string; readonly text: string }
  | {
      readonly kind: 'image';
      /** The guard's host gets its bytes by this (platform/image-handover.ts). */
      readonly image: string;
      readonly detail: ImageDetail;
      /** Its caption; may be empty. */
      readonly text: string;
    };

interface EngineRequestBase {
  /** May change while the request waits; `ask` it again to make the engine see. */
  priority: Priority;
  /** Aborted when nobody wants the answer any more; `answered` is not called after that. */
  readonly signal: AbortSignal;
  readonly place: Place;
  /** Its turn is likely to come then (milliseconds since 1970); it stays in line. */
  waits(turnAt: number): void;
  /** Called exactly once, unless aborted. May be called from within `ask`. */
  answered(answer: EngineAnswer): void;
}
export type EngineRequest = EngineRequestBase & EngineContent;

/** Exactly which guard answers. */
export interface GuardIdentity {
  /** Part of every cache key. */
  id: string;
  /** True for the practice guard, whose verdicts must say so wherever they are shown. */
  practice: boolean;
}

export interface Engine {
  readonly name: EngineName;
  /** `none`: there is nothing to ask. `failed`: it is asked no more until it has recovered. */
  readonly status: GuardState['status'];
  /**
   * Null where nothing answers or nobody can tell what does. Knowing it must not load anything: a
   * page that is all in the cache costs no guard.
   */
  identity(): Promise<GuardIdentity | null>;
  /** Starts what is not started. Work waits while the guard loads. */
  ask(requests: readonly EngineRequest[]): void;
}
