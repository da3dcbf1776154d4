import { afterEach, expect, test } from 'vitest';
import {
  PROMPT_CLASSIFICATION,
  RESPONSE_CLASSIFICATION,
  SYSTEM_PROMPT,
} from '../../src/core/prompts';
import { type ApiServer, type Failure, HOSTED_MODEL, OWN_MODEL, serveApi } from './server';

let server: ApiServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function serve(options: Parameters<typeof serveApi>[0] = {}): Promise<ApiServer> {
  server = await serveApi(options);
  return server;
}

const prompt = (text: string): string => PROMPT_CLASSIFICATION.replace('{text}', text);

/** A body as a client of an own server sends it. */
const question = (content: unknown, more: object = {}): object => ({
  model: OWN_MODEL,
  messages: [
    { role: 'system', content: SYSTEM_PROMPT },
    { role: 'user', content },
  ],
  ...more,
});

const hosted = (content: unknown, more: object = {}): object => ({
  model: HOSTED_MODEL,
  messages: [{ role: 'user', content }],
  ...more,
});

interface Answer {
  status: number;
  headers: Headers;
  word: string;
  end: string;
  /** Token and probability. */
  first: [token: string, probability: number][];
  error: string;
}

async function ask(
  { address }: ApiServer,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${address}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const json = text === '' ? {} : JSON.parse(text);
  const choice = json.choices?.[0];
  const top: { token: string; logprob: number }[] = choice?.logprobs?.content[0].top_logprobs ?? [];
  return {
    status: response.status,
    headers: response.headers,
    word: choice?.message.content ?? '',
    end: choice?.finish_reason ?? '',
    first: top.map(({ token, logprob }) => [token, Math.exp(logprob)]),
    error: json.error?.message ?? '',
  };
}

const withLogprobs = { logprobs: true, top_logprobs: 5, max_tokens: 1 };

test('an own server takes the official prompts and tells the first token’s probabilities', async () => {
  const api = await serve({ judge: (text) => (text === 'a good day' ? 0.1 : 0.75) });
  const good = await ask(api, question(prompt('a good day'), withLogprobs));
  expect(good).toMatchObject({ status: 200, word: 'safe', end: 'length' });
  const other = await ask(api, question(prompt('something else'), withLogprobs));
  expect(other.word).toBe('unsafe');
  const [unsafe, safe] = other.first;
  expect([unsafe?.[0], safe?.[0]]).toEqual(['unsafe', 'safe']);
  expect((unsafe?.[1] ?? 0) / ((unsafe?.[1] ?? 0) + (safe?.[1] ?? 0))).toBeCloseTo(0.75, 9);
  const answer = RESPONSE_CLASSIFICATION.replace('{prompt}', 'hi').replace('{response}', 'bad');
  api.behave({ judge: (text) => (text === 'hi\nAI assistant:bad' ? 1 : 0) });
  expect((await ask(api, question(answer))).word).toBe('unsafe');
});

test('anything but the official prompt is refused, with what was expected', async () => {
  const api = await serve();
  for (const body of [
    question('a good day'),
    question(prompt('x').replace('Human user: ', 'Human user:')),
    { ...question(prompt('x')), messages: [{ role: 'user', content: prompt('x') }] },
    question(prompt('x'), { messages: [] }),
    question(prompt('x'), { stream: true }),
    'not json',
  ]) {
    expect(await ask(api, body)).toMatchObject({ status: 400 });
  }
  expect((await ask(api, question('a good day'))).error).toContain('official prompt');
});

test('the hosted API takes the bare text in one turn', async () => {
  const api = await serve({ hosted: true });
  expect(await ask(api, hosted('a bad day'))).toMatchObject({ status: 200, word: 'unsafe' });
  expect(await ask(api, hosted('a good day'))).toMatchObject({ status: 200, word: 'safe' });
  expect((await ask(api, hosted(prompt('x')))).status).toBe(400);
  const { messages } = question('x') as { messages: object[] };
  expect((await ask(api, hosted('x', { messages }))).status).toBe(400);
});

