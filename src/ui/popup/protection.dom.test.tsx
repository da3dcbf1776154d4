import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { element } from '../testing/fake-link';
import { type Mounted, mountPage } from '../testing/mount';
import { barriers, look, sticksOut } from '../testing/on-screen';
import { until } from '../testing/until';

let mounted: Mounted | null = null;
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

const open = async (): Promise<Mounted> => {
  mounted = await mountPage([element(1)]);
  await until(() => document.querySelector('.site-protection') !== null, 'the choice');
  await page.getByText('What this site shows').click();
  return mounted;
};
const changes = ({ link }: Mounted) =>
  link.requests.flatMap((each) => (each.type === 'protection.set' ? [each.change] : []));

it('departs on this site, and goes back to what holds everywhere', async () => {
  const here = await open();
  await userEvent.selectOptions(page.getByLabelText('Unsafe texts'), 'cover');
  await userEvent.selectOptions(page.getByLabelText('Until it is judged'), 'held');
  await until(() => changes(here).length === 2, 'the changes');
  expect(changes(here)).toEqual([{ text: 'cover' }, { text: 'cover', hold: true }]);
  await userEvent.selectOptions(page.getByLabelText('Unsafe texts'), 'everywhere');
  await userEvent.selectOptions(page.getByLabelText('Until it is judged'), 'everywhere');
  await until(() => changes(here).length === 4, 'the changes');
  expect(changes(here).slice(2)).toEqual([{ hold: true }, null]);
});

it('shows what an organisation has locked as it is, and lets nobody touch it', async () => {
  const { link } = await open();
  const policy = { set: ['protection'], locked: ['protection'] } as const;
  link.background.tell({
    type: 'policy',
    policy: { set: [...policy.set], locked: [...policy.locked] },
  });
  await expect.element(page.getByText('Set by your organisation.')).toBeVisible();
  await expect.element(page.getByLabelText('Unsafe texts')).toBeDisabled();
});

it.each(['light', 'dark'] as const)('fits 320 px and everybody in %s', async (scheme) => {
  await look(320, scheme);
  await open();
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
});
