/** The extension's own pages that are opened in a tab. */
import { browser } from './browser';

const PAGES = {
  welcome: 'src/ui/welcome/welcome.html',
  summary: 'src/ui/summary/summary.html',
} as const;

export type OwnPage = keyof typeof PAGES;

export const openPage = async (page: OwnPage): Promise<void> => {
  await browser.tabs.create({ url: browser.runtime.getURL(PAGES[page]) });
};

const LOOK_EVERY_MS = 1_500;
const LOOKS = 5;

/** After the installation. That no tab can be opened then is no reason to fail. */
export async function openWelcome(): Promise<void> {
  try {
    const url = browser.runtime.getURL(PAGES.welcome);
    const { id } = await browser.tabs.create({ url });
    // Nothing waits for that.
    if (id !== undefined) seeItLoad(id, url).catch(notOpened);
  } catch (error) {
    notOpened(error);
  }
}

const notOpened = (error: unknown): void =>
  console.warn('seawall: could not open the welcome page', error);

/**
 * Where another window opens at the same moment, Firefox forgets the address of one new tab in four and
 * leaves it empty (153, driven by WebDriver). No other page's address is told to us: a tab that has come
 * to rest and is not ours is taken for an empty one, in the first moments after it was opened.
 */
async function seeItLoad(id: number, url: string): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    // Null where a person has closed it.
    const tab = await browser.tabs.get(id).catch(() => null);
    if (tab === null || tab.url?.startsWith(url)) return;
    if (tab.status !== 'complete') continue;
    await browser.tabs.update(id, { url });
    return;
  }
}
