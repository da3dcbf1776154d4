/** What the options page says of the engines that content is sent to, in Filipino. */

import type { Judging, Remote, Scope } from '../../../core/engines';
import { number } from '../../../core/i18n';
import type { NEVER_SEND } from '../../../core/never-send';
import type { Engine } from '../../../core/verdict';
import type { RemoteState, RemoteTrouble } from '../../../platform/engines-protocol';
import { counted } from '../../strings/fil';
import type { EnginesText } from '../strings-engines';
import type { TroubleWords } from './engines-en';

type Why = Extract<RemoteState, { status: 'unready' }>['why'];
type Group = (typeof NEVER_SEND)[number]['group'];

const names: Record<Engine, string> = {
  local: 'Device na ito',
  server: 'Sarili mong server',
  hosted: 'SEA-LION (sa internet)',
};

const serverTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'Walang sumasagot sa address na ito.',
    todo: 'Baka hindi ito tumatakbo, o nasa ibang port. Simulan ito, saka i-test ulit.',
  },
  slow: {
    what: 'Hindi ito sumagot sa oras.',
    todo: 'Baka inihahanda pa ito, o kulang ang kaya ng computer nito. Maghintay ng isang minuto, saka i-test ulit.',
  },
  'not-an-api': {
    what: 'May sumasagot doon, pero hindi ito matatanong ng Seawall.',
    todo: 'I-check ang address. Karamihan ay nagtatapos sa /v1.',
  },
  'origin-refused': {
    what: 'Sumasagot ito, pero hindi sa browser extension.',
    todo: 'Payagan ang mga browser extension sa mga setting nito, saka i-test ulit. Para sa Ollama, itakda ito kung saan ito sinisimulan:',
  },
  'key-refused': {
    what: 'Humihingi ito ng key, o ng ibang key.',
    todo: 'I-save ang key na ginamit nang simulan ito.',
  },
  'model-missing': {
    what: 'Wala itong model na ganoon ang pangalan, o marami at walang napili.',
    todo: 'Pumili ng SEA-Guard model sa ibaba.',
  },
  'too-many': {
    what: 'Masyado itong madalas tanungin.',
    todo: 'Maghintay ng isang minuto, saka i-test ulit.',
  },
  'server-error': {
    what: 'Pumalya ito habang sumasagot.',
    todo: 'Tingnan ang isinusulat nito kung saan ito sinimulan: madalas puno ang memory nito. Simulan ito muli, saka i-test ulit.',
  },
  'no-guard-answer': {
    what: 'Sumasagot ito, pero hindi nagsasabi ng ligtas o hindi ligtas. Hindi ito bantay.',
    todo: 'Pumili ng SEA-Guard model sa ibaba.',
  },
};

const hostedTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'Hindi maabot ang SEA-LION.',
    todo: 'I-check ang koneksyon sa internet, saka i-test ulit.',
  },
  slow: {
    what: 'Hindi sumagot sa oras ang SEA-LION.',
    todo: 'Baka marami itong ginagawa. I-test ulit mamaya.',
  },
  'not-an-api': {
    what: 'Iba ang sumasagot sa halip na SEA-LION.',
    todo: 'Ganito kapag gusto ng network na mag-sign in ka. Mag-sign in doon, saka i-test ulit.',
  },
  'origin-refused': {
    what: 'Hindi sumasagot ang SEA-LION sa browser extension na ito.',
    todo: 'Tingnan kung may update ang Seawall.',
  },
  'key-refused': {
    what: 'Hindi tinatanggap ng SEA-LION ang key na ito.',
    todo: 'Gumawa ng bago sa playground.sea-lion.ai, at i-save ito rito.',
  },
  'model-missing': {
    what: 'Hindi iniaalok ng SEA-LION ang bantay na hinihingi ng Seawall.',
    todo: 'Baka hindi para dito ang key mo. Kung para dito, tingnan kung may update ang Seawall.',
  },
  'too-many': {
    what: 'Ubos na ang mga request para sa minutong ito.',
    todo: 'Maghintay ng isang minuto, saka i-test ulit.',
  },
  'server-error': {
    what: 'Pumalya ang SEA-LION habang sumasagot.',
    todo: 'I-test ulit mamaya.',
  },
  'no-guard-answer': {
    what: 'Hindi nagsabi ang SEA-LION ng ligtas o hindi ligtas.',
    todo: 'I-test ulit mamaya. Kung maulit ito, tingnan kung may update ang Seawall.',
  },
};

