import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RemoteState } from '../../platform/engines-protocol';
import { aWhile, card, HOSTED, SERVER, neverSite as site } from '../testing/engines-page';
import { enginesAtWork } from '../testing/engines-scenes';
import type { FakeOptionsLink } from '../testing/fake-options-link';
import { type MountedOptions, mountOptions } from '../testing/mount-options';
import { NEVER_SEND } from '../testing/never-send';
import { barriers, button, focused, look, sticksOut, tabTo } from '../testing/on-screen';
import { until } from '../testing/until';
import { words } from './strings-engines';

vi.mock('../../core/never-send', () => import('../testing/never-send'));

const LOCAL_ADDRESS = 'http://127.0.0.1:8000/v1';

let mounted: MountedOptions | null = null;

beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

async function open(prepare: (link: FakeOptionsLink) => void = () => {}): Promise<MountedOptions> {
  mounted = await mountOptions(prepare);
  return mounted;
}

const aSwitch = (name: string) => page.getByRole('switch', { name, exact: true });
const consent = (name: string) => page.getByRole('group', { name: `Turn on: ${name}?` });

const withAddress = (link: FakeOptionsLink): void => {
  link.engines.server = { ...link.engines.server, address: LOCAL_ADDRESS };
};

describe('turning on', () => {
  it('asks first, says what is sent to whom, and sends nothing before', async () => {
    const { link } = await open(withAddress);
    await userEvent.click(aSwitch(SERVER));
    const group = consent(SERVER);
    await expect.element(group).toHaveTextContent('the text and pictures of pages are sent to');
    await expect.element(group).toHaveTextContent('127.0.0.1');
    await expect.element(group).toHaveTextContent(words.consent.talks);
    for (const never of words.consent.nevers) await expect.element(group).toHaveTextContent(never);
    const oneByOne = group.getByRole('radio', { name: 'Only sites that I allow one by one' });
    await expect.element(oneByOne).toBeChecked();
    await aWhile();
    expect(link.requests).toEqual([]);
    expect(link.calls.filter((call) => call.startsWith('request'))).toEqual([]);
    await expect.element(aSwitch(SERVER)).toHaveAttribute('aria-checked', 'false');

    await userEvent.click(button('Turn it on'));
    await expect.element(aSwitch(SERVER)).toHaveAttribute('aria-checked', 'true');
    expect(link.calls).toContain('request sending to 127.0.0.1');
    expect(link.requests).toEqual([
      { type: 'engines.server', change: { on: true, scope: 'sites' } },
    ]);
    expect(document.querySelector('.consent')).toBeNull();
  });

  it('takes every site where a person says so, with the keyboard alone', async () => {
    const { link } = await open();
    await tabTo(HOSTED);
    await userEvent.keyboard(' ');
    await until(() => focused() === `Turn on: ${HOSTED}?`, 'the question');
    await expect.element(consent(HOSTED)).toHaveTextContent('api.sea-lion.ai');
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    await tabTo('Turn it on');
    await userEvent.keyboard('{Enter}');
    await until(() => link.requests.length > 0, 'the request');
    expect(link.requests).toEqual([{ type: 'engines.hosted', change: { on: true, scope: 'all' } }]);
    await until(() => focused() === HOSTED, 'the focus on the switch');
  });

  it('stays off where the browser or the person declines', async () => {
    const { link } = await open((l) => {
      withAddress(l);
      l.base.grants = false;
    });
    await userEvent.click(aSwitch(SERVER));
    await userEvent.click(button('Turn it on'));
    await expect
      .element(page.getByText(/was not allowed to send to 127\.0\.0\.1, so it stays off/))
      .toBeVisible();
    expect(link.requests).toEqual([]);
    await expect.element(aSwitch(SERVER)).toHaveAttribute('aria-checked', 'false');

    await userEvent.click(aSwitch(SERVER));
    await userEvent.click(button('Keep it off'));
    await until(() => document.querySelector('.consent') === null, 'the end of the question');
    await userEvent.click(aSwitch(SERVER));
    await userEvent.keyboard('{Escape}');
    await until(() => document.querySelector('.consent') === null, 'the end of the question');
    expect(focused()).toBe(SERVER);
    expect(link.requests).toEqual([]);
  });

  it('wants an address first', async () => {
    const { link } = await open();
    await userEvent.click(aSwitch(SERVER));
    const field = page.getByRole('textbox', { name: 'Server address' });
    await expect.element(field).toHaveFocus();
    await expect.element(page.getByText('Write its address first.')).toBeVisible();
    await userEvent.keyboard('ftp://example.org');
    await userEvent.click(aSwitch(SERVER));
    await expect.element(page.getByText(/This is no address/)).toBeVisible();
    expect(document.querySelector('.consent')).toBeNull();
    expect(link.requests).toEqual([]);
  });

  it('is asked anew where the address becomes another computer’s', async () => {
    const { link } = await open((l) => {
      enginesAtWork(l);
      withAddress(l);
    });
    const field = page.getByRole('textbox', { name: 'Server address' });
    await userEvent.fill(field, 'http://127.0.0.1:9999/v1');
    await userEvent.keyboard('{Enter}');
    await until(() => link.requests.length === 1, 'the port');
    await userEvent.fill(field, 'guard.example.org/v1/');
    await userEvent.keyboard('{Enter}');
    await expect.element(consent(SERVER)).toHaveTextContent('guard.example.org');
    await expect.element(consent(SERVER)).toHaveTextContent(/not protected/);
    expect(link.requests.map((each) => 'change' in each && each.change)).toEqual([
      { address: 'http://127.0.0.1:9999/v1' },
      { address: 'http://guard.example.org/v1', on: false },
    ]);
  });

  it('is undone at once', async () => {
    const { link } = await open(enginesAtWork);
    await userEvent.click(aSwitch(SERVER));
    await expect.element(aSwitch(SERVER)).toHaveAttribute('aria-checked', 'false');
    expect(link.requests).toEqual([{ type: 'engines.server', change: { on: false } }]);
    expect(document.querySelector('.consent')).toBeNull();
  });
});

