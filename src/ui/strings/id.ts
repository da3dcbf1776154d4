/** What the popup says, and what other pages say alike, in Indonesian. */
import { number } from '../../core/i18n';
import type { Strings } from '../strings';

const notKnown = (count: number): string =>
  count === 0 ? '' : `, ${number(count)} tidak diketahui`;

/** Where something went elsewhere a note says so. */
const here = (isSent: boolean): string => (isSent ? '' : ' di perangkat ini');

export const id: Strings = {
  name: 'Seawall',
  canBeWrong: 'Seawall bisa keliru. Lihat dulu sebelum Anda memutuskan.',
  dismiss: 'Tutup',
  details: 'Detail',

  site: {
    switch: (site) => `Periksa ${site}`,
    on: 'Aktif',
    off: 'Nonaktif',
  },

  status: {
    screening: (checked, all, unknown, isSent = false) =>
      `Memeriksa${here(isSent)} · ${number(checked)} dari ${number(all)} diperiksa${notKnown(unknown)}`,
    done: (checked, unknown, isSent = false) =>
      unknown === 0 && checked > 1
        ? `Selesai${here(isSent)} · semua diperiksa (${number(checked)})`
        : `Selesai${here(isSent)} · ${number(checked)} diperiksa${notKnown(unknown)}`,
    progress: 'Diperiksa sejauh ini',
  },

  announce: {
    screening: 'Memeriksa halaman ini.',
    done: (counts) =>
      `Halaman sudah diperiksa: ${number(counts.unsafe)} tidak aman, ${number(counts.unknown)} tidak diketahui, ${number(counts.safe)} aman.`,
  },

  flags: {
    unsafe: 'Tidak aman',
    safe: 'Aman',
    unknown: 'Tidak diketahui',
    waiting: 'Menunggu',
  },

  filters: {
    label: 'Tampilkan',
    all: 'Semua',
    none: {
      unsafe: 'Tidak ada yang ditandai tidak aman di halaman ini.',
      safe: 'Tidak ada yang ditandai aman di halaman ini.',
      unknown: 'Tidak ada yang tidak diketahui di halaman ini.',
      all: 'Tidak ada yang bisa ditampilkan.',
    },
    showAll: 'Tampilkan semua',
  },

  list: {
    label: 'Isi halaman ini',
    chance: 'Kemungkinan tidak aman:',
    noLanguage: 'Bahasa tidak diketahui',
    byPerson: 'Ini keputusan Anda',
    noWords: '(tanpa kata)',
    covered: 'Ditutup',
    noReason: 'Tidak ada alasan yang diberikan',
    waiting: 'Menunggu diperiksa',
    roles: {
      request: 'Pertanyaan untuk AI',
      answer: 'Jawaban AI',
    },
    reasons: {
      'no-guard': 'Tidak ada penjaga yang bisa ditanya',
      'guard-failed': 'Penjaga tidak berfungsi',
      'too-long': 'Terlalu panjang, hanya diperiksa sebagian',
      timeout: 'Jawaban tidak datang tepat waktu',
      interrupted: 'Penjaga berhenti di tengah jalan',
      'bad-answer': 'Jawabannya tidak masuk akal',
      unreachable: 'Penjaga tidak bisa dihubungi',
      refused: 'Server penjaga menolak menjawab',
      turn: 'Gilirannya nanti',
      waiting: 'Masih menunggu',
      'no-sight': 'Penjaga ini tidak melihat gambar di sini',
      'image-missing': 'Servernya tidak memberikan gambar ini',
      'image-locked': 'Dari situs yang tidak boleh dibaca Seawall',
      'image-too-large': 'Terlalu besar untuk dilihat',
      'image-broken': 'Bukan gambar yang bisa dibaca',
    },
  },

  picture: {
    is: 'Gambar: ',
    nameless: 'Gambar tanpa keterangan',
    show: 'Tampilkan',
    hide: 'Sembunyikan',
    showThis: (words) => `Tampilkan gambar: ${words}`,
    hideThis: (words) => `Sembunyikan gambar: ${words}`,
  },

  hint: {
    locked: (count, site) =>
      `${number(count)} gambar berasal dari ${site}, yang tidak boleh dibaca Seawall.`,
    allow: 'Izinkan',
    allowSite: (site) => `Izinkan Seawall membaca gambar dari ${site}`,
    noSight: 'Penjaga ini tidak melihat gambar di sini, jadi statusnya tetap tidak diketahui.',
    otherGuard: 'Penjaga lain',
  },

  parts: {
    locked: (count, sites, more) => {
      const names = more > 0 ? [...sites, `${number(more)} lainnya`] : sites;
      return `${number(count)} bagian halaman ini berasal dari situs lain (${names.join(', ')}) dan tidak diperiksa.`;
    },
    allow: 'Periksa juga',
    allowSites: (sites) => `Periksa juga: bagian dari ${sites.join(', ')}`,
    astray: (count) => `Seawall tidak bisa melihat ke dalam ${number(count)} bagian halaman ini.`,
  },

  practice: {
    note: 'Penjaga latihan: untuk mencoba saja, bukan perlindungan.',
    try: 'Coba penjaga latihan',
    explain:
      'Penjaga latihan hanya untuk mencoba Seawall. Penjaga ini mengenal beberapa frasa contoh saja dan bukan perlindungan.',
  },

  saving:
    'Baterai lemah: hanya yang terlihat di layar yang diperiksa. Sisanya menyusul saat Anda menggulir ke sana atau mengisi daya.',
  marksRemoved: 'Halaman ini terus menghapus tanda dari Seawall. Daftar di sini tetap benar.',

  off: {
    title: (site) => `Seawall nonaktif di ${site}.`,
    body: 'Tidak ada kodenya yang berjalan di sana.',
    note: 'Browser akan meminta izin Anda untuk situs ini.',
    button: 'Aktifkan',
  },
  declined: {
    title: (site) => `Seawall tidak diizinkan di ${site}.`,
    body: 'Jadi Seawall tetap nonaktif di sana, dan tidak ada kodenya yang berjalan. Anda bisa mengizinkannya kapan saja.',
    button: 'Minta lagi',
  },
  noGuard: {
    title: 'Belum ada penjaga yang dipilih, jadi tidak ada yang bisa diperiksa.',
    get: 'Cari penjaga',
  },
  options: 'Opsi',
  summary: 'Minggu ini',
  review: 'Tinjauan',
  install: {
    running: (name, part) => `Memasang ${name} · ${part}`,
    paused: (name, part) => `Memasang ${name}, dijeda · ${part}`,
    nameless: 'penjaga',
  },
  loading: {
    title: 'Penjaga sedang bersiap.',
    stages: {
      files: 'Membaca dan memeriksa filenya',
      starting: 'Menjalankannya di perangkat ini',
      'self-test': 'Menguji jawabannya',
    },
    progress: 'Pemuatan penjaga',
  },
  failed: {
    failures: {
      unreadable: {
        what: 'Satu file penjaga tidak bisa dibaca.',
        means: 'Isi yang baru tidak diperiksa sampai file itu bisa dibaca.',
        todo: 'Coba lagi. Jika terulang, pasang ulang penjaganya.',
      },
      damaged: {
        what: 'Satu file penjaga rusak.',
        means:
          'Penjaga yang rusak bisa menyebut hal tidak aman sebagai aman, jadi Seawall tidak memakainya.',
        todo: 'Coba lagi. Jika terulang, pasang ulang penjaganya.',
      },
      unsupported: {
        what: 'Penjaga ini dibuat untuk versi Seawall yang lain.',
        means: 'Versi ini tidak bisa menjalankannya, jadi isi yang baru tidak diperiksa.',
        todo: 'Perbarui Seawall, lalu coba lagi.',
      },
      'self-test': {
        what: 'Penjaga memberi jawaban salah saat diuji di perangkat ini.',
        means: 'Hasilnya tidak bisa dipercaya, jadi Seawall tidak memakainya di sini.',
        todo: 'Perbarui browser dan driver grafis, lalu coba lagi.',
      },
      'no-device': {
        what: 'Browser ini tidak menyediakan prosesor grafis, dan penjaga terlalu besar untuk berjalan tanpanya.',
        means: 'Isi yang baru tidak diperiksa.',
        todo: 'Aktifkan akselerasi grafis di setelan browser, mulai ulang browser, lalu coba lagi.',
      },
      missing: {
        what: 'Penjaga sudah tidak ada di perangkat ini.',
        means:
          'Browser membersihkannya, atau seseorang menghapusnya. Isi yang baru tidak diperiksa.',
        todo: 'Pasang lagi, atau pakai penjaga lain.',
      },
      'no-memory': {
        what: 'Memori kosong di perangkat ini terlalu sedikit untuk penjaga.',
        means: 'Isi yang baru tidak diperiksa.',
        todo: 'Tutup tab dan program lain lalu coba lagi, atau pakai penjaga yang lebih kecil.',
      },
      crashed: {
        what: 'Penjaga berhenti tiba-tiba.',
        means: 'Hasil yang sudah ada tetap berlaku. Isi yang baru tidak diperiksa.',
        todo: 'Coba lagi. Jika memori kurang, menutup tab lain bisa membantu.',
      },
    },
    button: 'Coba lagi',
    install: 'Pasang lagi',
  },
  silent: {
    title: 'Seawall tidak menjawab.',
    body: 'Yang diketahuinya tentang halaman ini tidak bisa ditampilkan sampai Seawall menjawab.',
    button: 'Coba lagi',
  },
  pageLoading: {
    title: 'Halaman masih dibaca.',
    body: 'Isinya akan muncul dalam daftar di sini.',
  },
  lost: {
    title: 'Seawall tidak terhubung dengan halaman ini.',
    body: 'Ini terjadi jika halaman sudah terbuka sebelum Seawall diaktifkan atau diperbarui. Muat ulang halaman untuk memeriksanya.',
    button: 'Muat ulang halaman',
  },
  empty: {
    title: 'Belum ada yang bisa diperiksa di halaman ini.',
    body: 'Yang muncul akan diperiksa dengan sendirinya. Jika seharusnya ada sesuatu, muat ulang halaman.',
    button: 'Muat ulang halaman',
  },
  format: {
    of: (done, all) => `${done} dari ${all}`,
    lastMinute: 'kurang dari semenit lagi',
    left: (time) => `sekitar ${time} lagi`,
    noName: '(tanpa nama)',
  },
  outOfReach: {
    'no-tab': {
      title: 'Tidak ada halaman di sini.',
      body: 'Tabnya mungkin sudah ditutup. Buka halaman web untuk memeriksanya.',
    },
    unseen: {
      title: 'Seawall tidak bisa melihat halaman apa ini.',
      body: 'Browser memberitahukannya saat Anda mengeklik tombol Seawall di toolbar.',
    },
    'browser-page': {
      title: 'Halaman ini milik browser.',
      body: 'Ekstensi tidak bisa membacanya, jadi tidak diperiksa. Buka halaman web untuk memeriksanya.',
    },
    store: {
      title: 'Ini toko ekstensi browser.',
      body: 'Ekstensi tidak bisa membacanya, jadi tidak diperiksa. Situs lain bisa diperiksa.',
    },
    file: {
      title: 'Ini file di perangkat ini.',
      body: 'Seawall hanya memeriksa situs web, jadi file ini tidak diperiksa.',
    },
    'no-site': {
      title: 'Halaman ini bukan bagian dari situs web.',
      body: 'Seawall diaktifkan per situs, jadi halaman ini tidak bisa diperiksa.',
    },
  },
  lookAgain: 'Lihat lagi',
  starting: 'Mengambil keadaan halaman ini',

  trouble: {
    noAnswer: 'Seawall tidak menjawab, jadi ini mungkin belum dilakukan. Coba lagi.',
    cannotAsk: 'Browser tidak membolehkan Seawall meminta izin, jadi Seawall tetap nonaktif.',
    cannotAllow: (site) =>
      `Browser tidak membolehkan Seawall meminta izin untuk ${site}, jadi gambarnya tetap tidak diketahui.`,
    noOptions: 'Opsi tidak bisa dibuka. Buka dari daftar ekstensi di browser.',
    noPage: 'Halaman tidak bisa dibuka. Coba lagi.',
    noReview: 'Halaman tinjauan tidak bisa dibuka. Coba lagi.',
    noReload: 'Halaman tidak bisa dimuat ulang. Muat ulang dari toolbar browser.',
  },
};
