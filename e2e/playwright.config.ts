/** End-to-end tests: the real extension with the practice guard, in real browsers. */
import { defineConfig } from '@playwright/test';
import type { Target } from './harness';

/** What is the same in whichever browser. */
const once = /command\.spec\.ts/;
const everywhere = { testIgnore: once };
/** What is the same on whichever device: Chromium shows it without an adapter, which is quicker. */
const anyDevice = /(changes|hostile|large|popup|screen|site)\.spec\.ts/;

export default defineConfig<object, { target: Target }>({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './setup.ts',
  // One browser at a time: a guard on a software adapter takes every core there is.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  projects: [
    {
      name: 'chromium-webgpu',
      testIgnore: [once, anyDevice],
      use: { target: { browser: 'chrome', webgpu: true } },
    },
    {
      name: 'chromium-wasm',
      ...everywhere,
      use: { target: { browser: 'chrome', webgpu: false } },
    },
    { name: 'firefox', ...everywhere, use: { target: { browser: 'firefox', webgpu: true } } },
    { name: 'commands', testMatch: once },
  ],
});
