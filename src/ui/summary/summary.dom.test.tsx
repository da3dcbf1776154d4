import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SummaryCount } from '../../core/review/summary';
import type { UiRequest } from '../../platform/messages';
import { FakeLink } from '../testing/fake-link';
import { FakeLock, lockedView } from '../testing/fake-lock';
import { barriers, look, SCHEMES, sticksOut } from '../testing/on-screen';
import { until } from '../testing/until';
import { App } from './App';
import { createSummaryStore } from './store';
import './summary.css';

let unmount = () => {};
afterEach(() => unmount());

const week = (flags: number) => {
  const count = new SummaryCount(Date.now());
  for (let n = 0; n < flags; n++) {
    count.add({
      flag: 'unsafe',
      decision: null,
      kind: n % 3 === 0 ? 'image' : 'text',
      site: `${'a-long-name.'.repeat(n % 5)}site-${n % 40}.example`,
      language: n % 4 === 0 ? null : 'th',
      seenAt: Date.now() - (n % 5) * 86_400_000,
    });
  }
  return count.summary(false);
};

async function open(flags: number, lock: FakeLock | null = null): Promise<FakeLink> {
  const link = new FakeLink();
  link.lock = lock;
  const { ask } = link;
  link.ask = async (request: UiRequest) => {
    const answer = await ask.call(link, request);
    const isRefused = typeof answer === 'object' && answer !== null && 'refusal' in answer;
    return request.type === 'summary.get' && !isRefused
      ? { ok: true, summary: week(flags) }
      : answer;
  };
  const store = createSummaryStore(link);
  document.documentElement.lang = 'en';
  const root = document.createElement('div');
  document.body.append(root);
  render(<App store={store} />, root);
  store.start();
  unmount = () => {
    store.stop();
    render(null, root);
    root.remove();
  };
  return link;
}

it.each(SCHEMES)('can be read by everybody, on 320 pixels too, in %s', async (scheme) => {
  await look(320, scheme);
  await open(200);
  await expect.element(page.getByText('200 flags in seven days')).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
  await expect.element(page.getByRole('rowheader', { name: 'Thai' })).toBeVisible();
  await expect.element(page.getByText('Other sites')).toBeVisible();
});

it.each(SCHEMES)('can be read by everybody while it is locked, in %s', async (scheme) => {
  await look(320, scheme);
  await open(3, new FakeLock());
  await until(() => document.querySelector('dialog.unlock[open]') !== null, 'the dialog');
  expect(await barriers()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('button', { name: 'Show it' })).toBeVisible();
  expect(await barriers()).toEqual([]);
});

it('says so where nothing was flagged', async () => {
  await look(800, 'light');
  await open(0);
  await expect.element(page.getByText('Nothing was flagged in the last seven days.')).toBeVisible();
});

it('takes the PIN, and goes with it', async () => {
  await look(800, 'light');
  const lock = new FakeLock();
  const link = await open(3, lock);
  await until(() => document.querySelector('dialog.unlock[open]') !== null, 'the dialog');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('This is locked, so nothing was changed.')).toBeVisible();
  expect(document.querySelector('table')).toBeNull();
  await userEvent.click(page.getByRole('button', { name: 'Show it' }));
  await userEvent.keyboard('8305{Enter}');
  await expect.element(page.getByText('3 flags in seven days')).toBeVisible();
  // The button that was pressed has gone, and the dialog: a person is still somewhere.
  await until(() => document.activeElement !== document.body, 'the focus');
  link.background.tell({ type: 'lock', lock: lockedView() });
  await until(() => document.querySelector('table') === null, 'an empty page');
});
