/** One screening in a document, whatever the page calls its parts. */
import { afterEach, expect, test } from 'vitest';
import { begin } from './begin';
import { FakeLink } from './testing/fake-link';

let link: FakeLink;
afterEach(() => {
  begin(link).stop();
  document.body.replaceChildren();
});

test.each([
  ['an element', '<div id="seawall">Named</div><p>A bad morning.</p>'],
  ['a form', '<form name="seawall"><input name="isAlive"></form><p>A bad morning.</p>'],
  ['a frame', '<iframe name="seawall"></iframe><p>A bad morning.</p>'],
])('begins where the page has named %s as we name ours', async (_, html) => {
  document.body.innerHTML = html;
  link = new FakeLink();
  begin(link);
  expect((await link.settled()).counts.unsafe).toBe(1);
});

test('begins once, and anew after an end', () => {
  link = new FakeLink();
  const first = begin(link);
  expect(begin(link)).toBe(first);
  first.stop();
  const second = begin(link);
  expect(second).not.toBe(first);
  expect(second.isAlive()).toBe(true);
});
