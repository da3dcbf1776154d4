/** The bytes in a `data:` address, in which a page's own pictures come (canvas, video, inline SVG). */
import { MAX_IMAGE_DATA } from '../../core/image';

/**
 * Null where the address holds no image, is longer than one may be, or is not well-formed. The type
 * that it names is not believed.
 */
export async function bytesOfData(address: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (address.length > MAX_IMAGE_DATA || !/^data:image\//i.test(address)) return null;
  try {
    // The browser's own reader, so that they are the bytes that the page shows.
    const response = await fetch(address);
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    return null;
  }
}
