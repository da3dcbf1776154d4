/** What the background says to people, in Indonesian. */
import { number } from '../../core/i18n';
import type { Lockable } from '../../core/lockable';
import type { BackgroundWords } from '../strings';

const organisation = (what: string): string =>
  `Organisasi Anda sudah mengatur ${what}, dan ini tidak bisa diubah di sini.`;

const locked: Record<Lockable, string> = {
  engine: organisation('siapa yang ditanya'),
  guard: organisation('penjaga mana yang dipakai'),
  sites: organisation('di situs mana Seawall bekerja'),
  neverSend: organisation('situs mana yang tidak pernah dikirim'),
  idleMinutes: organisation('kapan penjaga dikeluarkan dari memori'),
  imageDetail: organisation('seberapa teliti gambar dilihat'),
  pace: organisation('kapan halaman menunggu'),
  language: organisation('bahasanya'),
  protection: organisation('apa yang ditampilkan halaman dari isi yang tidak aman'),
  threshold: organisation('mulai dari mana isi ditandai'),
  review: organisation('hasil apa yang disimpan'),
  parental: organisation('mode orang tua'),
};

const unsafeOf = (unsafe: number, all: number): string =>
  `Seawall: ${number(unsafe)} dari ${number(all)} elemen tidak aman`;

export const backgroundId: BackgroundWords = {
  refusals: {
    locked: 'Ini terkunci. Ketik PIN untuk melanjutkan.',
    wrong: 'Itu tidak cocok.',
    wait: 'Terlalu banyak percobaan yang salah. Tunggu sebentar sebelum mencoba lagi.',
    'not-a-pin': 'PIN terdiri dari 4 sampai 12 angka.',
    'too-easy': 'PIN itu mudah ditebak. Pakai yang lain.',
    off: 'Belum ada kunci yang dipasang.',
    on: 'Kunci sudah dipasang.',
    unreadable:
      'Seawall tidak bisa membaca kuncinya, jadi semua yang mungkin dikunci dibiarkan seperti sekarang. Mulai ulang browser.',
  },
  locked,

  noSite: (name) => `“${name}” bukan nama situs web, jadi tidak bisa diperiksa.`,
  notAllowed: (site) =>
    `Seawall belum boleh membaca ${site}. Aktifkan lagi, dan izinkan saat browser bertanya.`,
  turnOnFirst: (site) => `Aktifkan Seawall untuk ${site} dulu.`,
  browserRefused: (error) => `Browser menolak: ${error}. Tutup ini, lalu coba lagi.`,

  engines: {
    noKey: 'Kunci adalah satu kata dari huruf biasa, angka, dan tanda.',
    noSite: (name) => `“${name}” bukan nama situs web.`,
    noAddress: 'Itu bukan alamat server. Bentuknya seperti http://127.0.0.1:8000/v1.',
    addressFirst: 'Tulis alamat servernya dulu.',
    notReachable: (host) =>
      `Browser tidak membolehkan Seawall menghubungi ${host}. Izinkan saat browser bertanya.`,
    notTold:
      'Browser belum diberi tahu bahwa isi halaman boleh dikirim. Izinkan saat browser bertanya.',
    off: (site) => `Seawall nonaktif di ${site}. Aktifkan di sana dulu.`,
    notWritten: 'Alamatnya belum ditulis.',
    noAnswer: 'Tidak ada jawaban dalam satu menit.',
    testedSafe: (question) => `Ditanya tentang “${question}”: aman.`,
    testedUnsafe: (question) => `Ditanya tentang “${question}”: tidak aman.`,
  },

  backup: {
    nothingToUndo: 'Tidak ada yang bisa diurungkan: belum ada setelan yang dipulihkan.',
    problems: {
      'too-large': 'File ini terlalu besar untuk setelan Seawall. Tidak ada yang diubah.',
      'not-json': 'File ini tidak bisa dibaca: rusak, atau bukan cadangan. Tidak ada yang diubah.',
      'not-a-backup': 'File ini bukan cadangan setelan Seawall. Tidak ada yang diubah.',
      newer:
        'Cadangan ini dibuat oleh Seawall yang lebih baru. Perbarui Seawall, lalu coba lagi. Tidak ada yang diubah.',
      damaged: 'Ada yang tidak cocok dalam cadangan ini, jadi tidak ada isinya yang dipakai.',
    },
  },

  badge: {
    name: 'Seawall',
    done: unsafeOf,
    checking: (unsafe, all) => `${unsafeOf(unsafe, all)}, masih memeriksa`,
    notKnown: (unsafe, all, unknown) =>
      `${unsafeOf(unsafe, all)}, ${number(unknown)} tidak diketahui`,
  },

  menu: {
    screen: 'Periksa ini dengan Seawall',
    wrong: 'Seawall keliru tentang ini',
    hide: 'Sembunyikan ini',
    unhide: 'Tampilkan yang saya sembunyikan di sini',
  },

  notices: {
    guardFailed:
      'Penjaga berhenti berfungsi. Isi yang baru tidak diperiksa sampai penjaga berfungsi lagi.',
    installed: (name) => `${name} sudah terpasang.`,
    installFailed: (name) => `${name} tidak bisa dipasang.`,
    guard: 'Penjaga',
    keyRefused: 'SEA-LION tidak menerima kunci Anda, jadi tidak ada yang diperiksa di sana.',
    look: 'Buka opsi Seawall untuk melihat apa yang bisa dilakukan.',
  },
};
