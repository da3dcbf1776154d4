import { expect, test, vi } from 'vitest';
import { tellOfClosedRoots } from './testing/closed-roots';
import { FakeLink } from './testing/fake-link';
import { start } from './testing/page';

const browser = tellOfClosedRoots();
function screen(): FakeLink {
  const link = new FakeLink();
  start(link);
  return link;
}

const put = (html: string): Element => {
  document.body.innerHTML = html;
  const host = document.querySelector('#host');
  if (!host) throw new Error('no host');
  return host;
};
const close = (host: Element, html: string, init: Partial<ShadowRootInit> = {}): ShadowRoot => {
  const root = host.attachShadow({ mode: 'closed', ...init });
  root.innerHTML = html;
  return root;
};
const texts = async (link: FakeLink) => (await link.settled()).elements.map(({ text }) => text);

test('a closed root shows its content, and its slots what is put into them', async () => {
  const host = put(
    '<my-card id="host"><b slot="name">light</b> and text<i slot="no">none</i></my-card>',
  );
  close(host, '<p>shadow <slot name="name"></slot></p><div><slot></slot></div>');
  const link = screen();
  expect(await texts(link)).toEqual(['shadow light', 'and text']);
  const { elements } = await link.snapshot();
  expect(elements[0]?.selector).toBe('#host >>> p:nth-of-type(1)');
});

test('what changes in a closed root and in its slots is noticed', async () => {
  const host = put('<my-card id="host"><b slot="name">light</b></my-card>');
  const root = close(host, '<p>shadow <slot name="name"></slot></p>');
  const link = screen();
  await link.settled();
  root.querySelector('p')?.append(' bad');
  expect(await texts(link)).toEqual(['shadow light bad']);
  host.querySelector('b')?.replaceChildren('other');
  expect(await texts(link)).toEqual(['shadow other bad']);
  root.append(document.createElement('section'));
  const inner = root.querySelector('section');
  if (inner) close(inner, '<p>deeper</p>');
  expect(await texts(link)).toEqual(['shadow other bad', 'deeper']);
  root.replaceChildren();
  expect(await texts(link)).toEqual([]);
});

test('slots that are filled by hand', async () => {
  const host = put('<my-card id="host"><b>first</b><b>second</b></my-card>');
  const root = close(host, '<p>only <slot></slot></p>', { slotAssignment: 'manual' });
  const second = host.lastElementChild;
  if (second) root.querySelector('slot')?.assign(second);
  const link = screen();
  expect(await texts(link)).toEqual(['only second']);
  second?.replaceChildren('changed');
  expect(await texts(link)).toEqual(['only changed']);
});

test.each(['my-card', 'div', 'section'])(
  'an empty %s that is closed later is found',
  async (name) => {
    const host = put(`<p>before</p><${name} id="host"></${name}>`);
    const link = screen();
    expect(await texts(link)).toEqual(['before']);
    close(host, '<p>late words</p>');
    await vi.waitFor(
      async () => expect(await texts(link)).toEqual(['before', 'late words']),
      3_000,
    );
  },
);

test('an element with content of its own is looked at once, in its turn', async () => {
  const host = put('<p>before</p><div id="host"><b>slotted</b></div>');
  close(host, '<p>hidden in the open</p><slot></slot>');
  const link = screen();
  await vi.waitFor(
    async () =>
      expect((await texts(link)).sort()).toEqual(['before', 'hidden in the open', 'slotted']),
    3_000,
  );
  // What is in the root has its own turn.
  await new Promise((resolve) => setTimeout(resolve, 200));
  browser.questions();
  document.body.append(document.createElement('hr'));
  host.setAttribute('class', 'x');
  await new Promise((resolve) => setTimeout(resolve, 400));
  await link.settled();
  expect(browser.questions()).toBe(0);
});

test('a walk asks of few elements, and all are asked in time', async () => {
  document.body.innerHTML = '<div><p>text <span>more</span></p></div>'.repeat(300);
  browser.questions();
  const link = screen();
  await vi.waitFor(async () => expect((await link.snapshot(false)).counts.safe).toBe(300), 3_000);
  await vi.waitFor(
    () => expect(browser.isAsked(document.querySelectorAll('span')[299] as Element)).toBe(true),
    5_000,
  );
  expect(browser.questions()).toBeLessThanOrEqual(910);
});

test('a password field in a closed root is a secret of the page', async () => {
  const host = put('<p>words</p><my-login id="host"></my-login>');
  close(host, '<form><label>Name <input></label><input type="password"></form>');
  const link = screen();
  await link.settled();
  await vi.waitFor(() =>
    expect(link.messages.some((m) => m.type === 'screen' && m.sensitive === true)).toBe(true),
  );
});

test('our own marks are never read', async () => {
  put('<p id="host">a bad word</p>');
  const link = screen();
  await link.settled();
  await vi.waitFor(() => expect(document.documentElement.children).toHaveLength(3));
  const marks = document.documentElement.lastElementChild as Element;
  document.documentElement.append(marks);
  marks.className = 'x';
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await texts(link)).toEqual(['a bad word']);
  expect(browser.isAsked(marks)).toBe(false);
});
