/** A page with images under the content script, for browser tests. */
import { afterEach, vi } from 'vitest';
import { verdictOf } from '../../core/verdict';
import { begin } from '../begin';
import type { Handle } from '../screening';
import { FakeLink } from './fake-link';
import { imagesIn, sourceOf } from './pictures';

let handle: Handle | null = null;

/** Call it once in a file of tests. */
export function cleanAfterEach(): void {
  afterEach(() => {
    handle?.stop();
    handle = null;
    document.body.replaceChildren();
    document.body.removeAttribute('class');
    for (const style of document.head.querySelectorAll('style.test')) style.remove();
    scrollTo(0, 0);
    vi.restoreAllMocks();
  });
}

/** Unsafe where the caption or the address holds "bad"; images without either are safe. */
export function screen(html: string, css = ''): FakeLink {
  const style = document.createElement('style');
  style.className = 'test';
  style.textContent = css;
  document.head.append(style);
  document.body.innerHTML = html;
  const link = new FakeLink();
  link.judge = (text, request) => {
    const address =
      request.kind === 'image' && request.source.from === 'web' ? request.source.url : '';
    return verdictOf(/bad/.test(text + address) ? 0.97 : 0.02, 'local');
  };
  handle = begin(link);
  return link;
}

/** However loaded the machine is. */
export const eventually = (check: () => void | Promise<void>, options = { timeout: 10_000 }) =>
  vi.waitFor(check, options);
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export const get = <T extends Element = HTMLElement>(selector: string): T => {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`${selector} is not there`);
  return element;
};
export const here = (path: string): string => new URL(path, location.href).href;
/** A picture that Vitest's server has. */
export const ICON = '/icons/seawall-128.png';
export const asked = (link: FakeLink): string[] => imagesIn(link.requests).map(sourceOf);

export async function images(link: FakeLink) {
  const { elements } = await link.settled();
  return elements.filter(({ kind }) => kind === 'image');
}
