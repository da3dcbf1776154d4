/** What a page says of an image, which is asked with it: a reader has it before the eyes, too. */
import { MAX_CAPTION } from '../../core/image';
import { cutText } from '../../core/limits';
import { attribute, closest, doc, localName, parentElement, query } from '../dom';
import { collapse } from './text';
import { TYPED } from './typed';

/** Nodes of a `figcaption` that are looked at. */
const MAX_NODES = 200;

const NO_CAPTION = `${TYPED},textarea,option,script,style`;

/** Alternative text, else the figure's caption, else a label or title; empty where there is none. */
export function captionOf(element: Element): string {
  for (const read of [alternative, figureCaption, label, title, drawingTitle]) {
    const caption = short(read(element) ?? '');
    if (caption !== '') return caption;
  }
  return '';
}

const alternative = (element: Element): string | null => attribute(element, 'alt');
const label = (element: Element): string | null => attribute(element, 'aria-label');
const title = (element: Element): string | null => attribute(element, 'title');

function figureCaption(element: Element): string | null {
  const figure = closest(element, 'figure');
  const caption = figure && query(figure, 'figcaption');
  return caption && startOf(caption);
}

function drawingTitle(element: Element): string | null {
  const drawing = localName(element) === 'svg' ? query(element, ':scope > title') : null;
  return drawing && startOf(drawing);
}

/** The first text in it: it may hold megabytes. What a person is writing there is none. */
function startOf(element: Element): string {
  const walker = doc.walker(element, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let i = 0; i < MAX_NODES && text.length < MAX_CAPTION; i++) {
    const node = walker.nextNode();
    if (!(node instanceof Text)) break;
    const parent = parentElement(node);
    if (parent && closest(parent, NO_CAPTION)) continue;
    text += ` ${node.data.slice(0, 2 * MAX_CAPTION)}`;
  }
  return text;
}

/** Twice as much as is kept goes in, for white space that goes. */
const short = (text: string): string =>
  cutText(collapse([cutText(text, 2 * MAX_CAPTION)]), MAX_CAPTION);
