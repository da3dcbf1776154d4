/** What the diagnostics page asks of the browser; `browserDiagnosticsLink` is the real one. */
import { browser, isFirefox } from './browser';
import { browserLink, type UiLink } from './ui-link';

/** What can be told of this browser. */
export interface Surroundings {
  version: string;
  /** As the browser calls itself. */
  browser: string;
  os: string;
  languages: readonly string[];
  cores: number;
  webgpu: boolean;
  isolated: boolean;
  /** Bytes; null where the browser does not tell. */
  used: number | null;
  quota: number | null;
  persisted: boolean | null;
  /** Names of permissions, and how many sites may be read: never which. */
  permissions: readonly string[];
  origins: number;
  privateWindows: boolean;
}

export interface DiagnosticsLink extends Pick<UiLink, 'openBackground' | 'ask'> {
  surroundings(): Promise<Surroundings>;
}

export const browserDiagnosticsLink: DiagnosticsLink = {
  openBackground: browserLink.openBackground,
  ask: browserLink.ask,
  async surroundings() {
    const [{ os, arch }, permissions, estimate, persisted, privateWindows] = await Promise.all([
      browser.runtime.getPlatformInfo(),
      browser.permissions.getAll(),
      navigator.storage.estimate().catch(() => ({ usage: undefined, quota: undefined })),
      navigator.storage.persisted().catch(() => null),
      browser.extension.isAllowedIncognitoAccess(),
    ]);
    return {
      version: browser.runtime.getManifest().version,
      browser: await browserName(),
      os: `${os} ${arch}`,
      languages: navigator.languages,
      cores: navigator.hardwareConcurrency,
      webgpu: 'gpu' in navigator,
      isolated: globalThis.crossOriginIsolated,
      used: estimate.usage ?? null,
      quota: estimate.quota ?? null,
      persisted,
      permissions: permissions.permissions ?? [],
      origins: permissions.origins?.length ?? 0,
      privateWindows,
    };
  },
};

async function browserName(): Promise<string> {
  if (!isFirefox()) return navigator.userAgent;
  const { name, version, buildID } = await browser.runtime.getBrowserInfo();
  return `${name} ${version} (${buildID})`;
}
