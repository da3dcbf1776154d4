/** What an engine elsewhere is sent of an image. */
import type { Images } from './images';
import { type DrawSvg, pictureOf } from './picture';

/** Pixels of the longer side of what is sent: enough for a guard, and no more than is needed. */
const SENT_SIDE = 768;

/** A data URL; null where the image is not to be had any more, or cannot be drawn. */
export async function pictureToSend(
  token: string,
  images: Pick<Images, 'give'>,
  draw: DrawSvg,
): Promise<string | null> {
  const image = await images.give(token);
  if (!image?.ok) return null;
  const options = { side: SENT_SIDE, type: 'image/jpeg', quality: 0.85, draw } as const;
  return pictureOf(new Blob([image.bytes]), options).catch(() => null);
}