const unready: Record<Why, (host: string) => string> = {
  'no-address': () => 'Hindi pa ito tinatanong: ilagay muna ang address nito.',
  'no-key': () => 'Hindi pa ito tinatanong: kailangan nito ng key. Mag-save ng key sa ibaba.',
  'no-permission': (host) =>
    `Hindi ito tinatanong: hindi hinahayaan ng browser na maabot ng Seawall ang ${host}.`,
  'no-consent': () =>
    'Hindi ito tinatanong: ayon sa browser, hindi ka pa pumapayag na ipadala ang laman ng mga page.',
};

const scopes: Record<Scope, { name: string; line: string }> = {
  sites: {
    name: 'Mga site lang na isa-isa kong pinapayagan',
    line: 'Walang ipapadala hangga’t hindi mo pinapayagan ang site sa popup, sa mismong page nito.',
  },
  all: {
    name: 'Bawat site na naka-on',
    line: 'Bawat site na sinusuri ng Seawall, at bawat site na i-o-on mo pa.',
  },
};

const judging: Record<Judging, { name: string; what: string }> = {
  groups: {
    name: 'Sama-sama ang magkakatabi',
    what: 'Sabay-sabay na itinatanong ang magkakatabi. Kung may hindi ligtas doon, hinihimay ito para malaman kung alin.',
  },
  each: {
    name: 'Isa-isa',
    what: 'May sariling sagot ang bawat text at larawan.',
  },
};

const groups: Record<Group, string> = {
  mail: 'Mail',
  banks: 'Mga bangko',
  health: 'Kalusugan',
  government: 'Gobyerno',
};

