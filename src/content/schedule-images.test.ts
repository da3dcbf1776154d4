import { describe, expect, it } from 'vitest';
import type { ImageSource } from '../core/image';
import { PRIORITY, type Priority } from '../core/priority';
import type { ContentMessage, ScreenRequest } from '../platform/messages';
import type { ImageElement } from './extract/element';
import { LIMITS, Schedule, type Taken } from './schedule';
import { fakeElement, fakeImage } from './testing/fake-element';

const PICTURE: ImageSource = { from: 'page', data: 'data:image/png;base64,AAAA' };

function setUp(priorityOf: (id: number) => Priority = () => PRIORITY.rest) {
  let now = 0;
  let isOpen = true;
  const messages: ContentMessage[] = [];
  const stale = new Set<number>();
  const drawings = new Map<number, (taken: Taken) => void>();
  const failed: [number, string][] = [];
  const schedule: Schedule = new Schedule({
    now: () => now,
    send(message) {
      if (isOpen) messages.push(structuredClone(message));
      return isOpen;
    },
    patienceMs: () => 250,
    priorityOf: (block) => priorityOf(Number(block.id)),
    guess: () => PRIORITY.rest,
    allows: () => true,
    watch: () => {},
    unwatch: () => {},
    isFresh: ({ id }) => !stale.has(id),
    saidLanguage: () => '',
    isEditable: () => false,
    isStreaming: () => false,
    sourceOf({ id, shown }) {
      if (shown.address !== null) return { from: 'web', url: shown.address };
      return new Promise((resolve) => drawings.set(id, resolve));
    },
    failed(image, reason) {
      failed.push([image.id, reason]);
      schedule.answer(image.id, image.version);
    },
    wakeIn: () => {},
  });
  const requests = (): ScreenRequest[] =>
    messages.flatMap((message) => (message.type === 'screen' ? message.requests : []));
  const run = () => {
    while (schedule.step());
  };
  return {
    schedule,
    messages,
    stale,
    failed,
    requests,
    run,
    ids: () => requests().map(({ id }) => id),
    cancelled: () => messages.flatMap((m) => (m.type === 'cancel' ? m.elements : [])),
    drawings: () => [...drawings.keys()],
    /** What was to be drawn is, or is not to be had. */
    async drawn(id: number, taken: Taken = { ok: true, source: PICTURE }) {
      drawings.get(id)?.(taken);
      await Promise.resolve();
      await Promise.resolve();
      run();
    },
    pass(ms: number) {
      now += ms;
      run();
    },
    port(open: boolean) {
      isOpen = open;
    },
  };
}

const images = (count: number, from = 1, how: 'web' | 'drawn' = 'web'): ImageElement[] =>
  Array.from({ length: count }, (_, i) => fakeImage(from + i, how));

describe('images in the schedule', () => {
  it('have places of their own, and texts have all of theirs', () => {
    const t = setUp(() => PRIORITY.visible);
    for (const image of images(100)) t.schedule.add(image);
    for (let i = 0; i < 300; i++) t.schedule.add(fakeElement(1_000 + i));
    t.run();
    const kinds = t.requests().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'image')).toHaveLength(LIMITS.image[0]);
    expect(kinds.filter((kind) => kind === 'text')).toHaveLength(LIMITS.text[0]);
  });

  it('leave room for what is more urgent', () => {
    const t = setUp((id) => (id > 1_000 ? PRIORITY.visible : PRIORITY.rest));
    for (const image of images(100)) t.schedule.add(image);
    t.run();
    const rest = t.requests().length;
    expect(rest).toBeGreaterThanOrEqual(LIMITS.image[2]);
    expect(rest).toBeLessThan(LIMITS.image[1]);
    for (const image of images(100, 1_001)) t.schedule.add(image);
    t.run();
    expect(t.schedule.asked).toBe(LIMITS.image[0]);
  });

  it('are asked by their address and caption', () => {
    const t = setUp();
    t.schedule.add({ ...fakeImage(1), text: 'a boat' });
    t.run();
    expect(t.requests()).toEqual([
      {
        id: 1,
        version: 1,
        kind: 'image',
        source: { from: 'web', url: 'https://a.test/1.png' },
        text: 'a boat',
        priority: PRIORITY.rest,
      },
    ]);
  });

  it('are not asked while they load, but not put off for ever', () => {
    const t = setUp();
    const [a, b] = [fakeImage(1), fakeImage(2)];
    a.notBefore = 5_000;
    b.notBefore = 5_000;
    t.schedule.add(a);
    t.schedule.add(b);
    t.pass(1_000);
    expect(t.ids()).toEqual([]);
    a.notBefore = 0;
    t.schedule.loaded(a);
    t.run();
    expect(t.ids()).toEqual([1]);
    t.pass(4_001);
    expect(t.ids()).toEqual([1, 2]);
  });
});

