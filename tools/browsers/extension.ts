/**
 * The extension, made ready for a browser that nobody sits at: a copy of a build, or of a package
 * unpacked, whose manifest grants the host permission, and in Firefox the consent to sending,
 * that a person would grant by a click (no headless browser can be clicked so), with guard builds
 * from elsewhere put beside its own.
 */
import {
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import * as v from 'valibot';

export type BrowserName = 'chrome' | 'firefox';

const Manifest = v.looseObject({
  version: v.string(),
  action: v.object({ default_popup: v.string() }),
  browser_specific_settings: v.optional(
    v.looseObject({ gecko: v.looseObject({ id: v.string() }) }),
  ),
});

/** What the installation opens. */
export const WELCOME_PAGE = 'src/ui/welcome/welcome.html';
/** An empty page of the extension, through which the tools speak to it as its own pages do. */
export const CONTROL_PAGE = 'tools-control.html';

export interface LoadedExtension {
  readonly dir: string;
  readonly version: string;
  /** The popup's path in the extension. */
  readonly popup: string;
  readonly geckoId: string | undefined;
  /** Copy the build once more, after it has changed. */
  refresh(): void;
  remove(): void;
}

export interface GuardFolder {
  /** Folder name under `guards/`. */
  readonly name: string;
  readonly dir: string;
}

/** Name and place of a guard build's folder; an error that says what is wrong if it is none. */
export function guardFolder(path: string): GuardFolder {
  const dir = resolve(path);
  if (!existsSync(join(dir, 'build.json'))) {
    throw new Error(
      `${path} is no guard build: it has no build.json. ` +
        'Give the folder that the builder wrote, or `practice`.',
    );
  }
  return { name: basename(dir).replace(/[^\w.-]/g, '_'), dir };
}

/** Firefox asks for consent to what is sent as it asks for hosts; what is required is not asked for. */
function consented({ browser_specific_settings: settings }: v.InferOutput<typeof Manifest>) {
  if (!settings) return {};
  const data_collection_permissions = { required: ['websiteContent'] };
  const gecko = { ...settings.gecko, data_collection_permissions };
  return { browser_specific_settings: { ...settings, gecko } };
}

/**
 * @param from `dist/chrome` or `dist/firefox`, or what a package holds
 * @param change Last touches to the copy, for tests that break something on purpose.
 */
export function copyExtension(
  from: string,
  guards: readonly GuardFolder[] = [],
  change: (dir: string) => void = () => {},
): LoadedExtension {
  // The real path: Chromium derives the extension's id from it.
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'seawall-')));
  const fill = (): v.InferOutput<typeof Manifest> => {
    cpSync(from, dir, { recursive: true });
    for (const guard of guards) {
      const to = join(dir, 'guards', guard.name);
      cpSync(guard.dir, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
    }
    const file = join(dir, 'manifest.json');
    const manifest = v.parse(Manifest, JSON.parse(readFileSync(file, 'utf8')));
    const granted = { ...manifest, host_permissions: ['*://*/*'], ...consented(manifest) };
    writeFileSync(file, JSON.stringify(granted, null, 2));
    writeFileSync(join(dir, CONTROL_PAGE), '<!doctype html><title>Seawall tools</title>\n');
    change(dir);
    return manifest;
  };
  const manifest = fill();
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return {
    dir,
    version: manifest.version,
    popup: manifest.action.default_popup,
    geckoId: manifest.browser_specific_settings?.gecko.id,
    refresh: () => {
      fill();
    },
    remove,
  };
}

/**
 * A package as a person would install it, with nothing changed: for Firefox the very zip file, for
 * Chromium, which loads folders only, the bytes that are in it, written by `unpack`.
 */
export function packagedExtension(
  browser: BrowserName,
  zip: string,
  unpack: (dir: string) => void,
): LoadedExtension {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'seawall-package-')));
  unpack(dir);
  const manifest = v.parse(Manifest, JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')));
  return {
    dir: browser === 'firefox' ? resolve(zip) : dir,
    version: manifest.version,
    popup: manifest.action.default_popup,
    geckoId: manifest.browser_specific_settings?.gecko.id,
    refresh: () => unpack(dir),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
