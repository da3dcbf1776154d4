import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands, page, userEvent } from 'vitest/browser';
import { build, done, type FakeOptionsLink, failed, running } from '../testing/fake-options-link';
import { type MountedOptions, mountOptions, mountOptionsScene } from '../testing/mount-options';
import { barriers, button, focused, look, SCHEMES, sticksOut, tabTo } from '../testing/on-screen';
import { atWork, HOSTILE_NAMES, optionsScenes } from '../testing/options-scenes';
import { until } from '../testing/until';

let mounted: MountedOptions | null = null;

beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
  document.documentElement.dir = '';
});

async function open(prepare: (link: FakeOptionsLink) => void = () => {}): Promise<MountedOptions> {
  mounted = await mountOptions(prepare);
  return mounted;
}

describe.each([360, 320])('at %i px', (width) => {
  it.each(optionsScenes)('$name fits', async (scene) => {
    await look(width, 'light');
    mounted = await mountOptionsScene(scene);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(sticksOut()).toEqual([]);
  });
});

describe.each(SCHEMES)('in %s', (scheme) => {
  it.each(optionsScenes)('$name can be read by everybody', async (scene) => {
    await look(scheme === 'light' ? 800 : 360, scheme);
    mounted = await mountOptionsScene(scene);
    expect(await barriers()).toEqual([]);
  });
});

it('reads from right to left where the reader does', async () => {
  await look(360, 'light');
  document.documentElement.dir = 'rtl';
  await open((link) => {
    atWork(link);
    link.store.install = running();
  });
  expect(sticksOut()).toEqual([]);
  const bar = document.querySelector('.job .progress')?.getBoundingClientRect();
  const part = document.querySelector('.job .progress i')?.getBoundingClientRect();
  expect(part?.right).toBeCloseTo(bar?.right ?? 0, 0);
});

describe('with the keyboard alone', () => {
  it('chooses a guard', async () => {
    const { link } = await open(atWork);
    await tabTo('Use SEA-Guard small');
    await userEvent.keyboard('{Enter}');
    const row = () => document.querySelector('[data-guard="sea-guard-small"]');
    await until(() => row()?.querySelector('.badge-use') !== null, 'the mark');
    expect(link.requests).toEqual([
      {
        type: 'guard.choose',
        source: { kind: 'installed', id: 'sea-guard-small', practice: false },
      },
    ]);
    // The button is gone, and the focus is still in its row.
    expect(row()?.contains(document.activeElement)).toBe(true);
  });

  it('removes one after a second word, and keeps it without', async () => {
    const { link } = await open(atWork);
    await tabTo('Remove SEA-Guard small');
    await userEvent.keyboard('{Enter}');
    await until(() => focused() === 'Keep it', 'the question');
    const question = page.getByRole('group', {
      name: /Remove SEA-Guard small\? That frees 612 MB/,
    });
    await expect.element(question).toHaveTextContent('you need its folder');
    await userEvent.keyboard('{Escape}');
    await until(() => focused() === 'Remove SEA-Guard small', 'the button again');
    expect(link.requests).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await until(() => focused() === 'Keep it', 'the question');
    await userEvent.tab();
    await userEvent.keyboard(' ');
    await until(() => document.querySelector('[data-guard="sea-guard-small"]') === null, 'the end');
    expect(link.requests).toEqual([{ type: 'store.remove', id: 'sea-guard-small' }]);
    expect(focused()).toBe('Guards on this device');
  });

  it('installs from the web, follows it, ends it', async () => {
    const { link } = await open();
    await tabTo('Use Practice guard');
    await userEvent.tab();
    await userEvent.keyboard('hf:example');
    await userEvent.keyboard('{Enter}');
    const field = page.getByRole('textbox', { name: 'Address', exact: true });
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field).toHaveFocus();
    await expect.element(page.getByText('This is no address.')).toBeVisible();
    await userEvent.keyboard('/sea-guard-4b');
    await expect
      .element(page.getByText('Seawall will fetch it from huggingface.co.'))
      .toBeVisible();
    await userEvent.keyboard('{Enter}');
    await until(() => link.requests.length > 0, 'the request');
    expect(link.requests).toEqual([
      { type: 'store.install', source: { kind: 'web', address: 'hf:example/sea-guard-4b' } },
    ]);
    link.tell(running());
    await until(() => focused() === 'Installing SEA-Guard 4B', 'the focus on what goes on');
    await tabTo('Pause');
    await userEvent.keyboard('{Enter}');
    link.tell({ ...running(), status: 'paused' });
    await until(() => focused() === 'Installing SEA-Guard 4B is paused', 'the focus');
    await tabTo('Go on');
    await userEvent.keyboard('{Enter}');
    link.tell(running());
    await tabTo('Cancel');
    await userEvent.keyboard('{Enter}');
    await until(() => focused() === 'Keep it', 'the question');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await until(() => document.querySelector('.job') === null, 'the end');
    expect(link.requests.slice(1).map(({ type }) => type)).toEqual([
      'store.pause',
      'store.resume',
      'store.cancel',
    ]);
  });

  it('sets how closely pictures are looked at', async () => {
    const { link } = await open();
    const choices = page.getByRole('group', { name: 'How closely pictures are looked at' });
    const choice = (name: string) => choices.getByRole('radio', { name });
    await expect.element(choice('Balanced')).toBeChecked();
    await expect.element(choice('Fast')).toHaveAccessibleDescription(/Misses small things/);
    choice('Balanced').element().focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(choice('Thorough')).toBeChecked();
    await expect.element(page.getByText('Saved.')).toBeVisible();
    expect(link.requests).toEqual([{ type: 'guard.detail', detail: 'thorough' }]);
    await userEvent.click(page.getByText('Details').last());
    await expect
      .element(
        page.getByText('Fast: 64. Balanced: 256. Thorough: 1,024. Gemma guards: always 256.'),
      )
      .toBeVisible();
  });

  it('keeps what is set where the background refuses', async () => {
    const { link } = await open();
    link.refuses = 'The browser refused.';
    const balanced = page.getByRole('radio', { name: 'Balanced' });
    await userEvent.click(page.getByRole('radio', { name: 'Fast' }));
    await expect.element(page.getByText('The browser refused.')).toBeVisible();
    await expect.element(balanced).toBeChecked();
    expect(document.body.textContent).not.toContain('Saved.');
    // What is set already is no change.
    link.refuses = null;
    await userEvent.click(balanced);
    expect(link.requests.length).toBe(1);
  });

  it('sets the minutes', async () => {
    const { link } = await open();
    const field = page.getByRole('spinbutton', { name: 'Unload the guard after' });
    await userEvent.fill(field, '500');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Write a whole number from 1 to 240.')).toBeVisible();
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    expect(link.requests).toEqual([]);
    await userEvent.fill(field, '30');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Saved.')).toBeVisible();
    await expect.element(field).toHaveValue(30);
    expect(link.requests).toEqual([{ type: 'guard.idle', minutes: 30 }]);
  });
});

