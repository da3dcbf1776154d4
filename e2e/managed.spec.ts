/** An organisation's policy, as the browsers read it from their own files. */
import { extensionId } from '../tools/browsers/chromium';
import { launch } from '../tools/browsers/driver';
import { copyExtension } from '../tools/browsers/extension';
import { ensureChromium, ensureFirefox } from '../tools/browsers/install';
import { managedChromium, managedFirefox } from '../tools/browsers/managed';
import { unpackedDir } from '../tools/package/make';
import { expect, test } from './harness';

const POLICY = {
  parental: true,
  protectionHoldSeconds: 7,
  idleMinutes: 12,
  waitHidden: false,
  sitesOff: ['blocked.example'],
  otherSites: 'own',
  locked: ['parental', 'idleMinutes', 'sites'],
};

test('a policy holds, and the options say by whom it is set', async ({ target }) => {
  const extension = copyExtension(unpackedDir(target.browser), []);
  const managed =
    target.browser === 'chrome'
      ? managedChromium(ensureChromium(), {
          '3rdparty': { extensions: { [extensionId(extension.dir)]: POLICY } },
        })
      : managedFirefox(ensureFirefox(), {
          '3rdparty': { Extensions: { [extension.geckoId ?? '']: POLICY } },
        });
  test.skip(managed === null, 'This machine lets nobody mount a folder over /etc/chromium.');
  if (!managed) return;
  const { executable } = managed;
  const driver = await launch(target.browser, { ...target, executable, extension, headless: true });
  try {
    const { preferences } = await driver.ask({ type: 'preferences.get' });
    expect(preferences).toMatchObject({
      parental: true,
      protection: { text: 'cover', images: 'cover', hold: true, holdSeconds: 7 },
    });
    const organisation = 'Your organisation has set';
    for (const request of [
      { type: 'preferences.set', change: { parental: false } },
      { type: 'guard.idle', minutes: 30 },
      { type: 'site.set', site: 'blocked.example', mode: 'screen' },
    ] as const) {
      await expect(driver.ask(request)).rejects.toThrow(organisation);
    }
    const options = await driver.openExtensionPage('src/ui/options/options.html');
    const shown = await options.waitFor('what is set', () => {
      const at = (name: string) => document.querySelector(`[data-managed="${name}"]`);
      const isLocked = (name: string) => at(name)?.querySelector('fieldset:disabled') !== null;
      const field = document.querySelector<HTMLInputElement>('#idle');
      if (!field || !at('parental') || !at('pace')) return null;
      return {
        minutes: field.value,
        idle: isLocked('idleMinutes') && field.matches(':disabled'),
        parental: isLocked('parental'),
        pace: isLocked('pace'),
        says: at('idleMinutes')?.querySelector('.managed-note')?.textContent,
      };
    });
    expect(shown).toEqual({
      minutes: '12',
      idle: true,
      parental: true,
      pace: false,
      says: 'Set by your organisation. It cannot be changed here.',
    });
  } finally {
    await driver.close();
    managed.remove();
  }
});
