/** Pictures for DOM tests, made on the spot: nothing is fetched, and each is another one. */
import type { ScreenRequest } from '../../platform/messages';

export type ImageRequest = Extract<ScreenRequest, { kind: 'image' }>;

export interface Picture {
  data: string;
  blob: Blob;
}

export async function picture(width: number, height: number, color = 'teal'): Promise<Picture> {
  const blob = await painted(width, height, color).convertToBlob({ type: 'image/png' });
  return { blob, data: await dataOf(blob) };
}

export function painted(width: number, height: number, color: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = color;
  context.fillRect(0, 0, width, height);
  return canvas;
}

export const dataOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/** Size and first pixel of what was asked. */
export async function lookAt(address: string): Promise<{
  width: number;
  height: number;
  pixel: number[];
}> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0, width, height);
  return { width, height, pixel: [...context.getImageData(width >> 1, height >> 1, 1, 1).data] };
}

export const imagesIn = (requests: readonly ScreenRequest[]): ImageRequest[] =>
  requests.filter((request) => request.kind === 'image');

/** Where an asked image's bytes are. */
export const sourceOf = ({ source }: ImageRequest): string =>
  source.from === 'web' ? source.url : source.data;
