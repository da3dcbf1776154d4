import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RemoteTrouble } from '../../platform/engines-protocol';
import { card, HOSTED, SERVER } from '../testing/engines-page';
import { enginesAtWork, engineTest } from '../testing/engines-scenes';
import type { FakeOptionsLink } from '../testing/fake-options-link';
import { type MountedOptions, mountOptions } from '../testing/mount-options';
import { button, look } from '../testing/on-screen';
import { until } from '../testing/until';
import { OLLAMA_ORIGINS } from './engines/fix';
import { words } from './strings-engines';

let mounted: MountedOptions | null = null;

beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

async function open(prepare: (link: FakeOptionsLink) => void = () => {}): Promise<MountedOptions> {
  mounted = await mountOptions(prepare);
  return mounted;
}

describe('a key', () => {
  it.each([
    ['server', 'Key'],
    ['hosted', 'SEA-LION key'],
  ] as const)('of %s is written once, and never shown again', async (engine, label) => {
    const secret = 'sk-very-secret-1234';
    const { link } = await open();
    const field = page.getByLabelText(label, { exact: true });
    await expect.element(field).toHaveAttribute('type', 'password');
    await userEvent.fill(field, ` ${secret} `);
    await userEvent.keyboard('{Enter}');
    await until(() => card(engine).textContent?.includes('Saved: ••••1234') ?? false, 'the end');
    expect(link.requests).toEqual([{ type: 'engines.key', engine, key: secret }]);
    const values = [...document.querySelectorAll('input')].map(({ value }) => value).join(' ');
    expect(`${document.documentElement.outerHTML} ${values}`).not.toContain('very-secret');
    expect(card(engine).contains(document.activeElement)).toBe(true);

    await userEvent.click(button(`Forget: ${label}`));
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveValue('');
    expect(link.requests.at(-1)).toEqual({ type: 'engines.key', engine, key: null });
  });

  it('that is empty is not saved; one that was refused stays to be saved again', async () => {
    const { link } = await open();
    const field = page.getByLabelText('SEA-LION key', { exact: true });
    await userEvent.click(field);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Write the key first.')).toBeVisible();
    expect(link.requests).toEqual([]);
    link.refuses = 'The browser refused.';
    await userEvent.fill(field, 'sk-1');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('The browser refused.')).toBeVisible();
    await expect.element(field).toHaveValue('sk-1');
  });

  it('is got at SEA-LION, which is not told from where', async () => {
    await open();
    const link = page.getByRole('link', { name: 'playground.sea-lion.ai' });
    await expect.element(link).toHaveAttribute('rel', 'noreferrer');
  });
});

