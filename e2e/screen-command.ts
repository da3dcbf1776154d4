/** `npm run screen` as a person types it. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '..');

export function screen(...args: string[]): {
  status: number | null;
  stdout: string;
  stderr: string;
} {
  const line = ['run', '--silent', 'screen', '--', ...args];
  return spawnSync('npm', line, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: ROOT },
  });
}

/** The same while this program goes on, as it must where it is the server that is asked. */
export async function screenWith(
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn('npm', ['run', '--silent', 'screen', '--', ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [status, stdout, stderr] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { status, stdout, stderr };
}
