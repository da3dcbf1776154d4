/** The options page's cards of engines, as tests find them. */
import { NEVER_SEND } from './never-send';

export const SERVER = 'Your own server';
export const HOSTED = 'SEA-LION (hosted)';

export function card(engine: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`.card[data-engine="${engine}"]`);
  if (!found) throw new Error(`there is no card of ${engine}`);
  return found;
}

/** The first site of the list of what is never sent. */
export const neverSite: string = NEVER_SEND[0]?.sites[0] ?? '';

/** Time enough for what must not happen. */
export const aWhile = () => new Promise((over) => setTimeout(over, 60));
