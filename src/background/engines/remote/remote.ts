/** What both engines that are asked over HTTP share: settings, health, and what they hold. */
import { type Admit, ChatClient, type ChatClientOptions } from '../../../core/chat/client';
import { ChatError, type ChatTrouble } from '../../../core/chat/trouble';
import type { Remote } from '../../../core/engines';
import { cutText, QUESTION_SHARE } from '../../../core/limits';
import { DEFAULT_THRESHOLD } from '../../../core/verdict';
import { windowsOf } from '../../../core/windows';
import type { RemoteState } from '../../../platform/engines-protocol';
import type { GuardState } from '../../../platform/guard-protocol';
import type { Engine, EngineAnswer, EngineContent, EngineRequest, GuardIdentity } from '../engine';
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
  /** It has work, or has stopped having any: the background must not be ended meanwhile. */
  stay(awake: boolean): void;
  /** It rests until then (milliseconds since 1970), longer than the background may live. */
  wakeAt(time: number): void;
  /** A picture as a `data:` address that any server reads; null where there is none. */
  picture(token: string): Promise<string | null>;
}

export type AskedText = Exclude<EngineContent, { kind: 'image' }>;

export interface WindowLimits {
  /** UTF-16 units of what is asked at a time. */
  readonly length: number;
  readonly most: number;
  /** From this probability on the rest is not asked about. */
  readonly enough?: number;
  /** What is asked beside a window, each in a request of its own; the window's other readings. */
  readonly beside: (window: string) => Windows;
}

export type Windows = ReturnType<typeof windowsOf>;

const OFF: Setup = { ready: false, state: { status: 'off' } };

/** A rest as short as this is waited for. */
const SHORT_REST_MS = 45_000;

const PASSING: ReadonlySet<ChatTrouble> = new Set([
  'unreachable',
  'slow',
  'server-error',
  'too-many',
]);

/** Why an engine as a whole gives no answer: another may. */
const engineReason = (trouble: ChatTrouble): 'unreachable' | 'refused' =>
  PASSING.has(trouble) ? 'unreachable' : 'refused';

/** Why one element has no answer. */
export const reasonOf = (trouble: ChatTrouble): 'unreachable' | 'refused' | 'bad-answer' =>
  trouble === 'content' || trouble === 'no-guard-answer' ? 'bad-answer' : engineReason(trouble);

export const chatErrorOf = (error: unknown): ChatError =>
  error instanceof ChatError ? error : new ChatError('server-error', String(error));

export abstract class RemoteEngine implements Engine {
  abstract readonly name: Remote;
  protected readonly options: RemoteOptions;
  protected readonly health: Health;
  protected client: ChatClient | null = null;
  /** Aborted when what is under way is of no use any more. */
  protected life = new AbortController();
  #setup: Setup = OFF;

  constructor(options: RemoteOptions) {
    this.options = options;
    this.health = new Health({
      changed: () => {
        this.#rests();
        options.changed();
      },
      rested: () => void this.#probe(),
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
    this.client = setup.ready ? new ChatClient(this.clientOptions(setup)) : null;
    this.failAll('interrupted');
    this.look();
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
      else if (resting) request.answered({ ok: false, reason: engineReason(resting.trouble) });
      else this.hold(request);
    }
    this.look();
  }

  /** Whether there is work that a background that ends would lose. */
  protected abstract get isBusy(): boolean;
  /** Leave to send one request without content; none is needed where there is no budget. */
  protected abstract admit: Admit | undefined;

  /** To be called when `isBusy` may be another. */
  protected look(): void {
    const { resting } = this.health;
    const waits = resting !== null && resting.until - Date.now() <= SHORT_REST_MS;
    this.options.stay(this.isBusy || waits);
  }

  #rests(): void {
    this.look();
    const { resting } = this.health;
    if (resting && resting.until - Date.now() > SHORT_REST_MS) this.options.wakeAt(resting.until);
  }

  /** After a rest: is anybody there? Nothing of a page is sent for that. */
  async #probe(): Promise<void> {
    const { client, life } = this;
    if (!client) return;
    try {
      await client.models(life.signal, this.admit);
    } catch (error) {
      if (life.signal.aborted) return;
      const known = chatErrorOf(error);
      // Some tell of no models, and answer all the same.
      const answers = known.trouble === 'not-an-api' || known.trouble === 'content';
      if (!answers && this.health.failed(known)) return;
    }
    if (this.status === 'ready') this.options.recovered();
  }

  /** The engine does not work: nobody waits for it. */
  protected gaveOut(error: ChatError): boolean {
    if (!this.health.failed(error)) return false;
    this.failAll(engineReason(this.health.resting?.trouble ?? error.trouble));
    return true;
  }

  /** One picture, with its caption. */
  protected async judgePicture(
    client: ChatClient,
    { image: token, text }: Extract<EngineRequest, { kind: 'image' }>,
    signal: AbortSignal,
    admit?: Admit,
  ): Promise<EngineAnswer> {
    const image = await this.options.picture(token);
    if (image === null) return { ok: false, reason: 'image-broken' };
    const { pUnsafe, basis } = await client.ask({ kind: 'image', image, text }, signal, admit);
    return { ok: true, pUnsafe, whole: true, basis: basis ?? undefined };
  }

  /**
   * A text in windows and other readings of them, of which the worst counts. An answer has the
   * beginning of its question in each: a part of the window at most.
   */
  protected async judgeText(
    client: ChatClient,
    asked: AskedText,
    limits: WindowLimits,
    signal: AbortSignal,
    admit?: Admit,
  ): Promise<Extract<EngineAnswer, { ok: true }>> {
    const question =
      asked.kind === 'response'
        ? cutText(asked.question, Math.floor(limits.length * QUESTION_SHARE))
        : '';
    const room = limits.length - question.length;
    const { windows, whole } = windowsOf(asked.text, room, limits.most);
    const { enough = Number.POSITIVE_INFINITY, beside } = limits;
    let worst = 0;
    let basis: 'word' | undefined;
    const ask = async (text: string) => {
      const asking =
        asked.kind === 'response'
          ? ({ kind: 'response', question, text } as const)
          : ({ kind: 'prompt', text } as const);
      const judged = await client.ask(asking, signal, admit);
      worst = Math.max(worst, judged.pUnsafe);
      if (judged.basis) basis = judged.basis;
    };
    for (const each of windows) {
      await ask(each);
      if (worst >= enough) return { ok: true, pUnsafe: worst, whole: true, basis };
    }
    const others = windows.map(beside);
    for (const each of others.flatMap((other) => other.windows)) {
      // What is unsafe as it is written needs no other reading.
      if (worst >= DEFAULT_THRESHOLD) break;
      await ask(each);
    }
    return { ok: true, pUnsafe: worst, whole: whole && others.every((o) => o.whole), basis };
  }

  protected tell(request: EngineRequest, answer: EngineAnswer): void {
    if (!request.signal.aborted) request.answered(answer);
  }

  protected abstract clientOptions(setup: Extract<Setup, { ready: true }>): ChatClientOptions;
  /** It may be held already: then its priority may be another one. */
  protected abstract hold(request: EngineRequest): void;
  protected abstract failAll(reason: Extract<EngineAnswer, { ok: false }>['reason']): void;
}
