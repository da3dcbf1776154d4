/** What the background says to people, in Malay. */
import { number } from '../../core/i18n';
import type { Lockable } from '../../core/lockable';
import type { LockRefusalReason } from '../../platform/lock-protocol';
import type { BackgroundWords } from '../strings';

const refusals: Record<LockRefusalReason, string> = {
  locked: 'Ini berkunci. Taip PIN untuk meneruskan.',
  wrong: 'Itu tidak betul.',
  wait: 'Terlalu banyak cubaan yang salah. Tunggu sebentar sebelum mencuba lagi.',
  'not-a-pin': 'PIN terdiri daripada 4 hingga 12 digit.',
  'too-easy': 'PIN itu mudah diteka. Pilih yang lain.',
  off: 'Kunci PIN belum ditetapkan.',
  on: 'Kunci PIN sudah ditetapkan.',
  unreadable:
    'Seawall tidak dapat mencapai kuncinya, jadi semua yang mungkin dijaganya kekal seperti sedia ada. Mulakan semula pelayar.',
};

const locked: Record<Lockable, string> = {
  engine:
    'Organisasi anda telah menetapkan pengawal mana yang ditanya dan di mana, dan ini tidak boleh diubah di sini.',
  guard:
    'Organisasi anda telah menetapkan pengawal yang digunakan, dan ini tidak boleh diubah di sini.',
  sites:
    'Organisasi anda telah menetapkan di laman mana Seawall berfungsi, dan ini tidak boleh diubah di sini.',
  neverSend:
    'Organisasi anda telah menetapkan laman yang tidak pernah dihantar, dan ini tidak boleh diubah di sini.',
  idleMinutes:
    'Organisasi anda telah menetapkan bila pengawal dikeluarkan dari memori, dan ini tidak boleh diubah di sini.',
  imageDetail:
    'Organisasi anda telah menetapkan seteliti mana gambar dilihat, dan ini tidak boleh diubah di sini.',
  pace: 'Organisasi anda telah menetapkan bila halaman menunggu, dan ini tidak boleh diubah di sini.',
  language: 'Organisasi anda telah menetapkan bahasa, dan ini tidak boleh diubah di sini.',
  protection:
    'Organisasi anda telah menetapkan bagaimana kandungan tidak selamat ditunjukkan pada halaman, dan ini tidak boleh diubah di sini.',
  threshold:
    'Organisasi anda telah menetapkan mulai ambang mana kandungan ditanda, dan ini tidak boleh diubah di sini.',
  review:
    'Organisasi anda telah menetapkan hasil mana yang disimpan, dan ini tidak boleh diubah di sini.',
  parental: 'Organisasi anda telah menetapkan mod ibu bapa, dan ini tidak boleh diubah di sini.',
};

export const backgroundMs: BackgroundWords = {
  refusals,
  locked,

  noSite: (name) => `“${name}” bukan nama laman web, jadi ia tidak dapat disemak.`,
  notAllowed: (site) =>
    `Seawall belum boleh membaca ${site}. Hidupkan semula dan benarkan apabila pelayar bertanya.`,
  turnOnFirst: (site) => `Hidupkan Seawall untuk ${site} dahulu.`,
  browserRefused: (error) => `Pelayar menolak: ${error}. Tutup ini dan cuba lagi.`,

  engines: {
    noKey: 'Kunci ialah satu perkataan yang terdiri daripada huruf biasa, digit dan simbol.',
    noSite: (name) => `“${name}” bukan nama laman web.`,
    noAddress: 'Itu bukan alamat pelayan. Bentuknya seperti http://127.0.0.1:8000/v1.',
    addressFirst: 'Tulis alamat pelayan dahulu.',
    notReachable: (host) =>
      `Pelayar tidak membenarkan Seawall menghubungi ${host}. Benarkan apabila ia bertanya.`,
    notTold:
      'Pelayar belum diberitahu bahawa halaman boleh dihantar. Benarkan apabila ia bertanya.',
    off: (site) => `Seawall dimatikan di ${site}. Hidupkan di situ dahulu.`,
    notWritten: 'Belum ada alamat ditulis.',
    noAnswer: 'Tiada jawapan diterima dalam masa seminit.',
    testedSafe: (question) => `Ditanya tentang “${question}”: selamat.`,
    testedUnsafe: (question) => `Ditanya tentang “${question}”: tidak selamat.`,
  },

  backup: {
    nothingToUndo: 'Tiada apa-apa untuk dibatalkan: tiada tetapan pernah dipulihkan.',
    problems: {
      'too-large':
        'Fail ini terlalu besar untuk menjadi fail tetapan Seawall. Tiada apa-apa diubah.',
      'not-json':
        'Fail ini tidak dapat dibaca: ia rosak, atau bukan sandaran. Tiada apa-apa diubah.',
      'not-a-backup': 'Fail ini bukan sandaran tetapan Seawall. Tiada apa-apa diubah.',
      newer:
        'Sandaran ini dibuat oleh Seawall yang lebih baharu. Kemas kini Seawall, kemudian cuba lagi. Tiada apa-apa diubah.',
      damaged:
        'Ada yang tidak sesuai dalam sandaran ini, jadi tiada apa-apa daripadanya digunakan.',
    },
  },

  badge: {
    name: 'Seawall',
    done: (unsafe, all) =>
      `Seawall: ${number(unsafe)} tidak selamat daripada ${number(all)} elemen`,
    checking: (unsafe, all) =>
      `Seawall: ${number(unsafe)} tidak selamat daripada ${number(all)} elemen, masih menyemak`,
    notKnown: (unsafe, all, unknown) =>
      `Seawall: ${number(unsafe)} tidak selamat daripada ${number(all)} elemen, ${number(unknown)} tidak diketahui`,
  },

  menu: {
    screen: 'Semak ini dengan Seawall',
    wrong: 'Seawall tersilap tentang ini',
    hide: 'Sembunyikan ini',
    unhide: 'Tunjukkan apa yang saya sembunyikan di sini',
  },

  notices: {
    guardFailed:
      'Pengawal tidak berfungsi lagi. Kandungan baharu tidak disemak sehingga ia berfungsi semula.',
    installed: (name) => `${name} telah dipasang.`,
    installFailed: (name) => `${name} tidak dapat dipasang.`,
    guard: 'Pengawal',
    keyRefused: 'SEA-LION tidak menerima kunci anda, jadi tiada apa-apa disemak di sana.',
    look: 'Buka pilihan Seawall untuk melihat apa yang boleh dilakukan.',
  },
};
