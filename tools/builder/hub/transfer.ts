/** One try at the bytes of one file. */
import { downloadFile } from '@huggingface/hub';
import { type Connection, connectedFetch, credentials, linkedAbort } from './connection';
import type { HubFile, HubModel } from './model';

/**
 * The bytes of a file from `from` on. Ends early, without an error, where a server closes politely;
 * throws a StatusError, or whatever broke the connection.
 *
 * Two options make what the library does resumable:
 * - `xet: false`. Most weights lie in Xet storage today. The library's Xet blob can start at an
 *   offset too, but fetches several parts in parallel through a window in memory, retries them by
 *   rules of its own and takes no signal, so that neither a stall nor the bytes that came can be
 *   seen from outside. Without it the hub serves the same file, with the same SHA-256, through its
 *   LFS bridge, which is one stream and takes ranges.
 * - `downloadInfo`. Asked by the library, it may be the signed address of a content network, which
 *   expires within the hours that a download can take, and which the library would send the token
 *   to. The hub's own address is followed anew, to a fresh signature, at each try.
 */
export async function* bytesFrom(
  connection: Connection,
  { model, revision }: HubModel,
  file: HubFile,
  from: number,
): AsyncGenerator<Uint8Array, void, void> {
  const { hubUrl, timing } = connection;
  const link = linkedAbort(connection.signal);
  const fetch = connectedFetch(link.signal);
  let failure: unknown;
  let skip = 0;
  const blob = await downloadFile({
    repo: { type: 'model', name: model },
    path: file.path,
    revision,
    hubUrl,
    xet: false,
    downloadInfo: {
      url: `${hubUrl}/${model}/resolve/${revision}/${encodeURIComponent(file.path)}`,
      size: file.size,
      etag: file.digest.hex,
    },
    ...credentials(connection),
    fetch: async (input, init) => {
      try {
        const response = await fetch(input, init);
        // A proxy that knows no ranges sends the whole file: its beginning is already here.
        if (response.status === 200) skip = from;
        return response;
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  });
  // With `downloadInfo` the library looks nothing up, so this cannot be.
  if (!blob) throw new Error(`${file.path} is not there`);
  const reader = blob.slice(from).stream().getReader();
  try {
    for (;;) {
      // Only while waiting for the hub: a slow disk is no stall.
      const stall = setTimeout(
        () => link.abort(new Error(`no bytes for ${timing.stallMs / 1000} s`)),
        timing.stallMs,
      );
      const { done, value } = await reader.read().finally(() => clearTimeout(stall));
      if (done) return;
      const skipped = Math.min(skip, value.length);
      skip -= skipped;
      if (skipped < value.length) yield value.subarray(skipped);
    }
  } catch (error) {
    throw failure ?? error;
  } finally {
    link.unlink();
    await reader.cancel().catch(() => {});
    link.abort(new Error('no longer wanted'));
  }
}
