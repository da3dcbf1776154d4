import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import type { ElementSummary } from '../../platform/messages';
import { type FakeLink, notKnown, pageOf, picture, unsafe } from '../testing/fake-link';
import { type Mounted, mountPage } from '../testing/mount';
import { pictures, SMALL_PICTURE, showPictures } from '../testing/scenes';
import { until } from '../testing/until';

let mounted: Mounted | null = null;

const media = (features: { name: string; value: string }[]) =>
  cdp().send('Emulation.setEmulatedMedia', { features });

beforeEach(async () => {
  // High enough for every row of the scene.
  await page.viewport(360, 1200);
  await media([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
});
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

async function withPage(elements: ElementSummary[] = pictures, prepare = showPictures) {
  mounted = await mountPage(elements, prepare);
  return mounted;
}

const rowOf = (id: number): HTMLElement => {
  const row = document.querySelector<HTMLElement>(`[data-element="${id}"]`);
  if (!row) throw new Error(`there is no row ${id}`);
  return row;
};
const boxOf = (id: number): HTMLElement => {
  const box = rowOf(id).parentElement?.querySelector<HTMLElement>('.picture');
  if (!box) throw new Error(`row ${id} has no picture`);
  return box;
};
const isThere = (id: number) =>
  until(() => boxOf(id).dataset.picture === 'there', `the picture of ${id}`);
const filterOf = (id: number): string => {
  const image = boxOf(id).querySelector('img');
  return image ? getComputedStyle(image).filter : 'no picture';
};
const showButton = (id: number): HTMLButtonElement | null => boxOf(id).querySelector('button');
const asked = ({ link }: Mounted) =>
  link.requests.filter(({ type }) => type === 'image.thumbnail').length;

describe('a picture in the list', () => {
  it('is blurred unless the guard calls it safe', async () => {
    await withPage();
    for (const id of [21, 22, 23, 25, 30]) await isThere(id);
    expect(filterOf(21)).toContain('blur'); // unsafe
    expect(filterOf(25)).toContain('blur'); // waiting
    expect(filterOf(30)).toContain('blur'); // unknown
    expect([22, 23].map(filterOf)).toEqual(['none', 'none']);
    expect([22, 23].map(showButton)).toEqual([null, null]);
  });

  it('is shown by its own button, and no other with it', async () => {
    const { link } = await withPage();
    for (const id of [21, 25, 30]) await isThere(id);
    await userEvent.click(
      page.getByRole('button', { name: 'Show the picture: A red boat at the pier', exact: true }),
    );
    expect(filterOf(21)).toBe('none');
    expect([25, 30].map(filterOf).join()).not.toContain('none');
    await userEvent.click(
      page.getByRole('button', { name: 'Hide the picture: A red boat at the pier', exact: true }),
    );
    expect(filterOf(21)).toContain('blur');
    // A look at it is no jump to it.
    expect(link.page.sent).toEqual([]);
  });

  it('that becomes another picture is blurred again', async () => {
    const other = 'https://img.example.com/other.jpg';
    const { link } = await withPage([picture(21, {}, { verdict: unsafe() })], (l) => {
      showPictures(l);
      l.thumbnails.set(other, SMALL_PICTURE);
    });
    await isThere(21);
    showButton(21)?.click();
    await until(() => filterOf(21) === 'none', 'the picture');
    const changed = [picture(21, { src: other }, { verdict: unsafe() })];
    link.page.tell({ ...pageOf(changed), type: 'changes', changed, removed: [] });
    await until(() => filterOf(21).includes('blur'), 'the other picture to be blurred');
  });

  it('becomes clear when it turns out safe, and blurred when unsafe', async () => {
    const { link } = await withPage([picture(21, {}, { verdict: null })]);
    await isThere(21);
    expect(filterOf(21)).toContain('blur');
    for (const [verdict, filter] of [
      [picture(1).verdict, /^none$/],
      [unsafe(), /blur/],
    ] as const) {
      const changed = [picture(21, {}, { verdict })];
      link.page.tell({ ...pageOf(changed), type: 'changes', changed, removed: [] });
      await until(() => filter.test(filterOf(21)), `the filter ${filter}`);
    }
    // It was there all the while: one question with no verdict, and none after.
    expect(link.requests.filter(({ type }) => type === 'image.thumbnail').length).toBe(1);
  });

  it('is a quiet sign where none is to be had', async () => {
    const made = await withPage();
    await isThere(21);
    for (const id of [24, 26, 27, 28, 29]) {
      expect(boxOf(id).dataset.picture).toBe('none');
      expect(boxOf(id).querySelector('.picture-icon')).not.toBeNull();
      expect(showButton(id)).toBeNull();
    }
    // Asked for: 21, 22, 23, 30; not for what has no address, is sent along or is out of reach.
    expect(asked(made)).toBe(4);
  });

  it('is a quiet sign where what came is no picture', async () => {
    const broken = 'data:image/png;base64,AAAA';
    await withPage([picture(21, {}, { verdict: unsafe() })], (link) => {
      link.thumbnails.set('https://img.example.com/21.jpg', broken);
    });
    await until(() => boxOf(21).querySelector('.picture-icon') !== null, 'the sign');
    expect(showButton(21)).toBeNull();
  });

  it.each([
    'https://img.example.com/21.jpg',
    'data:image/svg+xml,<svg onload="document.title=1"/>',
    'data:text/html,hello',
  ])('never loads %s, whoever says so', async (address) => {
    const { link } = await withPage(
      [picture(21, { src: null, thumbnail: address }), picture(22, {})],
      (l) => {
        l.thumbnails.set('https://img.example.com/22.jpg', address);
      },
    );
    await until(() => link.requests.some(({ type }) => type === 'image.thumbnail'), 'the question');
    await until(
      () => [21, 22].every((id) => boxOf(id).dataset.picture === 'none'),
      'both to be without',
    );
    expect(document.querySelector('.popup img')).toBeNull();
  });

  it('tells the background whether the window is private, and says so where it is not known', async () => {
    const privates = async (view: FakeLink['view']) => {
      const { link } = await withPage([picture(21)], (l) => {
        showPictures(l);
        l.view = view;
      });
      await until(() => link.requests.at(-1)?.type === 'image.thumbnail', 'the question');
      mounted?.unmount();
      mounted = null;
      return link.requests.at(-1);
    };
    const view = { id: 7, url: 'https://example.com/', loading: false };
    expect(await privates({ ...view, private: false })).toMatchObject({ private: false });
    expect(await privates({ ...view, private: true })).toMatchObject({ private: true });
  });
});

it('of 1,000 pictures only those near the view are asked for, and what was seen is kept', async () => {
  const many = Array.from({ length: 1_000 }, (_, id) => picture(id));
  const made = await withPage(many, (link) => {
    for (let id = 0; id < 1_000; id++) {
      link.thumbnails.set(`https://img.example.com/${id}.jpg`, SMALL_PICTURE);
    }
  });
  await isThere(0);
  const first = asked(made);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(30);
  const list = document.querySelector('.windowed');
  list?.scrollTo(0, 40_000);
  await until(() => document.querySelector('[data-element="480"]') !== null, 'the middle');
  await isThere(480);
  const second = asked(made);
  expect(second).toBeLessThan(60);
  list?.scrollTo(0, 0);
  await until(() => document.querySelector('[data-element="0"]') !== null, 'the first row');
  // At once, without an empty box in between.
  expect(boxOf(0).dataset.picture).toBe('there');
  expect(asked(made)).toBe(second);
});

it('a picture whose server stalls keeps no other from being shown', async () => {
  const stalled = Array.from({ length: 8 }, (_, id) => picture(id, {}, { verdict: null }));
  const judged = picture(50, {}, { verdict: unsafe() });
  await withPage([...stalled, judged], (link) => {
    for (let id = 0; id < 8; id++) {
      link.thumbnails.set(`https://img.example.com/${id}.jpg`, new Promise(() => {}));
    }
    link.thumbnails.set('https://img.example.com/50.jpg', SMALL_PICTURE);
  });
  await isThere(50);
  expect(boxOf(1).dataset.picture).toBe('asked');
});

it('is read out as a picture, with its flag, its words and its chance', async () => {
  await withPage();
  const name = (id: number) => rowOf(id).textContent?.replace(/\s+/g, ' ');
  expect(name(21)).toBe('Unsafe.Picture: A red boat at the pier640 × 480Chance of unsafe:98%');
  expect(name(23)).toContain('Picture: IMG 2041.jpg');
  expect(name(24)).toContain('Picture without words');
  expect(name(26)).toContain('Its server did not hand it out');
  const thai = rowOf(22).querySelector<HTMLElement>('[lang]');
  expect(thai?.lang).toBe('th');
  expect(thai?.textContent).not.toContain('Picture');
  // The picture itself says nothing more.
  await isThere(21);
  expect(boxOf(21).querySelector('img')?.alt).toBe('');
});

it('is shown and left with the keyboard alone', async () => {
  const { link } = await withPage([
    picture(21, {}, { verdict: unsafe() }),
    picture(30, {}, { verdict: notKnown('timeout') }),
    picture(22),
  ]);
  for (const id of [21, 30, 22]) await isThere(id);
  for (let i = 0; i < 6; i++) await userEvent.tab();
  expect(document.activeElement).toBe(rowOf(21));
  await userEvent.tab();
  expect(document.activeElement).toBe(showButton(21));
  await userEvent.keyboard('{Enter}');
  expect(filterOf(21)).toBe('none');
  expect(document.activeElement).toBe(showButton(21));
  await userEvent.keyboard('{ArrowDown}');
  await until(() => document.activeElement === rowOf(30), 'the next row');
  await userEvent.tab();
  expect(document.activeElement).toBe(showButton(30));
  // The one after it is no stop: the list has one row in the order of Tab.
  await userEvent.tab();
  expect(document.activeElement?.closest('.windowed')).toBeNull();
  await userEvent.tab({ shift: true });
  expect(document.activeElement).toBe(showButton(30));
  // A verdict takes the button away; the focus stays in its row.
  const changed = [picture(30, {}, { verdict: picture(1).verdict })];
  link.page.tell({ ...pageOf(changed), type: 'changes', changed, removed: [] });
  await until(() => showButton(30) === null, 'the button to go');
  await until(() => document.activeElement === rowOf(30), 'the focus on its row');
});

it('moves only for readers who do not mind', async () => {
  await withPage();
  await isThere(21);
  const image = boxOf(21).querySelector('img');
  if (!image) throw new Error('there is no picture');
  const lasts = () =>
    Math.max(...getComputedStyle(image).transitionDuration.split(',').map(parseFloat));
  expect(lasts()).toBe(0);
  await media([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
  expect(lasts()).toBeGreaterThan(0);
});

it('stays blurred, and its button readable, in colours of the reader’s own', async () => {
  await media([{ name: 'forced-colors', value: 'active' }]);
  await withPage();
  await isThere(21);
  expect(filterOf(21)).toContain('blur');
  const chip = showButton(21)?.querySelector('span');
  if (!chip) throw new Error('there is no button');
  const { backgroundColor, color } = getComputedStyle(chip);
  expect(backgroundColor).not.toBe(color);
  expect(backgroundColor).not.toContain('rgba(0, 0, 0, 0)');
});

describe('what can be done about pictures that stay unknown', () => {
  const locked = [27, 28, 29].map((id) => picture(id, {}, { verdict: notKnown('image-locked') }));
  const other = picture(
    40,
    { src: 'https://cdn.example.net/a.png' },
    { verdict: notKnown('image-locked') },
  );

  it('is to allow the site that most of them come from', async () => {
    const { link } = await withPage([other, ...locked]);
    await expect
      .element(page.getByText('3 pictures come from img.example.com, which Seawall may not read.'))
      .toBeVisible();
    await userEvent.click(page.getByRole('button', { name: /^Allow/ }));
    expect(link.calls.at(-1)).toBe('request img.example.com');
    // The background asks for them again, and the page tells what came of it.
    const changed = locked.map((each) => ({ ...each, verdict: unsafe() }));
    link.page.tell({ ...pageOf([other, ...changed]), type: 'changes', changed, removed: [] });
    await expect
      .element(
        page.getByText('One picture comes from cdn.example.net, which Seawall may not read.'),
      )
      .toBeVisible();
  });

  it('is nothing where what is locked has no address', async () => {
    await withPage([picture(1, { src: null }, { verdict: notKnown('image-locked') })]);
    expect(document.querySelector('.note-hint')).toBeNull();
  });

  it('is another guard where this one does not see', async () => {
    const { link } = await withPage([picture(1, {}, { verdict: notKnown('no-sight') })]);
    await expect
      .element(page.getByText('This guard does not see pictures here, so they stay unknown.'))
      .toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Other guards' }));
    expect(link.calls.at(-1)).toBe('options');
  });
});