describe('a test', () => {
  const run = async (engine: 'server' | 'hosted', prepare: (link: FakeOptionsLink) => void) => {
    const { link } = await open((l) => {
      enginesAtWork(l);
      prepare(l);
    });
    await userEvent.click(button(`Test: ${words.names[engine]}`));
    await until(() => link.requests.length > 0, 'the request');
    await until(
      () => card(engine).querySelector('.test .hint, .test .note') !== null,
      'the answer',
    );
    return link;
  };

  it('tells how long it took, and whether there are probabilities', async () => {
    const link = await run('server', () => {});
    await expect
      .element(page.getByText('It works: it answered in 412 milliseconds.'))
      .toBeVisible();
    await expect.element(page.getByText('It also tells how sure it is.')).toBeVisible();
    expect(link.calls).toContain('request 127.0.0.1');
    expect(link.requests).toEqual([{ type: 'engines.test', engine: 'server' }]);
    const offered = [...document.querySelectorAll('datalist option')];
    expect(offered.map((each) => each.getAttribute('value'))).toEqual(['sea-guard', 'qwen']);
    // Another model has not been tested.
    const model = page.getByRole('combobox', { name: 'Model' });
    await userEvent.fill(model, 'qwen');
    await userEvent.keyboard('{Enter}');
    await until(() => link.requests.length === 2, 'the model');
    expect(link.requests[1]).toEqual({ type: 'engines.server', change: { model: 'qwen' } });
    await until(() => !card('server').textContent?.includes('It works'), 'the end of the result');
    await expect.element(model).toHaveValue('qwen');
  });

  it('takes a word alone as a hint, not as a failure', async () => {
    await run('hosted', (l) => {
      l.test = engineTest({ logprobs: false });
    });
    await expect.element(page.getByText(words.test.word)).toBeVisible();
    expect(card('hosted').querySelector('[data-trouble]')).toBeNull();
    expect(card('hosted').textContent).toContain('A test takes one request.');
  });

  const fixes: Record<RemoteTrouble, string> = {
    unreachable: 'ollama serve',
    slow: 'Wait a minute',
    'not-an-api': 'Most end in /v1.',
    'origin-refused': OLLAMA_ORIGINS,
    'key-refused': 'Save the key that it was started with.',
    'model-missing': 'It offers:',
    'too-many': 'Wait a minute',
    'server-error': 'its memory is full',
    'no-guard-answer': 'Choose a SEA-Guard model',
  };

  it.each(RemoteTrouble.options)('of a server shows the fix: %s', async (trouble) => {
    await run('server', (l) => {
      l.test = engineTest({ trouble, message: `<i>${trouble}</i>`, logprobs: null });
    });
    const note = card('server').querySelector(`[data-trouble="${trouble}"]`);
    expect(note?.textContent).toContain(words.troubles.server[trouble].what);
    expect(note?.textContent).toContain(fixes[trouble]);
    expect(note?.querySelector('details')?.open).toBe(false);
    expect(note?.querySelector('details code')?.textContent).toBe(`<i>${trouble}</i>`);
    expect(document.querySelector('main i:not(.progress i)')).toBeNull();
  });

  it.each(RemoteTrouble.options)('of the hosted guard shows the fix: %s', async (trouble) => {
    await run('hosted', (l) => {
      l.test = engineTest({ trouble });
    });
    const note = card('hosted').querySelector(`[data-trouble="${trouble}"]`);
    expect(note?.textContent).toContain(words.troubles.hosted[trouble].what);
    expect(note?.textContent).toContain(words.troubles.hosted[trouble].todo);
  });

  it.each([
    ['http://127.0.0.1:8000/v1', ['vllm serve']],
    ['http://127.0.0.1:8080/v1', ['llama-server']],
    ['http://192.168.0.7:5000/v1', ['vllm serve', 'llama-server', 'ollama serve']],
  ] as const)('says how what is at %s is started', async (address, starts) => {
    await run('server', (l) => {
      l.engines.server.address = address;
      l.test = engineTest({ trouble: 'unreachable' });
    });
    const commands = [...card('server').querySelectorAll('.command code')];
    expect(commands.length).toBe(starts.length);
    for (const [index, start] of starts.entries()) {
      expect(commands[index]?.textContent?.startsWith(start)).toBe(true);
    }
  });

  it('offers the models there are, to choose from', async () => {
    const link = await run('server', (l) => {
      l.test = engineTest({ trouble: 'model-missing', models: ['<b>guard</b>', 'qwen'] });
    });
    await userEvent.click(button('Choose <b>guard</b>'));
    await until(() => link.requests.length === 2, 'the model');
    expect(link.requests[1]).toEqual({ type: 'engines.server', change: { model: '<b>guard</b>' } });
    expect(document.querySelector('main b')).toBeNull();
  });

  it('does not go where the browser does not let it', async () => {
    const { link } = await open((l) => {
      enginesAtWork(l);
      l.base.grants = false;
    });
    await userEvent.click(button(`Test: ${SERVER}`));
    await expect.element(page.getByText(/so it was not tested/)).toBeVisible();
    expect(link.requests).toEqual([]);
  });

  it('of an address that is not saved yet saves it first', async () => {
    const { link } = await open();
    const field = page.getByRole('textbox', { name: 'Server address' });
    await userEvent.fill(field, 'localhost:8000/v1');
    await userEvent.click(button(`Test: ${SERVER}`));
    await expect.element(page.getByText(/It works/)).toBeVisible();
    expect(link.calls).toContain('request localhost');
    expect(link.requests).toEqual([
      { type: 'engines.server', change: { address: 'http://localhost:8000/v1' } },
      { type: 'engines.test', engine: 'server' },
    ]);
  });

  it('of the hosted guard needs a key', async () => {
    await open();
    expect(card('hosted').textContent).toContain('Save a key first.');
    expect(document.body.textContent).toContain('Test');
    await expect.element(button(`Test: ${HOSTED}`)).not.toBeInTheDocument();
  });
});

it('fills in the address of a program', async () => {
  const { link } = await open();
  await userEvent.click(button('Ollama: fill in its address'));
  const field = page.getByRole('textbox', { name: 'Server address' });
  await expect.element(field).toHaveValue('http://127.0.0.1:11434/v1');
  await until(() => link.requests.length > 0, 'the request');
  expect(link.requests).toEqual([
    { type: 'engines.server', change: { address: 'http://127.0.0.1:11434/v1' } },
  ]);
  expect(card('server').textContent).not.toContain('not protected');
  await userEvent.fill(field, 'http://192.168.0.7/v1');
  await expect.element(page.getByText(/The way to 192\.168\.0\.7 is not protected/)).toBeVisible();
});

it('tells what each way of asking costs, and what is left', async () => {
  const { link } = await open(enginesAtWork);
  const region = page.getByRole('region', { name: HOSTED });
  const each = region.getByRole('radio', { name: 'One by one', exact: true });
  const together = region.getByRole('radio', { name: 'Neighbours together' });
  await expect.element(each).toHaveAccessibleDescription(/About 200 requests, 20 minutes\./);
  await expect.element(together).toHaveAccessibleDescription(/About 19 requests, 2 minutes\./);
  await expect.element(page.getByText('7 of 10 requests left this minute.')).toBeVisible();
  await userEvent.click(each);
  await until(() => link.requests.length > 0, 'the request');
  expect(link.requests).toEqual([{ type: 'engines.hosted', change: { judging: 'each' } }]);
  const hosted = { ...link.engines.hosted, left: 0, nextAt: Date.now() + 2_000 };
  link.tellEngines({ ...link.engines, hosted });
  await expect.element(page.getByText(/0 of 10 .* The next one goes in 1 second\./)).toBeVisible();
});
