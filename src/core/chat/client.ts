/**
 * Asks an OpenAI-compatible API about content: vLLM, SGLang, llama.cpp, Ollama, the SEA-LION API.
 *
 * What a server takes and what not is learned from its answers: probabilities of tokens, answers of
 * one token, images. A redirect is never followed, so content and key go to the named host only.
 */
import ky, { HTTPError, type KyInstance, TimeoutError } from 'ky';
import * as v from 'valibot';
import { retryAfterOf } from '../waiting';
import { Completion, type Judged, judged, ModelList } from './answer';
import { type ChatQuestion, messagesOf, type PromptStyle } from './question';
import { ChatError } from './trouble';

export interface ChatClientOptions {
  /** Base address, such as `http://127.0.0.1:8000/v1`. */
  readonly address: string;
  /** Empty: the only one that it offers. */
  readonly model: string;
  readonly key: string | null;
  readonly style: PromptStyle;
  /** For one request, its answer's last byte included. */
  readonly timeoutMs: number;
  /** Tries after a failure that may pass: 0 where each request is dear. */
  readonly retries: number;
  readonly fetch?: typeof fetch;
}

/**
 * Waits until one more request may be sent; what it gives is called when that request has ended, and
 * told for how many milliseconds the server asked to be left alone.
 */
export type Admit = (signal: AbortSignal) => Promise<(retryAfterMs: number | null) => void>;

/** Where the server says that it was too many, and not for how long. */
const PAUSE_MS = 30_000;

const LONGEST_WAIT_MS = 60 * 60_000;

/** An answer is a word; a server that sends more than this is none. */
const MAX_BYTES = 1_000_000;
/** The most that vLLM tells. */
const TOP_LOGPROBS = 20;
/** 64 by 64 pixels of grey, as a PNG. */
const PLAIN_IMAGE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAKUlEQVR42u3MQREAAAwCIKMb3RD77SAA6VEEAoFAIBAIBAKBQCAQfA8G320AeXC6efoAAAAASUVORK5CYII=';
/** Enough for `unsafe` in any tokenizer, with signs around it. */
const SPOKEN_TOKENS = 8;

export class ChatClient {
  readonly #http: KyInstance;
  readonly #options: ChatClientOptions;
  #model: string | null;
  #tellsProbabilities = true;
  #maxTokens = 1;
  /** Null until an image has been answered, or refused for being one. */
  #sees: boolean | null = null;
  #looking: Promise<boolean> | null = null;

