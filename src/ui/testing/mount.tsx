/** Puts the popup on the page of a browser test, as `main.tsx` does, with a fake link under it. */
import { render } from 'preact';
import type { ElementSummary } from '../../platform/messages';
import { App } from '../popup/App';
import { createPopupStore, type PopupStore } from '../popup/store';
import { FakeLink, pageOf } from './fake-link';
import type { Scene } from './scenes';
import { until } from './until';
import '../popup/popup.css';

export interface Mounted {
  link: FakeLink;
  store: PopupStore;
  unmount: () => void;
}

export async function mount(prepare: (link: FakeLink) => void = () => {}): Promise<Mounted> {
  const link = new FakeLink();
  prepare(link);
  const store = createPopupStore(link, { tabId: null });
  document.documentElement.dataset.place = 'fluid';
  document.documentElement.lang = 'en';
  document.title = 'Seawall';
  const root = document.createElement('div');
  document.body.append(root);
  render(<App store={store} />, root);
  await store.start();
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

/** The popup with these elements on its page, and rows for them. */
export async function mountPage(
  elements: ElementSummary[],
  prepare: (link: FakeLink) => void = () => {},
): Promise<Mounted> {
  const mounted = await mount(prepare);
  await until(() => mounted.link.pages.length > 0, 'the port to the page');
  mounted.link.page.tell(pageOf(elements));
  await until(() => document.querySelector('.row') !== null, 'rows');
  return mounted;
}

export async function mountScene(scene: Scene): Promise<Mounted> {
  const mounted = await mount(scene.link);
  if (scene.page) {
    const { page, marksRemoved = false, saving = false, parts = [] } = scene;
    await until(() => mounted.link.pages.length > 0, 'the port to the page');
    mounted.link.page.tell(pageOf(page, { marksRemoved, saving, parts }));
  }
  if (scene.click) {
    const selector = scene.click;
    await until(() => document.querySelector(selector) !== null, selector);
    document.querySelector<HTMLElement>(selector)?.click();
  }
  await until(
    () => document.querySelector(`main[data-view="${scene.view}"]`) !== null,
    `the view ${scene.view}`,
  );
  return mounted;
}
