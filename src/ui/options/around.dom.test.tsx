/** Search, language, notifications, shortcuts and backup, as a person meets them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { writeBackup } from '../../core/backup';
import { ENDONYMS } from '../../core/language';
import { defaultSettings } from '../../core/settings';
import type { UiRequest } from '../../platform/messages';
import { chooseLanguage, language } from '../spoken';
import { build, type FakeOptionsLink } from '../testing/fake-options-link';
import { type MountedOptions, mountOptions } from '../testing/mount-options';
import { barriers, button, focused, look, SCHEMES, sticksOut, tabTo } from '../testing/on-screen';
import { until } from '../testing/until';

let mounted: MountedOptions | null = null;

beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
  chooseLanguage('en');
});

async function open(prepare: (link: FakeOptionsLink) => void = () => {}): Promise<FakeOptionsLink> {
  mounted = await mountOptions(prepare);
  return mounted.link;
}

const shownSections = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-section]')]
    .filter(({ hidden }) => !hidden)
    .map(({ dataset }) => dataset.section ?? '');
const shownCards = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('.card')].filter((card) => card.checkVisibility());
const painted = (): string[] =>
  [...(CSS.highlights.get('found') ?? [])].map((range) => range.toString());
const field = () => page.getByRole('searchbox', { name: 'Search the options' });

describe('the search', () => {
  it('is reached by a key, finds by words, and lets all go by another', async () => {
    await open();
    const all = shownCards().length;
    await userEvent.keyboard('/');
    expect(document.activeElement?.getAttribute('type')).toBe('search');
    await userEvent.keyboard('mEMory');
    await until(() => shownSections().join() === 'guard', 'the section alone');
    expect(shownCards().map((card) => card.getAttribute('aria-labelledby'))).toContain('memory');
    expect(painted().map((each) => each.toLowerCase())).toContain('memory');
    const status = document.querySelector('.search-found')?.textContent;
    expect(status).toMatch(/^1 setting found/);
    // A stroke is written, not taken for the key.
    await userEvent.keyboard('/');
    await expect.element(field()).toHaveValue('mEMory/');
    await expect.element(page.getByText('No setting found. Try another word.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(field()).toHaveValue('');
    expect(shownCards().length).toBe(all);
    expect(painted()).toEqual([]);
  });

  it('shows a whole section by its title or by words that it does not show', async () => {
    await open();
    await userEvent.fill(field(), 'hotkeys');
    await until(() => shownSections().join() === 'shortcuts', 'the section');
    await userEvent.click(button('Show all'));
    expect(shownSections().length).toBeGreaterThan(4);
  });

  it('looks at what comes later, too', async () => {
    const link = await open();
    await userEvent.fill(field(), 'orchard');
    await until(() => shownSections().length === 0, 'nothing');
    link.background.tell({
      type: 'store',
      store: { ...link.store, builds: [build({ name: 'Orchard guard' })] },
    });
    await until(() => shownSections().join() === 'guard', 'the guard');
  });

  it('does not take a key from a field', async () => {
    await open();
    await userEvent.click(page.getByLabelText('Address').first());
    await userEvent.keyboard('/');
    expect(document.activeElement?.getAttribute('type')).not.toBe('search');
  });

  it('leads to every section by a link of its own', async () => {
    await open();
    const links = [...document.querySelectorAll<HTMLAnchorElement>('nav a')];
    expect(links.length).toBeGreaterThan(5);
    for (const { hash } of links) expect(document.querySelector(hash)?.tagName).toBe('H2');
  });
});

describe('the language', () => {
  it('is chosen by its own name, by keyboard alone, and holds at once', async () => {
    const link = await open();
    const radio = page.getByRole('radio', { name: ENDONYMS.ta });
    expect(radio.element().closest('label')?.querySelector('[lang]')?.getAttribute('lang')).toBe(
      'ta',
    );
    await userEvent.click(radio);
    expect(link.requests).toEqual([{ type: 'preferences.set', change: { language: 'ta' } }]);
    // The background tells it to every page that is open.
    link.background.tell({
      type: 'preferences',
      preferences: { ...link.preferences, language: 'ta' },
    });
    await until(() => language.value === 'ta', 'the language');
    await expect.element(radio).toBeChecked();
  });
});

describe('notifications', () => {
  const box = () => page.getByRole('checkbox', { name: 'Tell me when something needs me' });

  it('are on only when the browser was allowed to show them', async () => {
    const link = await open();
    await expect.element(box()).not.toBeChecked();
    await userEvent.click(box());
    await expect.element(box()).toBeChecked();
    expect(link.around.calls).toEqual(['notifications']);
    expect(link.requests).toEqual([{ type: 'preferences.set', change: { notify: true } }]);
    await userEvent.click(box());
    await expect.element(box()).not.toBeChecked();
    expect(link.requests.at(-1)).toEqual({ type: 'preferences.set', change: { notify: false } });
  });

  it('stay off where a person says no, and the page says so', async () => {
    const link = await open((l) => {
      l.around.grants = false;
    });
    await userEvent.click(box());
    await expect.element(page.getByText('was not allowed to show notifications')).toBeVisible();
    await expect.element(box()).not.toBeChecked();
    expect(link.requests).toEqual([]);
  });
});

it('shows the shortcuts there are, and says how to change them', async () => {
  const link = await open((l) => {
    l.around.hasShortcutsPage = false;
  });
  await expect.element(page.getByText('Alt+Shift+J')).toBeVisible();
  await expect.element(page.getByText('No keys yet')).toBeVisible();
  await userEvent.click(button('Change the shortcuts'));
  await expect.element(page.getByText('The page for this could not be opened.')).toBeVisible();
  expect(link.around.calls).toEqual(['shortcuts']);
});

describe('a backup', () => {
  const changes = [
    { part: 'sites', on: ['a.example'], off: [], otherwise: [], lines: ['sites.a.example'] },
    { part: 'server', on: [], off: [], otherwise: [], lines: ['server.address: "" → "x"'] },
  ] as const;

  const pick = async (text: string) => {
    const file = new File([text], '<b>mine</b>.json', { type: 'application/json' });
    const input = document.querySelector<HTMLInputElement>('input[type="file"][accept]');
    if (!input) throw new Error('there is no field for a file');
    const given = new DataTransfer();
    given.items.add(file);
    input.files = given.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };

  /** Answers as the background does. */
  const answering = (link: FakeOptionsLink) => {
    const { ask } = link;
    link.ask = async (request: UiRequest) => {
      const answer = await ask(request);
      if (request.type === 'backup.preview')
        return { ok: true, backup: { canUndo: false, changes } };
      if (request.type === 'backup.restore')
        return { ok: true, backup: { canUndo: true, changes, unreadable: ['a.example'] } };
      if (request.type === 'backup.undo')
        return { ok: true, backup: { canUndo: false, changes, unreadable: [] } };
      if (request.type === 'backup.export')
        return {
          ok: true,
          backup: { canUndo: false, text: writeBackup(defaultSettings(), new Date(0)) },
        };
      return answer;
    };
  };

  it('shows what would change before anything does, and can be taken back', async () => {
    const link = await open(answering);
    await pick('{}');
    await expect
      .element(page.getByText('This is what <b>mine</b>.json would change:'))
      .toBeVisible();
    await expect.element(page.getByText('Turned on: a.example')).toBeVisible();
    await expect.element(page.getByText('is not turned on by a backup')).toBeVisible();
    expect(link.requests.map(({ type }) => type)).toEqual(['backup.preview']);
    await tabTo('Restore');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('The settings are restored.')).toBeVisible();
    await expect.element(page.getByText('does not let Seawall read them: a.example')).toBeVisible();
    expect(link.around.calls).toEqual(['sites a.example']);
    await userEvent.click(button('Take the last restoring back'));
    await expect.element(page.getByText('The settings are as they were before.')).toBeVisible();
    expect(link.requests.map(({ type }) => type)).toEqual([
      'backup.preview',
      'backup.restore',
      'backup.undo',
    ]);
    expect(document.querySelector('main b')).toBeNull();
  });

  it('changes nothing where a person leaves it', async () => {
    const link = await open(answering);
    await pick('{}');
    await userEvent.click(button('Leave all as it is'));
    await until(() => document.querySelector('.preview') === null, 'the end');
    expect(link.requests.map(({ type }) => type)).toEqual(['backup.preview']);
  });

  it('that is none is refused with a sentence', async () => {
    const link = await open();
    link.refuses = 'This file is no backup of Seawall’s settings. Nothing was changed.';
    await pick('hello');
    await expect.element(page.getByText('This file is no backup')).toBeVisible();
    expect(document.querySelector('.preview')).toBeNull();
  });

  it('is saved as a file', async () => {
    await open(answering);
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    await userEvent.click(button('Save to a file'));
    await until(() => clicked.mock.contexts.length > 0, 'the file');
    const [link] = clicked.mock.contexts as HTMLAnchorElement[];
    clicked.mockRestore();
    expect(link?.download).toBe('seawall-settings.json');
    expect(await (await fetch(link?.href ?? '')).text()).toBe(
      writeBackup(defaultSettings(), new Date(0)),
    );
  });

  it.each(SCHEMES)('and its preview can be read by everybody, in %s', async (scheme) => {
    await look(320, scheme);
    await open(answering);
    await pick('{}');
    await until(() => focused().includes('would change'), 'the preview has the focus');
    expect(await barriers()).toEqual([]);
    expect(sticksOut()).toEqual([]);
  });
});
