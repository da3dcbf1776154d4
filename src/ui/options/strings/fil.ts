/** What the options page says beyond `ui/strings.ts`, in Filipino. */

import type { ReadAddress } from '../../../core/build-address';
import { number } from '../../../core/i18n';
import { IMAGE_TOKENS, type ImageDetail } from '../../../core/image';
import type { InstallFailure, InstallState, StoredBuild } from '../../../platform/store-protocol';
import type { Failure } from '../../strings';
import type { FolderProblem } from '../folder';
import type { OptionsText } from '../strings';

type AddressProblem = Extract<ReadAddress, { ok: false }>['problem'];
type Stage = Extract<InstallState, { status: 'running' }>['stage'];
type ProblemCode = NonNullable<StoredBuild['problem']>['code'];

const failures: Record<InstallFailure, Failure> = {
  unreachable: {
    what: 'Hindi maabot ang bantay.',
    means: 'Hindi sumagot ang server nito, o hindi nito hinahayaang magbasa roon ang Seawall.',
    todo: 'I-check ang koneksyon at ang address. Kung parehong tama, payagan ang Seawall na magbasa mula roon.',
  },
  refused: {
    what: 'Hindi ibinigay ng server ang bantay.',
    means: 'Wala nang ibang nakuha.',
    todo: 'I-check ang address. Ang bantay na nangangailangan ng account ay dapat i-download nang mano-mano, saka i-install mula sa folder nito.',
  },
  'not-a-build': {
    what: 'Walang bantay roon na mapapagana ng Seawall na ito.',
    means: 'Walang na-install.',
    todo: 'I-check ang address o ang folder: dapat nasa loob nito ang file na build.json. Kung naroon, tingnan kung may update ang Seawall.',
  },
  'wrong-bytes': {
    what: 'Dalawang sunod na beses na mali ang dumating na file.',
    means:
      'Puwedeng tawaging ligtas ng sirang bantay ang hindi ligtas, kaya hindi ito ini-install ng Seawall.',
    todo: 'Subukan ulit mamaya. Kung maulit ito, sabihan ang nag-aalok ng bantay na ito.',
  },
  'no-room': {
    what: 'Kulang ang espasyo para sa bantay na ito.',
    means: 'Nananatili ang narito na.',
    todo: 'Alisin ang bantay na hindi mo ginagamit, o magbakante ng espasyo sa disk. Saka magpatuloy.',
  },
  'no-storage': {
    what: 'Hindi nagtatabi ng mga file ang browser na ito para sa Seawall.',
    means: 'Ganito sa mga pribadong window, at kapag binubura ng browser ang lahat.',
    todo: 'I-install ang bantay sa karaniwang window. Gumagana rin dito ang bantay na pampraktis.',
  },
  'folder-gone': {
    what: 'Hindi na mabasa ang folder.',
    means: 'Isinara ang page kung saan ito pinili, o may nabagong file sa loob nito.',
    todo: 'Piliin ulit ang folder. Nananatili ang narito na.',
  },
  crashed: {
    what: 'Biglang huminto ang pag-install.',
    means: 'Nananatili ang narito na.',
    todo: 'Subukan ulit. Kung huminto na naman, i-restart ang browser.',
  },
};

const addressProblems: Record<AddressProblem, string> = {
  empty: 'Maglagay muna ng address.',
  'not-an-address':
    'Hindi ito address. Ganito dapat ang itsura: hf:owner/name o https://example.com/guard/.',
  insecure:
    'Hindi protektado ang address na ito: puwedeng baguhin ng iba ang bantay habang papunta rito. Gumamit ng https.',
  credentials: 'Huwag isama ang user name at password: walang ipinapadalang ganoon ang Seawall.',
};

const folderProblems: Record<FolderProblem, string> = {
  empty: 'Walang laman ang folder na ito. Piliin ang folder na may mga file ng bantay.',
  'no-build': 'Walang bantay sa folder na ito. Piliin ang folder na may file na build.json.',
  several: 'Higit sa isa ang bantay sa folder na ito. Piliin ang folder ng isa sa mga iyon.',
  'too-large':
    'Masyadong maraming file sa folder na ito para maging bantay. Piliin ang mismong folder ng bantay.',
};

const stages: Record<Stage, (host: string) => string> = {
  asking: (host) => `Tinatanong sa ${host} kung ano ang bumubuo sa bantay`,
  checking: () => 'Chine-check kung ano ang narito na',
  downloading: () => 'Dina-download',
  copying: () => 'Kinokopya',
};

const problems: Record<ProblemCode, string> = {
  missing: 'May mga file itong nawala: baka binura ng browser. Hindi ito magagamit.',
  damaged:
    'May sira itong file. Puwede nitong tawaging ligtas ang hindi ligtas, kaya hindi ito ginagamit.',
};

