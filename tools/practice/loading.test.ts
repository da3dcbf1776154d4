/** Opening a guard, and what is left open when that fails. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GuardState } from '../../src/platform/guard-protocol';
import { messageOf } from '../../src/worker/errors';
import { weightsOf } from '../../src/worker/graph-weights';
import { Guard } from '../../src/worker/guard';
import { GuardService } from '../../src/worker/service';
import { PRACTICE_GUARD } from './ensure';
import { bench, failingAt, gone } from './testing/loading';

afterEach(() => vi.unstubAllGlobals());

const quiet = () => {};

/** A `build.json` that no processor may run. */
const large = (json: string): string => {
  const build = JSON.parse(json);
  build.files.push({ path: 'more.bin', size: 1e9, sha256: '0'.repeat(64) });
  return JSON.stringify(build);
};

describe('opening and closing', () => {
  it('leaves nothing open, however often', async () => {
    const on = bench();
    for (let i = 0; i < 3; i++) {
      const guard = await Guard.open(on.ort, on.reader(), quiet);
      expect(on.open()).toMatchObject({ devices: 1, sessions: 1, handles: 1, readers: 1 });
      const suffixes = [guard.prompt.suffix({ kind: 'prompt', text: 'a quiet morning' })];
      await guard.ask('prompt', suffixes);
      await guard.ask('response', suffixes);
      await guard.dispose();
      expect(on.open()).toEqual({});
    }
  });

  it('happens one at a time, the open guard first closed', async () => {
    const on = bench();
    const states: GuardState[] = [];
    const service = new GuardService({
      ort: on.ort,
      readerOf: async () => on.reader(),
      send: (event) => {
        if (event.type === 'state') states.push(event.state);
      },
    });
    const source = { kind: 'installed', id: 'practice', practice: true } as const;
    for (let i = 0; i < 3; i++)
      service.handle({ type: 'open', source, url: null, idleMs: 600_000 });
    await service.idle();
    expect(states.filter(({ status }) => status === 'ready')).toHaveLength(3);
    for (const kind of ['devices', 'sessions', 'handles', 'readers'])
      expect({ kind, most: on.most(kind) }).toEqual({ kind, most: 1 });
    service.handle({ type: 'close' });
    await service.idle();
    expect(on.open()).toEqual({});
  });

  it('makes keys and values once a kind, the second kind when it is first asked', async () => {
    const on = bench();
    const guard = await Guard.open(on.ort, on.reader(), quiet);
    const opened = on.open()['kept tensors'] ?? 0;
    expect(opened).toBeGreaterThan(0);
    const suffixes = [guard.prompt.suffix({ kind: 'prompt', text: 'a quiet morning' })];
    const first = await guard.ask('prompt', suffixes);
    expect(await guard.ask('prompt', suffixes)).toEqual(first);
    expect(on.open()['kept tensors']).toBe(opened);
    await guard.dispose();
  });

  it('shows progress over the files that it loads, and no others', async () => {
    const on = bench();
    const shown: Extract<GuardState, { status: 'loading' }>[] = [];
    const guard = await Guard.open(on.ort, on.reader(), (state) => {
      if (state.status === 'loading') shown.push(state);
    });
    const { variants, embeddings, files } = guard.build;
    const variant = variants.find(({ precision }) => precision === 'f32');
    const loaded = ['tokenizer.json', 'tokenizer_config.json', embeddings.path, variant?.graph];
    const bytes = files
      .filter(({ path }) => loaded.includes(path) || variant?.weights.includes(path))
      .reduce((sum, { size }) => sum + size, 0);
    expect(shown.at(-1)).toEqual({
      status: 'loading',
      stage: 'self-test',
      loadedBytes: bytes,
      totalBytes: bytes,
    });
    for (const { loadedBytes, totalBytes } of shown)
      expect(loadedBytes).toBeLessThanOrEqual(totalBytes);
    await guard.dispose();
  });
});

describe('a failure at any step', () => {
  it.each([
    ['a call that fails', () => new Error('it failed')],
    ['a file that is gone', gone],
    ['want of memory', () => new Error('Out of memory')],
  ])('leaves nothing open: %s', { timeout: 120_000 }, async (_what, error) => {
    const whole = bench({ change: large });
    const guard = await Guard.open(whole.ort, whole.reader(), quiet);
    await guard.dispose();
    const calls = whole.steps.length;
    expect(new Set(whole.steps)).toEqual(
      new Set([
        'bytes build.json',
        'bytes tokenizer.json',
        'bytes tokenizer_config.json',
        'rows embeddings.bin',
        'bytes decoder.f32.onnx',
        'device',
        'blob decoder.weights.0',
        'blob decoder.scales.f32.0',
        'session',
        'run',
        'row',
      ]),
    );
    for (let n = 0; n < calls; n++) {
      const on = bench({ change: large, step: failingAt(n, error) });
      const outcome = await Guard.open(on.ort, on.reader(), quiet).catch(messageOf);
      // A second device may have taken over from one that failed.
      if (outcome instanceof Guard) await outcome.dispose();
      expect({ n, failed: on.steps[n], open: on.open() }).toEqual({
        n,
        failed: whole.steps[n],
        open: {},
      });
    }
  });
});

