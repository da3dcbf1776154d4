import { afterEach, expect, test, vi } from 'vitest';
import { extract as extractPage } from '../testing/extraction';
import { Extractor } from './extractor';
import { isFreshText } from './registry';

let stopping = new AbortController();

afterEach(() => {
  stopping.abort();
  stopping = new AbortController();
  document.body.replaceChildren();
  document.body.removeAttribute('class');
  for (const style of document.head.querySelectorAll('style.test')) style.remove();
});

const get = (selector: string, root: ParentNode = document): HTMLElement => {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`${selector} is not there`);
  return element;
};

function extract(html: string) {
  document.body.innerHTML = html;
  return extractPage(stopping.signal);
}

const settle = (ms = 250) => new Promise((resolve) => setTimeout(resolve, ms));

test('links and inline markup are part of their block; line breaks are spaces', () => {
  const page = extract('<p>One <a href="#">two <b>three</b></a>,<br>four\n five<wbr>six</p>');
  expect(page.texts()).toEqual(['One two three, four fivesix']);
});

test('text before, between and after child blocks is an element of its own', () => {
  const page = extract('<div>before <i>it</i><p>inner</p>between<ul><li>item</li></ul>after</div>');
  expect(page.texts()).toEqual(['before it', 'inner', 'between', 'item', 'after']);
});

test('a block inside inline markup splits it', () => {
  expect(extract('<span>ab<div>cd</div>ef</span>').texts()).toEqual(['ab', 'cd', 'ef']);
});

test('flex items, cells and display: contents', () => {
  const page = extract(
    '<div style="display:flex"><span>one</span><span>two</span></div>' +
      '<table><tr><td>cell a</td><td>cell b</td></tr></table>' +
      '<p>with <span style="display:contents"><b>contents</b></span></p>',
  );
  expect(page.texts()).toEqual(['one', 'two', 'cell a cell b', 'with contents']);
});

test('what is not rendered is no text', () => {
  const page = extract(
    '<p style="display:none">no</p><p style="visibility:hidden">no <b style="visibility:visible">but yes</b></p>' +
      '<p hidden>no</p><div style="content-visibility:hidden">no</div>' +
      '<details>no<summary>summary</summary><p>no</p></details>' +
      '<details open><summary>open</summary><p>inside</p></details>' +
      '<p aria-hidden="true">seen by eyes</p>',
  );
  expect(page.texts()).toEqual(['but yes', 'summary', 'open', 'inside', 'seen by eyes']);
});

test('scripts, forms, what a person types, and code editors are left alone', () => {
  const page = extract(
    '<script>let no</script><style>.no{}</style><noscript>no no</noscript><template>no</template>' +
      '<textarea>secret</textarea><input value="secret"><select><option>no no</option></select>' +
      '<div contenteditable>secret <p>letter</p></div><div role="textbox">secret</div>' +
      '<div class="cm-editor">code</div><div class="CodeMirror">code</div>' +
      '<div class="monaco-editor">code</div><div class="ace_editor">code</div>' +
      '<p>label <input> after</p><p contenteditable="false">yes</p>',
  );
  expect(page.texts()).toEqual(['label after', 'yes']);
});

test('what a person types into a field is no text, before and after', async () => {
  const page = extract('<p>label</p><textarea>first words</textarea><input value="first words">');
  (get('textarea') as HTMLTextAreaElement).value = 'typed words';
  get('textarea').append(' more words');
  (get('input') as HTMLInputElement).value = 'typed words';
  get('input').setAttribute('value', 'other words');
  get('input').setAttribute('type', 'search');
  page.log();
  await settle();
  expect(page.texts()).toEqual(['label']);
});

test('fewer than two letters are no element', () => {
  expect(extract('<p>•</p><p>12.50</p><p>x</p><p>ok</p>').texts()).toEqual(['ok']);
});

test('open shadow roots show their content, slots what is put into them', () => {
  const page = extract('<div id="host"><span slot="s">light</span><p>unslotted</p></div>');
  const root = get('#host').attachShadow({ mode: 'open' });
  root.innerHTML = '<p>shadow <slot name="s"></slot> text</p>';
  get('#host').append('!'); // A shadow root alone makes no mutation.
  document.body.append(get('#host'));
  expect(page.texts()).toEqual(['shadow light text']);
  get('p', root).prepend('in ');
  expect(page.texts()).toEqual(['in shadow light text']);
});

