/** Talks with an AI as differently built pages show them, and pages that only look like one. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { verdictOf } from '../../core/verdict';
import { begin } from '../begin';
import { type Handle, Screening } from '../screening';
import { FakeLink } from '../testing/fake-link';
import { CHAT_SITES, type ChatSite, chatSiteOf } from './sites';

let handle: Handle | null = null;
let link: FakeLink;

beforeEach(() => {
  link = new FakeLink();
});
afterEach(() => {
  handle?.stop();
  handle = null;
  document.body.replaceChildren();
});

function screen(html: string, site?: ChatSite): void {
  document.body.innerHTML = html;
  handle = site ? new Screening(link, site) : begin(link);
}

/** Each element with what it is asked as in the end: its question, and whether that is the site's own word. */
async function asked(): Promise<(string | null)[][]> {
  const { elements } = await link.settled();
  return elements.map(({ id, text, role }) => {
    const last = link.requests.filter((request) => request.id === id).at(-1);
    const pair = last?.kind === 'text' ? last : undefined;
    const how =
      pair?.question === undefined ? [] : [pair.question, pair.knownChat ? 'known' : 'claimed'];
    return [text, role ?? null, ...how];
  });
}
const get = (selector: string): HTMLElement => {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`${selector} is not there`);
  return element;
};
const site = (host: string): ChatSite => {
  const found = chatSiteOf({ protocol: 'https:', hostname: host });
  if (!found) throw new Error(`${host} is not in the table`);
  return found;
};

const Q1 = 'How deep is the bay?';
const A1 = 'Some ten metres. Mind the rocks: they are sharp.';
const ANSWER_BLOCKS =
  '<p>Some ten <b>metres</b>.</p><ul><li>Mind the rocks:</li><li>they are sharp.</li></ul>';
const Q2 = 'And the tide?';
const A2 = 'Two metres at most.';
const claimedTalk = [
  [Q1, 'request'],
  [A1, 'answer', Q1, 'claimed'],
  [Q2, 'request'],
  [A2, 'answer', Q2, 'claimed'],
];

