import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultPreferences } from '../../core/preferences';
import type { UiEvent, UiRequest } from '../../platform/messages';
import { type FakeLink, picture, unsafe } from '../testing/fake-link';
import { FakeLock } from '../testing/fake-lock';
import { type Mounted, mount, mountPage } from '../testing/mount';
import { barriers, button, look, SCHEMES, sticksOut } from '../testing/on-screen';
import { SMALL_PICTURE } from '../testing/scenes';
import { until } from '../testing/until';

let mounted: Mounted | null = null;
beforeEach(() => look(360, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

const dialog = () => document.querySelector('dialog.unlock[open]');
const closed = (link: FakeLink) => {
  link.lock = new FakeLock();
};
const siteSwitch = page.getByRole('switch');

it('turns a site off, and gives its permission back, only with the PIN', async () => {
  mounted = await mount(closed);
  const { link } = mounted;
  await userEvent.click(siteSwitch);
  await until(() => dialog() !== null, 'the dialog');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('This is locked, so nothing was changed.')).toBeVisible();
  await expect.element(siteSwitch).toBeChecked();
  expect(link.calls).not.toContain('remove example.com');
  await userEvent.click(siteSwitch);
  await until(() => dialog() !== null, 'the dialog');
  await userEvent.keyboard('8305{Enter}');
  await expect.element(siteSwitch).not.toBeChecked();
  expect(link.calls.slice(-2)).toEqual(['site.set', 'remove example.com']);
});

it('shows a picture only with the PIN', async () => {
  mounted = await mountPage([picture(1, {}, { verdict: unsafe() })], (link) => {
    closed(link);
    link.thumbnails.set('https://img.example.com/1.jpg', SMALL_PICTURE);
  });
  const show = page.getByRole('button', { name: 'Show the picture: Picture 1' });
  await userEvent.click(show);
  await until(() => dialog() !== null, 'the dialog');
  await userEvent.keyboard('{Escape}');
  await expect.element(show).toBeVisible();
  await userEvent.click(show);
  await userEvent.keyboard('8305{Enter}');
  await expect
    .element(page.getByRole('button', { name: 'Hide the picture: Picture 1' }))
    .toBeVisible();
});

it('does not write out what the page covers', async () => {
  mounted = await mountPage([picture(1, {}, { verdict: unsafe() })], closed);
  const { link } = mounted;
  await expect.element(page.getByText('Picture 1')).toBeVisible();
  const preferences = { ...defaultPreferences(), parental: true };
  link.background.tell({ type: 'preferences', preferences } satisfies UiEvent);
  await until(() => !document.body.textContent?.includes('Picture 1'), 'the words to go');
});

it.each(SCHEMES)('asks for the PIN so that everybody can read it, in %s', async (scheme) => {
  await look(320, scheme);
  mounted = await mount(closed);
  await userEvent.click(button('Unlock'));
  await until(() => dialog() !== null, 'the dialog');
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
});

it('says who has set a site, and leaves it', async () => {
  mounted = await mount((link) => {
    const { ask } = link;
    link.ask = async (request: UiRequest) => {
      const answer = await ask.call(link, request);
      return request.type === 'site.get' ? { ok: true, mode: 'screen', siteFixed: true } : answer;
    };
  });
  await expect.element(page.getByText('Set by your organisation.')).toBeVisible();
  await userEvent.click(siteSwitch, { force: true });
  await expect.element(siteSwitch).toBeChecked();
  expect(mounted.link.calls).not.toContain('site.set');
  for (const scheme of SCHEMES) {
    await look(360, scheme);
    expect(await barriers()).toEqual([]);
  }
});

it('leads to the week in parental mode', async () => {
  mounted = await mount();
  expect(document.body.textContent).not.toContain('This week');
  mounted.link.background.tell({
    type: 'preferences',
    preferences: { ...defaultPreferences(), parental: true },
  } satisfies UiEvent);
  await userEvent.click(button('This week'));
  expect(mounted.link.calls).toContain('open summary');
});
