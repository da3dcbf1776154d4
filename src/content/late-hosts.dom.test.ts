import { afterEach, expect, test, vi } from 'vitest';
import { LateHosts } from './late-hosts';

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const empty = (count: number): HTMLElement[] =>
  Array.from({ length: count }, () => document.body.appendChild(document.createElement('div')));

test('those that have had all their looks take no place, and are not looked at again', () => {
  vi.useFakeTimers();
  const found: Element[] = [];
  const ending = new AbortController();
  const hosts = new LateHosts((host) => found.push(host), ending.signal);
  const icons = empty(500);
  for (const icon of icons) hosts.add(icon, true);
  vi.advanceTimersByTime(30_000);
  const [late] = empty(1);
  const [first] = icons;
  if (!late || !first) throw new Error('no elements');
  // A walk comes by the old ones again.
  for (const icon of icons) hosts.add(icon, true);
  hosts.add(late, true);
  first.attachShadow({ mode: 'open' });
  late.attachShadow({ mode: 'open' });
  vi.advanceTimersByTime(30_000);
  expect(found).toEqual([late]);
  hosts.gone(first);
  hosts.add(first, true);
  vi.advanceTimersByTime(200);
  expect(found).toEqual([late, first]);
  ending.abort();
});
