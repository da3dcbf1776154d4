/** Stand-ins for tests of the background. */
import type { GuardState } from '../../platform/guard-protocol';
import type { Engine, EngineAnswer, EngineRequest, GuardIdentity } from '../engines/engine';

export const readyState = (id = 'guard-1'): GuardState => ({
  status: 'ready',
  id,
  name: 'Test guard',
  practice: false,
  device: {
    kind: 'wasm',
    precision: 'f32',
    adapter: 'none',
    subgroups: false,
    selfTestDifference: 0,
  },
});

/** An engine that answers when the test says so. */
export class FakeEngine implements Engine {
  readonly name = 'local';
  state: GuardState = readyState();
  get status(): GuardState['status'] {
    return this.state.status;
  }
  who: GuardIdentity | null = { id: 'guard-1', practice: false };
  /** Every call, repeats included. */
  readonly batches: (readonly EngineRequest[])[] = [];
  /** What is out now, in the order of asking. */
  readonly out = new Set<EngineRequest>();

  identity(): Promise<GuardIdentity | null> {
    return Promise.resolve(this.who);
  }

  ask(requests: readonly EngineRequest[]): void {
    this.batches.push(requests);
    for (const request of requests) {
      this.out.add(request);
      request.signal.addEventListener('abort', () => this.out.delete(request));
    }
  }

  texts(): string[] {
    return [...this.out].map(({ text }) => text);
  }

  answer(text: string, answer: EngineAnswer = { ok: true, pUnsafe: 0.9, whole: true }): void {
    const request = [...this.out].find((each) => each.text === text);
    if (!request) throw new Error(`“${text}” is not out with the engine`);
    this.out.delete(request);
    request.answered(answer);
  }
}
