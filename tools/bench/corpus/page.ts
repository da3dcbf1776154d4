/** What all pages of the corpus are made of. */

export interface CorpusPage {
  readonly name: string;
  /** What kind of structure it stands for. */
  readonly about: string;
  readonly html: string;
  /** Documents in its frames, by the path under which the page asks for them. */
  readonly frames?: Readonly<Record<string, string>>;
  /** Windows scrolled down before it is measured: lists that grow, or show other rows. */
  readonly scrolls?: number;
}

export interface Document {
  readonly lang: string;
  readonly title: string;
  readonly body: string;
  readonly dir?: 'rtl';
  readonly css?: string;
  /** Runs when the body is there. */
  readonly script?: string;
}

/** Hidden from eyes, heard by screen readers: as the large frameworks write it. */
const SR_ONLY = `.sr-only,.visually-hidden{position:absolute;width:1px;height:1px;padding:0;margin:-1px;
overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;border:0}`;

export const document = ({ lang, title, body, dir, css = '', script }: Document): string =>
  `<!doctype html>
<html lang="${lang}"${dir ? ` dir="${dir}"` : ''}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<style>body{margin:0;font:16px/1.6 sans-serif}${SR_ONLY}${css}</style></head>
<body>${body}${script ? `<script>${script}</script>` : ''}</body></html>`;

/** A picture of its own for every number; small ones are icons. */
export const picture = (n: number, width: number, height: number, alt: string): string =>
  `<img src="/picture/${n}/${width}x${height}.png" width="${width}" height="${height}" alt="${alt}">`;

export const icon = (path = 'M2 2h12v12H2z'): string =>
  `<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`;
