/**
 * `npm run dev -- chrome|firefox`: the extension in a browser of its own, built again and reloaded
 * on every change. It is the same build that users get: what works here works there.
 */
import { existsSync, watch } from 'node:fs';
import { Argument, Command } from 'commander';
import { hasDisplay } from '../browsers/display';
import { launch } from '../browsers/driver';
import { type BrowserName, copyExtension } from '../browsers/extension';
import { ensureChromium, ensureFirefox } from '../browsers/install';
import { orderlyEnd } from '../browsers/orderly-end';
import { sleep } from '../browsers/page';
import { build, ensureBuilt } from '../build/ensure';

const WATCHED = ['src', 'public', 'manifest.json', 'vite.config.ts'];
/** Editors save in bursts. */
const BURST_MS = 150;

const say = (line: string): void => {
  process.stdout.write(`${new Date().toLocaleTimeString()} ${line}\n`);
};

const program = new Command('npm run dev --')
  .description('Runs the extension in a browser and reloads it whenever a source changes.')
  .addArgument(new Argument('<browser>').choices(['chrome', 'firefox']))
  .option('--headless', 'without a window')
  .action((browser: BrowserName, { headless = false }: { headless?: boolean }) =>
    orderlyEnd(() => develop(browser, headless)),
  );

async function develop(browser: BrowserName, headless: boolean): Promise<void> {
  if (!headless && !hasDisplay())
    throw new Error(
      'There is no display here to show a browser on. Try: npm run dev -- --headless',
    );
  const executable = browser === 'chrome' ? ensureChromium() : ensureFirefox();
  const extension = copyExtension(await ensureBuilt(browser));
  const driver = await launch(browser, { executable, extension, webgpu: true, headless });
  await driver.chooseGuard({ kind: 'packaged', path: 'guards/practice/' });
  say('Running. Open a page, turn Seawall on for it in the popup; Ctrl+C ends.');

  let over = false;
  const end = (): void => {
    over = true;
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  void driver.closed().then(end);

  let changed = false;
  const watchers = WATCHED.filter((path) => existsSync(path)).map((path) =>
    watch(path, { recursive: true }, (_event, file) => {
      if (!file?.includes('.test.')) changed = true;
    }),
  );
  try {
    while (!over) {
      await sleep(BURST_MS);
      if (!changed) continue;
      await sleep(BURST_MS);
      changed = false;
      try {
        await build(`build:${browser}`);
        extension.refresh();
        await driver.reloadExtension();
        say('Reloaded.');
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  } finally {
    for (const watcher of watchers) watcher.close();
    await driver.close().catch(() => {});
  }
}

await program.parseAsync();
