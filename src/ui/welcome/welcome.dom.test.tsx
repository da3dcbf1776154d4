import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { UiRequest } from '../../platform/messages';
import { ready } from '../testing/fake-link';
import { FakeLock } from '../testing/fake-lock';
import type { FakeOptionsLink } from '../testing/fake-options-link';
import { type MountedWelcome, mountWelcome } from '../testing/mount-welcome';
import { barriers, button, focused, look, SCHEMES, sticksOut } from '../testing/on-screen';
import { until } from '../testing/until';
import { STEPS } from './store';

let mounted: MountedWelcome | null = null;

beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

/** With a guard that calls unsafe what holds a word. */
function withGuard(link: FakeOptionsLink): void {
  link.base.guard = ready(true);
  const { ask } = link;
  link.ask = async (request: UiRequest) => {
    const answer = await ask(request);
    if (request.type !== 'sample.judge') return answer;
    return {
      ok: true,
      samples: request.texts.map((text) => {
        const isUnsafe = /jackpot|legs/.test(text);
        return {
          practice: true,
          verdict: {
            flag: isUnsafe ? 'unsafe' : 'safe',
            pUnsafe: isUnsafe ? 0.98 : 0.02,
            engine: 'local',
            reason: null,
          },
        };
      }),
    };
  };
}

async function open(prepare: (link: FakeOptionsLink) => void = () => {}) {
  mounted = await mountWelcome((link) => {
    link.base.lock = new FakeLock({ status: 'off' });
    withGuard(link);
    prepare(link);
  });
  return mounted;
}

describe.each(STEPS)('the step %s', (step) => {
  it('fits on 320 pixels', async () => {
    await look(320, 'light');
    const { store } = await open();
    await store.go(step);
    await until(() => document.querySelector(`[data-step="${step}"] .card`) !== null, 'the step');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(sticksOut()).toEqual([]);
  });

  it.each(SCHEMES)('can be read by everybody, in %s', async (scheme) => {
    await look(800, scheme);
    const { store } = await open();
    await store.go(step);
    await until(() => document.querySelector(`[data-step="${step}"] .card`) !== null, 'the step');
    expect(await barriers()).toEqual([]);
  });
});

it.each(SCHEMES)('a code to be written down can be read by everybody, in %s', async (scheme) => {
  await look(360, scheme);
  const { store } = await open();
  await store.go('lock');
  await userEvent.fill(page.getByLabelText('New PIN, 4 to 12 digits'), '8305');
  await userEvent.fill(page.getByLabelText('The same PIN once more'), '8305');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('7K3QM-01ABC-DEFGH-JKMNP')).toBeVisible();
  expect(await barriers()).toEqual([]);
});

it.each(SCHEMES)('the PIN asked for can be read by everybody, in %s', async (scheme) => {
  await look(360, scheme);
  const { store } = await open((l) => {
    l.base.lock = new FakeLock();
  });
  await store.go('protection');
  await userEvent.click(page.getByRole('radio', { name: 'Cover it' }));
  await until(() => document.querySelector('dialog.unlock[open]') !== null, 'the dialog');
  expect(await barriers()).toEqual([]);
});

it.each(['server', 'hosted'] as const)('offers %s with all that it needs', async (place) => {
  await look(320, 'dark');
  await open();
  await userEvent.click(page.getByRole('radio', { name: place === 'server' ? /own/ : /SEA-LION/ }));
  await until(() => document.querySelector(`[data-engine="${place}"]`) !== null, 'its card');
  expect(sticksOut()).toEqual([]);
  expect(await barriers()).toEqual([]);
});

it('begins with the practice guard where none is in use', async () => {
  const { link } = await open((l) => {
    l.base.guard = { status: 'none' };
  });
  await userEvent.click(button('Next'));
  await until(() => focused() === 'Which sites should Seawall look at?', 'the next step');
  expect(link.requests).toEqual([
    { type: 'guard.choose', source: { kind: 'packaged', path: 'guards/practice/' } },
  ]);
  await userEvent.click(button('Back'));
  await until(() => focused() === 'Where does the guard run?', 'the step before');
});

