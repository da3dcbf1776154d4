/** All ways in which a page hides text and shows it: what is hidden is left until it shows. */
import { afterEach, expect, test, vi } from 'vitest';
import type { FakeLink } from '../testing/fake-link';
import { get, pause, screen } from '../testing/page';

afterEach(() => {
  scrollTo(0, 0);
});

const texts = async (link: FakeLink) =>
  (await link.settled()).elements.map(({ text }) => text).sort();
const eventually = (link: FakeLink, expected: readonly string[]) =>
  vi.waitFor(async () => expect(await texts(link)).toEqual([...expected].sort()), {
    timeout: 5_000,
  });

const WAYS: readonly [string, string, string, () => void][] = [
  [
    'display',
    '<div id="x"><p>inner</p></div>',
    '#x{display:none}#x.on{display:block}',
    () => get('#x').classList.add('on'),
  ],
  [
    'visibility',
    '<div id="x"><p>inner</p></div>',
    '#x{visibility:hidden}#x.on{visibility:visible}',
    () => get('#x').classList.add('on'),
  ],
  [
    'hidden',
    '<div id="x" hidden><p>inner</p></div>',
    '',
    () => {
      get('#x').hidden = false;
    },
  ],
  [
    'content-visibility: hidden',
    '<div id="x"><p>inner</p></div>',
    '#x{content-visibility:hidden}#x.on{content-visibility:visible}',
    () => get('#x').classList.add('on'),
  ],
  [
    'hidden=until-found',
    '<div id="x" hidden="until-found"><p>inner</p></div>',
    '',
    () => get('#x').removeAttribute('hidden'),
  ],
  [
    'details',
    '<details id="x"><p>inner</p></details>',
    '',
    () => {
      (get('#x') as HTMLDetailsElement).open = true;
    },
  ],
  [
    'dialog',
    '<dialog id="x"><p>inner</p></dialog>',
    '',
    () => (get('#x') as HTMLDialogElement).showModal(),
  ],
  ['popover', '<div id="x" popover><p>inner</p></div>', '', () => get('#x').showPopover()],
  [
    'a menu under the pointer',
    '<input type="checkbox" id="c"><div id="x"><p>inner</p></div>',
    '#x{display:none}#c:checked + #x{display:block}',
    () => {
      (get('#c') as HTMLInputElement).checked = true;
    },
  ],
  [
    'content-visibility, shown by what is beside it',
    '<input type="checkbox" id="c"><div id="x"><p>inner</p>text</div>',
    '#x{content-visibility:hidden}#c:checked + #x{content-visibility:visible}',
    () => {
      (get('#c') as HTMLInputElement).checked = true;
    },
  ],
  [
    'visible in hidden',
    '<div style="visibility:hidden"><p id="x">inner</p></div>',
    '#x.on{visibility:visible}',
    () => get('#x').classList.add('on'),
  ],
  [
    'contents in none',
    '<div id="x"><div style="display:contents"><p>inner</p></div></div>',
    '#x{display:none}#x.on{display:contents}',
    () => get('#x').classList.add('on'),
  ],
];

test.each(WAYS)('hidden by %s, then shown', async (_, html, css, show) => {
  const link = screen(`<p>outer</p>${html}`, css);
  await eventually(link, ['outer']);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(link.requests.map(({ text }) => text)).toEqual(['outer']);
  show();
  await eventually(link, ['outer', 'inner', ...(html.includes('</p>text') ? ['text'] : [])]);
});

test.each([
  [
    'content-visibility: auto, far below',
    'content-visibility:auto;contain-intrinsic-size:1px 5000px;margin-top:9000px',
  ],
  ['far below', 'margin-top:20000px'],
  [
    'for screen readers alone',
    'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)',
  ],
  ['off screen', 'position:absolute;left:-9999px'],
  ['indented away', 'text-indent:-9999px'],
  ['without size', 'font-size:0'],
  ['without colour', 'color:transparent'],
  ['without opacity', 'opacity:0'],
])('%s: somebody gets to know of it', async (_, style) => {
  const link = screen(`<p>outer</p><div style="${style}"><p>inner</p></div>`);
  await eventually(link, ['outer', 'inner']);
});

test('what is hidden by content-visibility costs nothing while it stays so', async () => {
  const link = screen(
    '<p>outer</p><div style="content-visibility:hidden"><p>inner</p></div><div hidden="until-found">found</div>',
  );
  await eventually(link, ['outer']);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = (await link.snapshot(false)).work.slices;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = (await link.snapshot(false)).work.slices;
  expect(after - before).toBeLessThan(8);
});

