import { sha256 } from 'hash-wasm';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeDisk } from './testing/fake-disk';
import { FakeServer } from './testing/fake-server';
import { type SampleBuild, sampleBuild } from './testing/sample-build';
import { type StoreUnderTest, storeOn } from './testing/store';

const BIG = 'decoder.weights.0';
const source = { kind: 'folder', token: 'token-1', name: 'sample' } as const;

let sample: SampleBuild;
let disk: FakeDisk;
let store: StoreUnderTest;
let picked: Map<string, Blob>;
let holds: string | null;

beforeEach(async () => {
  sample = await sampleBuild();
  disk = new FakeDisk();
  picked = new Map([...sample.files].map(([path, bytes]) => [path, new Blob([bytes])]));
  holds = source.token;
  begin();
});

function begin(): void {
  store = storeOn(disk, new FakeServer('https://unused.example/', new Map()), {
    folder: async (token) => {
      if (token !== holds) throw new Error('no page offers it');
      return picked;
    },
  });
}

async function install(token: string = source.token) {
  store.service.handle({ type: 'store.install', source: { ...source, token } });
  await store.rest();
  return store.state();
}

async function expectWhole(): Promise<void> {
  for (const [path, bytes] of sample.files)
    expect(await sha256(disk.read(`guards/sample-1/${path}`) ?? ''), path).toBe(
      await sha256(bytes),
    );
}

/** A file that a person changed after picking it: the browser gives its bytes no more. */
class ChangedFile extends Blob {
  override slice(): Blob {
    return new ChangedFile();
  }
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      start: (controller) => controller.error(new DOMException('changed', 'NotReadableError')),
    });
  }
  override get size(): number {
    return 40_000;
  }
}

describe('an installation from a folder', () => {
  it('copies every file, and has no address', async () => {
    expect((await install()).status).toBe('done');
    await expectWhole();
    expect(store.builds().builds).toMatchObject([{ id: 'sample-1', address: null, problem: null }]);
    expect(store.states()).toContainEqual(expect.objectContaining({ stage: 'copying' }));
  });

  it('fails where no page holds the folder', async () => {
    holds = null;
    expect(await install()).toMatchObject({
      status: 'failed',
      code: 'folder-gone',
      resumable: false,
      message: expect.stringContaining('sample'),
    });
    expect(disk.files().size).toBe(0);
  });

  it('names a file that is not there, before anything is copied', async () => {
    picked.delete('tokenizer/one');
    expect(await install()).toMatchObject({
      status: 'failed',
      message: 'The folder has no tokenizer/one, which its build.json names.',
    });
    expect(disk.read(`guards/sample-1/${BIG}`)).toBeUndefined();
  });

  it('says where a folder is no build', async () => {
    picked.delete('build.json');
    expect(await install()).toMatchObject({
      code: 'not-a-build',
      message: 'The folder has no build.json.',
    });
  });

  it('names a file that is short', async () => {
    picked.set(BIG, new Blob([(sample.files.get(BIG) ?? new Uint8Array()).slice(0, 100)]));
    expect(await install()).toMatchObject({
      code: 'wrong-bytes',
      message: expect.stringContaining(`${BIG} has 100 bytes where`),
    });
  });

  it('names a file whose bytes are wrong; put right, it goes on', async () => {
    const wrong = Uint8Array.from(sample.files.get(BIG) ?? []);
    wrong[7] = (wrong[7] ?? 0) ^ 1;
    picked.set(BIG, new Blob([wrong]));
    expect(await install()).toMatchObject({
      code: 'wrong-bytes',
      resumable: true,
      message: expect.stringContaining(BIG),
    });
    picked.set(BIG, new Blob([sample.files.get(BIG) ?? new Uint8Array()]));
    expect((await install()).status).toBe('done');
    await expectWhole();
  });

  it('names a file that changed after it was picked', async () => {
    picked.set(BIG, new ChangedFile());
    expect(await install()).toMatchObject({
      code: 'folder-gone',
      resumable: true,
      message: expect.stringContaining(BIG),
    });
  });

  it('goes on after a restart, when the folder is picked again', async () => {
    picked.set('decoder.weights.1', new ChangedFile());
    picked.set('decoder.weights.1', new Blob([new Uint8Array(16_384)]));
    expect((await install()).status).toBe('failed');
    disk.restart();
    begin();
    holds = 'token-2';
    picked.set('decoder.weights.1', new Blob([sample.files.get('decoder.weights.1') ?? '']));
    store.service.handle({ type: 'store.resume' });
    await store.rest();
    expect(store.state()).toMatchObject({ code: 'folder-gone', resumable: true });
    expect((await install('token-2')).status).toBe('done');
    expect(store.states()).toContainEqual(expect.objectContaining({ stage: 'checking' }));
    await expectWhole();
  });

  it('completes wherever the Worker dies', async () => {
    await install();
    const { steps } = disk;
    for (let at = 1; at < steps; at += 7) {
      disk = new FakeDisk();
      begin();
      disk.dieAt = at;
      await install();
      disk.restart(() => 0.5);
      begin();
      expect((await install()).status, `died at ${at}`).toBe('done');
      await expectWhole();
    }
  });
});
