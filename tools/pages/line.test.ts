import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { servePages } from './serve';

const LINE = { rttMs: 30, kilobitsPerSecond: 4_000 };

it('sends a page whole, and no faster than the line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seawall-line-'));
  const body = `<p>${'Ein Kahn läuft ein. '.repeat(4_000)}`;
  await writeFile(join(folder, 'page.html'), body);
  const server = await servePages(folder, LINE);
  try {
    const start = performance.now();
    const response = await fetch(`${server.origin}/page.html`);
    const headMs = performance.now() - start;
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.text()).toBe(body);
    const tookMs = performance.now() - start;
    // Timers may be a millisecond early.
    expect(headMs).toBeGreaterThan(LINE.rttMs - 2);
    const restBytes = Buffer.byteLength(body) - 14_600;
    expect(tookMs).toBeGreaterThan(LINE.rttMs + restBytes / 500 - 10);
    expect((await fetch(`${server.origin}/none.html`)).status).toBe(404);
    expect((await fetch(`${server.origin}/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
