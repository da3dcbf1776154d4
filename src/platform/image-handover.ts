/**
 * How an image's bytes come from the background to the guard's Worker, and how an SVG is drawn where
 * there is a document. All of them are of one extension, so they share channels that no web page
 * has; what Chrome's ports carry is JSON, and images are not.
 */
import * as v from 'valibot';
import { ImageTrouble } from '../core/image';

const CHANNEL = 'seawall-image';
const DRAW_CHANNEL = 'seawall-draw';

const Token = v.pipe(v.string(), v.maxLength(100));
const Wanted = v.object({ type: v.literal('wanted'), token: Token });
const Bytes = v.custom<Uint8Array<ArrayBuffer>>((input) => input instanceof Uint8Array);
const Given = v.object({
  type: v.literal('given'),
  token: Token,
  image: v.variant('ok', [
    v.object({ ok: v.literal(true), bytes: Bytes }),
    v.object({ ok: v.literal(false), trouble: ImageTrouble, message: v.string() }),
  ]),
});
export type GivenImage = v.InferOutput<typeof Given>['image'];

/** The background's side: answers what a Worker wants. @returns ends it */
export function giveImages(find: (token: string) => Promise<GivenImage | null>): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = async (event: MessageEvent<unknown>) => {
    const wanted = v.safeParse(Wanted, event.data);
    if (!wanted.success) return;
    const { token } = wanted.output;
    const image = await find(token);
    if (image)
      channel.postMessage({ type: 'given', token, image } satisfies v.InferInput<typeof Given>);
  };
  return () => channel.close();
}

/**
 * The Worker's side.
 * @throws Error where the background does not answer in time: it has ended, or nobody wants the image
 */
export const takeImage = (
  token: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<GivenImage> =>
  askOver(CHANNEL, { type: 'wanted', token }, timeoutMs, signal, (data) => {
    const given = v.safeParse(Given, data);
    return given.success && given.output.token === token ? given.output.image : null;
  });

const Draw = v.object({
  type: v.literal('draw'),
  token: Token,
  svg: v.instance(Blob),
  /** Pixels of the longer side at most. */
  side: v.number(),
});
const Drawn = v.object({
  type: v.literal('drawn'),
  token: Token,
  /** Null where it is no picture. */
  bitmap: v.nullable(v.custom<ImageBitmap>((input) => input instanceof ImageBitmap)),
});

/** The side that has a document. @returns ends it */
export function drawImages(
  draw: (svg: Blob, side: number) => Promise<ImageBitmap | null>,
): () => void {
  const channel = new BroadcastChannel(DRAW_CHANNEL);
  channel.onmessage = async (event: MessageEvent<unknown>) => {
    const asked = v.safeParse(Draw, event.data);
    if (!asked.success) return;
    const { token, svg, side } = asked.output;
    const bitmap = await draw(svg, side).catch(() => null);
    channel.postMessage({ type: 'drawn', token, bitmap } satisfies v.InferInput<typeof Drawn>);
  };
  return () => channel.close();
}

/** The Worker's side: a picture of an SVG; null where it is none. @throws Error without an answer */
export function drawnImage(
  svg: Blob,
  side: number,
  timeoutMs: number,
): Promise<ImageBitmap | null> {
  const token = crypto.randomUUID();
  const asked = { type: 'draw', token, svg, side } satisfies v.InferInput<typeof Draw>;
  return askOver(DRAW_CHANNEL, asked, timeoutMs, undefined, (data) => {
    const drawn = v.safeParse(Drawn, data);
    return drawn.success && drawn.output.token === token ? drawn.output : null;
  }).then(({ bitmap }) => bitmap);
}

function askOver<T>(
  name: string,
  question: unknown,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  read: (data: unknown) => T | null,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const channel = new BroadcastChannel(name);
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      channel.close();
    };
    const aborted = () => {
      end();
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`no answer in ${Math.round(timeoutMs / 1000)} s`));
    }, timeoutMs);
    channel.onmessage = (event: MessageEvent<unknown>) => {
      const answer = read(event.data);
      if (answer === null) return;
      end();
      resolve(answer);
    };
    signal?.addEventListener('abort', aborted);
    if (signal?.aborted) aborted();
    else channel.postMessage(question);
  });
}
