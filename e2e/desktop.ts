/**
 * A desktop that nobody sits at: a screen without a monitor (Xvfb), a window manager, and keys that
 * reach whatever window has the focus (xdotool), the browser's own questions and menus among them.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { ensureChromium } from '../tools/browsers/install';
import { poll } from '../tools/browsers/page';

const PROGRAMS = ['Xvfb', 'xdotool', 'openbox'] as const;

/** What is missing for it; empty: nothing. On Debian all are packages of these names. */
export const missingPrograms = (): string[] =>
  PROGRAMS.filter((each) => spawnSync('which', [each], { stdio: 'ignore' }).status !== 0);

export class Desktop {
  private constructor(
    private readonly screen: ChildProcess,
    private readonly manager: ChildProcess,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async open(): Promise<Desktop> {
    const size = ['-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
    const screen = spawn('Xvfb', ['-displayfd', '3', ...size], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const number = await new Promise<string>((found, failed) => {
      screen.once('error', failed);
      screen.once('exit', () => failed(new Error('Xvfb has ended.')));
      screen.stdio[3]?.once('data', (text: Buffer) => found(text.toString().trim()));
    });
    const env = { ...process.env, DISPLAY: `:${number}` };
    return new Desktop(screen, spawn('openbox', { env, stdio: 'ignore' }), env);
  }

  private xdotool(...line: string[]): string {
    return execFileSync('xdotool', line, { env: this.env, encoding: 'utf8' });
  }
  /** By the names of X: `Return`, `Tab`, `alt+shift+y`. */
  press = (...keys: string[]): void => {
    this.xdotool('key', '--delay', '120', ...keys);
  };
  type = (text: string): void => {
    this.xdotool('type', '--delay', '12', text);
  };
  rightClick = (x: number, y: number): void => {
    this.xdotool('mousemove', String(Math.round(x)), String(Math.round(y)), 'click', '3');
  };

  close(): void {
    this.manager.kill();
    this.screen.kill();
  }
}

/** Chromium on the desktop with the extension as it is built: nothing is allowed beforehand. */
export async function chromiumOn(desktop: Desktop, dist: string) {
  const profile = mkdtempSync(join(tmpdir(), 'seawall-desktop-'));
  const dir = realpathSync(dist);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    headless: false,
    viewport: null,
    // Playwright takes no environment with gaps.
    env: Object.fromEntries(
      Object.entries(desktop.env).map(([name, value]) => [name, value ?? '']),
    ),
    args: [
      '--no-sandbox',
      `--disable-extensions-except=${dir}`,
      `--load-extension=${dir}`,
      '--disable-features=WebGPUService',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--lang=en',
    ],
  });
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const pageAt = (context: BrowserContext, part: string, timeoutMs = 20_000): Promise<Page> =>
  poll(async () => context.pages().find((page) => page.url().includes(part)), {
    what: `a page at ${part}`,
    timeoutMs,
  });
