/** The browser is ended in the middle of writing, and started again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, entryOf } from '../src/core/review/entry';
import { jsonLine, readJsonLine } from '../src/core/review/jsonl';
import type { QueuePlace } from '../src/platform/review-protocol';
import { type Driver, launch } from '../tools/browsers/driver';
import { copyExtension } from '../tools/browsers/extension';
import { ensureChromium, ensureFirefox } from '../tools/browsers/install';
import { unpackedDir } from '../tools/package/make';
import { expect, test } from './harness';

/** Requests that are on their way together, so that the end comes while some are being written. */
const WRITERS = 4;
const ACKNOWLEDGED = 60;
/** So that a picture is torn where anything is. */
const PICTURE = Uint8Array.from({ length: 20_000 }, (_, i) => i % 251);

const made = (number: number): Promise<Entry> =>
  entryOf({
    content: number.toString(16).padStart(64, '0'),
    address: `https://site-${number % 7}.example/${number}`,
    kind: number % 3 === 0 ? 'image' : 'text',
    snippet: `harbour rope ${number}`,
    language: 'en',
    flag: 'unsafe',
    pUnsafe: 0.9,
    engine: 'local',
    build: 'crash',
    seenAt: 1_700_000_000_000 + number,
    thumbnail: number % 3 === 0 ? PICTURE : null,
  });

interface Written {
  /** Told to be written, by id, as they were sent. */
  readonly kept: Map<string, Entry>;
  readonly overturned: Set<string>;
}

/** Writes one entry after the other, and overturns every fifth, until the browser is no more. */
async function write(driver: Driver, next: () => number, { kept, overturned }: Written) {
  for (;;) {
    const number = next();
    const entry = await made(number);
    const lines = [{ number, text: jsonLine(entry).trim() }];
    const { review } = await driver.ask({ type: 'review.import', lines });
    if (review?.type !== 'imported' || review.result.added !== 1) throw new Error('not written');
    kept.set(entry.id, entry);
    if (number % 5 !== 0) continue;
    const decision = { call: 'overturn', reviewer: '', note: '' } as const;
    await driver.ask({ type: 'review.decide', id: entry.id, ...decision });
    overturned.add(entry.id);
  }
}

async function everything(driver: Driver): Promise<Entry[]> {
  const entries: Entry[] = [];
  let after: QueuePlace | null = null;
  do {
    const filter = {};
    const answer = await driver.ask({ type: 'review.export', format: 'jsonl', filter, after });
    if (answer.review?.type !== 'piece') throw new Error('no piece');
    for (const line of answer.review.text.trim().split('\n')) {
      const read = await readJsonLine(line);
      if (!read.ok) throw new Error(`A torn entry: ${read.problem}`);
      entries.push(read.entry);
    }
    after = answer.review.next;
  } while (after);
  return entries;
}

test('all that was acknowledged is there after the browser was ended while it wrote', async ({
  target: { browser, webgpu },
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'seawall-crash-'));
  const extension = copyExtension(unpackedDir(browser));
  const executable = browser === 'chrome' ? ensureChromium() : ensureFirefox();
  const options = { executable, extension, webgpu, headless: true, profile };
  let driver: Driver | null = null;
  try {
    const first = await launch(browser, options);
    driver = first;
    const written: Written = { kept: new Map(), overturned: new Set() };
    let number = 0;
    const writers = Array.from({ length: WRITERS }, () => write(first, () => number++, written));
    const ends = Promise.allSettled(writers);
    await expect.poll(() => written.kept.size).toBeGreaterThanOrEqual(ACKNOWLEDGED);
    await first.kill();
    driver = null;
    for (const end of await ends) {
      // It ended with the browser, and not with an answer that it did not expect.
      expect(end.status).toBe('rejected');
      expect(String(end.status === 'rejected' && end.reason)).not.toContain('not written');
    }

    const second = await launch(browser, { ...options, again: true });
    driver = second;
    // Chromium may begin the background twice when it finds the extension again in its profile.
    await expect(async () => {
      await second.ask({ type: 'review.count', filter: {} });
    }).toPass();
    const found = new Map((await everything(second)).map((entry) => [entry.id, entry]));
    for (const [id, entry] of written.kept) {
      const { decision, ...rest } = found.get(id) ?? { decision: null };
      expect(rest).toEqual({ ...entry, decision: undefined });
      if (written.overturned.has(id)) expect(decision?.call).toBe('overturn');
    }
    // Of what was on its way, no more than there was.
    expect(found.size - written.kept.size).toBeLessThanOrEqual(WRITERS);
    const counted = await second.ask({ type: 'review.count', filter: {} });
    expect(counted.review).toEqual({ type: 'count', count: found.size });

    // And it goes on.
    const lines = [{ number: 1, text: jsonLine(await made(1_000_000)).trim() }];
    const more = await second.ask({ type: 'review.import', lines });
    expect(more.review).toMatchObject({ type: 'imported', result: { added: 1, refused: 0 } });
  } finally {
    await driver?.close();
    extension.remove();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
