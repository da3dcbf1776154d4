/** What a browser's process and its Worker's heap hold while something runs, from outside. */
import { readdirSync, readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright';
import * as v from 'valibot';

/** Bytes. */
export interface Peaks {
  /** The process that holds the Worker: all that is resident, and what of it is no file's. */
  readonly process: number;
  readonly processAnonymous: number;
  /** Of the Worker: JavaScript objects and array buffers, WebAssembly memory too; null: not told. */
  readonly heap: number | null;
  readonly heapObjects: number | null;
  readonly samples: number;
}

const EVERY_MS = 20;

/** Samples until `work` ends. @param heap asks for the Worker's heap, where the browser tells */
export async function peaksDuring<T>(
  pid: number,
  heap: (() => Promise<Heap | null>) | null,
  work: () => Promise<T>,
): Promise<{ result: T; before: Peaks; peaks: Peaks; after: Peaks }> {
  const before = await look(pid, heap);
  let peaks = before;
  let going = true;
  const processes = setInterval(() => {
    peaks = larger(peaks, { ...residentOf(pid), heap: null, heapObjects: null, samples: 0 });
  }, EVERY_MS);
  // One question at a time: the Worker answers between two of its own steps.
  const heaps = (async () => {
    while (going && heap) {
      const found = await heap().catch(() => null);
      if (found) peaks = larger(peaks, { process: 0, processAnonymous: 0, ...found, samples: 1 });
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  try {
    const result = await work();
    going = false;
    await heaps;
    return { result, before, peaks, after: await look(pid, heap) };
  } finally {
    going = false;
    clearInterval(processes);
  }
}

export const look = async (
  pid: number,
  heap: (() => Promise<Heap | null>) | null,
): Promise<Peaks> => ({
  ...residentOf(pid),
  ...((await heap?.().catch(() => null)) ?? { heap: null, heapObjects: null }),
  samples: 1,
});

const most = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

const larger = (a: Peaks, b: Peaks): Peaks => ({
  process: Math.max(a.process, b.process),
  processAnonymous: Math.max(a.processAnonymous, b.processAnonymous),
  heap: most(a.heap, b.heap),
  heapObjects: most(a.heapObjects, b.heapObjects),
  samples: a.samples + b.samples,
});

export interface Heap {
  readonly heap: number;
  readonly heapObjects: number;
}

/** Linux tells of any process of ours. */
function residentOf(pid: number): { process: number; processAnonymous: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(status.match(`${name}:\\s+(\\d+) kB`)?.[1] ?? 0) * 1024;
  return { process: of('VmRSS'), processAnonymous: of('RssAnon') + of('RssShmem') };
}

/** Processes that descend from this one and whose command line matches, the largest first. */
export function processesLike(pattern: RegExp): number[] {
  const found: { pid: number; bytes: number }[] = [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const parent = Number(
        readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1],
      );
      parents.set(pid, parent);
      if (pattern.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')))
        found.push({ pid, bytes: residentOf(pid).process });
    } catch {
      // Gone meanwhile.
    }
  }
  const ours = (pid: number | undefined): boolean =>
    pid === process.pid || (pid !== undefined && pid > 1 && ours(parents.get(pid)));
  return found
    .filter(({ pid }) => ours(pid))
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ pid }) => pid);
}

const HeapUsage = v.object({
  usedSize: v.number(),
  embedderHeapUsedSize: v.optional(v.number(), 0),
  backingStorageSize: v.optional(v.number(), 0),
});
const Message = v.object({ id: v.number(), result: v.unknown() });

/** The heap of a page's one Worker, over Chromium's DevTools protocol. */
export class WorkerHeap {
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private last = 0;

  private constructor(
    private readonly page: CDPSession,
    private readonly sessionId: string,
  ) {
    page.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
      const said = v.safeParse(Message, JSON.parse(message));
      if (from !== sessionId || !said.success) return;
      this.waiting.get(said.output.id)?.(said.output.result);
      this.waiting.delete(said.output.id);
    });
  }

  static async of(page: CDPSession): Promise<WorkerHeap> {
    const attached = new Promise<string>((resolve) => {
      page.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
        if (targetInfo.type === 'worker') resolve(sessionId);
      });
    });
    await page.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return new WorkerHeap(page, await attached);
  }

  async now(): Promise<Heap> {
    const found = v.parse(HeapUsage, await this.ask('Runtime.getHeapUsage'));
    const heapObjects = found.usedSize + found.embedderHeapUsedSize;
    return { heap: heapObjects + found.backingStorageSize, heapObjects };
  }

  async collect(): Promise<void> {
    await this.ask('HeapProfiler.collectGarbage');
  }

  private async ask(method: string): Promise<unknown> {
    const id = ++this.last;
    const answer = new Promise<unknown>((resolve) => this.waiting.set(id, resolve));
    const message = JSON.stringify({ id, method });
    await this.page.send('Target.sendMessageToTarget', { sessionId: this.sessionId, message });
    return answer;
  }
}
