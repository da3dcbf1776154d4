/** What extension pages may ask of the background. */
import * as v from 'valibot';
import type { GuardSource } from '../core/guard-source';
import type { GuardState } from '../platform/guard-protocol';
import { type SiteMode, type UiAnswer, type UiEvent, UiRequest } from '../platform/messages';
import { PolicyError } from './policy';

export interface UiPort {
  postMessage(event: UiEvent): void;
  onDisconnect(listener: () => void): void;
}

export interface UiOptions {
  started: Promise<void>;
  policy: {
    modeOf(site: string): SiteMode;
    set(site: string, mode: SiteMode): Promise<void>;
  };
  wanted: {
    note(site: string): Promise<void>;
    decided(site: string): Promise<void>;
  };
  guard: {
    readonly state: GuardState;
    /** Remembers the choice and loads the guard. */
    choose(source: GuardSource | null): Promise<void>;
    retry(): void;
    /** Somebody looks: load the chosen guard. Resolves when `state` is true. */
    wake(): Promise<void>;
  };
}

export class Ui {
  readonly #options: UiOptions;
  readonly #ports = new Set<UiPort>();

  constructor(options: UiOptions) {
    this.#options = options;
  }

  accept(port: UiPort): void {
    port.onDisconnect(() => this.#ports.delete(port));
    const { started, guard } = this.#options;
    void started.then(async () => {
      this.#ports.add(port);
      await guard.wake();
      send(port, { type: 'guard', guard: guard.state });
    });
  }

  tell(event: UiEvent): void {
    for (const port of this.#ports) send(port, event);
  }

  /** Null where the message is none of ours to answer. */
  request(raw: unknown): Promise<UiAnswer> | null {
    const parsed = v.safeParse(UiRequest, raw);
    if (!parsed.success) return null;
    return this.#answer(parsed.output).catch((error: unknown) => {
      if (error instanceof PolicyError) return { ok: false, error: error.message };
      console.error(`seawall: ${parsed.output.type} failed`, error);
      return { ok: false, error: `The browser refused: ${error}. Close this and try again.` };
    });
  }

  async #answer(request: UiRequest): Promise<UiAnswer> {
    const { started, policy, wanted, guard } = this.#options;
    if (request.type === 'site.wanted') {
      await wanted.note(request.site);
      return { ok: true };
    }
    await started;
    switch (request.type) {
      case 'site.set':
        await wanted.decided(request.site);
        await policy.set(request.site, request.mode);
        return { ok: true, mode: policy.modeOf(request.site) };
      case 'site.get':
        // The site is known at once; the guard's state may still be on its way over the port.
        return { ok: true, mode: policy.modeOf(request.site), guard: guard.state };
      case 'guard.choose':
        await guard.choose(request.source);
        break;
      case 'guard.retry':
        guard.retry();
        break;
      case 'guard.get':
        await guard.wake();
        break;
    }
    return { ok: true, guard: guard.state };
  }
}

function send(port: UiPort, event: UiEvent): void {
  try {
    port.postMessage(event);
  } catch {
    // Closed a moment ago.
  }
}
