import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { element, emptyStore, type FakeLink, pageOf, unsafe } from '../testing/fake-link';
import { type Mounted, mount, mountPage, mountScene } from '../testing/mount';
import { checked, mixed, scenes } from '../testing/scenes';
import { until } from '../testing/until';

const WIDTHS = [360, 320] as const;
const SCHEMES = ['light', 'dark'] as const;

let mounted: Mounted | null = null;

async function look(width: number, scheme: (typeof SCHEMES)[number]): Promise<void> {
  await page.viewport(width, 600);
  await cdp().send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      // Contrast is measured at rest.
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
}

beforeEach(() => look(360, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

async function withPage(elements = checked, prepare?: (link: FakeLink) => void) {
  mounted = await mountPage(elements, prepare);
  return mounted;
}

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.row')];
const focusedElement = (): string | undefined =>
  document.activeElement instanceof HTMLElement
    ? document.activeElement.dataset.element
    : undefined;

/** Things that stick out of the page on its right. */
const sticksOut = (): string[] =>
  [...document.body.querySelectorAll('*')]
    .filter((each) => !each.closest('.visually-hidden'))
    .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 0.5)
    .map((each) => each.outerHTML.slice(0, 120));

describe.each(WIDTHS)('at %i px', (width) => {
  it.each(scenes)('$name fits', async (scene) => {
    await look(width, 'light');
    mounted = await mountScene(scene);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(sticksOut()).toEqual([]);
  });
});

describe.each(SCHEMES)('in %s', (scheme) => {
  it.each(scenes)('$name can be read by everybody', async (scene) => {
    await look(scheme === 'light' ? 360 : 320, scheme);
    mounted = await mountScene(scene);
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    const found = violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map((node) => [node.html, node.failureSummary]),
    }));
    expect(found).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  it('turns the site off and on', async () => {
    const { link } = await withPage();
    const toggle = page.getByRole('switch', { name: 'Screen example.com' });
    await expect.element(toggle).toHaveAttribute('aria-checked', 'true');
    await userEvent.tab();
    await expect.element(toggle).toHaveFocus();
    await userEvent.keyboard(' ');
    await expect.element(page.getByText('Seawall is off on example.com.')).toBeVisible();
    await expect.element(toggle).toHaveFocus();
    expect(link.calls.slice(-2)).toEqual(['site.set', 'remove example.com']);
    await userEvent.keyboard('{Enter}');
    await expect.element(toggle).toHaveAttribute('aria-checked', 'true');
    expect(link.calls).toContain('request example.com');
  });

  it('filters by flag', async () => {
    await withPage();
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.tab();
    const button = page.getByRole('button', { name: /Unsafe$/ });
    await expect.element(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button).toHaveAttribute('aria-pressed', 'true');
    expect(rows().map((row) => row.dataset.flag)).toEqual(['unsafe', 'unsafe', 'unsafe']);
    await userEvent.keyboard(' ');
    await until(() => rows().length > 3, 'all rows again');
  });

  it('walks the list, which is one stop of Tab, and jumps with Enter', async () => {
    const { link } = await withPage();
    for (let i = 0; i < 6; i++) await userEvent.tab();
    expect(focusedElement()).toBe('2');
    await userEvent.keyboard('{ArrowDown}');
    expect(focusedElement()).toBe('3');
    await userEvent.keyboard('{End}');
    await until(() => focusedElement() === '8', 'the last row');
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    await until(() => focusedElement() === '6', 'the last row but one');
    await userEvent.keyboard('{Home}');
    await until(() => focusedElement() === '2', 'the first row');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(link.page.sent).toEqual([{ type: 'jump', frame: 'top', id: 3 }]);
    expect(document.querySelector('[aria-current="true"]')).toBe(document.activeElement);
    await userEvent.tab();
    expect(rows()).not.toContain(document.activeElement);
  });

  it('keeps the focus on an element that verdicts move', async () => {
    const { link } = await withPage([element(1), element(2), element(3)]);
    for (let i = 0; i < 6; i++) await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    expect(focusedElement()).toBe('2');
    link.page.tell({
      ...pageOf([element(1), element(2), element(3, { verdict: unsafe() })]),
      type: 'changes',
      changed: [element(3, { verdict: unsafe() })],
      removed: [1],
    });
    await until(() => rows()[0]?.dataset.flag === 'unsafe', 'the new order');
    expect(focusedElement()).toBe('2');
    link.page.tell({
      ...pageOf([element(3, { verdict: unsafe() })]),
      type: 'changes',
      changed: [],
      removed: [2],
    });
    await until(() => rows().length === 1, 'one row');
    expect(focusedElement()).toBe('3');
  });
});

