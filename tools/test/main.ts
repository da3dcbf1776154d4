/** `npm test`: everything that says whether Seawall works, one step after another. */
import { spawnSync } from 'node:child_process';
import { ensureChromium, ensureFirefox } from '../browsers/install';
import { orderlyEnd } from '../browsers/orderly-end';
import { ensureBuilt } from '../build/ensure';

interface Step {
  readonly name: string;
  run(): void | Promise<void>;
}

const npm = (script: string, ...args: string[]): void => {
  const line = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];
  const { status } = spawnSync('npm', line, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`\`npm run ${[script, ...args].join(' ')}\` failed`);
};

const STEPS: readonly Step[] = [
  { name: 'types', run: () => npm('types') },
  { name: 'lint', run: () => npm('lint') },
  {
    name: 'browsers',
    run: () => {
      // Vitest and Playwright, started from here, use the very same ones.
      process.env.CHROMIUM_PATH = ensureChromium();
      process.env.FIREFOX_PATH = ensureFirefox();
    },
  },
  {
    name: 'build',
    run: async () => {
      await ensureBuilt('chrome');
      await ensureBuilt('firefox');
    },
  },
  { name: 'unit tests', run: () => npm('test:unit') },
  { name: 'DOM tests in a browser', run: () => npm('test:dom') },
  {
    name: 'end to end: Chromium with WebGPU',
    run: () => npm('test:e2e', '--project', 'chromium-webgpu'),
  },
  {
    name: 'end to end: Chromium without an adapter',
    run: () => npm('test:e2e', '--project', 'chromium-wasm'),
  },
  { name: 'end to end: Firefox', run: () => npm('test:e2e', '--project', 'firefox') },
  {
    name: 'end to end: commands',
    run: () => npm('test:e2e', '--project', 'commands'),
  },
];

async function test(): Promise<void> {
  const results: { name: string; failure: string | undefined; seconds: number }[] = [];
  for (const { name, run } of STEPS) {
    process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(3, 70 - name.length))}\n`);
    const begin = Date.now();
    let failure: string | undefined;
    try {
      await run();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      process.stdout.write(`${failure}\n`);
    }
    results.push({ name, failure, seconds: Math.round((Date.now() - begin) / 1000) });
  }
  process.stdout.write(`\n── summary ${'─'.repeat(63)}\n`);
  for (const { name, failure, seconds } of results) {
    process.stdout.write(`${failure ? 'FAILED' : 'passed'}  ${name} (${seconds} s)\n`);
  }
  const failed = results.filter(({ failure }) => failure).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = 1;
}

await orderlyEnd(test);
