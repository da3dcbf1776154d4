/**
 * Where on the web a guard build lies, as a person writes it: the address of the folder that holds
 * `build.json`, or `hf:owner/name` (with `@revision`) for a repository of the Hugging Face hub.
 */

export interface BuildAddress {
  /** What was written, tidied: the same build always has the same. */
  readonly text: string;
  /** Address of the folder, with a `/` at its end. */
  readonly baseUrl: string;
  /** Who is asked, for a person to read: `huggingface.co`, `localhost:8000`. */
  readonly host: string;
}

export type ReadAddress =
  | { readonly ok: true; readonly address: BuildAddress }
  | {
      readonly ok: false;
      /** `insecure`: plain http to a machine other than this one. */
      readonly problem: 'empty' | 'not-an-address' | 'insecure' | 'credentials';
    };

const HUB = 'https://huggingface.co';
const REPOSITORY = /^hf:([\w.-]+\/[\w.-]+?)(?:@([\w./-]+))?$/;

export function readBuildAddress(written: string): ReadAddress {
  const text = written.trim();
  if (text === '') return { ok: false, problem: 'empty' };
  const repository = REPOSITORY.exec(text);
  if (repository) {
    const [, name = '', revision = 'main'] = repository;
    const baseUrl = `${HUB}/${name}/resolve/${encodeURIComponent(revision)}/`;
    if ([...name.split('/'), revision].some((part) => /^\.+$/.test(part)))
      return { ok: false, problem: 'not-an-address' };
    return { ok: true, address: { text, baseUrl, host: new URL(HUB).host } };
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { ok: false, problem: 'not-an-address' };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { ok: false, problem: 'not-an-address' };
  if (url.username !== '' || url.password !== '') return { ok: false, problem: 'credentials' };
  if (url.protocol === 'http:' && !isThisMachine(url.hostname))
    return { ok: false, problem: 'insecure' };
  url.hash = '';
  url.search = '';
  url.pathname = url.pathname.replace(/\/build\.json$/, '/').replace(/([^/])$/, '$1/');
  return { ok: true, address: { text: url.href, baseUrl: url.href, host: url.host } };
}

const isThisMachine = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
