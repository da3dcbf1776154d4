import { expect, test, vi } from 'vitest';
import type { FakeLink } from './testing/fake-link';
import { get, pause, screen, styled } from './testing/page';
import { picture } from './testing/pictures';

const texts = async (link: FakeLink) =>
  (await link.settled()).elements.filter(({ kind }) => kind === 'text').map(({ text }) => text);

test('titles, labels, placeholders and the words of buttons are texts of their own', async () => {
  const link = screen(
    '<p title="a hint">words</p><input placeholder="your name"><textarea placeholder="a comment"></textarea>' +
      '<input type="submit" value="send it"><input type="BUTTON" value="more"><input type="reset" value="clear all">' +
      '<button aria-label="close it">×</button><div hidden title="no hint">no</div><p title="7">ok</p>',
  );
  expect((await texts(link)).sort()).toEqual([
    'a comment',
    'a hint',
    'clear all',
    'close it',
    'more',
    'ok',
    'send it',
    'words',
    'your name',
  ]);
  const { elements } = await link.snapshot();
  const hint = elements.find(({ text }) => text === 'a hint');
  expect(hint?.selector).toBe('body > p:nth-of-type(1)');
});

test('what an element shows itself is not asked twice', async () => {
  const link = screen(
    '<a href="#" title="The whole story">The <b>whole</b>  story</a><p>x</p>' +
      '<button aria-label="Add to list" title="Add to list"></button>' +
      '<h2 title="A long headline">A long headline, and more</h2>' +
      '<h3 title="Hidden words"><span hidden>Hidden words</span>Other words</h3>',
  );
  expect((await texts(link)).sort()).toEqual([
    'A long headline, and more',
    'Add to list',
    'Hidden words',
    'Other words',
    'The whole story',
  ]);
});

test('a title whose element shows other words by now is asked after all', async () => {
  const link = screen('<p><a title="same words">same words</a> and more</p>');
  expect(await texts(link)).toEqual(['same words and more']);
  get('a').textContent = 'other words';
  await vi.waitFor(
    async () => expect((await texts(link)).sort()).toEqual(['other words and more', 'same words']),
    3_000,
  );
});

test('a title is asked where the same words are on the page for nobody', async () => {
  const link = screen(
    '<p title="bad words">x<span aria-hidden="true" style="opacity:0">bad words</span></p>' +
      '<p title="a secret">x<b contenteditable>a secret</b></p>',
  );
  const eventually = (expected: string[]) =>
    vi.waitFor(async () => expect(await texts(link)).toEqual(expected), 5_000);
  await eventually(['bad words']);
  expect(link.requests.map(({ text }) => text)).not.toContain('a secret');
});

test('an attribute that changes is another version, and one that goes is no element', async () => {
  const link = screen('<p title="first hint">words</p>');
  const before = (await link.settled()).elements.find(({ text }) => text === 'first hint');
  get('p').title = 'bad hint';
  await pause(50);
  const after = (await link.settled()).elements.find(({ text }) => text === 'bad hint');
  expect(after?.id).toBe(before?.id);
  expect(after?.verdict?.flag).toBe('unsafe');
  expect(link.requests.find(({ text }) => text === 'bad hint')?.version).toBe(2);
  get('p').removeAttribute('title');
  await pause(50);
  expect(await texts(link)).toEqual(['words']);
  get('p').setAttribute('aria-label', 'a label');
  await pause(50);
  expect((await texts(link)).sort()).toEqual(['a label', 'words']);
  get('p').hidden = true;
  await pause(300);
  expect(await texts(link)).toEqual([]);
  get('p').hidden = false;
  await pause(300);
  expect((await texts(link)).sort()).toEqual(['a label', 'words']);
  get('p').remove();
  expect(await texts(link)).toEqual([]);
});

test('a late verdict does not land on a changed title', async () => {
  const link = screen('<p title="bad hint">x</p>');
  link.judge = null;
  await vi.waitFor(() => expect(link.requests).toHaveLength(1));
  const [old] = link.requests;
  if (!old) throw new Error('nothing asked');
  get('p').title = 'kind hint';
  link.answer(old);
  expect((await link.snapshot()).elements[0]?.verdict).toBeNull();
});

