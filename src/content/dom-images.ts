/**
 * What is read of nodes that show images, from their prototypes as in dom.ts: a page's own property
 * on an image (`Object.defineProperty(img, 'currentSrc', …)`) is none of the browser's words.
 */
import { parentNode, reader } from './dom';

/** Not there in unit tests, which have no nodes either. */
const world: Partial<
  Pick<
    typeof globalThis,
    | 'HTMLImageElement'
    | 'HTMLInputElement'
    | 'HTMLVideoElement'
    | 'HTMLMediaElement'
    | 'HTMLCanvasElement'
    | 'HTMLObjectElement'
    | 'HTMLEmbedElement'
    | 'SVGElement'
    | 'SVGImageElement'
  >
> = globalThis;

const img = world.HTMLImageElement?.prototype;
export const imageOf = {
  /** What the browser chose of `src`, `srcset` and the sources around; empty before it has. */
  currentAddress: reader(img, 'currentSrc'),
  address: reader(img, 'src'),
  /** Loaded or failed, or there is nothing to load. */
  isComplete: reader(img, 'complete'),
  /** `lazy`: not before it comes near the window. */
  loading: reader(img, 'loading'),
  width: reader(img, 'naturalWidth'),
  height: reader(img, 'naturalHeight'),
};

const input = world.HTMLInputElement?.prototype;
export const inputOf = { type: reader(input, 'type'), address: reader(input, 'src') };

const video = world.HTMLVideoElement?.prototype;
const media = world.HTMLMediaElement?.prototype;
export const videoOf = {
  poster: reader(video, 'poster'),
  width: reader(video, 'videoWidth'),
  height: reader(video, 'videoHeight'),
  isPaused: reader(media, 'paused'),
  hasEnded: reader(media, 'ended'),
  readiness: reader(media, 'readyState'),
};

const canvas = world.HTMLCanvasElement?.prototype;
export const canvasOf = { width: reader(canvas, 'width'), height: reader(canvas, 'height') };

const object = world.HTMLObjectElement?.prototype;
export const objectOf = { type: reader(object, 'type'), address: reader(object, 'data') };
const embed = world.HTMLEmbedElement?.prototype;
export const embedOf = { type: reader(embed, 'type'), address: reader(embed, 'src') };

const svg = world.SVGElement?.prototype;
export const svgOwner = reader(svg, 'ownerSVGElement');
export const svgImageAddress = reader(world.SVGImageElement?.prototype, 'href');

/** The drawing that a node is part of: the outermost `svg`; null where it is part of none. */
export function drawingOf(node: Node): SVGElement | null {
  const part = node instanceof Text ? parentNode(node) : node;
  if (!(part instanceof SVGElement)) return null;
  let drawing = part;
  for (let owner = svgOwner(drawing); owner; owner = svgOwner(drawing)) drawing = owner;
  return drawing;
}
