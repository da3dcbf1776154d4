/** The one import of `browser.*`: webextension-polyfill, so that both browsers answer with promises. */
import browser from 'webextension-polyfill';

export type { Runtime, Tabs } from 'webextension-polyfill';
export { browser };

/** Firefox has `runtime.getBrowserInfo`; Chrome has none. */
export const isFirefox = (): boolean => 'getBrowserInfo' in browser.runtime;
