/** What both engines that are asked over HTTP share: settings, health, and what they hold. */
import { ChatClient, type ChatClientOptions } from '../../../core/chat/client';
import { ChatError, type ChatTrouble } from '../../../core/chat/trouble';
import type { Remote } from '../../../core/engines';
import type { RemoteState } from '../../../platform/engines-protocol';
import type { GuardState } from '../../../platform/guard-protocol';
import type { Engine, EngineAnswer, EngineRequest, GuardIdentity } from '../engine';
import { Health } from './health';

/** How an engine stands with the person's settings. */
export type Setup =
  | { readonly ready: false; readonly state: Exclude<RemoteState, { status: 'ready' | 'resting' }> }
  | {
      readonly ready: true;
      readonly address: string;
      readonly model: string;
      readonly key: string | null;
      /** Part of every cache key: who answers, and how it is asked. */
      readonly identity: string;
    };

export interface RemoteOptions {
  /** Its state is another one. */
  changed(): void;
  /** It answers again after a rest. */
  recovered(): void;
  /** A picture as a `data:` address that any server reads; null where there is none. */
  picture(token: string): Promise<string | null>;
  now?: () => number;
  fetch?: typeof fetch;
}

const OFF: Setup = { ready: false, state: { status: 'off' } };

/** Whose fault it is, for a verdict's reason. */
export const reasonOf = (trouble: ChatTrouble): 'unreachable' | 'refused' | 'bad-answer' => {
  switch (trouble) {
    case 'unreachable':
    case 'slow':
    case 'server-error':
    case 'too-many':
      return 'unreachable';
    case 'content':
    case 'no-guard-answer':
      return 'bad-answer';
    default:
      return 'refused';
  }
};

export const chatErrorOf = (error: unknown): ChatError =>
  error instanceof ChatError ? error : new ChatError('server-error', String(error));

export abstract class RemoteEngine implements Engine {
  abstract readonly name: Remote;
  protected readonly options: RemoteOptions;
  protected readonly now: () => number;
  protected readonly health: Health;
  protected client: ChatClient | null = null;
  /** Aborted when what is under way is of no use any more. */
  protected life = new AbortController();
  #setup: Setup = OFF;

  constructor(options: RemoteOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.health = new Health({
      now: this.now,
      changed: () => options.changed(),
      rested: () => options.recovered(),
    });
  }

  get status(): GuardState['status'] {
    if (!this.#setup.ready) return 'none';
    return this.health.resting ? 'failed' : 'ready';
  }

  get state(): RemoteState {
    if (!this.#setup.ready) return this.#setup.state;
    const { resting } = this.health;
    return resting ? { status: 'resting', ...resting } : { status: 'ready' };
  }

  async identity(): Promise<GuardIdentity | null> {
    return this.#setup.ready ? { id: this.#setup.identity, practice: false } : null;
  }

  /** Takes these settings from now on. What was asked under others is interrupted. */
  configure(setup: Setup): void {
    if (JSON.stringify(setup) === JSON.stringify(this.#setup)) return;
    this.#setup = setup;
    this.health.reset();
    this.life.abort();
    this.life = new AbortController();
    this.client = setup.ready ? new ChatClient({ ...this.clientOptions(setup) }) : null;
    this.failAll('interrupted');
    this.options.changed();
  }

  /** A person wants it tried again. */
  retry(): void {
    if (!this.health.resting) return;
    this.health.reset();
    this.options.changed();
    this.options.recovered();
  }

  ask(requests: readonly EngineRequest[]): void {
    for (const request of requests) {
      if (request.signal.aborted) continue;
      const { resting } = this.health;
      if (!this.#setup.ready) request.answered({ ok: false, reason: 'no-guard' });
      else if (resting) request.answered({ ok: false, reason: reasonOf(resting.trouble) });
      else this.hold(request);
    }
  }

  /** The engine does not work: nobody waits for it. */
  protected gaveOut(error: ChatError): boolean {
    if (!this.health.failed(error)) return false;
    this.failAll(reasonOf(error.trouble));
    return true;
  }

  protected tell(request: EngineRequest, answer: EngineAnswer): void {
    if (!request.signal.aborted) request.answered(answer);
  }

  protected abstract clientOptions(setup: Extract<Setup, { ready: true }>): ChatClientOptions;
  /** It may be held already: then its priority may be another one. */
  protected abstract hold(request: EngineRequest): void;
  protected abstract failAll(reason: Extract<EngineAnswer, { ok: false }>['reason']): void;
}