test('an id stays while the text changes; the version counts', () => {
  const page = extract('<p>one</p><p>two</p>');
  const [before] = page.elements().map(({ id }) => id);
  get('p').textContent = 'one more';
  const [after] = page.elements();
  expect(after).toMatchObject({ id: before, version: 2, text: 'one more' });
  (after?.parts[0] as Text).data = 'changed';
  expect(page.elements()[0]).toMatchObject({ id: before, version: 3, text: 'changed' });
  get('p').innerHTML = 'chan<b>ged</b>';
  expect(page.elements()[0]).toMatchObject({ id: before, version: 3 });
});

test('an inserted block splits a run and its removal joins it', () => {
  const page = extract('<div id="d">start <b>end</b></div>');
  page.log();
  get('b').insertAdjacentHTML('beforebegin', '<p>middle</p>');
  expect(page.log().sort()).toEqual(['*start', '+end', '+middle']);
  get('p').remove();
  expect(page.texts()).toEqual(['start end']);
});

test('a moved block keeps its element', () => {
  const page = extract('<ul><li>one</li><li>two</li></ul>');
  page.log();
  get('ul').append(get('li'));
  expect(page.log()).toEqual([]);
});

test('shown and hidden by attribute, class, style, open and a new style sheet', async () => {
  const page = extract(
    '<p id="a">aa</p><details id="b"><summary>ss</summary><p>bb</p></details><p id="c" class="x">cc</p>',
  );
  expect(page.texts()).toEqual(['aa', 'ss', 'cc']);
  get('#a').hidden = true;
  get('#b').setAttribute('open', '');
  page.log();
  await settle();
  expect(page.texts()).toEqual(['ss', 'cc', 'bb']);
  const style = document.createElement('style');
  style.className = 'test';
  style.textContent = '.x { display: none }';
  document.head.append(style);
  page.log();
  await settle();
  expect(page.texts()).toEqual(['ss', 'bb']);
  get('#c').className = '';
  get('#a').hidden = false;
  page.log();
  await settle();
  expect(page.texts().sort()).toEqual(['aa', 'bb', 'cc', 'ss']);
  get('#a').style.display = 'none';
  page.log();
  await settle();
  expect(page.texts()).not.toContain('aa');
});

test('what a sibling or a hover shows is noticed without a mutation of its own', async () => {
  const page = extract('<input type="checkbox" id="box"><div id="menu"><p>menu text</p></div>');
  const style = document.createElement('style');
  style.className = 'test';
  style.textContent = '#menu { display: none } #box:checked + #menu { display: block }';
  document.head.append(style);
  page.log();
  await settle();
  expect(page.texts()).toEqual([]);
  (get('#box') as HTMLInputElement).checked = true;
  await settle();
  expect(page.texts()).toEqual(['menu text']);
});

test.each([
  ['contenteditable', 'true'],
  ['role', 'textbox'],
  ['class', 'cm-editor'],
])('text that becomes editable by its %s is let go', async (name, value) => {
  const page = extract('<p>a comment</p>');
  get('p').setAttribute(name, value);
  page.log();
  await settle();
  expect(page.texts()).toEqual([]);
});

test('appending to a large parent costs what is appended', () => {
  const page = extract('<p>line</p>'.repeat(3_000));
  const whole = page.steps();
  expect(whole).toBeGreaterThan(80);
  for (let i = 0; i < 20; i++) {
    document.body.insertAdjacentHTML('beforeend', '<p>one more</p>');
    expect(page.steps()).toBeLessThan(10);
  }
  expect(page.texts()).toHaveLength(3_020);
});

test('visibility and direction are those of what is around, and of nobody else', () => {
  const page = extract(`
    <style>
      .hid { visibility: hidden } .vis { visibility: visible } .left { direction: ltr }
      @media all { .right { direction: rtl } }
    </style>
    <div class="hid"><p>no</p><div><p>no <b class="vis">yes</b> no</p></div></div><p>on</p>
    <div dir="rtl"><p>aa</p><section><div class="left"><p>bb</p><div><p>cc</p></div></div><p>dd</p></section></div>
    <div class="right"><ul><li>ee</li></ul><bdi style="display: block">ff</bdi></div><p>gg</p>
    <div style="direction: rtl"><p>hh</p></div><p>ii</p>`);
  page.steps();
  const found = () =>
    page
      .elements()
      .map(({ text, direction }) => `${text} ${direction}`)
      .sort();
  const asShown = [...'aeh'].map((letter) => `${letter}${letter} rtl`);
  const others = ['bb ltr', 'cc ltr', 'dd rtl', 'ff ltr', 'gg ltr', 'ii ltr', 'on ltr', 'yes ltr'];
  expect(found()).toEqual([...asShown, ...others].sort());
  // And once more, when all of it is known.
  document.body.className = 'right';
  page.again();
  expect(found()).toContain('on rtl');
  expect(found()).toContain('yes rtl');
  document.body.className = 'hid';
  page.again();
  expect(found()).toEqual(['yes ltr']);
  document.body.className = '';
  page.again();
  expect(found()).toEqual([...asShown, ...others].sort());
});

