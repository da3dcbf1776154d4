/** Starts the popup. `popup.html?tab=ID` looks at that tab instead of the active one. */
import { render } from 'preact';
import { browserLink, inTab } from '../../platform/ui-link';
import { speakHere } from '../spoken';
import { App } from './App';
import { createPopupStore } from './store';

const WIDTH = 360;
/** A popup hanging from the toolbar has its size by then. */
const SETTLED_MS = 300;

/** The popup asks for its own width; a tab, or Firefox's narrower overflow menu, gives one. */
async function fitWidth(): Promise<void> {
  const fluid = () => {
    document.documentElement.dataset.place = 'fluid';
  };
  if (await inTab()) fluid();
  else {
    setTimeout(() => {
      if (window.innerWidth < WIDTH) fluid();
    }, SETTLED_MS);
  }
}

const asked = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
const store = createPopupStore(browserLink, { tabId: Number.isInteger(asked) ? asked : null });
addEventListener('pagehide', () => store.stop());
speakHere();
void fitWidth();
void store.start();
render(<App store={store} />, document.body);
