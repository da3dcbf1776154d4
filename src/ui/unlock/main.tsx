/** Starts the page that asks for the PIN: `unlock.html?tabId=…` (platform/unlock-window.ts). */
import { render } from 'preact';
import { browserLink } from '../../platform/ui-link';
import { readUnlockFor } from '../../platform/unlock-window';
import { speakHere } from '../spoken';
import { App } from './App';
import { createUnlockStore } from './store';

speakHere();
const link = { ask: browserLink.ask, close: () => window.close() };
const store = createUnlockStore(link, readUnlockFor(location.search));
void store.start();
render(<App store={store} />, document.body);