test('a placeholder is a text while it is shown; what is typed never is', async () => {
  const link = screen('<input placeholder="your name"><input type="submit" value="send">');
  expect(await texts(link)).toEqual(['your name', 'send']);
  const field = get('input') as HTMLInputElement;
  field.value = 'my secret';
  field.setAttribute('value', 'my secret');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await pause(50);
  expect(await texts(link)).toEqual(['send']);
  field.value = '';
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await pause(50);
  expect((await texts(link)).sort()).toEqual(['send', 'your name']);
  expect(link.requests.some(({ text }) => text.includes('secret'))).toBe(false);
});

test('each choice of a list is a text, and so are the names of its groups', async () => {
  const link = screen(
    '<select><option>First choice</option><optgroup label="More of them"><option label="second">x</option>' +
      '<option>2026</option></optgroup></select>',
  );
  expect(await texts(link)).toEqual(['First choice', 'More of them', 'second']);
  get('option').textContent = 'A bad choice';
  await pause(50);
  expect((await texts(link)).sort()).toEqual(['A bad choice', 'More of them', 'second']);
  get('optgroup').insertAdjacentHTML('afterend', '<option>last choice</option>');
  await pause(50);
  expect((await texts(link)).sort()).toEqual([
    'A bad choice',
    'More of them',
    'last choice',
    'second',
  ]);
  get('optgroup').remove();
  await pause(50);
  expect((await texts(link)).sort()).toEqual(['A bad choice', 'last choice']);
  get('select').remove();
  expect(await texts(link)).toEqual([]);
});

test('a long list is asked about in few texts', async () => {
  const options = Array.from({ length: 250 }, (_, i) => `<option>choice number ${i}</option>`);
  const link = screen(`<select>${options.join('')}</select>`);
  const all = await texts(link);
  expect(all).toHaveLength(13);
  expect(all.join(' ')).toContain('choice number 249');
});

test('style sheets write before and after: strings, attributes, not counters or icons', async () => {
  const link = screen(
    '<p class="new">one</p><p class="who" data-who="a bad person">two</p><ol><li class="n">three</li></ol>' +
      '<p class="icon">four</p><p class="alt">five</p><p class="gone">six</p>',
    '.new::before{content:"Just in: \\201Cnow\\201D"}.who::after{content:" (" attr(data-who) ")"}' +
      '.n::before{content:counter(list-item) ". "}.icon::before{content:"\\e900"}' +
      '.alt::after{content:"seen words" / "heard words"}.gone::after{content:"not seen";visibility:hidden}',
  );
  expect((await texts(link)).sort()).toEqual([
    '(a bad person)',
    'Just in: “now”',
    'five',
    'four',
    'one',
    'seen words',
    'six',
    'three',
    'two',
  ]);
});

test('text that a style sheet writes comes and goes with class and style sheet', async () => {
  const link = screen('<p>words</p>', '.x::after{content:"more words"}');
  expect(await texts(link)).toEqual(['words']);
  get('p').className = 'x';
  await pause(300);
  expect(await texts(link)).toEqual(['words', 'more words']);
  const sheet = styled('.x::after{content:"other words"}');
  await pause(300);
  expect(await texts(link)).toEqual(['words', 'other words']);
  sheet.remove();
  get('p').className = '';
  await pause(300);
  expect(await texts(link)).toEqual(['words']);
});

test('an attribute that a style sheet shows is followed', async () => {
  const link = screen('<p data-tip="a hint">words</p>', 'p::after{content:attr(data-tip)}');
  const before = (await link.settled()).elements.find(({ text }) => text === 'a hint');
  get('p').dataset.tip = 'a bad hint';
  await pause(50);
  const after = (await link.settled()).elements.find(({ text }) => text === 'a bad hint');
  expect(after).toMatchObject({ id: before?.id, verdict: { flag: 'unsafe' } });
});

