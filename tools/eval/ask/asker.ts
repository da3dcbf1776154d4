/** One way of having texts judged: a guard build in this process, or a server. */
import type { Engine } from '../../../src/core/verdict';
import type { TextContent } from '../item';
import type { FinalAnswer } from '../journal';

/** Who answers, as the report tells it. */
export interface Answerer {
  readonly engine: Engine;
  /** A guard build's id, or the model's name at the server. */
  readonly id: string;
  readonly name: string;
  /** The checkpoint's name at its hub, as far as it is known. */
  readonly model: string;
  /** True for the practice guard, which is no guard. */
  readonly practice: boolean;
  /** What a build runs on; null over HTTP. */
  readonly device: { readonly kind: 'wasm' | 'webgpu'; readonly precision: string } | null;
  /** Null for a guard build. */
  readonly address: string | null;
}

export interface Asked {
  readonly key: string;
  readonly content: TextContent;
}

/** `later`: an engine that was away; asked again another time. */
export type Given = FinalAnswer | { readonly ok: false; readonly reason: 'unreachable' };

export interface AskedAnswer {
  readonly key: string;
  readonly answer: Given;
  readonly ms: number;
}

export interface Asker {
  readonly answerer: Answerer;
  /** What answers are kept under: another one may answer otherwise. */
  readonly identity: string;
  /**
   * Has what is not known judged. Resolves when all has been, or when the signal is aborted.
   * @param asked all of it in its order, what is known too: which texts are run together, and with
   * that the last digits of a score, must not depend on what an earlier life of the program did
   * @throws Error with what to do, where the guard or the server does not answer
   */
  ask(
    asked: readonly Asked[],
    known: (key: string) => boolean,
    answered: (answers: readonly AskedAnswer[]) => void,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}
