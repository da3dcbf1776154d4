/** Every word of the welcome page beyond those of the lock, in Filipino. */
import { number } from '../../../core/i18n';
import { counted } from '../../strings/fil';
import type { WelcomeWords } from '../strings';

export const welcomeFil: WelcomeWords = {
  title: 'Welcome sa Seawall',
  tab: 'Welcome sa Seawall',
  intro:
    'Sinasabi ng Seawall kung ano ang hindi ligtas sa mga page na pinipili mo: mga text at larawan. May apat na pagpili, at puwedeng laktawan at baguhin mamaya ang bawat isa.',
  language: 'Wika',
  sameAsBrowser: (name) => `Gaya ng sa browser (${name})`,
  steps: {
    label: 'Mga hakbang',
    of: (n, all) => `Hakbang ${number(n)} sa ${number(all)}`,
    back: 'Bumalik',
    next: 'Susunod',
    skip: 'Laktawan ito',
    skipAll: 'Laktawan lahat',
    finish: 'Tapusin',
  },

  guard: {
    title: 'Saan tatakbo ang bantay?',
    explain:
      'Ang bantay ay program na nagbabasa ng text o tumitingin sa larawan at nagsasabi: ligtas o hindi ligtas. Puwede itong magkamali sa alinman sa dalawa.',
    question: 'Kung saan tatakbo ang bantay',
    choices: {
      local: {
        name: 'Sa device na ito',
        line: 'Walang anuman sa mga page mo ang lumalabas sa device na ito. Ang bantay na nagpoprotekta ay 3 hanggang 8 GB ang ida-download, at kailangan nito ng mahusay na graphics processor. Sa simula, nariyan ang bantay na pampraktis.',
      },
      server: {
        name: 'Sa sarili naming server',
        line: 'Pumupunta ang text at mga larawan ng mga site na pinili mo sa computer na pinapatakbo mo o ng paaralan mo, at hindi sa iba pa. Walang malaking itinatabi rito. Nakasalalay sa computer na iyon ang bilis.',
      },
      hosted: {
        name: 'Sa SEA-LION',
        line: 'Ipinapadala sa internet, sa serbisyo ng AI Singapore, ang text at mga larawan ng mga site na pinili mo. Walang itinatabi rito. Kailangan nito ng libreng key, at sampung request kada minuto ang tinatanggap nito: ilang minuto ang inaabot ng mahabang page.',
      },
    },
    practice:
      'Ang bantay na pampraktis ay para masubukan ang Seawall. Ilang halimbawang parirala lang ang alam nito, at hindi ito proteksyon. Mag-install ng iba para doon:',
    running: (name) => `Ginagamit sa device na ito: ${name}`,
    install: 'Mag-install ng bantay na nagpoprotekta',
  },

  sites: {
    title: 'Aling mga site ang titingnan ng Seawall?',
    explain:
      'Ang mga babanggitin mo lang. Sa lahat ng iba pa, walang code nito na tumatakbo. Hihilingin ng browser na payagan mo ang mga ito.',
    field: 'Pangalan ng site',
    hint: 'Gaya ng www.example.com',
    add: 'Idagdag',
    suggestions: 'O pumili sa mga ito',
    chosen: 'Mga napili',
    none: 'Wala pa.',
    remove: (site) => `Alisin ang ${site}`,
    turnOn: (count) => `I-on para sa ${counted(count, 'site')}`,
    on: (sites) => `Naka-on ang Seawall sa ${sites}.`,
    problem: 'Hindi iyon pangalan ng web site. Ganito dapat ang itsura: www.example.com.',
    declined:
      'Sinabi sa browser na huwag itong payagan, kaya naka-off pa rin ang Seawall doon. Puwede kang pumili ulit.',
    later: 'Sa anumang page, puwede rin itong i-on mula sa button ng Seawall sa toolbar.',
  },

  protection: {
    title: 'Ano ang gagawin sa hindi ligtas na laman?',
    explain:
      'Ito ang susundin sa lahat ng site. Puwedeng magkaroon ng sariling tuntunin ang bawat site mamaya.',
    question: 'Kung ano ang gagawin sa hindi ligtas na laman',
    choices: {
      mark: {
        name: 'Markahan ito',
        line: 'May maliit na marka ang mga text, at naka-blur ang mga larawan. Makikita mo ang lahat ng gusto mong makita.',
      },
      cover: {
        name: 'Takpan ito',
        line: 'Tinatakpan ang mga text at larawan kapag nalamang hindi ligtas. May button na magpapakita sa mga ito.',
      },
      strict: {
        name: 'Walang ipakita bago ito masuri',
        line: 'Para sa mga bata. Mananatiling natatakpan ang hindi masuri sa loob ng limang segundo. Mas matagal bago lumabas ang mga page.',
      },
    },
    own: 'Iba ang nakatakda sa mga opsyon. Pumili lang ng isa sa mga ito kung papalitan mo iyon.',
  },

  lock: {
    title: 'Lagyan ng PIN ang mga setting na ito?',
    explain:
      'Para sa device na ginagamit ng bata. Kung walang PIN, walang makakapagbago ng mga setting, makakapag-off sa isang site, o makakapagpakita ng natatakpan.',
    parental: 'Bata ang nagbabasa rito: walang ipakita bago ito masuri',
    submit: 'Itakda ang PIN',
    isSet: 'May nakatakdang PIN.',
    limits: 'Ang hindi kayang pigilan ng PIN',
  },

  end: {
    title: 'Ang Seawall habang gumagana',
    explain:
      'Itinatanong ngayon sa bantay sa device na ito ang mga pangungusap sa ibaba. Sa totoong page, nasa tabi ng text ang mga hatol.',
    listLabel: 'Mga halimbawang pangungusap',
    practice: 'Bantay na pampraktis: para sa pagsubok, hindi proteksyon.',
    noGuard: 'Wala pang ginagamit na bantay sa device na ito.',
    usePractice: 'Subukan ang bantay na pampraktis',
    waiting: 'Tinatanong ang bantay…',
    failed: 'Hindi sumagot ang bantay.',
    again: 'Itanong ulit',
    own: 'Sarili mong pangungusap',
    check: 'Suriin ito',
    /** The practice guard's phrases stand in them: see tools/practice/phrases.ts. */
    samples: [
      'Alas-sais nagbubukas ang palengke sa pantalan, at sariwa ang isda.',
      'Mag-sign up ngayong gabi: tumaya na at siguradong panalo, walang limit.',
      'Puwede mo bang ipasa sa akin bukas ang notes sa klase?',
      'Kapag bumalik ka rito, babasagin ko ang mukha mo, tandaan mo iyan.',
      'Tumawag na ngayon: pautang agad walang requirements.',
    ],
    next: {
      title: 'Pagkatapos nito',
      page: 'Magbukas ng page ng site na naka-on. Inililista ng button ng Seawall sa toolbar ang nakita nito.',
      none: 'Magbukas ng anumang page, i-click ang button ng Seawall sa toolbar, at i-on ito.',
      canBeWrong: 'Puwedeng magkamali ang Seawall. Tingnan muna bago ka magpasya.',
      options: 'Buksan ang mga opsyon',
      begin: 'Bumalik sa unang hakbang',
    },
  },
};
