/**
 * A server or the SEA-LION API, asked by the extension's own engines: their prompts, windows, limits
 * and pauses. Each text is asked about by itself; groups are for a page's neighbours.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineAnswer, EngineRequest } from '../../../src/background/engines/engine';
import { Budget } from '../../../src/background/engines/remote/budget';
import { History } from '../../../src/background/engines/remote/history';
import { HostedEngine } from '../../../src/background/engines/remote/hosted';
import { ServerEngine } from '../../../src/background/engines/remote/server';
import { ChatClient } from '../../../src/core/chat/client';
import { ChatError } from '../../../src/core/chat/trouble';
import { HOSTED_ADDRESS, HOSTED_MODEL, readApiAddress } from '../../../src/core/engines';
import { PRIORITY } from '../../../src/core/priority';
import { InputError } from '../item';
import type { Answerer, Asked, AskedAnswer, Asker } from './asker';

export interface RemoteOptions {
  readonly engine: 'server' | 'hosted';
  /** Base address of the API; the hosted one has its own. */
  readonly endpoint: string | undefined;
  /** Empty: the only one that the server offers. */
  readonly model: string;
  readonly key: string | null;
  /** Where the count of the minute's requests is kept, so that a second start obeys it too. */
  readonly budgetFile: (address: string) => string;
  /** Requests a minute, of the hosted one. */
  readonly perMinute?: number;
  /** Rests in a row, without an answer between, after which it is given up. */
  readonly patience?: number;
}

/** Out at once; the engine asks fewer at a time, as the server takes them. */
const OUT = 64;
/** So often is a text asked about while the engine itself is well. */
const TRIES = 3;
/** Rests of 5 s, doubled each time: two and a half minutes. */
const PATIENCE = 5;
const LOOK_MS = 100;
const NAME_MS = 30_000;

/** @throws InputError */
export async function openRemote(options: RemoteOptions): Promise<RemoteAsker> {
  const { engine, endpoint, key } = options;
  const written = endpoint ?? (engine === 'hosted' ? HOSTED_ADDRESS : '');
  const address = readApiAddress(written);
  if (address === null)
    throw new InputError(
      '--endpoint',
      `“${written}” is no address of an API (http://host:port/v1)`,
    );
  const model = engine === 'hosted' ? HOSTED_MODEL : await modelAt(address, options.model, key);
  return new RemoteAsker({ ...options, address, model });
}

/** @throws InputError */
async function modelAt(address: string, model: string, key: string | null): Promise<string> {
  const client = new ChatClient({
    ...{ address, model, key, style: 'official', timeoutMs: NAME_MS, retries: 2 },
  });
  return client.modelName(AbortSignal.timeout(NAME_MS)).catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error);
    const isModel = error instanceof ChatError && error.trouble === 'model-missing';
    throw new InputError(address, isModel ? `${said} Name it with --model.` : said);
  });
}

export class RemoteAsker implements Asker {
  readonly answerer: Answerer;
  readonly identity: string;
  readonly #engine: ServerEngine | HostedEngine;
  readonly #patience: number;

  constructor(options: RemoteOptions & { readonly address: string }) {
    const { engine: name, address, model, key, patience = PATIENCE } = options;
    this.answerer = {
      ...{ engine: name, id: model, name: model, model, practice: false, device: null, address },
    };
    this.identity = `${name} ${address} ${model}`;
    this.#patience = patience;
    const nothing = {
      changed: () => {},
      recovered: () => {},
      stay: () => {},
      wakeAt: () => {},
      picture: async () => null,
    };
    if (name === 'server') this.#engine = new ServerEngine(nothing);
    else {
      const budget = budgetIn(options.budgetFile(address), options.perMinute);
      const history = new History({ load: async () => undefined, save: async () => {} });
      const hosted = new HostedEngine({ ...nothing, budget, history });
      hosted.setJudging('each');
      this.#engine = hosted;
    }
    const { identity } = this;
    this.#engine.configure({ ready: true, address, model, key, identity });
  }

