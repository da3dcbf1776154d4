import { expect, it } from 'vitest';
import { GuardError, isOutOfMemory } from './errors';

it.each([
  'Failed to allocate memory for requested buffer of size 1048576',
  "Can't create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc",
  'bad allocation',
  'Aborted(OOM)',
  'Array buffer allocation failed',
  'allocation size overflow',
  'WebAssembly.Memory(): could not allocate memory',
  'createBuffer failed, size (4294967296) is too large for the implementation when mappedAtCreation == true',
  'Device::create_buffer failed: Not enough memory left.',
  'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY',
  'ID3D12Device::CreateCommittedResource failed with E_OUTOFMEMORY (0x8007000E)',
  'Out of memory',
])('knows want of memory: %s', (message) => {
  expect(isOutOfMemory(new Error(message))).toBe(true);
  expect(isOutOfMemory(message)).toBe(true);
});

it.each([
  'the graphics device was lost',
  'Deserialize tensor w failed. Failed to load external data file "w"',
  'memory access out of bounds',
  'no finite numbers',
  'There is no room',
])('takes nothing else for it: %s', (message) => {
  expect(isOutOfMemory(new Error(message))).toBe(false);
});

it('believes what was already found out', () => {
  expect(isOutOfMemory(new GuardError('no-memory', 'full'))).toBe(true);
  expect(isOutOfMemory(new GuardError('missing', 'out of memory was its name'))).toBe(false);
});
