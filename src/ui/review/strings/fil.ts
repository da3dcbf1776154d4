/** Every word that the review page says beyond `ui/strings.ts`, in Filipino. */
import { number } from '../../../core/i18n';
import type { Balance } from '../../../core/review/thresholds';
import { counted } from '../../strings/fil';
import type { ReviewWords } from '../strings';

const entries = (count: number): string => (count === 1 ? 'isang entry' : counted(count, 'entry'));

export const fil: ReviewWords = {
  title: 'Pag-review sa Seawall',
  explain:
    'Ang mga na-flag ng Seawall sa mga page mo, para pagpasyahan mo. Nananatili ang lahat ng ito sa device na ito.',
  canBeWrong: 'Puwedeng magkamali ang Seawall. Tingnan muna bago ka magpasya.',

  views: {
    label: 'Mga seksyon ng page na ito',
    queue: 'Pila',
    pictures: 'Mga graph',
    thresholds: 'Mga hangganan',
    files: 'Mga file at storage',
  },

  silent: {
    title: 'Hindi sumasagot ang Seawall.',
    body: 'Hindi maipapakita ang mga entry mo hangga’t hindi ito sumasagot.',
    button: 'Subukan ulit',
  },
  noAnswer: 'Hindi sumagot ang Seawall, kaya baka hindi ito nagawa. Subukan ulit.',

  locked: {
    title: 'Naka-lock ang Seawall.',
    body: 'Para sa may hawak ng PIN ang mga entry at pasya.',
    button: 'I-unlock',
  },

  filters: {
    title: 'Mga filter',
    flag: 'Sabi ng bantay',
    decision: 'Sabi mo',
    kind: 'Uri',
    site: 'Web site',
    language: 'Wika',
    time: 'Nakita',
    search: 'Mga salita sa text',
    reset: 'Ipakita lahat',
    any: 'Kahit ano',
    flags: { unsafe: 'Hindi ligtas', safe: 'Ligtas' },
    decisions: {
      none: 'Wala pa',
      any: 'Mayroon na',
      agree: 'Sinang-ayunan',
      overturn: 'Binaligtad',
    },
    kinds: { text: 'Teksto', image: 'Larawan' },
    times: {
      day: 'Sa nakaraang araw',
      week: 'Sa nakaraang linggo',
      month: 'Sa nakaraang 30 araw',
    },
    noLanguage: 'Hindi alam',
  },

  list: {
    label: 'Mga entry',
    count: entries,
    many: (count) => `Higit sa ${entries(count)}`,
    some: (count) => `${entries(count)} sa ngayon`,
    loading: 'Naghahanap ng mga entry',
    fresh: 'May mga bagong entry.',
    show: 'Ipakita ang mga ito',
    hidden: 'Nakatago hangga’t hindi mo tinitingnan',
    noWords: '(walang salita)',
    empty: {
      title: 'Walang ire-review.',
      body: 'Ililista rito ang mga ifa-flag ng Seawall sa mga page mo. Baka may iba pang ipakita ang ibang filter.',
    },
    decided: { agree: 'Sinang-ayunan', overturn: 'Binaligtad' },
  },

  entry: {
    title: 'Ano ang na-flag',
    flag: { unsafe: 'Sabi ng bantay: hindi ligtas', safe: 'Sabi ng bantay: ligtas' },
    person: { unsafe: 'Sabi mo: hindi ligtas', safe: 'Sabi mo: ligtas' },
    undecided: 'Hindi ka pa nagpapasya.',
    hiddenText: 'Nakatago ang text hangga’t hindi mo tinitingnan.',
    hiddenImage: 'Nakatago ang larawan hangga’t hindi mo tinitingnan.',
    noPicture: 'Walang itinabing maliit na larawan nito.',
    pictureOf: (text) => `Larawan: ${text}`,
    nameless: 'Larawang walang paglalarawan',
    reveal: 'Tingnan',
    hide: 'Itago ulit',
    none: 'Pumili ng entry sa listahan.',
    position: (at, of) => `${number(at)} sa ${number(of)}`,
    positionMany: (at, of) => `${number(at)} sa higit sa ${number(of)}`,
  },

  decide: {
    label: 'Ang pasya mo',
    agree: 'Sumang-ayon',
    overturn: 'Baligtarin',
    skip: 'Laktawan',
    undo: 'I-undo',
    agreeUnsafe: 'Hindi ito ligtas.',
    agreeSafe: 'Ligtas ito.',
    overturnUnsafe: 'Ligtas ito: ipakita ito sa bawat page mula ngayon.',
    overturnSafe: 'Hindi ito ligtas: i-flag ito sa bawat page mula ngayon.',
    key: (key) => `Pindutin ang ${key}`,
  },

  about: {
    title: 'Saan at kailan',
    page: 'Nasa page',
    site: 'Web site',
    seen: 'Nakita',
    language: 'Wika',
    chance: 'Tsansang hindi ligtas',
    noChance: 'Walang sinabing numero ang bantay',
    engine: 'Tinanong',
    engines: {
      local: 'Bantay sa device na ito',
      server: 'Server mo',
      hosted: 'API ng SEA-LION',
    },
    build: 'Bantay',
    decidedBy: 'Nagpasya',
    decidedAt: 'Napagpasyahan',
    noName: 'Walang ibinigay na pangalan',
    notKnown: 'Hindi alam',
  },

  reviewer: {
    label: 'Nagre-review',
    nobody: 'Walang pangalan',
    add: 'Ibang pangalan',
    field: 'Pangalan',
    save: 'Gamitin ang pangalang ito',
    cancel: 'Kanselahin',
    line: 'Itinatabi ang pangalan mo kasama ng mga pasya mo, sa device na ito at sa mga na-export na file.',
  },

  note: {
    label: 'Tala',
    line: 'Itinatabi kasama ng pasya mo.',
    save: 'I-save ang tala',
  },

  together: {
    title: 'Maramihan',
    content: (count) => `Nasa ${entries(count)} na wala pang pasya ang ganito ring laman.`,
    site: (count, site) =>
      `Ang ${site} ay may ${entries(count)} na ganito ang hatol at wala pang pasya.`,
    agree: 'Sang-ayunan lahat',
    overturn: 'Baligtarin lahat',
    askAgree: (count) =>
      `Sang-ayunan ang bantay sa ${entries(count)}? Isang undo lang para mabawi ito.`,
    askOverturn: (count) =>
      `Baligtarin ang bantay sa ${entries(count)}? Isang undo lang para mabawi ito.`,
    yes: 'Oo, lahat ng iyon',
    no: 'Hindi',
  },

  forget: {
    title: 'Burahin',
    one: 'Burahin ang entry na ito',
    site: (site) => `Burahin ang lahat ng mula sa ${site}`,
    all: 'Burahin ang lahat ng entry',
    askOne:
      'Burahin ang entry na ito? Hindi na masusunod ang pasya mo tungkol dito. Hindi na ito mababawi.',
    askSite: (site) =>
      `Burahin ang lahat ng entry mula sa ${site}? Hindi na masusunod ang mga pasya mo tungkol sa mga ito. Hindi na ito mababawi.`,
    askAll: (count) =>
      `Burahin lahat, ${entries(count)}? Hindi na masusunod saanman ang mga pasya mo. Hindi na ito mababawi.`,
    yes: 'Burahin',
    no: 'Huwag burahin',
    done: (count) => `Nabura: ${entries(count)}.`,
  },

  looks: {
    title: 'Paano ito ipinapakita',
    grey: 'Gray ang mga larawan',
    open: 'Ipakita ang mga text nang hindi nagtatanong',
    keys: 'Gumagana ang mga key nang walang Ctrl',
  },

  keys: {
    title: 'Mga key',
    open: 'Ipakita ang mga key',
    close: 'Isara',
    list: {
      agree: 'Sumang-ayon sa bantay',
      overturn: 'Baligtarin ang bantay',
      skip: 'Laktawan',
      undo: 'I-undo ang huling pasya',
      next: 'Susunod na entry',
      previous: 'Naunang entry',
      reveal: 'Tingnan, o itago ulit',
      note: 'Magsulat ng tala',
      leave: 'Umalis sa tala',
      search: 'Maghanap',
      help: 'Ipakita o isara ang listahang ito',
    },
    or: (a, b) => `${a} o ${b}`,
    names: { space: 'Spacebar', escape: 'Esc', down: 'Pababa', up: 'Pataas', ctrlZ: 'Ctrl+Z' },
  },

  said: {
    agreed: 'Sinang-ayunan.',
    overturned: 'Binaligtad.',
    skipped: 'Nilaktawan.',
    undone: (count) => `Na-undo: ${entries(count)}.`,
    nothingToUndo: 'Walang mau-undo.',
    together: (count) => `Napagpasyahan: ${entries(count)}.`,
    end: 'Ito na ang huling entry.',
    now: (position, flag, kind, site) => `Nasa entry ${position}: ${flag}, ${kind}, ${site}.`,
  },

  pictures: {
    title: 'Ang mga na-flag',
    days: 'Mga na-flag sa nakaraang 30 araw',
    sites: 'Mga na-flag ayon sa site',
    languages: 'Mga na-flag ayon sa wika',
    none: 'Walang na-flag sa panahong ito.',
    noneAtAll: 'Wala pang na-flag.',
    daysAlt: (total, most, day) =>
      `${total} ang na-flag sa loob ng 30 araw; pinakamarami noong ${day}: ${most}.`,
    table: 'Sa anyong talahanayan',
    day: 'Araw',
    name: { sites: 'Web site', languages: 'Wika' },
    flags: 'Na-flag',
    most: (count) => `Ang ${number(count)} na may pinakamaraming na-flag.`,
  },

  thresholds: {
    title: 'Mula sa mga pasya mo patungo sa hangganan',
    explain:
      'Binibigyan ng bantay ang bawat laman ng tsansang hindi ligtas ito. Mula sa hangganan pataas, fina-flag ito. Narito kung gaano sana kahusay ang bawat hangganan sa mga napagpasyahan mo.',
    caveat:
      'Ibinatay ito sa mga na-review mo, at karamihan doon ay na-flag. I-on ang pagtatabi ng mga ligtas na entry, at mag-review ng ilan, para malaman kung ano ang nakakalusot sa bantay.',
    guard: 'Bantay',
    guardName: (engine, build, decided) =>
      `${engine}: ${build} (${number(decided)} ang napagpasyahan)`,
    language: 'Wika',
    all: 'Lahat ng wika',
    languageName: (name, decided) => `${name} (${number(decided)} ang napagpasyahan)`,
    loading: 'Binibilang ang mga pasya mo',
    nothing: 'Wala ka pang napagpapasyahan. Magpasya muna sa ilang entry.',
    precision: 'Katumpakan (precision)',
    recall: 'Saklaw (recall)',
    precisionLine: 'Sa mga na-flag, kung gaano karami ang hindi ligtas.',
    recallLine: 'Sa mga hindi ligtas, kung gaano karami ang na-flag.',
    noRecall: 'Hindi alam ang saklaw: kulang ang na-review sa mga tinawag na ligtas ng bantay.',
    threshold: 'Hangganan',
    current: (p) => `Ngayon: ${p}`,
    chart: (current) =>
      `Katumpakan at saklaw sa bawat hangganan, may kanya-kanyang 95% confidence band. Ang hangganan ngayon ay ${current}.`,
    table: 'Sa anyong talahanayan',
    flagged: 'Na-flag',
    between: (value, low, high) => `${value} (${low} hanggang ${high})`,
    unknown: 'hindi alam',
    balances: {
      strict: { name: 'Mahigpit', line: 'Kaunting hindi ligtas lang ang nakakalusot.' },
      balanced: { name: 'Balanse', line: 'Ang pinakamainam sa dalawa.' },
      quiet: { name: 'Tahimik', line: 'Kaunting ligtas lang ang nafa-flag.' },
    } satisfies Record<Balance, { name: string; line: string }>,
    suggests: (p) => `I-flag mula ${p} pataas`,
    precisionIs: (range) => `Katumpakan: ${range}`,
    recallIs: (range) => `Saklaw: ${range}`,
    why: {
      'few-decisions': (missing) => `Magpasya muna sa ${number(missing)} pang entry.`,
      'few-unsafe': (missing) =>
        `Kailangan ng ${number(missing)} pang tatawagin mong hindi ligtas.`,
      'few-safe': (missing) => `Kailangan ng ${number(missing)} pang tatawagin mong ligtas.`,
      'few-called-safe': (missing) =>
        `Kailangan ng pasya sa ${number(missing)} pang tinawag na ligtas ng bantay.`,
      'out-of-reach': 'Walang hangganang sapat para dito, batay sa mga pasya mo.',
    },
    use: 'Gamitin ito',
    useLabel: (name, p) => `Gamitin ito: ${name}, mula ${p} pataas`,
    inUse: 'Ginagamit',
    applied: (p) => `Mula ${p} na ngayon ang pag-flag.`,
    undo: (p) => `I-undo: ibalik sa ${p}`,
    undoNone: 'I-undo: gaya sa lahat ng wika',
    own: 'May sariling hangganan ang wikang ito.',
    remove: 'Gaya sa lahat ng wika',
  },

  files: {
    exportTitle: 'Mag-export',
    exportLine:
      'File na may mga hatol ng bantay at mga pasya mo. Lalabas lang ito sa device na ito kung ipapadala mo.',
    csv: 'I-export ang CSV',
    csvLine: 'Para sa spreadsheet. Walang larawan.',
    jsonl: 'I-export ang JSONL',
    jsonlLine: 'Para sa ibang computer na may Seawall. May maliliit na larawan.',
    onlyShown: 'Ang ipinapakita lang ng mga filter',
    exporting: (count) => `Na-export na sa ngayon: ${entries(count)}`,
    exported: (count) => `Na-export na: ${entries(count)}.`,
    cancel: 'Kanselahin',
    importTitle: 'Mag-import',
    importLine:
      'Kumuha ng JSONL file mula sa ibang computer. Susundin dito ang anumang binaligtad doon, kaya mga file na pinagkakatiwalaan mo lang ang kunin.',
    pick: 'Pumili ng JSONL file',
    importing: (count, part) => `Nakuha na sa ngayon: ${entries(count)} · ${part}`,
    imported: (added, decided) => `Bago: ${entries(added)}. Mga bagong pasya: ${number(decided)}.`,
    refused: (count) => `Tinanggihan ang ${counted(count, 'linya')}:`,
    line: (line, problem) => `Linya ${number(line)}: ${problem}`,
    more: (count) => `at ${number(count)} pa`,
    unwritten: 'Hindi maisulat ang file.',
    unreadable: 'Hindi nabasa ang file hanggang dulo. Nakuha ang mga nauna.',
    stopped: 'Itinigil. Nakuha ang mga nauna.',
  },

  storage: {
    title: 'Ano ang itinatabi',
    keep: 'Itabi ang na-flag para i-review',
    keepLine:
      'Mga sipi, maliliit na larawan, at address ng mga page, sa device na ito. Hindi kailanman mula sa mga pribadong window.',
    keepSafe: 'Itabi rin ang tinawag na ligtas',
    keepSafeLine:
      'Ipinapakita nito kung ano ang nakakalusot sa bantay. Mas mabilis nitong pinupuno ang storage.',
    age: 'Ilang araw itinatabi ang mga entry',
    count: 'Pinakamaraming entry na itatabi',
    size: 'Pinakamaraming megabyte na itatabi',
    line: 'Kapag lumampas, unang aalisin ang hindi mo pa napagpapasyahan, at huli ang binaligtad mo.',
    save: 'I-save',
    saved: 'Na-save.',
    wrong: (least, most) =>
      `Maglagay ng buong numero mula ${number(least)} hanggang ${number(most)}.`,
  },
};
