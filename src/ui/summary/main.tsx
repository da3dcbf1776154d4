/** Starts the page with the week's summary. */
import { render } from 'preact';
import { browserLink } from '../../platform/ui-link';
import { speakHere } from '../spoken';
import { App } from './App';
import { createSummaryStore } from './store';

speakHere();
const store = createSummaryStore(browserLink);
addEventListener('pagehide', () => store.stop());
store.start();
render(<App store={store} />, document.body);
