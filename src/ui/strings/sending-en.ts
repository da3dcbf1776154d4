/** What the popup says of engines that a page is sent to. */

import type { Remote } from '../../core/engines';
import { number } from '../../core/i18n';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';

const names: Record<Remote, string> = { server: 'your own server', hosted: 'SEA-LION' };

const engines: Record<Engine, string> = {
  local: 'This device',
  server: 'Your own server',
  hosted: 'SEA-LION',
};

/** At the beginning of a sentence. */
const first: Record<Remote, string> = { server: 'Your own server', hosted: 'SEA-LION' };

const count = (elements: number): string =>
  elements === 1 ? 'One element' : `${number(elements)} elements`;

const whys: Record<'no-guard' | 'failed' | 'order', string> = {
  'no-guard': 'No guard is chosen on this device.',
  failed: 'The guard on this device does not work.',
  order: 'You have put it before the guard on this device.',
};

const troubles: Record<RemoteTrouble, string> = {
  unreachable: 'could not be reached',
  slow: 'gave no answer in time',
  'not-an-api': 'answers, but not as a guard’s server does',
  'origin-refused': 'does not let browser extensions ask',
  'key-refused': 'does not take your key',
  'model-missing': 'does not have the model that was asked for',
  'too-many': 'was asked too much',
  'server-error': 'reported an error of its own',
  'no-guard-answer': 'gave answers that made no sense',
};

export const sendingEn = {
  whys,
  engines,
  orderLabel: 'Asked first on this site',
  asEverywhere: 'As everywhere',
  sent: (elements: number, engine: Remote, host: string) =>
    `${count(elements)} of this page went to ${names[engine]} (${host}).`,
  asked: (engine: Remote, host: string) => `This page is sent to ${names[engine]} (${host}).`,
  turns: (elements: number, at: string) =>
    `${count(elements)} ${elements === 1 ? 'waits' : 'wait'} for a turn: it takes few requests a minute. The next goes at ${at}.`,
  stop: 'Do not send this site',
  offer: (engine: Remote, host: string, site: string) =>
    `Nothing on this device can check this page. ${first[engine]} could: then the text and pictures of ${site} are sent to ${host}.`,
  allow: 'Send this site',
  never: (entry: string) =>
    `Nothing of this page is sent to anybody: ${entry} is on the list of sites that never leave this device.`,
  kept: (elements: number) =>
    `${count(elements)} ${elements === 1 ? 'is' : 'are'} not sent: the page asks for a password or something like it, or you can write there.`,
  unready: (engine: Remote) =>
    `${first[engine]} is turned on, but cannot be asked yet: something is missing in the options.`,
  private: 'Nothing of a private window is sent to anybody.',
  resting: (engine: Remote, host: string, trouble: RemoteTrouble, at: string) =>
    `${engines[engine]} (${host}) ${troubles[trouble]}. It is asked again at ${at}.`,
  byGroup: 'with its neighbours',
  byGroupLong: 'Checked together with its neighbours, and all of them called safe.',
  byWord: 'by its word',
  turnAt: (at: string) => `Its turn comes about ${at}`,
};
