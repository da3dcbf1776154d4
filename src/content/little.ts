/** How much the browser has to lay out anew for what has just changed. */
import { doc } from './dom';

/** UTF-16 units: a word of a megabyte takes a tenth of a second. */
const MAX_TEXT = 20_000;
const MAX_NODES = 256;

/** Whether what has come to the page or has been rewritten in it holds little text in few nodes. */
export function isLittle(records: readonly MutationRecord[]): boolean {
  let text = 0;
  let nodes = 0;
  const isMuch = (node: Node): boolean => {
    if (node instanceof CharacterData) text += node.length;
    return ++nodes > MAX_NODES || text > MAX_TEXT;
  };
  for (const { type, target, addedNodes } of records) {
    if (type === 'characterData' && isMuch(target)) return false;
    for (const added of addedNodes) {
      const walker = doc.walker(added, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node: Node | null = added; node; node = walker.nextNode())
        if (isMuch(node)) return false;
    }
  }
  return true;
}
