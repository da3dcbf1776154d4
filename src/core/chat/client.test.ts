import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiServer, type Behaviour, serveApi } from '../../../tools/api/server';
import { ChatClient, type ChatClientOptions } from './client';
import { ChatError } from './trouble';

const servers: ApiServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function open(behaviour: Partial<Behaviour> = {}, options: Partial<ChatClientOptions> = {}) {
  const server = await serveApi(behaviour);
  servers.push(server);
  const client = new ChatClient({
    address: server.address,
    model: '',
    key: null,
    style: behaviour.hosted ? 'hosted' : 'official',
    timeoutMs: 5_000,
    retries: 0,
    ...options,
  });
  const ask = (text: string) => client.ask({ kind: 'prompt', text }, new AbortController().signal);
  const asked = () => server.requests.filter(({ path }) => path.endsWith('completions'));
  return { server, client, ask, asked };
}
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const image = { kind: 'image', image: PIXEL, text: '' } as const;
const troubleOf = async (answer: Promise<unknown>): Promise<string> => {
  const error = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof ChatError ? error.trouble : String(error);
};

describe('a server that tells probabilities', () => {
  it('is asked for one token, with the official prompt', async () => {
    const { ask, asked } = await open({ judge: (text) => (text === 'odd' ? 0.75 : 0.25) });
    expect((await ask('odd')).pUnsafe).toBeCloseTo(0.75, 4);
    expect(await ask('plain')).toMatchObject({ basis: null });
    expect(asked().map(({ body }) => body)).toMatchObject([
      { max_tokens: 1, temperature: 0, logprobs: true, messages: [{ role: 'system' }, {}] },
      { max_tokens: 1 },
    ]);
  });
  it('tells them where `unsafe` comes in pieces', async () => {
    const { ask } = await open({ firstToken: 'pieces', judge: () => 0.9 });
    expect((await ask('x')).pUnsafe).toBeCloseTo(0.9, 4);
  });
});

describe('a server that tells none', () => {
  it.each(['ignored', 'refused'] as const)('is asked for its word (%s)', async (logprobs) => {
    const { ask, asked } = await open({ logprobs, firstToken: 'pieces' });
    expect(await ask('bad')).toEqual({ pUnsafe: 1, basis: 'word' });
    expect(await ask('good')).toEqual({ pUnsafe: 0, basis: 'word' });
    // What it does not take is learned once.
    const later = asked().length;
    await ask('good again');
    expect(asked().length).toBe(later + 1);
    expect(asked().at(-1)?.body).not.toHaveProperty('logprobs');
  });
  it.each([
    ['SAFE.', 0],
    ['Unsafe!', 1],
  ])('may write %s', async (word, pUnsafe) => {
    const words = { safe: word, unsafe: word };
    const { ask } = await open({ logprobs: 'ignored', words });
    expect(await ask('x')).toEqual({ pUnsafe, basis: 'word' });
  });
  it('is no guard where it says something else', async () => {
    const words = { safe: 'Sure, here is', unsafe: 'Sure, here is' };
    const { ask } = await open({ logprobs: 'ignored', words });
    expect(await troubleOf(ask('x'))).toBe('no-guard-answer');
  });
});

describe('the hosted API', () => {
  it('gets the bare text and the key', async () => {
    const { ask, asked } = await open(
      { hosted: true, key: 'abc', logprobs: 'ignored', words: { safe: 'SAFE.', unsafe: 'UNSAFE' } },
      { key: 'abc' },
    );
    expect(await ask('bad words')).toEqual({ pUnsafe: 1, basis: 'word' });
    expect(asked()[0]).toMatchObject({
      headers: { authorization: 'Bearer abc' },
      body: { messages: [{ role: 'user', content: 'bad words' }] },
    });
  });
  it('refuses a wrong key, and no message repeats it', async () => {
    const { ask } = await open({ hosted: true, key: 'right' }, { key: 'wrong-secret-key' });
    const error = await ask('x').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ trouble: 'key-refused' });
    expect(String(error)).not.toContain('wrong-secret-key');
  });
  it.each([
    [
      'as PHP writes it',
      JSON.stringify({ error: 'no such key: wrong/secret-key' }).replace('/', '\\/'),
    ],
    ['in other signs', '{"error":{"message":"no such key: \\u0077rong/secret-key"}}'],
    ['as its answer', '{"choices":[{"message":{"content":"wrong/secret-key"}}]}'],
  ])('repeats no key that a server writes %s', async (_, said) => {
    const status = said.includes('choices') ? 200 : 401;
    const fetch = async () => new Response(said, { status });
    const { ask } = await open({}, { key: 'wrong/secret-key', model: 'm', fetch });
    const error = await ask('x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChatError);
    expect(String(error)).not.toContain('secret-key');
  });
  it('says when it was too many, and for how long', async () => {
    const { ask, client } = await open({ hosted: true, perMinute: 1 });
    await ask('x');
    const waits: (number | null)[] = [];
    const answer = client.ask(
      { kind: 'prompt', text: 'y' },
      new AbortController().signal,
      async () => (ms) => waits.push(ms),
    );
    await expect(answer).rejects.toMatchObject({ trouble: 'too-many' });
    expect(waits.at(-1)).toBeGreaterThan(0);
    expect(waits.at(-1)).toBeLessThanOrEqual(60_000);
  });
});

