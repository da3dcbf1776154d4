/** The pages of ours that pictures are made of. One whose file is not in the build is left out. */

/** What a page is opened beside. */
export interface Scene {
  /** A screened page with something unsafe on it, and one of a site that is off. */
  readonly screenedTab: number;
  readonly offTab: number;
}

export interface Shot {
  /** Of the file. */
  readonly name: string;
  /** In the extension. */
  readonly file: string;
  /** After the file's name. */
  query?(scene: Scene): string;
  /** CSS pixels. */
  readonly width: number;
  /** There once the page is what it is going to be. */
  readonly ready: string;
}

const POPUP = 'src/ui/popup/popup.html';
const OPTIONS = 'src/ui/options/options.html';

/** A page that people see wide and narrow. */
const both = (name: string, file: string, ready: string): Shot[] => [
  { name, file, width: 1280, ready },
  { name: `${name}-narrow`, file, width: 360, ready },
];

export const SHOTS: readonly Shot[] = [
  {
    name: 'popup',
    file: POPUP,
    query: ({ screenedTab }) => `?tab=${screenedTab}`,
    width: 360,
    ready: '[data-element]',
  },
  {
    name: 'popup-off',
    file: POPUP,
    query: ({ offTab }) => `?tab=${offTab}`,
    width: 360,
    ready: 'main[data-view="off"]',
  },
  {
    name: 'side-panel',
    file: 'src/ui/panel/panel.html',
    query: ({ screenedTab }) => `?tab=${screenedTab}`,
    width: 360,
    ready: '[data-element]',
  },
  ...both('options', OPTIONS, '#never-sent'),
  ...both('diagnostics', 'src/ui/diagnostics/diagnostics.html', 'pre'),
  ...both('welcome', 'src/ui/welcome/welcome.html', 'main'),
  ...both('review', 'src/ui/review/review.html', 'main'),
  ...both('summary', 'src/ui/summary/summary.html', 'main'),
  ...both('unlock', 'src/ui/unlock/unlock.html', 'main'),
];