describe('pages with a talk', () => {
  test('a site in the table', async () => {
    const turn = (role: string, html: string) =>
      `<article><h5 hidden>Said:</h5><div><div data-message-author-role="${role}"><div class="markdown">${html}</div></div></div>
       <div class="buttons"><button>Copy</button></div></article>`;
    screen(
      `<nav><a href="#1">Sea charts</a></nav><main>${turn('user', Q1)}${turn('assistant', ANSWER_BLOCKS)}
       ${turn('user', `<p>And the</p><p>tide?</p>`)}${turn('assistant', A2)}</main>`,
      site('chatgpt.com'),
    );
    const all = await asked();
    expect(all.filter(([, role]) => role !== null)).toEqual([
      [Q1, 'request'],
      [A1, 'answer', Q1, 'known'],
      [Q2, 'request'],
      [A2, 'answer', Q2, 'known'],
    ]);
    // What is beside the talk is text as anywhere.
    expect(all.map(([text]) => text)).toContain('Sea charts');
    expect(link.requests.filter(({ text }) => text === 'Copy').length).toBeGreaterThan(0);
  });

  test('a log of rows with authors, on any page', async () => {
    screen(
      `<div role="log" aria-live="polite">
        <div class="row" data-author="user"><div>${Q1}</div></div>
        <div class="row" data-author="bot">${ANSWER_BLOCKS}</div>
        <div class="row" data-author="user">${Q2}</div>
        <div class="row" data-author="bot">${A2}</div>
      </div><p>Made by the harbour office.</p>`,
    );
    expect(await asked()).toEqual([...claimedTalk, ['Made by the harbour office.', null]]);
  });

  test('a list without authors’ attributes, labelled for the ear, in Vietnamese', async () => {
    screen(
      `<ol><li aria-label="Bạn đã nói:">${Q1}</li><li aria-label="Trợ lý đã nói:">${ANSWER_BLOCKS}</li>
       <li aria-label="Bạn đã nói:">${Q2}</li><li aria-label="Trợ lý đã nói:">${A2}</li></ol>`,
    );
    const all = await asked();
    const labels = new Set(['Bạn đã nói:', 'Trợ lý đã nói:']);
    const isLabel = ([text]: (string | null)[]) => labels.has(text ?? '');
    expect(all.filter((each) => !isLabel(each))).toEqual(claimedTalk);
    // What is said about a turn is no turn.
    for (const [, ...role] of all.filter(isLabel)) expect(role).toEqual([null]);
  });

  test.each([
    ['aria-label', 'You said:', 'Assistant said:'],
    ['data-testid', 'user-message', 'assistant-message'],
  ])('turns that are named by a %s later', async (name, request, answer) => {
    screen(
      `<ol><li class="q">${Q1}</li><li class="a">${ANSWER_BLOCKS}</li><li class="q">${Q2}</li><li class="a">${A2}</li></ol>`,
    );
    await link.settled();
    for (const each of document.querySelectorAll('li'))
      each.setAttribute(name, each.className === 'q' ? request : answer);
    const isLabel = ([text]: (string | null)[]) => text === request || text === answer;
    await vi.waitFor(
      async () => expect((await asked()).filter((each) => !isLabel(each))).toEqual(claimedTalk),
      3_000,
    );
  });

  test('turns with a shadow root each', async () => {
    class ChatTurn extends HTMLElement {
      connectedCallback(): void {
        const root = this.attachShadow({ mode: 'open' });
        root.innerHTML = '<style>:host{display:block}</style><section><slot></slot></section>';
        const body = document.createElement('div');
        body.innerHTML = this.dataset.html ?? '';
        root.querySelector('section')?.append(body);
      }
    }
    if (!customElements.get('chat-turn')) customElements.define('chat-turn', ChatTurn);
    document.body.innerHTML = '<div id="app"></div>';
    const root = get('#app').attachShadow({ mode: 'open' });
    const turns: [string, string][] = [
      ['human', Q1],
      ['ai', ANSWER_BLOCKS],
      ['human', Q2],
      ['ai', A2],
    ];
    root.innerHTML = '<div role="feed"></div>';
    for (const [role, html] of turns) {
      const turn = document.createElement('chat-turn');
      turn.dataset.messageRole = role;
      turn.dataset.html = html;
      root.querySelector('[role=feed]')?.append(turn);
    }
    handle = begin(link);
    expect(await asked()).toEqual(claimedTalk);
  });

  test('what aged in the table is found by attributes, and the site is known all the same', async () => {
    screen(
      `<main><div data-role="user">${Q1}</div><div data-role="model">${ANSWER_BLOCKS}</div></main>`,
      site('www.perplexity.ai'),
    );
    expect(await asked()).toEqual([
      [Q1, 'request'],
      [A1, 'answer', Q1, 'known'],
    ]);
  });

  test('what names itself a turn within one is part of it', async () => {
    screen(
      `<main><article data-turn="user"><div data-message-author-role="user">${Q1}</div></article>
       <article data-turn="assistant"><div data-message-author-role="assistant">
         ${ANSWER_BLOCKS}<div data-message-author-role="toolbar">Copy that</div></div></article></main>`,
    );
    expect(await asked()).toEqual([
      [Q1, 'request'],
      [`${A1} Copy that`, 'answer', Q1, 'claimed'],
    ]);
  });

  test('an answer before any request, and two in a row', async () => {
    screen(
      `<main><div data-role="assistant">Good morning! Ask me of the sea.</div><div data-role="user">${Q1}</div>
       <div data-role="assistant">Let me look it up.</div><div data-role="assistant">${A2}</div></main>`,
    );
    expect(await asked()).toEqual([
      ['Good morning! Ask me of the sea.', 'answer'],
      [Q1, 'request'],
      ['Let me look it up.', 'answer', Q1, 'claimed'],
      [A2, 'answer', Q1, 'claimed'],
    ]);
  });
});

