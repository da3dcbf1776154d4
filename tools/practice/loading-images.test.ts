/** A guard's vision tower: when it is opened, what is left of it, and what is left when it does not open. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AskAnswer, AskRequest, GuardState } from '../../src/platform/guard-protocol';
import { messageOf } from '../../src/worker/errors';
import { Guard } from '../../src/worker/guard';
import type { Decode } from '../../src/worker/images/decode';
import { GuardService } from '../../src/worker/service';
import { seeingGuard } from '../verify/testing/seeing';
import { type Bench, type BenchOptions, bench, failingAt, gone } from './testing/loading';

let scratch: string;
let folder: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-tower-'));
  folder = await seeingGuard(scratch);
}, 120_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));
afterEach(() => vi.unstubAllGlobals());

const quiet = () => {};

/** Every image is 64 × 64 grey pixels. */
const decode: Decode = async (_bytes, sizeFor) => {
  const size = sizeFor({ width: 64, height: 64 });
  return { ...size, data: new Uint8ClampedArray(size.width * size.height * 3).fill(99) };
};

const seeing = (options: BenchOptions = {}) => bench({ folder, ...options });

const openOn = (on: Bench, fatal = new Set<string>()) =>
  Guard.open(on.ort, on.reader(), quiet, { decode, fatal });

async function look(guard: Guard) {
  return guard.see(await guard.prepare(new Blob(['x']), 'fast'));
}

async function read(guard: Guard) {
  const [pair] = await guard.ask('prompt', [guard.prompt.suffix({ kind: 'prompt', text: 'hai' })]);
  return pair;
}

/** Another `build.json`, by what is said of the vision tower. */
const vision =
  (change: (vision: Record<string, unknown>) => object) =>
  (json: string): string => {
    const build = JSON.parse(json);
    return JSON.stringify({ ...build, vision: change(build.vision) });
  };

/** A step that does something while the tower is opened, and not before. */
function whileOpening(happen: (on: Bench) => void): { on: Bench; steps: number } {
  const state = { steps: 0 };
  const on: Bench = seeing({
    step: (name) => {
      const begun = on.steps.lastIndexOf('bytes vision.onnx');
      if (name !== 'session' || begun < on.steps.lastIndexOf('bytes build.json')) return;
      state.steps++;
      happen(on);
    },
  });
  return {
    on,
    get steps() {
      return state.steps;
    },
  };
}

describe('a vision tower', () => {
  it('is opened at the first image, once, on the decoder’s device, and given back with it', async () => {
    const on = seeing();
    const guard = await openOn(on);
    await read(guard);
    expect(on.open()).toMatchObject({ devices: 1, sessions: 1 });
    expect(on.steps.filter((name) => /vision|preprocessor/.test(name))).toEqual([]);
    for (let i = 0; i < 3; i++)
      expect(await look(guard)).toMatchObject({ gridHeight: 8, gridWidth: 8 });
    expect(on.open()).toMatchObject({ devices: 1, sessions: 2 });
    expect(on.open()['error scopes']).toBeUndefined();
    expect(on.steps.filter((name) => name === 'bytes vision.onnx')).toHaveLength(1);
    expect(on.steps.some((name) => /^blob vision\./.test(name))).toBe(true);
    await guard.dispose();
    expect(on.open()).toEqual({});
  });

  it('runs on the processor too', async () => {
    const on = seeing({ features: null });
    const guard = await openOn(on);
    expect(guard.device.kind).toBe('wasm');
    await look(guard);
    await guard.dispose();
    expect(on.open()).toEqual({});
  });

  it('that is still being opened when the guard is closed is given back when it is there', async () => {
    let goOn = () => {};
    const on: Bench = seeing({
      step: async (name) => {
        if (name !== 'session' || !on.steps.includes('bytes vision.onnx')) return;
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      },
    });
    const guard = await openOn(on);
    const looked = look(guard).catch(messageOf);
    await vi.waitFor(() => expect(on.steps.filter((name) => name === 'session')).toHaveLength(2));
    await guard.dispose();
    expect(on.open().sessions).toBeUndefined();
    goOn();
    await looked;
    await vi.waitFor(() => expect(on.open()).toEqual({}));
  }, 20_000);
});

