import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePracticeCheckpoint } from '../practice/checkpoint';
import { readTokenizer, verdictTokens } from './tokenizer';

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-tokenizer-'));
  await writePracticeCheckpoint(join(scratch, 'checkpoint'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function edited(name: string, edit: (config: Record<string, unknown>) => void) {
  const folder = join(scratch, name);
  await cp(join(scratch, 'checkpoint'), folder, { recursive: true });
  const path = join(folder, 'tokenizer_config.json');
  const config = JSON.parse(await readFile(path, 'utf8'));
  const template = String(config.chat_template);
  edit(config);
  await writeFile(path, JSON.stringify(config));
  return { folder, template };
}

describe('the chat template', () => {
  it('is the file of its own where there is one', async () => {
    const { folder, template } = await edited('jinja', (config) => {
      config.chat_template = 'not this one';
    });
    await writeFile(join(folder, 'chat_template.jinja'), template);
    expect((await readTokenizer(folder))?.chatTemplate).toBe(template);
  });

  it('may be one of several, by the name of default', async () => {
    const { folder, template } = await edited('several', (config) => {
      const own = { name: 'default', template: config.chat_template };
      config.chat_template = [{ name: 'tool_use', template: 'not this one' }, own];
    });
    expect((await readTokenizer(folder))?.chatTemplate).toBe(template);
  });

  it.each([
    ['left out', undefined],
    ['null', null],
  ])('is missed where it is %s', async (what, value) => {
    const { folder } = await edited(`without-${what}`.replace(' ', '-'), (config) => {
      config.chat_template = value;
    });
    await expect(readTokenizer(folder)).rejects.toThrow(
      'tokenizer_config.json: has no chat_template, and there is no file of it',
    );
  });

  it('that does not show the text is refused', async () => {
    const { folder } = await edited('blind', (config) => {
      config.chat_template = 'always the same';
    });
    await expect(readTokenizer(folder)).rejects.toThrow(
      'tokenizer.json: cannot be used with the chat template',
    );
  });
});

describe('verdictTokens', () => {
  it('takes ids as they are, and texts by their first token', async () => {
    const tokenizer = await readTokenizer(join(scratch, 'checkpoint'));
    expect(verdictTokens(undefined, ['7', '9'], 10)).toEqual({ safe: 7, unsafe: 9 });
    const own = verdictTokens(tokenizer, undefined, 1e6);
    expect(verdictTokens(tokenizer, ['safe', 'unsafe'], 1e6)).toEqual(own);
    expect(own.safe).not.toBe(own.unsafe);
  });

  it('refuses what cannot be told apart, looked up or found', () => {
    expect(() => verdictTokens(undefined, ['7', '7'], 10)).toThrow('are the same token (7)');
    expect(() => verdictTokens(undefined, ['yes', 'no'], 10)).toThrow('there is no tokenizer');
    expect(() => verdictTokens(undefined, ['7', '10'], 10)).toThrow('has no token 10');
  });
});
