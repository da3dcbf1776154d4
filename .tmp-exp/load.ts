import http from 'node:http';
import { loadTimes, pageOf } from '../tools/bench/page/pages';
import { sleep } from '../tools/browsers/page';
import { openSession } from '../tools/screen/session';

const reps = Number(process.argv[2] ?? 20);
const mode = process.argv[3] ?? 'hosts';
const wait = Number(process.argv[4] ?? 300);
const pages: Record<string, string> = { '/1000.html': pageOf(1000), '/10000.html': pageOf(10000) };
const srv = http
  .createServer((q, r) => {
    r.setHeader('content-type', 'text/html');
    r.end(pages[q.url ?? ''] ?? '');
  })
  .listen(0, '0.0.0.0');
await new Promise((r) => setTimeout(r, 200));
const port = (srv.address() as { port: number }).port;
const session = await openSession({
  browser: process.env.B ?? 'chrome',
  webgpu: true,
  headless: true,
} as never);
const { driver } = session;
const med = (a: number[]) => [...a].sort((x, y) => x - y)[a.length >> 1] ?? NaN;
if (mode === 'hosts') await driver.setSite('127.0.0.1', 'screen');
await sleep(2000);
for (const n of (process.argv[5] ?? '1000').split(',')) {
  const on: number[] = [],
    off: number[] = [],
    off2: number[] = [];
  for (let i = 0; i <= reps; i++) {
    const order = (['on', 'off', 'off2'] as const).slice().sort(() => Math.random() - 0.5);
    for (const w of order) {
      const host = w === 'on' ? '127.0.0.1' : w === 'off' ? '127.0.0.2' : '127.0.0.3';
      if (mode === 'toggle') {
        await driver.setSite('127.0.0.1', w === 'on' ? 'screen' : 'off');
      }
      const page = await driver.openPage(
        `http://${mode === 'toggle' ? '127.0.0.1' : host}:${port}/${n}.html`,
        { timeoutMs: 60000 },
      );
      const t = await loadTimes(page);
      await page.close();
      await sleep(wait);
      if (i > 0) ({ on, off, off2 })[w].push(t.loadMs);
    }
  }
  console.log(
    mode,
    n,
    'off',
    med(off).toFixed(1),
    'off2',
    med(off2).toFixed(1),
    'on',
    med(on).toFixed(1),
    'median ratio',
    med(on.map((t, i) => t / (off[i] ?? NaN))).toFixed(3),
    'off2/off',
    med(off2.map((t, i) => t / (off[i] ?? NaN))).toFixed(3),
    'of medians',
    (med(on) / med(off)).toFixed(3),
  );
}
await driver.close();
srv.close();
