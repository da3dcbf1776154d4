/** The document that a test runs in, screened; ended and emptied after each test. */
import { afterEach } from 'vitest';
import { begin } from '../begin';
import type { Screening } from '../screening';
import { FakeLink } from './fake-link';

let current: Screening | null = null;

afterEach(() => {
  current?.stop();
  current = null;
  document.body.replaceChildren();
  for (const style of document.head.querySelectorAll('style.test')) style.remove();
});

/** What runs now. */
export const running = (): Screening | null => current;

/** What `begin` gives is what was there already, or a new one. */
export function start(link: FakeLink): Screening {
  current = begin(link) as Screening;
  return current;
}

/** Puts this into the body, and begins. */
export function screen(html: string, css = ''): FakeLink {
  if (css !== '') styled(css);
  document.body.innerHTML = html;
  const link = new FakeLink();
  start(link);
  return link;
}

export function styled(css: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.className = 'test';
  style.textContent = css;
  document.head.append(style);
  return style;
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

export function get(selector: string, root: ParentNode = document): HTMLElement {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`${selector} is not there`);
  return element;
}