describe('pages that only look like one', () => {
  const others: [string, string, string][] = [
    [
      'a forum where a bot writes, too',
      'data-author',
      `<main><article data-author="mai"><p>Where do I moor?</p></article>
       <article data-author="bot"><p>Please read the rules first.</p></article>
       <article data-author="user"><p>At the north pier, I think.</p></article></main>`,
    ],
    [
      'a mailbox',
      'data-from',
      `<ul><li data-from="you">Are you coming on Friday?</li><li data-from="amir@harbour.example">I am, with both boats.</li></ul>`,
    ],
    [
      'a chat of two people',
      'data-sender',
      `<div role="log"><div data-sender="you">Are you coming?</div><div data-sender="them">Soon, the wind is bad.</div>
       <div aria-label="You said">Are you there?</div><div aria-label="Mai said">I am here.</div></div>`,
    ],
    [
      'a blog with comments by people called like machines',
      'data-author',
      `<main><p data-role="model">New in the shop: a model ship.</p><ol><li data-author="Ái">I like it.</li>
       <li data-author="Human Resources">So do we all.</li><li data-author="ai">Me too, very much.</li></ol></main>`,
    ],
    [
      'help that people give',
      'data-role',
      `<main><div data-role="user">My sail is torn.</div><div data-role="agent">Hello, I am Siti, I can help.</div></main>`,
    ],
    [
      'a log of a program',
      'data-role',
      `<div role="log"><p data-role="system">It began to rain.</p><p data-role="assistant">It stopped again.</p></div>`,
    ],
  ];
  test.each(others)('%s', async (_name, attribute, html) => {
    screen(html);
    const all = await asked();
    expect(html).toContain(attribute);
    expect(all.length).toBeGreaterThan(1);
    for (const [text, role, question] of all)
      expect([text, role, question]).toEqual([text, null, undefined]);
  });

  test('a talk with an AI is none any more when a third one joins', async () => {
    screen(
      `<main id="talk"><div data-role="user">${Q1}</div><div data-role="bot"><p>Ten metres.</p><p>Mind the rocks.</p></div></main>`,
    );
    expect((await asked()).map(([, role]) => role)).toEqual(['request', 'answer']);
    get('#talk').insertAdjacentHTML(
      'beforeend',
      '<div data-role="moderator">Please stay on topic.</div>',
    );
    await vi.waitFor(async () =>
      expect(await asked()).toEqual([
        [Q1, null],
        ['Ten metres.', null],
        ['Please stay on topic.', null],
        ['Mind the rocks.', null],
      ]),
    );
  });
});

describe('a talk that goes on', () => {
  const turn = (role: string, text: string) => `<div data-role="${role}"><p>${text}</p></div>`;

  test('requests without an answer are no talk yet; its first answer makes it one', async () => {
    screen(`<main id="talk"><div data-role="user"><p>How deep</p><p>is the bay?</p></div></main>`);
    expect(await asked()).toEqual([
      ['How deep', null],
      ['is the bay?', null],
    ]);
    get('#talk').insertAdjacentHTML('beforeend', turn('assistant', A2));
    await vi.waitFor(async () =>
      expect(await asked()).toEqual([
        [Q1, 'request'],
        [A2, 'answer', Q1, 'claimed'],
      ]),
    );
  });

  test('a request that is changed, comes between or goes asks the answers after it anew', async () => {
    screen(
      `<main id="talk">${turn('user', Q1)}${turn('bot', A2)}${turn('user', Q2)}${turn('bot', 'It varies a lot.')}</main>`,
    );
    await asked();
    const before = link.requests.length;
    get('[data-role=user] p').textContent = 'How wide is the bay?';
    const pairs = async () =>
      (await asked()).flatMap(([text, , question]) => (question ? [[question, text]] : []));
    expect(await pairs()).toEqual([
      ['How wide is the bay?', A2],
      [Q2, 'It varies a lot.'],
    ]);
    // The request and its own answer; the other exchange is as it was.
    const again = link.requests.slice(before).map(({ text }) => text);
    expect(again.sort()).toEqual(['How wide is the bay?', A2]);
    get('[data-role=user]:nth-of-type(3)').remove();
    expect(await pairs()).toEqual([
      ['How wide is the bay?', A2],
      ['How wide is the bay?', 'It varies a lot.'],
    ]);
    get('#talk').insertAdjacentHTML('afterbegin', turn('user', 'An older request.'));
    get('#talk > :last-child').insertAdjacentHTML('beforebegin', turn('user', 'A newer one.'));
    expect(await pairs()).toEqual([
      ['How wide is the bay?', A2],
      ['A newer one.', 'It varies a lot.'],
    ]);
  });

  test('an author that is told late is seen', async () => {
    screen(`<main><div id="a">${Q1}</div><div id="b">${A2}</div></main>`);
    await asked();
    get('#a').dataset.author = 'user';
    get('#b').dataset.author = 'assistant';
    await vi.waitFor(async () =>
      expect(await asked()).toEqual([
        [Q1, 'request'],
        [A2, 'answer', Q1, 'claimed'],
      ]),
    );
  });

  test('a request of any length is asked whole, and goes with its answer by its beginning', async () => {
    const long = `Translate this, please. ${'The ferry leaves at noon. '.repeat(400)}`.trim();
    screen(`<main>${turn('user', long)}${turn('bot', A2)}</main>`);
    const [, answer] = await asked();
    const question = answer?.[2] ?? '';
    expect(question).toHaveLength(4_096);
    expect(long.startsWith(question)).toBe(true);
    expect(link.requests.some(({ text }) => text === long)).toBe(true);
  });

  test('an answer longer than a request is sent cut, and its safe is unknown', async () => {
    const known = site('www.meta.ai');
    screen(`<main>${turn('user', Q1)}<div data-role="bot"></div></main>`, known);
    get('[data-role=bot]').innerHTML = '<p>It is deep. </p>'.repeat(8_000);
    const { elements } = await link.settled();
    const answer = elements.find(({ role }) => role === 'answer');
    expect(answer?.text.length).toBeGreaterThan(80_000);
    expect(answer?.verdict?.reason).toBe('too-long');
  });
});

