/** Puts the options page on the page of a browser test, as its `main.tsx` does. */
import { render } from 'preact';
import { App } from '../options/App';
import { createOptionsStore, type OptionsStore } from '../options/store';
import { FakeOptionsLink } from './fake-options-link';
import type { OptionsScene } from './options-scenes';
import { until } from './until';
import '../options/options.css';

export interface MountedOptions {
  link: FakeOptionsLink;
  store: OptionsStore;
  unmount: () => void;
}

export async function mountOptions(
  prepare: (link: FakeOptionsLink) => void = () => {},
): Promise<MountedOptions> {
  const link = new FakeOptionsLink();
  prepare(link);
  const store = createOptionsStore(link);
  document.documentElement.lang = 'en';
  document.title = 'Seawall options';
  const root = document.createElement('div');
  document.body.append(root);
  render(<App store={store} />, root);
  store.start();
  if (link.base.answers) {
    await until(() => document.querySelector('#memory') !== null, 'the whole page');
    await until(() => document.querySelector('#never-sent') !== null, 'the engines');
  } else {
    await until(() => store.background.value === 'silent', 'the silence');
    await until(() => document.querySelector('.note-trouble') !== null, 'the note');
  }
  return {
    link,
    store,
    unmount() {
      store.stop();
      render(null, root);
      root.remove();
    },
  };
}

export async function mountOptionsScene(scene: OptionsScene): Promise<MountedOptions> {
  const mounted = await mountOptions(scene.link);
  const { click } = scene;
  if (click !== undefined) {
    const button = () =>
      [...document.querySelectorAll('button')].find(
        (each) => (each.getAttribute('aria-label') ?? each.textContent) === click,
      );
    await until(() => button() !== undefined, click);
    button()?.click();
    await until(() => document.querySelector('.confirm') !== null, 'the second question');
  }
  return mounted;
}