test('a text that loses its white space is still the one on the page', () => {
  const page = extract('<p>\n  three words long\n</p>');
  const [element] = page.elements();
  const text = get('p').firstChild as Text;
  text.data = 'three words long';
  page.again();
  expect(page.elements()).toEqual([element]);
  expect(element && isFreshText(element)).toBe(true);
});

test('what is moved while it is walked is read where it is then', () => {
  const lines = (from: number) =>
    Array.from({ length: 200 }, (_, i) => `<p>line ${from + i}</p>loose ${from + i}`).join('');
  const page = extract('');
  document.body.innerHTML = `<div id="a">${lines(0)}</div><div id="b" style="visibility: hidden">${lines(200)}</div>`;
  page.some(3);
  // In the middle of one, and in the middle of the other.
  get('#a').replaceWith(...get('#a').childNodes);
  page.some(9);
  get('#b').replaceWith(...get('#b').childNodes);
  const words = page.texts().join(' ');
  for (const what of ['line', 'loose'])
    for (let i = 0; i < 400; i++) expect(words).toMatch(new RegExp(`${what} ${i}\\b`));
});

test('what an open details shows is read as its own box has it', () => {
  const page = extract(`<style>
    details { visibility: hidden } details::details-content { visibility: visible }
    </style><details open><summary>not seen</summary><p>to be seen</p></details>`);
  const { visibility } = getComputedStyle(get('p'));
  expect(page.texts()).toEqual(visibility === 'visible' ? ['to be seen'] : []);
});

test('what a root that nobody has told of gives to its slots is seen', () => {
  const page = extract('<div id="host"></div>');
  const root = get('#host').attachShadow({ mode: 'open' });
  root.innerHTML = '<style>::slotted(p) { visibility: hidden }</style><slot></slot>';
  const line = document.createElement('p');
  line.textContent = 'not to be seen';
  get('#host').append(line);
  expect(page.texts()).toEqual([]);
});

test('a page that changes while it is walked is read whole all the same', () => {
  const page = extract('');
  document.body.innerHTML = Array.from({ length: 2_000 }, (_, i) => `<p>line ${i}</p>`).join('');
  for (let round = 0; round < 30; round++) {
    page.some(20);
    const { children } = document.body;
    // Whole stretches go and come, wherever the walk is.
    for (let i = 0; i < 25; i++) children[(round * 61 + i * 17) % children.length]?.remove();
    document.body.append(children[round] ?? '', children[round + 300] ?? '');
    children[round + 100]?.after('loose text');
  }
  const shown = [...document.body.childNodes].map(({ textContent }) => textContent ?? '');
  const joined = document.body.querySelectorAll('p').length;
  const texts = page.texts();
  expect(texts.filter((text) => text.startsWith('line'))).toHaveLength(joined);
  expect(new Set(texts.filter((text) => text.startsWith('line')))).toEqual(
    new Set(shown.filter((text) => text.startsWith('line'))),
  );
  expect(
    texts
      .filter((text) => text.startsWith('loose'))
      .join('')
      .split('loose'),
  ).toHaveLength(31);
});

test('many nodes added to one run are read once', () => {
  const page = extract('<p id="p">start</p>');
  page.steps();
  get('#p').append(...Array.from({ length: 500 }, () => document.createElement('b')));
  for (const b of get('#p').querySelectorAll('b')) b.append(' word');
  expect(page.texts()[0]).toHaveLength('start'.length + 500 * ' word'.length);
  expect(page.steps()).toBeLessThan(300);
});

test('a page that replaces its whole body is followed', () => {
  const page = extract('<p>old</p>');
  page.log();
  document.body.innerHTML = '<main><h1>new</h1></main>';
  expect(page.log().sort()).toEqual(['+new', '-old']);
});

const CLOBBERED = (
  'shadowRoot assignedSlot parentNode parentElement firstChild previousSibling nextSibling childNodes ' +
  'nodeType isConnected localName matches closest querySelector getAttribute hasAttribute ' +
  'checkVisibility getBoundingClientRect getRootNode id children'
).split(' ');