test('words of all kinds, whole or in pieces, as many tokens as were asked for', async () => {
  const api = await serve({ words: { safe: 'SAFE.', unsafe: 'Unsafe\n' } });
  expect(await ask(api, question(prompt('x')))).toMatchObject({ word: 'SAFE.', end: 'stop' });
  expect(await ask(api, question(prompt('bad'), withLogprobs))).toMatchObject({ word: 'Unsafe' });
  api.behave({ firstToken: 'pieces', words: { safe: 'safe', unsafe: 'unsafe' } });
  const first = await ask(api, question(prompt('bad'), withLogprobs));
  expect(first).toMatchObject({ word: 'un', end: 'length' });
  expect(first.first.slice(0, 2).map(([token]) => token)).toEqual(['un', 'safe']);
  expect(await ask(api, question(prompt('bad'), { max_tokens: 2 }))).toMatchObject({
    word: 'unsafe',
    end: 'length',
  });
  expect((await ask(api, question(prompt('bad'), { max_completion_tokens: 3 }))).end).toBe('stop');
});

test('logprobs may be ignored or refused', async () => {
  const api = await serve({ logprobs: 'ignored' });
  expect(await ask(api, question(prompt('x'), withLogprobs))).toMatchObject({
    word: 'safe',
    first: [],
  });
  api.behave({ logprobs: 'refused' });
  const refused = await ask(api, question(prompt('x'), withLogprobs));
  expect(refused).toMatchObject({ status: 400 });
  expect(refused.error).toContain('logprobs');
  expect((await ask(api, question(prompt('x')))).status).toBe(200);
});

test('images are taken, ignored or refused; they stand before the text', async () => {
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
  const text = { type: 'text', text: prompt('a caption') };
  const api = await serve({ judge: (_text, isImage) => (isImage ? 0.9 : 0.1) });
  expect((await ask(api, question([image, text]))).word).toBe('unsafe');
  expect((await ask(api, question([text, image]))).status).toBe(400);
  const broken = { type: 'image_url', image_url: { url: 'data:image/png;base64,' } };
  expect((await ask(api, question([broken, text]))).status).toBe(400);
  api.behave({ images: 'ignored' });
  expect((await ask(api, question([image, text]))).word).toBe('safe');
  api.behave({ images: 'refused' });
  expect((await ask(api, question([image, text]))).status).toBe(400);
});

