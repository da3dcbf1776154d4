/** What the options page says of search, language, notifications, backups and shortcuts, in Indonesian. */
import { listed, number } from '../../../core/i18n';
import type { AroundText } from '../strings-around';

export const aroundId: AroundText = {
  search: {
    label: 'Cari di opsi',
    hint: 'Tekan / untuk mencari, Escape untuk menampilkan semua.',
    found: (count) => `${number(count)} setelan ditemukan`,
    none: 'Tidak ada setelan yang ditemukan. Coba kata lain.',
    all: 'Tampilkan semua',
    sections: 'Bagian',
  },

  language: {
    title: 'Bahasa',
    question: 'Bahasa yang dipakai Seawall',
    auto: (name) => `Seperti setelan browser (${name})`,
    cost: 'Halaman dan hasilnya tidak berubah: Seawall memeriksa semua bahasa, apa pun bahasa yang dipakainya.',
    words: 'terjemahan, bahasa tampilan',
  },

  notifications: {
    title: 'Notifikasi',
    name: 'Beri tahu saya jika ada yang memerlukan saya',
    line: 'Saat penjaga berhenti berfungsi, pemasangan berakhir, atau kunci Anda ditolak. Masing-masing sekali, dan tidak pernah memuat isi halaman.',
    declined: 'Browser tidak diizinkan menampilkan notifikasi, jadi tidak ada notifikasi.',
    saved: 'Tersimpan.',
    words: 'pemberitahuan, peringatan, pesan',
  },

  backup: {
    title: 'Cadangan',
    settings: 'Setelan Anda sebagai file',
    explain:
      'File ini berisi setelan Anda dan nama situs yang aktif. Tidak ada kunci, PIN, atau isi halaman di dalamnya.',
    save: 'Simpan ke file',
    pick: 'Pulihkan dari file',
    file: (name) => `Yang akan diubah oleh ${name}:`,
    nothing: 'File ini berisi setelan yang sudah Anda pakai. Tidak ada yang akan berubah.',
    on: (sites) => `Diaktifkan: ${listed(sites)}`,
    off: (sites) => `Dinonaktifkan: ${listed(sites)}`,
    otherwise: (sites) => `Diatur lain: ${listed(sites)}`,
    parts: {
      sites: 'Situs',
      guard: 'Penjaga yang dipakai',
      idleMinutes: 'Kapan penjaga dikeluarkan dari memori',
      imageDetail: 'Seberapa teliti gambar dilihat',
      order: 'Siapa yang ditanya lebih dulu',
      server: 'Server Anda sendiri',
      hosted: 'SEA-LION',
      neverSend: 'Situs yang tidak pernah dikirim',
      pace: 'Kapan halaman menunggu',
      language: 'Bahasa Seawall',
      protection: 'Apa yang dilakukan pada isi yang tidak aman',
      review: 'Apa yang disimpan untuk ditinjau',
      thresholds: 'Mulai dari mana isi dianggap tidak aman',
      notify: 'Notifikasi',
    },
    sending:
      'Cadangan tidak mengaktifkan pengiriman halaman kepada siapa pun: lakukan sendiri, di bagiannya.',
    asks: 'Browser mungkin meminta Anda mengizinkan situs yang akan aktif.',
    restore: 'Pulihkan',
    leave: 'Biarkan semuanya',
    done: 'Setelan sudah dipulihkan.',
    undone: 'Setelan kembali seperti sebelumnya.',
    unreadable: (sites) =>
      `Tidak diaktifkan, karena browser tidak membolehkan Seawall membacanya: ${listed(sites)}`,
    undo: 'Urungkan pemulihan terakhir',
    tooLarge: 'File ini terlalu besar untuk setelan Seawall. Tidak ada yang diubah.',
    unread: 'File ini tidak bisa dibaca. Tidak ada yang diubah.',
    words: 'ekspor, impor, pulihkan, backup, pindah ke komputer lain',
  },

  shortcuts: {
    title: 'Pintasan',
    explain: 'Tombol untuk yang sering Anda lakukan. Berfungsi di semua halaman.',
    action: 'Tindakan',
    keys: 'Tombol',
    actions: {
      popup: 'Buka Seawall',
      'next-unsafe': 'Pindah ke elemen tidak aman berikutnya di halaman',
      'previous-unsafe': 'Pindah ke elemen tidak aman sebelumnya di halaman',
      'toggle-marks': 'Sembunyikan atau tampilkan tanda di halaman',
      'toggle-site': 'Aktifkan atau nonaktifkan Seawall untuk situs ini',
      'open-panel': 'Buka panel samping',
    },
    none: 'Belum ada tombol',
    change: 'Ubah pintasan',
    manual: 'Halamannya tidak bisa dibuka. Cari “pintasan” di daftar ekstensi browser.',
    words: 'keyboard, papan ketik, hotkey',
  },

  diagnostics: {
    title: 'Diagnostik',
    explain:
      'Yang diketahui Seawall tentang dirinya sendiri, untuk dilihat atau dikirim bersama laporan kesalahan.',
    open: 'Buka diagnostik',
    words: 'laporan bug, masalah, versi, grafis',
  },
};
