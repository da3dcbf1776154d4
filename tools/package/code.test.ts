import { describe, expect, it } from 'vitest';
import { readScript } from './code';

describe('what no script of a package may do', () => {
  it.each([
    `eval('1')`,
    `globalThis.eval('1')`,
    `(0, window['eval'])('1')`,
    `new Function('return 1')()`,
    `Function('return 1')`,
    `new globalThis.Function(names, text)`,
    `setTimeout('alert(1)', 1)`,
    'window.setInterval(`go()`)',
    `const load = (o) => import(o)`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a script's own text
    'import(`./${name}.js`)',
    `importScripts('https://example.org/x.js')`,
    `self.importScripts(address)`,
    `el.innerHTML = text`,
    `el['outerHTML'] += text`,
    `el.insertAdjacentHTML('beforeend', text)`,
    `document.write(text)`,
  ])('is found: %s', (code) => {
    expect(readScript('a.js', code).forbidden).toHaveLength(1);
  });

  it.each([
    `new FunctionValue(() => 1)`,
    `setTimeout(() => go(), 1)`,
    `const html = el.innerHTML`,
    `await writable.write(bytes)`,
    `const text = 'eval(1) new Function()'`,
    `f.call(this); typeof Function`,
    `import('./a.js')`,
  ])('is not: %s', (code) => {
    expect(readScript('a.js', code).forbidden).toEqual([]);
  });

  it('tells what is imported', () => {
    const code = `import './a.js'; import b from './b.js'; export * from './c.js'; import('./d.js')`;
    expect(readScript('a.js', code).imports).toEqual(['./a.js', './b.js', './c.js', './d.js']);
  });
});
