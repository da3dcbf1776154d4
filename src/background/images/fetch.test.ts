/** Against real servers on loopback, with the browser's part played by Node's `fetch`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Priority } from '../../core/priority';
import { contentOf } from '../testing/images';
import { type Fetched, type FetchLimits, ImageFetcher } from './fetch';

/** Milliseconds; a loaded machine must not make a quick answer a slow one. */
const LIMITS: Partial<FetchLimits> = { bytes: 10_000, totalMs: 3_000, silentMs: 700, lateMs: 200 };

let answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
let asked: string[];
/** Connections that the other side has given up. */
let gone: string[];
let permitted: boolean;
/** What is said before that, one after another. */
let permittedFirst: boolean[];
/** Of what it was asked. */
let permissions: string[];
let busy: boolean[];
let address: string;
let close: () => void;

beforeEach(async () => {
  answers = {};
  asked = [];
  gone = [];
  permitted = true;
  permittedFirst = [];
  permissions = [];
  busy = [];
  // Of this test's own server: the last one's may still hear of ends.
  const [askedHere, goneHere] = [asked, gone];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    askedHere.push(path);
    response.on('close', () => {
      if (!response.writableFinished) goneHere.push(path);
    });
    const answer = answers[path] ?? answers.any;
    if (answer) answer(request, response);
    else response.writeHead(404).end('not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => close());

const fetcher = (limits: Partial<FetchLimits> = {}) => {
  const busyHere = busy;
  return new ImageFetcher({
    permitted: async (url) => {
      permissions.push(url);
      return permittedFirst.shift() ?? permitted;
    },
    busy: (isBusy) => busyHere.push(isBusy),
    limits: { ...LIMITS, ...limits },
  });
};
const start = (from: ImageFetcher, path: string, priority: Priority = 2) => {
  const abort = new AbortController();
  const url = path.startsWith('/') ? address + path : path;
  const fetching = from.start(url, { priority, remember: true, signal: abort.signal });
  return { ...fetching, abort };
};
const fetched = (path: string, limits?: Partial<FetchLimits>): Promise<Fetched> =>
  start(fetcher(limits), path).fetched;
const trouble = async (path: string, limits?: Partial<FetchLimits>) => {
  const result = await fetched(path, limits);
  return result.ok ? 'none' : result.trouble;
};
const stall = () => {};
/** However loaded the machine is. */
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, 10_000);

describe('an image', () => {
  it('is what its server gives, whatever that calls it', async () => {
    answers['/a.png'] = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('bytes');
    const result = await fetched('/a.png');
    if (!result.ok) expect.fail(result.trouble);
    expect(contentOf(result.bytes)).toBe('bytes');
    expect(busy).toEqual([true, false]);
  });

  it('is asked for as browsers ask for images, without who reads the page', async () => {
    let headers: IncomingMessage['headers'] = {};
    answers['/a.png'] = (request, response) => {
      headers = request.headers;
      response.end('bytes');
    };
    await fetched(`http://reader:secret@${address.slice('http://'.length)}/a.png`);
    expect(headers.accept).toContain('image/avif,image/webp');
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('referer');
    expect(headers).not.toHaveProperty('cookie');
  });

  it.each([
    [true, 'force-cache'],
    [false, 'no-store'],
  ])('is got from the browser’s cache where it may be remembered: %s', async (remember, cache) => {
    const spy = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('bytes'));
    const { signal } = new AbortController();
    await fetcher().start(`${address}/a.png`, { priority: 0, remember, signal }).fetched;
    expect(spy).toHaveBeenCalledWith(
      `${address}/a.png`,
      expect.objectContaining({ cache, credentials: 'omit', referrerPolicy: 'no-referrer' }),
    );
    spy.mockRestore();
  });

  it('is followed to where it has moved', async () => {
    answers['/old.png'] = (_, response) => response.writeHead(302, { location: '/new.png' }).end();
    answers['/new.png'] = (_, response) => response.end('bytes');
    expect(await trouble('/old.png')).toBe('none');
  });
});

describe('an image is missing', () => {
  it.each([
    ['a 404', (_: unknown, response: ServerResponse) => response.writeHead(404).end('no')],
    ['a 500', (_: unknown, response: ServerResponse) => response.writeHead(500).end('no')],
    ['nothing at all', (_: unknown, response: ServerResponse) => response.end()],
    ['a 204', (_: unknown, response: ServerResponse) => response.writeHead(204).end()],
    [
      'an end in its midst',
      (_: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 100 }).write('some');
        setTimeout(() => response.destroy(), 50);
      },
    ],
    [
      'a redirect to another scheme',
      (_: unknown, response: ServerResponse) =>
        response.writeHead(302, { location: 'data:image/png;base64,YWJj' }).end(),
    ],
    [
      'a redirect to a file',
      (_: unknown, response: ServerResponse) =>
        response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    ],
    [
      'redirects without end',
      (_: unknown, response: ServerResponse) =>
        response.writeHead(302, { location: '/a.png' }).end(),
    ],
  ])('where its server answers with %s', async (_what, answer) => {
    answers['/a.png'] = answer;
    expect(await trouble('/a.png')).toBe('image-missing');
  });

  it('where there is no server', async () => {
    expect(await trouble('http://127.0.0.1:1/a.png')).toBe('image-missing');
  });

  it.each(['file:///etc/passwd', 'data:image/png;base64,YWJj', 'chrome://version', 'https://'])(
    'where its address is not of the web: %s',
    async (url) => {
      const spy = vi.spyOn(globalThis, 'fetch');
      expect(await trouble(url)).toBe('image-missing');
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    },
  );

  it('where its server never answers', async () => {
    answers['/a.png'] = stall;
    const begin = performance.now();
    expect(await trouble('/a.png')).toBe('image-missing');
    expect(performance.now() - begin).toBeLessThan(2_500);
    await eventually(() => expect(gone).toEqual(['/a.png']));
  });

  it('where its server falls silent', async () => {
    answers['/a.png'] = (_, response) => void response.write('some');
    expect(await trouble('/a.png')).toBe('image-missing');
    await eventually(() => expect(gone).toEqual(['/a.png']));
  });

  it('where its server takes too long with a byte now and then', async () => {
    answers['/a.png'] = (_, response) => {
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    };
    const begin = performance.now();
    expect(await trouble('/a.png', { totalMs: 1_500 })).toBe('image-missing');
    expect(performance.now() - begin).toBeGreaterThan(1_200);
  });
});