describe('want of memory', () => {
  it('is said as such, and other ways of the same device are not tried', async () => {
    const on = bench({
      change: large,
      step: (name) => {
        if (name === 'session') throw new Error('Failed to allocate memory for requested buffer');
      },
    });
    await expect(Guard.open(on.ort, on.reader(), quiet)).rejects.toMatchObject({
      code: 'no-memory',
      message: expect.stringContaining('Practice guard'),
    });
    expect(on.steps.filter((name) => name === 'device')).toHaveLength(1);
    expect(on.open()).toEqual({});
  });

  it('is heard of from the device itself', async () => {
    const on = bench({
      change: large,
      step: (name) => {
        if (name === 'run') on.devices.at(-1)?.fail('Not enough memory left');
      },
    });
    await expect(Guard.open(on.ort, on.reader(), quiet)).rejects.toMatchObject({
      code: 'no-memory',
    });
    expect(on.open()).toEqual({});
  });

  it('on the graphics device leaves the processor to a small build', async () => {
    const on = bench({
      step: (name) => {
        if (name === 'device') throw new Error('Out of memory');
      },
    });
    const guard = await Guard.open(on.ort, on.reader(), quiet);
    expect(guard.device.kind).toBe('wasm');
    await guard.dispose();
    expect(on.open()).toEqual({});
  });
});

describe('a device', () => {
  it('without room for one of the weights is passed over, with the reason', async () => {
    const limits = { maxBufferSize: 1e9, maxStorageBufferBindingSize: 10_000 };
    const on = bench({ change: large, limits });
    await expect(Guard.open(on.ort, on.reader(), quiet)).rejects.toMatchObject({
      code: 'no-device',
      message: expect.stringMatching(/has \d+ MB, and this device takes 0 MB at a time/),
    });
    expect(on.steps).not.toContain('device');
    expect(on.open()).toEqual({});
  });

  it('that does not compute in halves is tried with floats', async () => {
    vi.stubGlobal('Float16Array', class {});
    let halves = true;
    const on = bench({
      change: large,
      features: ['shader-f16'],
      step: (name) => {
        if (name === 'session' && halves) {
          halves = false;
          throw new Error('no halves today');
        }
      },
    });
    const guard = await Guard.open(on.ort, on.reader(), quiet);
    expect(guard.device).toMatchObject({ kind: 'webgpu', precision: 'f32' });
    expect(on.steps.filter((name) => name.includes('scales'))).toEqual([
      'blob decoder.scales.f16.0',
      'blob decoder.scales.f32.0',
    ]);
    await guard.dispose();
    expect(on.open()).toEqual({});
  });

  it('that is missing is said, where the build is too large for the processor', async () => {
    const on = bench({ features: null, change: large });
    await expect(Guard.open(on.ort, on.reader(), quiet)).rejects.toMatchObject({
      code: 'no-device',
      message: expect.stringContaining('too large for the processor'),
    });
    expect(on.open()).toEqual({});
  });

  it.each([
    ['is lost', (device: { end(text: string): void }) => device.end('the driver went')],
    ['fails by itself', (device: { fail(text: string): void }) => device.fail('the driver went')],
  ])('that %s later is heard of', async (_what, happen) => {
    const on = bench();
    const guard = await Guard.open(on.ort, on.reader(), quiet);
    const [device] = on.devices;
    if (!device) throw new Error('no device');
    happen(device as never);
    expect(await guard.lost).toContain('the driver went');
    await guard.dispose();
    expect(on.open()).toEqual({});
  });
});

describe('a run that hangs', () => {
  it('ends when the guard is closed, and everything is given back', async () => {
    let hang = false;
    const on = bench({
      step: async (name) => {
        const device = on.devices.at(-1);
        if (name !== 'run' || !hang || !device) return;
        const { message } = await device.lost;
        throw new Error(message);
      },
    });
    const guard = await Guard.open(on.ort, on.reader(), quiet);
    hang = true;
    const suffixes = [guard.prompt.suffix({ kind: 'prompt', text: 'a quiet morning' })];
    const asked = Promise.allSettled([
      guard.ask('prompt', suffixes),
      guard.ask('response', suffixes),
    ]);
    await guard.dispose();
    for (const { status } of await asked) expect(status).toBe('rejected');
    expect(on.open()).toEqual({});
  });
});

describe('a graph’s weights', () => {
  it('lie where the graph says, one after the other, to the end of their files', async () => {
    const build = JSON.parse(await readFile(join(PRACTICE_GUARD, 'build.json'), 'utf8'));
    for (const { graph, weights } of build.variants) {
      const places = weightsOf(await readFile(join(PRACTICE_GUARD, graph)));
      expect(new Set(places.map(({ file }) => file))).toEqual(new Set(weights));
      for (const file of weights) {
        const ends = places.flatMap((p) => (p.file === file ? [p.offset + p.length] : []));
        const entry = build.files.find((each: { path: string }) => each.path === file);
        expect(Math.max(...ends)).toBe(entry.size);
      }
    }
  });

  it('are not found in a graph that is cut short', async () => {
    const bytes = await readFile(join(PRACTICE_GUARD, 'decoder.f32.onnx'));
    expect(() => weightsOf(bytes.subarray(0, bytes.length - 100))).toThrow(RangeError);
    expect(() => weightsOf(new TextEncoder().encode('not found'))).toThrow(RangeError);
  });

  it('that end beyond their file make no guard', async () => {
    const on = bench({
      change: (json) => {
        const build = JSON.parse(json);
        for (const file of build.files) if (file.path === 'decoder.weights.0') file.size -= 1;
        return JSON.stringify(build);
      },
    });
    await expect(Guard.open(on.ort, on.reader(), quiet)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('decoder.weights.0 ends before'),
    });
    expect(on.open()).toEqual({});
  });
});
