/** Answers what a content script asks for its own frame without a port: styles, and itself. */
import * as v from 'valibot';
import { siteOf } from '../core/site';
import { placeOf } from '../platform/background-link';
import type { Runtime } from '../platform/browser';
import type { runIn } from '../platform/content-script';
import { StartRequest, StyleRequest } from '../platform/messages';
import { style } from '../platform/protection-styles';
import { ruleOf } from './belonging';
import type { Policy } from './policy';

export interface FrameRequestsOptions {
  started: Promise<void>;
  modeOf: Policy['modeOf'];
  /** Whether what is not judged yet is held on this site. */
  holds(site: string): boolean;
  /** The frame that says this token of itself holds what it shows. */
  frameHolds(tabId: number, token: string): void;
  /** Puts the content script into these documents. */
  run: typeof runIn;
}

/** Null where what was sent is none of these messages. */
export function frameRequests(options: FrameRequestsOptions) {
  const { started, modeOf, holds, frameHolds, run } = options;

  /** The frame that asks, and what it follows once all is known; null: nothing of ours runs there. */
  function asking(sender: Runtime.MessageSender) {
    const { tabId, frameId, url, origin, top } = placeOf(sender);
    const site = siteOf(url) ?? siteOf(origin);
    const place = { site, top: frameId === 0 ? site : siteOf(top) };
    const documentId: unknown = 'documentId' in sender ? sender.documentId : undefined;
    const document = typeof documentId === 'string' ? documentId : undefined;
    return { tabId, frameId, document, rule: started.then(() => ruleOf(place, modeOf)) };
  }

  /** The content script, for a frame that has loaded. Rejects where it could not be put in: the frame asks again. */
  async function start(sender: Runtime.MessageSender): Promise<boolean> {
    const { tabId, frameId, document, rule } = asking(sender);
    if ((await rule) === null) return false;
    if (await run(tabId, [{ frameId, document }])) return true;
    throw new Error('The content script could not be put into a frame.');
  }

  async function giveStyle(
    { style: which, token }: StyleRequest,
    sender: Runtime.MessageSender,
  ): Promise<boolean> {
    const { tabId, frameId, document, rule: coming } = asking(sender);
    const rule = await coming;
    if (rule === null || (which === 'hold' && !holds(rule))) return false;
    await style({ tabId, frameId, documentId: document }, which);
    if (which === 'hold' && token !== undefined) frameHolds(tabId, token);
    return true;
  }

  return (raw: unknown, sender: Runtime.MessageSender): Promise<boolean> | null => {
    if (v.is(StartRequest, raw)) return start(sender);
    const asked = v.safeParse(StyleRequest, raw);
    if (!asked.success) return null;
    return giveStyle(asked.output, sender).catch((error) => {
      // No answer at all: what is held stays so, as long as it may.
      console.debug('seawall: could not style a frame', error);
      throw error;
    });
  };
}
