import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { extract } from '../testing/extraction';

let stopping = new AbortController();

afterEach(() => {
  stopping.abort();
  stopping = new AbortController();
  document.body.replaceChildren();
});

function show(html: string) {
  document.body.innerHTML = html;
  return extract(stopping.signal);
}

const card = (n: number, words = 'four words of text') =>
  `<div class="card"><h3>Title ${'abcdefgh'[n]}</h3><p>${words}</p><span>12</span></div>`;

test('a card is one element where its like stands beside it', () => {
  const page = show(`<div>${card(0)}\n${card(1)}</div>`);
  expect(page.texts()).toEqual(['Title a four words of text 12', 'Title b four words of text 12']);
});

test('what stands alone is no card, and becomes one with the next', () => {
  const page = show(`<main>${card(0)}</main>`);
  expect(page.texts()).toEqual(['Title a', 'four words of text']);
  document.querySelector('main')?.insertAdjacentHTML('beforeend', `\n${card(1)}`);
  expect(page.texts().sort()).toEqual([
    'Title a four words of text 12',
    'Title b four words of text 12',
  ]);
  document.querySelector('.card')?.remove();
  expect(page.texts().sort()).toEqual(['Title b', 'four words of text']);
});

test('a small table is one element, a larger one has its rows', () => {
  const row = (i: number, words: string) => `<tr><td>row ${i}</td><td>${words}</td></tr>`;
  expect(show(`<table>${row(1, 'one')}${row(2, 'two')}</table>`).texts()).toEqual([
    'row 1 one row 2 two',
  ]);
  const long = 'many words '.repeat(20).trim();
  const page = show(
    `<table><caption>Ports</caption>${[1, 2, 3].map((i) => row(i, long)).join('')}</table>`,
  );
  expect(page.texts()).toEqual(['Ports', ...[1, 2, 3].map((i) => `row ${i} ${long}`)]);
});

test('a comment is one element, and each answer in it another', () => {
  const comment = (who: string, inner = '') =>
    `<li class="comment"><b>${who}</b><div>says ${who}</div><div>2 h</div>${inner}</li>`;
  const page = show(
    `<ul>${comment('ana', `<ul>${comment('ben', `<ul>${comment('cai')}</ul>`)}</ul>`)}</ul>`,
  );
  expect(page.texts().sort()).toEqual(['ana says ana 2 h', 'ben says ben 2 h', 'cai says cai 2 h']);
});

test('an article of a page is no group: its paragraphs are texts of their own', () => {
  const long = 'a sentence of some words, and more. '.repeat(10).trim();
  expect(show(`<article><h1>Head</h1><p>${long}</p><p>${long} x</p></article>`).texts()).toEqual([
    'Head',
    long,
    `${long} x`,
  ]);
});

test('links in a row are texts of their own; in a sentence they are not', () => {
  expect(
    show(
      '<nav><a href="#">Home</a> | <a href="#">About <b>us</b></a> · <a href="#">Help</a></nav>',
    ).texts(),
  ).toEqual(['Home', 'About us', 'Help']);
  expect(show('<p>See <a href="#">this</a> and <a href="#">that</a></p>').texts()).toEqual([
    'See this and that',
  ]);
  const page = show('<p><a href="#">one</a> <a href="#">two</a></p>');
  expect(page.texts()).toEqual(['one', 'two']);
  document.querySelector('p')?.prepend('See ');
  expect(page.texts()).toEqual(['See one two']);
});

test('buttons and list items in one line are texts of their own', () => {
  const page = show(
    '<div><button>Like</button><button>Reply</button></div>' +
      '<ul><li style="display:inline-block">red</li><li style="display:inline-block">green</li></ul>',
  );
  expect(page.texts()).toEqual(['Like', 'Reply', 'red', 'green']);
});

test('links of single letters, and links that touch, are read as what they spell', () => {
  const spelled = [...'kill'].map((letter) => `<a href="#">${letter}</a>`);
  const page = show(
    `<p>${spelled.join('')}</p><p>${spelled.join(' ')}</p>` +
      '<p>b<a href="#">.</a>a<a href="#">.</a>d</p><p><a href="#">ki</a><a href="#">ll</a></p>' +
      '<p><a href="#">mur</a><a href="#"> </a><a href="#">der</a></p>',
  );
  expect(page.texts()).toEqual(['kill', 'k i l l', 'b.a.d', 'kill', 'mur', 'der']);
  const last = document.querySelector('p:last-child a:nth-child(2)');
  if (last) last.textContent = '·';
  expect(page.texts().slice(4)).toEqual(['mur·der']);
});

test('letters between links are words, too', () => {
  const page = show('<p>b<a href="#">one</a> a <a href="#">two</a> d</p>');
  expect(page.texts()).toEqual(['bone a two d']);
});

