/**
 * How a folder that a person picked on an extension page comes to the store's Worker. The page
 * holds the files under a token; the Worker asks for them by a channel that all of the extension's
 * pages and Workers share, and no web page does. Files cross it without their bytes being copied.
 */
import * as v from 'valibot';

const CHANNEL = 'seawall-folder';
const POLL_MS = 500;

const Token = v.pipe(v.string(), v.maxLength(100));
const Wanted = v.object({ type: v.literal('wanted'), token: Token });
const Offered = v.object({
  type: v.literal('offered'),
  token: Token,
  files: v.array(v.object({ path: v.string(), file: v.instance(Blob) })),
});

export interface PickedFile {
  /** As `webkitRelativePath` has it: the picked folder's name in front. */
  readonly path: string;
  readonly file: File;
}

/** A picked folder, offered for as long as its page lives or until `close`. */
export function offerFolder(picked: readonly PickedFile[]): { token: string; close(): void } {
  const token = crypto.randomUUID();
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    const wanted = v.safeParse(Wanted, event.data);
    if (!wanted.success || wanted.output.token !== token) return;
    const offered: v.InferInput<typeof Offered> = { type: 'offered', token, files: [...picked] };
    channel.postMessage(offered);
  };
  return { token, close: () => channel.close() };
}

/**
 * The files that a page offers under a token, by their paths within the folder.
 * @throws Error where no page answers in time
 */
export function takeFolder(token: string, timeoutMs: number): Promise<ReadonlyMap<string, Blob>> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise<ReadonlyMap<string, Blob>>((resolve, reject) => {
    // Asked more than once: the page may only just be opening.
    const ask = () => channel.postMessage({ type: 'wanted', token });
    const poll = setInterval(ask, POLL_MS);
    const timer = setTimeout(() => {
      end();
      reject(new Error(`no page offers it after ${Math.round(timeoutMs / 1000)} s`));
    }, timeoutMs);
    const end = () => {
      clearInterval(poll);
      clearTimeout(timer);
      channel.close();
    };
    channel.onmessage = (event: MessageEvent<unknown>) => {
      const offered = v.safeParse(Offered, event.data);
      if (!offered.success || offered.output.token !== token) return;
      end();
      resolve(new Map(offered.output.files.map(({ path, file }) => [withinFolder(path), file])));
    };
    ask();
  });
}

/** `seawall-4b/vision/weights.0` → `vision/weights.0`. */
const withinFolder = (path: string): string => path.replace(/^[^/]*\//, '');
