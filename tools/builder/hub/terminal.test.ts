import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BuildError } from '../errors';
import type { Progress } from './meter';
import { askLicence, progressText, showProgress } from './terminal';

const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
const written = (output: PassThrough): string => String(output.read() ?? '');
const ABOUT = ['some-lab/some-guard', 'gemma', 'https://hub.example/licence'] as const;

const progress = (over: Partial<Progress> = {}): Progress => ({
  file: 'model.safetensors',
  bytes: 1.2e9,
  totalBytes: 8.9e9,
  bytesPerSecond: 35.1e6,
  secondsLeft: 219,
  ...over,
});

describe('the question about a licence', () => {
  it.each([
    ['y\n', true],
    ['Yes\n', true],
    ['n\n', false],
    ['\n', false],
  ])('answered with %j', async (answer, accepted) => {
    const [input, output] = [stream(true), stream(true)];
    const asked = askLicence(false, input, output)(...ABOUT);
    input.write(answer);
    expect(await asked).toBe(accepted);
    const shown = written(output);
    for (const part of ABOUT) expect(shown).toContain(part);
  });

  it('closed without an answer counts as no', async () => {
    const [input, output] = [stream(true), stream(true)];
    const asked = askLicence(false, input, output)(...ABOUT);
    input.end();
    expect(await asked).toBe(false);
  });

  it('is not asked where it was answered beforehand', async () => {
    const output = stream(false);
    expect(await askLicence(true, stream(false), output)(...ABOUT)).toBe(true);
    expect(written(output)).toBe('');
  });

  it('without a terminal says which option answers it', async () => {
    const asked = askLicence(false, stream(false), stream(false))(...ABOUT);
    await expect(asked).rejects.toThrow(BuildError);
    await expect(asked).rejects.toThrow(/gemma: read it at .* with --accept-licence$/);
  });
});

describe('progress', () => {
  it('is a line every ten seconds where there is no terminal', () => {
    let at = 0;
    const output = stream(false);
    const display = showProgress(output, () => at);
    for (; at <= 25_000; at += 500) display.progress(progress({ bytes: at * 1e5 }));
    display.progress(progress({ bytes: 8.9e9, secondsLeft: 0 }));
    display.stop();
    display.stop();
    const lines = written(output).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toBe('11% 1.0 of 8.9 GB, 35.1 MB/s, 4 min left  model.safetensors');
    expect(lines[3]).toMatch(/^100% 8\.9 of 8\.9 GB/);
  });

  it('is a bar on a terminal', () => {
    const output = stream(true);
    const display = showProgress(output);
    display.progress(progress());
    display.progress(progress({ bytes: 8.9e9, secondsLeft: 0 }));
    display.stop();
    expect(written(output)).toMatch(/13% 1\.2 of 8\.9 GB.*100% 8\.9 of 8\.9 GB/s);
  });

  it('leaves out what is not known', () => {
    expect(progressText(progress({ bytesPerSecond: 0, secondsLeft: undefined }))).toBe(
      '1.2 of 8.9 GB',
    );
    expect(progressText(progress({ secondsLeft: 12 }))).toContain('12 s left');
    expect(progressText(progress({ secondsLeft: 7500 }))).toContain('2 h 5 min left');
  });
});