test('buttons and list items of single letters are part of their line', () => {
  const line = [...'kill'].map((letter) => `<button>${letter}</button>`).join('');
  const list = [...'dead'].map((letter) => `<li style="display:inline-block">${letter}</li>`);
  const page = show(
    `<div>${line}</div><ul>${list.join('')}</ul><p>b<button><i hidden>word</i></button>ad</p>`,
  );
  expect(page.texts()).toEqual(['kill', 'dead', 'bad']);
  const [p, button] = ['p', 'p button'].map((name) => document.querySelector(name));
  button?.append('Like');
  expect(page.texts().slice(2).sort()).toEqual(['Like', 'ad']);
  button?.lastChild?.remove();
  expect(page.texts().slice(2)).toEqual(['bad']);
  if (p && button) p.innerHTML = '<b>two words <button>·</button></b> and more';
  expect(page.texts().slice(2)).toEqual(['two words · and more']);
  const inner = document.querySelector('p button');
  if (inner?.firstChild) inner.firstChild.nodeValue = 'Like';
  expect(page.texts().slice(2).sort()).toEqual(['Like', 'and more', 'two words']);
});

test('a group of a custom element is read through its shadow root and slots', () => {
  const page = show('<div><x-card><p>slotted words</p></x-card><x-card>other words</x-card></div>');
  for (const host of document.querySelectorAll('x-card')) {
    host.attachShadow({ mode: 'open' }).innerHTML =
      '<style>:host{display:block}</style><h3>Shadow</h3><slot></slot><p>foot</p>';
  }
  page.again();
  expect(page.texts().sort()).toEqual(['Shadow other words foot', 'Shadow slotted words foot']);
});

test('what leaves a block may make it a group', () => {
  const long = 'many words '.repeat(70).trim();
  const page = show(
    `<ul><li><div><p id="long">${long}</p></div><p>short</p><p>shorter</p></li></ul>`,
  );
  expect(page.texts()).toEqual([long, 'short', 'shorter']);
  document.querySelector('#long')?.remove();
  expect(page.texts()).toEqual(['short shorter']);
});

test('what parts a group and goes joins it again', () => {
  const page = show(
    '<table><tr><td>one</td></tr><tr id="t"><td><table><tr><td>inner</td><td>one</td></tr></table></td></tr>' +
      '<tr><td>two</td></tr></table>',
  );
  expect(page.texts().sort()).toEqual(['inner one', 'one', 'two']);
  document.querySelector('#t')?.remove();
  expect(page.texts()).toEqual(['one two']);
});

test('a change in a card is a change of its element; another card is left alone', () => {
  const page = show(`<div>${card(0)}${card(1)}</div>`);
  page.log();
  const p = document.querySelector('.card p');
  if (p) p.textContent = 'new words';
  expect(page.log()).toEqual(['*Title a new words 12']);
});

/** Trees of blocks, inline elements and texts, and changes to them, by number. */
const NAMES = [
  'div.a',
  'div.b',
  'p',
  'ul',
  'li',
  'table',
  'tr',
  'td',
  'article',
  'span',
  'a',
  'button',
];
const tree = (depth: number): fc.Arbitrary<readonly unknown[]> =>
  fc.tuple(
    fc.nat(NAMES.length - 1),
    fc.nat(160),
    depth === 0 ? fc.constant([]) : fc.array(tree(depth - 1), { maxLength: 4 }),
  );
const NODE = tree(4);
const CHANGE = fc.tuple(
  fc.constantFrom('insert', 'remove', 'move', 'text', 'clear'),
  fc.nat(),
  fc.nat(),
  NODE,
);

function built([name, words, inner]: readonly unknown[]): Element {
  const [local = 'div', className] = (NAMES[Number(name)] ?? 'div').split('.');
  const element = document.createElement(local);
  if (className) element.className = className;
  const count = Number(words);
  if (count % 3 > 0) element.append(count % 3 === 1 ? ' ' : wordsOf(count));
  for (const each of inner as readonly (readonly unknown[])[]) {
    element.append(built(each));
    if (count % 2) element.append('\n');
  }
  return element;
}
const wordsOf = (count: number): string => `w${'xyz'[count % 3]} `.repeat(1 + count);

function change([what, at, to, tree]: readonly [string, number, number, readonly unknown[]]): void {
  const all = [...document.body.querySelectorAll('*')];
  const one = all[at % Math.max(1, all.length)];
  const other = all[to % Math.max(1, all.length)] ?? document.body;
  if (what === 'insert') other.insertBefore(built(tree), other.childNodes[to % 3] ?? null);
  else if (what === 'remove') one?.remove();
  else if (what === 'text') one?.append(to % 4 === 0 ? 'k' : wordsOf(to % 200));
  else if (what === 'clear') one?.replaceChildren();
  else if (one && !one.contains(other)) other.append(one);
}

const sorted = (texts: string[]): string => texts.sort().join('\n');

test('however a page came about, it has the same elements', () => {
  fc.assert(
    fc.property(
      fc.array(NODE, { minLength: 1, maxLength: 5 }),
      fc.array(fc.array(CHANGE, { maxLength: 4 }), { maxLength: 4 }),
      (trees, rounds) => {
        document.body.replaceChildren(...trees.map(built));
        const ending = new AbortController();
        const page = extract(ending.signal);
        try {
          for (const round of rounds) {
            for (const each of round) change(each);
            const fresh = extract(ending.signal);
            // Compared as strings: where they differ, thousands of tries are shrunk.
            if (sorted(page.texts()) !== sorted(fresh.texts()))
              throw new Error(`${sorted(page.texts())}\n\nfresh:\n${sorted(fresh.texts())}`);
          }
        } finally {
          ending.abort();
        }
      },
    ),
    { numRuns: 200, interruptAfterTimeLimit: 30_000 },
  );
}, 60_000);
