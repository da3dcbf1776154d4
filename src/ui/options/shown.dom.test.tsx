import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type MountedOptions, mountOptions } from '../testing/mount-options';
import { barriers, look, sticksOut } from '../testing/on-screen';
import { until } from '../testing/until';

let mounted: MountedOptions | null = null;
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

const open = async (): Promise<MountedOptions> => {
  mounted = await mountOptions();
  await until(() => document.querySelector('#shown') !== null, 'the section');
  return mounted;
};
const changes = ({ link }: MountedOptions) =>
  link.requests.flatMap((each) =>
    each.type === 'preferences.set' ? [each.change.protection] : [],
  );

it('covers texts everywhere, and keeps what else was chosen', async () => {
  const here = await open();
  await page.getByRole('radio', { name: 'Cover', exact: true }).first().click();
  await until(() => changes(here).length === 1, 'the change');
  expect(changes(here)[0]).toMatchObject({ text: 'cover', images: 'blur', hold: false });
  await until(() => document.querySelector('#shown ~ * .saved')?.textContent !== '', 'the word');
});

it('holds until it is judged, by the keyboard, for as many seconds as are written', async () => {
  const here = await open();
  document.querySelector<HTMLElement>('#hold')?.focus();
  await userEvent.keyboard(' ');
  await until(() => document.querySelector('#hold-seconds') !== null, 'the seconds');
  await userEvent.fill(page.getByLabelText('Wait at most this many seconds'), '90');
  await userEvent.tab();
  await until(() => document.querySelector('#hold-problem')?.textContent !== '', 'the problem');
  await userEvent.fill(page.getByLabelText('Wait at most this many seconds'), '9');
  await userEvent.tab();
  await until(() => changes(here).length === 2, 'the change');
  expect(changes(here)[1]).toMatchObject({ hold: true, holdSeconds: 9 });
});

it.each(['light', 'dark'] as const)('fits 320 px and everybody in %s', async (scheme) => {
  await look(320, scheme);
  await open();
  document.querySelector<HTMLElement>('#hold')?.click();
  await until(() => document.querySelector('#hold-seconds') !== null, 'the seconds');
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
});

it('says why it is refused, and shows what holds', async () => {
  const here = await open();
  here.link.refuses = 'This is locked. Type the PIN to go on.';
  await page.getByRole('radio', { name: 'Hide', exact: true }).first().click();
  await until(() => document.querySelector('.note-trouble') !== null, 'the sentence');
  expect(document.querySelector('.note-trouble')?.textContent).toContain('This is locked');
  expect(
    document.querySelector<HTMLInputElement>('input[name=shown-text][value=mark]')?.checked,
  ).toBe(true);
});
