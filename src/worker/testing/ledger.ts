/** Counts what a Worker has open: graphics devices and their buffers, files. For tests and benchmarks. */

export interface Ledger {
  /** Devices that were neither destroyed nor lost. */
  readonly devices: number;
  /** Buffers on them that were not destroyed. */
  readonly buffers: number;
  readonly bufferBytes: number;
  readonly peakBufferBytes: number;
  /** Of all buffers that were ever created. */
  readonly createdBytes: number;
  readonly largestBuffer: number;
  /** Buffers that went only with their device. */
  readonly buffersLeftToDevice: number;
  /** Synchronous file handles that were not closed. */
  readonly handles: number;
  readonly handlesOpened: number;
  readonly devicesOpened: number;
}

type Counts = { -readonly [Name in keyof Ledger]: number };

/** Begins to count; call it once in a Worker, before anything is opened. */
export function keepLedger(): () => Ledger {
  const counts: Counts = {
    devices: 0,
    buffers: 0,
    bufferBytes: 0,
    peakBufferBytes: 0,
    createdBytes: 0,
    largestBuffer: 0,
    buffersLeftToDevice: 0,
    handles: 0,
    handlesOpened: 0,
    devicesOpened: 0,
  };
  if (typeof GPUDevice !== 'undefined') countGpu(counts);
  countHandles(counts);
  return () => ({ ...counts });
}

function countGpu(counts: Counts): void {
  const live = new Map<GPUDevice, Map<GPUBuffer, number>>();
  const ownerOf = new WeakMap<GPUBuffer, GPUDevice>();
  const gone = (device: GPUDevice) => {
    const buffers = live.get(device);
    if (!buffers) return;
    live.delete(device);
    counts.devices--;
    for (const bytes of buffers.values()) {
      counts.buffers--;
      counts.buffersLeftToDevice++;
      counts.bufferBytes -= bytes;
    }
  };

  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
    const device = await requestDevice.call(this, descriptor);
    live.set(device, new Map());
    counts.devices++;
    counts.devicesOpened++;
    device.lost.then(() => gone(device));
    return device;
  };
  const { destroy, createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.destroy = function (this: GPUDevice) {
    gone(this);
    return destroy.call(this);
  };
  GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    const buffers = live.get(this);
    if (!buffers) return buffer;
    buffers.set(buffer, buffer.size);
    ownerOf.set(buffer, this);
    counts.buffers++;
    counts.bufferBytes += buffer.size;
    counts.createdBytes += buffer.size;
    counts.peakBufferBytes = Math.max(counts.peakBufferBytes, counts.bufferBytes);
    counts.largestBuffer = Math.max(counts.largestBuffer, buffer.size);
    return buffer;
  };
  const { destroy: destroyBuffer } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function (this: GPUBuffer) {
    const owner = ownerOf.get(this);
    const bytes = owner && live.get(owner)?.get(this);
    if (owner && bytes !== undefined) {
      live.get(owner)?.delete(this);
      counts.buffers--;
      counts.bufferBytes -= bytes;
    }
    return destroyBuffer.call(this);
  };
}

function countHandles(counts: Counts): void {
  const { createSyncAccessHandle } = FileSystemFileHandle.prototype;
  const open = new WeakSet<object>();
  FileSystemFileHandle.prototype.createSyncAccessHandle = async function (
    this: FileSystemFileHandle,
    options,
  ) {
    const handle = await createSyncAccessHandle.call(this, options);
    const { close } = handle;
    open.add(handle);
    counts.handles++;
    counts.handlesOpened++;
    handle.close = () => {
      if (open.delete(handle)) counts.handles--;
      close.call(handle);
    };
    return handle;
  };
}
