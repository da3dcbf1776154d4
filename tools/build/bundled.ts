/** Which packages have something in a build, written beside it: what the list of parts is made from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plugin } from 'vite';

/** The innermost package that a file is in; none for files of ours. */
export const packageOf = (file: string): string | undefined =>
  file
    .replaceAll('\\', '/')
    .match(/(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]
    ?.replace(/^\.vite$/, '');

export interface Bundled {
  /** Notes packages of one of the builds that make an extension: pages, workers, content script. */
  plugin(): Plugin;
  /** For the last of them: writes the record, sorted. */
  written(to: string): Plugin;
}

export function bundled(): Bundled {
  const names = new Set<string>();
  const note = (file: string): void => {
    const name = packageOf(file);
    if (name) names.add(name);
  };
  return {
    plugin: () => ({
      name: 'seawall:bundled',
      apply: 'build',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset') file.originalFileNames.forEach(note);
          else
            for (const [id, { renderedLength }] of Object.entries(file.modules))
              if (renderedLength > 0) note(id);
        }
      },
    }),
    written: (to) => ({
      name: 'seawall:bundled-record',
      apply: 'build',
      closeBundle() {
        mkdirSync(dirname(to), { recursive: true });
        writeFileSync(to, `${JSON.stringify([...names].sort(), null, 2)}\n`);
      },
    }),
  };
}
