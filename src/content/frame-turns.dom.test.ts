import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FrameTurns } from './frame-turns';
import { isLittle } from './little';

const never = new AbortController().signal;
let turns: FrameTurns;
let worked: number;
let frames: FrameRequestCallback[];

beforeEach(() => {
  worked = 0;
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => frames.push(run));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const make = (isLight: boolean, ms = 0): FrameTurns =>
  new FrameTurns(
    () => {
      worked++;
      const end = performance.now() + ms;
      while (performance.now() < end);
      return false;
    },
    () => isLight,
    (work) => work(),
    never,
  );

const tasks = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((done) => setTimeout(done));
};

it('on a light page the work is done ahead of the frame, once', async () => {
  turns = make(true);
  turns.plan();
  turns.plan();
  expect(worked).toBe(0);
  await tasks(3);
  expect(worked).toBe(1);
  for (const frame of frames) frame(0);
  await new Promise((done) => setTimeout(done, 200));
  expect(worked).toBe(1);
});

it('on a heavy page it waits for the frame, and a little for a frame that does not come', async () => {
  turns = make(false);
  turns.plan();
  await tasks(3);
  expect(worked).toBe(0);
  await vi.waitFor(() => expect(worked).toBe(1));
});

it('what has taken too long ahead of the frame is done in it', async () => {
  turns = make(true, 60);
  turns.plan();
  await tasks(3);
  expect(worked).toBe(1);
  turns.plan();
  await tasks(3);
  expect(worked).toBe(1);
  await vi.waitFor(() => expect(worked).toBe(2));
  // Neither has anything left now.
  turns.plan();
  await new Promise((done) => setTimeout(done, 200));
  expect(worked).toBe(2);
});

it('where much is to be laid out, the frame does that first', async () => {
  turns = make(true);
  turns.plan();
  turns.plan(false);
  await tasks(3);
  expect(worked).toBe(0);
  await vi.waitFor(() => expect(worked).toBe(1));
});

it('little is few nodes with little text', async () => {
  const seen: boolean[] = [];
  const observer = new MutationObserver((records) => seen.push(isLittle(records)));
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  const put = async (html: string): Promise<void> => {
    const block = document.createElement('div');
    block.innerHTML = html;
    document.body.append(block);
    await Promise.resolve();
  };
  await put('<p>one more</p>'.repeat(20));
  await put('<p>one more</p>'.repeat(200));
  await put(`<p>${'x'.repeat(20_001)}</p>`);
  const text = document.body.appendChild(document.createTextNode('short'));
  await Promise.resolve();
  text.data = 'x'.repeat(20_001);
  await Promise.resolve();
  observer.disconnect();
  expect(seen).toEqual([true, false, false, true, false]);
});
