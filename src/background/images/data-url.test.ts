import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_IMAGE_DATA } from '../../core/image';
import { bytesOfData } from './data-url';

const read = async (address: string): Promise<number[] | null> => {
  const bytes = await bytesOfData(address);
  return bytes && [...bytes];
};

describe('the bytes of a data: address', () => {
  it('are those that were written in base64', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const address = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
        expect(await read(address)).toEqual([...bytes]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['percent signs', 'data:image/svg+xml,%3Csvg%3E é', '<svg> é'],
    ['parameters', 'data:image/svg+xml;charset=utf-8,<svg/>', '<svg/>'],
    ['capitals', 'DATA:IMAGE/PNG;BASE64,YWJj', 'abc'],
    ['spaces in base64', 'data:image/png;base64, YW Jj\n', 'abc'],
    ['a fragment', 'data:image/svg+xml,<svg/>#icon', '<svg/>'],
    ['a percent sign that begins nothing', 'data:image/svg+xml,100%', '100%'],
  ])('are read through %s', async (_what, address, expected) => {
    expect(Buffer.from((await read(address)) ?? []).toString()).toBe(expected);
  });

  it.each([
    ['another kind of thing', 'data:text/html,<script>alert(1)</script>'],
    ['no data: address', 'https://images.example/a.png'],
    ['a script', 'javascript:alert(1)'],
    ['no comma', 'data:image/png;base64'],
    ['broken base64', 'data:image/png;base64,a'],
    ['more than one may hold', `data:image/png,${'a'.repeat(MAX_IMAGE_DATA)}`],
  ])('are not read from %s', async (_what, address) => {
    expect(await bytesOfData(address)).toBeNull();
  });
});
