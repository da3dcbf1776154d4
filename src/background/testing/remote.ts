/** Stand-ins for tests of the engines that are asked over HTTP. */
import type { Priority } from '../../core/priority';
import type { EngineAnswer, EngineRequest } from '../engines/engine';

/** What became of each request, by its text. */
export class Answers {
  readonly given = new Map<string, EngineAnswer>();
  /** When its turn comes, as it was told. */
  readonly turns = new Map<string, number>();
  #waiting: { texts: readonly string[]; done: () => void }[] = [];
  #order = 0;

  request(
    text: string,
    more: {
      priority?: Priority;
      image?: string;
      question?: string;
      page?: number;
      signal?: AbortSignal;
    } = {},
  ): EngineRequest {
    const { priority = 2, image, question, page = 1 } = more;
    const { signal = new AbortController().signal } = more;
    const base = {
      text,
      priority,
      signal,
      place: { page, order: this.#order++, site: 'a.example' },
      waits: (turnAt: number) => void this.turns.set(text, turnAt),
      answered: (answer: EngineAnswer) => {
        if (this.given.has(text)) throw new Error(`“${text}” was answered twice`);
        this.given.set(text, answer);
        this.#look();
      },
    };
    if (question !== undefined) return { kind: 'response', question, ...base };
    return image === undefined
      ? { kind: 'prompt', ...base }
      : { kind: 'image', image, detail: 'balanced', ...base };
  }

  /** Resolves when all of these have an answer. */
  all(texts: readonly string[]): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ texts, done });
      this.#look();
    });
  }

  /** `safe`, `unsafe`, or the reason why neither. */
  flags(): Record<string, string> {
    return Object.fromEntries(
      [...this.given].map(([text, answer]) => [
        text,
        answer.ok ? (answer.pUnsafe >= 0.5 ? 'unsafe' : 'safe') : answer.reason,
      ]),
    );
  }

  #look(): void {
    for (const wait of [...this.#waiting]) {
      if (!wait.texts.every((text) => this.given.has(text))) continue;
      this.#waiting = this.#waiting.filter((each) => each !== wait);
      wait.done();
    }
  }
}
