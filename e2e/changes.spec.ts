/** Content that is added, changed and removed after the page has loaded. */
import { expect, flagIn, test } from './harness';

test('content added after load is screened', async ({ seawall }) => {
  const page = await seawall.visit('blank.html');
  await page.evaluate(() => {
    const add = (text: string): void => {
      const paragraph = document.createElement('p');
      paragraph.textContent = text;
      document.querySelector('main')?.append(paragraph);
    };
    add('A boat with blue sails has come in.');
    setTimeout(() => add('A note is pinned to its mast: shut up you idiot'), 700);
  });
  const snapshot = await seawall.settled(page, ({ elements }) => elements.length === 2);
  expect(flagIn(snapshot, 'blue sails')).toBe('safe');
  expect(flagIn(snapshot, 'pinned to its mast')).toBe('unsafe');
});

test('changed content gets a verdict of its own, removed content has none', async ({ seawall }) => {
  const page = await seawall.visit('notices.html');
  await seawall.settled(page);
  await page.evaluate(() => {
    const near = document.querySelector('#near');
    if (near) near.textContent = 'Whoever took my rope: thank you for bringing it back.';
    document.querySelector('#far')?.remove();
  });
  const snapshot = await seawall.settled(
    page,
    (now) => flagIn(now, 'bringing it back') !== undefined && flagIn(now, 'stairs') === undefined,
  );
  expect(flagIn(snapshot, 'bringing it back')).toBe('safe');
  expect(snapshot.counts.unsafe).toBe(0);
});

test('a late verdict never lands on text that has changed meanwhile', async ({ seawall }) => {
  const page = await seawall.visit('blank.html');
  // Work for the guard, so that verdicts are late; then texts that change all the while.
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const restless = Array.from({ length: 8 }, (_, index) => {
      const paragraph = document.createElement('p');
      main?.append(paragraph);
      return { paragraph, index };
    });
    for (let i = 0; i < 30; i++) {
      const paragraph = document.createElement('p');
      paragraph.textContent = `Boat ${i} brings ${i * 7} baskets of fish to the market.`;
      main?.append(paragraph);
    }
    let turn = 0;
    const timer = setInterval(() => {
      turn++;
      const last = turn >= 60;
      for (const { paragraph, index } of restless) {
        const unsafe = (turn + index) % 2 === 0;
        paragraph.textContent = unsafe
          ? `Turn ${turn} of sign ${index}: shut up you idiot`
          : `Turn ${turn} of sign ${index}: welcome to our harbour`;
      }
      if (!last) return;
      clearInterval(timer);
      document.title = 'done';
    }, 40);
  });
  await page.waitFor('the last change', () => document.title === 'done');
  const snapshot = await seawall.settled(
    page,
    ({ elements }) => elements.filter(({ text }) => text.startsWith('Turn 60 ')).length === 8,
    120_000,
  );
  const signs = snapshot.elements.filter(({ text }) => text.startsWith('Turn'));
  const wrong = signs.filter(
    ({ text, verdict }) => verdict?.flag !== (text.includes('idiot') ? 'unsafe' : 'safe'),
  );
  expect(wrong).toEqual([]);
  expect(signs).toHaveLength(8);
});