  constructor(options: ChatClientOptions) {
    this.#options = options;
    this.#model = options.model === '' ? null : options.model;
    this.#http = ky.create({
      prefixUrl: options.address,
      headers: options.key === null ? {} : { authorization: `Bearer ${options.key}` },
      timeout: options.timeoutMs,
      retry: {
        limit: options.retries,
        methods: ['get', 'post'],
        statusCodes: [408, 500, 502, 503, 504],
        afterStatusCodes: [503],
        backoffLimit: 4_000,
      },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      ...(options.fetch ? { fetch: options.fetch } : {}),
    });
  }

  /**
   * @throws ChatError where there is no answer that can be believed
   * @throws the signal's reason where it is aborted
   */
  async ask(question: ChatQuestion, signal: AbortSignal, admit?: Admit): Promise<Judged> {
    if (question.kind === 'image' && this.#sees === false) throw noSight();
    const model = await this.modelName(signal, admit);
    let withoutProbabilities = false;
    for (;;) {
      const probabilities = this.#tellsProbabilities && !withoutProbabilities;
      const asked = { probabilities, maxTokens: this.#maxTokens };
      try {
        const completion = await this.#complete(question, model, asked, signal, admit);
        const answer = judged(completion);
        const isScore = answer?.basis === null;
        // Without probabilities the word is all there is, and one token may not be the word.
        if (withoutProbabilities || (asked.probabilities && !isScore && answer))
          this.#tellsProbabilities = false;
        if (answer && question.kind === 'image') this.#sees = true;
        if (answer) return answer;
        if (asked.maxTokens >= SPOKEN_TOKENS) throw notAGuard(completion, this.#options.key);
        this.#maxTokens = SPOKEN_TOKENS;
      } catch (error) {
        if (!(error instanceof ChatError) || error.trouble !== 'content') throw error;
        // It refused the question. Of what it may dislike, first what we can do without.
        if (question.kind === 'image' && !(await this.#takesImages(model, signal, admit)))
          throw noSight();
        if (!asked.probabilities) throw error;
        withoutProbabilities = true;
      }
    }
  }

  /** Whether it is images that it refuses, or that one: one that is surely an image is asked. */
  #takesImages(model: string, signal: AbortSignal, admit?: Admit): Promise<boolean> {
    if (this.#sees !== null) return Promise.resolve(this.#sees);
    this.#looking ??= this.#look(model, signal, admit).finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(model: string, signal: AbortSignal, admit?: Admit): Promise<boolean> {
    const question = { kind: 'image', image: PLAIN_IMAGE, text: '' } as const;
    const asked = { probabilities: false, maxTokens: SPOKEN_TOKENS };
    try {
      await this.#complete(question, model, asked, signal, admit);
      this.#sees = true;
    } catch (error) {
      if (!(error instanceof ChatError) || error.trouble !== 'content') throw error;
      this.#sees = false;
    }
    return this.#sees;
  }

  /**
   * What it offers; empty where it does not tell.
   * @throws ChatError as `ask`
   */
  async models(signal: AbortSignal, admit?: Admit): Promise<string[]> {
    try {
      const { data } = await this.#request('models', undefined, ModelList, signal, admit);
      return data.map(({ id }) => id);
    } catch (error) {
      if (error instanceof ChatError && error.trouble === 'model-missing') return [];
      throw error;
    }
  }

  /**
   * Of those that it offers, where none was named.
   * @throws ChatError where there is no choosing
   */
  async modelName(signal: AbortSignal, admit?: Admit): Promise<string> {
    if (this.#model !== null) return this.#model;
    const models = await this.models(signal, admit);
    const guards = models.filter((name) => /sea-?guard/i.test(name));
    const [only] = models.length === 1 ? models : guards;
    if (only === undefined || (models.length > 1 && guards.length !== 1))
      throw new ChatError(
        'model-missing',
        models.length === 0
          ? 'The server names no model. Write its name in the options.'
          : `The server offers ${models.length} models (${withoutKey(models.join(', '), this.#options.key).slice(0, 300)}). Choose one in the options.`,
      );
    this.#model = only;
    return only;
  }

  #complete(
    question: ChatQuestion,
    model: string,
    asked: { probabilities: boolean; maxTokens: number },
    signal: AbortSignal,
    admit?: Admit,
  ): Promise<Completion> {
    const body = {
      model,
      messages: messagesOf(question, this.#options.style),
      max_tokens: asked.maxTokens,
      temperature: 0,
      ...(asked.probabilities ? { logprobs: true, top_logprobs: TOP_LOGPROBS } : {}),
    };
    return this.#request('chat/completions', body, Completion, signal, admit);
  }

  async #request<T>(
    path: string,
    body: unknown,
    schema: v.GenericSchema<unknown, T>,
    signal: AbortSignal,
    admit?: Admit,
  ): Promise<T> {
    const ended = await admit?.(signal);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(this.#options.timeoutMs)]);
    let failure: ChatError | null = null;
    try {
      const response = await (body === undefined
        ? this.#http.get(path, { signal: limit })
        : this.#http.post(path, { json: body, signal: limit }));
      return parsed(await textOf(response), schema, path);
    } catch (error) {
      signal.throwIfAborted();
      failure = await troubleOf(error, path, this.#options);
      throw failure;
    } finally {
      const { trouble, retryAfterMs = null } = failure ?? {};
      ended?.(trouble === 'too-many' ? (retryAfterMs ?? PAUSE_MS) : retryAfterMs);
    }
  }
}

const noSight = (): ChatError => new ChatError('no-sight', 'The server takes no images.');

const notAGuard = ({ choices }: Completion, key: string | null): ChatError =>
  new ChatError(
    'no-guard-answer',
    `Asked for safe or unsafe; the answer began with “${withoutKey(choices[0]?.message.content ?? '', key).slice(0, 40)}”.`,
  );

/** @throws ChatError where it is not what the API would answer */
function parsed<T>(text: string, schema: v.GenericSchema<unknown, T>, path: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const what = /^\s*</.test(text) ? 'a web page' : text === '' ? 'nothing' : 'no JSON';
    throw new ChatError('not-an-api', `${path} answered with ${what}.`);
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw new ChatError('not-an-api', `${path} answered with JSON of another form.`);
}

/** @throws ChatError where there is no end to it, or it is cut */
async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return text + decoder.decode();
    text += decoder.decode(part.value, { stream: true });
    if (text.length <= MAX_BYTES) continue;
    await reader?.cancel();
    throw new ChatError('not-an-api', 'The answer did not end.');
  }
}

async function troubleOf(
  error: unknown,
  path: string,
  { timeoutMs, key, style }: ChatClientOptions,
): Promise<ChatError> {
  if (error instanceof ChatError) return error;
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  if (error instanceof TimeoutError || isTimeout)
    return new ChatError('slow', `${path} gave no answer in ${Math.round(timeoutMs / 1000)} s.`);
  if (!(error instanceof HTTPError)) {
    // Fetch tells no more, so that pages cannot look around in a network.
    return new ChatError('unreachable', `${path} could not be reached: ${error}`);
  }
  const { response } = error;
  const { status } = response;
  const said = await textOf(response).catch(() => '');
  const message = `${path} answered ${status}: ${sentenceOf(said, key)}`;
  if (status === 402) return new ChatError('key-refused', message);
  if (status === 401) return new ChatError('key-refused', message);
  if (status === 403)
    return new ChatError(style === 'official' ? 'origin-refused' : 'key-refused', message);
  if (status === 404)
    return new ChatError(/model/i.test(said) ? 'model-missing' : 'not-an-api', message);
  if (status === 429) return new ChatError('too-many', message, waitOf(response));
  if (status >= 500) return new ChatError('server-error', message, waitOf(response));
  // A name that is not served is a 400 or 422 to some.
  if (/model\b.*\b(not found|does not exist|not exist)/i.test(said))
    return new ChatError('model-missing', message);
  if (status === 405) return new ChatError('not-an-api', message);
  return new ChatError('content', message);
}

/** A server's own words, as far as they fit into a line; a key that it repeats is left out. */
function sentenceOf(said: string, key: string | null): string {
  let words = said;
  try {
    const json: unknown = JSON.parse(said);
    const message = v.safeParse(
      v.object({ error: v.union([v.string(), v.object({ message: v.string() })]) }),
      json,
    );
    if (message.success) {
      const { error } = message.output;
      words = typeof error === 'string' ? error : error.message;
    }
  } catch {
    // No JSON: as it is.
  }
  if (/^\s*</.test(words)) return 'a web page';
  // What was read as it stands may hold the key in JSON's own spelling, too.
  const json = JSON.stringify(key ?? '').slice(1, -1);
  const spelled = [key, json, json.replaceAll('/', '\\/')];
  const bare = spelled.reduce<string>(withoutKey, words);
  return bare.replace(/\s+/g, ' ').trim().slice(0, 200);
}

const withoutKey = (text: string, key: string | null): string =>
  key ? text.replaceAll(key, '•••') : text;

/** For how long it asks to be left alone, an hour at most. */
function waitOf({ headers }: Response): number | null {
  const ms = retryAfterOf(headers.get('retry-after'));
  return ms === null ? null : Math.min(ms, LONGEST_WAIT_MS);
}
