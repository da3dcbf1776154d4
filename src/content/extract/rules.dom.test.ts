/** That no element is left out which a style sheet gives something. */
import { afterEach, expect, it, vi } from 'vitest';
import { hostKindOf } from '../hosts';
import { addKeys, type Keys } from './rule-keys';
import { Rules } from './rules';

afterEach(() => {
  document.head.querySelectorAll('style,link').forEach((each) => {
    each.remove();
  });
  document.adoptedStyleSheets = [];
  document.body.replaceChildren();
  for (const each of document.getAnimations()) each.cancel();
});

/** After so many elements the rules have been read, however many there are. */
function asked(rules = new Rules()): Rules {
  rules.forget();
  const warm = document.createElement('b');
  document.body.append(warm);
  for (let i = 0; i < 3_000; i++) maySet(rules, warm);
  warm.remove();
  return rules;
}

const named = (element: Element) => ({
  name: element.localName,
  host: hostKindOf(element.localName),
  isHtml: element instanceof HTMLElement,
  isBare: !element.hasAttributes(),
});
const maySet = (rules: Rules, element: Element) => rules.maySet(element, named(element));
const mayWrite = (rules: Rules, element: Element) => {
  maySet(rules, element);
  return rules.mayWrite(element, named(element));
};

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
  <b class="a wide\u3000name">h</b><b class="sign\ue000">i</b>
  <svg viewBox="0 0 9 9"><g></g><foreignObject><em>j</em></foreignObject></svg>
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
  const rules = asked();
  const written = [...document.querySelectorAll('*')].filter(isWritten);
  if (!text.startsWith('@import')) expect(written).not.toEqual([]);
  for (const element of written) expect(mayWrite(rules, element)).toBe(true);
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
  const rules = asked();
  const may = [...document.body.querySelectorAll('*')].filter((each) => mayWrite(rules, each));
  expect(may).toEqual([]);
});

it('asks of all where a sheet cannot be read', async () => {
  document.body.innerHTML = MARKUP;
  const link = document.createElement('link');
  const loaded = new Promise((done) => link.addEventListener('load', done));
  Object.assign(link, { rel: 'stylesheet', href: 'data:text/css,p::before{content:"x"}' });
  document.head.append(link);
  await loaded;
  expect(mayWrite(asked(), document.body.children[0] as Element)).toBe(true);
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
    const rules = asked();
    if (i === 0) expect(mayWrite(rules, paragraph)).toBe(false);
    change();
    rules.forget();
    expect(isWritten(paragraph)).toBe(true);
    expect(mayWrite(rules, paragraph)).toBe(true);
  }
});

it('asks of what is in shadow roots, in their slots, and around them', () => {
  const host = document.createElement('div');
  host.append(document.createElement('p'));
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = '<style>b::before { content: "x" }</style><b></b><slot></slot>';
  document.body.append(host, document.createElement('b'));
  const rules = asked();
  const inside = root.querySelector('b');
  for (const element of [host, host.firstElementChild, inside])
    expect(element && mayWrite(rules, element)).toBe(true);
  expect(mayWrite(rules, document.body.children[1] as Element)).toBe(false);
});

it('takes a selector of nothing but signs for one that may fit any element', () => {
  const keys: Keys = {
    names: new Set(),
    attributes: new Set(),
    classes: new Set(),
    known: new Map(),
  };
  for (const selector of [
    '::before',
    '.a *::before',
    ':hover::after',
    'svg|a::before',
    '&::before',
  ])
    expect(addKeys(selector, keys, true)).toBe(false);
  expect([...keys.names, ...keys.attributes, ...keys.classes]).toEqual([]);
});

const PICTURE =
  'url("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")';

