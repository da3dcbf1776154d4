/** A tab under the tools' control, the same for both browsers. */

/** What can cross from Node into a page and back. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export type Key =
  | 'Tab'
  | 'ShiftTab'
  | 'Enter'
  | 'Space'
  | 'ArrowDown'
  | 'ArrowUp'
  | 'Backspace'
  | 'Escape'
  | 'Home'
  // Commands of the review page and of the options.
  | 'a'
  | 'j'
  | 'k'
  | 'n'
  | 'o'
  | 'r'
  | 's'
  | 'u'
  | '?'
  | '/';

/** What a browser's own library must be able to do with a tab. */
export interface Tab {
  /** Runs an expression in the page's own world and waits for its promise. */
  run(expression: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  rightClick(selector: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Into what has the focus, a key at a time. */
  type(text: string): Promise<void>;
  goto(url: string, timeoutMs: number): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  toFront(): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
  /** One command of the DevTools protocol; Chromium only. */
  devtools?(method: string, params?: object): Promise<unknown>;
  /** Origins of all scripts' worlds in it, the page's own and those of extensions; Chromium only. */
  worlds?(): Promise<string[]>;
}

export class DrivenPage {
  constructor(
    private readonly tab: Tab,
    /** Number of the tab, as the extension knows it. */
    readonly tabId: number,
  ) {}

  /** Runs a function in the page's own world; it sees nothing of the scope it was written in. */
  evaluate<Args extends readonly Json[], Result>(
    fn: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    return evaluate(this.tab, fn, args);
  }

  /** Polls until the function answers with something true, and returns that. */
  waitFor<Args extends readonly Json[], Result>(
    what: string,
    fn: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<NonNullable<Result>> {
    return poll(() => this.evaluate(fn, ...args), { what });
  }

  click = (selector: string): Promise<void> => this.tab.click(selector);
  rightClick = (selector: string): Promise<void> => this.tab.rightClick(selector);
  press = (key: Key): Promise<void> => this.tab.press(key);
  type = (text: string): Promise<void> => this.tab.type(text);
  resize = (width: number, height: number): Promise<void> => this.tab.resize(width, height);
  toFront = (): Promise<void> => this.tab.toFront();
  screenshot = (file: string): Promise<void> => this.tab.screenshot(file);
  close = (): Promise<void> => this.tab.close();
  /** Chromium only. */
  devtools(method: string, params?: object): Promise<unknown> {
    if (!this.tab.devtools) throw new Error('This browser has no DevTools protocol.');
    return this.tab.devtools(method, params);
  }
  worlds(): Promise<string[]> {
    if (!this.tab.worlds) throw new Error('This browser does not tell of its worlds.');
    return this.tab.worlds();
  }
  goto = (url: string, timeoutMs = 30_000): Promise<void> => this.tab.goto(url, timeoutMs);
  url = (): Promise<string> => this.evaluate(() => location.href);
  title = (): Promise<string> => this.evaluate(() => document.title);
}

export async function evaluate<Args extends readonly Json[], Result>(
  tab: Tab,
  fn: (...args: Args) => Result | Promise<Result>,
  args: Args,
): Promise<Result> {
  // What comes back is what the function returned, as far as JSON can carry it. It is made JSON in
  // the page: WebDriver BiDi gives an object that stands in two places only at the first.
  const json = await tab.run(expression(fn, args));
  return (typeof json === 'string' ? JSON.parse(json) : undefined) as Result;
}

/**
 * A function and its arguments as one expression. Compilers that keep names (tsx does) wrap inner
 * functions in a helper of their module, `__name`, which the page does not have.
 */
export function expression(fn: (...args: never) => unknown, args: readonly Json[]): string {
  const call = `(${fn})(...${JSON.stringify(args)})`;
  return `(async () => { const __name = (f) => f; return JSON.stringify(await ${call}); })()`;
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

export async function poll<Result>(
  ask: () => Promise<Result>,
  {
    what,
    timeoutMs = 20_000,
    giveUpOn,
  }: {
    what: string;
    timeoutMs?: number;
    /** An error that no waiting will mend. */
    giveUpOn?: new (
      ...args: never
    ) => Error;
  },
): Promise<NonNullable<Result>> {
  const end = Date.now() + timeoutMs;
  let problem = 'the answer stayed empty';
  for (;;) {
    try {
      const result = await ask();
      if (result) return result;
      problem = 'the answer stayed empty';
    } catch (error) {
      if (giveUpOn && error instanceof giveUpOn) throw error;
      problem = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > end) {
      throw new Error(`Waited ${timeoutMs / 1000} s for ${what}, in vain: ${problem}`);
    }
    await sleep(50);
  }
}
