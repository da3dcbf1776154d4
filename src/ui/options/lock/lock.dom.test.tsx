import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Lockable } from '../../../core/lockable';
import { FakeLock, lockedView } from '../../testing/fake-lock';
import type { FakeOptionsLink } from '../../testing/fake-options-link';
import { type MountedOptions, mountOptions } from '../../testing/mount-options';
import {
  barriers,
  button,
  focused,
  look,
  SCHEMES,
  sticksOut,
  tabTo,
} from '../../testing/on-screen';
import { until } from '../../testing/until';

let mounted: MountedOptions | null = null;

beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

async function open(lock: FakeLock): Promise<FakeOptionsLink> {
  mounted = await mountOptions((link) => {
    link.base.lock = lock;
  });
  await until(() => document.querySelector('#parental-mode') !== null, 'parental mode');
  return mounted.link;
}

const dialog = () => document.querySelector<HTMLDialogElement>('dialog.unlock[open]');
const schedule = [
  { days: [1, 2, 3, 4, 5], from: 420, to: 1_260 },
  { days: [5, 6], from: 1_260, to: 360 },
];

const off = () => new FakeLock({ status: 'off' });
const closed = () => new FakeLock();
const scenes: { name: string; lock: () => FakeLock; first?: () => Promise<unknown> }[] = [
  { name: 'no lock', lock: off },
  { name: 'a closed lock', lock: () => new FakeLock(lockedView({ schedule })) },
  {
    name: 'an open lock',
    lock: () => new FakeLock({ ...lockedView(), status: 'unlocked', until: Date.now() + 6e5 }),
  },
  { name: 'a lock that cannot be read', lock: () => new FakeLock({ status: 'unreadable' }) },
  {
    name: 'the PIN asked for',
    lock: closed,
    first: () => userEvent.click(button('Unlock')),
  },
  {
    name: 'a wait after wrong tries',
    lock: () => new FakeLock(lockedView({ pinWaitMs: 29_000 })),
    first: () => userEvent.click(button('Unlock')),
  },
  {
    name: 'the recovery code asked for',
    lock: closed,
    first: async () => {
      await userEvent.click(button('Unlock'));
      await userEvent.click(button('Forgot the PIN? Use the recovery code'));
    },
  },
  {
    name: 'a PIN to be changed',
    lock: closed,
    first: () => userEvent.click(button('Change the PIN')),
  },
];

describe.each(scenes)('$name', ({ lock, first }) => {
  it('fits on 320 pixels', async () => {
    await look(320, 'light');
    await open(lock());
    await first?.();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(sticksOut()).toEqual([]);
  });

  it.each(SCHEMES)('can be read by everybody, in %s', async (scheme) => {
    await look(800, scheme);
    await open(lock());
    await first?.();
    expect(await barriers()).toEqual([]);
  });
});

it('sets a lock up, and shows its recovery code once', async () => {
  const link = await open(off());
  const [pin, again] = ['New PIN, 4 to 12 digits', 'The same PIN once more'];
  await userEvent.fill(page.getByLabelText(pin), '1234');
  await userEvent.fill(page.getByLabelText(again), '1234');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('That PIN is easily guessed.')).toBeVisible();
  await expect.element(page.getByLabelText(pin)).toHaveFocus();
  await userEvent.fill(page.getByLabelText(pin), '8305');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('The two PINs are not the same.')).toBeVisible();
  expect(link.requests).toEqual([]);
  await userEvent.fill(page.getByLabelText(again), '๘๓๐๕');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('7K3QM-01ABC-DEFGH-JKMNP')).toBeVisible();
  await until(() => focused() === 'Your recovery code', 'the focus');
  await userEvent.click(button('Done'));
  await expect.element(page.getByText('Tick the box first')).toBeVisible();
  await userEvent.click(page.getByLabelText('I have written it down'));
  await userEvent.click(button('Done'));
  await expect.element(button('Change the PIN')).toBeVisible();
  expect(document.body.textContent).not.toContain('7K3QM');
  expect(link.requests).toEqual([{ type: 'lock.setUp', pin: '8305' }]);
});

