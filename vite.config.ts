/**
 * The extension's build: `vite build --mode chrome` into dist/chrome, `--mode firefox` into
 * dist/firefox, both from the one manifest.json.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { build, defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { type Bundled, bundled } from './tools/build/bundled';
import { libraryCuts } from './tools/build/library-cuts';

type Target = 'chrome' | 'firefox';

/** Entries by the names that src/platform/content-script.ts has for them. */
const CONTENT_SCRIPTS = {
  'start.js': 'src/content/start.iife.ts',
  'content.js': 'src/content/main.iife.ts',
};
/** Registered and put in by name, too: src/platform/protection-styles.ts. */
const PROTECTION_FILES = ['hold-flag.js', 'hold.css', 'rules.css', 'veil.css'];
const GECKO_ID = 'seawall@seawall.invalid';
/** The oldest Firefox that the tests have run on: WebGPU, JSPI and OPFS in one place. */
const FIREFOX_MIN = '153.0';

const targetOf = (mode: string): Target => {
  if (mode === 'chrome' || mode === 'firefox') return mode;
  // `vite build` without a mode, or a tool that reads this file for its aliases alone.
  return 'chrome';
};

/** What differs in Firefox: an event page, no offscreen documents, a sidebar, its own name for itself. */
function manifestFor(target: Target): object {
  if (target === 'chrome') return manifest;
  const {
    background,
    cross_origin_embedder_policy: _embedder,
    cross_origin_opener_policy: _opener,
    minimum_chrome_version: _chrome,
    // Firefox knows no such key, and takes a policy without a schema.
    storage: _managed,
    side_panel: panel,
    ...common
  } = manifest;
  return {
    ...common,
    permissions: common.permissions.filter(
      (permission) => permission !== 'offscreen' && permission !== 'sidePanel',
    ),
    sidebar_action: {
      default_panel: panel.default_path,
      default_title: common.name,
      default_icon: common.action.default_icon,
      // Nobody has asked for it yet.
      open_at_install: false,
    },
    background: { scripts: [background.service_worker], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: GECKO_ID,
        strict_min_version: FIREFOX_MIN,
        // Asked for when a person turns on an engine that pages are sent to.
        data_collection_permissions: { required: ['none'], optional: ['websiteContent'] },
      },
    },
  };
}

/**
 * One copy of ONNX Runtime in the extension: transformers.js asks for the WebGPU build, whose wasm
 * is another file; the JSPI build is the one that takes weights as blobs.
 */
const alias = [{ find: /^onnxruntime-web(\/webgpu)?$/, replacement: 'onnxruntime-web/jspi' }];

/**
 * The content script as classic scripts: a small one, and what it asks for. They are registered and put in at
 * run time only, for the sites that are on, so crxjs never sees them; built by crxjs they would become
 * readable by every web page.
 */
function contentScript(parts: Bundled): Plugin {
  let root = '';
  let mode = '';
  return {
    name: 'seawall:content-script',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      mode = config.mode;
    },
    async buildStart() {
      for (const [fileName, input] of Object.entries(CONTENT_SCRIPTS)) {
        const files = await filesOf(input, fileName, { root, mode }, parts);
        const [chunk] = files;
        if (files.length !== 1 || chunk?.type !== 'chunk') {
          const names = files.map((file) => file.fileName).join(', ');
          this.error(
            `A content script must be one file, but its build gave: ${names}. ` +
              `Import styles and pictures into ${input} with ?inline.`,
          );
        }
        for (const id of chunk.moduleIds) this.addWatchFile(id);
        this.emitFile({ type: 'asset', fileName, source: chunk.code });
      }
      for (const name of PROTECTION_FILES) {
        const file = join(root, 'src/content/protect', name);
        this.addWatchFile(file);
        const fileName = `protection/${name}`;
        this.emitFile({ type: 'asset', fileName, source: readFileSync(file, 'utf8') });
      }
    },
  };
}

async function filesOf(
  input: string,
  fileName: string,
  of: { root: string; mode: string },
  parts: Bundled,
) {
  const result = await build({
    configFile: false,
    ...of,
    plugins: [parts.plugin()],
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      // Every page pays for reading it; `--mode development` keeps the names.
      minify: of.mode !== 'development',
      modulePreload: false,
      target: 'es2023',
      rolldownOptions: { input, output: { format: 'iife', entryFileNames: fileName } },
    },
  });
  const bundles = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  return bundles.flatMap((bundle) => bundle.output);
}

/** Fails the build where it would hand out more than it should. */
function shape(): Plugin {
  return {
    name: 'seawall:shape',
    apply: 'build',
    writeBundle(_options, bundle) {
      const files = Object.values(bundle);
      const text = (name: string): string => {
        const file = bundle[name];
        return file?.type === 'asset' ? String(file.source) : '';
      };
      if ('web_accessible_resources' in JSON.parse(text('manifest.json'))) {
        this.error('The built manifest has web_accessible_resources: pages could read our files.');
      }
      const wasm = files.filter((file) => file.fileName.endsWith('.wasm'));
      if (wasm.length > 1) {
        this.error(`ONNX Runtime is in the build more than once: ${wasm.map((f) => f.fileName)}`);
      }
      for (const file of files) {
        const code = file.type === 'chunk' ? file.code : text(file.fileName);
        if (/\.(js|html)$/.test(file.fileName) && code.includes('cdn.jsdelivr.net')) {
          this.error(`${file.fileName} names a CDN: an extension may load no code from elsewhere.`);
        }
      }
    },
  };
}

/** ONNX Runtime's wasm keeps its name, the same in both browsers; the rest is hashed. */
const assetFileNames = (asset: { names: string[] }): string =>
  asset.names.some((name) => name.endsWith('.wasm'))
    ? 'ort/[name][extname]'
    : 'assets/[name]-[hash][extname]';

export default defineConfig(({ mode, command }) => {
  // Whatever it is where this runs (in a test: `test`): else folders of this machine get into the code.
  if (command === 'build') process.env.NODE_ENV = 'production';
  const target = targetOf(mode);
  const parts = bundled();
  return {
    plugins: [
      preact(),
      libraryCuts(),
      contentScript(parts),
      crx({ manifest: manifestFor(target) as typeof manifest, browser: target }),
      shape(),
      parts.plugin(),
      parts.written(`dist/${target}.parts.json`),
    ],
    resolve: { alias },
    build: {
      outDir: `dist/${target}`,
      emptyOutDir: true,
      // Stores review the code: it stays readable.
      minify: false,
      target: 'es2023',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          // Pages that no field of the manifest names.
          welcome: 'src/ui/welcome/welcome.html',
          summary: 'src/ui/summary/summary.html',
          diagnostics: 'src/ui/diagnostics/diagnostics.html',
          panel: 'src/ui/panel/panel.html',
          unlock: 'src/ui/unlock/unlock.html',
          review: 'src/ui/review/review.html',
          ...(target === 'chrome' ? { offscreen: 'src/background/hosts/offscreen.html' } : {}),
        },
        output: { assetFileNames },
      },
    },
    worker: {
      format: 'es',
      plugins: () => [libraryCuts(), parts.plugin()],
      rolldownOptions: {
        output: {
          assetFileNames,
          entryFileNames: 'worker/[name].js',
          chunkFileNames: 'worker/[name].js',
          // ONNX Runtime starts its threads from the file that holds it: nothing of ours may be
          // in that file, or every thread would run it.
          codeSplitting: { groups: [{ name: 'ort', test: /[\\/]onnxruntime-web[\\/]/ }] },
        },
      },
    },
  };
});