describe('images', () => {
  it('go before the words', async () => {
    const { client, asked } = await open({ judge: (_, isImage) => (isImage ? 0.8 : 0) });
    const answer = await client.ask({ ...image, text: 'a sign' }, new AbortController().signal);
    expect(answer.pUnsafe).toBeCloseTo(0.8, 4);
    expect(asked()[0]?.body).toMatchObject({
      messages: [{}, { content: [{ type: 'image_url' }, { type: 'text' }] }],
    });
  });
  it('that one is refused does not blind a server that sees, nor cost texts their scores', async () => {
    // A proxy that takes no large bodies.
    const { client, ask } = await open(
      { judge: () => 0.75 },
      {
        fetch: async (input, init) => {
          const request = new Request(input, init);
          const isLarge = (await request.clone().text()).length > 5_000;
          return isLarge ? new Response('too large', { status: 413 }) : fetch(request);
        },
      },
    );
    const { signal } = new AbortController();
    const large = { ...image, image: `${PIXEL}${'A'.repeat(9_000)}` };
    expect(await troubleOf(client.ask(large, signal))).toBe('content');
    expect((await client.ask(image, signal)).pUnsafe).toBeCloseTo(0.75, 4);
    expect(await troubleOf(ask('long '.repeat(2_000)))).toBe('content');
    expect((await ask('short')).pUnsafe).toBeCloseTo(0.75, 4);
  });
  it('that are refused are learned once, and texts go on', async () => {
    const { client, ask, server } = await open({ images: 'refused', judge: () => 0.75 });
    const { signal } = new AbortController();
    expect(await troubleOf(client.ask(image, signal))).toBe('no-sight');
    const sent = server.requests.length;
    expect(await troubleOf(client.ask(image, signal))).toBe('no-sight');
    expect(server.requests.length).toBe(sent);
    expect((await ask('any')).pUnsafe).toBeCloseTo(0.75, 4);
  });
});

describe('models', () => {
  it('are chosen where there is one, or one guard', async () => {
    const { ask, asked } = await open({ models: ['llama3', 'my/SEA-Guard-4B'] });
    await ask('x');
    expect(asked()[0]?.body).toMatchObject({ model: 'my/SEA-Guard-4B' });
  });
  it('are named where it is to be chosen', async () => {
    const { ask } = await open({ models: ['llama3', 'qwen3'] });
    await expect(ask('x')).rejects.toMatchObject({
      trouble: 'model-missing',
      message: expect.stringContaining('llama3, qwen3'),
    });
  });
  it('that are missing are told', async () => {
    const { ask } = await open({}, { model: 'nobody/has-it' });
    expect(await troubleOf(ask('x'))).toBe('model-missing');
  });
  it('need not be told where one is named', async () => {
    const { ask, client } = await open({ models: null }, { model: 'any' });
    expect((await ask('bad')).pUnsafe).toBeGreaterThan(0.9);
    expect(await troubleOf(client.models(new AbortController().signal))).toBe('not-an-api');
  });
});

describe('failures', () => {
  it.each([
    ['5xx', 'server-error'],
    ['html', 'not-an-api'],
    ['empty', 'not-an-api'],
    ['truncated-json', 'not-an-api'],
    ['403', 'origin-refused'],
    ['404', 'not-an-api'],
    ['cut', 'unreachable'],
    ['stall', 'slow'],
  ] as const)('%s is %s', async (failure, trouble) => {
    const { ask } = await open({ fail: () => failure }, { model: 'm', timeoutMs: 400 });
    expect(await troubleOf(ask('x'))).toBe(trouble);
  });
  it('that pass are tried again where that costs nothing', async () => {
    const { ask } = await open(
      { fail: (n) => (n <= 2 ? '5xx' : 'none') },
      { model: '', retries: 2, timeoutMs: 20_000 },
    );
    expect((await ask('bad')).pUnsafe).toBeGreaterThan(0.9);
  });
  it('of nobody there', async () => {
    const { server, ask } = await open({}, { model: 'm' });
    await server.close();
    expect(await troubleOf(ask('x'))).toBe('unreachable');
  });
  it('of an origin that is not let in, as Ollama says it', async () => {
    const origin = 'chrome-extension://abcdefgh';
    const asExtension: typeof fetch = (input, init) => {
      const request = new Request(input, init);
      request.headers.set('origin', origin);
      return fetch(request);
    };
    const options = { fetch: asExtension };
    const closed = await open({ origins: ['http://localhost:*'] }, options);
    expect(await troubleOf(closed.ask('x'))).toBe('origin-refused');
    const welcome = await open({ origins: ['chrome-extension://*'] }, options);
    expect((await welcome.ask('bad')).pUnsafe).toBeGreaterThan(0.9);
  });
  it('do not follow a redirect with what was asked', async () => {
    const other = await serveApi();
    servers.push(other);
    const turns = createServer((_, response) => {
      response.writeHead(307, { location: `${other.address}/chat/completions` }).end();
    });
    await new Promise<void>((listening) => turns.listen(0, '127.0.0.1', listening));
    const { port } = turns.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/v1`;
    const { ask } = await open({}, { model: 'm', address });
    expect(await troubleOf(ask('x'))).toBe('unreachable');
    expect(other.requests).toEqual([]);
    await new Promise((closed) => turns.close(closed));
  });
  it('end with the one who asked', async () => {
    const { client } = await open({ latencyMs: 5_000 });
    const abort = new AbortController();
    const answer = client.ask({ kind: 'prompt', text: 'x' }, abort.signal);
    setTimeout(() => abort.abort(new Error('gone')), 50);
    await expect(answer).rejects.toThrow('gone');
  });
});
