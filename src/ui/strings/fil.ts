/** What the popup says, and what other pages say alike, in Filipino. */
import { number, plural } from '../../core/i18n';
import type { UnknownReason } from '../../core/verdict';
import type { GuardFailure } from '../../platform/guard-protocol';
import type { OutOfReach } from '../popup/site';
import type { Strings } from '../strings';
import type { Failure } from './en';

/** Some numbers want a linker before the noun: `5 larawan`, `6 na larawan`. */
export const counted = (count: number, noun: string): string =>
  plural(count, { one: `${number(count)} ${noun}`, other: `${number(count)} na ${noun}` });

const failures: Record<GuardFailure, Failure> = {
  unreadable: {
    what: 'May file ng bantay na hindi mabasa.',
    means: 'Walang bagong masusuri hangga’t hindi ito nababasa.',
    todo: 'Subukan ulit. Kung maulit ito, i-install muli ang bantay.',
  },
  damaged: {
    what: 'May sirang file ang bantay.',
    means:
      'Puwedeng tawaging ligtas ng sirang bantay ang hindi ligtas, kaya hindi ito ginagamit ng Seawall.',
    todo: 'Subukan ulit. Kung maulit ito, i-install muli ang bantay.',
  },
  unsupported: {
    what: 'Ginawa ang bantay na ito para sa ibang bersyon ng Seawall.',
    means: 'Hindi ito mapapagana ng bersyong ito, kaya walang bagong sinusuri.',
    todo: 'I-update ang Seawall, saka subukan ulit.',
  },
  'self-test': {
    what: 'Mali ang mga sagot ng bantay nang i-test ito sa device na ito.',
    means: 'Hindi mapagkakatiwalaan ang mga hatol nito, kaya hindi ito ginagamit ng Seawall dito.',
    todo: 'I-update ang browser at ang graphics driver, saka subukan ulit.',
  },
  'no-device': {
    what: 'Walang graphics processor na magagamit sa browser na ito, at masyadong malaki ang bantay para gumana nang wala nito.',
    means: 'Walang bagong sinusuri.',
    todo: 'I-on ang graphics acceleration sa mga setting ng browser, i-restart ito, at subukan ulit.',
  },
  missing: {
    what: 'Wala na sa device na ito ang bantay.',
    means: 'Binura ito ng browser, o may nag-alis nito. Walang bagong sinusuri.',
    todo: 'I-install ito ulit, o gumamit ng ibang bantay.',
  },
  'no-memory': {
    what: 'Kulang ang libreng memory ng device na ito para sa bantay.',
    means: 'Walang bagong sinusuri.',
    todo: 'Isara ang ibang tab at program at subukan ulit, o gumamit ng mas maliit na bantay.',
  },
  crashed: {
    what: 'Biglang huminto ang bantay.',
    means: 'Mananatili ang hatol sa mga nasuri na. Walang bagong sinusuri.',
    todo: 'Subukan ulit. Kung kulang ang memory, puwedeng makatulong ang pagsasara ng ibang tab.',
  },
};

const reasons: Record<UnknownReason, string> = {
  'no-guard': 'Walang bantay na matanong',
  'guard-failed': 'Hindi gumagana ang bantay',
  'too-long': 'Masyadong mahaba, hindi lahat nasuri',
  timeout: 'Walang dumating na sagot sa oras',
  interrupted: 'Huminto ang bantay sa kalagitnaan',
  'bad-answer': 'Walang kabuluhan ang sagot',
  unreachable: 'Hindi maabot ang bantay',
  refused: 'Tumangging sumagot ang server ng bantay',
  turn: 'Mamaya pa ang turno nito',
  waiting: 'Naghihintay pa',
  'no-sight': 'Hindi nakakakita ng larawan dito ang bantay na ito',
  'image-missing': 'Hindi ito ibinigay ng server nito',
  'image-locked': 'Mula sa site na hindi puwedeng basahin ng Seawall',
  'image-too-large': 'Masyadong malaki para tingnan',
  'image-broken': 'Walang larawang mababasa',
};