it('changes the scope later', async () => {
  const { link } = await open(enginesAtWork);
  const all = page
    .getByRole('region', { name: SERVER })
    .getByRole('radio', { name: 'Every site that is on' });
  await expect.element(all).not.toBeChecked();
  await userEvent.click(all);
  await expect.element(all).toBeChecked();
  expect(link.requests).toEqual([{ type: 'engines.server', change: { scope: 'all' } }]);
});

it.each(['no-permission', 'no-consent'] as const)('asks the browser again: %s', async (why) => {
  const { link } = await open((l) => {
    enginesAtWork(l);
    l.engines.hosted.state = { status: 'unready', why };
  });
  await userEvent.click(button('Ask the browser again'));
  await until(() => link.requests.length > 0, 'the request');
  expect(link.calls).toContain('request sending to api.sea-lion.ai');
  expect(link.requests).toEqual([{ type: 'engines.hosted', change: { on: true } }]);
});

it('tells what is missing, and when it is tried again', async () => {
  const resting: RemoteState = {
    status: 'resting',
    trouble: 'server-error',
    message: '502 <b>Bad gateway</b>',
    until: Date.now() + 60_000,
  };
  await open((l) => {
    enginesAtWork(l);
    l.engines.server.state = resting;
    l.engines.hosted.key = null;
    l.engines.hosted.state = { status: 'unready', why: 'no-key' };
  });
  expect(card('server').textContent).toMatch(/tries it again by itself at \d\d:\d\d/);
  expect(card('server').textContent).toContain('It failed while it answered.');
  expect(card('hosted').textContent).toContain('it needs a key');
  const message = page.getByText('502 <b>Bad gateway</b>');
  await expect.element(message).not.toBeVisible();
  expect(document.querySelector('main b')).toBeNull();
});

describe('the order', () => {
  const order = () =>
    [...document.querySelectorAll('.order strong')].map((each) => each.textContent);

  it('is changed with the keyboard, and the focus stays', async () => {
    const { link } = await open();
    expect(order()).toEqual(['This device', SERVER, HOSTED]);
    await tabTo(`Up: ${HOSTED}`);
    await userEvent.keyboard('{Enter}');
    await until(() => order()[1] === HOSTED, 'the first step');
    expect(focused()).toBe(`Up: ${HOSTED}`);
    await userEvent.keyboard('{Enter}');
    await until(() => order()[0] === HOSTED, 'the second step');
    expect(focused()).toBe(`Up: ${HOSTED}`);
    await until(
      () =>
        document
          .querySelector('[aria-labelledby="order"] [role="status"]')
          ?.textContent?.includes(`${HOSTED} is number 1 now.`) ?? false,
      'the announcement',
    );
    // There is nothing above it.
    await userEvent.keyboard('{Enter}');
    await aWhile();
    expect(link.requests).toEqual([
      { type: 'engines.order', order: ['local', 'hosted', 'server'] },
      { type: 'engines.order', order: ['hosted', 'local', 'server'] },
    ]);
  });

  it('says who is skipped', async () => {
    await open((l) => {
      enginesAtWork(l);
      l.engines.hosted.on = false;
      l.engines.hosted.state = { status: 'off' };
    });
    const row = (engine: string) => document.querySelector(`.order [data-engine="${engine}"]`);
    expect(row('local')?.textContent).toContain('No guard is chosen: skipped');
    expect(row('server')?.textContent).toContain('Ready');
    expect(row('hosted')?.textContent).toContain('Off: skipped');
  });
});

