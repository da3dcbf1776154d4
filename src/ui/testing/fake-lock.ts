/** A lock as pages see it: what the background would say, with a clock that does not run. */
import type { LockView } from '../../platform/lock-protocol';
import type { UiRequest } from '../../platform/messages';

export const lockedView = (partial: Partial<Extract<LockView, { status: 'locked' }>> = {}) =>
  ({
    status: 'locked',
    pinWaitMs: 0,
    codeWaitMs: 0,
    schedule: [],
    reveal: true,
    ...partial,
  }) as const satisfies LockView;

/** What a page may ask while it is closed. */
const FREE =
  /^(?!summary).*\.get$|^site\.wanted$|^image\.|^store\.(resume|verify)$|^engines\.test$|^sample\./;

export class FakeLock {
  view: LockView;
  pin = '8305';
  code = '7K3QM-01ABC-DEFGH-JKMNP';
  /** Right ones as they came in. */
  readonly asked: string[] = [];

  constructor(view: LockView = lockedView()) {
    this.view = view;
  }

  /** Null: not the lock's to answer. */
  answer(request: UiRequest): unknown {
    const { view } = this;
    switch (request.type) {
      case 'lock.get':
        return { ok: true, lock: view };
      case 'lock.setUp':
        this.pin = request.pin;
        return this.#open(true);
      case 'lock.unlock':
        return request.pin === this.pin ? this.#open(false) : this.#wrong('pin');
      case 'lock.lock':
        this.view = lockedView();
        return { ok: true, lock: this.view };
      case 'lock.recover':
        if (request.code !== this.code) return this.#wrong('code');
        this.pin = request.pin;
        return this.#open(true);
      case 'lock.change':
        if (request.pin !== this.pin) return this.#wrong('pin');
        this.pin = request.next;
        return this.#open(false);
      case 'lock.newCode':
        return request.pin === this.pin ? this.#open(true) : this.#wrong('pin');
      case 'lock.remove':
        if (request.pin !== this.pin) return this.#wrong('pin');
        this.view = { status: 'off' };
        return { ok: true, lock: this.view };
      default:
        if (view.status === 'locked' && !FREE.test(request.type)) return this.#refused('locked');
        if (request.type !== 'lock.schedule') return null;
        if (view.status !== 'unlocked') return this.#refused('off');
        this.view = { ...view, schedule: request.schedule };
        return { ok: true, lock: this.view };
    }
  }

  #open(withCode: boolean): unknown {
    this.view = {
      ...lockedView(
        this.view.status === 'locked' || this.view.status === 'unlocked'
          ? { schedule: this.view.schedule }
          : {},
      ),
      status: 'unlocked',
      until: Date.now() + 600_000,
    };
    return { ok: true, lock: this.view, ...(withCode ? { recoveryCode: this.code } : {}) };
  }

  #wrong(kind: 'pin' | 'code'): unknown {
    this.asked.push(kind);
    return this.#refused('wrong');
  }

  #refused(refusal: string): unknown {
    return { ok: false, error: `refused: ${refusal}`, refusal, lock: this.view };
  }
}