const outOfReach: Record<OutOfReach, { title: string; body: string }> = {
  'no-tab': {
    title: 'Walang page dito.',
    body: 'Baka isinara na ang tab. Magbukas ng web page para masuri ito.',
  },
  unseen: {
    title: 'Hindi makita ng Seawall kung anong page ito.',
    body: 'Sinasabi ito ng browser kapag na-click mo ang button ng Seawall sa toolbar.',
  },
  'browser-page': {
    title: 'Pag-aari ng browser ang page na ito.',
    body: 'Hindi ito mababasa ng mga extension, kaya hindi ito sinusuri. Magbukas ng web page para masuri ito.',
  },
  store: {
    title: 'Ito ang extension store ng browser.',
    body: 'Hindi ito mababasa ng mga extension, kaya hindi ito sinusuri. Puwedeng suriin ang ibang site.',
  },
  file: {
    title: 'File ito sa device na ito.',
    body: 'Mga web site lang ang sinusuri ng Seawall, kaya hindi ito sinusuri.',
  },
  'no-site': {
    title: 'Walang kinabibilangang web site ang page na ito.',
    body: 'Isa-isang ino-on ang Seawall sa bawat site, kaya hindi ito masusuri.',
  },
};

const notKnown = (count: number): string =>
  count === 0 ? '' : `, ${number(count)} ang hindi alam`;

/** Where something went elsewhere a note says so. */
const here = (isSent: boolean): string => (isSent ? '' : ' sa device na ito');

