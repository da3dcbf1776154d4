/** `npm run screen` as a person types it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

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