describe('a change while it is closed', () => {
  it('asks for the PIN, and is done when it is right', async () => {
    const lock = closed();
    const link = await open(lock);
    await userEvent.click(page.getByRole('radio', { name: 'Thorough' }));
    await until(() => dialog() !== null, 'the dialog');
    expect(document.activeElement?.getAttribute('type')).toBe('password');
    await userEvent.keyboard('12345{Enter}');
    await expect.element(page.getByText('That is not it.')).toBeVisible();
    expect(document.activeElement).toHaveProperty('value', '');
    expect(lock.asked).toEqual(['pin']);
    await userEvent.keyboard('8305{Enter}');
    await until(() => dialog() === null, 'the end of the dialog');
    await expect.element(page.getByText('Saved.')).toBeVisible();
    expect(link.settings.imageDetail).toBe('thorough');
    expect(link.requests.map(({ type }) => type)).toEqual([
      'guard.detail',
      'lock.unlock',
      'lock.unlock',
      'guard.detail',
    ]);
  });

  it('is given up with Escape, and everything stays', async () => {
    const link = await open(closed());
    await userEvent.click(page.getByRole('radio', { name: 'Thorough' }));
    await until(() => dialog() !== null, 'the dialog');
    await userEvent.keyboard('{Escape}');
    await until(() => dialog() === null, 'the end of the dialog');
    await expect.element(page.getByText('This is locked, so nothing was changed.')).toBeVisible();
    await expect.element(page.getByRole('radio', { name: 'Balanced' })).toBeChecked();
    expect(link.settings.imageDetail).toBe('balanced');
  });

  it('goes on when another page has opened it', async () => {
    const lock = closed();
    const link = await open(lock);
    await userEvent.click(page.getByRole('radio', { name: 'Thorough' }));
    await until(() => dialog() !== null, 'the dialog');
    lock.view = { ...lockedView(), status: 'unlocked', until: Date.now() + 6e5 };
    link.background.tell({ type: 'lock', lock: lock.view });
    await until(() => dialog() === null, 'the end of the dialog');
    await expect.element(page.getByText('Saved.')).toBeVisible();
  });

  it('waits after wrong tries, and counts down', async () => {
    const lock = new FakeLock(lockedView({ pinWaitMs: 61_000 }));
    const link = await open(lock);
    await userEvent.click(button('Unlock'));
    await expect.element(page.getByText('Too many wrong tries.')).toBeVisible();
    await expect.element(page.getByText(/Next try in 1:0\d/)).toBeVisible();
    await userEvent.keyboard('8305{Enter}');
    expect(link.requests).toEqual([]);
    // The code is counted apart.
    await userEvent.click(button('Forgot the PIN? Use the recovery code'));
    expect(document.body.textContent).not.toContain('Next try in');
    link.background.tell({ type: 'lock', lock: lockedView() });
    await userEvent.click(button('Use the PIN'));
    expect(document.body.textContent).not.toContain('Next try in');
  });

  it('is done with the recovery code, after the new code was read', async () => {
    const lock = closed();
    const link = await open(lock);
    await userEvent.click(page.getByRole('radio', { name: 'Fast' }));
    await userEvent.click(button('Forgot the PIN? Use the recovery code'));
    await userEvent.keyboard('7K3QM{Tab}83051{Tab}83051{Enter}');
    await expect.element(page.getByText('A recovery code is 20 letters and digits')).toBeVisible();
    await userEvent.fill(page.getByLabelText('Recovery code', { exact: true }), lock.code);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('It is shown only now')).toBeVisible();
    // Neither Escape nor the news of an open lock takes the code away.
    link.background.tell({ type: 'lock', lock: lock.view });
    await userEvent.keyboard('{Escape}');
    expect(dialog()).not.toBeNull();
    expect(link.settings.imageDetail).toBe('balanced');
    await tabTo('Copy');
    await userEvent.click(page.getByLabelText('I have written it down'));
    await userEvent.click(button('Done'));
    await until(() => link.settings.imageDetail === 'fast', 'the change');
    expect(dialog()).toBeNull();
  });
});