test('no page hides what it shows by calling all of it one turn', async () => {
  const filler = '<p>All is well in the harbour today. </p>'.repeat(600);
  screen(
    `<main><div data-role="user">${Q1}</div><div data-role="bot">${filler}<p>A bad ending.</p></div></main>`,
  );
  const { elements, counts } = await link.settled();
  expect(counts).toMatchObject({ unsafe: 1, unknown: 0 });
  expect(elements.find(({ verdict }) => verdict?.flag === 'unsafe')?.text).toBe('A bad ending.');
  expect(elements.length).toBeGreaterThan(600);
});

test('an answer stays on this machine where a person may write in its question', async () => {
  screen(`<main><div data-role="user">${Q1}</div><div data-role="bot">${A1}</div></main>`);
  await asked();
  const answers = () => link.requests.filter(({ text }) => text === A1 || text === A2);
  const before = answers().length;
  // Asked for before the page has been looked at again: it is still an answer, to that question.
  get('[data-role=user]').contentEditable = 'true';
  link.ports.at(-1)?.receive({ type: 'ask-again', all: true });
  await vi.waitFor(() => expect(answers().length).toBeGreaterThan(before));
  expect(answers()[before]).toMatchObject({ text: A1, question: Q1, editable: true });
  get('[data-role=bot]').textContent = A2;
  await vi.waitFor(() => expect(answers().some(({ text }) => text === A2)).toBe(true));
  for (const request of answers().slice(before))
    expect('question' in request && request.editable !== true).toBe(false);
});

describe('verdicts of exchanges', () => {
  test('come as of any text; a new question takes a mark off until it is judged with that', async () => {
    screen(
      `<main><div data-role="user">${Q1}</div><div data-role="bot">A bad answer.</div></main>`,
    );
    expect((await link.settled()).counts).toMatchObject({ safe: 1, unsafe: 1 });
    link.judge = (text) => verdictOf(text.includes('never') ? 1 : 0, 'local');
    get('[data-role=user]').textContent = Q2;
    const { elements, counts } = await link.settled();
    expect(counts).toMatchObject({ safe: 2, unsafe: 0 });
    expect(elements.map(({ verdict }) => verdict?.flag)).toEqual(['safe', 'safe']);
  });
});

