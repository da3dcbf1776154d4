import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { UiRequest } from '../../platform/messages';
import { barriers, look, sticksOut } from '../testing/on-screen';
import { until } from '../testing/until';
import { App } from './App';
import { createUnlockStore } from './store';
import './unlock.css';

const wanted = { tabId: 3, frameId: 0, document: '17.5', id: 4, version: 2 };
let root: HTMLElement | null = null;
let asked: UiRequest[] = [];
let isClosed = false;

afterEach(() => {
  if (root) render(null, root);
  root?.remove();
});

function open(answer: (request: UiRequest) => unknown, what: typeof wanted | null = wanted): void {
  asked = [];
  isClosed = false;
  document.title = 'Seawall';
  document.documentElement.lang = 'en';
  root = document.body.appendChild(document.createElement('div'));
  const ask = async (request: UiRequest): Promise<unknown> => {
    asked.push(request);
    return answer(request);
  };
  const close = (): void => {
    isClosed = true;
  };
  render(<App store={createUnlockStore({ ask, close }, what)} />, root);
}

const trouble = () => document.querySelector('#trouble')?.textContent ?? '';
const refused = (refusal: string, pinWaitMs = 0) => ({
  ok: false,
  error: 'no',
  refusal,
  lock: {
    ...{ status: 'locked', pinWaitMs, codeWaitMs: 0, reveal: true },
    schedule: [],
  },
});

it('shows it after the PIN, by the keyboard alone, and closes', async () => {
  open(() => ({ ok: true }));
  await until(() => document.activeElement?.id === 'pin', 'the focus');
  await userEvent.keyboard('482915{Enter}');
  await until(() => isClosed, 'the end');
  // The lock is opened at no instant: another page of ours would go on with what waits for it.
  expect(asked.filter(({ type }) => type !== 'preferences.get')).toEqual([
    { type: 'reveal', pin: '482915', ...wanted },
  ]);
});

it('says what was wrong and asks again; nothing is shown by that', async () => {
  open(({ type }) => (type === 'reveal' ? refused('wrong') : { ok: true }));
  await until(() => document.activeElement?.id === 'pin', 'the focus');
  await userEvent.keyboard('1111{Enter}');
  await until(() => trouble() !== '', 'the refusal');
  expect(trouble()).toBe('That is not the PIN.');
  expect(document.querySelector<HTMLInputElement>('#pin')?.value).toBe('');
  expect(asked).toHaveLength(1);
  expect(isClosed).toBe(false);
});

it('says so where the page has gone, where nobody answers, and where there is nothing', async () => {
  open(({ type }) => (type === 'reveal' ? { ok: false, error: 'gone' } : { ok: true }));
  await until(() => document.activeElement?.id === 'pin', 'the focus');
  await userEvent.keyboard('482915{Enter}');
  await until(() => trouble().startsWith('That page has gone'), 'the sentence');
  if (root) render(null, root);
  open(() => {
    throw new Error('no');
  });
  await until(() => document.activeElement?.id === 'pin', 'the focus');
  await userEvent.keyboard('482915{Enter}');
  await until(() => trouble().startsWith('Seawall did not answer'), 'the sentence');
  if (root) render(null, root);
  open(() => ({ ok: true }), null);
  await until(() => trouble().startsWith('There is nothing'), 'the sentence');
  expect(document.querySelector('input')).toBeNull();
});

it.each(['light', 'dark'] as const)('fits 320 px and everybody in %s', async (scheme) => {
  await look(320, scheme);
  open(({ type }) => (type === 'reveal' ? refused('wrong') : { ok: true }));
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
  await until(() => document.activeElement?.id === 'pin', 'the focus');
  await userEvent.keyboard('1111{Enter}');
  await until(() => trouble() !== '', 'the refusal');
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
});
