/** Stand-ins for tests of what the background does with images. */
import type { ImageSource } from '../../core/image';
import type { Priority } from '../../core/priority';
import type { Fetched, Fetching, FetchRequest, ImageFetcher } from '../images/fetch';

export const fromWeb = (name: string): ImageSource => ({
  from: 'web',
  url: `https://images.example/${name}`,
});

export const bytesOf = (content: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(content);
export const contentOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

interface Started extends FetchRequest {
  name: string;
  end(fetched: Fetched): void;
}

/** Fetches nothing before the test says so. */
export class FakeFetcher implements Pick<ImageFetcher, 'start'> {
  /** All that were ever started, by the last part of their address. */
  readonly started: string[] = [];
  readonly underWay = new Map<string, Started>();
  most = 0;

  start(url: string, request: FetchRequest): Fetching {
    const name = url.split('/').at(-1) ?? '';
    this.started.push(name);
    const priorityOf = (priority: Priority) => {
      const one = this.underWay.get(name);
      if (one) one.priority = priority;
    };
    const fetched = new Promise<Fetched>((resolve, reject) => {
      this.underWay.set(name, { ...request, name, end: resolve });
      request.signal.addEventListener('abort', () => {
        this.underWay.delete(name);
        reject(request.signal.reason);
      });
    });
    this.most = Math.max(this.most, this.underWay.size);
    return { fetched, reprioritise: priorityOf };
  }

  end(name: string, fetched: Fetched = { ok: true, bytes: bytesOf(`bytes of ${name}`) }): void {
    const one = this.underWay.get(name);
    if (!one) throw new Error(`“${name}” is not under way`);
    this.underWay.delete(name);
    one.end(fetched);
  }
}