/** Whether it has what a walk would ask it for. */
function isSet(element: Element): boolean {
  const { backgroundImage, content, contentVisibility, ...own } = getComputedStyle(element);
  const parent = element.parentElement && getComputedStyle(element.parentElement);
  return (
    /url\(/.test(`${backgroundImage} ${content}`) ||
    contentVisibility !== 'visible' ||
    (parent !== null && own.visibility !== parent.visibility) ||
    (parent !== null && own.direction !== parent.direction)
  );
}

/** Whatever way a rule has to give an element an image of its own, or to keep what is in it unseen. */
const SETTING = [
  `p { background: no-repeat ${PICTURE} }`,
  `.note { background-image: linear-gradient(red, blue), ${PICTURE} }`,
  `.other:not(:hover) { background: var(--picture) } :root { --picture: ${PICTURE} }`,
  `.card > h2 { background-image: var(--none, ${PICTURE}) }`,
  `#one { background-image: image-set(${PICTURE} 1x) }`,
  `[data-tip] { content: ${PICTURE} }`,
  `section { background: ${PICTURE} } h2 { background: inherit }`,
  `section { background: ${PICTURE} } div { all: inherit }`,
  `:root { background-image: ${PICTURE} }`,
  `* { background-image: ${PICTURE} }`,
  `@media all { @supports (top: 0) { @layer a { .note { background: ${PICTURE} } } } }`,
  `.card { h2 { background: ${PICTURE} } }`,
  `.card { & { background: ${PICTURE} } }`,
  `.card { color: red; @media all { background: ${PICTURE} } }`,
  `.card::before, .card { & h2 { background: ${PICTURE} } }`,
  `.nobody::before, .card { background: ${PICTURE} }`,
  `@scope (.card) { h2 { background: ${PICTURE} } }`,
  `@keyframes shown { from, to { background-image: ${PICTURE} } } p { animation: shown 9s paused }`,
  `@property --shown { syntax: "*"; inherits: false; initial-value: ${PICTURE} } p { background: var(--shown) }`,
  `@import url("data:text/css,p%7Bcolor:red%7D"); p { background: ${PICTURE} }`,
  '.card { content-visibility: hidden }',
  'section { content-visibility: auto }',
  '.card { visibility: hidden } .card h2 { visibility: initial }',
  '.note { direction: rtl } ul { visibility: collapse }',
  '.card { direction: rtl } [title], h2 { all: initial }',
  '.card { direction: rtl } #one, h2 { direction: var(--nothing, ltr) }',
  `.wide\u3000name { background: ${PICTURE} }`,
  `.sign\ue000 { background: ${PICTURE} }`,
  'svg { visibility: hidden } foreignObject { visibility: visible }',
  'svg { visibility: hidden } [viewBox] g { visibility: visible }',
  '@keyframes gone { from, to { visibility: hidden } } p { animation: gone 9s paused }',
  `* { background-image: none !important } p { background-image: ${PICTURE} !important }`,
];

it.each(SETTING)('asks where a rule gives something: %s', (text) => {
  document.body.innerHTML = MARKUP;
  sheet('.quiet { color: red } h2 { background: red linear-gradient(red, blue) }');
  sheet(text);
  const rules = asked();
  const set = [...document.querySelectorAll('*')].filter(isSet);
  expect(set).not.toEqual([]);
  for (const element of set) expect(maySet(rules, element)).toBe(true);
});

it('does not ask of others for what only some are given', () => {
  document.body.innerHTML = MARKUP;
  sheet(`
    *, ::before, ::after { box-sizing: border-box; --x: url(x.png); background-color: var(--y) }
    :root, :host { background: #eee; --card: ${PICTURE} }
    .quiet { background: ${PICTURE} } a.b:hover { background: var(--x) } h2 { background: none }
    p::before { background: ${PICTURE} } p::selection { color: var(--x) }
    @keyframes turn { to { transform: none; background-color: red } }
    .card { color: red; & h2 { color: blue } } [data-card] { content-visibility: auto }`);
  const rules = asked();
  // What is not of HTML is always asked.
  const may = [...document.body.querySelectorAll('*')].filter((each) => maySet(rules, each));
  expect(may.filter((each) => each instanceof HTMLElement)).toEqual([]);
  expect(may).toHaveLength(3);
});

it('tells where rules have become others in place', () => {
  document.body.innerHTML = '<p class="x">a</p>';
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const own = sheet(`.y { background: ${PICTURE} }`);
    const [paragraph] = document.querySelectorAll('p');
    if (!paragraph) throw new Error('no paragraph');
    let changes = 0;
    const rules = asked(new Rules(() => changes++));
    expect(maySet(rules, paragraph)).toBe(false);
    own.deleteRule(0);
    own.insertRule(`.x { background: ${PICTURE} }`);
    vi.advanceTimersByTime(1_100);
    rules.forget();
    for (let i = 0; i < 10; i++) maySet(rules, paragraph);
    expect(maySet(rules, paragraph)).toBe(true);
    expect(changes).toBe(1);
    vi.advanceTimersByTime(1_100);
    rules.forget();
    for (let i = 0; i < 10; i++) maySet(rules, paragraph);
    expect(changes).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

it('reads rules that are more than the elements of a slice', () => {
  document.body.innerHTML = '<p class="x">a</p>';
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const [paragraph] = document.querySelectorAll('p');
    if (!paragraph) throw new Error('no paragraph');
    const own = sheet(
      `@media all { .a { color: red } }${Array.from({ length: 500 }, (_, i) => `.y${i} { background: ${PICTURE} }`).join('')}`,
    );
    let changes = 0;
    const rules = new Rules(() => changes++);
    const slices = (count: number): void => {
      for (let slice = 0; slice < count; slice++) {
        rules.forget();
        for (let i = 0; i < 100; i++) maySet(rules, paragraph);
      }
    };
    slices(4);
    expect(maySet(rules, paragraph)).toBe(true);
    slices(2);
    expect(maySet(rules, paragraph)).toBe(false);
    // And still knows by then what they were before.
    own.deleteRule(1);
    own.insertRule(`.x { background: ${PICTURE} }`, 1);
    vi.advanceTimersByTime(1_100);
    slices(6);
    expect(maySet(rules, paragraph)).toBe(true);
    expect(changes).toBe(1);
    // And where a rule comes within another, which is seen at once.
    own.deleteRule(1);
    own.insertRule('.z { color: red }', 1);
    (own.cssRules[0] as CSSMediaRule).insertRule('.b { color: red }');
    vi.advanceTimersByTime(9_000);
    slices(7);
    expect(maySet(rules, paragraph)).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

it('asks where an attribute gives something', () => {
  document.body.innerHTML = `
    <p style='background: ${PICTURE}'>a</p>
    <table background="x.png"><tbody><tr><td>b</td></tr></tbody></table>
    <div hidden="until-found">c</div><ul dir="rtl"><li>d</li></ul>
    <section dir="rtl"><bdi>e</bdi></section><svg><g visibility="hidden"></g></svg>`;
  const rules = asked();
  const set = [...document.body.querySelectorAll('*')].filter(isSet);
  expect(set.map(({ localName }) => localName)).toEqual([
    'p',
    'table',
    'div',
    'ul',
    'section',
    'bdi',
    'g',
  ]);
  for (const element of set) expect(maySet(rules, element)).toBe(true);
});

it.each(['background', 'backgroundImage'])('asks of all where a script animates %s', (name) => {
  document.body.innerHTML = '<p>a</p><p>b</p>';
  const [animated, other] = document.querySelectorAll('p');
  if (!animated || !other) throw new Error('no paragraphs');
  const frames = [{ [name]: PICTURE }, { [name]: PICTURE }];
  const rules = asked();
  expect(maySet(rules, animated)).toBe(false);
  other.animate([{ opacity: 0 }, { opacity: 1 }], 100_000);
  rules.forget();
  expect(maySet(rules, animated)).toBe(false);
  animated.animate(frames, { duration: 100_000 });
  rules.forget();
  expect(isSet(animated)).toBe(true);
  expect(maySet(rules, animated)).toBe(true);
});

it('asks of what is in shadow roots, in their slots, and around them for that, too', () => {
  const host = document.createElement('div');
  host.append(document.createElement('p'));
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `<style>:host, ::slotted(p), b { background: ${PICTURE} }</style><b></b><slot></slot>`;
  document.body.append(host, document.createElement('b'));
  const rules = asked();
  for (const element of [host, host.firstElementChild, root.querySelector('b')]) {
    expect(element && isSet(element)).toBe(true);
    expect(element && maySet(rules, element)).toBe(true);
  }
  expect(maySet(rules, document.body.children[1] as Element)).toBe(false);
});
