/** What options and welcome page say of the parental lock and mode, in Indonesian. */
import type { ParentsWords } from '../strings-parents';

export const parentsId: ParentsWords = {
  title: 'Kunci orang tua',
  explain:
    'Dengan PIN, setelan tetap seperti yang Anda atur. Tanpa PIN, semua orang yang memakai browser ini bisa mengubahnya.',
  starting: 'Menanyakan keadaan kunci…',
  guards: {
    title: 'PIN diminta untuk',
    items: {
      settings: 'mengubah setelan apa pun, termasuk kunci ini',
      sites: 'mengaktifkan atau menonaktifkan Seawall untuk sebuah situs',
      reveal: 'menampilkan yang ditutupi',
      history: 'menghapus yang sudah dicatat',
    },
  },

  setUp: {
    title: 'Pasang PIN',
    body: 'Anda juga mendapat kode pemulihan, kalau-kalau suatu hari PIN terlupa.',
    submit: 'Pasang PIN',
  },
  pin: 'PIN dan kode pemulihan',
  done: {
    change: 'PIN sudah diganti.',
    remove: 'Kunci sudah dihapus.',
  },
  change: {
    button: 'Ganti PIN',
    current: 'PIN yang sekarang',
    submit: 'Ganti PIN',
  },
  newCode: {
    button: 'Buat kode pemulihan baru',
    body: 'Setelah itu kode yang lama tidak berlaku lagi.',
    submit: 'Buat kode baru',
  },
  remove: {
    button: 'Hapus kunci',
    body: 'Setelah itu semua orang yang memakai browser ini bisa mengubah semuanya. Mode orang tua tetap seperti sekarang.',
    submit: 'Hapus kunci',
  },

  mode: {
    title: 'Mode orang tua',
    name: 'Ada anak yang membaca di sini',
    line: 'Teks dan gambar yang tidak aman ditutupi, dan tidak ada yang ditampilkan sebelum diperiksa. Yang tidak bisa diperiksa tetap ditutupi.',
    off: 'Jika dinonaktifkan, pilihan Anda yang sebelumnya berlaku lagi.',
    noLock: 'Tanpa PIN, anak bisa menonaktifkan ini. Pasang PIN dulu.',
    saved: 'Tersimpan.',
  },

  schedule: {
    title: 'Kapan PIN diminta untuk menampilkan sesuatu',
    explain:
      'Di luar waktu itu, yang ditutupi bisa ditampilkan tanpa PIN. Setelan dan situs selalu memerlukan PIN.',
    always: { name: 'Selalu', line: 'Siang dan malam.' },
    some: { name: 'Pada waktu ini', line: 'Hari dan jam yang Anda pilih.' },
    question: 'Kapan PIN diminta?',
    row: (n) => `Jadwal ${n}`,
    days: 'Hari',
    from: 'Dari',
    to: 'Sampai',
    nextDay: 'sampai hari berikutnya',
    add: 'Tambah jadwal',
    remove: 'Hapus',
    removeRow: (n) => `Hapus jadwal ${n}`,
    save: 'Simpan jadwal',
    saved: 'Tersimpan.',
    problems: {
      days: 'Pilih setidaknya satu hari.',
      same: 'Waktu mulai dan selesainya sama.',
      time: 'Tulis kedua waktunya.',
    },
  },

  limits: {
    title: 'Yang tidak bisa dicegah Seawall',
    explain: 'Ekstensi tidak punya kuasa atas browser tempatnya berada. Ketahui celah-celah ini:',
    items: [
      {
        what: 'Seawall bisa dihapus atau dinonaktifkan di daftar ekstensi browser.',
        close: 'Kebijakan browser sendiri bisa memasangnya sehingga tetap ada.',
      },
      {
        what: 'Browser lain, profil lain, dan perangkat lain tidak tahu apa-apa tentang Seawall.',
        close: 'Atur agar akun anak di sistem hanya bisa menjalankan browser ini.',
      },
      {
        what: 'Di jendela pribadi, Seawall hanya bekerja jika sudah diizinkan di sana.',
        close:
          'Izinkan di daftar ekstensi, atau nonaktifkan jendela pribadi lewat kebijakan browser.',
      },
      {
        what: 'Alat developer yang dibuka di halaman Seawall sendiri bisa mengubah apa yang disimpannya.',
        close: 'Kebijakan browser bisa menonaktifkan alat developer.',
      },
      {
        what: 'Siapa pun yang bisa membuka file browser di perangkat ini bisa mengubah atau menghapus kunci.',
        close:
          'Tidak ada yang menghalangi anak dari filenya sendiri: sesekali lihat apakah kuncinya masih ada.',
      },
      {
        what: 'Izin situs yang diperlukan Seawall bisa dicabut di browser.',
        close: 'Kebijakan yang sama bisa mempertahankannya.',
      },
      {
        what: 'Penjaga bisa keliru: ada yang tidak aman terlewat, dan ada yang aman ditutupi.',
        close: 'Bicarakan apa yang muncul. Tidak ada program yang bisa menggantikannya.',
      },
    ],
    more: 'Cara menutup setiap celah ada di dokumen Seawall: parents.md, serta managed.md untuk sekolah dan perusahaan.',
  },

  summary: {
    title: 'Minggu ini',
    line: 'Yang ditandai dalam tujuh hari terakhir, dalam angka.',
    open: 'Buka ringkasan',
  },
  welcome: {
    line: 'Lalui pilihan-pilihan awal sekali lagi.',
    open: 'Buka halaman selamat datang',
  },
};
