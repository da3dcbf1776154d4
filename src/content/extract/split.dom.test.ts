/** A block that comes into view within an inline element splits the text around it. */
import { afterEach, expect, test } from 'vitest';
import { extract } from '../testing/extraction';

let stopping = new AbortController();

afterEach(() => {
  stopping.abort();
  stopping = new AbortController();
  document.body.replaceChildren();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  ['first in it', '<p>one<label><span hidden></span>two</label></p>'],
  ['last in it', '<p>one<label>two<span hidden></span></label>three</p>'],
  ['alone in it', '<p>one<label><span hidden></span></label>two</p>'],
  ['between comments', '<p>one<label><!-- --><span hidden></span><!-- --></label>two</p>'],
  ['before a text of a block', '<p>one<b></b><span hidden></span>two</p>'],
])('a block that is shown: %s', async (_, html) => {
  document.body.innerHTML = html;
  const span = document.querySelector('span') as HTMLElement;
  span.textContent = 'inner';
  span.style.display = 'block';
  const page = extract(stopping.signal);
  span.style.display = '';
  await pause(300);
  expect(page.texts()).toHaveLength(1);
  span.removeAttribute('hidden');
  span.style.display = 'block';
  await pause(300);
  expect(page.texts().sort()).toEqual(extract(stopping.signal).texts().sort());
  expect(page.texts().length).toBeGreaterThan(2);
});

test('a block that is put alone into an inline element', async () => {
  document.body.innerHTML = '<p>one<label></label>two</p>';
  const page = extract(stopping.signal);
  expect(page.texts()).toEqual(['onetwo']);
  const block = document.createElement('div');
  block.append('inner');
  document.querySelector('label')?.append(block);
  expect(page.texts().sort()).toEqual(['inner', 'one', 'two']);
});
