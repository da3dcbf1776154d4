/** Puts the welcome page on the page of a browser test, as its `main.tsx` does. */
import { render } from 'preact';
import { App } from '../welcome/App';
import { createWelcomeStore, type WelcomeStore } from '../welcome/store';
import { FakeOptionsLink } from './fake-options-link';
import { until } from './until';
import '../welcome/welcome.css';

export interface MountedWelcome {
  link: FakeOptionsLink;
  store: WelcomeStore;
  unmount: () => void;
}

export async function mountWelcome(
  prepare: (link: FakeOptionsLink) => void = () => {},
): Promise<MountedWelcome> {
  const link = new FakeOptionsLink();
  prepare(link);
  const store = createWelcomeStore(link);
  document.documentElement.lang = 'en';
  const root = document.createElement('div');
  document.body.append(root);
  render(<App store={store} />, root);
  store.start();
  await until(() => document.querySelector('#language') !== null, 'the settings');
  return {
    link,
    store,
    unmount() {
      store.options.stop();
      render(null, root);
      root.remove();
    },
  };
}
