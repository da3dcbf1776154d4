/** What stands in the packages, and what must not: read from the very zip files. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, posix } from 'node:path';
import { imageSize } from 'image-size';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../browsers/extension';
import { readScript } from './code';
import { ensurePackage, packageFile, ROOT } from './make';
import { partsOf } from './parts';
import { type Files, filesIn, zipOf } from './zip';

/** Bytes of a package; the store's own bounds are far above. */
const LARGEST = 7_000_000;

const COMMON = [
  'activeTab',
  'alarms',
  'contextMenus',
  'scripting',
  'storage',
  'unlimitedStorage',
] as const;
const PERMISSIONS: Record<BrowserName, readonly string[]> = {
  chrome: [...COMMON, 'offscreen', 'sidePanel'].sort(),
  firefox: COMMON,
};
/** Keys by which others reach in, or code comes from elsewhere, or more is allowed than is named. */
const NO_SUCH_KEYS = [
  'web_accessible_resources',
  'externally_connectable',
  'content_scripts',
  'host_permissions',
  'update_url',
  'key',
  'sandbox',
  'devtools_page',
  'chrome_url_overrides',
];
const CSP = { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" };

const EXPECTED = [
  /^(manifest|managed-schema)\.json$/,
  /^(LICENSE|THIRD-PARTY\.txt)$/,
  /^_locales\/(en|id|ms|fil|th|vi|ta|my)\/messages\.json$/,
  /^(content|start|service-worker-loader)\.js$/,
  /^assets\/[\w.-]+\.(js|css|woff2)$/,
  /^worker\/(main|ort|rolldown-runtime)\.js$/,
  /^ort\/ort-wasm-simd-threaded\.jspi\.wasm$/,
  /^protection\/(hold-flag\.js|(hold|rules|veil)\.css)$/,
  /^icons\/seawall(-\d+\.png|\.svg)$/,
  /^guards\/practice\/[\w.-]+$/,
  /^src\/(ui\/(\w+)\/\2|background\/hosts\/offscreen)\.html$/,
];

const SECRETS =
  /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bhf_[A-Za-z0-9]{30,}|\bsk-[A-Za-z0-9]{20,}/;

type Manifest = Readonly<Record<string, unknown>>;

describe.each(['chrome', 'firefox'] as const)('the package for %s', (browser) => {
  let bytes: Uint8Array;
  let files: Files;
  let manifest: Manifest;
  const textOf = (name: string): string => new TextDecoder().decode(files.get(name));
  const named = (pattern: RegExp): string[] => [...files.keys()].filter((n) => pattern.test(n));

  beforeAll(async () => {
    await ensurePackage(browser);
    bytes = new Uint8Array(readFileSync(packageFile(browser)));
    files = filesIn(bytes);
    manifest = JSON.parse(textOf('manifest.json'));
  }, 240_000);

  it('is small, and the same bytes when made of its files again', () => {
    expect(bytes.length).toBeLessThan(LARGEST);
    expect(Buffer.from(zipOf(files)).equals(bytes)).toBe(true);
  });

  it('holds what it should and nothing else', () => {
    const names = [...files.keys()];
    expect(names.filter((name) => !EXPECTED.some((each) => each.test(name)))).toEqual([]);
    const missing = EXPECTED.filter((each) => !names.some((name) => each.test(name)));
    expect(missing).toEqual([]);
    expect(names.includes('src/background/hosts/offscreen.html')).toBe(browser === 'chrome');
  });

  it('asks for these permissions and no others', () => {
    expect([...(manifest.permissions as string[])].sort()).toEqual(PERMISSIONS[browser]);
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.optional_host_permissions).toEqual(['*://*/*']);
    expect(NO_SUCH_KEYS.filter((key) => key in manifest)).toEqual([]);
    expect(manifest.content_security_policy).toEqual(CSP);
  });

  it('has a manifest that fits the store', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ manifest_version: 3, version, default_locale: 'en' });
    expect(version).toMatch(/^\d{1,5}(\.\d{1,5}){0,3}$/);
    if (browser === 'chrome') {
      expect(manifest.minimum_chrome_version).toBe('137');
      expect(manifest.background).toMatchObject({ service_worker: expect.any(String) });
      expect('browser_specific_settings' in manifest).toBe(false);
    } else {
      expect(manifest.browser_specific_settings).toEqual({
        gecko: {
          id: expect.stringMatching(/^[\w.-]+@[\w.-]+$/),
          strict_min_version: '153.0',
          data_collection_permissions: { required: ['none'], optional: ['websiteContent'] },
        },
      });
      expect(manifest.background).toMatchObject({ scripts: [expect.any(String)] });
    }
  });

  it('has every file that its manifest names, icons in their sizes', () => {
    const paths: string[] = [];
    JSON.stringify(manifest, (_key, value: unknown) => {
      if (typeof value === 'string' && /^[\w/.-]+\.(html|js|json|png)$/.test(value))
        paths.push(value);
      return value;
    });
    expect(paths.length).toBeGreaterThan(7);
    expect(paths.filter((path) => !files.has(path))).toEqual([]);
    expect(Object.keys(manifest.icons as object)).toEqual(['16', '32', '48', '128']);
    for (const [size, path] of Object.entries(manifest.icons as Record<string, string>)) {
      const { width, height } = imageSize(files.get(path) ?? new Uint8Array());
      expect([width, height]).toEqual([Number(size), Number(size)]);
    }
  });

  it('says its name and what it does in each language, as long as stores take', () => {
    const keys = JSON.stringify(manifest).match(/__MSG_(\w+)__/g) ?? [];
    for (const name of named(/^_locales\//)) {
      const messages: Record<string, { message: string }> = JSON.parse(textOf(name));
      for (const key of keys)
        expect(messages[key.slice(6, -2)]?.message, `${name} ${key}`).toBeTruthy();
      expect(messages.name?.message.length).toBeLessThanOrEqual(45);
      expect(messages.description?.message.length).toBeLessThanOrEqual(132);
    }
  });

  it('makes no code of texts, loads none from elsewhere, draws no markup', () => {
    const scripts = named(/\.js$/);
    expect(scripts.length).toBeGreaterThan(20);
    for (const name of scripts) {
      const { forbidden, imports } = readScript(name, textOf(name));
      expect(forbidden).toEqual([]);
      const targets = imports.map((path) => posix.join(posix.dirname(name), path));
      expect(imports.filter((path) => !/^\.{1,2}\//.test(path))).toEqual([]);
      expect(targets.filter((path) => !files.has(path))).toEqual([]);
    }
  });

  it('has pages whose scripts and styles are in it, and no script within', () => {
    const pages = named(/\.html$/);
    expect(pages.length).toBeGreaterThanOrEqual(8);
    for (const page of pages) {
      const html = textOf(page);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|<base|<iframe|http-equiv/i);
      const sources = [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, path = '']) => path);
      expect(sources.length).toBeGreaterThan(0);
      const paths = sources.map((path) => posix.join(posix.dirname(`/${page}`), path).slice(1));
      const own = sources.map((path, i) => (path.startsWith('/') ? path.slice(1) : paths[i]));
      expect(own.filter((path) => !files.has(path ?? ''))).toEqual([]);
    }
  });

  it('has styles that load nothing from elsewhere', () => {
    for (const name of named(/\.css$/)) {
      const loaded = [...textOf(name).matchAll(/url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)/g)];
      for (const [, path = ''] of loaded) {
        if (path.startsWith('data:')) continue;
        const at = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(name), path);
        expect(files.has(at), `${name} loads ${path}`).toBe(true);
      }
    }
  });

  it('names no CDN, no folder of this machine, no secret, and no maps of sources', () => {
    const here = [ROOT, ...(homedir().length > 5 ? [homedir()] : [])];
    for (const [name, content] of files) {
      const raw = Buffer.from(content);
      for (const folder of here)
        expect(raw.includes(folder), `${name} names ${folder}`).toBe(false);
      if (!/\.(js|css|html|json|svg)$/.test(name)) continue;
      const text = textOf(name);
      const found = [
        /sourceMappingURL|cdn\.jsdelivr|unpkg\.com|cdnjs\.|googleapis\.com|esm\.sh/.exec(text)?.[0],
        SECRETS.exec(text)?.[0],
        /file:\/\/\/\w|[A-Z]:\\\\(Users|work)|\/(home|Users)\/(?!web_user)\w+\//.exec(text)?.[0],
      ].filter(Boolean);
      expect(found, name).toEqual([]);
    }
  });
});

describe('what is in the packages of others', () => {
  it('is listed with version, licence and hash, and nothing of the day it was listed', () => {
    const { sbom, licences } = partsOf(ROOT);
    expect(sbom).not.toMatch(/timestamp|serialNumber|urn:uuid/);
    const { components } = JSON.parse(sbom);
    const inPackage = components
      .filter(({ properties }: { properties: { value: string }[] }) =>
        properties.some(({ value }) => value === 'files of it'),
      )
      .map(({ name }: { name: string }) => name);
    for (const name of ['preact', 'valibot', 'onnxruntime-web', '@fontsource/noto-sans-thai'])
      expect(inPackage).toContain(name);
    for (const { name, version, licenses, hashes } of components) {
      expect(licenses?.[0]?.license?.id, name).toMatch(/^[\w.-]+$/);
      expect(hashes?.[0], name).toMatchObject({ alg: 'SHA-512' });
      expect(licences).toContain(`${name} ${version}, `);
    }
    // Stand-ins of ours, and tools, are no parts.
    const names = components.map(({ name }: { name: string }) => name);
    for (const name of ['sharp', 'onnxruntime-node', 'vite']) expect(names).not.toContain(name);
  });
});
