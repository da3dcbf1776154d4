/** Pages with frames of several hosts, all of them on this machine, and what is screened in them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { PageSnapshot } from '../src/platform/messages';
import type { Driver } from '../tools/browsers/driver';
import { type DrivenPage, poll } from '../tools/browsers/page';

export interface FramedPages {
  readonly port: number;
  close(): Promise<void>;
}

/** Each path is a page; `PORT` in it is the port, for addresses on other names of this machine. */
export async function serveFramed(pages: Readonly<Record<string, string>>): Promise<FramedPages> {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const body = pages[(request.url ?? '').split('?')[0] ?? ''];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
    });
    response.end(`<!doctype html>${(body ?? '').replaceAll('PORT', String(port))}`);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** What the content scripts of a tab tell, one for each frame that runs one. */
export async function snapshotsOf(driver: Driver, page: DrivenPage): Promise<PageSnapshot[]> {
  const answers = await driver.inExtension(async (tabId): Promise<unknown[]> => {
    const frames = await chrome.scripting.executeScript({
      target: { tabId, allFrames: true },
      // A frame that loads for ever must not hold up the others.
      injectImmediately: true,
      func: () => 0,
    });
    const asked = frames.map(({ frameId }) =>
      chrome.tabs
        .sendMessage(tabId, { type: 'snapshot', elements: true }, { frameId })
        .catch(() => null),
    );
    // One that goes while it is asked answers never, in some browsers.
    const late = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 3_000));
    return Promise.all(asked.map((each) => Promise.race([each, late()])));
  }, page.tabId);
  return answers.flatMap((answer) => (answer ? [v.parse(PageSnapshot, answer)] : []));
}

/** Every text of all frames, with its flag, in order: settled, and `count` of them. */
export async function textsOf(driver: Driver, page: DrivenPage, count: number): Promise<string[]> {
  let last: string[] = [];
  try {
    return await poll(
      async () => {
        const frames = await snapshotsOf(driver, page);
        last = frames
          .flatMap(({ elements }) => elements)
          .map(({ text, verdict }) => `${text}: ${verdict?.flag ?? 'waiting'}`)
          .sort();
        return frames.every(({ settled }) => settled) && last.length === count ? last : undefined;
      },
      { what: `${count} texts in all frames`, timeoutMs: 20_000 },
    );
  } catch (error) {
    throw new Error(`${error}\n${last.join('\n')}`);
  }
}