describe('an answer that is being written', () => {
  const begin = `<main><div data-role="user">${Q1}</div><div data-role="bot" id="a"><p>The first words.</p></div></main>`;
  const write = (text: string) => get('#a').insertAdjacentHTML('beforeend', `<p>${text}</p>`);
  const answers = () => link.requests.filter(({ text }) => text.startsWith('The first words.'));
  const flag = async () =>
    (await link.snapshot()).elements.find(({ role }) => role === 'answer')?.verdict?.flag;
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const marks = async () => (await link.snapshot(false)).counts.unsafe;

  test('is asked about when it pauses and when it is done, and never for each word', async () => {
    screen(begin);
    await link.settled();
    const first = answers().length;
    for (let i = 0; i < 20; i++) {
      write(`word ${i}`);
      await pause(20);
    }
    await vi.waitFor(() => expect(answers().at(-1)?.text).toContain('word 19'));
    expect(answers().length - first).toBeLessThanOrEqual(2);
    write('And the last one.');
    await vi.waitFor(() => expect(answers().at(-1)?.text).toContain('And the last one.'), 4_000);
    expect(answers().at(-1)).toMatchObject({ question: Q1 });
  });

  test('keeps its mark while it goes on, and loses it only by a verdict on the whole', async () => {
    screen(begin);
    await link.settled();
    write('It is bad there.');
    await link.settled();
    expect(await flag()).toBe('unsafe');
    link.judge = null;
    const asked = answers().length;
    for (let i = 0; i < 30; i++) {
      write(`word ${i}`);
      await pause(15);
      expect(await flag()).toBe('unsafe');
    }
    await vi.waitFor(() => expect(answers().length).toBeGreaterThan(asked), 5_000);
    expect(await flag()).toBe('unsafe');
    const last = answers().at(-1);
    if (!last) throw new Error('it was not asked about');
    link.answer(last, { flag: 'unknown', pUnsafe: null, engine: 'local', reason: 'timeout' });
    expect(await flag()).toBe('unsafe');
    link.judge = (text) => verdictOf(text.includes('never') ? 1 : 0, 'local');
    write('The end.');
    await vi.waitFor(async () => expect(await flag()).toBe('safe'), 5_000);
    expect(await marks()).toBe(0);
  });

  test('loses its mark at once when what it said is taken back', async () => {
    screen(begin);
    await link.settled();
    write('It is bad there.');
    await link.settled();
    link.judge = null;
    get('#a p:last-child').textContent = 'It is well there.';
    await vi.waitFor(async () => expect(await flag()).toBeUndefined());
    expect(await marks()).toBe(0);
  });

  test('is flagged although it has gone on when its verdict comes; a late safe says nothing', async () => {
    screen(begin);
    await link.settled();
    link.judge = null;
    const late = async (text: string) => {
      write(text);
      await vi.waitFor(() => expect(answers().at(-1)?.text).toContain(text), 5_000);
      const request = answers().at(-1);
      write(`after: ${text}`);
      await pause(60);
      if (!request) throw new Error('it was not asked about');
      link.answer(request);
    };
    await late('All is well.');
    expect(await flag()).toBeUndefined();
    await late('It is bad there.');
    expect(await flag()).toBe('unsafe');
    // Nobody has withdrawn a question whose answer still counts.
    const cancelled = link.messages.flatMap((message) =>
      message.type === 'cancel' ? message.elements : [],
    );
    expect(cancelled).toEqual([]);
    get('#a').remove();
    await vi.waitFor(async () => expect((await link.snapshot()).elements).toHaveLength(1));
  });

  test('is not asked about any more when it goes, whichever version is out', async () => {
    screen(begin);
    await link.settled();
    link.judge = null;
    write('More.');
    await vi.waitFor(() => expect(answers().at(-1)?.text).toContain('More.'));
    const out = answers().at(-1);
    write('And more.');
    await pause(50);
    get('#a').remove();
    await vi.waitFor(() =>
      expect(link.messages).toContainEqual({
        type: 'cancel',
        elements: [{ id: out?.id, version: out?.version }],
      }),
    );
  });

  test('is asked about at once when the page says that it is done', async () => {
    screen(begin);
    await link.settled();
    get('#a').ariaBusy = 'true';
    // Long enough to be left alone for seconds otherwise.
    write('long word '.repeat(1_500));
    await pause(300);
    write('The end.');
    await pause(100);
    expect(answers().at(-1)?.text).not.toContain('The end.');
    get('#a').ariaBusy = 'false';
    await vi.waitFor(() => expect(answers().at(-1)?.text).toContain('The end.'), 700);
  });
});

test('the table names hosts once, and selectors that browsers know', () => {
  const hosts = CHAT_SITES.flatMap((each) => each.hosts);
  expect(new Set(hosts).size).toBe(hosts.length);
  for (const { request, answer, streaming, stop } of CHAT_SITES)
    for (const selector of [request, answer, streaming, stop])
      if (selector) expect(document.querySelector(selector)).toBeNull();
  expect(chatSiteOf({ protocol: 'http:', hostname: 'claude.ai' })).toBeNull();
  expect(chatSiteOf({ protocol: 'https:', hostname: 'not-claude.ai' })).toBeNull();
});
