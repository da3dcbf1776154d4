/**
 * The content script. It may be put into the same document more than once (dynamic registration
 * and direct injection can meet; a site can be turned off and on): one instance runs at a time.
 * The handle is an own property of the isolated world's global object. The page cannot set one
 * there, but what it names its elements and frames shows through: begin.ts reads past that.
 *
 * Where pages are held it runs from their beginning, and begins to screen when there is a body (when-read.ts).
 */
import { contentLink } from '../platform/content-link-browser';
import { begin } from './begin';
import { doc } from './dom';
import { holdEarly } from './protect/early';
import { whenRead } from './when-read';

// XML and SVG documents have no text blocks in our sense, and no place for marks.
if (doc.root instanceof HTMLElement) {
  const early = holdEarly(contentLink);
  whenRead(() => void begin(contentLink, early), early !== null);
}