describe('an image that only the page has', () => {
  it('is drawn when its turn has come, and no more are than may be asked', async () => {
    const t = setUp();
    for (const image of images(50, 1, 'drawn')) t.schedule.add(image);
    t.run();
    expect(t.requests()).toEqual([]);
    const first = t.drawings();
    expect(first.length).toBeGreaterThanOrEqual(LIMITS.image[2]);
    expect(first.length).toBeLessThan(LIMITS.image[1]);
    const [id = 0] = first;
    await t.drawn(id);
    expect(t.requests()).toMatchObject([{ id, kind: 'image', source: PICTURE }]);
    expect(t.drawings()).toHaveLength(first.length);
    t.schedule.answer(id, 1);
    t.run();
    expect(t.drawings()).toHaveLength(first.length + 1);
  });

  it('that is not to be had has failed at once, and makes room', async () => {
    const t = setUp();
    for (const image of images(50, 1, 'drawn')) t.schedule.add(image);
    t.run();
    const count = t.drawings().length;
    const [id = 0] = t.drawings();
    await t.drawn(id, { ok: false, reason: 'image-locked' });
    expect(t.failed).toEqual([[id, 'image-locked']]);
    expect(t.requests()).toEqual([]);
    expect(t.drawings()).toHaveLength(count + 1);
  });

  it('that the page changes meanwhile is drawn anew, and the old drawing goes nowhere', async () => {
    const t = setUp();
    const image = fakeImage(1, 'drawn');
    t.schedule.add(image);
    t.run();
    image.version = 2;
    t.schedule.change(image);
    await t.drawn(1, { ok: true, source: { from: 'page', data: 'data:image/png,old' } });
    expect(t.requests()).toEqual([]);
    await t.drawn(1);
    expect(t.requests()).toMatchObject([{ version: 2, source: PICTURE }]);
    // Nobody was told of the first one.
    expect(t.cancelled()).toEqual([]);
  });

  it('that has changed unseen is tried again a moment later', async () => {
    const t = setUp();
    t.schedule.add(fakeImage(1, 'drawn'));
    t.run();
    await t.drawn(1, { ok: false, reason: null });
    expect(t.failed).toEqual([]);
    t.pass(60);
    await t.drawn(1);
    expect(t.requests()).toMatchObject([{ id: 1, source: PICTURE }]);
  });

  it('is not drawn again when the port is lost', async () => {
    const t = setUp();
    t.schedule.add(fakeImage(1, 'drawn'));
    t.run();
    await t.drawn(1);
    t.port(false);
    t.schedule.portLost();
    t.run();
    t.port(true);
    t.run();
    expect(t.requests()).toHaveLength(2);
    expect(t.requests().at(-1)).toMatchObject({ source: PICTURE });
    expect(t.drawings()).toEqual([1]);
  });

  it('that is removed while it is drawn is forgotten', async () => {
    const t = setUp();
    const image = fakeImage(1, 'drawn');
    t.schedule.add(image);
    t.run();
    t.schedule.remove(image);
    await t.drawn(1);
    expect(t.requests()).toEqual([]);
    expect(t.schedule.asked).toBe(0);
  });

  it('goes in messages of bounded size', async () => {
    const t = setUp();
    const data = `data:image/png;base64,${'A'.repeat(200_000)}`;
    for (const image of images(8, 1, 'drawn')) t.schedule.add(image);
    t.run();
    t.port(false);
    for (const id of t.drawings()) await t.drawn(id, { ok: true, source: { from: 'page', data } });
    t.port(true);
    t.run();
    const counts = t.messages.map((m) => (m.type === 'screen' ? m.requests.length : 0));
    expect(counts).toEqual([2, 2, 2, 2]);
  });

  it('is told again with its source when it comes into view', async () => {
    let priority: Priority = PRIORITY.rest;
    const t = setUp(() => priority);
    const image = fakeImage(1, 'drawn');
    t.schedule.add(image);
    t.run();
    await t.drawn(1);
    priority = PRIORITY.visible;
    t.schedule.placed([image.block]);
    t.run();
    expect(t.requests()).toMatchObject([
      { priority: PRIORITY.rest, source: PICTURE },
      { priority: PRIORITY.visible, source: PICTURE },
    ]);
  });
});
