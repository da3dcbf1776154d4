/**
 * An OpenAI-compatible server on loopback that answers as a guard behind the hosted SEA-LION API,
 * vLLM, llama.cpp or Ollama would, and fails as they do. For tests and measurements.
 *
 *     origin ─▶ failure ─▶ key ─▶ path ─▶ rate ─▶ cache ─▶ prompt ─▶ latency ─▶ answer
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { chatAnswer } from './answer';
import { type ApiRequest, type Behaviour, behaviourFrom } from './behaviour';
import { send, sendFailure } from './failures';
import { isAllowed } from './origins';
import { readQuestion } from './prompt';
import { Rate } from './rate';
import { badRequest, Refused, type Reply, refusal } from './reply';

export type { ApiRequest, Behaviour, Failure } from './behaviour';
export { HOSTED_MODEL, judgeByWords, OWN_MODEL } from './behaviour';

export interface ApiServer {
  /** `http://127.0.0.1:PORT/v1` */
  readonly address: string;
  /** All that came, in the order in which it came. */
  readonly requests: readonly ApiRequest[];
  /** Changes its behaviour from now on; what came before is answered as it was. */
  behave(options: Partial<Behaviour>): void;
  close(): Promise<void>;
}

type Recorded = { -readonly [K in keyof ApiRequest]: ApiRequest[K] };

/** @param options `port`: 0 for any that is free */
export async function serveApi(
  options: Partial<Behaviour> & { port?: number } = {},
): Promise<ApiServer> {
  const { port = 0, ...rest } = options;
  const requests: Recorded[] = [];
  const api = new Api(rest);
  const server = createServer(async (incoming, response) => {
    const request = recorded(incoming);
    const n = requests.push(request);
    response.on('close', () => {
      request.aborted = !response.writableFinished && request.status === 0;
    });
    try {
      await api.handle(incoming, request, response, n);
    } catch (error) {
      // The client has gone in the middle of its own request.
      if (!incoming.destroyed) throw error;
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    behave: (change) => api.behave(change),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

class Api {
  #behaviour: Behaviour;
  readonly #rate = new Rate();
  readonly #answers = new Map<string, object>();

  constructor(options: Partial<Behaviour>) {
    this.#behaviour = behaviourFrom(options);
  }

  behave(change: Partial<Behaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
  }

  async handle(
    incoming: IncomingMessage,
    request: Recorded,
    response: ServerResponse,
    n: number,
  ): Promise<void> {
    const behaviour = this.#behaviour;
    request.body = parsed(await text(incoming));
    const origin = request.headers.origin;
    if (behaviour.origins !== null && !isAllowed(origin, behaviour.origins)) {
      request.status = 403;
      send(response, { status: 403, body: '' });
      return;
    }
    const failure = behaviour.fail(n, request);
    if (failure !== 'none') {
      request.status = sendFailure(response, failure);
      return;
    }
    const { reply, latencyMs } = this.#reply(request, behaviour, n);
    if (latencyMs > 0) await new Promise((waited) => setTimeout(waited, latencyMs));
    if (response.destroyed) return;
    request.status = reply.status;
    send(response, reply);
  }

  #reply(
    request: ApiRequest,
    behaviour: Behaviour,
    n: number,
  ): { reply: Reply; latencyMs: number } {
    try {
      return this.#route(request, behaviour, n);
    } catch (error) {
      if (error instanceof Refused) return { reply: error.reply, latencyMs: 0 };
      throw error;
    }
  }

  #route(
    request: ApiRequest,
    behaviour: Behaviour,
    n: number,
  ): { reply: Reply; latencyMs: number } {
    const { method, path, body } = request;
    if (behaviour.key !== null && request.headers.authorization !== `Bearer ${behaviour.key}`) {
      throw new Refused(refusal(401, 'AuthenticationError', 'Incorrect API key provided.'));
    }
    if (path === '/v1/models' && behaviour.models !== null) {
      if (method !== 'GET') throw new Refused(WRONG_METHOD);
      return { reply: { status: 200, body: modelList(behaviour.models) }, latencyMs: 0 };
    }
    if (path !== '/v1/chat/completions') throw new Refused(NO_SUCH_PATH);
    if (method !== 'POST') throw new Refused(WRONG_METHOD);
    const tooMany = this.#rate.take(behaviour);
    if (tooMany) throw new Refused(tooMany);
    if (typeof body !== 'object' || body === null) throw new Refused(badRequest('JSON expected.'));
    const { cache, ...asked } = body as Record<string, unknown>;
    const key = JSON.stringify(asked);
    const known = behaviour.cached && !isFresh(cache) ? this.#answers.get(key) : undefined;
    if (known) return { reply: { status: 200, body: known }, latencyMs: 0 };
    const answer = chatAnswer(readQuestion(asked, behaviour), behaviour, `chatcmpl-${n}`);
    if (behaviour.cached) this.#answers.set(key, answer);
    const { latencyMs } = behaviour;
    return {
      reply: { status: 200, body: answer },
      latencyMs: typeof latencyMs === 'number' ? latencyMs : latencyMs(request),
    };
  }
}

const NO_SUCH_PATH: Reply = { status: 404, body: { detail: 'Not Found' } };
const WRONG_METHOD: Reply = { status: 405, body: { detail: 'Method Not Allowed' } };

/** `cache: {"no-cache": true}`: the answer shall be a new one. */
const isFresh = (cache: unknown): boolean =>
  typeof cache === 'object' && cache !== null && Reflect.get(cache, 'no-cache') === true;

const modelList = (models: readonly string[]): object => ({
  object: 'list',
  data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'test' })),
});

function recorded({ method = '', url = '', headers }: IncomingMessage): Recorded {
  return {
    at: Date.now(),
    method,
    path: url.replace(/\?.*/, ''),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    body: '',
    status: 0,
    aborted: false,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
