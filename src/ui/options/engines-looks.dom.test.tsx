import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { card, neverSite, SERVER } from '../testing/engines-page';
import { engineScenes, enginesAtWork, engineTest } from '../testing/engines-scenes';
import type { FakeOptionsLink } from '../testing/fake-options-link';
import { type MountedOptions, mountOptions, mountOptionsScene } from '../testing/mount-options';
import { barriers, button, look, SCHEMES, sticksOut } from '../testing/on-screen';
import { until } from '../testing/until';

vi.mock('../../core/never-send', () => import('../testing/never-send'));

let mounted: MountedOptions | null = null;

beforeEach(() => look(800, 'light'));
afterEach(() => {
  mounted?.unmount();
  mounted = null;
  document.documentElement.dir = '';
});

async function open(prepare: (link: FakeOptionsLink) => void = () => {}): Promise<MountedOptions> {
  mounted = await mountOptions(prepare);
  return mounted;
}

describe.each([360, 320])('at %i px', (width) => {
  it.each(engineScenes)('$name fits', async (scene) => {
    await look(width, 'light');
    mounted = await mountOptionsScene(scene);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(sticksOut()).toEqual([]);
  });
});

it('fits from right to left', async () => {
  await look(320, 'light');
  document.documentElement.dir = 'rtl';
  await open(enginesAtWork);
  expect(sticksOut()).toEqual([]);
});

describe.each(SCHEMES)('in %s', (scheme) => {
  it.each(engineScenes)('$name can be read by everybody', async (scene) => {
    await look(scheme === 'light' ? 800 : 360, scheme);
    mounted = await mountOptionsScene(scene);
    expect(await barriers()).toEqual([]);
  });

  it('what a test and a list tell can be read by everybody', async () => {
    await look(800, scheme);
    await open((link) => {
      enginesAtWork(link);
      link.engines.neverSend = { added: ['example.org'], removed: [neverSite] };
      link.test = engineTest({ trouble: 'model-missing', message: 'GET /models: 200' });
    });
    await userEvent.click(button(`Test: ${SERVER}`));
    await until(() => card('server').querySelector('[data-trouble]') !== null, 'the trouble');
    await userEvent.fill(page.getByRole('searchbox', { name: 'Find a site' }), neverSite);
    await until(() => document.querySelector('.site del') !== null, 'the list');
    expect(await barriers()).toEqual([]);
  });
});
