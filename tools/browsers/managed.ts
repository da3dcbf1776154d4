/**
 * A browser under an organisation's policy, with no file of the machine's own touched. Firefox reads
 * policies beside its program: it gets a folder of links with the program copied into it. Chromium
 * reads them in `/etc/chromium`: in a mount namespace of its own another folder stands there.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

export interface ManagedBrowser {
  readonly executable: string;
  remove(): void;
}

const folder = (name: string) => {
  const dir = mkdtempSync(join(tmpdir(), `seawall-${name}-`));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
};

/** @param policies What `policies.json` holds under `policies`. */
export function managedFirefox(executable: string, policies: object): ManagedBrowser {
  const program = realpathSync(executable);
  const { dir, remove } = folder('firefox-managed');
  for (const name of readdirSync(dirname(program))) {
    if (name === 'distribution' || name === basename(program)) continue;
    symlinkSync(join(dirname(program), name), join(dir, name));
  }
  const copy = join(dir, basename(program));
  copyFileSync(program, copy);
  mkdirSync(join(dir, 'distribution'));
  writeFileSync(join(dir, 'distribution', 'policies.json'), JSON.stringify({ policies }));
  return { executable: copy, remove };
}

const CHROMIUM_ETC = '/etc/chromium';
const NAMESPACE = ['--user', '--map-current-user', '--keep-caps', '--mount'];

/** Null where this machine lets nobody have a namespace of mounts, or has no folder to mount over. */
export function managedChromium(executable: string, policies: object): ManagedBrowser | null {
  if (!existsSync(CHROMIUM_ETC)) return null;
  const { dir, remove } = folder('chromium-managed');
  const etc = join(dir, 'etc');
  cpSync(CHROMIUM_ETC, etc, { recursive: true });
  mkdirSync(join(etc, 'policies', 'managed'), { recursive: true });
  writeFileSync(join(etc, 'policies', 'managed', 'seawall.json'), JSON.stringify(policies));
  const mount = `mount --bind '${etc}' ${CHROMIUM_ETC}`;
  try {
    execFileSync('unshare', [...NAMESPACE, 'sh', '-c', mount], { stdio: 'pipe' });
  } catch {
    remove();
    return null;
  }
  const script = join(dir, 'chromium');
  const run = `exec unshare ${NAMESPACE.join(' ')} sh -c '${mount.replaceAll("'", `'\\''`)} && exec "$0" "$@"' '${executable}' "$@"`;
  writeFileSync(script, `#!/bin/sh\n${run}\n`, { mode: 0o755 });
  return { executable: script, remove };
}