it('10,000 elements draw a window of rows, and every one can be reached', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) => element(i));
  const { link } = await withPage(many);
  expect(rows().length).toBeLessThan(30);
  expect(document.querySelector('li')?.getAttribute('aria-setsize')).toBe('10000');
  for (let i = 0; i < 6; i++) await userEvent.tab();
  await userEvent.keyboard('{End}');
  await until(() => focusedElement() === '9999', 'the last row');
  expect(rows().length).toBeLessThan(30);
  const last = document.activeElement?.getBoundingClientRect();
  expect(last?.bottom).toBeLessThanOrEqual(window.innerHeight);

  // Rows that come in above do not push away what is being read.
  const before = last?.top ?? 0;
  const changed = many.slice(0, 50).map((each) => ({ ...each, verdict: unsafe() }));
  const late = Array.from({ length: 50 }, (_, i) => element(20_000 + i, { verdict: unsafe() }));
  link.page.tell({ ...pageOf(many), type: 'changes', changed: [...changed, ...late], removed: [] });
  await until(() => document.querySelector('li')?.getAttribute('aria-setsize') === '10050', 'rows');
  expect(focusedElement()).toBe('9999');
  expect(document.activeElement?.getBoundingClientRect().top).toBeCloseTo(before, 0);
});

it('has room for large counts at 320 px', async () => {
  await look(320, 'light');
  const { link } = await withPage();
  const counts = { safe: 123_456, unsafe: 9_999, unknown: 54_321, waiting: 7 };
  link.page.tell({ ...pageOf([]), type: 'changes', changed: [], removed: [], counts });
  await until(() => document.body.textContent?.includes('123K') ?? false, 'the counts');
  for (const tile of document.querySelectorAll('.filter')) {
    expect(tile.scrollWidth).toBeLessThanOrEqual(tile.clientWidth);
  }
  expect(sticksOut()).toEqual([]);
});

it('shows page text as text, whatever it holds', async () => {
  const hostile = [
    '<img src=x onerror="document.title=\'broken\'"><b>bold</b>',
    '\u202Egnp.exe\u202D\u2066 reversed and never closed',
    `${'Z\u0351\u0363\u0301\u0312'.repeat(40)}`,
    'w'.repeat(160),
    '\u0000\u0007\n\n\n   \t spaced \u2028 out',
    '   ',
  ];
  await withPage(hostile.map((snippet, id) => element(id, { snippet, lang: '"><script>' })));
  expect(document.querySelector('.row img, .row b')).toBeNull();
  expect(document.title).toBe('Seawall');
  expect(rows()[0]?.textContent).toContain(hostile[0]);
  expect(rows()[5]?.textContent).toContain('(no words)');
  // The order of a row's other parts is ours, whichever way the text runs.
  for (const row of rows()) {
    const at = (part: string) => row.querySelector(part)?.getBoundingClientRect();
    expect(at('.chance')?.left ?? 0).toBeGreaterThan(at('.row-language')?.right ?? 1e9);
    expect(at('.chance-number')?.left ?? 0).toBeGreaterThan(at('.chance-bar')?.right ?? 1e9);
    expect(row.querySelector('[lang]')).toBeNull();
  }
  expect(sticksOut()).toEqual([]);
});

it('tells in words who speaks in a talk with an AI', async () => {
  await withPage([
    element(1, { snippet: 'How deep is it?', role: 'request' }),
    element(2, { snippet: 'Ten metres.', role: 'answer', verdict: unsafe(0.9) }),
    element(3, { snippet: 'A page of the harbour office.' }),
  ]);
  const said = [...document.querySelectorAll('.row-language')].map((each) => each.textContent);
  expect(said.toSorted()).toEqual([
    'Answer of an AI · English',
    'Asked of an AI · English',
    'English',
  ]);
  expect(sticksOut()).toEqual([]);
});

it('gives every snippet its language and direction', async () => {
  await withPage([
    element(1, { snippet: 'သတိထားပါ', lang: 'my' }),
    element(2, { snippet: 'שלום', lang: 'he', direction: 'rtl' }),
  ]);
  const [burmese, hebrew] = [...document.querySelectorAll<HTMLElement>('.row-snippet')];
  expect([burmese?.lang, burmese?.dir]).toEqual(['my', 'ltr']);
  expect([hebrew?.lang, hebrew?.dir]).toEqual(['he', 'rtl']);
});

it('tells turning points to a screen reader, and not every number', async () => {
  const { link } = await withPage(mixed);
  const live = document.querySelector('.visually-hidden[role="status"]');
  const said: string[] = [];
  const observer = new MutationObserver(() => said.push(live?.textContent ?? ''));
  if (live) observer.observe(live, { childList: true, characterData: true, subtree: true });
  await until(() => said.length > 0, 'the first words');
  for (let i = 0; i < 5; i++) {
    link.page.tell({ ...pageOf(mixed), type: 'changes', changed: [element(20 + i)], removed: [] });
  }
  link.page.tell({ ...pageOf(checked), type: 'changes', changed: [], removed: [10, 11] });
  await until(() => said.length > 1, 'the last words');
  observer.disconnect();
  expect(said).toEqual(['Screening this page.', 'Page checked: 3 unsafe, 2 unknown, 4 safe.']);
});

