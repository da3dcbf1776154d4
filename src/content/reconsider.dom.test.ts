/** A person has decided, or thresholds are others: verdicts stand until the new ones have come. */
import { expect, test } from 'vitest';
import { type Verdict, verdictByPerson, verdictOf } from '../core/verdict';
import { judge } from './testing/fake-link';
import { screen } from './testing/page';

const asked = (link: ReturnType<typeof screen>, text: string): number =>
  link.requests.filter((each) => each.text === text).length;

test('what is flagged or was decided by a person is asked once more, and nothing else', async () => {
  const link = screen('<p>good text</p><p>bad text</p><p>another bad one</p>');
  await link.settled();
  link.judge = (text) => (text === 'bad text' ? verdictByPerson('safe') : judge(text));
  link.tell({ type: 'reconsider', all: false });
  expect((await link.settled()).counts).toMatchObject({ safe: 2, unsafe: 1 });
  expect(asked(link, 'good text')).toBe(1);
  link.judge = judge;
  // As it comes where the port was closed meanwhile.
  await link.ask({ type: 'reconsider', all: false });
  expect((await link.settled()).counts).toMatchObject({ safe: 1, unsafe: 2 });
  expect(asked(link, 'good text')).toBe(1);
});

test('until the answer is there, the verdict and its mark stay', async () => {
  const link = screen('<p>bad text</p>');
  await link.settled();
  link.judge = null;
  link.tell({ type: 'reconsider', all: false });
  while (asked(link, 'bad text') < 2) await new Promise((done) => setTimeout(done, 10));
  const { counts, elements, settled } = await link.snapshot();
  expect(counts).toMatchObject({ unsafe: 1, waiting: 0 });
  expect(elements[0]?.verdict?.flag).toBe('unsafe');
  expect(settled).toBe(false);
  const request = link.requests.at(-1);
  if (request) link.answer(request, verdictByPerson('safe'));
  expect((await link.settled()).counts).toMatchObject({ unsafe: 0, safe: 1 });
});

test('with another threshold all are, and equal texts that come later are not remembered', async () => {
  const link = screen('<p>good text</p><p>bad text</p>');
  await link.settled();
  const strict = (): Verdict => verdictOf(0.02, 'local', 0.01);
  link.judge = strict;
  link.tell({ type: 'reconsider', all: true });
  expect((await link.settled()).counts).toMatchObject({ unsafe: 2, safe: 0 });
  const again = document.createElement('p');
  again.textContent = 'good text';
  document.body.append(again);
  while ((await link.settled()).elements.length < 3);
  expect((await link.snapshot()).counts.unsafe).toBe(3);
});

test('what the page says of its language goes along, where it says it', async () => {
  const link = screen(
    `<p lang="id">Selamat pagi</p><p>Good morning</p><p lang="${'x'.repeat(99)}">Hi</p>`,
  );
  document.documentElement.removeAttribute('lang');
  await link.settled();
  expect(link.requests.map(({ text, lang }) => [text, lang])).toEqual([
    ['Selamat pagi', 'id'],
    ['Good morning', undefined],
    ['Hi', undefined],
  ]);
});
