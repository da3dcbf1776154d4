/** Starts the diagnostics page. */
import { render } from 'preact';
import { browserDiagnosticsLink } from '../../platform/diagnostics-link';
import { speakHere } from '../spoken';
import { App } from './App';
import { createDiagnosticsStore } from './store';
import { words } from './strings';

speakHere(() => words.title);
const store = createDiagnosticsStore(browserDiagnosticsLink);
addEventListener('pagehide', () => store.stop());
store.start();
render(<App store={store} />, document.body);
