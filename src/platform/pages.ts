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

/** After the installation. That no tab can be opened then is no reason to fail. */
export async function openWelcome(): Promise<void> {
  try {
    await openPage('welcome');
  } catch (error) {
    console.warn('seawall: could not open the welcome page', error);
  }
}
