/** Whatever a server answers: `safe` is said of nothing that it did not call safe. */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { ChatClient } from '../../../core/chat/client';
import { ChatError } from '../../../core/chat/trouble';
import { retryAfterOf } from '../../../core/waiting';
import { fuzz } from '../../../testing/fuzz';
import { damaged, hostileText, mutated } from '../../../testing/hostile';
import { Answers } from '../../testing/remote';
import { Budget } from './budget';
import { History } from './history';
import { HostedEngine } from './hosted';
import { ServerEngine } from './server';

interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer>;
  /** The connection breaks there. */
  readonly breaksAt: number | null;
}

const token = (token: string, logprob: number) => ({ token, logprob });
const logprob = fc.oneof(
  fc.constantFrom(0, -0.1, -0.7, -2, -20, -100, -9_999, 1e308, -1e308, 5),
  fc.double({ min: -50, max: 0, noNaN: true }),
);
const word = fc.oneof(
  fc.constantFrom('safe', 'unsafe', ' safe', 'Safe', 'un', 'UNSAFE', '', '\n', '**', 'S', 'sa'),
  fc.constantFrom('safe.', 'not safe', 'safe or unsafe?', 'safely', 'unsafe\nS1', 'Sorry, no'),
  hostileText(6),
);
const listed = fc.array(
  fc.tuple(word, logprob).map(([word, p]) => token(word, p)),
  { maxLength: 5 },
);
const completion = fc
  .tuple(word, fc.constantFrom('stop', 'length', null), fc.option(fc.tuple(word, logprob, listed)))
  .map(([content, finish_reason, first]) => ({
    choices: [
      {
        message: { role: 'assistant', content },
        finish_reason,
        ...(first && {
          logprobs: { content: [{ ...token(first[0], first[1]), top_logprobs: first[2] }] },
        }),
      },
    ],
  }));
const failure = fc
  .oneof(
    fc.constantFrom<unknown>(
      { error: { message: 'The model safe does not exist' } },
      { error: 'safe' },
      'safe',
      { detail: [{ msg: 'logprobs' }] },
      '<!doctype html><p>safe',
    ),
    hostileText(40),
  )
  .map((body) => (typeof body === 'string' ? body : JSON.stringify(body)));

const bytesOf = (text: string) => new TextEncoder().encode(text);
const headers = fc.array(
  fc.tuple(
    fc.constantFrom('retry-after', 'content-type', 'x'),
    fc.constantFrom(
      '0',
      '-1',
      '1e9',
      '99999999999',
      'NaN',
      'Wed, 21 Oct 2015 07:28:00 GMT',
      ' ',
      'soon',
    ),
  ),
  { maxLength: 2 },
);
/** Most come whole. */
const breaksAt = fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.nat(300));

const replyOf = (
  status: fc.Arbitrary<number>,
  body: fc.Arbitrary<Uint8Array<ArrayBuffer>>,
): fc.Arbitrary<Reply> => fc.record({ status, headers, body, breaksAt });
const reply: fc.Arbitrary<Reply> = fc.oneof(
  {
    weight: 6,
    arbitrary: replyOf(
      fc.constant(200),
      completion.map((c) => bytesOf(JSON.stringify(c))),
    ),
  },
  {
    weight: 3,
    arbitrary: replyOf(
      fc.constant(200),
      mutated(completion).map((c) => bytesOf(JSON.stringify(c) ?? '')),
    ),
  },
  {
    weight: 2,
    arbitrary: replyOf(
      fc.constant(200),
      damaged(completion.map((c) => bytesOf(JSON.stringify(c)))),
    ),
  },
  {
    weight: 3,
    arbitrary: replyOf(
      fc.constantFrom(400, 401, 402, 403, 404, 405, 422, 429, 500, 503, 301, 204),
      failure.map(bytesOf),
    ),
  },
);

function responseOf({ status, headers, body, breaksAt }: Reply): Response {
  if (status === 204) return new Response(null, { status });
  let isGiven = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isGiven) {
        if (breaksAt === null) controller.close();
        else controller.error(new TypeError('terminated'));
        return;
      }
      isGiven = true;
      const given = breaksAt === null ? body : body.subarray(0, breaksAt);
      if (given.length > 0) controller.enqueue(given);
    },
  });
  return new Response(stream, { status, headers: headers.map(([name, value]) => [name, value]) });
}

/**
 * Whether an answer may be taken for `safe`, by another reading than the client's: it came whole, and
 * either its only word is “safe”, or `safe` is the likelier of the two and one of them was likely.
 */
