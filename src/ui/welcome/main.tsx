/** Starts the welcome page. */
import { render } from 'preact';
import { browserOptionsLink } from '../../platform/options-link';
import { speakHere } from '../spoken';
import { App } from './App';
import { createWelcomeStore } from './store';

speakHere();
const store = createWelcomeStore(browserOptionsLink);
addEventListener('pagehide', () => store.options.stop());
store.start();
render(<App store={store} />, document.body);