export const enginesFil: EnginesText = {
  title: 'Iba pang bantay na puwedeng tanungin ng Seawall',
  explain:
    'Puwede ring tumakbo ang bantay sa ibang lugar: sa isang computer mo, o sa SEA-LION. Kapag tinanong ang isa sa mga iyon, lumalabas sa device na ito ang laman ng page. Naka-off ang dalawa hangga’t hindi mo ino-on.',
  starting: 'Kinukuha ang mga nakatakda',
  names,
  on: 'Naka-on',
  off: 'Naka-off',
  saved: 'Na-save.',

  order: {
    title: 'Sino ang unang tinatanong',
    explain:
      'Ang unang gumagana ang tinatanong. Kapag hindi ito gumana, ang susunod ang tatanungin, at sasabihin iyon sa iyo ng popup.',
    up: 'Itaas',
    down: 'Ibaba',
    of: (action, name) => `${action}: ${name}`,
    moved: (name, place) => `Numero ${number(place)} na ngayon: ${name}.`,
    state: {
      ready: 'Handa',
      off: 'Naka-off: nilalaktawan',
      noGuard: 'Walang napiling bantay: nilalaktawan',
      failed: 'Hindi gumagana ngayon: nilalaktawan',
      unready: 'Hindi pa handa: nilalaktawan',
      resting: (time) => `Hindi gumagana ngayon: nilalaktawan hanggang ${time}`,
    },
  },

  server: {
    explain:
      'Bantay sa computer na pinangangasiwaan mo o ng mga pinagkakatiwalaan mo. Wala itong gastos kundi ang trabaho ng computer na iyon.',
    address: 'Address ng server',
    hint: 'Kung saan ito sumasagot. Isa sa mga ito, kung tumatakbo ito sa device na ito:',
    fill: (program) => `${program}: ilagay ang address nito`,
    problems: {
      empty: 'Ilagay muna ang address nito.',
      'not-an-address': 'Hindi ito address. Ganito dapat ang itsura: http://127.0.0.1:8000/v1.',
    },
    readable: (host) =>
      `Hindi protektado ang daan papunta sa ${host} (http): mababasa ng iba sa network ang ipinapadala. Gumamit ng https, maliban kung iyo lang ang network.`,
    model: 'Model',
    modelHint:
      'Iwanang blangko kung isa lang ang iniaalok nito. Ipapakita ng test kung ano ang iniaalok nito.',
    key: 'Key',
    keyHint: 'Kung hinihingi lang nito.',
  },

  hosted: {
    explain:
      'Bantay na pinapatakbo ng SEA-LION para sa lahat, sa internet. Hindi nito kailangan ng malakas na computer, at 10 request kada minuto ang sinasagot nito.',
    key: 'SEA-LION key',
    keyHint: 'Makukuha mo ito sa',
    keySite: 'playground.sea-lion.ai',
    keyAddress: 'https://playground.sea-lion.ai',
    judging: 'Paano itinatanong ang mga page',
    judgingNames: judging,
    judgingCost: 'Ang mga bilang ay para sa page na may 200 text at larawan, 1% ang hindi ligtas.',
    cost: (what, requests, minutes) =>
      `${what} Mga ${counted(requests, 'request')}, ${minutes === 1 ? 'isang minuto' : counted(minutes, 'minuto')}.`,
    left: (left, perMinute) =>
      `${number(left)} sa ${counted(perMinute, 'request')} ang natitira sa minutong ito.`,
    next: (seconds) => `Pagkalipas ng ${counted(seconds, 'segundo')} ang susunod.`,
  },

  key: {
    save: 'I-save ang key',
    saved: (end) => `Naka-save: ${end}`,
    forget: 'Kalimutan',
    forgetThis: (name) => `Kalimutan: ${name}`,
    empty: 'Ilagay muna ang key.',
    forgotten: 'Kinalimutan na.',
  },

  consent: {
    title: (name) => `I-on: ${name}?`,
    what: (host) =>
      `Kung gayon, ipapadala sa ${host} ang text at mga larawan ng mga page, mula sa mga site na pinapayagan mo.`,
    here: 'Ang device na ito mismo iyon.',
    there: 'Mababasa ng nagpapatakbo nito ang ipinapadala, at puwede niya itong itabi.',
    talks: 'Sa pakikipag-usap sa AI, kasama ng bawat sagot ang itinanong mo.',
    never: 'Hindi kailanman ipinapadala:',
    nevers: [
      'mga page sa mga pribadong window',
      'ang tina-type mo, hangga’t hindi mo pa ito napo-post',
      'anuman sa page mula nang makitang humihingi ito ng password',
      'ang mga site sa “Hindi kailanman ipinapadala” sa ibaba',
    ],
    scope: 'Ano ang puwedeng ipadala?',
    browser: 'Tatanungin ka rin ng browser.',
    yes: 'I-on ito',
    no: 'Huwag i-on',
    declined: (host) =>
      `Hindi pinayagan ang Seawall na magpadala sa ${host}, kaya naka-off pa rin ito at walang ipinapadala. Puwede mo itong payagan kahit kailan.`,
  },

  scope: { question: 'Ano ang puwedeng ipadala', scopes },

  state: {
    ready: 'Handa.',
    unready,
    again: (time) => `Kusa itong susubukan ulit ng Seawall sa ${time}.`,
    ask: 'Humiling ulit sa browser',
    declined: (host) =>
      `Hindi pinayagan ang Seawall na magpadala sa ${host}, kaya walang ipinapadala.`,
  },

  test: {
    button: 'I-test',
    of: (name) => `I-test: ${name}`,
    cost: 'Isang request ang gamit ng test. Walang anuman sa page ang ipinapadala.',
    costServer:
      'Isang hindi mapanganib na tanong ang itinatanong dito. Walang anuman sa page ang ipinapadala.',
    needsKey: 'Mag-save muna ng key. Saka ito mate-test.',
    running: 'Tine-test…',
    works: (milliseconds) =>
      milliseconds === null
        ? 'Gumagana ito.'
        : `Gumagana ito: sumagot sa loob ng ${counted(Math.round(milliseconds), 'millisecond')}.`,
    sure: 'Sinasabi rin nito kung gaano ito kasigurado.',
    word: 'Ligtas o hindi ligtas lang ang sinasabi nito, hindi kung gaano ito kasigurado.',
    declined: (host) =>
      `Hindi pinayagan ang Seawall na abutin ang ${host}, kaya hindi ito na-test.`,
    offers: 'Mga iniaalok nito:',
    choose: (model) => `Piliin ang ${model}`,
    get: 'Para makakuha ng SEA-Guard model para dito:',
  },
  troubles: { server: serverTroubles, hosted: hostedTroubles } satisfies Record<Remote, unknown>,

  never: {
    title: 'Hindi kailanman ipinapadala',
    explain:
      'Hindi kailanman umaalis sa device na ito ang laman ng mga site na ito, anuman ang pinapayagan sa itaas. Kasama sa site ang lahat ng nasa ilalim nito: saklaw din ng example.com ang mail.example.com.',
    groups,
    own: 'Idinagdag mo',
    group: (name, many) => `${name} (${number(many)})`,
    find: 'Maghanap ng site',
    none: 'Walang ganoong site sa listahan.',
    remove: 'Alisin',
    putBack: 'Ibalik',
    of: (action, site) => `${action}: ${site}`,
    removed: (site) => `Wala na sa listahan ang ${site}.`,
    added: (site) => `Nasa listahan na ang ${site}.`,
    add: 'Magdagdag ng site',
    addHint: 'Ang pangalan nito, gaya ng example.com, o ang address ng isa sa mga page nito.',
    submit: 'Idagdag',
    problems: {
      wrong: 'Hindi ito site. Ganito dapat ang itsura: example.com.',
      there: 'Nasa listahan na ang site na ito.',
    },
  },
};
