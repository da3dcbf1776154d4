import { afterEach, expect, test, vi } from 'vitest';
import { PRIORITY } from '../core/priority';
import { placeByHalves } from './by-halves';
import { Viewport } from './viewport';

let stopping = new AbortController();

afterEach(() => {
  stopping.abort();
  stopping = new AbortController();
  document.body.replaceChildren();
  scrollTo(0, 0);
});

function watchAll(count: number): { viewport: Viewport; blocks: HTMLElement[] } {
  const viewport = new Viewport(
    () => {},
    (work) => work(),
    stopping.signal,
  );
  const blocks = Array.from({ length: count }, (_, i) => {
    const p = document.createElement('p');
    p.append(`line ${i}`);
    return p;
  });
  document.body.append(...blocks);
  for (const block of blocks) viewport.watch(block);
  return { viewport, blocks };
}

const at = (blocks: HTMLElement[], i: number): HTMLElement => {
  const block = blocks[i];
  if (!block) throw new Error(`no block ${i}`);
  return block;
};

test('in view, near, and the rest', async () => {
  const { viewport, blocks } = watchAll(300);
  expect(viewport.priorityOf(at(blocks, 0))).toBeNull();
  await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, 0))).toBe(PRIORITY.visible));
  const priorities = blocks.map((block) => viewport.priorityOf(block));
  expect(priorities).toEqual([...priorities].sort());
  expect(new Set(priorities)).toEqual(new Set([0, 1, 2]));
});

test('a reader who scrolls far down a long page is found', async () => {
  const { viewport, blocks } = watchAll(5_000);
  await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, 4_000))).toBe(PRIORITY.rest));
  at(blocks, 4_000).scrollIntoView({ block: 'center' });
  await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, 4_000))).toBe(PRIORITY.visible));
});

test('what comes beside what is in view is placed without a look at its box, until the page is scrolled', async () => {
  const { viewport, blocks } = watchAll(300);
  await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, 1))).toBe(PRIORITY.visible));
  await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, 290))).toBe(PRIORITY.rest));
  for (const block of blocks) viewport.unwatch(block);
  const boxes = vi.spyOn(Element.prototype, 'getBoundingClientRect');
  const add = (before: HTMLElement, block: HTMLElement, root = block) => {
    before.before(root);
    viewport.watch(block, true);
    viewport.locate();
    const looks = boxes.mock.calls.length;
    boxes.mockClear();
    return [viewport.priorityOf(block), looks];
  };
  const made = (text: string) => Object.assign(document.createElement('p'), { textContent: text });
  expect(add(at(blocks, 1), made('beside'))).toEqual([PRIORITY.visible, 0]);
  const item = document.createElement('div');
  const inner = made('alone in what is beside');
  item.append(inner);
  expect(add(at(blocks, 2), inner, item)).toEqual([PRIORITY.visible, 0]);
  expect(add(at(blocks, 290), made('far below'))).toEqual([PRIORITY.rest, 1]);
  // Nothing is beside a guess.
  const guess = made('a guess');
  at(blocks, 1).before(guess);
  const far = made('beside something new');
  const [, looks] = add(guess, far);
  expect(looks).toBe(1);
  at(blocks, 290).scrollIntoView();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  boxes.mockClear();
  expect(add(at(blocks, 1), made('out of view now'))).toEqual([PRIORITY.rest, 1]);
  boxes.mockRestore();
});

test('what has been answered makes room for the next in line', async () => {
  const { viewport, blocks } = watchAll(3_000);
  for (const block of blocks.slice(0, 2_990)) viewport.unwatch(block);
  at(blocks, 2_995).scrollIntoView();
  await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, 2_995))).toBe(PRIORITY.visible));
  expect(viewport.priorityOf(at(blocks, 0))).toBeNull();
});

/** Takes the browser 10 ms to tell what is at a point; when it was asked. */
function slowHits(): { times: number[]; end(): void } {
  const look = Document.prototype.elementFromPoint;
  const times: number[] = [];
  const slow = vi.spyOn(Document.prototype, 'elementFromPoint').mockImplementation(function (
    this: Document,
    x,
    y,
  ) {
    times.push(performance.now());
    const end = performance.now() + 10;
    while (performance.now() < end);
    return look.call(this, x, y);
  });
  return { times, end: () => slow.mockRestore() };
}