const choices: Record<ImageDetail, { name: string; line: string }> = {
  fast: {
    name: 'Mabilis',
    line: 'Nakikita kung tungkol saan ang larawan. Hindi napapansin ang maliliit na bagay at maliit na sulat. Pinakamabilis.',
  },
  balanced: {
    name: 'Balanse',
    line: 'Nakikita ang karamihan ng bagay at karamihan ng sulat. Mga apat na beses ang tagal kumpara sa Mabilis.',
  },
  thorough: {
    name: 'Masinsin',
    line: 'Nakikita ang maliliit na bagay at maliit na sulat. Mga labing-anim na beses ang tagal kumpara sa Mabilis, o higit pa.',
  },
};

const tokens = (detail: ImageDetail): string =>
  `${choices[detail].name}: ${number(IMAGE_TOKENS[detail])}`;

export const textFil: OptionsText = {
  title: 'Mga opsyon ng Seawall',

  guard: {
    title: 'Bantay',
    explain:
      'Ang bantay ang bahagi ng Seawall na tumitingin sa laman ng page at nagsasabi kung ano ang maaaring hindi ligtas. Sa device na ito tumatakbo ang mga narito: nananatili rito ang tinitingnan nila.',
    practiceName: 'Bantay na pampraktis',
    starting: 'Kinukuha ang lagay ng Seawall',
  },

  now: {
    title: 'Sa ngayon',
    none: 'Walang napiling bantay.',
    noneBody: 'Walang sinusuri hangga’t hindi ka pumipili sa ibaba.',
    noneHere: 'Walang sinusuri sa device na ito hangga’t hindi ka pumipili sa ibaba.',
    asleep: (name) => `Hindi naka-load ang ${name}.`,
    asleepBody: 'Ilo-load ito kapag kailangan ng page.',
    loading: (name) => `Inihahanda ang ${name}.`,
    ready: (name) => `Handa na ang ${name}.`,
    readyBody: 'Ito ang sumusuri sa mga page sa device na ito.',
    installAgain: 'I-install ito ulit',
    fromFolderAgain: 'Galing ito sa folder: piliin ulit ang folder na iyon sa ibaba.',
    check: 'I-check ang mga file nito',
    retry: 'Subukan ulit',
    device: {
      webgpu: 'Tumatakbo sa: graphics processor (WebGPU)',
      wasm: 'Tumatakbo sa: processor (WebAssembly)',
      adapter: (name) => `Device: ${name}`,
      precision: (name) => `Precision: ${name}`,
      subgroups: (on) => `Mga subgroup: ${on ? 'oo' : 'hindi'}`,
      difference: (logits) =>
        `Self-test: hanggang ${logits} lang ang layo ng mga sagot sa mga alam na sagot (sa logits)`,
      id: (id) => `Build: ${id}`,
    },
  },

  list: {
    title: 'Mga bantay sa device na ito',
    looking: 'Tinitingnan kung ano ang naka-install…',
    unknown: 'Hindi mabasa kung ano ang naka-install.',
    inUse: 'Ginagamit',
    chosen: 'Napili',
    practice: 'Hindi proteksyon',
    packaged: 'Kasama na sa Seawall',
    fromFolder: 'mula sa folder',
    from: (host) => `mula sa ${host}`,
    installed: (when) => `na-install: ${when}`,
    noLicence: 'hindi sinabi ang lisensya',
    use: 'Gamitin',
    check: 'I-check',
    remove: 'Alisin',
    again: 'I-install ulit',
    of: (action, name) => `${action}: ${name}`,
    problems,
    checking: 'Chine-check ang mga file nito',
    whole: 'Na-check na: tama ang bawat file.',
    broken: 'Na-check na: hindi tama ang lahat ng file.',
    ask: (name, size) => `Alisin ang ${name}? Mababakante ang ${size}.`,
    askWeb: 'Para magamit ito ulit, kailangan itong i-download muli.',
    askFolder: 'Para magamit ito ulit, kakailanganin mo ang folder nito.',
    askInUse: 'Ginagamit ito: walang susuriin hangga’t hindi ka pumipili ng ibang bantay.',
    yes: 'Alisin ito',
    no: 'Huwag alisin',
    details: {
      model: (name) => `Model: ${name}`,
      bits: (bits) => `Mga weight: ${number(bits)} bit`,
      address: (address) => `Mula sa: ${address}`,
      id: (id) => `Build: ${id}`,
    },
  },

  room: {
    free: (size) => `${size} ang bakante para sa iba pang bantay.`,
    used: (size) => `${size} ang gamit ng mga naka-install na bantay.`,
    notTold: 'Hindi sinasabi ng browser kung gaano pa kalaki ang bakante.',
    unavailable: 'Hindi makapagtabi ng bantay sa window na ito ng browser.',
    unavailableBody:
      'Ganito sa mga pribadong window, at kapag binubura ng browser ang lahat. Mag-install sa karaniwang window; gumagana rin dito ang bantay na pampraktis.',
  },

  install: {
    title: 'Mag-install ng bantay',
    address: 'Address ng bantay',
    hint: 'Gaya ng hf:owner/name para sa bantay sa Hugging Face, o ang https address ng folder nito.',
    asks: (host) => `Kukunin ito ng Seawall mula sa ${host}.`,
    problems: addressProblems,
    submit: 'I-install',
    or: 'O mula sa folder sa device na ito: piliin ito, o i-drop dito.',
    pick: 'Pumili ng folder',
    pickAgain: 'Piliin ulit ang folder',
    drop: 'I-drop ang folder para i-install ito',
    noFolder: 'Hindi iyon folder. I-drop ang folder na may mga file ng bantay.',
    folderProblems,
  },

  job: {
    nameless: 'bantay',
    running: (name) => `Ini-install ang ${name}`,
    paused: (name) => `Naka-pause ang pag-install ng ${name}`,
    done: (name) => `Na-install na ang ${name}.`,
    source: (from) => `Mula sa ${from}`,
    folder: (name) => `folder na ${name}`,
    stages,
    progress: 'Na-install na sa ngayon',
    keepOpen: 'Huwag isara ang page na ito hangga’t hindi pa ito nakokopya.',
    goesOn: 'Magpapatuloy ito kapag isinara mo ang page na ito.',
    kept: (amount) => `Narito na ang ${amount}.`,
    pause: 'I-pause',
    resume: 'Magpatuloy',
    retry: 'Subukan ulit',
    allow: (host) => `Payagan ang Seawall na magbasa mula sa ${host}, at subukan ulit`,
    declined: (host) =>
      `Hindi pinayagan ang Seawall na magbasa mula sa ${host}, kaya walang nakuha. Puwede mo itong payagan kahit kailan.`,
    cancel: 'Kanselahin',
    discard: 'Itigil na',
    ask: (amount) => `Itigil ito? Buburahin ang narito na (${amount}).`,
    yes: 'Burahin ito',
    no: 'Huwag burahin',
    use: 'Gamitin ito',
    inUse: 'Ginagamit na ito.',
    close: 'Isara',
    failures,
  },

  detail: {
    title: 'Mga larawan',
    question: 'Gaano kasinsin tinitingnan ang mga larawan',
    choices,
    cost: 'Hindi apektado ang text. Titingnan ulit ang mga larawang tiningnan nang mas maluwag, o mas masinsin. May mga bantay na pare-pareho ang tingin sa bawat larawan; walang mababago rito para sa kanila.',
    saved: 'Na-save.',
    get tokens() {
      return `Pinakamaraming token ng isang larawan. ${tokens('fast')}. ${tokens('balanced')}. ${tokens('thorough')}. Mga bantay na Gemma: laging ${number(256)}.`;
    },
  },

  idle: {
    title: 'Paggamit ng memory',
    before: 'Alisin sa memory ang bantay pagkalipas ng',
    after: 'minutong walang trabaho',
    cost: 'Magagamit na ng ibang program ang memory nito. Maghihintay ang susunod na page hanggang ma-load ulit ang bantay: ilang segundo, o mas matagal kung malaki.',
    problem: 'Maglagay ng buong numero mula 1 hanggang 240.',
    saved: 'Na-save.',
  },

  pace: {
    title: 'Paghihintay',
    question: 'Kailan puwedeng maghintay ang page bago masuri?',
    waitHidden: {
      name: 'Maghintay habang nakatago ang tab',
      line: 'Ang tab na hindi mo tinitingnan ay susuriin pagbalik mo rito. Hanggang doon, ang tab na nakikita mo ang inaasikaso ng bantay.',
    },
    batteryInView: {
      name: 'Kapag mababa ang baterya, suriin lang ang nakikita sa screen',
      line: 'Mas mababa sa 20% at hindi nagcha-charge. Maghihintay ang natitira sa page hanggang mag-scroll ka roon. Hindi sinasabi ng Firefox kung gaano kapuno ang baterya, kaya walang naghihintay roon.',
    },
    saved: 'Na-save.',
  },

  silent: {
    title: 'Hindi sumasagot ang Seawall.',
    body: 'Baka luma na ang nakikita mo, at walang mababago hangga’t hindi ito sumasagot.',
  },

  announce: {
    running: (name, part) =>
      part > 0 ? `Ini-install ang ${name}: ${number(part)} porsyento.` : `Ini-install ang ${name}.`,
    paused: (name) => `Naka-pause ang pag-install ng ${name}.`,
    checking: (name) => `Chine-check ang ${name}.`,
  },
};
