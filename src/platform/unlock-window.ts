/** The page that asks for the PIN before something is shown: a window of its own, one at a time. */
import * as v from 'valibot';
import { browser } from './browser';

const PAGE = 'src/ui/unlock/unlock.html';
const SIZE = { width: 420, height: 460 } as const;

/** What the page is to show once the PIN was right. */
export interface UnlockFor {
  tabId: number;
  frameId: number;
  /** Names the document within its frame. */
  document: string;
  id: number;
  version: number;
}

const whole = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));
const Written = v.object({
  tabId: whole,
  frameId: whole,
  document: v.pipe(v.string(), v.maxLength(100)),
  id: whole,
  version: whole,
});

/** Null where the page was opened without, or with something else. */
export function readUnlockFor(search: string): UnlockFor | null {
  const read = v.safeParse(Written, Object.fromEntries(new URLSearchParams(search)));
  return read.success ? read.output : null;
}

export async function openUnlock(asked: UnlockFor): Promise<void> {
  const { tabId, frameId, document, id, version } = asked;
  const query = new URLSearchParams({
    tabId: String(tabId),
    frameId: String(frameId),
    document,
    id: String(id),
    version: String(version),
  });
  const page = browser.runtime.getURL(PAGE);
  const url = `${page}?${query}`;
  // The last one was for something else.
  const open = await browser.tabs.query({ url: `${page}*` });
  const [tab] = open;
  if (tab?.id !== undefined) {
    await browser.tabs.update(tab.id, { url, active: true });
    if (tab.windowId !== undefined) {
      await browser.windows.update(tab.windowId, { focused: true });
    }
    return;
  }
  await browser.windows.create({ url, type: 'popup', ...SIZE });
}
