/**
 * What is cut out of libraries before they are bundled. Code that makes code from a text, that loads
 * code from an address or that draws markup is forbidden in an extension. None of it is used here,
 * so it is cut by these rules at build time, and not silenced or left for a reader to prove dead.
 *
 * A rule names the very text of the library. Where that is not found, the build fails: somebody must
 * read what the new version does instead.
 */
import type { Plugin } from 'vite';

export interface Cut {
  /** Part of the path of the library's file. */
  readonly file: string;
  readonly why: string;
  /** What is cut: from the first text to the end of the second, of so many characters in all. */
  readonly from: string;
  readonly to?: string;
  readonly length?: number;
  readonly by: string;
}

const TRANSFORMERS = '@huggingface/transformers/dist/transformers';
const ONNX_RUNTIME = 'onnxruntime-web/dist/ort.jspi.bundle.min.mjs';

export const CUTS: readonly Cut[] = [
  {
    file: TRANSFORMERS,
    why: 'it points ONNX Runtime at a CDN on import',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the library's own source text
    from: '`https://cdn.jsdelivr.net/npm/onnxruntime-web@${ONNX_ENV.versions.web}/dist/`',
    by: '"/ort/"',
  },
  {
    file: TRANSFORMERS,
    why: 'it sets those paths unless they are set',
    from: 'ONNX_ENV.versions?.web && !ONNX_ENV.wasm.wasmPaths',
    by: 'false',
  },
  {
    file: TRANSFORMERS,
    why: 'it may fetch models from a hub',
    from: 'allowRemoteModels: true',
    by: 'allowRemoteModels: false',
  },
  {
    file: TRANSFORMERS,
    why: 'it may fetch models from a hub',
    from: 'remoteHost: "https://huggingface.co/"',
    by: 'remoteHost: ""',
  },
  {
    file: ONNX_RUNTIME,
    why: 'Emscripten writes a caller for each signature as a text and compiles it; this is the form that it has itself where that is not allowed (DYNAMIC_EXECUTION=0)',
    from: 'var b={toValue:he};switch(e=d.map(',
    to: ',n=new Function(Object.keys(b),g)(...Object.values(b)),g=',
    length: 550,
    // e: count of arguments, d: their readers, n: kind of call, r and a: the result's writer and type.
    by:
      'var k=n;n=(h,m,s,p)=>{var q=d.map((w,A)=>w(p+8*A)),' +
      'v=k===0?he(h)(...q):k===2?new(he(h))(...q):k===3?q[0]:he(h)[Ot(m)](...q);' +
      'if(!a.S)return As(r,s,v)};var g;return g=',
  },
  {
    file: ONNX_RUNTIME,
    why: 'it may import its glue code from an address; ours is in the file itself',
    from: 'Tu=async o=>(await import(/*webpackIgnore:true*/ /*@vite-ignore*/o)).default',
    by: 'Tu=async o=>{throw new Error("No code is loaded by its address: "+o)}',
  },
  {
    file: 'preact/dist/preact.mjs',
    why: 'it draws markup where `dangerouslySetInnerHTML` asks for it; nothing of ours does',
    from: '(t.innerHTML=h.__html)',
    by: '(()=>{throw new Error("No markup is drawn.")})()',
  },
];

/** @throws Error that names the rule whose text is not in the code */
export function cutLibrary(id: string, code: string, cuts: readonly Cut[] = CUTS): string | null {
  const path = id.replaceAll('\\', '/');
  const rules = cuts.filter(({ file }) => path.includes(`/node_modules/${file}`));
  if (rules.length === 0) return null;
  return rules.reduce((text, { file, why, from, to, length, by }) => {
    const start = text.indexOf(from);
    const end = to === undefined ? start + from.length : text.indexOf(to, start) + to.length;
    const known = start >= 0 && end > start && (length === undefined || end - start === length);
    if (!known) {
      throw new Error(
        `Looked in ${file} for ${from} to cut it (${why}), and did not find what was there when ` +
          'the rule was written. Read what this version does instead: tools/build/library-cuts.ts.',
      );
    }
    return text.slice(0, start) + by + text.slice(end);
  }, code);
}

export function libraryCuts(): Plugin {
  return {
    name: 'seawall:library-cuts',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const cut = cutLibrary(id, code);
      return cut === null ? null : { code: cut, map: null };
    },
  };
}
