/** Starts the review page. */
import { render } from 'preact';
import { browserLink } from '../../platform/ui-link';
import { speakHere } from '../spoken';
import { App } from './App';
import { createPage } from './page';
import { words } from './strings';

speakHere(() => words.title);
const page = createPage(browserLink);
addEventListener('pagehide', () => page.stop());
page.start();
render(<App page={page} />, document.body);
