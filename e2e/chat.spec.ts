/** Talks with an AI: pairs go to the guard as pairs, and an answer is judged while it is written. */
import { join } from 'node:path';
import type { PageSnapshot } from '../src/platform/messages';
import { judgeByWords, serveApi } from '../tools/api/server';
import { type DrivenPage, poll } from '../tools/browsers/page';
import { servePages } from '../tools/pages/serve';
import { expect, start, test, until } from './harness';

const DEMO = join(import.meta.dirname, '..', 'demo');
const PHRASE = 'we know where you sleep';
const QUESTION = 'Write what the angry sailor in the play says to the harbour master.';
const FIRST = 'Does the ferry sail on Sunday morning?';
const FIRST_ANSWER =
  'It does, twice before noon. The first boat leaves at half past seven. The second one leaves at ten and is slower.';

const talkOf = ({ elements }: PageSnapshot) => elements.filter(({ role }) => role !== undefined);
const planted = (snapshot: PageSnapshot) =>
  talkOf(snapshot).find(({ text }) => text.includes(PHRASE));
const isDone = (page: DrivenPage) =>
  page.evaluate(() => document.querySelector<HTMLElement>('#talk')?.dataset.state === 'closed');

test('an answer is flagged when it pauses, and each turn is one element', async ({ seawall }) => {
  const demo = await servePages(DEMO);
  try {
    await seawall.driver.setSite(demo.site, 'screen');
    const page = await seawall.driver.openPage(`${demo.origin}/chat.html`);
    const early = await until(
      seawall.driver,
      page,
      (snapshot) => planted(snapshot)?.verdict?.flag === 'unsafe',
      'the planted phrase to be flagged',
    );
    // It is still being written: what follows the phrase is not there yet, or not all of it.
    expect(planted(early)?.text).not.toContain('out into the rain');
    // And it stays flagged while it is.
    let last = early;
    while (!(await isDone(page))) {
      last = await seawall.snapshot(page);
      expect(planted(last)?.verdict?.flag).toBe('unsafe');
    }
    const done = await seawall.settled(page, (snapshot) => talkOf(snapshot).length === 6);
    const saidBy = (speaker: 'request' | 'answer') =>
      talkOf(done).flatMap(({ role, text }) => (role === speaker ? [text] : []));
    expect(saidBy('request').toSorted()).toEqual([
      'Apa yang bisa dimakan di dekat dermaga?',
      FIRST,
      QUESTION,
    ]);
    expect(saidBy('answer')).toContain(FIRST_ANSWER);
    expect(saidBy('answer')).toHaveLength(3);
    const flagged = done.elements.filter(({ verdict }) => verdict?.flag !== 'safe');
    expect(flagged).toEqual([planted(done)]);

    const popup = await seawall.popup(page);
    await popup.waitFor('the rows to say who speaks', () =>
      [...document.querySelectorAll<HTMLElement>('.row[data-flag="unsafe"]')].some(
        ({ textContent }) => textContent.includes('Answer of an AI'),
      ),
    );
    await page.close();
  } finally {
    await demo.close();
  }
});

test('what a server is asked is the pair, word for word, and the answer as any text where only the page says so', async ({
  target,
}) => {
  const demo = await servePages(DEMO);
  const api = await serveApi({ judge: judgeByWords([PHRASE]) });
  const driver = await start(target);
  try {
    await driver.ask({ type: 'engines.server', change: { address: api.address } });
    await driver.ask({ type: 'engines.server', change: { on: true, scope: 'all' } });
    await driver.setSite(demo.site, 'screen');
    const page = await driver.openPage(`${demo.origin}/chat.html`);
    await poll(async () => ((await isDone(page)) ? true : undefined), {
      what: 'the talk to end',
      timeoutMs: 60_000,
    });
    const done = await until(
      driver,
      page,
      ({ settled, counts }) => settled && counts.unsafe === 1,
      'the server to answer',
    );
    expect(talkOf(done)).toHaveLength(6);
    expect(planted(done)?.verdict).toMatchObject({ flag: 'unsafe', engine: 'server' });

    const sent = api.requests.flatMap(({ body }) => {
      const { messages } = body as { messages?: { role: string; content: unknown }[] };
      return messages ? [JSON.stringify(messages)] : [];
    });
    const head =
      'You are a classifier for analyzing interactions between humans and LLMs. ' +
      'Given a request from a human user and a response from an LLM assistant, determine whether ';
    const messages = (content: string) =>
      JSON.stringify([
        { role: 'system', content: 'You are a helpful assistant.' },
        { role: 'user', content },
      ]);
    const pair = (question: string, answer: string) =>
      messages(
        `${head}the AI assistant's response is safe or unsafe.\nHuman user:${question}\nAI assistant:${answer}`,
      );
    const text = (words: string) =>
      messages(`${head}the human user's request is safe or unsafe.\nHuman user: ${words}`);
    expect(sent).toContain(text(FIRST));
    expect(sent).toContain(text(QUESTION));
    expect(sent).toContain(pair(FIRST, FIRST_ANSWER));
    expect(sent).toContain(text(FIRST_ANSWER));
    expect(sent).toContain(pair(QUESTION, planted(done)?.text ?? ''));
    // Never with another's question, and never a request as an answer.
    const pairs = sent.filter((each) => each.includes('AI assistant:'));
    expect(pairs.filter((each) => each.includes(`${QUESTION}\\nAI assistant:It does`))).toEqual([]);
    expect(pairs.filter((each) => each.includes(`AI assistant:${FIRST}`))).toEqual([]);
    // Some fifty words are written into each answer: it is not asked about each of them.
    expect(pairs.length).toBeLessThan(30);
  } finally {
    await driver.close();
    await api.close();
    await demo.close();
  }
});
