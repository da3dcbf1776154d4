/**
 * The user's own server: the official prompts, one request an element, as many at once as the server
 * takes well.
 */
import PQueue from 'p-queue';
import type { ChatClient, ChatClientOptions } from '../../../core/chat/client';
import type { ChatError } from '../../../core/chat/trouble';
import { spellings } from '../../../core/spellings';
import type { EngineAnswer, EngineRequest, GuardIdentity } from '../engine';
import { Limit } from './limit';
import { chatErrorOf, RemoteEngine, reasonOf, type Setup, type Windows } from './remote';

/** UTF-16 units of one question: within the lengths that SEA-Guard was trained at, in every script. */
const WINDOW = 6_000;
/** Servers may be set to less: Ollama is, by itself. */
const LEAST_WINDOW = 1_500;
const MOST_WINDOWS = 8;
const TIMEOUT_MS = 60_000;
/** For the names of models: without them an answer is not kept. */
const NAME_MS = 5_000;
const TRIES = 3;
/** A server that wants less says for how long; if not. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Each other reading is a request, of the few texts that have any. */
const otherSpellings = (window: string): Windows => ({
  windows: spellings(window).slice(1),
  whole: true,
});

interface Held {
  readonly request: EngineRequest;
  readonly id: string;
  /** In the line, and not being asked. */
  inLine: boolean;
  tries: number;
}

export class ServerEngine extends RemoteEngine {
  readonly name = 'server';
  readonly #queue = new PQueue({ concurrency: new Limit().value });
  readonly #held = new Map<EngineRequest, Held>();
  #limit = new Limit();
  #window = WINDOW;
  /** Whether the settings name a model. */
  #isNamed = false;
  #nextId = 0;

  protected readonly admit = undefined;

  protected get isBusy(): boolean {
    return this.#held.size > 0;
  }

  /** Where no model is named, which one answers is asked of the server. */
  override async identity(): Promise<GuardIdentity | null> {
    const own = await super.identity();
    const { client } = this;
    if (!own || !client || this.#isNamed) return own;
    if (this.status !== 'ready') return null;
    const signal = AbortSignal.any([this.life.signal, AbortSignal.timeout(NAME_MS)]);
    const model = await client.modelName(signal).catch(() => null);
    return model === null ? null : { ...own, id: `${own.id} ${model}` };
  }

  /** Requests that it gets at once, now. */
  get concurrency(): number {
    return this.#limit.value;
  }

  protected clientOptions({ address, model, key }: Extract<Setup, { ready: true }>) {
    this.#limit = new Limit();
    this.#window = WINDOW;
    this.#isNamed = model !== '';
    return {
      address,
      model,
      key,
      style: 'official',
      timeoutMs: TIMEOUT_MS,
      retries: 2,
    } satisfies ChatClientOptions;
  }

  protected hold(request: EngineRequest): void {
    const known = this.#held.get(request);
    if (known) {
      if (known.inLine) this.#queue.setPriority(known.id, -request.priority);
      return;
    }
    const held = { request, id: String(this.#nextId++), inLine: false, tries: 0 };
    this.#held.set(request, held);
    request.signal.addEventListener(
      'abort',
      () => {
        this.#held.delete(request);
        this.look();
      },
      { once: true },
    );
    this.#enqueue(held);
  }

  protected failAll(reason: Extract<EngineAnswer, { ok: false }>['reason']): void {
    this.#queue.clear();
    const all = [...this.#held.keys()];
    this.#held.clear();
    for (const request of all) this.tell(request, { ok: false, reason });
  }

  #enqueue(held: Held): void {
    const { request, id } = held;
    // Told already, while it paused.
    if (!this.#held.has(request)) return;
    held.inLine = true;
    const signal = AbortSignal.any([request.signal, this.life.signal]);
    this.#queue
      .add(() => this.#run(held, signal), { id, priority: -request.priority, signal })
      // Aborted in the line: whoever did it has told.
      .catch(() => {});
  }

  async #run(held: Held, signal: AbortSignal): Promise<void> {
    const { request } = held;
    const { client } = this;
    held.inLine = false;
    if (!client || signal.aborted) return;
    const startedAt = Date.now();
    try {
      const answer = await this.#judge(client, request, signal);
      this.health.answered();
      this.#limit.succeeded(startedAt, Date.now());
      this.#answer(request, answer);
    } catch (error) {
      if (signal.aborted) return;
      this.#failed(held, chatErrorOf(error), startedAt);
    } finally {
      this.#queue.concurrency = this.#limit.value;
    }
  }

  #judge(client: ChatClient, request: EngineRequest, signal: AbortSignal): Promise<EngineAnswer> {
    if (request.kind === 'image') return this.judgePicture(client, request, signal);
    const limits = { length: this.#window, most: MOST_WINDOWS, beside: otherSpellings };
    return this.judgeText(client, request, limits, signal);
  }

  #failed(held: Held, error: ChatError, startedAt: number): void {
    const { request } = held;
    const { trouble, retryAfterMs } = error;
    if (trouble === 'no-sight') {
      this.#answer(request, { ok: false, reason: 'no-sight' });
      return;
    }
    if (trouble === 'content') {
      if (this.gaveOut(error)) return;
      // Most likely too long for it.
      const isLong = request.kind !== 'image' && request.text.length > LEAST_WINDOW;
      if (isLong && this.#window > LEAST_WINDOW) {
        this.#window = Math.max(LEAST_WINDOW, this.#window / 2);
        this.#enqueue(held);
      } else this.#answer(request, { ok: false, reason: 'bad-answer' });
      return;
    }
    this.#limit.failed(startedAt, Date.now());
    if (trouble === 'too-many' && ++held.tries < TRIES) {
      const pause = Math.min(retryAfterMs ?? PAUSE_MS * held.tries, LONGEST_PAUSE_MS);
      const timer = setTimeout(() => this.#enqueue(held), pause);
      request.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      return;
    }
    if (!this.gaveOut(error)) this.#answer(request, { ok: false, reason: reasonOf(trouble) });
  }

  #answer(request: EngineRequest, answer: EngineAnswer): void {
    // One that was told already, when all were, is held no more.
    if (!this.#held.delete(request)) return;
    this.tell(request, answer);
    this.look();
  }
}
