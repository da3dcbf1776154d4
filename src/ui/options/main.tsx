/** Starts the options page. */
import { render } from 'preact';
import { browserOptionsLink } from '../../platform/options-link';
import { speakHere } from '../spoken';
import { App } from './App';
import { createOptionsStore } from './store';
import { text } from './strings';

speakHere(() => text.title);
const store = createOptionsStore(browserOptionsLink);
addEventListener('pagehide', () => store.stop());
store.start();
render(<App store={store} />, document.body);
