/** The time, without a look for the page's `performance` each time: that takes as long as some nodes (dom.ts). */
const clock = performance;

/** Milliseconds since the document's time origin. */
export const time = (): number => clock.now();
