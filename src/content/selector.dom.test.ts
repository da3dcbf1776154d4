import { afterEach, expect, test } from 'vitest';
import { Selectors } from './selector';

afterEach(() => document.body.replaceChildren());

test('every element gets a selector that finds it alone', () => {
  document.body.innerHTML =
    '<main><p>a</p><div id="x"><p>b</p><p>c</p></div><div id="twice"></div><div id="twice"><p>d</p></div>' +
    '<section id="1:odd"><my-tag><p>e</p></my-tag></section></main>';
  const selectors = new Selectors();
  for (const element of document.body.querySelectorAll('*')) {
    const found = document.querySelectorAll(selectors.of(element));
    expect([...found], selectors.of(element)).toEqual([element]);
  }
  const [, second] = document.querySelectorAll('#x p');
  expect(second && selectors.of(second)).toBe('#x > p:nth-of-type(2)');
});

test('an element in a shadow root is named by its host, too', () => {
  document.body.innerHTML = '<div id="host"></div>';
  const root = document.querySelector('#host')?.attachShadow({ mode: 'open' });
  if (!root) throw new Error('no root');
  root.innerHTML = '<p>a</p><p>b</p>';
  const second = root.querySelectorAll('p')[1];
  expect(second && new Selectors().of(second)).toBe('#host >>> p:nth-of-type(2)');
});
