/** `npm test`: everything that says whether Seawall works, one step after another. */
import { spawn } from 'node:child_process';
import { ensureChromium, ensureFirefox } from '../browsers/install';
import { orderlyEnd } from '../browsers/orderly-end';

interface Step {
  readonly name: string;
  run(): void | Promise<void>;
}

/** Of what a failed step printed, as much as is printed once more at the end: that is what is read. */
const TAIL_LINES = 60;

async function npm(script: string, ...args: string[]): Promise<void> {
  const line = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];
  const child = spawn('npm', line, { stdio: ['inherit', 'pipe', 'pipe'] });
  let tail = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      tail = `${tail}${chunk}`.split('\n').slice(-TAIL_LINES).join('\n');
    });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0)
    throw new Error(`\`npm run ${[script, ...args].join(' ')}\` failed:\n${tail.trimEnd()}`);
}

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
    // What the tests run on from here, both of vitest and end to end.
    name: 'packages, and their linter',
    run: () => npm('package'),
  },
  { name: 'unit tests', run: () => npm('test:unit') },
  { name: 'DOM tests in a browser', run: () => npm('test:dom') },
  {
    name: 'end to end: Chromium with WebGPU',
    run: () => npm('test:e2e', '--project', 'chromium-webgpu'),
  },
  {
    name: 'end to end: Firefox with WebGPU',
    run: () => npm('test:e2e', '--project', 'firefox-webgpu'),
  },
  {
    // Two at once: they wait for pages and clocks more than for a processor.
    name: 'end to end: Chromium and Firefox without an adapter, and commands',
    run: () =>
      npm(
        'test:e2e',
        ...['chromium-wasm', 'firefox-wasm', 'commands'].flatMap((name) => ['--project', name]),
        ...['--workers', '2'],
      ),
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
      process.stdout.write(`FAILED: ${name}\n`);
    }
    results.push({ name, failure, seconds: Math.round((Date.now() - begin) / 1000) });
  }
  for (const { name, failure } of results)
    if (failure) process.stdout.write(`\n── what failed: ${name}\n${failure}\n`);
  process.stdout.write(`\n── summary ${'─'.repeat(63)}\n`);
  for (const { name, failure, seconds } of results) {
    process.stdout.write(`${failure ? 'FAILED' : 'passed'}  ${name} (${seconds} s)\n`);
  }
  const failed = results.filter(({ failure }) => failure).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = 1;
}

await orderlyEnd(test);