it('tells how fast it comes in and how long it will take, and nothing moves meanwhile', async () => {
  await look(360, 'light');
  const { link } = await open((l) => {
    l.store.install = running({ doneBytes: 0, bytesPerSecond: null });
  });
  const places = new Set<string>();
  const speeds = [null, 9_940_000, 24_100_000, 310_000_000, 400_000];
  for (const [index, bytesPerSecond] of speeds.entries()) {
    link.tell(running({ doneBytes: 1_218_000_000 + index, bytesPerSecond }));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    const { top, height } = button('Pause').element().getBoundingClientRect();
    places.add(`${top} ${height} ${document.documentElement.scrollHeight}`);
  }
  expect([...places].length).toBe(1);
  link.tell(running());
  await expect.element(page.getByText('1.2 of 2.9 GB · 24 MB/s · about 1 min left')).toBeVisible();
  await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '42');
});

it('tells quarters to a screen reader, and not every number', async () => {
  const { link } = await open((l) => {
    l.store.install = running({ doneBytes: 0 });
  });
  const said: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target } of records) said.push(target.textContent ?? '');
  });
  await until(() => document.body.textContent?.includes('Installing SEA-Guard 4B.') ?? false, 'it');
  for (const region of document.querySelectorAll('.visually-hidden[role="status"]')) {
    observer.observe(region, { childList: true, characterData: true, subtree: true });
  }
  for (let part = 0; part <= 60; part++) link.tell(running({ doneBytes: part * 29_000_000 }));
  await until(() => said.length > 0, 'a quarter');
  link.tell(done());
  await until(() => said.length > 1, 'the end');
  observer.disconnect();
  expect(said).toEqual(['Installing SEA-Guard 4B: 50 percent.', 'SEA-Guard 4B is installed.']);
});

it('offers the installed guard for use', async () => {
  const { link } = await open((l) => {
    l.store.builds = [build()];
    l.store.install = done();
  });
  await userEvent.click(button('Use it'));
  await expect.element(page.getByText('It is in use.')).toBeVisible();
  await userEvent.click(button('Close'));
  await until(() => document.querySelector('.job') === null, 'the end');
  expect(link.requests.map(({ type }) => type)).toEqual(['guard.choose', 'store.cancel']);
});

