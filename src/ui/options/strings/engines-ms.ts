/** What the options page says of the engines that content is sent to, in Malay. */

import { number } from '../../../core/i18n';
import type { EnginesText } from '../strings-engines';

export const enginesMs: EnginesText = {
  title: 'Pengawal lain yang boleh ditanya oleh Seawall',
  explain:
    'Pengawal juga boleh berjalan di tempat lain: pada komputer anda sendiri, atau di SEA-LION. Apabila salah satunya ditanya, kandungan halaman keluar dari peranti ini. Kedua-duanya dimatikan sehingga anda menghidupkannya.',
  starting: 'Mendapatkan tetapan',
  names: {
    local: 'Peranti ini',
    server: 'Pelayan anda sendiri',
    hosted: 'SEA-LION (di internet)',
  },
  on: 'Hidup',
  off: 'Mati',
  saved: 'Disimpan.',

  order: {
    title: 'Siapa yang ditanya dahulu',
    explain:
      'Yang ditanya ialah yang teratas yang berfungsi. Jika ia tidak berfungsi, yang seterusnya ditanya, dan tetingkap timbul memberitahu anda.',
    up: 'Naik',
    down: 'Turun',
    of: (action, name) => `${action}: ${name}`,
    moved: (name, place) => `${name} kini nombor ${number(place)}.`,
    state: {
      ready: 'Sedia',
      off: 'Mati: dilangkau',
      noGuard: 'Tiada pengawal dipilih: dilangkau',
      failed: 'Tidak berfungsi sekarang: dilangkau',
      unready: 'Belum sedia: dilangkau',
      resting: (time) => `Tidak berfungsi sekarang: dilangkau sehingga pukul ${time}`,
    },
  },

  server: {
    explain:
      'Pengawal pada komputer yang dijaga oleh anda atau orang yang anda percayai. Tiada kos selain kerja komputer itu.',
    address: 'Alamat pelayan',
    hint: 'Tempat pelayan menjawab. Salah satu daripada ini, jika ia berjalan pada peranti ini:',
    fill: (program) => `${program}: isikan alamatnya`,
    problems: {
      empty: 'Tulis alamatnya dahulu.',
      'not-an-address': 'Ini bukan alamat. Bentuknya seperti http://127.0.0.1:8000/v1.',
    },
    readable: (host) =>
      `Laluan ke ${host} tidak dilindungi (http): orang lain dalam rangkaian boleh membaca apa yang dihantar. Gunakan https, kecuali rangkaian itu milik anda seorang.`,
    model: 'Model',
    modelHint:
      'Biarkan kosong jika pelayan menawarkan satu sahaja. Ujian menunjukkan apa yang ditawarkannya.',
    key: 'Kunci',
    keyHint: 'Hanya jika pelayan memintanya.',
  },

  hosted: {
    explain:
      'Pengawal yang dijalankan oleh SEA-LION untuk semua orang, di internet. Ia tidak memerlukan komputer yang berkuasa, dan menjawab 10 permintaan seminit.',
    key: 'Kunci SEA-LION',
    keyHint: 'Anda boleh mendapatkannya di',
    keySite: 'playground.sea-lion.ai',
    keyAddress: 'https://playground.sea-lion.ai',
    judging: 'Cara bertanya tentang halaman',
    judgingNames: {
      groups: {
        name: 'Yang berdekatan sekali gus',
        what: 'Yang terletak berdekatan ditanyakan sekali gus. Jika ada yang tidak selamat di dalamnya, ia dipecahkan untuk mencari yang mana.',
      },
      each: {
        name: 'Satu demi satu',
        what: 'Setiap teks dan gambar mendapat jawapannya sendiri.',
      },
    },
    judgingCost:
      'Angka ini adalah untuk halaman dengan 200 teks dan gambar, 1% daripadanya tidak selamat.',
    cost: (what, requests, minutes) =>
      `${what} Kira-kira ${number(requests)} permintaan, ${number(minutes)} minit.`,
    left: (left, perMinute) =>
      `Tinggal ${number(left)} daripada ${number(perMinute)} permintaan untuk minit ini.`,
    next: (seconds) => `Yang seterusnya dihantar dalam ${number(seconds)} saat.`,
  },

  key: {
    save: 'Simpan kunci',
    saved: (end) => `Disimpan: ${end}`,
    forget: 'Lupakan',
    forgetThis: (name) => `Lupakan: ${name}`,
    empty: 'Tulis kunci dahulu.',
    forgotten: 'Sudah dilupakan.',
  },

  consent: {
    title: (name) => `Hidupkan: ${name}?`,
    what: (host) =>
      `Jika dihidupkan, teks dan gambar halaman dihantar kepada ${host}, dari laman yang anda benarkan.`,
    here: 'Itu peranti ini sendiri.',
    there: 'Sesiapa yang menjalankannya boleh membaca apa yang dihantar, dan mungkin menyimpannya.',
    talks: 'Dalam perbualan dengan AI, apa yang anda tanya turut dihantar bersama setiap jawapan.',
    never: 'Tidak pernah dihantar:',
    nevers: [
      'halaman dalam tetingkap peribadi',
      'apa yang sedang anda taip, sehingga anda menyiarkannya',
      'apa-apa daripada halaman setelah ia dilihat meminta kata laluan',
      'laman dalam “Tidak pernah dihantar” di bawah',
    ],
    scope: 'Apa yang boleh dihantar?',
    browser: 'Pelayar juga akan bertanya kepada anda.',
    yes: 'Hidupkan',
    no: 'Biarkan mati',
    declined: (host) =>
      `Seawall tidak dibenarkan menghantar kepada ${host}, jadi ia kekal dimatikan dan tiada apa-apa dihantar. Anda boleh membenarkannya pada bila-bila masa.`,
  },

  scope: {
    question: 'Apa yang boleh dihantar',
    scopes: {
      sites: {
        name: 'Hanya laman yang saya benarkan satu demi satu',
        line: 'Tiada apa-apa dihantar sehingga anda membenarkan sesuatu laman dalam tetingkap timbul, pada halamannya.',
      },
      all: {
        name: 'Setiap laman yang dihidupkan',
        line: 'Setiap laman yang disemak oleh Seawall, dan setiap laman yang anda hidupkan kemudian.',
      },
    },
  },

  state: {
    ready: 'Sedia.',
    unready: {
      'no-address': () => 'Ia belum ditanya: tulis alamatnya dahulu.',
      'no-key': () => 'Ia belum ditanya: ia memerlukan kunci. Simpan satu di bawah.',
      'no-permission': (host) =>
        `Ia tidak ditanya: pelayar tidak membenarkan Seawall menghubungi ${host}.`,
      'no-consent': () =>
        'Ia tidak ditanya: menurut pelayar, anda belum bersetuju menghantar kandungan halaman.',
    },
    again: (time) => `Seawall mencubanya lagi dengan sendirinya pukul ${time}.`,
    ask: 'Minta lagi daripada pelayar',
    declined: (host) =>
      `Seawall tidak dibenarkan menghantar kepada ${host}, jadi tiada apa-apa dihantar.`,
  },

  test: {
    button: 'Uji',
    of: (name) => `Uji: ${name}`,
    cost: 'Ujian menggunakan satu permintaan. Tiada kandungan halaman dihantar.',
    costServer: 'Bertanya satu soalan biasa yang selamat. Tiada kandungan halaman dihantar.',
    needsKey: 'Simpan kunci dahulu. Kemudian ia boleh diuji.',
    running: 'Menguji…',
    works: (milliseconds) =>
      milliseconds === null
        ? 'Ia berfungsi.'
        : `Ia berfungsi: dijawab dalam ${number(Math.round(milliseconds))} milisaat.`,
    sure: 'Ia juga memberitahu sejauh mana ia pasti.',
    word: 'Ia mengatakan selamat atau tidak selamat, tanpa menyebut sejauh mana ia pasti.',
    declined: (host) => `Seawall tidak dibenarkan menghubungi ${host}, jadi ia tidak diuji.`,
    offers: 'Yang ditawarkan:',
    choose: (model) => `Pilih ${model}`,
    get: 'Untuk mendapatkan model SEA-Guard bagi pelayan ini:',
  },
  troubles: {
    server: {
      unreachable: {
        what: 'Tiada siapa menjawab di alamat ini.',
        todo: 'Pelayan mungkin tidak berjalan, atau berjalan pada port lain. Mulakannya, kemudian uji lagi.',
      },
      slow: {
        what: 'Pelayan tidak menjawab tepat pada masanya.',
        todo: 'Pelayan mungkin belum sedia, atau komputernya kurang berkuasa. Tunggu seminit, kemudian uji lagi.',
      },
      'not-an-api': {
        what: 'Ada yang menjawab di situ, tetapi bukan yang boleh ditanya oleh Seawall.',
        todo: 'Semak alamatnya. Kebanyakannya berakhir dengan /v1.',
      },
      'origin-refused': {
        what: 'Pelayan menjawab, tetapi bukan kepada sambungan pelayar.',
        todo: 'Benarkan sambungan pelayar dalam tetapannya, kemudian uji lagi. Untuk Ollama, tetapkan ini di tempat ia dimulakan:',
      },
      'key-refused': {
        what: 'Pelayan meminta kunci, atau kunci yang lain.',
        todo: 'Simpan kunci yang digunakan semasa pelayan dimulakan.',
      },
      'model-missing': {
        what: 'Pelayan tiada model dengan nama itu, atau ada beberapa dan belum ada yang dipilih.',
        todo: 'Pilih model SEA-Guard di bawah.',
      },
      'too-many': {
        what: 'Pelayan terlalu kerap ditanya.',
        todo: 'Tunggu seminit, kemudian uji lagi.',
      },
      'server-error': {
        what: 'Pelayan gagal semasa menjawab.',
        todo: 'Lihat apa yang ditulisnya di tempat ia dimulakan: selalunya memorinya penuh. Mulakan semula, kemudian uji lagi.',
      },
      'no-guard-answer': {
        what: 'Pelayan menjawab, tetapi tidak mengatakan selamat atau tidak selamat. Ia bukan pengawal.',
        todo: 'Pilih model SEA-Guard di bawah.',
      },
    },
    hosted: {
      unreachable: {
        what: 'SEA-LION tidak dapat dihubungi.',
        todo: 'Semak sambungan internet, kemudian uji lagi.',
      },
      slow: {
        what: 'SEA-LION tidak menjawab tepat pada masanya.',
        todo: 'SEA-LION mungkin sedang sibuk. Uji lagi kemudian.',
      },
      'not-an-api': {
        what: 'Ada pihak lain yang menjawab di tempat SEA-LION.',
        todo: 'Ini berlaku pada rangkaian yang mahu anda log masuk. Log masuk di situ, kemudian uji lagi.',
      },
      'origin-refused': {
        what: 'SEA-LION tidak menjawab sambungan pelayar ini.',
        todo: 'Cari kemas kini Seawall.',
      },
      'key-refused': {
        what: 'SEA-LION tidak menerima kunci ini.',
        todo: 'Buat yang baharu di playground.sea-lion.ai, dan simpan di sini.',
      },
      'model-missing': {
        what: 'SEA-LION tidak menawarkan pengawal yang diminta oleh Seawall.',
        todo: 'Kunci anda mungkin bukan untuk pengawal itu. Jika memang untuknya, cari kemas kini Seawall.',
      },
      'too-many': {
        what: 'Permintaan untuk minit ini sudah habis.',
        todo: 'Tunggu seminit, kemudian uji lagi.',
      },
      'server-error': {
        what: 'SEA-LION gagal semasa menjawab.',
        todo: 'Uji lagi kemudian.',
      },
      'no-guard-answer': {
        what: 'SEA-LION tidak mengatakan selamat atau tidak selamat.',
        todo: 'Uji lagi kemudian. Jika berulang, cari kemas kini Seawall.',
      },
    },
  },

  never: {
    title: 'Tidak pernah dihantar',
    explain:
      'Kandungan laman-laman ini tidak pernah keluar dari peranti ini, walau apa pun yang dibenarkan di atas. Sesuatu laman merangkumi semua di bawahnya: example.com bermakna mail.example.com juga.',
    groups: {
      mail: 'E-mel',
      banks: 'Bank',
      health: 'Kesihatan',
      government: 'Kerajaan',
    },
    own: 'Ditambah oleh anda',
    group: (name, many) => `${name} (${number(many)})`,
    find: 'Cari laman',
    none: 'Tiada laman seperti itu dalam senarai.',
    remove: 'Keluarkan',
    putBack: 'Kembalikan',
    of: (action, site) => `${action}: ${site}`,
    removed: (site) => `${site} sudah dikeluarkan daripada senarai.`,
    added: (site) => `${site} sudah ada dalam senarai.`,
    add: 'Tambah laman',
    addHint: 'Namanya, seperti example.com, atau alamat salah satu halamannya.',
    submit: 'Tambah',
    problems: {
      wrong: 'Ini bukan laman. Bentuknya seperti example.com.',
      there: 'Laman ini sudah ada dalam senarai.',
    },
  },
};
