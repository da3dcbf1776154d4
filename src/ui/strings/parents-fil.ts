/** What options and welcome page say of the parental lock and mode, in Filipino. */
import type { Guarded } from '../../core/lock/lock';
import type { ParentsWords } from '../strings-parents';

/** What it cannot keep anybody from, and what does. */
const limits = [
  {
    what: 'Puwedeng alisin o i-off ang Seawall sa listahan ng mga extension ng browser.',
    close: 'Puwede itong i-install ng sariling mga policy ng browser para hindi ito maalis.',
  },
  {
    what: 'Walang alam dito ang ibang browser, ibang profile, at ibang device.',
    close: 'Hayaang ang browser na ito lang ang mabuksan ng account ng bata sa system.',
  },
  {
    what: 'Sa mga pribadong window, gumagana lang ito kung pinayagan ito roon.',
    close:
      'Payagan ito roon sa listahan ng mga extension, o ipa-off sa policy ang mga pribadong window.',
  },
  {
    what: 'Ang developer tools, kapag binuksan sa sariling mga page ng Seawall, ay puwedeng magbago ng naka-store rito.',
    close: 'Puwedeng i-off ng policy ang developer tools.',
  },
  {
    what: 'Mababago o mabubura ang lock ng sinumang nakakabukas ng mga file ng browser sa device na ito.',
    close:
      'Walang makakapigil sa bata sa sarili niyang mga file: tingnan paminsan-minsan kung naroon pa ang lock.',
  },
  {
    what: 'Puwedeng bawiin sa browser ang mga pahintulot sa site na kailangan ng Seawall.',
    close: 'Mapapanatili ang mga iyon ng mga policy ring iyon.',
  },
  {
    what: 'Nagkakamali ang bantay: may hindi ligtas na nakakalusot, at may ligtas na natatakpan.',
    close: 'Pag-usapan ang lumalabas. Walang program na makakagawa niyan para sa iyo.',
  },
];

export const parentsFil: ParentsWords = {
  title: 'Lock ng magulang',
  explain:
    'Kapag may PIN, mananatili ang mga setting ayon sa itinakda mo. Kung wala, mababago ang mga iyon ng sinumang gumagamit ng browser na ito.',
  starting: 'Inaalam ang lagay ng lock…',
  guards: {
    title: 'Para saan hinihingi ang PIN',
    items: {
      settings: 'pagbago ng anumang setting, pati ang lock na ito',
      sites: 'pag-on o pag-off ng Seawall para sa isang site',
      reveal: 'pagpapakita ng natatakpan',
      history: 'pagbura ng naitala',
    } satisfies Record<Guarded, string>,
  },

  setUp: {
    title: 'Mag-set up ng PIN',
    body: 'Makakakuha ka rin ng recovery code, para sa araw na makalimutan ang PIN.',
    submit: 'Itakda ang PIN',
  },
  pin: 'PIN at recovery code',
  done: {
    change: 'Napalitan na ang PIN.',
    remove: 'Naalis na ang lock.',
  },
  change: {
    button: 'Palitan ang PIN',
    current: 'Ang PIN sa ngayon',
    submit: 'Palitan ang PIN',
  },
  newCode: {
    button: 'Gumawa ng bagong recovery code',
    body: 'Hindi na gagana ang luma pagkatapos nito.',
    submit: 'Gumawa ng bagong code',
  },
  remove: {
    button: 'Alisin ang lock',
    body: 'Pagkatapos nito, mababago ng sinumang gumagamit ng browser na ito ang lahat. Hindi magbabago ang mode para sa bata.',
    submit: 'Alisin ang lock',
  },

  mode: {
    title: 'Mode para sa bata',
    name: 'Bata ang nagbabasa rito',
    line: 'Tinatakpan ang mga hindi ligtas na text at larawan, at walang ipinapakita bago ito masuri. Mananatiling natatakpan ang hindi masuri.',
    off: 'Kapag in-off mo ito, babalik ang pinili mo dati.',
    noLock: 'Kung walang PIN, puwede itong i-off ng bata. Mag-set up muna ng PIN.',
    saved: 'Na-save.',
  },

  schedule: {
    title: 'Kailan hinihingi ang PIN bago magpakita',
    explain:
      'Sa ibang oras, puwedeng ipakita ang natatakpan nang walang PIN. Para sa mga setting at site, lagi itong kailangan.',
    always: { name: 'Palagi', line: 'Araw at gabi.' },
    some: { name: 'Sa mga oras na ito', line: 'Mga araw at oras na pipiliin mo.' },
    question: 'Kailan hinihingi ang PIN?',
    row: (n) => `Oras ${n}`,
    days: 'Mga araw',
    from: 'Mula',
    to: 'Hanggang',
    nextDay: 'hanggang kinabukasan',
    add: 'Magdagdag ng oras',
    remove: 'Alisin',
    removeRow: (n) => `Alisin ang oras ${n}`,
    save: 'I-save ang mga oras',
    saved: 'Na-save.',
    problems: {
      days: 'Pumili ng kahit isang araw.',
      same: 'Magkapareho ang simula at ang wakas.',
      time: 'Ilagay ang simula at ang wakas.',
    },
  },

  limits: {
    title: 'Ang hindi kayang pigilan ng Seawall',
    explain:
      'Walang kapangyarihan ang extension sa browser na kinalalagyan nito. Alamin ang mga butas na ito:',
    items: limits,
    more: 'Nasa mga dokumento ng Seawall kung paano isara ang bawat isa: parents.md, at managed.md para sa mga paaralan at kompanya.',
  },

  summary: {
    title: 'Ngayong linggo',
    line: 'Ang mga hinatulang hindi ligtas sa nakaraang pitong araw, sa bilang.',
    open: 'Buksan ang buod',
  },
  welcome: {
    line: 'Ulitin ang mga unang pagpili.',
    open: 'Buksan ang welcome page',
  },
};
