/** What the options page says of search, language, notifications, backups and shortcuts, in Malay. */
import type { ChangedPart } from '../../../core/backup';
import { listed, number } from '../../../core/i18n';
import type { CommandName } from '../../../platform/options-link';
import type { AroundText } from '../strings-around';

const parts: Record<ChangedPart, string> = {
  sites: 'Laman',
  guard: 'Pengawal yang digunakan',
  idleMinutes: 'Bila pengawal dikeluarkan dari memori',
  imageDetail: 'Seteliti mana gambar dilihat',
  order: 'Siapa yang ditanya dahulu',
  server: 'Pelayan anda sendiri',
  hosted: 'SEA-LION',
  neverSend: 'Laman yang tidak pernah dihantar',
  pace: 'Bila halaman menunggu',
  language: 'Bahasa Seawall',
  protection: 'Apa yang dilakukan terhadap kandungan tidak selamat',
  review: 'Apa yang disimpan untuk semakan semula',
  thresholds: 'Mulai ambang mana kandungan dikira tidak selamat',
  notify: 'Pemberitahuan',
};

const actions: Record<CommandName, string> = {
  popup: 'Buka Seawall',
  'next-unsafe': 'Pergi ke elemen tidak selamat seterusnya pada halaman',
  'previous-unsafe': 'Pergi ke elemen tidak selamat sebelumnya pada halaman',
  'toggle-marks': 'Sembunyikan atau tunjukkan tanda pada halaman',
  'toggle-site': 'Hidupkan atau matikan Seawall untuk laman itu',
  'open-panel': 'Buka panel sisi',
};

export const aroundMs: AroundText = {
  search: {
    label: 'Cari dalam pilihan',
    hint: 'Tekan / untuk mencari, Escape untuk menunjukkan semua.',
    found: (count) => `${number(count)} tetapan ditemui`,
    none: 'Tiada tetapan ditemui. Cuba perkataan lain.',
    all: 'Tunjukkan semua',
    sections: 'Bahagian',
  },

  language: {
    title: 'Bahasa',
    question: 'Bahasa yang digunakan oleh Seawall sendiri',
    auto: (name) => `Ikut tetapan pelayar (${name})`,
    cost: 'Halaman dan hasilnya tidak berubah: Seawall menyemak semua bahasa, walau apa pun bahasa yang digunakannya.',
    words: 'terjemahan, bahasa antara muka',
  },

  notifications: {
    title: 'Pemberitahuan',
    name: 'Beritahu saya apabila ada yang memerlukan saya',
    line: 'Apabila pengawal tidak berfungsi lagi, apabila pemasangan tamat, apabila kunci anda tidak diterima. Sekali sahaja bagi setiap satu, dan tidak pernah memuatkan kandungan halaman.',
    declined: 'Pelayar tidak dibenarkan menunjukkan pemberitahuan, jadi tiada pemberitahuan.',
    saved: 'Disimpan.',
    words: 'notifikasi, makluman, amaran, mesej',
  },

  backup: {
    title: 'Sandaran',
    settings: 'Tetapan anda sebagai fail',
    explain:
      'Fail ini mengandungi tetapan anda dan nama laman yang dihidupkan. Ia tidak mengandungi kunci, PIN, atau apa-apa yang ada pada halaman.',
    save: 'Simpan ke fail',
    pick: 'Pulihkan daripada fail',
    file: (name) => `Inilah yang akan diubah oleh ${name}:`,
    nothing: 'Fail ini mengandungi tetapan yang anda ada sekarang. Tiada apa-apa akan berubah.',
    on: (sites) => `Dihidupkan: ${listed(sites)}`,
    off: (sites) => `Dimatikan: ${listed(sites)}`,
    otherwise: (sites) => `Ditetapkan lain: ${listed(sites)}`,
    parts,
    sending:
      'Sandaran tidak menghidupkan mana-mana pihak yang menerima halaman: lakukan sendiri, dalam bahagian tentangnya.',
    asks: 'Pelayar mungkin meminta anda membenarkan laman yang dihidupkan.',
    restore: 'Pulihkan',
    leave: 'Biarkan semuanya seperti sedia ada',
    done: 'Tetapan sudah dipulihkan.',
    undone: 'Tetapan kembali seperti sebelumnya.',
    unreadable: (sites) =>
      `Tidak dihidupkan, kerana pelayar tidak membenarkan Seawall membacanya: ${listed(sites)}`,
    undo: 'Batalkan pemulihan terakhir',
    tooLarge: 'Fail ini terlalu besar untuk menjadi fail tetapan Seawall. Tiada apa-apa diubah.',
    unread: 'Fail ini tidak dapat dibaca. Tiada apa-apa diubah.',
    words: 'eksport, import, pulih, backup, pindah ke komputer lain',
  },

  shortcuts: {
    title: 'Pintasan',
    explain: 'Kekunci untuk perkara yang kerap anda lakukan. Ia berfungsi pada setiap halaman.',
    action: 'Tindakan',
    keys: 'Kekunci',
    actions,
    none: 'Belum ada kekunci',
    change: 'Ubah pintasan',
    manual:
      'Halaman untuk ini tidak dapat dibuka. Cari “pintasan” dalam senarai sambungan pelayar.',
    words: 'papan kekunci, shortcut, kekunci pantas',
  },

  diagnostics: {
    title: 'Diagnostik',
    explain:
      'Apa yang diketahui oleh Seawall tentang dirinya, untuk dilihat atau dihantar bersama laporan masalah.',
    open: 'Buka diagnostik',
    words: 'laporan pepijat, masalah, versi, grafik',
  },
};
