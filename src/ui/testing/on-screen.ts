/** What tests of whole pages look at: widths and schemes, what sticks out, where the focus is. */
import axe from 'axe-core';
import { expect } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';

export const SCHEMES = ['light', 'dark'] as const;

export async function look(width: number, scheme: (typeof SCHEMES)[number]): Promise<void> {
  await page.viewport(width, 800);
  await cdp().send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      // Contrast is measured at rest.
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
}

/** Things that stick out of the page on either side. */
export const sticksOut = (): string[] =>
  [...document.body.querySelectorAll('*')]
    .filter((each) => !each.closest('.visually-hidden'))
    .filter((each) => {
      const { left, right } = each.getBoundingClientRect();
      return right > window.innerWidth + 0.5 || left < -0.5;
    })
    .map((each) => each.outerHTML.slice(0, 120));

/** What keeps somebody from reading the page. */
export async function barriers(): Promise<unknown[]> {
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map((node) => [node.html, node.failureSummary]),
  }));
}

export const button = (name: string) => page.getByRole('button', { name, exact: true });

export const focused = (): string =>
  document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '';

/** Presses Tab until what has this name has the focus. */
export async function tabTo(name: string): Promise<void> {
  for (let i = 0; i < 60 && focused() !== name; i++) await userEvent.tab();
  expect(focused()).toBe(name);
}