describe('a failure at any step of opening it', () => {
  it.each([
    ['a call that fails', () => new Error('it failed')],
    ['a file that is gone', gone],
    ['want of memory', () => new Error('Out of memory')],
  ])(
    'leaves a guard that reads, and nothing else open: %s',
    { timeout: 120_000 },
    async (_what, error) => {
      const whole = seeing();
      const first = await openOn(whole);
      const before = whole.steps.length;
      await look(first);
      const calls = whole.steps.length;
      await first.dispose();
      expect(new Set(whole.steps.slice(before))).toEqual(
        new Set([
          'bytes preprocessor_config.json',
          'bytes vision.onnx',
          'blob vision.scales.f32.0',
          'session',
          'run',
        ]),
      );
      for (let n = before; n < calls; n++) {
        const on = seeing({ step: failingAt(n, error) });
        const guard = await openOn(on);
        const { devices, sessions } = on.open();
        const reason = await look(guard).then(
          () => 'seen',
          (thrown) => thrown.reason ?? messageOf(thrown),
        );
        // The last run is that of the image itself.
        if (n < calls - 1) {
          expect({ n, reason }).toEqual({ n, reason: 'no-sight' });
          expect(guard.blind).not.toBeNull();
          expect(on.open()).toMatchObject({ devices, sessions });
          await expect(look(guard)).rejects.toMatchObject({ reason: 'no-sight' });
        } else {
          expect(reason).toBe(messageOf(error()));
          await look(guard);
        }
        expect(on.open()['error scopes']).toBeUndefined();
        expect(await read(guard)).toHaveLength(2);
        await guard.dispose();
        expect({ n, open: on.open() }).toEqual({ n, open: {} });
      }
    },
  );
});

describe('want of memory for it', () => {
  it('is said, and the guard goes on reading; opened anew, it tries again', async () => {
    const opening = whileOpening(() => {
      if (opening.steps === 1) throw new Error('Failed to allocate memory for requested buffer');
    });
    const { on } = opening;
    const fatal = new Set<string>();
    const guard = await openOn(on, fatal);
    const logits = await read(guard);
    await expect(look(guard)).rejects.toMatchObject({
      reason: 'no-sight',
      message: expect.stringContaining('not enough memory for the part of the guard that sees'),
    });
    expect(await read(guard)).toEqual(logits);
    await expect(look(guard)).rejects.toMatchObject({ reason: 'no-sight' });
    expect(opening.steps).toBe(1);
    await guard.dispose();
    const again = await openOn(on, fatal);
    await look(again);
    await again.dispose();
    expect(on.open()).toEqual({});
  });

  it('that the device tells is not taken for the device’s failure', async () => {
    const { on } = whileOpening(() => on.devices.at(-1)?.fail('Not enough memory left'));
    const guard = await openOn(on);
    const lost = vi.fn();
    guard.lost.then(lost);
    await expect(look(guard)).rejects.toMatchObject({
      reason: 'no-sight',
      message: expect.stringContaining('not enough memory'),
    });
    expect(await read(guard)).toHaveLength(2);
    expect(lost).not.toHaveBeenCalled();
    expect(on.open()).toMatchObject({ devices: 1, sessions: 1 });
    await guard.dispose();
    expect(on.open()).toEqual({});
  });

  it('while it runs ends that image only', async () => {
    let full = false;
    const on: Bench = seeing({
      step: (name) => {
        if (name === 'run' && full) on.devices.at(-1)?.fail('Out of memory');
      },
    });
    const guard = await openOn(on);
    await look(guard);
    full = true;
    await expect(look(guard)).rejects.toThrow('the graphics memory is full');
    full = false;
    await look(guard);
    expect(guard.blind).toBeNull();
    await guard.dispose();
    expect(on.open()).toEqual({});
  });
});

