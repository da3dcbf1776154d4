/**
 * The browser's own consent to sending pages' content. Firefox asks for it by kind of data
 * (`data_collection_permissions` in the manifest); Chrome knows host permissions only.
 */
import * as v from 'valibot';
import { browser, isFirefox } from './browser';

/** What the text and pictures of pages are, in Firefox's words. */
export const SENT_DATA = 'websiteContent' as const;

const Granted = v.object({ data_collection: v.optional(v.array(v.string()), []) });

export async function mayCollect(): Promise<boolean> {
  if (!isFirefox()) return true;
  const granted = v.safeParse(Granted, await browser.permissions.getAll());
  return granted.success && granted.output.data_collection.includes(SENT_DATA);
}
