/** What the options page asks of the browser; `browserOptionsLink` is the real one. */
import { offerFolder, type PickedFile } from './folder-handover';
import { browserLink, type UiLink } from './ui-link';

export type { PickedFile };

export interface OptionsLink
  extends Pick<
    UiLink,
    | 'openBackground'
    | 'ask'
    | 'requestSite'
    | 'requestSites'
    | 'requestSending'
    | 'openOwn'
    | 'openOptions'
  > {
  /** Holds a picked folder's files for the store, under a token, until `close`. */
  offerFolder(files: readonly PickedFile[]): { token: string; close(): void };
}

export const browserOptionsLink: OptionsLink = {
  openBackground: browserLink.openBackground,
  ask: browserLink.ask,
  requestSite: browserLink.requestSite,
  requestSites: browserLink.requestSites,
  requestSending: browserLink.requestSending,
  openOwn: browserLink.openOwn,
  openOptions: browserLink.openOptions,
  offerFolder,
};
