/** How the test server behaves: like the hosted API, vLLM, llama.cpp or Ollama, well or badly. */

/** What goes wrong with one request. */
export type Failure =
  | 'none'
  /** 503, as from a server that starts or is overloaded. */
  | '5xx'
  /** The connection ends in the middle of the answer. */
  | 'cut'
  /** 200 with a page, as a network's log-in page answers for everybody. */
  | 'html'
  /** No answer, ever. */
  | 'stall'
  /** 200 without a body. */
  | 'empty'
  /** 200 with half of the JSON. */
  | 'truncated-json'
  | '403'
  | '404';

/** One request, as it came and as it was answered. */
export interface ApiRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text as it came; '' where there is none. */
  readonly body: unknown;
  /** 0 until it is answered, and where it never is. */
  readonly status: number;
  /** The client went before it had its answer. */
  readonly aborted: boolean;
}

export interface Behaviour {
  /** The hosted API: the bare text is sent, the server adds the instruction. */
  readonly hosted: boolean;
  /** Null: anybody may ask. */
  readonly key: string | null;
  /** Chat requests in any `windowMs`; null: any number. */
  readonly perMinute: number | null;
  readonly windowMs: number;
  /** How a 429 says when to come back. */
  readonly retryAfter: 'seconds' | 'date' | 'none';
  /** Identical bodies get the same answer at once, but for `cache: {"no-cache": true}`. */
  readonly cached: boolean;
  readonly latencyMs: number | ((request: ApiRequest) => number);
  /** By the number of the request, from 1: its place in `requests`. */
  readonly fail: (n: number, request: ApiRequest) => Failure;
  /** What it answers with. */
  readonly words: { readonly safe: string; readonly unsafe: string };
  /** `pieces`: `unsafe` comes as two tokens, `un` and `safe`. */
  readonly firstToken: 'whole' | 'pieces';
  readonly logprobs: 'given' | 'ignored' | 'refused';
  readonly images: 'taken' | 'refused' | 'ignored';
  /** Null: it does not tell (404), and takes any name. */
  readonly models: readonly string[] | null;
  /** Origins that may ask, `*` for any characters, as OLLAMA_ORIGINS; null: all may. */
  readonly origins: readonly string[] | null;
  /** P(unsafe) of a prompt's text. */
  readonly judge: (text: string, image: boolean) => number;
}

export const HOSTED_MODEL = 'aisingapore/SEA-Guard';
export const OWN_MODEL = 'aisingapore/Qwen-SEA-Guard-4B-2602';

/** 1 where the text holds one of the words. */
export const judgeByWords =
  (words: readonly string[]) =>
  (text: string): number =>
    words.some((word) => text.toLowerCase().includes(word.toLowerCase())) ? 1 : 0;

export function behaviourFrom(options: Partial<Behaviour>): Behaviour {
  return {
    hosted: false,
    key: null,
    perMinute: null,
    windowMs: 60_000,
    retryAfter: 'seconds',
    cached: false,
    latencyMs: 0,
    fail: () => 'none',
    words: { safe: 'safe', unsafe: 'unsafe' },
    firstToken: 'whole',
    logprobs: 'given',
    images: 'taken',
    models: [options.hosted ? HOSTED_MODEL : OWN_MODEL],
    origins: null,
    judge: judgeByWords(['unsafe', 'bad']),
    ...options,
  };
}
