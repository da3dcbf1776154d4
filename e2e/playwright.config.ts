/** End-to-end tests: the real extension with the practice guard, in real browsers. */
import { defineConfig } from '@playwright/test';
import type { Target } from './harness';

/** What is the same in whichever browser. */
const once = /command\.spec\.ts/;
/** With a screen and its keys: `npm run test:desktop`. */
const desktop = /desktop\.spec\.ts/;
/** Firefox's own windows, which can be reached without a screen. */
const firefoxOwn = /firefox-own\.spec\.ts/;
/** What is the same on whichever device: browsers without an adapter show it, which is quicker. */
const anyDevice =
  /(around|changes|chat|coverage|crash|damaged|disguises|frames|hostile|images|keyboard|large|managed|network|pace|packages|parents|popup|protection|review|screen|site|store|whole-pages)\.spec\.ts/;
/** What a device takes part in: that it is given back and opened anew is in one test of the lives. */
const onAdapter = {
  testIgnore: [once, desktop, firefoxOwn, anyDevice],
  grepInvert: /the background is killed|vanishes/,
};

export default defineConfig<object, { target: Target }>({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './setup.ts',
  // One browser at a time: a guard on a software adapter takes every core there is. (Browsers without
  // one are run two at a time by `npm test`.)
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  // A browser may stumble on a loaded machine: what passes then is printed as flaky.
  retries: 1,
  reporter: [['list']],
  projects: [
    {
      name: 'chromium-webgpu',
      ...onAdapter,
      use: { target: { browser: 'chrome', webgpu: true } },
    },
    {
      name: 'chromium-wasm',
      testIgnore: [once, desktop, firefoxOwn],
      use: { target: { browser: 'chrome', webgpu: false } },
    },
    {
      name: 'firefox-webgpu',
      ...onAdapter,
      use: { target: { browser: 'firefox', webgpu: true } },
    },
    {
      name: 'firefox-wasm',
      testMatch: [anyDevice, firefoxOwn, /(lifetimes|sight)\.spec\.ts/],
      // What is read of a page is told by the same code in both: one browser shows it on the corpus.
      testIgnore: /coverage\.spec\.ts/,
      use: { target: { browser: 'firefox', webgpu: false } },
    },
    { name: 'commands', testMatch: once },
    { name: 'desktop', testMatch: desktop },
  ],
});