test.each(CLOBBERED)('a form with a field named %s hides nothing', async (name) => {
  const html =
    `<form class="x">before<fieldset name="${name}"><p>field</p></fieldset>` +
    '<b>inline</b><p id="last">last</p></form><p>after</p>';
  const page = extract(html);
  expect(page.texts()).toEqual(['before', 'field', 'inline', 'last', 'after']);
  get('#last').textContent = 'other';
  document.querySelector('form')?.setAttribute('class', 'y');
  document.querySelector('form')?.insertAdjacentText('beforeend', 'tail');
  page.log();
  await settle();
  expect(page.texts().sort()).toEqual(['after', 'before', 'field', 'inline', 'other', 'tail']);
  document.querySelector('form')?.remove();
  expect(page.texts()).toEqual(['after']);
});

test.each(['documentElement', 'body', 'designMode', 'createTreeWalker', 'addEventListener'])(
  'an image named %s hides nothing',
  (name) => {
    const root = document.documentElement;
    const { body } = document;
    body.innerHTML = `<img name="${name}"><p>text</p>`;
    const extractor = new Extractor(
      () => false,
      { added: () => {}, changed: () => {}, loaded: () => {}, moved: () => {}, removed: () => {} },
      {
        shadowRoot: () => {},
        lateHost: () => {},
        hidden: () => {},
        input: () => {},
        passed: () => {},
        gone: () => {},
      },
    );
    extractor.mark(root, 'full');
    extractor.beginSlice();
    while (extractor.step());
    extractor.mark(body.querySelector('p')?.firstChild as Text, 'full');
    extractor.beginSlice();
    while (extractor.step());
    const texts = [...extractor.registry.elements.values()].map(({ text }) => text);
    body.replaceChildren();
    expect(texts).toEqual(['text']);
  },
);

test('an element that was empty is told of again when it holds something, and then once', () => {
  document.body.innerHTML = '<div></div>';
  const host = get('div');
  const told: boolean[] = [];
  const nothing = () => {};
  const extractor = new Extractor(
    () => false,
    { added: nothing, changed: nothing, loaded: nothing, moved: nothing, removed: nothing },
    {
      shadowRoot: nothing,
      lateHost: (element, isLikely) => element === host && told.push(isLikely),
      hidden: nothing,
      input: nothing,
      passed: nothing,
      gone: nothing,
    },
  );
  const walk = (): void => {
    extractor.mark(document.documentElement, 'full');
    extractor.beginSlice();
    while (extractor.step());
  };
  walk();
  expect(told).toEqual([true]);
  host.textContent = 'words in it';
  walk();
  walk();
  expect(told).toEqual([true, false]);
});

test('a node that cannot be read costs no other its turn', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const real = window.getComputedStyle;
  const style = vi.spyOn(window, 'getComputedStyle').mockImplementation((element, pseudo) => {
    if (element.id === 'odd') throw new Error('odd');
    return real.call(window, element, pseudo);
  });
  const page = extract('<div>one<p id="odd">odd</p>two<p>three</p></div><p>four</p>');
  const texts = page.texts();
  style.mockRestore();
  expect(texts.join(' ')).toMatch(/one.*two.*three.*four/);
  expect(error).toHaveBeenCalled();
  error.mockRestore();
});

function walks(html: string) {
  document.body.innerHTML = html;
  const nothing = (): void => {};
  const extractor = new Extractor(
    () => false,
    { added: nothing, changed: nothing, loaded: nothing, moved: nothing, removed: nothing },
    {
      shadowRoot: nothing,
      lateHost: nothing,
      hidden: nothing,
      input: nothing,
      passed: nothing,
      gone: nothing,
    },
  );
  const walk = (node: Node): void => {
    extractor.mark(node, 'full');
    extractor.beginSlice();
    while (extractor.step());
  };
  return { extractor, walk };
}

test('a look at the whole page is no change of it, and what it costs is known', () => {
  const { extractor, walk } = walks('<p>some words of a line</p>'.repeat(2_000));
  walk(document.documentElement);
  const { lookMs } = extractor.churn;
  expect(extractor.churn.ms).toBe(0);
  expect(lookMs).toBeGreaterThan(0);
  expect(lookMs).toBeGreaterThanOrEqual(extractor.scanned.ms);
  const after = extractor.churn.lookMs;
  // So many that each of them may be nothing on the clock.
  for (const p of document.querySelectorAll('p')) walk(p);
  expect(extractor.churn.ms).toBeGreaterThan(0);
  expect(extractor.churn.lookMs).toBe(after);
});

test('one look at the whole page right after another is a change of it; a scan is none', async () => {
  const { extractor, walk } = walks('<p>some words of a line</p>'.repeat(2_000));
  walk(document.documentElement);
  extractor.rescan();
  while (extractor.step());
  expect(extractor.churn.ms).toBe(0);
  walk(document.body);
  const { ms } = extractor.churn;
  expect(ms).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  walk(document.body);
  expect(extractor.churn.ms).toBe(ms);
});
