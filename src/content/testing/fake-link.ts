/** A background for DOM tests: answers, stays silent, dies, as the test wishes. */
import { unknown, type Verdict, verdictOf } from '../../core/verdict';
import type { ContentLink, WirePort } from '../../platform/content-link';
import type {
  BackgroundMessage,
  ContentMessage,
  PageMessage,
  PageSnapshot,
  ScreenRequest,
} from '../../platform/messages';

class FakePort implements WirePort {
  readonly posted: unknown[] = [];
  isClosed = false;
  #listeners: ((message: unknown) => void)[] = [];
  #closers: (() => void)[] = [];

  constructor(private readonly posts: (message: unknown) => void = () => {}) {}

  post(message: unknown): void {
    if (this.isClosed) throw new Error('closed');
    const copy: unknown = structuredClone(message);
    this.posted.push(copy);
    this.posts(copy);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#listeners.push(listener);
  }
  onClose(listener: () => void): void {
    this.#closers.push(listener);
  }
  close(): void {
    this.isClosed = true;
  }
  receive(message: unknown): void {
    for (const listener of this.#listeners) listener(message);
  }
  /** The other side goes. */
  die(): void {
    this.isClosed = true;
    for (const closer of this.#closers) closer();
  }
}

/** Unsafe where the text holds "bad". */
export const judge = (text: string): Verdict =>
  verdictOf(text.includes('bad') ? 0.97 : 0.02, 'local');

export class FakeLink implements ContentLink {
  readonly ports: FakePort[] = [];
  readonly requests: ScreenRequest[] = [];
  readonly messages: ContentMessage[] = [];
  isAlive = true;
  /** A test's events are as good as the browser's. */
  isTrusted = (_event: Event): boolean => true;
  /** Null: silence; the test answers by hand. */
  judge: ((text: string, request: ScreenRequest) => Verdict) | null = judge;
  #popups = new Set<(port: WirePort) => void>();
  #questions = new Set<(message: unknown) => Promise<unknown> | undefined>();

  alive(): boolean {
    return this.isAlive;
  }

  connect(): WirePort {
    if (!this.isAlive) throw new Error('Extension context invalidated.');
    const port: FakePort = new FakePort((message) => this.#heard(port, message as ContentMessage));
    this.ports.push(port);
    return port;
  }

  onPopup(listener: (port: WirePort) => void): () => void {
    this.#popups.add(listener);
    return () => this.#popups.delete(listener);
  }

  onQuestion(listener: (message: unknown) => Promise<unknown> | undefined): () => void {
    this.#questions.add(listener);
    return () => this.#questions.delete(listener);
  }

  /** What styles were asked for; answered with `hasStyles`, null: never. */
  readonly styles: string[] = [];
  hasStyles: boolean | null = true;
  style = (style: string): Promise<boolean> => {
    this.styles.push(style);
    const { hasStyles } = this;
    return hasStyles === null ? new Promise(() => {}) : Promise.resolve(hasStyles);
  };

  detectLanguage = async (): Promise<string | null> => 'id';

  get listeners(): number {
    return this.#popups.size + this.#questions.size;
  }

  get port(): FakePort {
    const port = this.ports.at(-1);
    if (!port) throw new Error('no port was opened');
    return port;
  }

  tell(message: BackgroundMessage): void {
    this.port.receive(message);
  }

  answer(request: ScreenRequest, verdict: Verdict = judge(request.text)): void {
    this.tell({
      type: 'verdicts',
      verdicts: [{ id: request.id, version: request.version, verdict }],
    });
  }

  openPopup(): { port: FakePort; messages: PageMessage[] } {
    const port = new FakePort();
    for (const listener of this.#popups) listener(port);
    return { port, messages: port.posted as PageMessage[] };
  }

  async ask(message: unknown): Promise<unknown> {
    for (const listener of this.#questions) {
      const answer = listener(structuredClone(message));
      if (answer) return structuredClone(await answer);
    }
    return undefined;
  }

  async snapshot(elements = true): Promise<PageSnapshot> {
    return (await this.ask({ type: 'snapshot', elements })) as PageSnapshot;
  }

  /** Waits until the page has settled, or fails. */
  async settled(timeoutMs = 10_000): Promise<PageSnapshot> {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const { settled, counts } = await this.snapshot(false);
      if (settled) return this.snapshot();
      if (performance.now() > end) throw new Error(`not settled: ${JSON.stringify(counts)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #heard(port: FakePort, message: ContentMessage): void {
    this.messages.push(message);
    if (message.type !== 'screen') return;
    this.requests.push(...message.requests);
    if (!this.judge) return;
    const judgement = this.judge;
    setTimeout(() => {
      if (port.isClosed) return;
      const verdicts = message.requests.map((request) => ({
        id: request.id,
        version: request.version,
        verdict: judgement(request.text, request) ?? unknown('timeout'),
      }));
      port.receive({ type: 'verdicts', verdicts });
    }, 1);
  }
}