it('counts as checked only what the guard has answered', async () => {
  const { link } = await withPage(mixed);
  const status = page.getByText(/on this device/);
  await expect.element(status).toHaveTextContent('7 of 11 checked, 2 not known');
  link.page.tell({ ...pageOf(checked), type: 'changes', changed: [], removed: [10, 11] });
  await expect
    .element(status)
    .toHaveTextContent('Screened on this device · 7 checked, 2 not known');
});

it('says what is practice, what can be wrong, and that marks are being removed', async () => {
  const scene = scenes.find((each) => each.name === 'marks removed');
  if (!scene) throw new Error('no such scene');
  mounted = await mountScene(scene);
  for (const sentence of [
    'Practice guard: for trying out, no protection.',
    'Seawall can be wrong. Look before you decide.',
    'This page keeps removing Seawall’s marks. The list here is still right.',
  ]) {
    await expect.element(page.getByText(sentence)).toBeVisible();
  }
});

it('says that the rest of a page waits for the battery', async () => {
  const scene = scenes.find((each) => each.name === 'a low battery');
  if (!scene) throw new Error('no such scene');
  mounted = await mountScene(scene);
  const sentence = page.getByText(/^The battery is low: only what is in view is screened/);
  await expect.element(sentence).toBeVisible();
  mounted.link.page.tell({ ...pageOf(checked), type: 'changes', changed: [], removed: [] });
  await expect.element(sentence).not.toBeInTheDocument();
});

it('keeps the technical message of a failure in the details, as text', async () => {
  mounted = await mount((link) => {
    link.guard = { status: 'failed', code: 'damaged', message: '<i>decoder</i> at byte 12' };
  });
  const { link } = mounted;
  await userEvent.click(page.getByText('Details'));
  await expect.element(page.getByText('<i>decoder</i> at byte 12')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  expect(link.requests.at(-1)).toEqual({ type: 'guard.retry' });
});

it('leads to the options, also for a guard', async () => {
  mounted = await mount((link) => {
    link.guard = { status: 'none' };
  });
  const { link } = mounted;
  await userEvent.click(page.getByRole('button', { name: 'Get a guard' }));
  await userEvent.click(page.getByRole('button', { name: 'Options' }));
  expect(link.calls.filter((call) => call === 'options').length).toBe(2);
});

it('sends whoever lost a guard to where it can be installed', async () => {
  mounted = await mount((link) => {
    link.guard = { status: 'failed', code: 'missing', message: 'guard-1' };
  });
  await userEvent.click(page.getByRole('button', { name: 'Install it again' }));
  expect(mounted.link.calls.at(-1)).toBe('options');
});

it('tells how far an installation is, on one line', async () => {
  const { link } = await withPage();
  const install = {
    status: 'running' as const,
    source: { kind: 'web' as const, address: 'hf:example/guard' },
    name: 'SEA-Guard\u202E 4B',
    stage: 'downloading' as const,
    doneBytes: 1_218_000_000,
    totalBytes: 2_900_000_000,
    bytesPerSecond: null,
    notices: [],
  };
  link.background.tell({ type: 'store', store: emptyStore({ install }) });
  await expect.element(page.getByText('Installing SEA-Guard 4B · 42%')).toBeVisible();
  link.background.tell({
    type: 'store',
    store: emptyStore({ install: { ...install, status: 'paused' } }),
  });
  await expect.element(page.getByText('Installing SEA-Guard 4B, paused · 42%')).toBeVisible();
  link.background.tell({ type: 'store', store: emptyStore() });
  await until(() => document.querySelector('.note-install') === null, 'no line');
});

it('tells what did not work until the next try', async () => {
  const { link } = await withPage();
  link.answers = false;
  await userEvent.click(page.getByRole('switch'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('did not answer');
  await expect.element(page.getByRole('switch')).toHaveAttribute('aria-checked', 'true');
  await userEvent.click(page.getByRole('button', { name: 'Dismiss' }));
  await expect.element(page.getByRole('alert')).toHaveTextContent('');
});

describe('parts of the page that are not screened', () => {
  const button = () => document.querySelector<HTMLElement>('[data-parts] button');

  it('are told of aloud, and the focus is not lost when they are allowed', async () => {
    const { link } = await withPage();
    const status = document.querySelector('.parts');
    expect(status?.getAttribute('role')).toBe('status');
    expect(status?.textContent).toBe('');
    link.page.tell(pageOf(checked, { parts: [{ site: 'a.example', count: 1 }] }));
    await until(() => button() !== null, 'the button');
    expect(status?.contains(button())).toBe(true);
    button()?.focus();
    await userEvent.keyboard('{Enter}');
    await until(() => button() === null, 'the end of the note');
    expect(document.activeElement).toBe(status);
  });
});
