/** What a script in a package may not do, found in its syntax and not in its letters. */
import { parseSync } from 'vite';

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

const nameOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'ParenthesizedExpression') return nameOf(node.expression);
  if (node.type === 'SequenceExpression') return nameOf((node.expressions as unknown[]).at(-1));
  if (node.type !== 'MemberExpression') return undefined;
  return node.computed ? textOf(node.property) : nameOf(node.property);
};

const textOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : undefined;

const MARKUP = new Set(['innerHTML', 'outerHTML']);
const WRITERS = new Set(['insertAdjacentHTML', 'write', 'writeln', 'importScripts']);
const COMPILERS = new Set(['eval', 'Function', 'execScript']);
const TIMERS = new Set(['setTimeout', 'setInterval']);

export interface Script {
  /** Each line names something that no script of ours may do. */
  readonly forbidden: readonly string[];
  /** What it imports, by whichever way, as it is written. */
  readonly imports: readonly string[];
}

/** @param path for the report */
export function readScript(path: string, code: string): Script {
  const { program, errors } = parseSync(path, code, { sourceType: 'module' });
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const forbidden: string[] = [];
  const imports: string[] = [];
  const found = (node: Node, what: string): void => {
    const start = Number(node.start);
    const line = code.slice(0, start).split('\n').length;
    forbidden.push(`${path}:${line} ${what}: ${code.slice(start, start + 60)}`);
  };

  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    if (!isNode(value)) return;
    check(value);
    for (const key in value) {
      const child = value[key];
      if (typeof child === 'object' && child !== null) visit(child);
    }
  };

  const check = (node: Node): void => {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression': {
        const name = nameOf(node.callee);
        const [first] = node.arguments as unknown[];
        if (name === undefined) return;
        if (COMPILERS.has(name)) found(node, 'makes code of a text');
        if (TIMERS.has(name) && isNode(first) && /^(Literal|TemplateLiteral)$/.test(first.type))
          found(node, 'makes code of a text');
        if (WRITERS.has(name) && isDocumentOrGlobal(node.callee, name))
          found(node, 'draws markup or loads code');
        return;
      }
      case 'AssignmentExpression':
        if (MARKUP.has(nameOf(node.left) ?? '')) found(node, 'draws markup');
        return;
      case 'ImportExpression':
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration': {
        const target = textOf(node.source);
        if (target !== undefined) imports.push(target);
        else if (node.type === 'ImportExpression') found(node, 'imports what it works out');
        return;
      }
    }
  };

  visit(program);
  return { forbidden, imports };
}

/** A file's `write` is none of the document's. */
function isDocumentOrGlobal(callee: unknown, name: string): boolean {
  if (name === 'insertAdjacentHTML' || name === 'importScripts') return true;
  return (
    isNode(callee) && callee.type === 'MemberExpression' && nameOf(callee.object) === 'document'
  );
}
