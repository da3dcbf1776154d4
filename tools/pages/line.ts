/** Pages as they come over a line of some length and width, since over loopback none of it is felt. */
import type { ServerResponse } from 'node:http';

export interface Line {
  /** There and back again. */
  readonly rttMs: number;
  readonly kilobitsPerSecond: number;
}

/**
 * A desktop's ordinary line, as Lighthouse takes it (`desktopDense4G` in its `config/constants.js`,
 * after the slowest quarter of dense 4G).
 */
export const ORDINARY: Line = { rttMs: 40, kilobitsPerSecond: 10 * 1_024 };

/** What TCP sends before it has heard anything back: ten segments (RFC 6928). */
const FIRST_BYTES = 10 * 1_460;
const STEP_MS = 4;

/** Sends the body as it would come over this line, and ends the answer. */
export function sendOver(line: Line, response: ServerResponse, body: Buffer): void {
  const bytesPerMs = line.kilobitsPerSecond / 8;
  let sent = 0;
  let start = 0;
  const step = (): void => {
    if (response.destroyed) return;
    const due = FIRST_BYTES + Math.floor((performance.now() - start) * bytesPerMs);
    const next = Math.min(body.length, due);
    if (next > sent) response.write(body.subarray(sent, next));
    sent = next;
    if (sent < body.length) setTimeout(step, STEP_MS);
    else response.end();
  };
  setTimeout(() => {
    start = performance.now();
    step();
  }, line.rttMs);
}
