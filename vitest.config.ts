import preact from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium } from './tools/browsers/find';
import { fuzzPlan } from './tools/fuzz/plan';

const executablePath = findChromium();

export default defineConfig({
  test: {
    // By default one fewer: on two cores that is one file after another.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          provide: { fuzz: fuzzPlan() },
          globalSetup: ['tools/test/practice-guard.ts'],
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/*.dom.test.*', '**/node_modules/**'],
          testTimeout: 60_000,
        },
      },
      {
        plugins: [preact()],
        // Found while a test runs, it would reload that test.
        optimizeDeps: {
          include: [
            'axe-core',
            'fast-check',
            'hash-wasm',
            'image-size',
            'myanmar-tools',
            'p-queue',
            'p-retry',
          ],
        },
        test: {
          name: 'dom',
          provide: { fuzz: fuzzPlan() },
          // A browser stumbles on a loaded machine; what passes then is printed with its retry.
          retry: 1,
          include: ['src/**/*.dom.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath ? { executablePath } : {}),
                args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