function saysSafe({ status, body, breaksAt }: Reply): boolean {
  if (status !== 200 || breaksAt !== null) return false;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return false;
  }
  const choice = at(at(json, 'choices'), 0);
  const content = at(at(choice, 'message'), 'content');
  const isWord = typeof content === 'string' && /^[^\p{L}]*safe[^\p{L}]*$/iu.test(content);
  const all = at(at(choice, 'logprobs'), 'content');
  if (!Array.isArray(all)) return isWord;
  const first = all.find((each) => textAt(each, 'token').trim() !== '');
  const tops = at(first, 'top_logprobs');
  const list: unknown[] = Array.isArray(tops) && tops.length > 0 ? tops : [first];
  const p = (each: unknown): number => Math.exp(numberAt(each, 'logprob'));
  const sum = (is: (word: string) => boolean): number =>
    list
      .filter((each) => is(textAt(each, 'token').trim().toLowerCase()))
      .reduce<number>((total, each) => total + p(each), 0);
  const safe = sum((word) => word === 'safe');
  const unsafe = sum((word) => word.length > 1 && 'unsafe'.startsWith(word));
  // The likeliest of all, or the two together likelier than all else.
  const isMeant = list.every((each) => p(each) <= safe * (1 + 1e-6)) || safe + unsafe >= 0.5;
  return isWord || (safe > unsafe && isMeant);
}

const at = (value: unknown, name: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const textAt = (value: unknown, name: string): string => {
  const text = at(value, name);
  return typeof text === 'string' ? text : '';
};

const numberAt = (value: unknown, name: string): number => {
  const number = at(value, name);
  return typeof number === 'number' ? number : Number.NaN;
};

const fetchOf = (replies: readonly Reply[], given: Reply[]): typeof fetch => {
  let next = 0;
  return async () => {
    const reply = replies[next++ % replies.length];
    if (!reply) throw new TypeError('Failed to fetch');
    given.push(reply);
    return responseOf(reply);
  };
};

describe('fuzz: answers of an API', () => {
  fuzz(
    'API: one answer',
    fc.tuple(
      fc.array(reply, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom('official', 'hosted'),
    ),
    async ([replies, isImage, style]) => {
      const given: Reply[] = [];
      const client = new ChatClient({
        address: 'http://guard.example/v1',
        model: 'm',
        key: 'a-key-of-mine',
        style: style as 'official' | 'hosted',
        timeoutMs: 5_000,
        retries: 0,
        fetch: fetchOf(replies, given),
      });
      for (let i = 0; i < 3; i++) {
        const question = isImage
          ? ({ kind: 'image', image: 'data:image/png;base64,AAAA', text: '' } as const)
          : ({ kind: 'prompt', text: 'words' } as const);
        try {
          const { pUnsafe } = await client.ask(question, new AbortController().signal);
          expect(pUnsafe >= 0 && pUnsafe <= 1).toBe(true);
          const last = given.at(-1);
          if (pUnsafe < 0.5 && !(last && saysSafe(last)))
            throw new Error(`${pUnsafe} for ${last && new TextDecoder().decode(last.body)}`);
        } catch (error) {
          if (!(error instanceof ChatError)) throw error;
          expect(error.message).not.toContain('a-key-of-mine');
        }
      }
      expect(given.length).toBeLessThan(30);
    },
    { runs: 120 },
  );

  fuzz(
    'API: Retry-After',
    fc.oneof(
      fc.constantFrom('0', '-1', '1e9', '9'.repeat(400), '0x10', 'Infinity', '1.5', '1,5', '+1'),
      hostileText(12),
    ),
    (header) => {
      const ms = retryAfterOf(header, 0);
      if (ms !== null) expect(Number.isFinite(ms) && ms >= 0).toBe(true);
    },
    { runs: 300 },
  );

  fuzz(
    'API: whole engines',
    fc.tuple(
      fc.array(reply, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 6 }),
    ),
    async ([replies, isHosted, count]) => {
      const given: Reply[] = [];
      const before = globalThis.fetch;
      globalThis.fetch = fetchOf(replies, given);
      const engine = isHosted ? hosted() : server();
      try {
        engine.configure({
          ready: true,
          address: 'http://guard.example/v1',
          model: 'm',
          key: 'k',
          identity: 'one',
        });
        const answers = new Answers();
        const texts = Array.from({ length: count }, (_, i) => `words of number ${i}`);
        engine.ask(texts.map((text) => answers.request(text)));
        // A server that wants to be left alone is; what has no answer then has no verdict.
        await Promise.race([answers.all(texts), new Promise((done) => setTimeout(done, 60))]);
        const safe = Object.values(answers.flags()).filter((flag) => flag === 'safe');
        // What is safe is so by an answer that said so: about it, or about all of its group.
        if (safe.length > 0) expect(given.some(saysSafe)).toBe(true);
        if (!isHosted && !given.every(saysSafe))
          expect(safe.length).toBeLessThanOrEqual(given.filter(saysSafe).length);
      } finally {
        engine.configure({ ready: false, state: { status: 'off' } });
        globalThis.fetch = before;
      }
    },
    { runs: 30 },
  );
});

const options = {
  changed: () => {},
  stay: () => {},
  wakeAt: () => {},
  recovered: () => {},
  picture: async () => null,
};
const server = () => new ServerEngine(options);
const hosted = () =>
  new HostedEngine({
    ...options,
    budget: new Budget({ load: async () => undefined, save: async () => {} }),
    history: new History({ load: async () => undefined, save: async () => {} }),
  });
