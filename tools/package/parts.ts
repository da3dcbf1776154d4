/**
 * What is in the packages besides our own code: a list of parts (SBOM) in CycloneDX, from npm's own,
 * with what differs from run to run left out, and their licences as one text.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const Component = v.object({
  'bom-ref': v.string(),
  type: v.string(),
  name: v.string(),
  version: v.string(),
  purl: v.string(),
  hashes: v.optional(v.array(v.object({ alg: v.string(), content: v.string() }))),
  licenses: v.optional(v.array(v.unknown())),
});

const NpmSbom = v.object({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.string(),
  components: v.array(Component),
  dependencies: v.array(v.object({ ref: v.string(), dependsOn: v.array(v.string()) })),
});

const Lock = v.object({
  packages: v.record(
    v.string(),
    v.looseObject({
      version: v.optional(v.string()),
      link: v.optional(v.boolean()),
      dependencies: v.optional(v.record(v.string(), v.string())),
    }),
  ),
});

const OwnPackage = v.object({
  name: v.string(),
  version: v.string(),
  license: v.string(),
  description: v.string(),
  dependencies: v.record(v.string(), v.string()),
});

export type Part = v.InferOutput<typeof Component>;

export interface Parts {
  readonly sbom: string;
  readonly licences: string;
}

/** @param root the repository, with its `node_modules`, and the builds' records in `dist` */
export function partsOf(root: string): Parts {
  const own = v.parse(OwnPackage, json(join(root, 'package.json')));
  const recorded = new Set(
    ['chrome', 'firefox']
      .map((browser) => join(root, 'dist', `${browser}.parts.json`))
      .filter(existsSync)
      .flatMap((file) => v.parse(v.array(v.string()), json(file))),
  );
  const bom = v.parse(
    NpmSbom,
    JSON.parse(
      execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      }),
    ),
  );
  const needed = neededBy(own.dependencies, v.parse(Lock, json(join(root, 'package-lock.json'))));
  const parts = bom.components
    .filter((part) => needed.has(part['bom-ref']))
    .sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const unknown = [...recorded].filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `The packages hold ${unknown.join(', ')}, which package.json does not name among its ` +
        'dependencies. Move it there from devDependencies.',
    );
  }
  return { sbom: sbomOf(own, bom, parts, recorded), licences: licencesOf(root, own, parts) };
}

/**
 * What our dependencies need, as `name@version`. npm's `--omit dev` leaves out what a tool of ours
 * needs as well, such as preact. Stand-ins of ours are left out: those are links.
 */
function neededBy(
  own: Readonly<Record<string, string>>,
  { packages }: v.InferOutput<typeof Lock>,
): ReadonlySet<string> {
  const found = new Map<string, string>();
  const visit = (name: string, from: string): void => {
    // As Node looks for it: beside the one that asks, then further up.
    for (
      let folder = from;
      ;
      folder = folder.replace(/(^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')
    ) {
      const path = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`;
      const entry = packages[path];
      if (entry) {
        if (entry.link || found.has(path)) return;
        found.set(path, `${name}@${entry.version}`);
        for (const next of Object.keys(entry.dependencies ?? {})) visit(next, path);
        return;
      }
      if (folder === '') throw new Error(`package-lock.json has no ${name}, which ${from} needs.`);
    }
  };
  for (const name of Object.keys(own)) visit(name, '');
  return new Set(found.values());
}

function sbomOf(
  own: v.InferOutput<typeof OwnPackage>,
  bom: v.InferOutput<typeof NpmSbom>,
  parts: readonly Part[],
  recorded: ReadonlySet<string>,
): string {
  const self = `${own.name}@${own.version}`;
  const refs = new Set([self, ...parts.map((part) => part['bom-ref'])]);
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: bom.bomFormat,
    specVersion: bom.specVersion,
    version: 1,
    metadata: {
      component: {
        'bom-ref': self,
        type: 'application',
        name: own.name,
        version: own.version,
        description: own.description,
        licenses: [{ license: { id: own.license } }],
      },
    },
    components: parts.map((part) => ({
      ...part,
      properties: [
        {
          // A library may carry what it needs within its own file, so all of that is listed, too.
          name: 'seawall:in-package',
          value: recorded.has(part.name) ? 'files of it' : 'at most within a library that needs it',
        },
      ],
    })),
    dependencies: bom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: dependsOn.filter((each) => refs.has(each)).sort(),
      }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function licencesOf(
  root: string,
  own: v.InferOutput<typeof OwnPackage>,
  parts: readonly Part[],
): string {
  const rule = '='.repeat(80);
  const head = `${own.name} ${own.version} is under ${own.license}: see LICENSE. It is made with these:`;
  const blocks = parts.map(({ name, version }) => {
    const dir = join(root, 'node_modules', name);
    const { license, author, homepage } = v.parse(
      v.object({
        license: v.optional(v.string()),
        author: v.optional(v.union([v.string(), v.object({ name: v.string() })])),
        homepage: v.optional(v.string()),
      }),
      json(join(dir, 'package.json')),
    );
    const by = typeof author === 'string' ? author : author?.name;
    const title = [`${name} ${version}`, license, by, homepage].filter(Boolean).join(', ');
    const texts = readdirSync(dir)
      .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
      .sort()
      .map((file) => readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n').trim());
    return [title, '', ...(texts.length > 0 ? texts : ['(It brings no text of its own.)'])].join(
      '\n',
    );
  });
  return `${[head, ...blocks].join(`\n\n${rule}\n`)}\n`;
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
