import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { decision, entry, START } from '../../core/review/testing/entries';
import { lockWords } from '../strings-lock';
import type { FakeReviewLink } from '../testing/fake-review-link';
import { type MountedReview, mountReview } from '../testing/mount-review';
import { barriers, button, focused, look, SCHEMES, sticksOut, tabTo } from '../testing/on-screen';
import { until } from '../testing/until';
import { VIEWS } from './page';
import { words } from './strings';

let mounted: MountedReview | null = null;

beforeEach(() => look(1_200, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

const DAY = 24 * 60 * 60_000;
/** The smallest PNG there is: one dot. */
const DOT = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  (char) => char.charCodeAt(0),
);
const HOSTILE =
  '<img src=x onerror="document.title=1"> \u202e</p><script>document.title=2</script>';

/** Six undecided unsafe ones on two sites, a picture among them, one decided, one safe. */
async function fill(link: FakeReviewLink): Promise<void> {
  const at = (i: number) => ({ seenAt: Date.now() - i * 60_000 });
  const other = { address: 'https://forum.example.org/thread' };
  link.entries = await Promise.all([
    entry(1, { ...at(1), snippet: 'Whoever took my rope' }),
    entry(2, { ...at(2), snippet: HOSTILE }),
    entry(3, { ...at(3), ...other, kind: 'image', snippet: 'A red sign', thumbnail: DOT }),
    entry(4, { ...at(4), ...other, snippet: 'ข้อความที่ไม่ปลอดภัย', language: 'th' }),
    entry(5, { ...at(5), language: null, pUnsafe: null, engine: 'hosted' }),
    entry(1, { ...at(6), ...other, snippet: 'Whoever took my rope' }),
    entry(7, { ...at(7), decision: decision({ call: 'overturn', note: 'a quotation' }) }),
    entry(8, { ...at(8), flag: 'safe', pUnsafe: 0.1 }),
  ]);
}

/** Enough decisions for all three suggestions. */
async function decided(link: FakeReviewLink): Promise<void> {
  const seenAt = Date.now() - DAY;
  const of = (i: number, p: number, flag: 'safe' | 'unsafe', call: 'agree' | 'overturn') =>
    entry(i, { pUnsafe: p, flag, seenAt, decision: decision({ call }) });
  link.entries = await Promise.all(
    Array.from({ length: 100 }, (_, i) => {
      if (i < 40) return of(i, 0.9, 'unsafe', 'agree');
      if (i < 50) return of(i, 0.6, 'unsafe', 'overturn');
      if (i < 55) return of(i, 0.4, 'safe', 'overturn');
      return of(i, 0.1, 'safe', 'agree');
    }),
  );
}

async function open(prepare: (link: FakeReviewLink) => void | Promise<void> = fill) {
  mounted = await mountReview(prepare);
  return mounted;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-entry]')];
const currentRow = () => document.querySelector<HTMLElement>('[data-entry][aria-current]');
const content = () => document.querySelector<HTMLElement>('.content');
const isHidden = () => content()?.dataset.hidden === 'true';
const sent = (link: FakeReviewLink, type: string) =>
  link.requests.filter((request) => request.type === type);

describe('with the keyboard alone', () => {
  it('goes through a whole session', async () => {
    const { link } = await open();
    expect(rows().length).toBe(6);
    // Letters are keys wherever the focus is.
    expect(isHidden()).toBe(true);
    await userEvent.keyboard('r');
    await until(() => !isHidden(), 'the text');
    expect(content()?.textContent).toContain('Whoever took my rope');

    await userEvent.keyboard('a');
    await until(() => rows().indexOf(currentRow() as HTMLElement) === 1, 'the next');
    expect(rows()[0]?.dataset.decision).toBe('agree');
    expect(isHidden()).toBe(true);

    await userEvent.keyboard('n');
    expect(document.activeElement?.id).toBe('note');
    await userEvent.keyboard('ao joke');
    await userEvent.keyboard('{Escape}');
    expect(currentRow()).toBe(document.activeElement);
    await userEvent.keyboard('o');
    await until(() => rows()[1]?.dataset.decision === 'overturn', 'the overturning');
    // The focus goes along in the list.
    await until(() => document.activeElement === rows()[2], 'the focus on the next');

    await userEvent.keyboard('s');
    await until(() => document.activeElement === rows()[3], 'the next');
    await userEvent.keyboard('k');
    await until(() => document.activeElement === rows()[2], 'the one before');
    await userEvent.keyboard('{ArrowDown}');
    await until(() => currentRow() === rows()[3], 'the next by its arrow');
    await userEvent.keyboard('u');
    await until(() => rows()[1]?.dataset.decision === undefined, 'the undoing');
    await until(() => currentRow() === rows()[1], 'what was undone');
    await userEvent.keyboard('{Control>}z{/Control}');
    await until(() => rows()[0]?.dataset.decision === undefined, 'the undoing of the first');

    expect(sent(link, 'review.decide').map((each) => ('call' in each ? each.call : ''))).toEqual([
      'agree',
      'overturn',
    ]);
    expect(sent(link, 'review.decide')[1]).toMatchObject({ note: 'ao joke' });
    expect(link.entries.filter((each) => each.decision).length).toBe(1);
  });

  it('shows its keys, and gives the focus back', async () => {
    await open();
    await tabTo(words.keys.open);
    await userEvent.keyboard('?');
    await until(() => document.querySelector('dialog[open]') !== null, 'the keys');
    expect(await barriers()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await until(() => document.querySelector('dialog') === null, 'the end');
    expect(focused()).toBe(words.keys.open);
  });

  it('leaves letters alone where a person writes, or has said so', async () => {
    const { link } = await open();
    await userEvent.keyboard('/');
    expect(document.activeElement?.id).toBe('search');
    await userEvent.keyboard('rope');
    await until(() => rows().length === 2, 'what has the word');
    expect(sent(link, 'review.decide')).toEqual([]);
    (document.activeElement as HTMLElement).blur();
    await page.getByRole('checkbox', { name: words.looks.keys }).click();
    await userEvent.keyboard('a');
    await userEvent.keyboard('{Control>}z{/Control}');
    await until(() => sent(link, 'review.undo').length === 1, 'the undoing');
    expect(sent(link, 'review.decide')).toEqual([]);
  });
});

it('says to the ear what happened and where one is', async () => {
  await open();
  await userEvent.keyboard('a');
  const said = () =>
    [...document.querySelectorAll('.visually-hidden[role=status]')].map((e) => e.textContent);
  await until(
    () => said().includes('Agreed. Entry 2 of 6: Unsafe, Text, example.com.'),
    'the sentence',
  );
});

it('shows what pages wrote as text', async () => {
  const { link } = await open();
  link.entries = link.entries.map((each) => ({ ...each, build: HOSTILE, site: HOSTILE }));
  mounted?.page.store.setHabits({ open: true });
  await mounted?.page.store.load();
  await userEvent.keyboard('j');
  await until(() => content()?.textContent?.includes(HOSTILE) === true, 'the text');
  await until(
    () => document.querySelector('.facts')?.textContent?.includes(HOSTILE) === true,
    'the guard’s name',
  );
  expect(document.querySelector('.page :is(img, script)')).toBeNull();
  expect(document.title).toBe('Seawall review');
});

it('keeps a picture blurred until it is asked for, and then in grey', async () => {
  await open();
  await userEvent.keyboard('jj');
  await until(() => document.querySelector('.content img') !== null, 'the picture');
  expect(isHidden()).toBe(true);
  const picture = () => document.querySelector<HTMLImageElement>('.content img');
  expect(getComputedStyle(picture()?.parentElement as Element).filter).toContain('blur');
  await button('Look').click();
  expect(isHidden()).toBe(false);
  expect(getComputedStyle(picture() as Element).filter).toBe('grayscale(1)');
  expect(picture()?.alt).toBe('Picture: A red sign');
  await page.getByRole('checkbox', { name: words.looks.grey }).click();
  expect(getComputedStyle(picture() as Element).filter).toBe('none');
});

it('decides about the same content and the same site at once, after a second word', async () => {
  const { link } = await open();
  await until(() => document.querySelector('#together') !== null, 'the groups');
  const same = page.getByText('The same content is in 2 undecided entries.');
  await expect.element(same).toBeVisible();
  await button(words.together.overturn).first().click();
  await until(() => focused() === words.together.no, 'the question');
  await button(words.together.yes).click();
  await until(
    () => rows().filter((row) => row.dataset.decision === 'overturn').length === 2,
    'two',
  );
  expect(sent(link, 'review.decideTogether')).toMatchObject([{ by: 'content', flag: 'unsafe' }]);
  await userEvent.keyboard('u');
  await until(() => rows().every((row) => row.dataset.decision === undefined), 'the undoing');
});

it('filters by every field, and finds words', async () => {
  const { link } = await open();
  document.querySelector<HTMLElement>('.filters summary')?.click();
  const pick = (name: string, value: string) => page.getByLabelText(name).selectOptions(value);
  await pick(words.filters.flag, 'safe');
  await until(() => rows().length === 1, 'the safe one');
  await pick(words.filters.flag, 'Any');
  await pick(words.filters.decision, 'Any');
  await until(() => rows().length === 8, 'all');
  await pick(words.filters.kind, 'Picture');
  await until(() => rows().length === 1, 'the picture');
  await pick(words.filters.kind, 'Any');
  await pick(words.filters.site, 'forum.example.org');
  await until(() => rows().length === 3, 'those of the site');
  await pick(words.filters.language, 'Thai');
  await until(() => rows().length === 1, 'the Thai one');
  await pick(words.filters.language, words.filters.noLanguage);
  await until(() => document.querySelector('.queue-list .panel') !== null, 'nothing');
  await button(words.filters.reset).click();
  await until(() => rows().length === 8, 'all again');
  await pick(words.filters.time, words.filters.times.day);
  const last = sent(link, 'review.page').at(-1);
  expect(last).toMatchObject({ filter: { from: expect.any(Number) } });
  expect(rows().length).toBe(8);
});

it('has two names, and keeps with a decision who made it', async () => {
  const { link } = await open();
  for (const name of ['Ana', 'Budi']) {
    await button(words.reviewer.add).click();
    await until(() => document.activeElement?.tagName === 'INPUT', 'the field');
    await userEvent.keyboard(`${name}{Enter}`);
  }
  await until(() => document.querySelector('.reviewer form') === null, 'the end of the field');
  // In the list of names, a letter would be a name's.
  await until(() => focused() === words.reviewer.add, 'the button again');
  await new Promise((done) => setTimeout(done, 150)); // What is lost is looked for after 60 ms.
  await userEvent.keyboard('a');
  await until(() => sent(link, 'review.decide').length === 1, 'the first');
  await page.getByLabelText(words.reviewer.label).selectOptions('Ana');
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('a');
  await until(() => sent(link, 'review.decide').length === 2, 'the second');
  expect(link.entries.slice(0, 2).map((each) => each.decision?.reviewer)).toEqual(['Budi', 'Ana']);
});

it('deletes one and a site, each after a second word', async () => {
  const { link } = await open();
  await button(words.forget.one).click();
  await button(words.forget.no).click();
  await until(() => focused() === words.forget.one, 'the button again');
  expect(link.entries.length).toBe(8);
  await button(words.forget.one).click();
  await button(words.forget.yes).click();
  await until(() => rows().length === 5, 'one fewer');
  await button(words.forget.site('example.com')).click();
  await button(words.forget.yes).click();
  await until(() => rows().length === 3, 'the other site alone');
});

it('leaves the focus where the work is, whatever has gone from there', async () => {
  await open();
  // A question answered, a form left, a list that is new: with keys alone.
  await tabTo(words.forget.one);
  await userEvent.keyboard('{Enter}');
  await tabTo(words.forget.yes);
  await userEvent.keyboard('{Enter}');
  await until(() => rows().length === 5, 'one fewer');
  await until(() => focused() === words.forget.one, 'the button again');
  await tabTo(words.reviewer.add);
  await userEvent.keyboard('{Enter}Ana{Enter}');
  await until(() => document.querySelector('.reviewer form') === null, 'the end of the field');
  await until(() => focused() === words.reviewer.add, 'the button again');
  expect(document.activeElement?.matches(':focus-visible')).toBe(true);
});

it('tells of new entries without moving the list', async () => {
  const { link } = await open();
  link.entries.push(await entry(20, { seenAt: Date.now() + 1_000, snippet: 'new' }));
  link.tell({ type: 'reviewed' });
  await expect.element(page.getByText(words.list.fresh)).toBeVisible();
  expect(rows().length).toBe(6);
  await button(words.list.show).click();
  await until(() => rows().length === 7, 'the new one');
});

it('asks for the PIN where it is locked, and goes on', async () => {
  const { link } = await open(async (link) => {
    await fill(link);
    link.pin = '2580';
  });
  const field = page.getByLabelText('PIN', { exact: true });
  await expect.element(field).toHaveFocus();
  expect(document.body.textContent).not.toContain('rope');
  expect(await barriers()).toEqual([]);
  await userEvent.keyboard('1111{Enter}');
  await expect.element(page.getByText(lockWords.refusals.wrong)).toBeVisible();
  await userEvent.keyboard('2580{Enter}');
  await until(() => rows().length === 6, 'the list');
  expect(link.pin).toBeNull();
});

it('shows nothing to whoever does not give it, and asks once more when told to', async () => {
  const { link } = await open(async (link) => {
    await fill(link);
    link.pin = '2580';
  });
  await expect.element(page.getByLabelText('PIN', { exact: true })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText(words.locked.body)).toBeVisible();
  expect(document.body.textContent).not.toContain('rope');
  const asked = link.requests.length;
  link.tell({ type: 'reviewed' });
  expect(link.requests).toHaveLength(asked);
  document.querySelector<HTMLButtonElement>('.locked .button')?.click();
  await expect.element(page.getByLabelText('PIN', { exact: true })).toHaveFocus();
  await userEvent.keyboard('2580{Enter}');
  await until(() => rows().length === 6, 'the list');
});

describe('thresholds', () => {
  it('are suggested, used by a click, and taken back', async () => {
    const { link, page: review } = await open(decided);
    await button(words.views.thresholds).click();
    await until(() => document.querySelector('.threshold-chart svg') !== null, 'the picture');
    const threshold = () => link.preferences.thresholds.all;
    const inCard = (balance: string) =>
      document.querySelector<HTMLElement>(`[data-balance="${balance}"] .button`);
    expect(threshold()).toBe(0.5);
    inCard('strict')?.click();
    await until(() => threshold() === 0.4, 'the strict one');
    await until(() => inCard('strict')?.textContent === words.thresholds.inUse, 'its word');
    inCard('quiet')?.click();
    await until(() => threshold() === 0.9, 'the quiet one');
    await button(words.thresholds.undo('40%')).click();
    await until(() => threshold() === 0.4, 'the one before');
    review.measures.language.value = 'en';
    await until(() => inCard('quiet')?.textContent === words.thresholds.use, 'English');
    inCard('quiet')?.click();
    await until(() => link.preferences.thresholds.languages.en === 0.9, 'its own');
    expect(threshold()).toBe(0.4);
    await button(words.thresholds.undoNone).click();
    await until(() => link.preferences.thresholds.languages.en === undefined, 'as for all');
  });

  it('are not suggested from little, and the page says what is missing', async () => {
    await open();
    await button(words.views.thresholds).click();
    await expect
      .element(page.getByText('Decide about 49 more entries first.').first())
      .toBeVisible();
    expect(document.querySelectorAll('.balance .button').length).toBe(0);
  });
});

describe('files', () => {
  it('go out in pieces, the guard’s verdict and the person’s in each line', async () => {
    const { saved } = await open();
    await button(words.views.files).click();
    await button(words.files.csv).click();
    await until(() => saved.length === 1, 'the file');
    expect(saved[0]?.name).toBe('seawall-review.csv');
    const lines = saved[0]?.text.trim().split('\r\n') ?? [];
    expect(lines.length).toBe(9);
    expect(lines.some((line) => line.includes('unsafe') && line.includes('overturn'))).toBe(true);
    await button(words.files.jsonl).click();
    await until(() => saved.length === 2, 'the other');
    expect(saved[1]?.text.trim().split('\n').length).toBe(8);
  });

  it('come in, and what is refused is told by its line', async () => {
    const { link, page: review, saved } = await open();
    await button(words.views.files).click();
    await button(words.files.jsonl).click();
    await until(() => saved.length === 1, 'the file');
    link.entries = [];
    const text = `${saved[0]?.text}{"flag":"perhaps"}\n`;
    await review.files.importFile(new File([text], 'x.jsonl'));
    await expect.element(page.getByText(/^Line 9: /)).toBeVisible();
    expect(link.entries.length).toBe(8);
  });
});

it('sets what is kept', async () => {
  const { link } = await open();
  await button(words.views.files).click();
  await page.getByRole('checkbox', { name: words.storage.keepSafe }).click();
  await until(() => link.preferences.review.keepSafe, 'the setting');
  const field = page.getByLabelText(words.storage.age);
  await field.fill('0');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('30');
  await button(words.storage.save).click();
  await until(() => link.preferences.review.limits.maxAgeMs === 30 * DAY, 'the limit');
  await button(words.forget.all).click();
  await until(() => focused() === words.forget.no, 'the question');
  await button(words.forget.yes).click();
  await until(() => link.entries.length === 0, 'the end of all');
});

const scenes = [
  ...VIEWS.map((view) => ({ view, prepare: view === 'thresholds' ? decided : fill })),
  { view: 'queue' as const, prepare: () => {} },
];

async function show({ view, prepare }: (typeof scenes)[number]): Promise<void> {
  const { page: review } = await open(prepare);
  review.show(view);
  if (view === 'pictures') await until(() => document.querySelector('.bars') !== null, 'bars');
  if (view === 'thresholds') await until(() => document.querySelector('figure') !== null, 'it');
  for (const each of document.querySelectorAll('details')) each.open = true;
}

describe.each(SCHEMES)('in %s', (scheme) => {
  it.each(scenes)('$view can be read by everybody', async (scene) => {
    await look(scheme === 'light' ? 1_200 : 400, scheme);
    await show(scene);
    expect(await barriers()).toEqual([]);
  });
});

/** What stands over the queue, in its place, or within it for a while. */
const overlays: { name: string; prepare?: typeof fill; begin?: () => void | Promise<void> }[] = [
  { name: 'the keys', begin: () => userEvent.keyboard('?') },
  { name: 'a question', begin: () => button(words.forget.one).click() },
  { name: 'a name to be written', begin: () => button(words.reviewer.add).click() },
  { name: 'what is looked at', begin: () => userEvent.keyboard('jjr') },
  {
    name: 'the PIN asked for',
    prepare: async (link) => {
      await fill(link);
      link.pin = '2580';
    },
  },
  {
    name: 'a locked page',
    prepare: async (link) => {
      await fill(link);
      link.pin = '2580';
    },
    begin: async () => {
      await until(() => document.querySelector('dialog.unlock[open]') !== null, 'the dialog');
      await userEvent.keyboard('{Escape}');
      await until(() => document.querySelector('.locked') !== null, 'the page');
    },
  },
  {
    name: 'what an organisation has locked',
    begin: async () => {
      mounted?.link.tell({ type: 'policy', policy: { set: ['review'], locked: ['review'] } });
      mounted?.page.show('files');
      await until(() => document.querySelector('.managed-note') !== null, 'the note');
    },
  },
];

describe.each(SCHEMES)('over it, in %s', (scheme) => {
  it.each(overlays)('$name can be read by everybody', async ({ prepare, begin }) => {
    await look(scheme === 'light' ? 1_200 : 360, scheme);
    await open(prepare ?? fill);
    await begin?.();
    expect(await barriers()).toEqual([]);
  });
});

it.each(scenes)('$view fits into 320 px', async (scene) => {
  await look(320, 'light');
  await show(scene);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  expect(sticksOut()).toEqual([]);
});

it('holds a hundred thousand without many of them on the page', async () => {
  const one = await entry(1);
  await open((link) => {
    link.entries = Array.from({ length: 3_000 }, (_, i) => ({
      ...one,
      id: i.toString(16).padStart(32, '0'),
      seenAt: START + i,
    }));
  });
  const list = document.querySelector<HTMLElement>('.windowed');
  for (let i = 0; i < 5; i++) {
    list?.scrollTo(0, 1e9);
    const before = mounted?.page.store.items.value.length ?? 0;
    await until(() => (mounted?.page.store.items.value.length ?? 0) > before, 'more');
  }
  expect(rows().length).toBeLessThan(40);
});
