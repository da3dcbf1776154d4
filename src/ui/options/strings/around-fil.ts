/**
 * What the options page says of search, language, notifications, backups and shortcuts, in Filipino.
 */
import type { ChangedPart } from '../../../core/backup';
import { listed } from '../../../core/i18n';
import type { CommandName } from '../../../platform/options-link';
import { counted } from '../../strings/fil';
import type { AroundText } from '../strings-around';

const parts: Record<ChangedPart, string> = {
  sites: 'Mga site',
  guard: 'Ang ginagamit na bantay',
  idleMinutes: 'Kailan inaalis sa memory ang bantay',
  imageDetail: 'Gaano kasinsin tinitingnan ang mga larawan',
  order: 'Sino ang unang tinatanong',
  server: 'Sarili mong server',
  hosted: 'SEA-LION',
  neverSend: 'Mga site na hindi kailanman ipinapadala',
  pace: 'Kailan naghihintay ang mga page',
  language: 'Ang wika ng Seawall',
  protection: 'Ano ang ginagawa sa hindi ligtas na laman',
  review: 'Ano ang itinatabi para i-review',
  thresholds: 'Kailan itinuturing na hindi ligtas ang laman',
  notify: 'Mga notification',
};

const actions: Record<CommandName, string> = {
  popup: 'Buksan ang Seawall',
  'next-unsafe': 'Pumunta sa susunod na hindi ligtas na bahagi ng page',
  'previous-unsafe': 'Pumunta sa naunang hindi ligtas na bahagi ng page',
  'toggle-marks': 'Itago o ipakita ang mga marka sa page',
  'toggle-site': 'I-on o i-off ang Seawall para sa site',
  'open-panel': 'Buksan ang side panel',
};

export const aroundFil: AroundText = {
  search: {
    label: 'Maghanap sa mga opsyon',
    hint: 'Pindutin ang / para maghanap, Escape para ipakita ang lahat.',
    found: (count) => `${counted(count, 'setting')} ang nahanap`,
    none: 'Walang nahanap na setting. Sumubok ng ibang salita.',
    all: 'Ipakita lahat',
    sections: 'Mga seksyon',
  },

  language: {
    title: 'Wika',
    question: 'Ang wika ng sariling mga salita ng Seawall',
    auto: (name) => `Gaya ng nakatakda sa browser (${name})`,
    cost: 'Hindi nito binabago ang mga page at ang mga hatol sa mga ito: sinusuri ng Seawall ang lahat ng wika, anuman ang wika nito.',
    words: 'pagsasalin, translation, language, salita',
  },

  notifications: {
    title: 'Mga notification',
    name: 'Sabihan ako kapag kailangan ako',
    line: 'Kapag huminto sa paggana ang bantay, kapag natapos ang pag-install, kapag tinanggihan ang key mo. Tig-iisang beses lang, at walang kahit isang salita mula sa page.',
    declined: 'Hindi pinayagan ang browser na magpakita ng mga notification, kaya walang lalabas.',
    saved: 'Na-save.',
    words: 'abiso, alert, mensahe, notify',
  },

  backup: {
    title: 'Pag-back up',
    settings: 'Ang mga setting mo bilang file',
    explain:
      'Nasa file ang mga setting mo at ang mga pangalan ng mga site na naka-on. Walang key, walang PIN, at walang anumang nasa page ang kasama rito.',
    save: 'I-save sa file',
    pick: 'Mag-restore mula sa file',
    file: (name) => `Ito ang mababago ng ${name}:`,
    nothing: 'Nasa file na ito ang mga setting na gamit mo na. Walang mababago.',
    on: (sites) => `I-o-on: ${listed(sites)}`,
    off: (sites) => `I-o-off: ${listed(sites)}`,
    otherwise: (sites) => `Iibahin ang setting: ${listed(sites)}`,
    parts,
    sending:
      'Hindi ino-on ng backup ang pagpapadala ng mga page kahit kanino: ikaw ang gagawa niyon, sa seksyon tungkol doon.',
    asks: 'Puwedeng hilingin ng browser na payagan mo ang mga site na i-o-on.',
    restore: 'I-restore',
    leave: 'Huwag baguhin ang anuman',
    done: 'Na-restore na ang mga setting.',
    undone: 'Naibalik na sa dati ang mga setting.',
    unreadable: (sites) =>
      `Hindi na-on, dahil hindi hinahayaan ng browser na basahin ng Seawall ang mga ito: ${listed(sites)}`,
    undo: 'Bawiin ang huling pag-restore',
    tooLarge: 'Masyadong malaki ang file na ito para maging mga setting ng Seawall. Walang binago.',
    unread: 'Hindi nabasa ang file na ito. Walang binago.',
    words: 'backup, export, import, restore, ilipat, lumipat sa ibang computer',
  },

  shortcuts: {
    title: 'Mga shortcut',
    explain: 'Mga key para sa madalas mong gawin. Gumagana ang mga ito sa bawat page.',
    action: 'Gagawin',
    keys: 'Mga key',
    actions,
    none: 'Wala pang key',
    change: 'Baguhin ang mga shortcut',
    manual:
      'Hindi mabuksan ang page para dito. Hanapin ang “shortcut” sa listahan ng mga extension ng browser.',
    words: 'keyboard, hotkey, pindutan',
  },

  diagnostics: {
    title: 'Mga diagnostic',
    explain:
      'Ang alam ng Seawall tungkol sa sarili nito, para tingnan o ipadala kasama ng ulat ng problema.',
    open: 'Buksan ang mga diagnostic',
    words: 'ulat ng bug, sira, problema, bersyon, version, graphics',
  },
};
