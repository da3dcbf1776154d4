/** An organisation's policy, as the browser hands it to its extensions (`storage.managed`). */
import { browser } from './browser';

/** Firefox rejects where there is no policy; Chrome gives an empty object, also before it has read one. */
export async function readManagedStorage(): Promise<unknown> {
  try {
    return await browser.storage.managed.get();
  } catch (error) {
    console.debug('seawall: no policy', error);
    return {};
  }
}

/** Chrome tells of another policy, and of the first one; Firefox reads policies at its start alone. */
export function onManagedChanged(listener: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') listener();
  });
}