it('is closed by a click, and by time', async () => {
  const lock = new FakeLock({ ...lockedView(), status: 'unlocked', until: Date.now() + 6e5 });
  const link = await open(lock);
  await expect.element(page.getByText(/^Unlocked until/)).toBeVisible();
  await userEvent.click(button('Lock now'));
  await expect.element(page.getByText('Locked', { exact: true })).toBeVisible();
  link.background.tell({
    type: 'lock',
    lock: { ...lockedView(), status: 'unlocked', until: Date.now() + 80 },
  });
  await expect.element(page.getByText(/^Unlocked until/)).toBeVisible();
  await expect.element(page.getByText('Locked', { exact: true })).toBeVisible();
});

it('turns parental mode on and off', async () => {
  const link = await open(off());
  link.preferences.protection.text = 'hide';
  const mode = page.getByLabelText('A child reads here');
  await userEvent.click(mode);
  await expect.element(mode).toBeChecked();
  await expect.element(page.getByText('Without a PIN a child can turn this off.')).toBeVisible();
  expect(link.preferences).toMatchObject({ parental: true, protection: { hold: true } });
  await userEvent.click(mode);
  await until(() => !link.preferences.parental, 'the end');
  expect(link.preferences.protection).toMatchObject({ text: 'hide', hold: false });
});

describe('the schedule', () => {
  const openLock = () =>
    open(new FakeLock({ ...lockedView(), status: 'unlocked', until: Date.now() + 6e5 }));

  it('is written with days and times', async () => {
    const link = await openLock();
    await userEvent.click(page.getByRole('radio', { name: 'At these times' }));
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
      await userEvent.click(page.getByLabelText(day));
    }
    await userEvent.click(button('Save the times'));
    await expect.element(page.getByText('Choose at least one day.')).toBeVisible();
    await userEvent.click(page.getByLabelText('Saturday'));
    await userEvent.fill(page.getByLabelText('From', { exact: true }), '21:00');
    await userEvent.fill(page.getByLabelText('To', { exact: true }), '06:30');
    await expect.element(page.getByText('until the day after')).toBeVisible();
    await userEvent.click(button('Save the times'));
    await expect.element(page.getByText('Saved.')).toBeVisible();
    expect(link.requests).toEqual([
      { type: 'lock.schedule', schedule: [{ days: [6], from: 1_260, to: 390 }] },
    ]);
    await userEvent.click(button('Remove times 1'));
    await expect.element(page.getByRole('radio', { name: 'Always' })).toBeChecked();
    expect(link.requests.at(-1)).toEqual({ type: 'lock.schedule', schedule: [] });
  });
});

it.each(SCHEMES)('with everything locked can be read by everybody, in %s', async (scheme) => {
  await look(360, scheme);
  const link = await open(off());
  const all = [...Lockable.options];
  link.background.tell({ type: 'policy', policy: { set: all, locked: all } });
  await until(() => document.querySelectorAll('.managed-note').length > 5, 'the notes');
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
});

it('shows by whom a setting is set, and closes those that are locked', async () => {
  const link = await open(off());
  link.background.tell({
    type: 'policy',
    policy: { set: ['pace', 'parental'], locked: ['parental', 'imageDetail'] },
  });
  await until(() => document.querySelectorAll('.managed-note').length === 3, 'the notes');
  await expect.element(page.getByRole('radio', { name: 'Fast' })).toBeDisabled();
  await expect.element(page.getByLabelText('A child reads here')).toBeDisabled();
  await expect.element(page.getByLabelText('Wait while a tab is hidden')).toBeEnabled();
  await expect.element(page.getByText('You can choose otherwise.')).toBeVisible();
  expect(await barriers()).toEqual([]);
  await look(320, 'dark');
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
});
