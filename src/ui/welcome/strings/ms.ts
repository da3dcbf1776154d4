/** Every word of the welcome page beyond those of the lock, in Malay. */
import { number } from '../../../core/i18n';
import type { WelcomeWords } from '../strings';

export const welcomeMs: WelcomeWords = {
  title: 'Selamat datang ke Seawall',
  tab: 'Selamat datang ke Seawall',
  intro:
    'Seawall menanda apa yang tidak selamat pada halaman yang anda pilih: teks dan gambar. Ada empat pilihan, dan setiap satunya boleh dilangkau dan diubah kemudian.',
  language: 'Bahasa',
  sameAsBrowser: (name) => `Ikut pelayar (${name})`,
  steps: {
    label: 'Langkah',
    of: (n, all) => `Langkah ${number(n)} daripada ${number(all)}`,
    back: 'Kembali',
    next: 'Seterusnya',
    skip: 'Langkau ini',
    skipAll: 'Langkau semua',
    finish: 'Selesai',
  },

  guard: {
    title: 'Di manakah pengawal berjalan?',
    explain:
      'Pengawal ialah program yang membaca teks atau melihat gambar lalu mengatakan: selamat atau tidak selamat. Ia boleh tersilap, dalam kedua-dua arah.',
    question: 'Di mana pengawal berjalan',
    choices: {
      local: {
        name: 'Pada peranti ini',
        line: 'Tiada kandungan halaman anda keluar dari peranti ini. Pengawal yang melindungi perlu dimuat turun sebanyak 3 hingga 8 GB dan memerlukan pemproses grafik yang baik. Sebagai permulaan, ada pengawal latihan.',
      },
      server: {
        name: 'Pada pelayan kami sendiri',
        line: 'Teks dan gambar daripada laman yang anda pilih dihantar ke komputer yang dijalankan oleh anda atau sekolah anda, dan tidak kepada sesiapa lagi. Tiada fail besar disimpan di sini. Kepantasannya bergantung pada komputer itu.',
      },
      hosted: {
        name: 'Di SEA-LION',
        line: 'Teks dan gambar daripada laman yang anda pilih dihantar melalui internet ke perkhidmatan AI Singapore. Tiada apa-apa disimpan di sini. Ia memerlukan kunci percuma, dan menerima sepuluh permintaan seminit: halaman yang panjang mengambil masa beberapa minit.',
      },
    },
    practice:
      'Pengawal latihan adalah untuk mencuba Seawall. Ia tahu beberapa frasa contoh dan bukan perlindungan. Untuk perlindungan, pasang yang lain:',
    running: (name) => `Digunakan pada peranti ini: ${name}`,
    install: 'Pasang pengawal yang melindungi',
  },

  sites: {
    title: 'Laman manakah yang patut disemak oleh Seawall?',
    explain:
      'Hanya yang anda namakan. Di semua laman lain, tiada kodnya berjalan. Pelayar akan meminta kebenaran anda untuk laman itu.',
    field: 'Nama laman',
    hint: 'Contohnya www.example.com',
    add: 'Tambah',
    suggestions: 'Atau pilih daripada yang ini',
    chosen: 'Dipilih',
    none: 'Belum ada.',
    remove: (site) => `Buang ${site}`,
    turnOn: (count) => `Hidupkan untuk ${number(count)} laman`,
    on: (sites) => `Seawall dihidupkan untuk ${sites}.`,
    problem: 'Itu bukan nama laman web. Bentuknya seperti www.example.com.',
    declined:
      'Pelayar diarahkan supaya tidak membenarkannya, jadi Seawall kekal dimatikan di situ. Anda boleh memilih lagi.',
    later: 'Di mana-mana halaman, butang Seawall pada bar alat juga boleh menghidupkannya.',
  },

  protection: {
    title: 'Apa yang dilakukan terhadap kandungan tidak selamat?',
    explain: 'Ini terpakai di semua laman. Setiap laman boleh diberi peraturan sendiri kemudian.',
    question: 'Apa yang dilakukan terhadap kandungan tidak selamat',
    choices: {
      mark: {
        name: 'Beri tanda',
        line: 'Teks diberi tanda kecil, gambar dikaburkan. Anda melihat semua yang anda mahu.',
      },
      cover: {
        name: 'Litupi',
        line: 'Teks dan gambar dilitupi sebaik sahaja diketahui tidak selamat. Ada butang untuk menunjukkannya.',
      },
      strict: {
        name: 'Jangan tunjukkan apa-apa sebelum disemak',
        line: 'Untuk anak-anak. Yang tidak dapat disemak dalam lima saat kekal dilitupi. Halaman muncul lebih lambat.',
      },
    },
    own: 'Yang lain sudah ditetapkan dalam pilihan. Pilih salah satu di sini hanya jika mahu menggantikannya.',
  },

  lock: {
    title: 'Perlukah tetapan ini dikunci dengan PIN?',
    explain:
      'Untuk peranti yang digunakan oleh anak. Tanpa PIN, tiada siapa boleh mengubah tetapan, mematikan laman, atau menunjukkan apa yang dilitupi.',
    parental: 'Anak membaca di sini: jangan tunjukkan apa-apa sebelum disemak',
    submit: 'Tetapkan PIN',
    isSet: 'PIN sudah ditetapkan.',
    limits: 'Apa yang tidak dapat dihalang oleh PIN',
  },

  end: {
    title: 'Seawall bekerja',
    explain:
      'Ayat-ayat di bawah ditanyakan kepada pengawal pada peranti ini, sekarang. Pada halaman sebenar, hasilnya ada di sebelah teks.',
    listLabel: 'Ayat contoh',
    practice: 'Pengawal latihan: untuk mencuba sahaja, bukan perlindungan.',
    noGuard: 'Belum ada pengawal yang digunakan pada peranti ini.',
    usePractice: 'Cuba pengawal latihan',
    waiting: 'Pengawal sedang ditanya…',
    failed: 'Pengawal tidak menjawab.',
    again: 'Tanya lagi',
    own: 'Ayat anda sendiri',
    check: 'Semak',
    samples: [
      'Pasar di jeti dibuka pukul enam, dan ikannya segar.',
      'Daftar malam ini: main slot confirm untung, tiada had.',
      'Boleh hantar nota kelas kepada saya esok?',
      'Kalau datang lagi ke sini, aku belasah kau nanti, ingat itu.',
      'Hubungi kami untuk pinjaman segera tanpa penjamin hari ini juga.',
    ],
    next: {
      title: 'Seterusnya',
      page: 'Buka halaman di laman yang dihidupkan. Butang Seawall pada bar alat menyenaraikan apa yang ditemuinya.',
      none: 'Buka mana-mana halaman, klik butang Seawall pada bar alat, dan hidupkan.',
      canBeWrong: 'Seawall boleh tersilap. Lihat dahulu sebelum anda putuskan.',
      options: 'Buka pilihan',
      begin: 'Kembali ke langkah pertama',
    },
  },
};