describe('an image is locked', () => {
  it('where the browser refuses it and the person has not let us read it', async () => {
    permitted = false;
    expect(await trouble('http://127.0.0.1:1/a.png')).toBe('image-locked');
  });

  it('but not where its server answered, or was too slow', async () => {
    permitted = false;
    answers['/slow.png'] = stall;
    // They are on this machine, where nothing is fetched from otherwise.
    permittedFirst = [true, true, true];
    expect(await trouble('/a.png')).toBe('image-missing');
    expect(await trouble('/slow.png')).toBe('image-missing');
  });
});

describe('an image of the person’s own machine or network', () => {
  const from = (url: string, status = 200): Response =>
    Object.defineProperty(new Response('bytes', { status }), 'url', { value: url });

  it('is fetched for no page, unless the person has let us read that host', async () => {
    answers['/a.png'] = (_, response) => response.end('bytes');
    permitted = false;
    expect(await trouble('/a.png')).toBe('image-locked');
    const spy = vi.spyOn(globalThis, 'fetch').mockResolvedValue(from('https://images.example/'));
    for (const host of ['192.168.1.1', 'router', 'localhost:8080', '[fe80::1]', '2130706433'])
      expect(await trouble(`http://${host}/reboot?now`)).toBe('image-locked');
    expect(spy).not.toHaveBeenCalled();
    expect(await trouble('https://images.example/a.png')).toBe('none');
    spy.mockRestore();
    expect(asked).toEqual([]);
    permitted = true;
    expect(await trouble('/a.png')).toBe('none');
    expect(permissions.at(-1)).toBe(`${address}/a.png`);
  });

  it('that another address leads to is not told of', async () => {
    const spy = vi.spyOn(globalThis, 'fetch');
    permitted = false;
    for (const status of [200, 404]) {
      spy.mockResolvedValue(from('http://192.168.1.1/logo.png', status));
      expect(await trouble('https://images.example/a.png')).toBe('image-locked');
    }
    expect(permissions).toEqual(Array(2).fill('http://192.168.1.1/logo.png'));
    spy.mockRestore();
  });
});

