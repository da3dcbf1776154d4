/**
 * The side panel (Chrome) or sidebar (Firefox): what the popup shows, of whichever tab is in front.
 * `panel.html?tab=ID` stays with that tab.
 */
import { render } from 'preact';
import { browserLink, watchActiveTab } from '../../platform/ui-link';
import { speakHere } from '../spoken';
import { strings } from '../strings';
import { Panel } from './Panel';

speakHere(() => strings.name);
const asked = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
const fixed = Number.isInteger(asked) ? asked : null;
render(<Panel link={browserLink} fixed={fixed} watchActive={watchActiveTab} />, document.body);
