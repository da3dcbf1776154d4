import { describe, expect, it } from 'vitest';
import { readBuildAddress } from './build-address';

const read = (written: string) => {
  const answer = readBuildAddress(written);
  return answer.ok ? answer.address : answer.problem;
};

describe('readBuildAddress', () => {
  it.each([
    ['https://builds.example/guard/', 'https://builds.example/guard/'],
    ['  https://builds.example/guard ', 'https://builds.example/guard/'],
    ['https://builds.example/guard/build.json', 'https://builds.example/guard/'],
    ['https://builds.example/guard/?x=1#y', 'https://builds.example/guard/'],
    ['https://builds.example', 'https://builds.example/'],
    ['https://builds.example/my-build.json.d', 'https://builds.example/my-build.json.d/'],
    ['https://builds.example/my-build.json', 'https://builds.example/my-build.json/'],
    ['HTTPS://Builds.Example/Guard', 'https://builds.example/Guard/'],
    ['http://localhost:8000/guard', 'http://localhost:8000/guard/'],
    ['http://127.0.0.1/guard', 'http://127.0.0.1/guard/'],
    ['http://[::1]:8000/guard', 'http://[::1]:8000/guard/'],
  ])('reads %s', (written, baseUrl) => {
    expect(read(written)).toEqual({ text: baseUrl, baseUrl, host: new URL(baseUrl).host });
  });

  it.each([
    ['hf:owner/name', 'https://huggingface.co/owner/name/resolve/main/'],
    ['hf:owner/na.me-4_b@v1.0', 'https://huggingface.co/owner/na.me-4_b/resolve/v1.0/'],
    ['hf:owner/name@refs/pr/1', 'https://huggingface.co/owner/name/resolve/refs%2Fpr%2F1/'],
  ])('reads %s', (written, baseUrl) => {
    expect(read(written)).toEqual({ text: written, baseUrl, host: 'huggingface.co' });
  });

  it('gives addresses within which a file of a build is found', () => {
    for (const written of ['hf:owner/name', 'https://builds.example/guard/build.json']) {
      const answer = readBuildAddress(written);
      if (!answer.ok) expect.fail(answer.problem);
      const { baseUrl } = answer.address;
      expect(new URL('vision/weights.0', baseUrl).href).toBe(`${baseUrl}vision/weights.0`);
    }
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['builds.example/guard', 'not-an-address'],
    ['ftp://builds.example/', 'not-an-address'],
    ['file:///home/guard/', 'not-an-address'],
    ['javascript:alert(1)', 'not-an-address'],
    ['hf:owner', 'not-an-address'],
    ['hf:owner/name/more', 'not-an-address'],
    ['hf:../name', 'not-an-address'],
    ['hf:owner/..', 'not-an-address'],
    ['hf:owner/name@..', 'not-an-address'],
    ['http://builds.example/', 'insecure'],
    ['http://127.0.0.1.builds.example/', 'insecure'],
    ['http://localhost.builds.example/', 'insecure'],
    ['https://name:word@builds.example/', 'credentials'],
    ['http://name@localhost/', 'credentials'],
  ])('refuses %j as %s', (written, problem) => {
    expect(read(written)).toBe(problem);
  });
});
