/**
 * Draws an SVG, where there is a document: neither a service worker nor a Worker can. As an image it
 * runs no scripts and loads nothing. Its size is bounded before it is drawn, and so is the time that
 * the browser may take to read it.
 */

/** Bytes of an SVG at most: it is read on the thread that carries the guard's messages. */
const MAX_SVG_BYTES = 2 * 1024 * 1024;
const LOAD_MS = 5_000;
/** A small drawing is enlarged to this, in pixels of the longer side: it loses nothing by it. */
const ENOUGH = 256;
/** Where it says nothing of its size, as in CSS. */
const DEFAULT_SIZE: Size = { width: 300, height: 150 };

interface Size {
  width: number;
  height: number;
}

/**
 * A picture of an SVG, `side` pixels on its longer side at most, transparent where it is.
 * Null where it is none that can be drawn.
 */
export async function drawSvg(svg: Blob, side: number): Promise<ImageBitmap | null> {
  if (svg.size > MAX_SVG_BYTES) return null;
  const text = await svg.text();
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (!(root instanceof SVGSVGElement)) return null;
  const natural = naturalSize(root);
  const { width, height } = drawnSize(natural, side);
  // It is scaled as a drawing and not as a picture: so it is sharp, and keeps its shape.
  if (!root.hasAttribute('viewBox')) {
    root.setAttribute('viewBox', `0 0 ${natural.width} ${natural.height}`);
  }
  root.setAttribute('width', `${width}`);
  root.setAttribute('height', `${height}`);
  const image = await loaded(new XMLSerializer().serializeToString(root));
  if (!image) return null;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(image, 0, 0, width, height);
  return canvas.transferToImageBitmap();
}

/**
 * By a `data:` address: drawn from a `blob:`, an SVG with a `foreignObject` taints Chromium's canvas,
 * and its picture could not leave this document.
 */
async function loaded(svg: string): Promise<HTMLImageElement | null> {
  const image = new Image();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), LOAD_MS);
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  const decoded = image.decode().then(
    () => image,
    () => null,
  );
  const result = await Promise.race([decoded, late]).finally(() => clearTimeout(timer));
  // Too late: it is not to go on.
  if (!result) image.src = '';
  return result;
}

function naturalSize(root: SVGSVGElement): Size {
  const width = pixels(root.width);
  const height = pixels(root.height);
  const { width: boxWidth, height: boxHeight } = root.viewBox.baseVal;
  const box = boxWidth > 0 && boxHeight > 0 ? { width: boxWidth, height: boxHeight } : null;
  if (width && height) return { width, height };
  if (width) return { width, height: box ? (width * box.height) / box.width : DEFAULT_SIZE.height };
  if (height)
    return { width: box ? (height * box.width) / box.height : DEFAULT_SIZE.width, height };
  return box ?? DEFAULT_SIZE;
}

/** Null where it depends on a box or a font that are not there. */
function pixels({ baseVal }: SVGAnimatedLength): number | null {
  const { unitType, value } = baseVal;
  const absolute =
    unitType === SVGLength.SVG_LENGTHTYPE_NUMBER || unitType >= SVGLength.SVG_LENGTHTYPE_PX;
  return absolute && Number.isFinite(value) && value > 0 ? value : null;
}

function drawnSize({ width, height }: Size, side: number): Size {
  const longer = Math.max(width, height);
  const scale = Math.min(side, Math.max(longer, ENOUGH)) / longer;
  const whole = (length: number) => Math.min(side, Math.max(1, Math.round(length * scale)));
  return { width: whole(width), height: whole(height) };
}
