import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenImportRules } from './import-rules';

const broken = (path: string, code: string): string[] => brokenImportRules([{ path, code }]);

describe('the import rules of the house', () => {
  it('are kept by every file', () => {
    const files = sourceFiles().map((path) => ({ path, code: readFileSync(path, 'utf8') }));
    expect(files.length).toBeGreaterThan(20);
    expect(brokenImportRules(files)).toEqual([]);
  });

  it.each([
    ['core knows no platform', 'src/core/a.ts', `import { x } from '../platform/messages';`],
    ['types are imports too', 'src/core/a.ts', `import type { X } from '../platform/messages';`],
    ['so are types in place', 'src/core/a.ts', `type X = import('../ui/popup/x').X;`],
    ['passing on is importing', 'src/platform/a.ts', `export { x } from '../background/queue';`],
    ['so is passing on all', 'src/platform/a.ts', `export * from '../worker/session';`],
    ['later is no better', 'src/content/a.ts', `const x = await import('../background/queue');`],
    ['not in a template', 'src/content/a.ts', 'const x = await import(`../ui/popup/x`);'],
    ['page knows no engine', 'src/content/extract/a.ts', `import '../../worker/session';`],
    ['interface knows no page', 'src/ui/popup/a.tsx', `import '../../content/mark'; <p>hi</p>;`],
    ['from the root as well', 'src/ui/popup/a.ts', `import '/src/background/queue';`],
    ['worker by address only', 'src/background/hosts/a.ts', `import '../../worker/main';`],
    ['that worker only', 'src/ui/a.ts', `new URL('../worker/main.ts', import.meta.url);`],
    ['script by name only', 'src/background/a.ts', `import '../content/main.iife';`],
    ['tools know no background', 'tools/screen/a.ts', `import '../../src/background/queue';`],
    ['nor the whole platform', 'tools/screen/a.ts', `import '../../src/platform/browser';`],
    ['product knows no tools', 'src/core/a.ts', `import '../../tools/builder/onnx';`],
    ['polyfill in one place', 'src/background/a.ts', `import b from 'webextension-polyfill';`],
    ['chrome in one place', 'src/background/a.ts', `void chrome.tabs.query({});`],
    ['browser in one place', 'src/content/a.ts', `const id = browser.runtime.id;`],
    ['not round the corner', 'src/content/a.ts', `const id = globalThis.chrome.runtime.id;`],
    ['nor as declared', 'src/content/a.ts', `declare const chrome: X; chrome.tabs.query({});`],
    ['nor as a type', 'src/content/a.ts', `let tab: chrome.tabs.Tab;`],
  ])('%s', (_rule, path, code) => {
    expect(broken(path, code)).toHaveLength(1);
  });

  it.each([
    ['core', 'src/platform/a.ts', `import { x } from '../core/verdict';`],
    ['the own part', 'src/content/extract/a.ts', `import { x } from '../schedule';`],
    ['packages', 'src/core/a.ts', `import * as v from 'valibot';`],
    ['the platform', 'src/ui/popup/a.ts', `import { browser } from '../../platform/browser';`],
    [
      'the API through the platform',
      'src/background/a.ts',
      `import { browser } from '../platform/browser'; void browser.tabs.query({});`,
    ],
    [
      'starting the Worker',
      'src/background/hosts/a.ts',
      `new Worker(new URL('../../worker/main.ts', import.meta.url), { type: 'module' });`,
    ],
    ['the worker to tools', 'tools/bench/a.ts', `import { pack } from '../../src/worker/packer';`],
    ['messages to tools', 'tools/a/b.ts', `import type { X } from '../../src/platform/messages';`],
    ['a fake of that name', 'src/content/a.test.ts', `const chrome = fake(); chrome.close();`],
    ['the word in a text', 'src/ui/a.ts', `const text = 'chrome.tabs';`],
  ])('allow %s', (_rule, path, code) => {
    expect(broken(path, code)).toEqual([]);
  });
});

function sourceFiles(): string[] {
  return ['src', 'tools', 'e2e'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path)),
  );
}
