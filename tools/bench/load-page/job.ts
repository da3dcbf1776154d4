/** What Node asks of the Worker, through the page, and what it answers. */
import * as v from 'valibot';
import { LogitPair, type Precision } from '../../../src/core/guard-build';
import { GuardDevice } from '../../../src/platform/guard-protocol';

export type Order =
  /** Puts the build at this address into the guard build store. */
  | { readonly type: 'put'; readonly url: string; readonly anew?: boolean }
  /** Reads the files that a load reads, and does nothing with them. */
  | { readonly type: 'read'; readonly id: string; readonly precision: Precision }
  /** Opens the guard and asks it one text. `lose`: this file goes when it has been opened. */
  | { readonly type: 'load'; readonly id: string; readonly lose?: string }
  /** Asks the open guard these texts, in one run and then each in a run of its own. */
  | { readonly type: 'ask'; readonly texts: readonly string[] }
  /** Makes the open guard's graphics device fail, and tells what the guard heard of it. */
  | { readonly type: 'spoil'; readonly how: 'lost' | 'error' }
  | { readonly type: 'unload' }
  | { readonly type: 'ledger' };

export const LedgerSaid = v.object({
  devices: v.number(),
  buffers: v.number(),
  bufferBytes: v.number(),
  peakBufferBytes: v.number(),
  createdBytes: v.number(),
  largestBuffer: v.number(),
  buffersLeftToDevice: v.number(),
  handles: v.number(),
  handlesOpened: v.number(),
  devicesOpened: v.number(),
  /** Bytes of WebAssembly memory, which never shrinks. */
  wasmBytes: v.number(),
});
export type LedgerSaid = v.InferOutput<typeof LedgerSaid>;

export const AskSaid = v.object({ packed: v.array(LogitPair), alone: v.array(LogitPair) });
export type AskSaid = v.InferOutput<typeof AskSaid>;
export const NothingSaid = v.null();
export const SpoilSaid = v.string();
export const PutSaid = v.object({ id: v.string() });
export const ReadSaid = v.object({ bytes: v.number(), seconds: v.number() });
export const LoadSaid = v.object({
  device: GuardDevice,
  /** Until all weights had been read, until the session stood, until the guard was open. */
  filesSeconds: v.number(),
  startedSeconds: v.number(),
  openSeconds: v.number(),
  /** From the guard's opening to the answer to one text. */
  firstAnswerSeconds: v.number(),
  loadedBytes: v.number(),
  isolated: v.boolean(),
});
export type LoadSaid = v.InferOutput<typeof LoadSaid>;

export const Said = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), message: v.string() }),
]);
