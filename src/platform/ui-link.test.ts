import { beforeEach, expect, it, vi } from 'vitest';

const seen = vi.hoisted(() => ({ firefox: false, asked: [] as unknown[] }));

vi.mock('./browser', () => ({
  isFirefox: () => seen.firefox,
  browser: {
    permissions: {
      request: async (permissions: unknown) => {
        seen.asked.push(permissions);
        return true;
      },
    },
  },
}));

const { browserLink } = await import('./ui-link');

beforeEach(() => {
  seen.asked.length = 0;
});

it('asks for the host and, in Firefox, for consent to sending, in one question', async () => {
  seen.firefox = true;
  expect(await browserLink.requestSending('127.0.0.1')).toBe(true);
  expect(seen.asked).toEqual([
    { origins: ['*://127.0.0.1/*'], data_collection: ['websiteContent'] },
  ]);
});

it('asks for the host alone where the browser knows no such consent', async () => {
  seen.firefox = false;
  await browserLink.requestSending('api.sea-lion.ai');
  expect(seen.asked).toEqual([{ origins: ['*://api.sea-lion.ai/*'] }]);
});
