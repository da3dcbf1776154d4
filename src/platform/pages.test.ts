import { afterEach, beforeEach, expect, it, vi } from 'vitest';

interface Shown {
  url?: string;
  status: 'loading' | 'complete';
}

const { shown, updated } = vi.hoisted(() => ({
  shown: [] as (Shown | null)[],
  updated: [] as [number, { url: string }][],
}));
vi.mock('./browser', () => ({
  browser: {
    runtime: { getURL: (path: string) => `moz-extension://own/${path}` },
    tabs: {
      create: async () => ({ id: 7 }),
      get: async () => {
        const tab = shown.shift();
        if (!tab) throw new Error('no such tab');
        return tab;
      },
      update: async (id: number, change: { url: string }) => {
        updated.push([id, change]);
      },
    },
  },
}));
const { openWelcome } = await import('./pages');

const WELCOME = 'moz-extension://own/src/ui/welcome/welcome.html';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  shown.length = 0;
  updated.length = 0;
});

async function open(...tab: (Shown | null)[]): Promise<void> {
  shown.push(...tab);
  const opened = openWelcome();
  await vi.runAllTimersAsync();
  await opened;
}

it('is opened once more where its tab has stayed empty', async () => {
  await open({ status: 'loading' }, { status: 'complete' });
  expect(updated).toEqual([[7, { url: WELCOME }]]);
});

it('is left alone where it is there, or on its way', async () => {
  await open({ status: 'complete', url: WELCOME });
  await open({ status: 'loading' }, { status: 'complete', url: `${WELCOME}#sites` });
  await open(...Array.from({ length: 9 }, () => ({ status: 'loading' }) as const));
  expect(updated).toEqual([]);
});

it('is not opened again where a person has closed it', async () => {
  await open(null);
  expect(updated).toEqual([]);
});
