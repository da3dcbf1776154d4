/** What the background says to people, in Filipino. */
import { number, plural } from '../../core/i18n';
import type { Lockable } from '../../core/lockable';
import type { LockRefusalReason } from '../../platform/lock-protocol';
import type { BackgroundWords } from '../strings';

const refusals: Record<LockRefusalReason, string> = {
  locked: 'Naka-lock ito. I-type ang PIN para magpatuloy.',
  wrong: 'Mali iyon.',
  wait: 'Masyadong maraming maling subok. Maghintay muna nang kaunti bago sumubok ulit.',
  'not-a-pin': '4 hanggang 12 digit ang PIN.',
  'too-easy': 'Madaling hulaan ang PIN na iyon. Pumili ng iba.',
  off: 'Walang naka-set up na lock.',
  on: 'May naka-set up nang lock.',
  unreadable:
    'Hindi makuha ng Seawall ang lock nito, kaya mananatili sa dati ang lahat ng puwedeng pinoprotektahan nito. I-restart ang browser.',
};

const set = (what: string): string =>
  `Itinakda ng organisasyon mo ${what}, at hindi ito mababago rito.`;

const locked: Record<Lockable, string> = {
  engine: set('kung aling engine ang tinatanong'),
  guard: set('kung aling bantay ang ginagamit'),
  sites: set('kung saang mga site gumagana ang Seawall'),
  neverSend: set('kung aling mga site ang hindi kailanman ipinapadala'),
  idleMinutes: set('kung kailan inaalis sa memory ang bantay'),
  imageDetail: set('kung gaano kasinsin tinitingnan ang mga larawan'),
  pace: set('kung kailan naghihintay ang mga page'),
  language: set('ang wika'),
  protection: set('kung ano ang ipinapakita ng mga page sa hindi ligtas na laman'),
  threshold: set('kung kailan hinahatulang hindi ligtas ang laman'),
  review: set('kung ano ang itinatabi sa mga hatol'),
  parental: set('ang mode para sa bata'),
};

const found = (unsafe: number, all: number): string =>
  plural(all, {
    one: `Seawall: ${number(unsafe)} sa ${number(all)} bahagi ang hindi ligtas`,
    other: `Seawall: ${number(unsafe)} sa ${number(all)} na bahagi ang hindi ligtas`,
  });

export const backgroundFil: BackgroundWords = {
  refusals,
  locked,

  noSite: (name) => `Hindi pangalan ng web site ang “${name}”, kaya hindi ito masusuri.`,
  notAllowed: (site) =>
    `Hindi pa puwedeng basahin ng Seawall ang ${site}. I-on ito ulit at payagan kapag hiniling ng browser.`,
  turnOnFirst: (site) => `I-on muna ang Seawall para sa ${site}.`,
  browserRefused: (error) => `Tumanggi ang browser: ${error}. Isara ito at subukan ulit.`,

  engines: {
    noKey: 'Ang key ay isang salita na may mga karaniwang letra, numero, at simbolo.',
    noSite: (name) => `Hindi pangalan ng web site ang “${name}”.`,
    noAddress: 'Hindi iyon address ng server. Ganito dapat ang itsura: http://127.0.0.1:8000/v1.',
    addressFirst: 'Ilagay muna ang address ng server.',
    notReachable: (host) =>
      `Hindi hinahayaan ng browser na maabot ng Seawall ang ${host}. Payagan ito kapag hiniling.`,
    notTold:
      'Hindi pa nasasabi sa browser na puwedeng ipadala ang mga page. Payagan ito kapag hiniling.',
    off: (site) => `Naka-off ang Seawall sa ${site}. I-on muna ito roon.`,
    notWritten: 'Wala pang nailalagay na address.',
    noAnswer: 'Walang dumating na sagot sa loob ng isang minuto.',
    testedSafe: (question) => `Itinanong ang “${question}”: ligtas.`,
    testedUnsafe: (question) => `Itinanong ang “${question}”: hindi ligtas.`,
  },

  backup: {
    nothingToUndo: 'Walang mababawi: walang na-restore na setting.',
    problems: {
      'too-large':
        'Masyadong malaki ang file na ito para maging mga setting ng Seawall. Walang binago.',
      'not-json': 'Hindi mabasa ang file na ito: sira ito, o hindi backup. Walang binago.',
      'not-a-backup': 'Hindi backup ng mga setting ng Seawall ang file na ito. Walang binago.',
      newer:
        'Ginawa ang backup na ito ng mas bagong Seawall. I-update ang Seawall, saka subukan ulit. Walang binago.',
      damaged: 'May hindi tugma sa backup na ito, kaya walang ginamit mula rito.',
    },
  },

  badge: {
    name: 'Seawall',
    done: found,
    checking: (unsafe, all) => `${found(unsafe, all)}, sinusuri pa ang iba`,
    notKnown: (unsafe, all, unknown) => `${found(unsafe, all)}, ${number(unknown)} ang hindi alam`,
  },

  menu: {
    screen: 'Suriin ito gamit ang Seawall',
    wrong: 'Mali ang Seawall tungkol dito',
    hide: 'Itago ito',
    unhide: 'Ipakita ang mga itinago ko rito',
  },

  notices: {
    guardFailed:
      'Huminto sa paggana ang bantay. Walang bagong sinusuri hangga’t hindi ito gumagana ulit.',
    installed: (name) => `Na-install na ang ${name}.`,
    installFailed: (name) => `Hindi na-install ang ${name}.`,
    guard: 'bantay',
    keyRefused: 'Hindi tinatanggap ng SEA-LION ang key mo, kaya walang sinusuri roon.',
    look: 'Buksan ang mga opsyon ng Seawall para makita kung ano ang magagawa.',
  },
};