describe('an image is too large', () => {
  it('where its server says so, and nothing of it is read', async () => {
    answers['/a.png'] = (_, response) => {
      response.writeHead(200, { 'content-length': 10_001 }).write('some');
    };
    const begin = performance.now();
    expect(await trouble('/a.png')).toBe('image-too-large');
    expect(performance.now() - begin).toBeLessThan(600);
    await eventually(() => expect(gone).toEqual(['/a.png']));
  });

  it('where its server does not say so, as soon as it is', async () => {
    let sent = 0;
    answers['/a.png'] = (_, response) => {
      const timer = setInterval(() => {
        sent += 4_000;
        response.write('x'.repeat(4_000));
      }, 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await trouble('/a.png')).toBe('image-too-large');
    await eventually(() => expect(gone).toEqual(['/a.png']));
    expect(sent).toBeLessThan(200_000);
  });

  it('but not where it is just as large as it may be', async () => {
    answers['/a.png'] = (_, response) => response.end('x'.repeat(10_000));
    expect(await trouble('/a.png')).toBe('none');
  });
});

describe('order', () => {
  it('bounds how many are fetched at once, and takes the most urgent first', async () => {
    const waiting = new Map<string, ServerResponse>();
    answers.any = (request, response) => void waiting.set(request.url ?? '', response);
    const from = fetcher({ atOnce: 2, late: 0, silentMs: 5_000, totalMs: 20_000 });
    start(from, '/1', 2);
    start(from, '/2', 2);
    const rest = start(from, '/rest', 2);
    start(from, '/near', 1);
    start(from, '/visible', 0);
    await eventually(() => expect(asked.toSorted()).toEqual(['/1', '/2']));
    rest.reprioritise(0);
    for (const next of ['/visible', '/rest', '/near']) {
      const [path, response] = [...waiting][0] ?? expect.fail('nothing is asked for');
      waiting.delete(path);
      response.end('bytes');
      await eventually(() => expect(asked.at(-1)).toBe(next));
    }
  });

  it('lets others pass those whose server does not begin to answer', async () => {
    answers.any = stall;
    answers['/good'] = (_, response) => response.end('bytes');
    const from = fetcher({ atOnce: 2, silentMs: 5_000, totalMs: 20_000, late: 4 });
    for (let i = 0; i < 4; i++) start(from, `/stalled${i}`);
    const begin = performance.now();
    expect((await start(from, '/good').fetched).ok).toBe(true);
    expect(performance.now() - begin).toBeLessThan(3_000);
    expect(asked).toHaveLength(5);
  });

  it('lets only so many of them wait beside the others', async () => {
    answers.any = stall;
    const from = fetcher({ atOnce: 2, silentMs: 5_000, totalMs: 20_000, late: 3, lateMs: 50 });
    for (let i = 0; i < 20; i++) start(from, `/stalled${i}`);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(asked).toHaveLength(5);
  });
});

describe('what nobody wants any more', () => {
  it('is not fetched on', async () => {
    answers['/a.png'] = (_, response) => void response.write('some');
    const { fetched: result, abort } = start(fetcher(), '/a.png');
    await eventually(() => expect(asked).toEqual(['/a.png']));
    abort.abort();
    await expect(result).rejects.toThrow(/abort/i);
    await eventually(() => expect(gone).toEqual(['/a.png']));
    expect(busy).toEqual([true, false]);
  });

  it('is not begun', async () => {
    answers['/1'] = stall;
    const from = fetcher({ atOnce: 1, late: 0, silentMs: 400 });
    const first = start(from, '/1');
    const { fetched: result, abort, reprioritise } = start(from, '/2');
    abort.abort();
    reprioritise(0);
    await expect(result).rejects.toThrow(/abort/i);
    await first.fetched;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toEqual(['/1']);
  });
});
