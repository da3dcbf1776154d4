/**
 * A browser to work with: the one of this machine, or one that gets installed now. Everything here
 * says what it does before it does it, and what to type where it cannot do it by itself.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { findChromium, findFirefox } from './find';

type Say = (line: string) => void;
const say: Say = (line) => process.stderr.write(`${line}\n`);

/** Playwright's own Chromium, where somebody has downloaded it. */
function playwrightChromium(): string | undefined {
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

/** A Chromium that can load the extension, installed first if there is none. */
export function ensureChromium(): string {
  const found = findChromium() ?? playwrightChromium();
  if (found) return found;
  if (canApt()) {
    aptInstall(['chromium']);
    const installed = findChromium();
    if (installed) return installed;
  } else {
    say('No Chromium here. Downloading one with: npx playwright install chromium');
    spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' });
    const installed = playwrightChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium could be found or installed. Install one (on Debian or Ubuntu: ' +
      '`sudo apt-get install chromium`; elsewhere: `npx playwright install chromium`), ' +
      'or set CHROMIUM_PATH to the program.',
  );
}

/** Firefox, with the software Vulkan driver that gives it WebGPU on a machine without a GPU. */
export function ensureFirefox(): string {
  const missing = [
    ...(findFirefox() ? [] : ['firefox-esr']),
    ...(needsVulkan() ? ['mesa-vulkan-drivers'] : []),
  ];
  if (missing.length > 0 && canApt()) aptInstall(missing);
  const found = findFirefox();
  if (found) {
    if (needsVulkan()) {
      say(
        'This machine has no Vulkan driver, so Firefox may have no WebGPU. On Debian or Ubuntu: ' +
          '`sudo apt-get install mesa-vulkan-drivers`.',
      );
    }
    return found;
  }
  throw new Error(
    'No Firefox could be found or installed. Install it (on Debian: ' +
      '`sudo apt-get install firefox-esr mesa-vulkan-drivers`; elsewhere from mozilla.org), ' +
      'or set FIREFOX_PATH to the program.',
  );
}

/** Only Linux asks Vulkan for its WebGPU adapters; any driver's manifest will do. */
function needsVulkan(): boolean {
  if (process.platform !== 'linux') return false;
  const folders = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'];
  return !folders.some(
    (folder) =>
      existsSync(folder) && readdirSync(folder).some((file) => /lvp_icd|nvidia_icd/.test(file)),
  );
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** Debian itself: on Ubuntu the packages of these names are snaps, which load no such extension. */
function canApt(): boolean {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID=debian$/m.test(release)) return false;
  return isRoot() || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

function aptInstall(packages: readonly string[]): void {
  const apt = (...args: string[]): void => {
    const line = [...(isRoot() ? [] : ['sudo', '-n']), 'apt-get', ...args];
    say(`> ${line.join(' ')}`);
    const [program = 'apt-get', ...rest] = line;
    execFileSync(program, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  say(`Installing ${packages.join(' and ')} from Debian's packages.`);
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
  } catch (error) {
    say(`That failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
