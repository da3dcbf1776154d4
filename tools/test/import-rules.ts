/**
 * The import rules of the house, as a function over files. Which part may know which is what keeps
 * the seams: a page's code that knows no engine, a guard's code that knows no page.
 */
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** Parts of `src`, and what each may import besides itself and packages. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  platform: ['core'],
  content: ['core', 'platform'],
  background: ['core', 'platform'],
  worker: ['core', 'platform'],
  ui: ['core', 'platform'],
  tools: ['core', 'worker'],
  e2e: ['core', 'tools'],
};

/**
 * What crosses a seam all the same. `how` is the one way in which it may: `url` names a file that
 * is started and not imported.
 */
const EXCEPTIONS: readonly {
  from: RegExp;
  to: RegExp;
  how: Reference['how'];
}[] = [
  // The hosts start the Worker; they share no code with it.
  { from: /^src\/background\/hosts\//, to: /^src\/worker\/main(\.ts)?$/, how: 'url' },
  // What asks servers over HTTP is tested on one that answers, and fails, as they do.
  {
    from: /^src\/(core|background)\/.*\.test\.ts$/,
    to: /^tools\/api\/server(\.ts)?$/,
    how: 'import',
  },
  // Figures of a server are the product's only where the product's own engines ask it.
  {
    from: /^tools\/eval\/ask\/remote\.ts$/,
    to: /^src\/background\/engines\/(engine|remote\/(budget|history|hosted|server))(\.ts)?$/,
    how: 'import',
  },
  // The tools speak to the extension as its popup does: the types of messages, no browser API.
  {
    from: /^(tools|e2e)\//,
    to: /^src\/platform\/(messages|guard-protocol|store-protocol|engines-protocol|review-protocol)(\.ts)?$/,
    how: 'import',
  },
];

/** Packages that bring a browser's extension API along. */
const BROWSER_PACKAGE = 'webextension-polyfill';

export interface SourceFile {
  /** Path in the repository, with `/`. */
  readonly path: string;
  readonly code: string;
}

interface Reference {
  readonly target: string;
  readonly how: 'import' | 'url';
}

/** Each line says which file breaks which rule; none is what the suite wants. */
export function brokenImportRules(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const part = partOf(file.path);
    if (part === undefined) return [];
    const { references, usesBrowserGlobal } = read(file);
    return [
      ...references.flatMap((reference) => problemOf(file.path, part, reference)),
      ...(file.path.startsWith('src/') && part !== 'platform' && usesBrowserGlobal
        ? [`${file.path} names the global \`${usesBrowserGlobal}\`: only src/platform may`]
        : []),
    ];
  });
}

function problemOf(path: string, part: string, reference: Reference): string[] {
  const { target, how } = reference;
  if (!target.startsWith('.') && !target.startsWith('/')) {
    return target.split('/')[0] === BROWSER_PACKAGE && part !== 'platform'
      ? [`${path} imports ${target}: only src/platform may`]
      : [];
  }
  const resolved = target.startsWith('/')
    ? target.slice(1)
    : posix.normalize(posix.join(posix.dirname(path), target));
  const other = partOf(resolved);
  if (other === undefined || other === part || MAY_IMPORT[part]?.includes(other)) return [];
  const excepted = EXCEPTIONS.some(
    (each) => each.from.test(path) && each.to.test(resolved) && each.how === how,
  );
  return excepted ? [] : [`${path} reaches ${resolved}: ${part} may not import ${other}`];
}

/** The part a file belongs to; none for files at the top, which belong to the build. */
function partOf(path: string): string | undefined {
  const [first, second] = path.split('/');
  const part = first === 'src' ? second : first;
  return part !== undefined && Object.hasOwn(MAY_IMPORT, part) ? part : undefined;
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

function read(file: SourceFile): {
  references: Reference[];
  usesBrowserGlobal: string | undefined;
} {
  const { program, errors } = parseSync(file.path, file.code);
  if (errors[0]) throw new Error(`${file.path} cannot be parsed: ${errors[0].message}`);
  const references: Reference[] = [];
  const bound = new Set<string>();
  const named = new Set<string>();

  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (!isNode(value)) return;
    const target = textOf(value.source) ?? textOf(value.argument) ?? textOf(value.expression);
    switch (value.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
      case 'TSExternalModuleReference':
        if (target !== undefined) references.push({ target, how: 'import' });
        break;
      case 'CallExpression': {
        const path = first(value.arguments);
        const loads = nameOf(value.callee) === 'require' || calls(value, 'importScripts');
        if (loads && path !== undefined) references.push({ target: path, how: 'import' });
        break;
      }
      case 'NewExpression': {
        const path = first(value.arguments);
        if (nameOf(value.callee) === 'URL' && isImportMetaUrl(second(value.arguments)) && path) {
          references.push({ target: path, how: 'url' });
        }
        break;
      }
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        if (isNode(value.local)) bound.add(String(value.local.name));
        break;
      case 'VariableDeclaration':
        // `declare const chrome` binds nothing: it still names the browser's own.
        if (!value.declare && Array.isArray(value.declarations)) {
          for (const { id } of value.declarations) bound.add(String(nameOf(id)));
        }
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (Array.isArray(value.params)) {
          for (const parameter of value.params) bound.add(String(nameOf(parameter)));
        }
        break;
      case 'MemberExpression':
        if (nameOf(value.object)) named.add(String(nameOf(value.object)));
        if (nameOf(value.object) === 'globalThis' && nameOf(value.property)) {
          named.add(String(nameOf(value.property)));
        }
        break;
      case 'TSQualifiedName':
        if (nameOf(value.left)) named.add(String(nameOf(value.left)));
        break;
    }
    for (const child of Object.values(value)) visit(child);
  };
  visit(program);
  return {
    references,
    usesBrowserGlobal: ['chrome', 'browser'].find((name) => named.has(name) && !bound.has(name)),
  };
}

/** A literal's text, also where TypeScript wraps it in a literal type or a template has no holes. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'TSLiteralType') return textOf(node.literal);
  if (node.type === 'TemplateLiteral' && Array.isArray(node.quasis) && node.quasis.length === 1) {
    return String(node.quasis[0].value.cooked);
  }
  return typeof node.value === 'string' && node.type === 'Literal' ? node.value : undefined;
}

const nameOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined;

const calls = (node: Node, name: string): boolean => nameOf(node.callee) === name;

const first = (list: unknown): string | undefined =>
  Array.isArray(list) ? textOf(list[0]) : undefined;

const second = (list: unknown): unknown => (Array.isArray(list) ? list[1] : undefined);

function isImportMetaUrl(node: unknown): boolean {
  return (
    isNode(node) &&
    node.type === 'MemberExpression' &&
    isNode(node.object) &&
    node.object.type === 'MetaProperty' &&
    nameOf(node.property) === 'url'
  );
}
