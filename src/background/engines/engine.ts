/** One way of asking a guard: the local Worker now, HTTP servers later. */
import type { ImageDetail } from '../../core/image';
import type { Priority } from '../../core/priority';
import type { Engine as EngineName, UnknownReason } from '../../core/verdict';
import type { GuardState } from '../../platform/guard-protocol';

export type EngineAnswer =
  | { ok: true; pUnsafe: number /** False where only the beginning was asked. */; whole: boolean }
  | {
      ok: false;
      reason: Exclude<UnknownReason, 'too-long' | 'waiting'>;
    };

/** What the guard is asked about. */
export type EngineContent =
  | { readonly kind: 'prompt'; readonly text: string }
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
  readonly state: GuardState;
  /**
   * Null where nothing answers or nobody can tell what does. Knowing it must not load anything: a
   * page that is all in the cache costs no guard.
   */
  identity(): Promise<GuardIdentity | null>;
  /** Starts what is not started. Work waits while the guard loads. */
  ask(requests: readonly EngineRequest[]): void;
}
