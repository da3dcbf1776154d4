/** What the popup says, and what other pages say alike, in Malay. */
import { number } from '../../core/i18n';
import type { Strings } from '../strings';

const notKnown = (count: number): string =>
  count === 0 ? '' : `, ${number(count)} tidak diketahui`;

/** Where something went elsewhere a note says so. */
const here = (isSent: boolean): string => (isSent ? '' : ' pada peranti ini');

export const ms: Strings = {
  name: 'Seawall',
  canBeWrong: 'Seawall boleh tersilap. Lihat dahulu sebelum anda putuskan.',
  dismiss: 'Tutup',
  details: 'Butiran',

  site: {
    switch: (site) => `Semak ${site}`,
    on: 'Hidup',
    off: 'Mati',
  },

  status: {
    screening: (checked, all, unknown, isSent = false) =>
      `Menyemak${here(isSent)} · ${number(checked)} daripada ${number(all)} disemak${notKnown(unknown)}`,
    done: (checked, unknown, isSent = false) =>
      unknown === 0 && checked > 1
        ? `Selesai${here(isSent)} · semua disemak (${number(checked)})`
        : `Selesai${here(isSent)} · ${number(checked)} disemak${notKnown(unknown)}`,
    progress: 'Disemak setakat ini',
  },

  announce: {
    screening: 'Menyemak halaman ini.',
    done: (counts) =>
      `Halaman telah disemak: ${number(counts.unsafe)} tidak selamat, ${number(counts.unknown)} tidak diketahui, ${number(counts.safe)} selamat.`,
  },

  flags: {
    unsafe: 'Tidak selamat',
    safe: 'Selamat',
    unknown: 'Tidak diketahui',
    waiting: 'Menunggu',
  },

  filters: {
    label: 'Tunjukkan',
    all: 'Semua',
    none: {
      unsafe: 'Tiada apa-apa ditanda tidak selamat pada halaman ini.',
      safe: 'Tiada apa-apa ditanda selamat pada halaman ini.',
      unknown: 'Tiada apa-apa yang tidak diketahui pada halaman ini.',
      all: 'Tiada apa-apa untuk ditunjukkan.',
    },
    showAll: 'Tunjukkan semua',
  },

  list: {
    label: 'Kandungan halaman ini',
    chance: 'Kemungkinan tidak selamat:',
    noLanguage: 'Bahasa tidak diketahui',
    byPerson: 'Anda yang memutuskan ini',
    noWords: '(tiada perkataan)',
    covered: 'Dilitupi',
    noReason: 'Tiada sebab diberikan',
    waiting: 'Menunggu untuk disemak',
    roles: {
      request: 'Soalan kepada AI',
      answer: 'Jawapan AI',
    },
    reasons: {
      'no-guard': 'Tiada pengawal untuk ditanya',
      'guard-failed': 'Pengawal tidak berfungsi',
      'too-long': 'Terlalu panjang, hanya disemak sebahagian',
      timeout: 'Tiada jawapan tepat pada masanya',
      interrupted: 'Pengawal terhenti separuh jalan',
      'bad-answer': 'Jawapannya tidak masuk akal',
      unreachable: 'Pengawal tidak dapat dihubungi',
      refused: 'Pelayan pengawal enggan menjawab',
      turn: 'Gilirannya kemudian',
      waiting: 'Masih menunggu',
      'no-sight': 'Pengawal ini tidak melihat gambar di sini',
      'image-missing': 'Pelayannya tidak memberikan gambar ini',
      'image-locked': 'Dari laman yang tidak boleh dibaca oleh Seawall',
      'image-too-large': 'Terlalu besar untuk dilihat',
      'image-broken': 'Bukan gambar yang boleh dibaca',
    },
  },

  picture: {
    is: 'Gambar: ',
    nameless: 'Gambar tanpa keterangan',
    show: 'Tunjukkan',
    hide: 'Sembunyikan',
    showThis: (words) => `Tunjukkan gambar: ${words}`,
    hideThis: (words) => `Sembunyikan gambar: ${words}`,
  },

  hint: {
    locked: (count, site) =>
      `${number(count)} gambar datang dari ${site}, yang tidak boleh dibaca oleh Seawall.`,
    allow: 'Benarkan',
    allowSite: (site) => `Benarkan Seawall membaca gambar dari ${site}`,
    noSight: 'Pengawal ini tidak melihat gambar di sini, jadi statusnya kekal tidak diketahui.',
    otherGuard: 'Pengawal lain',
  },

  parts: {
    locked: (count, sites, more) => {
      const names = more > 0 ? [...sites, `${number(more)} lagi`] : sites;
      return `${number(count)} bahagian halaman ini datang dari laman lain (${names.join(', ')}) dan tidak disemak.`;
    },
    allow: 'Semak juga',
    allowSites: (sites) => `Semak juga: bahagian dari ${sites.join(', ')}`,
    astray: (count) =>
      `Seawall tidak dapat melihat ke dalam ${number(count)} bahagian halaman ini.`,
  },

  practice: {
    note: 'Pengawal latihan: untuk mencuba sahaja, bukan perlindungan.',
    try: 'Cuba pengawal latihan',
    explain:
      'Pengawal latihan adalah untuk mencuba Seawall sahaja. Ia tahu beberapa frasa contoh dan bukan perlindungan.',
  },

  saving:
    'Bateri lemah: hanya yang kelihatan pada skrin disemak. Selebihnya menyusul apabila anda menatal ke situ atau mengecas.',
  marksRemoved: 'Halaman ini terus membuang tanda Seawall. Senarai di sini masih betul.',

  off: {
    title: (site) => `Seawall dimatikan di ${site}.`,
    body: 'Tiada kodnya berjalan di sana.',
    note: 'Pelayar akan meminta kebenaran anda untuk laman ini.',
    button: 'Hidupkan',
  },
  declined: {
    title: (site) => `Seawall tidak dibenarkan di ${site}.`,
    body: 'Jadi Seawall kekal dimatikan di sana, dan tiada kodnya berjalan. Anda boleh membenarkannya pada bila-bila masa.',
    button: 'Minta lagi',
  },
  noGuard: {
    title: 'Tiada pengawal dipilih, jadi tiada apa-apa dapat disemak.',
    get: 'Dapatkan pengawal',
  },
  options: 'Pilihan',
  summary: 'Minggu ini',
  review: 'Semakan semula',
  install: {
    running: (name, part) => `Memasang ${name} · ${part}`,
    paused: (name, part) => `Memasang ${name}, dijeda · ${part}`,
    nameless: 'pengawal',
  },
  loading: {
    title: 'Pengawal sedang disediakan.',
    stages: {
      files: 'Membaca dan menyemak failnya',
      starting: 'Memulakannya pada peranti ini',
      'self-test': 'Menguji jawapannya',
    },
    progress: 'Pemuatan pengawal',
  },
  failed: {
    failures: {
      unreadable: {
        what: 'Satu fail pengawal tidak dapat dibaca.',
        means: 'Kandungan baharu tidak disemak sehingga fail itu dapat dibaca.',
        todo: 'Cuba lagi. Jika berulang, pasang semula pengawal itu.',
      },
      damaged: {
        what: 'Satu fail pengawal rosak.',
        means:
          'Pengawal yang rosak boleh menganggap yang tidak selamat sebagai selamat, jadi Seawall tidak menggunakannya.',
        todo: 'Cuba lagi. Jika berulang, pasang semula pengawal itu.',
      },
      unsupported: {
        what: 'Pengawal ini dibuat untuk versi Seawall yang lain.',
        means: 'Versi ini tidak dapat menjalankannya, jadi kandungan baharu tidak disemak.',
        todo: 'Kemas kini Seawall, kemudian cuba lagi.',
      },
      'self-test': {
        what: 'Pengawal memberikan jawapan yang salah semasa diuji pada peranti ini.',
        means: 'Hasilnya tidak boleh dipercayai, jadi Seawall tidak menggunakannya di sini.',
        todo: 'Kemas kini pelayar dan pemacu grafik, kemudian cuba lagi.',
      },
      'no-device': {
        what: 'Pelayar ini tidak menyediakan pemproses grafik, dan pengawal ini terlalu besar untuk berjalan tanpanya.',
        means: 'Kandungan baharu tidak disemak.',
        todo: 'Hidupkan pecutan grafik dalam tetapan pelayar, mulakan semula pelayar, kemudian cuba lagi.',
      },
      missing: {
        what: 'Pengawal sudah tiada pada peranti ini.',
        means:
          'Pelayar mengosongkannya, atau seseorang membuangnya. Kandungan baharu tidak disemak.',
        todo: 'Pasang semula, atau gunakan pengawal lain.',
      },
      'no-memory': {
        what: 'Memori kosong pada peranti ini terlalu sedikit untuk pengawal.',
        means: 'Kandungan baharu tidak disemak.',
        todo: 'Tutup tab dan program lain lalu cuba lagi, atau gunakan pengawal yang lebih kecil.',
      },
      crashed: {
        what: 'Pengawal terhenti tanpa diduga.',
        means: 'Hasil yang sudah ada kekal. Kandungan baharu tidak disemak.',
        todo: 'Cuba lagi. Jika memori tidak cukup, menutup tab lain boleh membantu.',
      },
    },
    button: 'Cuba lagi',
    install: 'Pasang semula',
  },
  silent: {
    title: 'Seawall tidak menjawab.',
    body: 'Apa yang diketahuinya tentang halaman ini tidak dapat ditunjukkan sehingga Seawall menjawab.',
    button: 'Cuba lagi',
  },
  pageLoading: {
    title: 'Halaman masih dibaca.',
    body: 'Kandungannya akan disenaraikan di sini.',
  },
  lost: {
    title: 'Seawall tidak berhubung dengan halaman ini.',
    body: 'Ini berlaku jika halaman sudah terbuka sebelum Seawall dihidupkan atau dikemas kini. Muat semula halaman untuk menyemaknya.',
    button: 'Muat semula halaman',
  },
  empty: {
    title: 'Belum ada apa-apa untuk disemak pada halaman ini.',
    body: 'Apa yang muncul akan disemak dengan sendirinya. Jika sepatutnya ada sesuatu, muat semula halaman.',
    button: 'Muat semula halaman',
  },
  format: {
    of: (done, all) => `${done} daripada ${all}`,
    lastMinute: 'kurang seminit lagi',
    left: (time) => `kira-kira ${time} lagi`,
    noName: '(tiada nama)',
  },
  outOfReach: {
    'no-tab': {
      title: 'Tiada halaman di sini.',
      body: 'Tab ini mungkin telah ditutup. Buka halaman web untuk menyemaknya.',
    },
    unseen: {
      title: 'Seawall tidak dapat melihat halaman apakah ini.',
      body: 'Pelayar memberitahunya apabila anda mengklik butang Seawall pada bar alat.',
    },
    'browser-page': {
      title: 'Halaman ini milik pelayar.',
      body: 'Sambungan tidak boleh membacanya, jadi ia tidak disemak. Buka halaman web untuk menyemaknya.',
    },
    store: {
      title: 'Ini kedai sambungan pelayar.',
      body: 'Sambungan tidak boleh membacanya, jadi ia tidak disemak. Laman lain boleh disemak.',
    },
    file: {
      title: 'Ini fail pada peranti ini.',
      body: 'Seawall menyemak laman web sahaja, jadi fail ini tidak disemak.',
    },
    'no-site': {
      title: 'Halaman ini bukan sebahagian daripada laman web.',
      body: 'Seawall dihidupkan laman demi laman, jadi halaman ini tidak dapat disemak.',
    },
  },
  lookAgain: 'Lihat lagi',
  starting: 'Mendapatkan keadaan halaman ini',

  trouble: {
    noAnswer: 'Seawall tidak menjawab, jadi ini mungkin belum dilakukan. Cuba lagi.',
    cannotAsk: 'Pelayar tidak membenarkan Seawall meminta kebenaran, jadi Seawall kekal dimatikan.',
    cannotAllow: (site) =>
      `Pelayar tidak membenarkan Seawall meminta kebenaran untuk ${site}, jadi gambarnya kekal tidak diketahui.`,
    noOptions: 'Pilihan tidak dapat dibuka. Buka dari senarai sambungan dalam pelayar.',
    noPage: 'Halaman itu tidak dapat dibuka. Cuba lagi.',
    noReview: 'Halaman semakan semula tidak dapat dibuka. Cuba lagi.',
    noReload: 'Halaman tidak dapat dimuat semula. Muat semula dari bar alat pelayar.',
  },
};