describe('the list of what is never sent', () => {
  const [first] = NEVER_SEND;
  const all = NEVER_SEND.flatMap(({ sites }) => sites);
  /** Opens the group that `site` is in. */
  const unfold = () => {
    if (!first) throw new Error('the list is empty');
    const title = words.never.group(words.never.groups[first.group], first.sites.length);
    return userEvent.click(page.getByText(title, { exact: true }));
  };
  const row = (name: string) => document.querySelector(`[data-site="${name}"]`);
  const add = async (written: string) => {
    await userEvent.fill(page.getByRole('textbox', { name: 'Add a site' }), written);
    await userEvent.keyboard('{Enter}');
  };

  it('is folded, with counts', async () => {
    await open();
    for (const { group, sites } of NEVER_SEND) {
      const title = words.never.group(words.never.groups[group], sites.length);
      await expect.element(page.getByText(title, { exact: true })).toBeVisible();
    }
    expect(row(site)).toBeNull();
    await unfold();
    await until(() => row(site) !== null, 'the sites');
  });

  it('takes sites off and puts them back', async () => {
    const { link } = await open();
    await unfold();
    await userEvent.click(button(`Remove: ${site}`));
    await until(() => row(site)?.querySelector('del') !== null, 'the line through it');
    expect(focused()).toBe(`Put back: ${site}`);
    await userEvent.keyboard('{Enter}');
    await until(() => row(site)?.querySelector('del') === null, 'it is back');
    expect(link.requests).toEqual([
      { type: 'engines.neverSend', added: [], removed: [site] },
      { type: 'engines.neverSend', added: [], removed: [] },
    ]);
  });

  it('takes more sites, by name or by a pasted address', async () => {
    const { link } = await open();
    await add('no site at all');
    await expect.element(page.getByText(/This is no site/)).toBeVisible();
    await add('javascript://example.org/');
    await expect.element(page.getByText(/This is no site/)).toBeVisible();
    await add(site);
    await expect.element(page.getByText('This site is on the list already.')).toBeVisible();
    expect(link.requests).toEqual([]);
    await add(' https://Intranet.Example.org:8443/a?b=c#d ');
    await expect.element(page.getByText('intranet.example.org is on the list.')).toBeVisible();
    await add('example.com');
    await until(() => row('example.com') !== null, 'the other one');
    await userEvent.click(button('Remove: intranet.example.org'));
    await until(() => row('intranet.example.org') === null, 'the end');
    expect(focused()).toBe('Never sent');
    expect(link.requests.at(-1)).toEqual({
      type: 'engines.neverSend',
      added: ['example.com'],
      removed: [],
    });
  });

  it('can be searched', async () => {
    await open((l) => {
      l.engines.neverSend = { added: ['zzz.example.org'], removed: [] };
    });
    const find = page.getByRole('searchbox', { name: 'Find a site' });
    await userEvent.fill(find, site.toUpperCase());
    await until(() => row(site) !== null, 'the site');
    expect(document.querySelectorAll('[data-site]').length).toBe(
      all.filter((each) => each.includes(site)).length,
    );
    await userEvent.fill(find, 'nothing like it');
    await expect.element(page.getByText('No such site is on the list.')).toBeVisible();
    await userEvent.fill(find, '');
    await until(() => row('zzz.example.org') !== null, 'the own one');
    expect(row(site)).toBeNull();
  });
});

describe('under an organisation’s policy', () => {
  it('each card says by whom it is set; what is locked is closed, and a key can still be given', async () => {
    const { link } = await open(enginesAtWork);
    link.background.tell({ type: 'policy', policy: { set: ['engine'], locked: ['engine'] } });
    await until(
      () => document.querySelectorAll('[data-engine] .managed-note').length === 2,
      'notes',
    );
    for (const engine of [SERVER, HOSTED]) {
      await expect.element(aSwitch(engine)).toHaveAttribute('aria-disabled', 'true');
      (aSwitch(engine).element() as HTMLElement).click();
    }
    await expect.element(page.getByLabelText(words.server.address)).toBeDisabled();
    await expect.element(page.getByLabelText(words.server.model)).toBeDisabled();
    const closed = [...document.querySelectorAll<HTMLInputElement>('[data-engine] [type=radio]')];
    expect(closed.length).toBeGreaterThan(3);
    expect(closed.every((each) => each.matches(':disabled'))).toBe(true);
    const keys = [...document.querySelectorAll<HTMLInputElement>('[data-engine] [type=password]')];
    expect(keys.some((each) => each.matches(':disabled'))).toBe(false);
    await aWhile();
    expect(link.requests).toEqual([]);
    await look(320, 'dark');
    expect(sticksOut()).toEqual([]);
    expect(await barriers()).toEqual([]);
    link.background.tell({ type: 'policy', policy: { set: ['engine'], locked: [] } });
    await expect.element(page.getByLabelText(words.server.address)).toBeEnabled();
    expect(document.querySelectorAll('[data-engine] .managed-note')).toHaveLength(2);
  });
});
