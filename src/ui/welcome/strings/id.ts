/** Every word of the welcome page beyond those of the lock, in Indonesian. */
import { number } from '../../../core/i18n';
import type { WelcomeWords } from '../strings';

export const welcomeId: WelcomeWords = {
  title: 'Selamat datang di Seawall',
  tab: 'Selamat datang di Seawall',
  intro:
    'Seawall menandai yang tidak aman di halaman yang Anda pilih: teks dan gambar. Ada empat pilihan, dan semuanya bisa dilewati dan diubah nanti.',
  language: 'Bahasa',
  sameAsBrowser: (name) => `Seperti browser (${name})`,
  steps: {
    label: 'Langkah',
    of: (n, all) => `Langkah ${number(n)} dari ${number(all)}`,
    back: 'Kembali',
    next: 'Lanjut',
    skip: 'Lewati ini',
    skipAll: 'Lewati semua',
    finish: 'Selesai',
  },

  guard: {
    title: 'Di mana penjaga berjalan?',
    explain:
      'Penjaga adalah program yang membaca teks atau melihat gambar, lalu mengatakan: aman atau tidak aman. Penjaga bisa keliru, ke dua arah.',
    question: 'Tempat penjaga berjalan',
    choices: {
      local: {
        name: 'Di perangkat ini',
        line: 'Isi halaman Anda tidak keluar dari perangkat ini. Penjaga yang melindungi perlu diunduh sebesar 3 sampai 8 GB dan memerlukan prosesor grafis yang bagus. Untuk permulaan ada penjaga latihan.',
      },
      server: {
        name: 'Di server Anda sendiri',
        line: 'Teks dan gambar dari situs yang Anda pilih dikirim ke komputer yang dijalankan oleh Anda atau sekolah Anda, dan tidak kepada siapa pun lagi. Tidak ada file besar yang disimpan di sini. Kecepatannya tergantung komputer itu.',
      },
      hosted: {
        name: 'Di SEA-LION',
        line: 'Teks dan gambar dari situs yang Anda pilih dikirim lewat internet ke layanan AI Singapore. Tidak ada yang disimpan di sini. Perlu kunci gratis, dan menerima sepuluh permintaan per menit: halaman panjang perlu beberapa menit.',
      },
    },
    practice:
      'Penjaga latihan hanya untuk mencoba Seawall. Penjaga ini mengenal beberapa frasa contoh saja dan bukan perlindungan. Untuk perlindungan, pasang yang lain:',
    running: (name) => `Dipakai di perangkat ini: ${name}`,
    install: 'Pasang penjaga yang melindungi',
  },

  sites: {
    title: 'Situs mana yang perlu dilihat Seawall?',
    explain:
      'Hanya yang Anda sebutkan. Di situs lain, tidak ada kodenya yang berjalan. Browser akan meminta izin Anda.',
    field: 'Nama situs',
    hint: 'Misalnya www.example.com',
    add: 'Tambahkan',
    suggestions: 'Atau pilih dari sini',
    chosen: 'Dipilih',
    none: 'Belum ada.',
    remove: (site) => `Keluarkan ${site}`,
    turnOn: (count) => `Aktifkan untuk ${number(count)} situs`,
    on: (sites) => `Seawall aktif untuk ${sites}.`,
    problem: 'Itu bukan nama situs web. Bentuknya seperti www.example.com.',
    declined:
      'Browser diminta untuk tidak mengizinkannya, jadi Seawall tetap nonaktif di sana. Anda bisa memilih lagi.',
    later: 'Di halaman mana pun, tombol Seawall di toolbar juga bisa mengaktifkannya.',
  },

  protection: {
    title: 'Apa yang terjadi pada isi yang tidak aman?',
    explain: 'Ini berlaku di semua situs. Nanti setiap situs bisa punya aturan sendiri.',
    question: 'Yang terjadi pada isi yang tidak aman',
    choices: {
      mark: {
        name: 'Beri tanda',
        line: 'Teks diberi tanda kecil, gambar diburamkan. Anda bisa melihat semua yang ingin Anda lihat.',
      },
      cover: {
        name: 'Tutupi',
        line: 'Teks dan gambar ditutupi begitu diketahui tidak aman. Ada tombol untuk menampilkannya.',
      },
      strict: {
        name: 'Jangan tampilkan apa pun sebelum diperiksa',
        line: 'Untuk anak. Yang tidak bisa diperiksa dalam lima detik tetap ditutupi. Halaman muncul lebih lambat.',
      },
    },
    own: 'Di opsi sudah diatur hal lain. Pilih salah satu ini hanya untuk menggantinya.',
  },

  lock: {
    title: 'Lindungi setelan ini dengan PIN?',
    explain:
      'Untuk perangkat yang dipakai anak. Tanpa PIN, tidak ada yang bisa mengubah setelan, menonaktifkan situs, atau menampilkan yang ditutupi.',
    parental: 'Ada anak yang membaca di sini: jangan tampilkan apa pun sebelum diperiksa',
    submit: 'Pasang PIN',
    isSet: 'PIN sudah dipasang.',
    limits: 'Yang tidak bisa dicegah PIN',
  },

  end: {
    title: 'Seawall sedang bekerja',
    explain:
      'Kalimat di bawah ini ditanyakan kepada penjaga di perangkat ini, sekarang juga. Di halaman sungguhan, tandanya ada di samping teks.',
    listLabel: 'Kalimat contoh',
    practice: 'Penjaga latihan: untuk mencoba saja, bukan perlindungan.',
    noGuard: 'Belum ada penjaga yang dipakai di perangkat ini.',
    usePractice: 'Coba penjaga latihan',
    waiting: 'Penjaga sedang ditanya…',
    failed: 'Penjaga tidak menjawab.',
    again: 'Tanya lagi',
    own: 'Kalimat Anda sendiri',
    check: 'Periksa',
    samples: [
      'Pasar di pelabuhan buka pukul enam, dan ikannya segar.',
      'Gabung malam ini: situs slot gacor terpercaya, tanpa batas.',
      'Bisa tolong kirim catatan pelajaran hari ini?',
      'Kalau berani datang ke sini lagi, kuhajar sampai babak belur, ingat itu.',
      'Hubungi kami hari ini untuk pinjaman kilat tanpa syarat.',
    ],
    next: {
      title: 'Selanjutnya',
      page: 'Buka halaman dari situs yang aktif. Tombol Seawall di toolbar menampilkan daftar temuannya.',
      none: 'Buka halaman mana saja, klik tombol Seawall di toolbar, lalu aktifkan.',
      canBeWrong: 'Seawall bisa keliru. Lihat dulu sebelum Anda memutuskan.',
      options: 'Buka opsi',
      begin: 'Kembali ke langkah pertama',
    },
  },
};