describe('a tower that is not to be believed', () => {
  it('computes other numbers than the known ones: it is not used, and the difference is said', async () => {
    const on = seeing({
      change: vision((own) => {
        const { selfTest } = own as { selfTest: { features: { values: number[]; rms: number } } };
        const { values, rms } = selfTest.features;
        const wrong = values.map((value, i) => (i === 20 ? value + rms / 4 : value));
        return { ...own, selfTest: { ...selfTest, features: { values: wrong, rms } } };
      }),
    });
    const guard = await openOn(on);
    await expect(look(guard)).rejects.toMatchObject({
      reason: 'no-sight',
      message: expect.stringContaining('off by 0.25'),
    });
    expect(on.open()).toMatchObject({ sessions: 1 });
    expect(await read(guard)).toHaveLength(2);
    await guard.dispose();
  });

  it('differs in what it adds to the decoder’s layers', async () => {
    const on = seeing({
      change: vision((own) => {
        const { selfTest } = own as { selfTest: { deepstack: { rms: number }[] } };
        const [first, ...rest] = selfTest.deepstack;
        const wrong = { ...first, rms: (first?.rms ?? 0) * 2 };
        return { ...own, selfTest: { ...selfTest, deepstack: [wrong, ...rest] } };
      }),
    });
    const guard = await openOn(on);
    await expect(look(guard)).rejects.toMatchObject({ reason: 'no-sight' });
    await guard.dispose();
  });

  it('has no known answers: it is used on the processor, never on a graphics device', async () => {
    const change = vision(({ selfTest: _selfTest, ...own }) => own);
    const on = seeing({ change });
    const guard = await openOn(on);
    await expect(look(guard)).rejects.toMatchObject({
      message: expect.stringContaining('no known answers for images'),
    });
    await guard.dispose();
    const alone = seeing({ change, features: null });
    const processor = await openOn(alone);
    await look(processor);
    await processor.dispose();
  });

  it('has weights that the device has no place for', async () => {
    const limits = { maxBufferSize: 1e9, maxStorageBufferBindingSize: 1e9 };
    const on = seeing({ limits });
    const guard = await openOn(on);
    limits.maxStorageBufferBindingSize = 10_000;
    await expect(look(guard)).rejects.toMatchObject({
      reason: 'no-sight',
      message: expect.stringMatching(/this device takes 0 MB at a time/),
    });
    await guard.dispose();
    expect(on.open()).toEqual({});
  });

  it('comes without the checkpoint’s image processor', async () => {
    const on = seeing({
      change: (json) => {
        const build = JSON.parse(json);
        const files = build.files.filter(
          ({ path }: { path: string }) => path !== 'preprocessor_config.json',
        );
        return JSON.stringify({ ...build, files });
      },
    });
    const guard = await openOn(on);
    await expect(look(guard)).rejects.toMatchObject({
      reason: 'no-sight',
      message: expect.stringContaining('preprocessor_config.json'),
    });
    expect(on.steps).not.toContain('bytes vision.onnx');
    await guard.dispose();
  });

  it('belongs to a template that has no place for an image', async () => {
    const on = seeing({
      change: (json) =>
        JSON.stringify({
          ...JSON.parse(json),
          chatTemplate:
            '{% for m in messages %}{{ m.content if m.content is string else m.content[1].text }}{% endfor %}',
        }),
    });
    const guard = await openOn(on);
    await expect(look(guard)).rejects.toMatchObject({
      reason: 'no-sight',
      message: expect.stringContaining('does not hold an image'),
    });
    expect(await read(guard)).toHaveLength(2);
    await guard.dispose();
  });
});

describe('a device that is lost while the tower is opened', () => {
  const OPEN = {
    type: 'open',
    source: { kind: 'installed', id: 'seeing', practice: false },
    url: null,
    idleMs: 600_000,
  } as const;
  const image = (id: number): AskRequest => ({
    ...{ id, kind: 'image', image: 'x', text: '', detail: 'fast', priority: 0 },
  });

  it('ends the guard once; opened again, the same build reads and does not see', async () => {
    const opening = whileOpening((on) => {
      on.devices.at(-1)?.end('the driver reset');
      throw new Error('the device is lost');
    });
    const { on } = opening;
    const states: GuardState[] = [];
    const answers: AskAnswer[] = [];
    const service = new GuardService({
      ort: on.ort,
      readerOf: async () => on.reader(),
      send: (event) => {
        if (event.type === 'state') states.push(event.state);
        else answers.push(...event.answers);
      },
      images: { decode, take: async () => ({ ok: true, bytes: new Uint8Array(1) }) },
    });
    service.handle(OPEN);
    await service.idle();
    service.handle({ type: 'ask', requests: [image(1)] });
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ code: 'crashed' }), 10_000);
    expect(answers).toMatchObject([{ ok: false, id: 1 }]);
    // As the background does after a crash.
    service.handle(OPEN);
    await service.idle();
    service.handle({
      type: 'ask',
      requests: [image(2), { id: 3, kind: 'prompt', text: 'hai', priority: 0 }],
    });
    await vi.waitFor(() => expect(answers).toHaveLength(3), 10_000);
    expect(answers.slice(1)).toMatchObject([
      {
        ...{ ok: false, id: 2, reason: 'no-sight' },
        message: expect.stringContaining('graphics device failed'),
      },
      { ok: true, id: 3 },
    ]);
    expect(opening.steps).toBe(1);
    service.handle({ type: 'close' });
    await service.idle();
    await vi.waitFor(() => expect(on.open()).toEqual({}));
  }, 30_000);
});