test('where the browser is slow to tell what is where, it is asked once in a round, and else the blocks are', async () => {
  const { viewport, blocks } = watchAll(5_000);
  const { times, end } = slowHits();
  try {
    for (const i of [2_000, 4_500, 3_000]) {
      await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, i))).toBe(PRIORITY.rest));
      at(blocks, i).scrollIntoView({ block: 'center' });
      await vi.waitFor(() => expect(viewport.priorityOf(at(blocks, i))).toBe(PRIORITY.visible), {
        timeout: 5_000,
      });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    // Of six points each time.
    expect(times.length).toBeLessThan(8);
  } finally {
    end();
  }
}, 30_000);

test('where the browser is slow and only more blocks come, it is asked seldom, and at once when the reader scrolls', async () => {
  const { viewport, blocks } = watchAll(3_000);
  const { times, end } = slowHits();
  const grow = async (ms: number): Promise<void> => {
    for (const stop = performance.now() + ms; performance.now() < stop; ) {
      viewport.unwatch(at(blocks, 2_999));
      viewport.watch(at(blocks, 2_999));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  try {
    await grow(5_000);
    expect(times.length).toBeGreaterThan(1);
    expect(times.length).toBeLessThan(5);
    const before = times.length;
    at(blocks, 2_000).scrollIntoView({ block: 'center' });
    await grow(600);
    expect(times.length).toBeGreaterThan(before);
  } finally {
    end();
  }
}, 20_000);

test('blocks are found by halves though some have no box or are gone', () => {
  const { blocks } = watchAll(500);
  const line: (HTMLElement | null)[] = [...blocks];
  at(blocks, 250).scrollIntoView({ block: 'start' });
  const y = innerHeight / 2;
  const isFound = (): boolean => {
    const place = placeByHalves(line, y);
    if (typeof place === 'string') return false;
    const rect = line[place]?.getBoundingClientRect();
    return rect !== undefined && rect.bottom >= y && rect.top < innerHeight;
  };
  expect(isFound()).toBe(true);
  for (let i = 0; i < line.length; i += 3) line[i] = null;
  for (let i = 1; i < line.length; i += 3) at(blocks, i).style.display = 'none';
  at(blocks, 251).scrollIntoView({ block: 'start' });
  expect(isFound()).toBe(true);
  expect(placeByHalves(line.slice(0, 200), y)).toBe('none');
  expect(placeByHalves(line.slice(450), y)).toBe('none');
  expect(placeByHalves([], y)).toBe('none');
  expect(placeByHalves(Array(500).fill(null), y)).toBe('none');
  for (const block of blocks) block.style.display = 'none';
  expect(placeByHalves(blocks, y)).toBe('unknown');
});

test('of columns, what is found at the side is no answer for the middle', () => {
  const { blocks } = watchAll(400);
  const [side, main] = ['fixed; right: 0; width: 50px', 'static'].map((position) => {
    const column = document.createElement('div');
    column.style.cssText = `position: ${position}; top: 0`;
    document.body.append(column);
    return column;
  });
  main?.append(...blocks.slice(0, 200));
  side?.append(...blocks.slice(200));
  scrollTo(0, 10_000);
  expect(placeByHalves(blocks, innerHeight / 2)).toBe('unknown');
});

test('where the browser is slow and the blocks stand in no order, it is asked seldom, and once in a turn', async () => {
  const { viewport, blocks } = watchAll(3_000);
  document.body.append(...[...blocks].reverse());
  const { times, end: endSlow } = slowHits();
  const end = performance.now() + 6_500;
  while (performance.now() < end) {
    viewport.unwatch(at(blocks, 2_999));
    viewport.watch(at(blocks, 2_999));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  endSlow();
  const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  expect(waits.length).toBeGreaterThan(1);
  expect(Math.min(...waits)).toBeGreaterThan(150);
}, 20_000);