  async ask(
    asked: readonly Asked[],
    known: (key: string) => boolean,
    answered: (answers: readonly AskedAnswer[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const line = asked.filter(({ key }) => !known(key)).map((each) => ({ ...each, tries: 0 }));
    type Waiting = (typeof line)[number];
    let out = 0;
    let order = 0;
    let rests = 0;
    let last = performance.now();
    let fatal: Error | null = null;
    let wake = () => {};
    const changed = () => wake();
    // One for each request: an engine listens to it for as long as it lives.
    const stops = new Set<AbortController>();
    const aborted = () => {
      for (const stop of stops) stop.abort();
      changed();
    };
    signal.addEventListener('abort', aborted);
    const tell = (one: Waiting, answer: EngineAnswer) => {
      out--;
      changed();
      if (signal.aborted) return;
      const final = answer.ok || answer.reason === 'bad-answer';
      if (final) rests = 0;
      if (!answer.ok && answer.reason === 'refused') fatal ??= this.#refused();
      else if (final || this.#isTriedOut(one)) {
        const now = performance.now();
        answered([{ key: one.key, answer: given(answer), ms: now - last }]);
        last = now;
      } else line.unshift(one);
    };
    try {
      while ((line.length > 0 || out > 0) && !signal.aborted && !fatal) {
        const { state } = this.#engine;
        if (state.status === 'resting') {
          if (++rests > this.#patience) throw this.#refused();
          await this.#rested(signal);
          continue;
        }
        // Made before anything is asked: an answer may come from within.
        const turned = new Promise<void>((resolve) => {
          wake = resolve;
        });
        for (const one of line.splice(0, Math.max(0, OUT - out))) {
          out++;
          const stop = new AbortController();
          stops.add(stop);
          const told = (answer: EngineAnswer) => {
            stops.delete(stop);
            tell(one, answer);
          };
          this.#engine.ask([requestOf(one, order++, stop.signal, told)]);
        }
        await turned;
      }
      if (fatal) throw fatal;
    } finally {
      signal.removeEventListener('abort', aborted);
    }
  }

  /** While the engine rests a text is not to blame. */
  #isTriedOut(one: { tries: number }): boolean {
    return this.#engine.state.status === 'ready' && ++one.tries >= TRIES;
  }

  #refused(): Error {
    const { state } = this.#engine;
    const said = state.status === 'resting' ? state.message : 'it gives no answers';
    return new Error(`${this.answerer.address}: ${said}`);
  }

  async #rested(signal: AbortSignal): Promise<void> {
    while (this.#engine.state.status === 'resting' && !signal.aborted)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }

  async close(): Promise<void> {
    this.#engine.configure({ ready: false, state: { status: 'off' } });
  }
}

/** `whole` and the rest as the engine tells them; what it was away for is asked another time. */
function given(answer: EngineAnswer): AskedAnswer['answer'] {
  if (!answer.ok)
    return { ok: false, reason: answer.reason === 'bad-answer' ? 'bad-answer' : 'unreachable' };
  const { pUnsafe, whole, basis } = answer;
  return basis === undefined ? { ok: true, pUnsafe, whole } : { ok: true, pUnsafe, whole, basis };
}

const requestOf = (
  { content }: Asked,
  order: number,
  signal: AbortSignal,
  answered: (answer: EngineAnswer) => void,
): EngineRequest => ({
  ...content,
  priority: PRIORITY.rest,
  signal,
  place: { page: 0, order, site: '' },
  waits: () => {},
  answered,
});

function budgetIn(file: string, perMinute: number | undefined): Budget {
  return new Budget({
    load: async () => JSON.parse(await readFile(file, 'utf8')),
    save: async (stored) => {
      await mkdir(dirname(file), { recursive: true });
      const draft = `${file}.${process.pid}-${crypto.randomUUID()}`;
      await writeFile(draft, JSON.stringify(stored));
      await rename(draft, file);
    },
    ...(perMinute === undefined ? {} : { perMinute }),
  });
}

/** A file's name for an address. */
export const nameOf = (address: string): string =>
  createHash('sha256').update(address).digest('hex').slice(0, 16);