export const fil: Strings = {
  name: 'Seawall',
  canBeWrong: 'Puwedeng magkamali ang Seawall. Tingnan muna bago ka magpasya.',
  dismiss: 'Isara',
  details: 'Mga detalye',

  site: {
    switch: (site) => `Suriin ang ${site}`,
    on: 'Naka-on',
    off: 'Naka-off',
  },

  status: {
    screening: (checked, all, unknown, isSent = false) =>
      `Sinusuri${here(isSent)} · ${number(checked)} sa ${number(all)} ang nasuri${notKnown(unknown)}`,
    done: (checked, unknown, isSent = false) => {
      const start = `Tapos nang suriin${here(isSent)}`;
      return unknown === 0 && checked > 1
        ? `${start} · nasuri ang lahat ng ${number(checked)}`
        : `${start} · ${number(checked)} ang nasuri${notKnown(unknown)}`;
    },
    progress: 'Nasuri na sa ngayon',
  },

  announce: {
    screening: 'Sinusuri ang page na ito.',
    done: ({ unsafe, unknown, safe }) =>
      `Nasuri ang page: ${number(unsafe)} ang hindi ligtas, ${number(unknown)} ang hindi alam, ${number(safe)} ang ligtas.`,
  },

  flags: {
    unsafe: 'Hindi ligtas',
    safe: 'Ligtas',
    unknown: 'Hindi alam',
    waiting: 'Naghihintay',
  },

  filters: {
    label: 'Ipakita',
    all: 'Lahat',
    none: {
      unsafe: 'Walang hinatulang hindi ligtas sa page na ito.',
      safe: 'Walang hinatulang ligtas sa page na ito.',
      unknown: 'Walang hindi alam sa page na ito.',
      all: 'Walang maipapakita.',
    },
    showAll: 'Ipakita lahat',
  },

  list: {
    label: 'Laman ng page',
    chance: 'Tsansang hindi ligtas:',
    noLanguage: 'Hindi alam ang wika',
    byPerson: 'Ikaw ang nagpasya nito',
    noWords: '(walang salita)',
    covered: 'Natatakpan',
    noReason: 'Walang ibinigay na dahilan',
    waiting: 'Naghihintay na masuri',
    roles: {
      request: 'Tanong sa AI',
      answer: 'Sagot ng AI',
    },
    reasons,
  },

  picture: {
    is: 'Larawan: ',
    nameless: 'Larawang walang salita',
    show: 'Ipakita',
    hide: 'Itago',
    showThis: (words) => `Ipakita ang larawan: ${words}`,
    hideThis: (words) => `Itago ang larawan: ${words}`,
  },

  hint: {
    locked: (count, site) =>
      count === 1
        ? `May isang larawan mula sa ${site}, na hindi puwedeng basahin ng Seawall.`
        : `May ${counted(count, 'larawan')} mula sa ${site}, na hindi puwedeng basahin ng Seawall.`,
    allow: 'Payagan',
    allowSite: (site) => `Payagan ang Seawall na basahin ang mga larawan mula sa ${site}`,
    noSight:
      'Hindi nakakakita ng larawan dito ang bantay na ito, kaya mananatiling hindi alam ang mga larawan.',
    otherGuard: 'Ibang bantay',
  },

  parts: {
    locked: (count, sites, more) => {
      const from = more > 0 ? [...sites, `${number(more)} pa`] : sites;
      const names = from.join(', ');
      return count === 1
        ? `May isang seksyon ng page na ito na mula sa ibang site (${names}) at hindi sinusuri.`
        : `May ${counted(count, 'seksyon')} ng page na ito na mula sa ibang mga site (${names}) at hindi sinusuri.`;
    },
    allow: 'Suriin din',
    allowSites: (sites) => `Suriin din: mga seksyon mula sa ${sites.join(', ')}`,
    astray: (count) =>
      count === 1
        ? 'Hindi matingnan ng Seawall ang isang seksyon ng page na ito.'
        : `Hindi matingnan ng Seawall ang ${counted(count, 'seksyon')} ng page na ito.`,
  },

  practice: {
    note: 'Bantay na pampraktis: para sa pagsubok, hindi proteksyon.',
    try: 'Subukan ang bantay na pampraktis',
    explain:
      'Ang bantay na pampraktis ay para masubukan ang Seawall. Ilang halimbawang parirala lang ang alam nito, at hindi ito proteksyon.',
  },

  saving:
    'Mababa ang baterya: ang nakikita lang sa screen ang sinusuri. Susunod ang iba kapag nag-scroll ka roon o nag-charge.',
  marksRemoved:
    'Paulit-ulit na inaalis ng page na ito ang mga marka ng Seawall. Tama pa rin ang listahan dito.',

  off: {
    title: (site) => `Naka-off ang Seawall sa ${site}.`,
    body: 'Walang code nito na tumatakbo roon.',
    note: 'Hihilingin ng browser na payagan mo ito para sa site na ito.',
    button: 'I-on',
  },
  declined: {
    title: (site) => `Hindi pinayagan ang Seawall sa ${site}.`,
    body: 'Kaya naka-off pa rin ito roon, at walang code nito na tumatakbo. Puwede mo itong payagan kahit kailan.',
    button: 'Humiling ulit',
  },
  noGuard: {
    title: 'Walang napiling bantay, kaya walang masusuri.',
    get: 'Kumuha ng bantay',
  },
  options: 'Mga opsyon',
  summary: 'Ngayong linggo',
  review: 'I-review',
  install: {
    running: (name, part) => `Ini-install ang ${name} · ${part}`,
    paused: (name, part) => `Naka-pause ang pag-install ng ${name} · ${part}`,
    nameless: 'bantay',
  },
  loading: {
    title: 'Inihahanda ang bantay.',
    stages: {
      files: 'Binabasa at chine-check ang mga file nito',
      starting: 'Sinisimulan ito sa device na ito',
      'self-test': 'Tine-test ang mga sagot nito',
    },
    progress: 'Paglo-load ng bantay',
  },
  failed: { failures, button: 'Subukan ulit', install: 'I-install ito ulit' },
  silent: {
    title: 'Hindi sumasagot ang Seawall.',
    body: 'Hindi maipapakita ang alam nito tungkol sa page na ito hangga’t hindi ito sumasagot.',
    button: 'Subukan ulit',
  },
  pageLoading: {
    title: 'Binabasa pa ang page.',
    body: 'Ililista rito ang laman nito.',
  },
  lost: {
    title: 'Walang ugnayan ang Seawall sa page na ito.',
    body: 'Nangyayari ito kapag bukas na ang page bago in-on o in-update ang Seawall. I-reload ang page para masuri ito.',
    button: 'I-reload ang page',
  },
  empty: {
    title: 'Wala pang masusuri sa page na ito.',
    body: 'Kusang sinusuri ang anumang lumabas. Kung may inaasahan ka rito, i-reload ang page.',
    button: 'I-reload ang page',
  },
  format: {
    of: (done, all) => `${done} sa ${all}`,
    lastMinute: 'wala pang isang minuto ang natitira',
    left: (time) => `mga ${time} pa`,
    noName: '(walang pangalan)',
  },
  outOfReach,
  lookAgain: 'Tingnan ulit',
  starting: 'Kinukuha ang lagay ng page na ito',

  trouble: {
    noAnswer: 'Hindi sumagot ang Seawall, kaya baka hindi ito nagawa. Subukan ulit.',
    cannotAsk:
      'Hindi hinayaan ng browser na humingi ng pahintulot ang Seawall, kaya naka-off pa rin ito.',
    cannotAllow: (site) =>
      `Hindi hinayaan ng browser na humingi ng pahintulot ang Seawall para sa ${site}, kaya mananatiling hindi alam ang mga larawan nito.`,
    noOptions:
      'Hindi mabuksan ang mga opsyon. Buksan ang mga ito mula sa listahan ng mga extension ng browser.',
    noPage: 'Hindi mabuksan ang page. Subukan ulit.',
    noReview: 'Hindi mabuksan ang page para sa pag-review. Subukan ulit.',
    noReload: 'Hindi ma-reload ang page. I-reload ito mula sa toolbar ng browser.',
  },
};
