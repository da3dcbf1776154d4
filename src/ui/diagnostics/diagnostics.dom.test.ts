import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fitsInEveryLanguage } from '../testing/every-language';
import { mountDiagnostics } from '../testing/mount-diagnostics';
import { barriers, button, look, SCHEMES, sticksOut } from '../testing/on-screen';
import { until } from '../testing/until';

type Mounted = Awaited<ReturnType<typeof mountDiagnostics>>;
let mounted: Mounted | null = null;
beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
  vi.restoreAllMocks();
});

const report = () => document.querySelector('pre')?.textContent ?? '';

it('shows all of what it copies before it is copied', async () => {
  mounted = await mountDiagnostics();
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const shown = report();
  expect(shown).toContain('self-test: passed');
  await userEvent.click(button('Copy'));
  await expect.element(page.getByText('Copied.')).toBeVisible();
  expect(copied).toHaveBeenCalledWith(shown);
});

it('says so where it could not be copied', async () => {
  mounted = await mountDiagnostics();
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
  await userEvent.click(button('Copy'));
  await expect.element(page.getByText('The browser did not let Seawall copy it.')).toBeVisible();
});

it('is saved as it is shown', async () => {
  mounted = await mountDiagnostics();
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  await userEvent.click(button('Save to a file'));
  const [link] = clicked.mock.contexts as HTMLAnchorElement[];
  expect(link?.download).toBe('seawall-diagnostics.txt');
  expect(await (await fetch(link?.href ?? '')).text()).toBe(report());
});

it('looks again, and tells what the browser knows where Seawall does not answer', async () => {
  mounted = await mountDiagnostics();
  mounted.link.ask = async () => Promise.reject(new Error('gone'));
  await userEvent.click(button('Look again'));
  await until(() => report().includes('The background did not answer.'), 'the partial report');
  await expect.element(page.getByText('its part is missing')).toBeVisible();
  expect(report()).toContain('WebGPU: yes');
});

describe.each(SCHEMES)('in %s', (scheme) => {
  it('can be read by everybody, where there is little room too', async () => {
    await look(320, scheme);
    mounted = await mountDiagnostics();
    expect(await barriers()).toEqual([]);
    expect(sticksOut()).toEqual([]);
  });
});

fitsInEveryLanguage([{ name: 'the page', mount: () => mountDiagnostics() }]);
