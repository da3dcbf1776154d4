/** WebGPU in Node: Dawn (npm `webgpu`), on the machine's own driver or on Chromium's software one. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from '../browsers/find';
import { BuildError } from '../builder/errors';

/** Chromium's software Vulkan driver, beside Chromium. */
const SWIFTSHADER = 'vk_swiftshader_icd.json';
/** Dawn keeps `shader-f16` from NVIDIA's Vulkan driver unless asked; other drivers know no such toggle. */
const FLAGS = ['enable-dawn-features=vulkan_enable_f16_on_nvidia'];
/** Where distributions put Chromium's own files. */
const CHROMIUM_FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/usr/lib64/chromium'];

/**
 * Gives Node a `navigator.gpu`.
 * @returns what the adapter runs on
 * @throws BuildError when there is no adapter, with what to install
 */
export async function installWebGpu(): Promise<{ driver: string }> {
  const { create, globals } = await import('webgpu').catch(() => {
    throw new BuildError(
      `The npm package \`webgpu\` does not load on ${process.platform} ${process.arch}: use --browser`,
    );
  });
  Object.assign(globalThis, globals);
  allowSharedMemory();
  const own = create(FLAGS);
  if (await own.requestAdapter()) {
    offer(own);
    return { driver: process.env.VK_DRIVER_FILES ?? "the machine's own driver" };
  }
  const icd = process.platform === 'linux' ? findSwiftShader() : undefined;
  if (icd) {
    process.env.VK_DRIVER_FILES = icd;
    const software = create(FLAGS);
    if (await software.requestAdapter()) {
      offer(software);
      return { driver: `Chromium's SwiftShader (${icd})` };
    }
  }
  throw new BuildError(
    'There is no graphics driver that WebGPU in Node can use. Install the Vulkan driver of the ' +
      'graphics card, or Chromium for its software driver (on Debian: `sudo apt-get install ' +
      'chromium`), or use --device wasm or --browser.',
  );
}

function offer(gpu: GPU): void {
  // Node 20 has no navigator; from 21 on it has one without a GPU.
  const navigator = Reflect.get(globalThis, 'navigator') ?? {};
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
}

function findSwiftShader(): string | undefined {
  const chromium = findChromium();
  const beside = chromium && existsSync(chromium) ? [dirname(realpathSync(chromium))] : [];
  return [...beside, ...CHROMIUM_FOLDERS]
    .map((folder) => join(folder, SWIFTSHADER))
    .find((file) => existsSync(file));
}

/** Dawn's `writeBuffer` refuses memory that threads share, which ONNX Runtime's heap is. */
function allowSharedMemory(): void {
  const { prototype } = GPUQueue;
  const { writeBuffer } = prototype;
  prototype.writeBuffer = function (
    this: GPUQueue,
    buffer: GPUBuffer,
    bufferOffset: number,
    data: GPUAllowSharedBufferSource,
    dataOffset = 0,
    size?: number,
  ): undefined {
    const bytes = ownBytes(data, dataOffset, size);
    if (bytes) writeBuffer.call(this, buffer, bufferOffset, bytes);
    else if (size === undefined) writeBuffer.call(this, buffer, bufferOffset, data, dataOffset);
    else writeBuffer.call(this, buffer, bufferOffset, data, dataOffset, size);
  };
}

/**
 * A copy of what is to be written, if it lies in shared memory.
 * @param offset,size in elements of a typed array, in bytes of a buffer
 */
function ownBytes(
  data: GPUAllowSharedBufferSource,
  offset: number,
  size: number | undefined,
): Uint8Array<ArrayBuffer> | undefined {
  if (!ArrayBuffer.isView(data)) {
    if (!(data instanceof SharedArrayBuffer)) return undefined;
    return new Uint8Array(data, offset, size).slice();
  }
  if (!(data.buffer instanceof SharedArrayBuffer)) return undefined;
  const unit = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  const start = data.byteOffset + offset * unit;
  const length = size === undefined ? data.byteLength - offset * unit : size * unit;
  const copy = new Uint8Array(length);
  copy.set(new Uint8Array(data.buffer, start, length));
  return copy;
}