it('asks for a host where one could not be read, and folds the details away', async () => {
  const { link } = await open((l) => {
    l.store.install = failed('unreachable', { message: '<b>no</b> answer' });
  });
  const details = page.getByText('<b>no</b> answer');
  await expect.element(details).not.toBeVisible();
  await userEvent.click(page.getByText('Details').first());
  await expect.element(details).toBeVisible();
  await userEvent.click(button('Allow Seawall to read from huggingface.co, and try again'));
  await until(() => link.requests.length > 0, 'the next try');
  expect(link.calls).toContain('request huggingface.co');
  expect(link.requests).toEqual([{ type: 'store.resume' }]);
});

it('leads from a guard that is gone or damaged to what helps', async () => {
  const { link } = await open((l) => {
    atWork(l);
    l.base.guard = { status: 'failed', code: 'damaged', message: 'decoder.weights.0' };
  });
  await userEvent.click(button('Check its files'));
  await userEvent.click(button('Install it again'));
  await until(() => link.requests.length === 2, 'both requests');
  expect(link.requests).toEqual([
    { type: 'store.verify', id: 'sea-guard-4b-q4' },
    { type: 'store.install', source: { kind: 'web', address: 'hf:example/sea-guard-4b' } },
  ]);
  link.background.tell({
    type: 'guard',
    guard: { status: 'failed', code: 'missing', message: 'sea-guard-4b-q4' },
  });
  await expect.element(page.getByText('The guard is not on this device any more.')).toBeVisible();
  await expect.element(button('Install it again')).toBeVisible();
  expect(document.body.textContent).not.toContain('Check its files');
});

it('takes a folder from this device', async () => {
  const { link } = await open();
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) throw new Error('there is no field for a folder');
  expect(input.webkitdirectory).toBe(true);
  const folder = 'node_modules/.seawall-picked/guard';
  await commands.writeFile(`${folder}/build.json`, '{}');
  await commands.writeFile(`${folder}/vision/weights.0`, 'x');
  await userEvent.upload(input, folder);
  await until(() => link.offers.length > 0, 'the folder');
  expect(link.offers[0]?.files.map(({ path }) => path).sort()).toEqual([
    'guard/build.json',
    'guard/vision/weights.0',
  ]);
  expect(link.requests).toEqual([
    { type: 'store.install', source: { kind: 'folder', token: 'token-1', name: 'guard' } },
  ]);
  await userEvent.upload(input, `${folder}/vision`);
  await expect.element(page.getByText('This folder holds no guard.')).toBeVisible();
  expect(link.requests.length).toBe(1);
});

it('shows names as text, whatever they hold', async () => {
  await look(360, 'light');
  const scene = optionsScenes.find(({ name }) => name === 'hostile names');
  if (!scene) throw new Error('no such scene');
  mounted = await mountOptionsScene(scene);
  expect(document.querySelector('main img, main b')).toBeNull();
  expect(document.title).toBe('Seawall options');
  const names = [...document.querySelectorAll<HTMLElement>('.guard-name')];
  expect(names.length).toBe(HOSTILE_NAMES.length + 1);
  expect(names[0]?.textContent).toBe(HOSTILE_NAMES[0]);
  expect(names[1]?.textContent).toBe('gnp.exe reversed and never closed');
  expect(names[5]?.textContent).toBe('(no name)');
  for (const name of names) expect(name.clientHeight).toBeLessThan(90);
  for (const each of document.querySelectorAll('.guard')) {
    expect(each.clientHeight).toBeLessThan(330);
  }
  // What is written in one row changes nothing in its others.
  const use = button(`Use ${HOSTILE_NAMES[4]}`).element().getBoundingClientRect();
  const remove = button(`Remove ${HOSTILE_NAMES[4]}`).element().getBoundingClientRect();
  expect(use.right).toBeLessThan(remove.left);
});

it('says so where Seawall does not answer, and goes on when it does', async () => {
  const { link } = await open((l) => {
    l.base.answers = false;
  });
  await expect.element(page.getByText('Seawall is not answering.')).toBeVisible();
  link.base.answers = true;
  await userEvent.click(button('Try again'));
  await until(() => document.querySelector('#memory') !== null, 'the whole page');
  expect(document.body.textContent).not.toContain('Seawall is not answering.');
});

it('tells what the background refused, until it is dismissed', async () => {
  const { link } = await open(atWork);
  link.refuses = 'Something else is being installed.';
  await userEvent.click(button('Check SEA-Guard small'));
  await expect.element(page.getByText('Something else is being installed.')).toBeVisible();
  await userEvent.click(button('Dismiss'));
  await until(() => document.querySelector('.note-trouble') === null, 'quiet');
});
