/** A person who has a keyboard alone: Tab and arrows, Enter and Space, and eyes for the focus. */
import { type DrivenPage, type Key, poll, sleep } from '../tools/browsers/page';

/** What a person hears of what has the focus. */
export const focused = (page: DrivenPage): Promise<string> =>
  page.evaluate(() => {
    // Past the last of a page the keyboard is in the browser's own bars for a while.
    if (!document.hasFocus()) return '';
    const at = document.activeElement as HTMLInputElement | null;
    if (!at) return '';
    const labelledBy = document.getElementById(at.getAttribute('aria-labelledby') ?? '');
    const label = (labelledBy ?? at.labels?.[0])?.cloneNode(true) as HTMLElement | undefined;
    for (const field of label?.querySelectorAll('select, textarea') ?? []) field.remove();
    const name = at.getAttribute('aria-label') ?? (label?.textContent || at.textContent);
    return (name ?? '').replace(/\s+/g, ' ').trim();
  });

/** What keeps a person from seeing where the focus is; null: nothing does. */
const hiddenFocus = (page: DrivenPage): Promise<string | null> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return 'nothing has it';
    const name = at.outerHTML.slice(0, 120);
    if (!at.matches(':focus-visible')) return `it is not drawn on ${name}`;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 1) return `no line at ${name}`;
    const { top, bottom, left, right } = at.getBoundingClientRect();
    const isThere = right > left && bottom > top;
    if (!isThere || bottom <= 0 || top >= innerHeight) return `${name} is not in view`;
    return null;
  });

export class Keyboard {
  /** Of what was pressed to do something; not of the way there. */
  presses = 0;

  constructor(readonly page: DrivenPage) {}

  /** Fails where the focus can be seen nowhere. */
  async sees(): Promise<void> {
    let hidden: string | null = null;
    // A part that appears takes the focus a little later.
    for (let tries = 0; tries < 20; tries++) {
      hidden = await hiddenFocus(this.page);
      if (hidden === null) return;
      await sleep(25);
    }
    throw new Error(`The focus is not to be seen: ${hidden}`);
  }

  async tabTo(name: string, key: 'Tab' | 'ShiftTab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 90; presses++) {
      if ((await focused(this.page)) === name) return this.sees();
      await this.page.press(key);
    }
    throw new Error(`The keyboard does not come to “${name}”.`);
  }

  async press(...keys: Key[]): Promise<void> {
    for (const key of keys) {
      this.presses++;
      await this.page.press(key);
    }
    await this.sees();
  }

  async use(name: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.tabTo(name);
    this.presses++;
    await this.page.press(key);
  }

  async write(name: string, text: string): Promise<void> {
    await this.tabTo(name);
    await this.page.type(text);
  }

  /** Among what the arrows move. */
  async pick(name: string, key: 'ArrowDown' | 'ArrowUp' = 'ArrowDown'): Promise<void> {
    for (let presses = 0; presses < 20; presses++) {
      if ((await focused(this.page)) === name) return this.sees();
      await this.page.press(key);
    }
    throw new Error(`The arrows do not come to “${name}”.`);
  }

  /** In the list of a field, by the first letters of what it offers. */
  async choose(field: string, letters: string): Promise<void> {
    await this.tabTo(field);
    await this.page.type(letters);
  }

  /** Until the page shows this text. */
  says = (text: string): Promise<unknown> =>
    this.page.waitFor(
      `the words “${text}”`,
      (wanted) => {
        // biome-ignore lint/performance/useDomNodeTextContent: as a reader sees it
        const shown = document.body.innerText.replace(/\s+/g, ' ');
        return shown.includes(wanted);
      },
      text,
    );

  shows = (selector: string): Promise<unknown> =>
    this.page.waitFor(selector, (found) => document.querySelector(found) !== null, selector);

  /** Until the focus is on what has this name, wherever it came from. */
  isOn = (name: string): Promise<unknown> =>
    poll(async () => ((await focused(this.page)) === name ? true : undefined), {
      what: `the focus on “${name}”`,
      timeoutMs: 3_000,
    });
}

/**
 * A file for the file field behind a button that has the focus: the key must have opened the
 * system's own dialog, which no test can answer; what it would give is given in its place.
 */
export async function giveFile(keys: Keyboard, button: string, name: string, text: string) {
  await keys.page.evaluate(() => {
    addEventListener(
      'click',
      (event) => {
        if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'file') return;
        event.preventDefault();
        Reflect.set(window, 'picking', event.target);
      },
      { capture: true },
    );
  });
  await keys.use(button);
  await keys.page.waitFor(
    'the dialog for a file',
    (file, content) => {
      const picking: unknown = Reflect.get(window, 'picking');
      if (!(picking instanceof HTMLInputElement)) return false;
      Reflect.deleteProperty(window, 'picking');
      const given = new DataTransfer();
      given.items.add(new File([content], file));
      picking.files = given.files;
      picking.dispatchEvent(new Event('change', { bubbles: true }));
      return true;
    },
    name,
    text,
  );
}

/** What the page hands out as a file from now on; the browser, which would ask where to, is not. */
export async function catchFiles(page: DrivenPage): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (given) => {
      Reflect.set(window, 'handedOut', given);
      return createObjectURL.call(URL, given);
    };
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      if (!this.download) click.call(this);
    };
    // Chromium writes into the file that a person picks: here one of the page's own.
    if (!('showSaveFilePicker' in window)) return;
    Reflect.set(window, 'showSaveFilePicker', async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('picked', { create: true });
      Reflect.set(window, 'picked', handle);
      return handle;
    });
  });
  return () =>
    page.waitFor('a file', async () => {
      const picked: unknown = Reflect.get(window, 'picked');
      // Empty until the writing is over.
      const written = picked instanceof FileSystemFileHandle ? await picked.getFile() : null;
      const given: unknown = written?.size ? written : Reflect.get(window, 'handedOut');
      if (!(given instanceof Blob)) return null;
      Reflect.deleteProperty(window, 'handedOut');
      Reflect.deleteProperty(window, 'picked');
      return given.text();
    });
}