const VEILED: readonly [string, string, string, () => void][] = [
  [
    'a drawer beside the page',
    '<div id="x" aria-hidden="true"><p>inner</p></div>',
    '#x{position:fixed;top:0;right:0;transform:translateX(100%)}#x.on{transform:none}',
    () => get('#x').classList.add('on'),
  ],
  [
    'a drawer that reaches into the page by a part of a pixel',
    '<div id="x" aria-hidden="true"><p>inner</p></div>',
    '#x{position:fixed;top:0;right:0;transform:translateX(calc(100% - .4px))}#x.on{transform:none}',
    () => get('#x').classList.add('on'),
  ],
  [
    'a drawer beside the window of a page that is wider than it',
    '<div style="width:3000px;height:1px"></div><div id="x" aria-hidden="true"><p>inner</p></div>',
    '#x{position:fixed;top:0;right:0;transform:translateX(100%)}#x.on{transform:none}',
    () => get('#x').classList.add('on'),
  ],
  [
    'a sheet below the window of a page that is longer than it',
    '<div style="width:1px;height:3000px"></div><div id="x" aria-hidden="true"><p>inner</p></div>',
    '#x{position:fixed;bottom:0;left:0;transform:translateY(100%)}#x.on{transform:none}',
    () => get('#x').classList.add('on'),
  ],
  [
    'a tooltip that only the pointer shows',
    '<input type="checkbox" id="c"><div id="x" aria-hidden="true"><p>inner</p></div>',
    '#x{opacity:0}#c:checked + #x{opacity:1}',
    () => {
      (get('#c') as HTMLInputElement).checked = true;
    },
  ],
  [
    'what is told to screen readers later',
    '<div id="x" aria-hidden="true" style="position:absolute;left:-5000px"><p>inner</p></div>',
    '',
    () => get('#x').removeAttribute('aria-hidden'),
  ],
];

test.each(VEILED)('%s is left until somebody gets to know of it', async (_, html, css, show) => {
  const link = screen(`<p>outer</p>${html}`, css);
  await eventually(link, ['outer']);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await eventually(link, ['outer']);
  const before = (await link.snapshot(false)).work.slices;
  await new Promise((resolve) => setTimeout(resolve, 500));
  // It is looked at now and then, and not all the time.
  expect((await link.snapshot(false)).work.slices - before).toBeLessThan(8);
  show();
  await eventually(link, ['outer', 'inner']);
});

test('what is kept from screen readers alone is read', async () => {
  const link = screen(
    '<p aria-hidden="true">seen</p><div style="margin-top:9000px" aria-hidden="true"><p>far below</p></div>',
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  await eventually(link, ['far below', 'seen']);
});

test('what shows out of a wrapper that is away or transparent is read', async () => {
  const away = 'aria-hidden="true" style="position:absolute;left:-5000px;width:9px;height:9px"';
  const link = screen(
    `<p>outer</p><div ${away}><p style="position:fixed;left:0;top:50px">in view</p></div>` +
      `<div ${away} id="later"><p>away</p></div>` +
      '<div aria-hidden="true" style="opacity:0"><p>clear</p><dialog>a dialog</dialog></div>' +
      '<div aria-hidden="true" style="opacity:0"><b>clear</b><p popover>a popover</p></div>',
  );
  await eventually(link, ['outer', 'in view']);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await eventually(link, ['outer', 'in view']);
  get('#later p').setAttribute('style', 'position:fixed;left:0;top:90px');
  await eventually(link, ['outer', 'in view', 'away']);
  (get('dialog') as HTMLDialogElement).showModal();
  get('[popover]').showPopover();
  await vi.waitFor(
    async () =>
      expect(await texts(link)).toEqual(expect.arrayContaining(['a dialog', 'a popover'])),
    5_000,
  );
});

test('what comes into something that is shown for a moment goes with it', async () => {
  const link = screen(
    '<style>.off{display:none}</style><p>outer</p><div id="x" class="off">a</div>',
  );
  await eventually(link, ['outer']);
  get('#x').classList.remove('off');
  const added = document.createElement('p');
  added.textContent = 'inner text';
  get('#x').append(added);
  // Found by itself, before the change of style around it is, and before any frame tells of that.
  for (let i = 0; i < 20 && link.requests.length < 2; i++) await pause(0);
  expect(link.requests.map(({ text }) => text)).toContain('inner text');
  get('#x').classList.add('off');
  await eventually(link, ['outer']);
});

test('what becomes a popover is hidden by that alone, and shows again when it is none', async () => {
  const link = screen('<div>kind words</div><p>other words</p>');
  await eventually(link, ['kind words', 'other words']);
  get('div').setAttribute('popover', '');
  await eventually(link, ['other words']);
  get('div').removeAttribute('popover');
  await eventually(link, ['kind words', 'other words']);
});

test('what is fixed in a part of the page that scrolls with it is read', async () => {
  const link = screen(
    '<p>outer</p><div id="part"><div style="height:3000px"></div><div id="x" aria-hidden="true"><p>inner</p></div></div>',
    '#part{transform:translateX(0)}#x{position:fixed;bottom:0;left:0}',
  );
  await eventually(link, ['outer', 'inner']);
  await new Promise((resolve) => setTimeout(resolve, 700));
  await eventually(link, ['outer', 'inner']);
});
