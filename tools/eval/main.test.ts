/** The command as a person types it: what it prints, what it ends with, and what a kill leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRACTICE_GUARD } from '../practice/ensure';
import { NEAR_MISSES } from '../practice/near-misses';
import { UNSAFE_PHRASES } from '../practice/phrases';
import { jsonl } from './testing/sea-helm';

const MAIN = join(import.meta.dirname, 'main.ts');
let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-eval-main-'));
  data = join(folder, 'slice.jsonl');
  const filling = (i: number) =>
    NEAR_MISSES.slice(i % 20, (i % 20) + 9)
      .map((each) => each.text)
      .join(`. ${i} `);
  const records = UNSAFE_PHRASES.slice(0, 10).flatMap(({ text: phrase, lang }, i) => [
    { text: `${filling(i)} ${phrase}`, label: 'unsafe', lang },
    { text: `${filling(i)} done`, label: 'safe', lang },
  ]);
  await writeFile(data, jsonl(records));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function command(
  args: readonly string[],
  meanwhile?: (child: ChildProcess) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INIT_CWD: folder },
  });
  meanwhile?.(child);
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await closed;
  return { status, stdout, stderr };
}

const answersIn = async (out: string): Promise<number> =>
  (await readFile(join(folder, out, 'answers.jsonl'), 'utf8').catch(() => '')).split('\n').length -
  1;

/** Sends the signal when some texts are answered. */
const endWith = (signal: NodeJS.Signals, out: string, after: number) => (child: ChildProcess) => {
  const timer = setInterval(async () => {
    if ((await answersIn(out)) < after) return;
    clearInterval(timer);
    child.kill(signal);
  }, 5);
  child.once('close', () => clearInterval(timer));
};

describe('npm run eval', { timeout: 120_000 }, () => {
  it('reports, goes on after any end, and compares', async () => {
    const evaluate = (out: string) => [
      ...['--data', 'slice.jsonl', '--guard', PRACTICE_GUARD],
      ...['--out', out, '--bootstrap', '100'],
    ];
    const killed = await command(evaluate('ended'), endWith('SIGKILL', 'ended', 2));
    expect(killed.status).toBeNull();
    const before = await answersIn('ended');
    expect(before).toBeLessThan(18);
    const stopped = await command(evaluate('ended'), endWith('SIGINT', 'ended', before + 2));
    expect(stopped.status).toBe(130);
    expect(stopped.stderr).toMatch(
      /Stopped\. \d+ of \d+ answers are kept; the same command goes on/,
    );
    expect(await answersIn('ended')).toBeGreaterThan(before);
    const done = await command(evaluate('ended'));
    expect(done.status).toBe(0);
    expect(done.stderr).toMatch(/\d+ of \d+ texts are answered already/);
    expect(done.stdout).toContain('20 items as prompts');
    expect(done.stdout).toMatch(/^slice +\w+ +\d+ +\d+ +0 +1\.000/m);
    expect(done.stdout).toMatch(/^all +all +20 +10 +0 +1\.000/m);
    expect(done.stdout).toMatch(/s a text \(\d+ texts\)/);

    const compared = await command(['--compare', 'ended', 'ended', '--out', 'both']);
    expect(compared.status).toBe(0);
    expect(compared.stdout).toMatch(/^all +20 +0 +0 +0 +0 +0 +0 +0 +0 +0/m);
    const { rows } = JSON.parse(await readFile(join(folder, 'both/compare.json'), 'utf8'));
    expect(rows.at(-1)).toMatchObject({ items: 20, shift: { max: 0 } });
  });

  it('compares two builds over data', async () => {
    const again = ['--compare', 'one', 'two', '--data', 'slice.jsonl', '--out', 'builds'];
    for (const name of ['one', 'two'])
      await cp(PRACTICE_GUARD, join(folder, name), { recursive: true });
    // Another build by its name and id: what one has answered is not taken for the other's.
    const build = JSON.parse(await readFile(join(folder, 'two/build.json'), 'utf8'));
    const other = { ...build, id: 'practice-other', name: 'The other' };
    await writeFile(join(folder, 'two/build.json'), JSON.stringify(other));
    const compared = await command([...again, '--bootstrap', '0']);
    expect(compared.stderr).toContain('Asking about 20 texts.');
    expect(compared).toMatchObject({ status: 0 });
    expect(compared.stdout).toMatch(/^B: The other, practice-other, wasm f32\.$/m);
    expect(compared.stdout).toMatch(/^all +20 +0 +0 +0 +0 +0 +0 +0 +0 +0/m);
    for (const [side, id] of [
      ['a', build.id],
      ['b', other.id],
    ]) {
      const report = await readFile(join(folder, `builds/${side}/report.json`), 'utf8');
      expect(JSON.parse(report)).toMatchObject({ guard: { id }, data: { items: 20 } });
      expect(await answersIn(`builds/${side}`)).toBe(20);
    }
    expect(await readFile(join(folder, 'builds/compare.md'), 'utf8')).toContain('Nothing.');
  });

  it('ends with 1 and one sentence where something is wrong', async () => {
    await writeFile(
      join(folder, 'bad.jsonl'),
      `${jsonl([{ text: 'a', label: 'safe', lang: 'en' }])}oops\n`,
    );
    const guard = ['--guard', PRACTICE_GUARD];
    const wrong: [string[], RegExp][] = [
      [['--data', 'bad.jsonl', ...guard], /^bad\.jsonl:2: is not JSON \(one object a line\)\n$/],
      [
        ['--data', 'slice.jsonl', '--guard', 'nowhere'],
        /^nowhere: holds no guard build \(no build\.json\)\n$/,
      ],
      [['--data', 'slice.jsonl'], /^Say who is asked: --guard/],
      [['--compare', 'none', 'none'], /report\.json: is not there: evaluate first/],
    ];
    const ended = await Promise.all(wrong.map(([args]) => command([...args, '--out', 'wrong'])));
    wrong.forEach(([, said], i) => {
      expect(ended[i]?.stderr).toMatch(said);
      expect(ended[i]).toMatchObject({ status: 1, stdout: '' });
    });
  });
});
