/** The queue with images: everything real but the network, the guard and the database. */
import { expect, vi } from 'vitest';
import type { ImageDetail } from '../../core/image';
import type { Priority } from '../../core/priority';
import type { Verdict } from '../../core/verdict';
import type { Ask, ImageAsk, Ticket } from '../asks';
import type { CachedAnswer } from '../cache';
import { Images } from '../images/images';
import { Shelf } from '../images/shelf';
import { ScreeningQueue } from '../queue';
import { FakeEngine } from './guard';
import { FakeFetcher, fromWeb } from './images';

export class ImageBench {
  readonly engine = new FakeEngine();
  readonly fetcher = new FakeFetcher();
  readonly images: Images;
  readonly stored = new Map<string, CachedAnswer>();
  /** Of every look into the cache: whether it may leave a trace. */
  readonly remembered: boolean[] = [];
  readonly queue: ScreeningQueue;
  verdicts: [name: string, Verdict][] = [];
  detail: ImageDetail = 'balanced';

  constructor(readonly shelf = new Shelf()) {
    this.images = new Images({ fetcher: this.fetcher, shelf });
    this.queue = new ScreeningQueue({
      engine: this.engine,
      images: this.images,
      detail: () => this.detail,
      cache: {
        find: async (keys, remember) => {
          this.remembered.push(remember);
          return new Map([...this.stored].filter(([key]) => keys.includes(key)));
        },
        put: (key, answer) => void this.stored.set(key, answer),
      },
    });
  }

  /** Its caption is its name, by which the engine is told to answer. */
  image(name: string, priority: Priority = 2, more: Partial<ImageAsk> = {}): Ask {
    return { kind: 'image', source: fromWeb(name), ...this.#base(name, priority), ...more };
  }

  text(name: string, priority: Priority = 2): Ask {
    return { kind: 'prompt', ...this.#base(name, priority) };
  }

  ask(...asks: Ask[]): Ticket[] {
    return this.queue.ask(asks);
  }

  flags(): string[] {
    return this.verdicts.map(([name, { flag, reason }]) => `${name}: ${reason ?? flag}`);
  }

  /**
   * Resolves when just these are out with the engine. Hashes are made on another thread: turns of
   * this one do not tell how long that takes.
   */
  out(...names: string[]): Promise<void> {
    return eventually(() => expect(this.engine.texts().toSorted()).toEqual(names.toSorted()));
  }

  underWay(...names: string[]): Promise<void> {
    return eventually(() => expect([...this.fetcher.underWay.keys()]).toEqual(names));
  }

  /** An image that is out with the engine. */
  async asked(name: string, priority: Priority = 2): Promise<Ticket> {
    const [ticket] = this.ask(this.image(name, priority));
    await eventually(() => expect(this.fetcher.underWay.has(name)).toBe(true));
    this.fetcher.end(name);
    await eventually(() => expect(this.engine.texts()).toContain(name));
    return ticket ?? expect.fail('no ticket');
  }

  #base(name: string, priority: Priority) {
    return {
      text: name,
      priority,
      remember: true,
      answered: (verdict: Verdict) => void this.verdicts.push([name, verdict]),
    };
  }
}

/** However loaded the machine is. */
export const eventually = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 20_000, interval: 5 });

/** For what must not happen. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
