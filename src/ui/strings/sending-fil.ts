/** What the popup says of engines that a page is sent to, in Filipino. */

import type { Remote } from '../../core/engines';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';
import type { SendingStrings } from '../strings-sending';
import { counted } from './fil';

const names: Record<Remote, string> = { server: 'sarili mong server', hosted: 'SEA-LION' };

const engines: Record<Engine, string> = {
  local: 'Device na ito',
  server: 'Sarili mong server',
  hosted: 'SEA-LION',
};

const count = (elements: number): string =>
  elements === 1 ? 'Isang bahagi' : counted(elements, 'bahagi');

const troubles: Record<RemoteTrouble, (who: string) => string> = {
  unreachable: (who) => `Hindi maabot ang ${who}.`,
  slow: (who) => `Hindi sumagot sa oras ang ${who}.`,
  'not-an-api': (who) => `Sumasagot ang ${who}, pero hindi gaya ng server ng bantay.`,
  'origin-refused': (who) => `Hindi pinapayagan ng ${who} na magtanong ang mga browser extension.`,
  'key-refused': (who) => `Hindi tinatanggap ng ${who} ang key mo.`,
  'model-missing': (who) => `Wala sa ${who} ang hiniling na model.`,
  'too-many': (who) => `Masyado nang marami ang itinanong sa ${who}.`,
  'server-error': (who) => `Nag-ulat ng sarili nitong error ang ${who}.`,
  'no-guard-answer': (who) => `Walang kabuluhan ang mga sagot ng ${who}.`,
};

export const sendingFil: SendingStrings = {
  whys: {
    'no-guard': 'Walang napiling bantay sa device na ito.',
    failed: 'Hindi gumagana ang bantay sa device na ito.',
    order: 'Inuna mo ito kaysa sa bantay sa device na ito.',
  },
  engines,
  orderLabel: 'Unang tinatanong sa site na ito',
  asEverywhere: 'Gaya sa lahat ng site',
  sent: (elements, engine, host) =>
    `${count(elements)} ng page na ito ang ipinadala sa ${names[engine]} (${host}).`,
  asked: (engine, host) => `Ipinapadala ang page na ito sa ${names[engine]} (${host}).`,
  turns: (elements, at) =>
    `${count(elements)} ang naghihintay ng turno: kaunting request lang kada minuto ang tinatanggap nito. Sa ${at} ang susunod.`,
  stop: 'Huwag ipadala ang site na ito',
  offer: (engine, host, site) =>
    `Sa device na ito, walang makakasuri sa page na ito. Puwede itong suriin ng ${names[engine]}: kung gayon, ipapadala sa ${host} ang text at mga larawan ng ${site}.`,
  allow: 'Ipadala ang site na ito',
  never: (entry) =>
    `Walang anuman sa page na ito ang ipinapadala kahit kanino: nasa listahan ng mga site na hindi kailanman umaalis sa device na ito ang ${entry}.`,
  kept: (elements) =>
    `${count(elements)} ang hindi ipinapadala: humihingi ang page ng password o ng katulad nito, o puwede kang magsulat doon.`,
  unready: (engine) =>
    `Naka-on ang ${names[engine]}, pero hindi pa ito matatanong: may kulang sa mga opsyon.`,
  private: 'Walang anuman sa pribadong window ang ipinapadala kahit kanino.',
  resting: (engine, host, trouble, at) =>
    `${troubles[trouble](`${names[engine]} (${host})`)} Tatanungin ito ulit sa ${at}.`,
  byGroup: 'kasama ang mga katabi',
  byGroupLong: 'Sinuri kasama ang mga katabi nito, at tinawag na ligtas ang lahat ng iyon.',
  byWord: 'ayon sa sabi nito',
  turnAt: (at) => `Bandang ${at} ang turno nito`,
};
