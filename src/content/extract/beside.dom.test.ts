/** That no element is left out which a style sheet writes something before or after. */
import { afterEach, expect, it } from 'vitest';
import { Beside } from './beside';
import { addKeys, type Keys } from './beside-keys';

afterEach(() => {
  document.head.querySelectorAll('style,link').forEach((each) => {
    each.remove();
  });
  document.adoptedStyleSheets = [];
  document.body.replaceChildren();
});

/** After so many elements the rules have been read, however many there are. */
function asked(beside = new Beside()): Beside {
  beside.forget();
  const warm = document.createElement('b');
  document.body.append(warm);
  for (let i = 0; i < 3_000; i++) beside.may(warm);
  warm.remove();
  return beside;
}

function sheet(text: string): CSSStyleSheet {
  const style = document.createElement('style');
  style.textContent = text;
  document.head.append(style);
  if (!style.sheet) throw new Error('no sheet');
  return style.sheet;
}

const isWritten = (element: Element): boolean =>
  (['::before', '::after'] as const).some((side) => {
    const { content } = getComputedStyle(element, side);
    return content !== 'none' && content !== 'normal';
  });

const MARKUP = `
  <p id="plain">a</p>
  <p id="one" class="note other">b</p>
  <section class="card"><h2>c</h2><div><span data-tip="x">d</span></div></section>
  <i class="md:before:x [&>a]:b 1st"></i>
  <ul><li>e</li><li title="f">g</li></ul>`;

/** Whatever way a rule has to say it. */
const WRITING = [
  'p::before { content: "x" }',
  'P:AFTER { content: attr(id) }',
  '.note::before { content: "x" }',
  'body .other.note:not(.a, [b=")"])::after { content: "" }',
  '#one::after { content: url(data:,) }',
  '[data-tip]::after { content: attr(data-tip) }',
  '[data-tip="x" i]:is(span, b):not([c="."])::after { content: "x" }',
  'h2, h3 > b, .nobody::before, .card > :is(h2, h3)::before { content: "x" }',
  '*::before { content: "x" }',
  '::after { content: "x" }',
  ':root p::before { content: var(--x, "x") }',
  'ul:has([title]) li:nth-child(2)::before { content: counter(x) }',
  '.md\\:before\\:x::before { content: "x" }',
  '.\\[\\&\\>a\\]\\:b::before { content: "x" }',
  '.\\31 st::before { content: "x" }',
  '@media all { @supports (top: 0) { @layer a { .note::before { content: "x" } } } }',
  '@container (width > 0) { li::before { content: "x" } } body { container-type: inline-size }',
  '.card { & h2::before { content: "x" } }',
  '.card { &::before { content: "x" } }',
  '.card { h2 { &::after { content: "x" } } }',
  '.card::before { @media all { content: "x" } }',
  '@scope (.card) { h2::before { content: "x" } :scope::after { content: "x" } }',
  '.card > *::before { content: "x" }',
  'li + li::before { content: "/" }',
  '@import url("data:text/css,p::before%7Bcontent:%22x%22%7D");',
];

it.each(WRITING)('asks where a rule writes: %s', (text) => {
  document.body.innerHTML = MARKUP;
  sheet('.quiet::before { color: red } .none::after { content: none }');
  sheet(text);
  const beside = asked();
  const written = [...document.querySelectorAll('*')].filter(isWritten);
  if (!text.startsWith('@import')) expect(written).not.toEqual([]);
  for (const element of written) expect(beside.may(element)).toBe(true);
});

it('does not ask of others', () => {
  document.body.innerHTML = MARKUP;
  sheet(`
    *, ::before, ::after { box-sizing: border-box; --x: "x" }
    .quiet::before { color: red } p::before { content: none }
    .icon-a::before, nav a.b:hover::after { content: "x" }
    details > summary::before { content: "x" }
    @media print { a[href]::after { content: attr(href) } }
    .card { color: red; & h2 { color: blue } }`);
  const beside = asked();
  const may = [...document.body.querySelectorAll('*')].filter((each) => beside.may(each));
  expect(may).toEqual([]);
});

it('asks of all where a sheet cannot be read', async () => {
  document.body.innerHTML = MARKUP;
  const link = document.createElement('link');
  const loaded = new Promise((done) => link.addEventListener('load', done));
  Object.assign(link, { rel: 'stylesheet', href: 'data:text/css,p::before{content:"x"}' });
  document.head.append(link);
  await loaded;
  expect(asked().may(document.body.children[0] as Element)).toBe(true);
});

it('sees sheets and rules that come later, wherever they are put', () => {
  document.body.innerHTML = MARKUP;
  const first = sheet('.a { color: red } @media all { .b { color: red } }');
  const [paragraph] = document.body.children;
  if (!paragraph) throw new Error('no paragraph');
  const changes: (() => void)[] = [
    () => first.insertRule('p::before { content: "x" }'),
    () => (first.cssRules[1] as CSSMediaRule).insertRule('p::before { content: "x" }'),
    () => sheet('p::before { content: "x" }'),
    () => {
      const adopted = new CSSStyleSheet();
      adopted.replaceSync('p::before { content: "x" }');
      document.adoptedStyleSheets = [adopted];
    },
  ];
  for (const [i, change] of changes.entries()) {
    const beside = asked();
    if (i === 0) expect(beside.may(paragraph)).toBe(false);
    change();
    beside.forget();
    expect(isWritten(paragraph)).toBe(true);
    expect(beside.may(paragraph)).toBe(true);
  }
});

it('asks of what is in shadow roots, in their slots, and around them', () => {
  const host = document.createElement('div');
  host.append(document.createElement('p'));
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = '<style>b::before { content: "x" }</style><b></b><slot></slot>';
  document.body.append(host, document.createElement('b'));
  const beside = asked();
  const inside = root.querySelector('b');
  for (const element of [host, host.firstElementChild, inside])
    expect(element && beside.may(element)).toBe(true);
  expect(beside.may(document.body.children[1] as Element)).toBe(false);
});

it('takes a selector of nothing but signs for one that may fit any element', () => {
  const keys: Keys = { names: new Set(), attributes: new Set(), classes: new Set() };
  for (const selector of [
    '::before',
    '.a *::before',
    ':hover::after',
    'svg|a::before',
    '&::before',
  ])
    expect(addKeys(selector, keys)).toBe(false);
  expect([...keys.names, ...keys.attributes, ...keys.classes]).toEqual([]);
});
