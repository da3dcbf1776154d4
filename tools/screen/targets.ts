/** What `npm run screen` was asked to look at: addresses, and files that it serves itself. */
import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type PageServer, servePages } from '../pages/serve';

export interface Target {
  /** As it was given. */
  readonly name: string;
  readonly url: string;
  /** Host, as the extension's policies know it. */
  readonly site: string;
}

export interface Targets {
  readonly list: readonly Target[];
  close(): Promise<void>;
}

/** All targets are looked at before anything starts: a wrong one costs no time. */
export async function openTargets(
  names: readonly string[],
  path: (name: string) => string = resolve,
): Promise<Targets> {
  for (const name of names) if (!webAddress(name)) checkFile(name, path(name));
  const servers = new Map<string, PageServer>();
  const list: Target[] = [];
  for (const name of names) {
    const address = webAddress(name);
    if (address) {
      list.push({ name, url: address.href, site: address.hostname });
      continue;
    }
    const folder = dirname(path(name));
    const server = servers.get(folder) ?? (await servePages(folder));
    servers.set(folder, server);
    const url = `${server.origin}/${encodeURIComponent(basename(name))}`;
    list.push({ name, url, site: server.site });
  }
  return {
    list,
    close: async () => {
      for (const server of servers.values()) await server.close();
    },
  };
}

function webAddress(name: string): URL | undefined {
  return /^https?:\/\//i.test(name) && URL.canParse(name) ? new URL(name) : undefined;
}

function checkFile(name: string, path: string): void {
  if (/^[a-z][a-z+.-]+:/i.test(name)) {
    throw new Error(
      `${name} is no address that can be screened: it must begin with http or https.`,
    );
  }
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) {
    throw new Error(
      `There is no file ${name}. Give HTML files, or addresses that begin with http:// or https://.`,
    );
  }
  if (!/\.x?html?$/i.test(name)) {
    throw new Error(`${name} is no HTML file: its name should end in .html or .htm.`);
  }
}