test('a key, models, and paths', async () => {
  const api = await serve({ key: 'sk-1', models: ['one', 'two'] });
  const get = (path: string, key = 'sk-1') =>
    fetch(`${api.address}${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect((await get('/models', 'sk-2')).status).toBe(401);
  const list = (await (await get('/models')).json()) as { data: { id: string }[] };
  expect(list.data.map(({ id }) => id)).toEqual(['one', 'two']);
  const key = { authorization: 'Bearer sk-1' };
  const unknown = await ask(api, question(prompt('x')), key);
  expect(unknown).toMatchObject({ status: 404 });
  expect(unknown.error).toContain(OWN_MODEL);
  expect((await ask(api, question(prompt('x'), { model: 'two' }), key)).status).toBe(200);
  expect((await get('/chat/completions')).status).toBe(405);
  expect((await get('/other')).status).toBe(404);
  api.behave({ models: null, key: null });
  expect((await get('/models')).status).toBe(404);
  expect((await ask(api, question(prompt('x'), { model: 'any' }))).status).toBe(200);
});

test('only so many in any stretch of time, and when to come back', async () => {
  const api = await serve({ hosted: true, perMinute: 2, windowMs: 400 });
  const status = async () => (await ask(api, hosted('x'))).status;
  expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect(await status()).toBe(200);
  api.behave({ windowMs: 60_000, perMinute: 1 });
  const seconds = (await ask(api, hosted('x'))).headers.get('retry-after');
  expect(Number(seconds)).toBeGreaterThan(55);
  expect(Number(seconds)).toBeLessThanOrEqual(60);
  api.behave({ retryAfter: 'date' });
  const date = (await ask(api, hosted('x'))).headers.get('retry-after') ?? '';
  expect(Date.parse(date) - Date.now()).toBeGreaterThan(55_000);
  api.behave({ retryAfter: 'none' });
  expect((await ask(api, hosted('x'))).headers.get('retry-after')).toBeNull();
});

test('identical questions are answered from memory, unless a new answer is wanted', async () => {
  let judged = 0;
  const api = await serve({ hosted: true, cached: true, latencyMs: 60, judge: () => judged++ });
  const timed = async (more: object): Promise<[string, boolean]> => {
    const start = performance.now();
    const { word } = await ask(api, hosted('x', more));
    return [word, performance.now() - start >= 55];
  };
  expect(await timed({})).toEqual(['safe', true]);
  expect((await timed({}))[0]).toBe('safe');
  expect(judged).toBe(1);
  expect(await timed({ cache: { 'no-cache': true } })).toEqual(['unsafe', true]);
  expect(judged).toBe(2);
});

test('an origin that is not allowed is refused as Ollama does it', async () => {
  const api = await serve({ origins: [] });
  const origin = 'chrome-extension://abcdefghijklmnop';
  const status = async (headers = {}) => (await ask(api, question(prompt('x')), headers)).status;
  expect(await status()).toBe(200);
  expect(await status({ origin })).toBe(403);
  expect(await status({ origin: 'http://localhost:3000' })).toBe(200);
  api.behave({ origins: ['chrome-extension://*'] });
  expect(await status({ origin })).toBe(200);
  expect(await status({ origin: 'moz-extension://1' })).toBe(403);
});

test('failures, by the number of the request', async () => {
  const kinds: Failure[] = ['5xx', '403', '404', 'html', 'empty', 'truncated-json', 'cut', 'none'];
  const api = await serve({ fail: (n) => kinds[n - 1] ?? 'stall' });
  const outcomes: unknown[] = [];
  for (const _ of kinds) {
    const response = await fetch(`${api.address}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(question(prompt('x'))),
    });
    const body = await response.text().catch(() => 'cut off');
    outcomes.push([response.status, response.headers.get('content-type'), body.slice(0, 9)]);
  }
  expect(outcomes).toEqual([
    [503, 'application/json', '{"error":'],
    [403, 'application/json', '{"error":'],
    [404, 'application/json', '{"detail"'],
    [200, 'text/html', '<!doctype'],
    [200, 'application/json', ''],
    [200, 'application/json', '{"id":"ch'],
    [200, 'application/json', 'cut off'],
    [200, 'application/json', '{"id":"ch'],
  ]);
  const stalled = fetch(`${api.address}/models`, { signal: AbortSignal.timeout(50) });
  await expect(stalled).rejects.toThrow();
  await expect.poll(() => api.requests.at(-1)).toMatchObject({ status: 0, aborted: true });
});

test('what came is kept: when, what, and how it was answered', async () => {
  const api = await serve({
    latencyMs: ({ body }) => (JSON.stringify(body).includes('slow') ? 500 : 0),
  });
  const body = question(prompt('x'));
  await ask(api, body, { authorization: 'Bearer k' });
  expect(api.requests).toMatchObject([
    {
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer k' },
      body,
      status: 200,
      aborted: false,
    },
  ]);
  expect(Math.abs((api.requests[0]?.at ?? 0) - Date.now())).toBeLessThan(5_000);
  const given = fetch(`${api.address}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify(question(prompt('slow'))),
    signal: AbortSignal.timeout(50),
  });
  await expect(given).rejects.toThrow();
  await expect.poll(() => api.requests[1]).toMatchObject({ status: 0, aborted: true });
});