test('a field in a closed root that is filled before the answer comes is let go', async () => {
  const link = screen('<p>words</p><div id="host"></div>');
  const root = get('#host').attachShadow({ mode: 'open' });
  root.innerHTML = '<input placeholder="your name">';
  await link.settled();
  link.judge = null;
  const field = root.querySelector('input') as HTMLInputElement;
  field.placeholder = 'your town';
  await vi.waitFor(() => expect(link.requests.at(-1)?.text).toBe('your town'));
  // As in a closed root, no event tells of it.
  field.value = 'typed';
  const last = link.requests.at(-1);
  if (last) link.answer(last);
  await vi.waitFor(async () => expect(await texts(link)).toEqual(['words']));
});

test('what a page copies of a field to have its size is the person’s own', async () => {
  const link = screen(
    '<label class="grow" data-value="my secret letter"><textarea>my secret letter</textarea></label>',
    '.grow::after{content:attr(data-value)}',
  );
  await pause(200);
  expect(await texts(link)).toEqual([]);
});

test('what a style sheet shows beside a field is asked where it is no copy of what is typed', async () => {
  const link = screen(
    '<div data-tip="bad words here"><input type="checkbox"></div>' +
      '<label data-tip="how long"><textarea>a letter</textarea></label>' +
      '<label data-tip="my secret"><input value="my secret letter"></label>' +
      '<label data-tip="your own words"><b contenteditable>your  own words</b></label>',
    '[data-tip]::before{content:attr(data-tip)}',
  );
  expect((await texts(link)).sort()).toEqual(['bad words here', 'how long']);
  const editable = (words: string) => link.requests.find(({ text }) => text === words)?.editable;
  expect([editable('bad words here'), editable('how long')]).toEqual([undefined, true]);
});

test('what a page copies of a field into its title or label stays here', async () => {
  const link = screen(
    '<input title="your name" aria-label="the label"><textarea title="a hint" placeholder="a comment"></textarea>' +
      '<input type="checkbox" title="a choice">',
  );
  const field = get('input') as HTMLInputElement;
  await link.settled();
  field.value = 'my secret letter';
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.title = 'my secret letter';
  field.setAttribute('aria-label', 'secret letter');
  await pause(100);
  expect((await texts(link)).sort()).toEqual(['a choice', 'a comment', 'a hint']);
  // Copied when it was in there, and still there when it is not.
  field.value = '';
  field.title = 'my secret';
  await pause(100);
  await link.settled();
  const asked = link.requests.map(({ text, editable }) => `${text} ${editable === true}`);
  expect(asked.filter((each) => !/secret|label/.test(each)).sort()).toEqual([
    'a choice false',
    'a comment false',
    'a hint true',
    'your name true',
  ]);
  expect(asked.filter((each) => each.includes('secret') && each.endsWith('false'))).toEqual([]);
});

test('alternative text is asked where no image is: broken, or too small', async () => {
  const { data: large } = await picture(200, 200);
  const { data: small } = await picture(16, 16);
  const link = screen(
    `<img src="${large}" alt="large picture" title="large picture"><img src="${small}" alt="small picture">` +
      '<img src="data:image/png;base64,AAAA" alt="broken picture"><img alt="no picture">',
  );
  await vi.waitFor(
    async () =>
      expect((await texts(link)).sort()).toEqual(['broken picture', 'no picture', 'small picture']),
    8_000,
  );
  const { elements } = await link.snapshot();
  expect(elements.filter(({ kind }) => kind === 'image').map(({ text }) => text)).toContain(
    'large picture',
  );
});

test('what is said in an editor never leaves this machine', async () => {
  const link = screen(
    '<div contenteditable aria-label="your letter">draft</div><p title="a hint">x</p>',
  );
  await link.settled();
  const editable = (words: string) => link.requests.find(({ text }) => text === words)?.editable;
  expect(editable('your letter')).toBe(true);
  expect(editable('a hint')).toBeUndefined();
});

test('an unsafe title counts beside an unsafe text of its element', async () => {
  const link = screen('<p title="bad hint" style="width:200px">bad words</p>');
  await link.settled();
  const asked = link.requests.map(({ text }) => text).sort();
  expect(asked).toEqual(['bad hint', 'bad words']);
  expect((await link.snapshot()).counts.unsafe).toBe(2);
});
