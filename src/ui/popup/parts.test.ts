import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PagePart } from '../../platform/messages';
import { element, FakeLink, pageOf, ready } from '../testing/fake-link';
import { createPopupStore, type PopupStore } from './store';

let link: FakeLink;
let store: PopupStore;
const settle = () => vi.advanceTimersByTimeAsync(1);

beforeEach(async () => {
  vi.useFakeTimers();
  link = new FakeLink();
  link.guard = ready();
  store = createPopupStore(link, { tabId: 7 });
  await store.start();
  await settle();
});
afterEach(() => {
  store.stop();
  vi.useRealTimers();
});

const show = async (parts: PagePart[]): Promise<void> => {
  link.page.tell(pageOf([element(1)], { parts }));
  await settle();
};
const join = async (frameId: number, site: string, frame = `f${frameId}`): Promise<void> => {
  link.background.tell({ type: 'frame', tabId: 7, frameId });
  link.frames.at(-1)?.tell(pageOf([element(9)], { frame, site, embedded: true }));
  await settle();
};

describe('parts that are not screened', () => {
  it('are none where there are none', async () => {
    await show([]);
    expect(store.parts.value).toBeNull();
  });

  it('are counted, and the sites with most of them named', async () => {
    const sites = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example', 'f.example'];
    await show(sites.map((site, i) => ({ site, count: i + 1 })));
    expect(store.parts.value).toEqual({
      locked: 21,
      sites: ['f.example', 'e.example', 'd.example', 'c.example'],
      more: 2,
      astray: 0,
    });
  });

  it('are asked about once each, and not without end', async () => {
    const asked: string[] = [];
    link.mayRead = async (site) => {
      asked.push(site);
      return false;
    };
    const sites = (name: string) =>
      Array.from({ length: 40 }, (_, i) => ({ site: `${name}${i}.example`, count: 1 }));
    await show(sites('a'));
    expect(asked.length).toBe(40);
    link.background.tell({ type: 'frame', tabId: 7, frameId: 4 });
    const inner = pageOf([element(9)], {
      frame: 'f4',
      site: 'b.example',
      embedded: true,
      parts: sites('c'),
    });
    link.frames.at(-1)?.tell(inner);
    await settle();
    expect(new Set(asked).size).toBe(50);
    expect(asked.length).toBe(50);
    await store.allowParts(['a0.example']);
    await settle();
    expect(asked.length).toBe(100);
    expect(store.parts.value).toMatchObject({ locked: 50, more: 46 });
  });

  it('are asked for by one question that names just those', async () => {
    await show([{ site: 'a.example', count: 1 }]);
    const asked = store.allowParts(store.parts.value?.sites ?? []);
    // Before anything is awaited: the browser insists.
    expect(link.calls.at(-1)).toBe('request a.example');
    await asked;
    await settle();
    expect(store.parts.value).toBeNull();
    await join(4, 'a.example');
    expect(store.counts.value.safe).toBe(2);
  });

  it('stay, when the person says no', async () => {
    link.grants = false;
    await show([{ site: 'a.example', count: 1 }]);
    await store.allowParts(['a.example']);
    await settle();
    expect(store.parts.value?.locked).toBe(1);
  });

  it('are told of, where a part that may be screened does not turn up', async () => {
    link.readable.add('a.example');
    await show([{ site: 'a.example', count: 2 }]);
    expect(store.parts.value).toBeNull();
    await join(4, 'a.example');
    await vi.advanceTimersByTimeAsync(3_100);
    expect(store.parts.value).toMatchObject({ locked: 0, astray: 1 });
    await join(5, 'a.example');
    expect(store.parts.value).toBeNull();
  });
});

describe('a frame that joins while the popup is open', () => {
  it('has a port of its own, and its rows go with it', async () => {
    await show([]);
    await join(4, 'a.example');
    expect(store.rows.value.map(({ frame }) => frame)).toEqual(['top', 'f4']);
    link.frames.at(-1)?.events.end();
    expect(store.rows.value.map(({ frame }) => frame)).toEqual(['top']);
    expect(store.view.value.kind).toBe('list');
  });

  it('gives its place to the document that fills it next', async () => {
    await show([]);
    await join(4, 'a.example', 'old');
    await join(4, 'a.example', 'new');
    expect(store.rows.value.map(({ frame }) => frame)).toEqual(['top', 'new']);
    expect(link.frames.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('is scrolled to like any other', async () => {
    await show([]);
    await join(4, 'a.example');
    const row = store.rows.value.find(({ frame }) => frame === 'f4');
    if (row) store.jump(row);
    expect(link.frames.at(-1)?.sent).toEqual([{ type: 'jump', frame: 'f4', id: 9 }]);
  });

  it('of another tab is none of ours, nor is a new page', async () => {
    await show([]);
    link.background.tell({ type: 'frame', tabId: 8, frameId: 4 });
    link.background.tell({ type: 'frame', tabId: 7, frameId: 0 });
    expect(link.frames).toEqual([]);
  });
});
