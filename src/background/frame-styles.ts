/** Answers a content script that asks for styles of its own frame. */
import * as v from 'valibot';
import { siteOf } from '../core/site';
import { placeOf } from '../platform/background-link';
import type { Runtime } from '../platform/browser';
import { StyleRequest } from '../platform/messages';
import { style } from '../platform/protection-styles';
import { ruleOf } from './belonging';
import type { Policy } from './policy';

export interface FrameStylesOptions {
  started: Promise<void>;
  modeOf: Policy['modeOf'];
  /** Whether what is not judged yet is held on this site. */
  holds(site: string): boolean;
  /** The frame that says this token of itself holds what it shows. */
  frameHolds(tabId: number, token: string): void;
}

/** Null where what was sent is none of these messages. */
export function frameStyles({ started, modeOf, holds, frameHolds }: FrameStylesOptions) {
  return (raw: unknown, sender: Runtime.MessageSender): Promise<boolean> | null => {
    const asked = v.safeParse(StyleRequest, raw);
    if (!asked.success) return null;
    const { style: which, token } = asked.output;
    const { tabId, frameId, url, origin, top } = placeOf(sender);
    const site = siteOf(url) ?? siteOf(origin);
    const documentId: unknown = 'documentId' in sender ? sender.documentId : undefined;
    const frame = {
      tabId,
      frameId,
      documentId: typeof documentId === 'string' ? documentId : undefined,
    };
    return started
      .then(async () => {
        const rule = ruleOf({ site, top: frameId === 0 ? site : siteOf(top) }, modeOf);
        if (rule === null || (which === 'hold' && !holds(rule))) return false;
        await style(frame, which);
        if (which === 'hold' && token !== undefined) frameHolds(tabId, token);
        return true;
      })
      .catch((error) => {
        // No answer at all: what is held stays so, as long as it may.
        console.debug('seawall: could not style a frame', error);
        throw error;
      });
  };
}
