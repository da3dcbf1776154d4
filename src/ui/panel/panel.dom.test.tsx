import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { FakeLink, pageOf } from '../testing/fake-link';
import { barriers, look, sticksOut } from '../testing/on-screen';
import { mixed } from '../testing/scenes';
import { until } from '../testing/until';
import { Panel } from './Panel';
import '../popup/popup.css';

const root = document.createElement('div');
afterEach(() => {
  render(null, root);
  root.remove();
});

it('follows the tab in front, and lets go of the one before', async () => {
  await look(320, 'light');
  document.documentElement.dataset.place = 'fluid';
  document.documentElement.lang = 'en';
  document.title = 'Seawall';
  document.body.append(root);
  const link = new FakeLink();
  let inFront: (tabId: number) => void = () => {};
  const lives: AbortSignal[] = [];
  render(
    <Panel
      link={link}
      fixed={null}
      watchActive={(changed, signal) => {
        inFront = changed;
        lives.push(signal);
      }}
    />,
    root,
  );
  await until(() => lives.length === 1, 'the watch');
  inFront(7);
  await until(() => link.pages.length > 0, 'the port to the page');
  link.page.tell(pageOf(mixed));
  await until(() => document.querySelector('.row') !== null, 'rows');
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
  await look(320, 'dark');
  expect(await barriers()).toEqual([]);

  const first = link.pages.length;
  inFront(8);
  await until(() => link.pages.length > first, 'the port to the next page');
  link.page.tell(pageOf(mixed.slice(0, 2)));
  await until(() => document.querySelectorAll('.row').length === 2, 'its rows');
  expect(link.pages[0]?.closed).toBe(true);

  render(null, root);
  await until(() => lives[0]?.aborted === true, 'the end');
});
