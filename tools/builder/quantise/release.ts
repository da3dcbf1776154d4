/**
 * Frees buffers at once. The threads hand hundreds of megabytes a second to each other in buffers,
 * which the garbage collector takes to be small and frees late: half a gigabyte of them piled up.
 */
import { MessageChannel } from 'node:worker_threads';

// What is sent to a port whose other end is closed is gone, and its buffers with it.
const { port1: nowhere, port2: closed } = new MessageChannel();
closed.close();

/**
 * The buffers are empty afterwards. Only for a thread whose event loop runs: the pool's threads block
 * theirs while they wait, and a port is not closed before its loop has come round.
 */
export function release(buffers: readonly ArrayBuffer[]): void {
  nowhere.postMessage(null, [...buffers]);
}
