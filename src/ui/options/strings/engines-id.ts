/** What the options page says of the engines that content is sent to, in Indonesian. */

import { number } from '../../../core/i18n';
import type { EnginesText } from '../strings-engines';

export const enginesId: EnginesText = {
  title: 'Penjaga lain yang boleh ditanya Seawall',
  explain:
    'Penjaga juga bisa berjalan di tempat lain: di komputer milik Anda, atau di SEA-LION. Saat salah satunya ditanya, isi halaman keluar dari perangkat ini. Keduanya nonaktif sampai Anda mengaktifkannya.',
  starting: 'Mengambil pengaturan',
  names: {
    local: 'Perangkat ini',
    server: 'Server Anda sendiri',
    hosted: 'SEA-LION (di internet)',
  },
  on: 'Aktif',
  off: 'Nonaktif',
  saved: 'Tersimpan.',

  order: {
    title: 'Siapa yang ditanya lebih dulu',
    explain:
      'Yang ditanya adalah yang teratas yang berfungsi. Jika tidak berfungsi, yang berikutnya ditanya, dan popup memberi tahu Anda.',
    up: 'Naik',
    down: 'Turun',
    of: (action, name) => `${action}: ${name}`,
    moved: (name, place) => `${name} sekarang nomor ${number(place)}.`,
    state: {
      ready: 'Siap',
      off: 'Nonaktif: dilewati',
      noGuard: 'Belum ada penjaga yang dipilih: dilewati',
      failed: 'Sedang tidak berfungsi: dilewati',
      unready: 'Belum siap: dilewati',
      resting: (time) => `Sedang tidak berfungsi: dilewati sampai pukul ${time}`,
    },
  },

  server: {
    explain:
      'Penjaga di komputer yang diurus oleh Anda atau orang yang Anda percaya. Tidak ada biaya selain kerja komputer itu.',
    address: 'Alamat server',
    hint: 'Tempat server menjawab. Salah satu dari ini, jika berjalan di perangkat ini:',
    fill: (program) => `${program}: isikan alamatnya`,
    problems: {
      empty: 'Tulis alamatnya dulu.',
      'not-an-address': 'Ini bukan alamat. Bentuknya seperti http://127.0.0.1:8000/v1.',
    },
    readable: (host) =>
      `Jalur ke ${host} tidak terlindungi (http): orang lain di jaringan bisa membaca yang dikirim. Pakai https, kecuali jaringan itu milik Anda sendiri.`,
    model: 'Model',
    modelHint:
      'Kosongkan jika server hanya menawarkan satu. Pengujian menunjukkan apa yang ditawarkan.',
    key: 'Kunci',
    keyHint: 'Hanya jika server memintanya.',
  },

  hosted: {
    explain:
      'Penjaga yang dijalankan SEA-LION untuk semua orang, di internet. Tidak memerlukan komputer yang kuat, dan menjawab 10 permintaan per menit.',
    key: 'Kunci SEA-LION',
    keyHint: 'Anda bisa mendapatkannya di',
    keySite: 'playground.sea-lion.ai',
    keyAddress: 'https://playground.sea-lion.ai',
    judging: 'Cara menanyakan halaman',
    judgingNames: {
      groups: {
        name: 'Yang berdekatan sekaligus',
        what: 'Yang letaknya berdekatan ditanyakan sekaligus. Jika ada yang tidak aman di dalamnya, bagian itu dipecah untuk mencari yang mana.',
      },
      each: {
        name: 'Satu per satu',
        what: 'Setiap teks dan gambar mendapat jawabannya sendiri.',
      },
    },
    judgingCost: 'Angka ini untuk halaman dengan 200 teks dan gambar, 1% di antaranya tidak aman.',
    cost: (what, requests, minutes) =>
      `${what} Sekitar ${number(requests)} permintaan, ${number(minutes)} menit.`,
    left: (left, perMinute) =>
      `Tersisa ${number(left)} dari ${number(perMinute)} permintaan untuk menit ini.`,
    next: (seconds) => `Yang berikutnya dikirim dalam ${number(seconds)} detik.`,
  },

  key: {
    save: 'Simpan kunci',
    saved: (end) => `Tersimpan: ${end}`,
    forget: 'Lupakan',
    forgetThis: (name) => `Lupakan: ${name}`,
    empty: 'Tulis kuncinya dulu.',
    forgotten: 'Sudah dilupakan.',
  },

  consent: {
    title: (name) => `Aktifkan: ${name}?`,
    what: (host) =>
      `Jika diaktifkan, teks dan gambar halaman dikirim ke ${host}, dari situs yang Anda izinkan.`,
    here: 'Itu perangkat ini sendiri.',
    there: 'Siapa pun yang menjalankannya bisa membaca yang dikirim, dan mungkin menyimpannya.',
    talks: 'Dalam obrolan dengan AI, yang Anda tanyakan ikut dikirim bersama setiap jawaban.',
    never: 'Tidak pernah dikirim:',
    nevers: [
      'halaman di jendela pribadi',
      'yang sedang Anda ketik, sampai Anda memostingnya',
      'isi apa pun dari halaman setelah terlihat meminta kata sandi',
      'situs di “Tidak pernah dikirim” di bawah',
    ],
    scope: 'Apa yang boleh dikirim?',
    browser: 'Browser juga akan bertanya kepada Anda.',
    yes: 'Aktifkan',
    no: 'Biarkan nonaktif',
    declined: (host) =>
      `Seawall tidak diizinkan mengirim ke ${host}, jadi tetap nonaktif dan tidak ada yang dikirim. Anda bisa mengizinkannya kapan saja.`,
  },

  scope: {
    question: 'Apa yang boleh dikirim',
    scopes: {
      sites: {
        name: 'Hanya situs yang saya izinkan satu per satu',
        line: 'Tidak ada yang dikirim sampai Anda mengizinkan sebuah situs di popup, di halamannya.',
      },
      all: {
        name: 'Semua situs yang aktif',
        line: 'Semua situs yang diperiksa Seawall, dan setiap situs yang Anda aktifkan nanti.',
      },
    },
  },

  state: {
    ready: 'Siap.',
    unready: {
      'no-address': () => 'Belum ditanya: tulis alamatnya dulu.',
      'no-key': () => 'Belum ditanya: perlu kunci. Simpan satu di bawah.',
      'no-permission': (host) =>
        `Tidak ditanya: browser tidak membolehkan Seawall menghubungi ${host}.`,
      'no-consent': () => 'Tidak ditanya: menurut browser, Anda belum setuju mengirim isi halaman.',
    },
    again: (time) => `Seawall mencobanya lagi dengan sendirinya pukul ${time}.`,
    ask: 'Minta lagi ke browser',
    declined: (host) => `Seawall tidak diizinkan mengirim ke ${host}, jadi tidak ada yang dikirim.`,
  },

  test: {
    button: 'Uji',
    of: (name) => `Uji: ${name}`,
    cost: 'Pengujian memakai satu permintaan. Tidak ada isi halaman yang dikirim.',
    costServer: 'Mengajukan satu pertanyaan biasa yang aman. Tidak ada isi halaman yang dikirim.',
    needsKey: 'Simpan kunci dulu. Setelah itu bisa diuji.',
    running: 'Menguji…',
    works: (milliseconds) =>
      milliseconds === null
        ? 'Berfungsi.'
        : `Berfungsi: dijawab dalam ${number(Math.round(milliseconds))} milidetik.`,
    sure: 'Seberapa yakin jawabannya juga diberitahukan.',
    word: 'Jawabannya aman atau tidak aman, tanpa memberi tahu seberapa yakin.',
    declined: (host) => `Seawall tidak diizinkan menghubungi ${host}, jadi tidak diuji.`,
    offers: 'Yang ditawarkan:',
    choose: (model) => `Pilih ${model}`,
    get: 'Untuk mendapatkan model SEA-Guard bagi server ini:',
  },
  troubles: {
    server: {
      unreachable: {
        what: 'Tidak ada yang menjawab di alamat ini.',
        todo: 'Server mungkin tidak berjalan, atau berjalan di port lain. Jalankan, lalu uji lagi.',
      },
      slow: {
        what: 'Server tidak menjawab tepat waktu.',
        todo: 'Server mungkin masih bersiap, atau komputernya kurang kuat. Tunggu semenit, lalu uji lagi.',
      },
      'not-an-api': {
        what: 'Ada yang menjawab di sana, tetapi bukan yang bisa ditanya Seawall.',
        todo: 'Periksa alamatnya. Kebanyakan berakhir dengan /v1.',
      },
      'origin-refused': {
        what: 'Server menjawab, tetapi tidak kepada ekstensi browser.',
        todo: 'Izinkan ekstensi browser di setelannya, lalu uji lagi. Untuk Ollama, atur ini di tempat Ollama dijalankan:',
      },
      'key-refused': {
        what: 'Server meminta kunci, atau kunci yang lain.',
        todo: 'Simpan kunci yang dipakai saat server dijalankan.',
      },
      'model-missing': {
        what: 'Server tidak punya model dengan nama itu, atau punya beberapa dan belum ada yang dipilih.',
        todo: 'Pilih model SEA-Guard di bawah.',
      },
      'too-many': {
        what: 'Server terlalu sering ditanya.',
        todo: 'Tunggu semenit, lalu uji lagi.',
      },
      'server-error': {
        what: 'Server gagal saat menjawab.',
        todo: 'Lihat apa yang ditulisnya di tempat server dijalankan: sering kali memorinya penuh. Jalankan ulang, lalu uji lagi.',
      },
      'no-guard-answer': {
        what: 'Server menjawab, tetapi tidak mengatakan aman atau tidak aman. Ini bukan penjaga.',
        todo: 'Pilih model SEA-Guard di bawah.',
      },
    },
    hosted: {
      unreachable: {
        what: 'SEA-LION tidak bisa dihubungi.',
        todo: 'Periksa koneksi internet, lalu uji lagi.',
      },
      slow: {
        what: 'SEA-LION tidak menjawab tepat waktu.',
        todo: 'SEA-LION mungkin sedang sibuk. Uji lagi nanti.',
      },
      'not-an-api': {
        what: 'Ada pihak lain yang menjawab sebagai ganti SEA-LION.',
        todo: 'Ini terjadi di jaringan yang meminta Anda login. Login di sana, lalu uji lagi.',
      },
      'origin-refused': {
        what: 'SEA-LION tidak menjawab ekstensi browser ini.',
        todo: 'Cari pembaruan Seawall.',
      },
      'key-refused': {
        what: 'SEA-LION tidak menerima kunci ini.',
        todo: 'Buat yang baru di playground.sea-lion.ai, lalu simpan di sini.',
      },
      'model-missing': {
        what: 'SEA-LION tidak menawarkan penjaga yang diminta Seawall.',
        todo: 'Kunci Anda mungkin bukan untuk penjaga itu. Jika memang untuk itu, cari pembaruan Seawall.',
      },
      'too-many': {
        what: 'Permintaan untuk menit ini sudah habis.',
        todo: 'Tunggu semenit, lalu uji lagi.',
      },
      'server-error': {
        what: 'SEA-LION gagal saat menjawab.',
        todo: 'Uji lagi nanti.',
      },
      'no-guard-answer': {
        what: 'SEA-LION tidak mengatakan aman atau tidak aman.',
        todo: 'Uji lagi nanti. Jika terulang, cari pembaruan Seawall.',
      },
    },
  },

  never: {
    title: 'Tidak pernah dikirim',
    explain:
      'Isi situs-situs ini tidak pernah keluar dari perangkat ini, apa pun yang diizinkan di atas. Satu situs mencakup semua di bawahnya: example.com berarti juga mail.example.com.',
    groups: {
      mail: 'Email',
      banks: 'Bank',
      health: 'Kesehatan',
      government: 'Pemerintah',
    },
    own: 'Ditambahkan oleh Anda',
    group: (name, many) => `${name} (${number(many)})`,
    find: 'Cari situs',
    none: 'Tidak ada situs seperti itu di daftar.',
    remove: 'Keluarkan',
    putBack: 'Kembalikan',
    of: (action, site) => `${action}: ${site}`,
    removed: (site) => `${site} sudah dikeluarkan dari daftar.`,
    added: (site) => `${site} sudah ada di daftar.`,
    add: 'Tambahkan situs',
    addHint: 'Namanya, misalnya example.com, atau alamat salah satu halamannya.',
    submit: 'Tambahkan',
    problems: {
      wrong: 'Ini bukan situs. Bentuknya seperti example.com.',
      there: 'Situs ini sudah ada di daftar.',
    },
  },
};