it('asks for all chosen sites in one question, straight from the click', async () => {
  const { link, store } = await open();
  await store.go('sites');
  await userEvent.fill(page.getByLabelText('Name of a site'), 'no site');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('That is no name of a web site.')).toBeVisible();
  await userEvent.fill(page.getByLabelText('Name of a site'), 'https://www.example.com/a?b');
  await userEvent.keyboard('{Enter}');
  await userEvent.click(page.getByLabelText('www.youtube.com'));
  link.base.grants = false;
  await userEvent.click(button('Turn on for 2 sites'));
  await expect.element(page.getByText('Seawall stays off there')).toBeVisible();
  expect(link.requests).toEqual([]);
  link.base.grants = true;
  await userEvent.click(button('Turn on for 2 sites'));
  await expect
    .element(page.getByText('Seawall is on for www.example.com and www.youtube.com.'))
    .toBeVisible();
  expect(link.calls.filter((call) => call.startsWith('request'))).toEqual([
    'request www.example.com www.youtube.com',
    'request www.example.com www.youtube.com',
  ]);
  expect(link.requests).toEqual([
    { type: 'site.set', site: 'www.example.com', mode: 'screen' },
    { type: 'site.set', site: 'www.youtube.com', mode: 'screen' },
  ]);
});

it('sets what pages show', async () => {
  const { link, store } = await open();
  await store.go('protection');
  await expect.element(page.getByRole('radio', { name: 'Mark it' })).toBeChecked();
  await userEvent.click(page.getByRole('radio', { name: 'Cover it' }));
  await until(() => link.preferences.protection.text === 'cover', 'covers');
  expect(link.preferences.protection.hold).toBe(false);
  await expect.element(page.getByRole('radio', { name: 'Cover it' })).toBeChecked();
});

it('sets a PIN and parental mode, and shows Seawall at work', async () => {
  const { link, store } = await open();
  await store.go('lock');
  await expect.element(page.getByText('What a PIN cannot prevent')).toBeVisible();
  await userEvent.fill(page.getByLabelText('New PIN, 4 to 12 digits'), '8305');
  await userEvent.fill(page.getByLabelText('The same PIN once more'), '8305');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('7K3QM-01ABC-DEFGH-JKMNP')).toBeVisible();
  await userEvent.click(page.getByLabelText('I have written it down'));
  await userEvent.click(button('Done'));
  await until(() => document.querySelectorAll('.sample').length === 5, 'the samples');
  expect(link.preferences).toMatchObject({ parental: true, welcomed: true });
  const flags = [...document.querySelectorAll<HTMLElement>('.sample')].map((s) => s.dataset.flag);
  expect(flags).toEqual(['safe', 'unsafe', 'safe', 'unsafe', 'safe']);
  await userEvent.fill(page.getByLabelText('A sentence of your own'), '<b>jackpot</b>');
  await userEvent.keyboard('{Enter}');
  await until(() => document.querySelectorAll('.sample').length === 6, 'the sixth');
  expect(document.querySelector('.sample b')).toBeNull();
});

it('can be skipped whole, and needs no guard', async () => {
  const { link } = await open((l) => {
    l.base.guard = { status: 'none' };
  });
  await userEvent.click(button('Skip everything'));
  await until(() => focused() === 'Seawall at work', 'the end');
  expect(link.requests).toEqual([{ type: 'preferences.set', change: { welcomed: true } }]);
  await expect.element(button('Try the practice guard')).toBeVisible();
});

it('changes nothing without the PIN where there is a lock', async () => {
  const { link, store } = await open((l) => {
    l.base.lock = new FakeLock();
    l.preferences.welcomed = true;
  });
  await store.go('protection');
  const before = structuredClone(link.preferences);
  await userEvent.click(page.getByRole('radio', { name: 'Cover it' }));
  await until(() => document.querySelector('dialog.unlock[open]') !== null, 'the dialog');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('This is locked, so nothing was changed.')).toBeVisible();
  await userEvent.selectOptions(page.getByLabelText('Language'), 'ไทย');
  await until(() => document.querySelector('dialog.unlock[open]') !== null, 'the dialog');
  await userEvent.keyboard('{Escape}');
  await store.go('lock');
  await expect.element(page.getByText('A PIN is set.')).toBeVisible();
  expect(link.preferences).toEqual(before);
  // And whoever has the PIN goes on.
  await store.go('protection');
  await userEvent.click(page.getByRole('radio', { name: 'Cover it' }));
  await userEvent.keyboard('8305{Enter}');
  await until(() => link.preferences.protection.text === 'cover', 'covers');
});
