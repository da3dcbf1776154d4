/** What the options page says beyond `ui/strings.ts`, in Malay. */

import { number } from '../../../core/i18n';
import { IMAGE_TOKENS, type ImageDetail } from '../../../core/image';
import type { OptionsText } from '../strings';

const choices: Record<ImageDetail, { name: string; line: string }> = {
  fast: {
    name: 'Pantas',
    line: 'Melihat gambaran umum sahaja. Terlepas benda dan tulisan kecil. Paling cepat siap.',
  },
  balanced: {
    name: 'Seimbang',
    line: 'Melihat kebanyakan benda dan tulisan. Masanya kira-kira empat kali ganda Pantas.',
  },
  thorough: {
    name: 'Teliti',
    line: 'Melihat benda dan tulisan kecil. Masanya kira-kira enam belas kali ganda Pantas, atau lebih lama.',
  },
};

const tokens = (detail: ImageDetail): string =>
  `${choices[detail].name}: ${number(IMAGE_TOKENS[detail])}`;

export const textMs: OptionsText = {
  title: 'Pilihan Seawall',

  guard: {
    title: 'Pengawal',
    explain:
      'Pengawal ialah bahagian Seawall yang melihat kandungan halaman dan memberitahu apa yang mungkin tidak selamat. Pengawal di sini berjalan pada peranti ini: apa yang dilihatnya kekal di sini.',
    practiceName: 'Pengawal latihan',
    starting: 'Mendapatkan keadaan Seawall',
  },

  now: {
    title: 'Sekarang',
    none: 'Tiada pengawal dipilih.',
    noneBody: 'Tiada apa-apa disemak sehingga anda memilih satu di bawah.',
    noneHere: 'Tiada apa-apa disemak pada peranti ini sehingga anda memilih satu di bawah.',
    asleep: (name) => `${name} tidak dimuatkan.`,
    asleepBody: 'Pengawal dimuatkan apabila sesuatu halaman memerlukannya.',
    loading: (name) => `${name} sedang disediakan.`,
    ready: (name) => `${name} sudah sedia.`,
    readyBody: 'Halaman disemak dengannya pada peranti ini.',
    installAgain: 'Pasang semula',
    fromFolderAgain: 'Pengawal ini datang dari folder: pilih semula folder itu di bawah.',
    check: 'Semak failnya',
    retry: 'Cuba lagi',
    device: {
      webgpu: 'Berjalan pada: pemproses grafik (WebGPU)',
      wasm: 'Berjalan pada: pemproses (WebAssembly)',
      adapter: (name) => `Peranti: ${name}`,
      precision: (name) => `Kepersisan: ${name}`,
      subgroups: (on) => `Subkumpulan: ${on ? 'ya' : 'tidak'}`,
      difference: (logits) =>
        `Ujian kendiri: beza jawapan daripada yang sepatutnya paling banyak ${logits} (dalam logit)`,
      id: (id) => `Binaan: ${id}`,
    },
  },

  list: {
    title: 'Pengawal pada peranti ini',
    looking: 'Melihat apa yang dipasang…',
    unknown: 'Apa yang dipasang tidak dapat dibaca.',
    inUse: 'Sedang digunakan',
    chosen: 'Dipilih',
    practice: 'Bukan perlindungan',
    packaged: 'Disertakan dengan Seawall',
    fromFolder: 'dari folder',
    from: (host) => `dari ${host}`,
    installed: (when) => `dipasang ${when}`,
    noLicence: 'lesen tidak dinyatakan',
    use: 'Gunakan',
    check: 'Semak',
    remove: 'Buang',
    again: 'Pasang semula',
    of: (action, name) => `${action} ${name}`,
    problems: {
      missing:
        'Ada failnya yang hilang: mungkin dikosongkan oleh pelayar. Pengawal ini tidak dapat digunakan.',
      damaged:
        'Satu failnya rosak. Pengawal ini boleh menganggap yang tidak selamat sebagai selamat, jadi ia tidak digunakan.',
    },
    checking: 'Menyemak failnya',
    whole: 'Sudah disemak: semua fail seperti yang sepatutnya.',
    broken: 'Sudah disemak: ada fail yang tidak seperti sepatutnya.',
    ask: (name, size) => `Buang ${name}? Ini mengosongkan ${size}.`,
    askWeb: 'Untuk menggunakannya lagi, ia perlu dimuat turun semula.',
    askFolder: 'Untuk menggunakannya lagi, anda memerlukan foldernya.',
    askInUse:
      'Pengawal ini sedang digunakan: tiada apa-apa disemak sehingga anda memilih yang lain.',
    yes: 'Buang',
    no: 'Jangan buang',
    details: {
      model: (name) => `Model: ${name}`,
      bits: (bits) => `Pemberat: ${number(bits)} bit`,
      address: (address) => `Dari: ${address}`,
      id: (id) => `Binaan: ${id}`,
    },
  },

  room: {
    free: (size) => `Ruang kosong untuk pengawal lain: ${size}.`,
    used: (size) => `Pengawal yang dipasang menggunakan ${size}.`,
    notTold: 'Pelayar tidak memberitahu berapa banyak ruang yang tinggal.',
    unavailable: 'Pengawal tidak dapat disimpan dalam tetingkap pelayar ini.',
    unavailableBody:
      'Begitulah dalam tetingkap peribadi, dan jika pelayar sentiasa mengosongkan semuanya. Pasang dalam tetingkap biasa; pengawal latihan berfungsi di sini juga.',
  },

  install: {
    title: 'Pasang pengawal',
    address: 'Alamat',
    hint: 'Contohnya hf:owner/name untuk pengawal di Hugging Face, atau alamat https foldernya.',
    asks: (host) => `Seawall akan mengambilnya dari ${host}.`,
    problems: {
      empty: 'Tulis alamatnya dahulu.',
      'not-an-address':
        'Ini bukan alamat. Bentuknya seperti hf:owner/name atau https://example.com/guard/.',
      insecure:
        'Alamat ini tidak dilindungi: orang lain boleh mengubah pengawal di tengah jalan. Gunakan https.',
      credentials: 'Jangan sertakan nama pengguna dan kata laluan: Seawall tidak menghantarnya.',
    },
    submit: 'Pasang',
    or: 'Atau dari folder pada peranti ini: pilih, atau seret ke sini.',
    pick: 'Pilih folder',
    pickAgain: 'Pilih semula folder',
    drop: 'Lepaskan folder untuk memasangnya',
    noFolder: 'Itu bukan folder. Seret folder yang mengandungi fail pengawal.',
    folderProblems: {
      empty: 'Folder ini kosong. Pilih folder yang mengandungi fail pengawal.',
      'no-build':
        'Folder ini tidak mengandungi pengawal. Pilih folder yang mengandungi fail build.json.',
      several: 'Folder ini mengandungi lebih daripada satu pengawal. Pilih folder salah satunya.',
      'too-large':
        'Fail dalam folder ini terlalu banyak untuk sebuah pengawal. Pilih folder pengawal itu sendiri.',
    },
  },

  job: {
    nameless: 'Pengawal',
    running: (name) => `Memasang ${name}`,
    paused: (name) => `Pemasangan ${name} dijeda`,
    done: (name) => `${name} telah dipasang.`,
    source: (from) => `Dari ${from}`,
    folder: (name) => `folder ${name}`,
    stages: {
      asking: (host) => `Bertanya ${host} tentang kandungan pengawal`,
      checking: () => 'Menyemak apa yang sudah ada di sini',
      downloading: () => 'Memuat turun',
      copying: () => 'Menyalin',
    },
    progress: 'Dipasang setakat ini',
    keepOpen: 'Biarkan halaman ini terbuka sehingga siap disalin.',
    goesOn: 'Pemasangan diteruskan walaupun anda menutup halaman ini.',
    kept: (amount) => `${amount} sudah ada di sini.`,
    pause: 'Jeda',
    resume: 'Teruskan',
    retry: 'Cuba lagi',
    allow: (host) => `Benarkan Seawall membaca dari ${host}, dan cuba lagi`,
    declined: (host) =>
      `Seawall tidak dibenarkan membaca dari ${host}, jadi tiada apa-apa diambil. Anda boleh membenarkannya pada bila-bila masa.`,
    cancel: 'Batal',
    discard: 'Hentikan',
    ask: (amount) => `Tamatkan pemasangan ini? Yang sudah ada di sini (${amount}) akan dipadamkan.`,
    yes: 'Padam',
    no: 'Jangan padam',
    use: 'Gunakan',
    inUse: 'Sedang digunakan.',
    close: 'Tutup',
    failures: {
      unreachable: {
        what: 'Pengawal tidak dapat dihubungi.',
        means: 'Pelayannya tidak menjawab, atau tidak membenarkan Seawall membaca dari situ.',
        todo: 'Semak sambungan internet dan alamatnya. Jika kedua-duanya betul, benarkan Seawall membaca dari situ.',
      },
      refused: {
        what: 'Pelayan tidak memberikan pengawal ini.',
        means: 'Tiada apa-apa lagi diambil.',
        todo: 'Semak alamatnya. Pengawal yang memerlukan akaun perlu dimuat turun sendiri, kemudian dipasang dari foldernya.',
      },
      'not-a-build': {
        what: 'Tiada pengawal di situ yang dapat dijalankan oleh Seawall ini.',
        means: 'Tiada apa-apa dipasang.',
        todo: 'Semak alamat atau foldernya: yang betul mengandungi fail build.json. Jika sudah betul, cari kemas kini Seawall.',
      },
      'wrong-bytes': {
        what: 'Satu fail diterima dengan ralat, dua kali berturut-turut.',
        means:
          'Pengawal yang rosak boleh menganggap yang tidak selamat sebagai selamat, jadi Seawall tidak memasangnya.',
        todo: 'Cuba lagi kemudian. Jika berulang, beritahu pihak yang menawarkan pengawal ini.',
      },
      'no-room': {
        what: 'Ruang tidak cukup untuk pengawal ini.',
        means: 'Yang sudah ada di sini tetap disimpan.',
        todo: 'Buang pengawal yang tidak anda gunakan, atau kosongkan ruang pada cakera. Kemudian teruskan.',
      },
      'no-storage': {
        what: 'Pelayar ini tidak menyimpan fail untuk Seawall.',
        means:
          'Begitulah dalam tetingkap peribadi, dan jika pelayar sentiasa mengosongkan semuanya.',
        todo: 'Pasang pengawal dalam tetingkap biasa. Pengawal latihan berfungsi di sini juga.',
      },
      'folder-gone': {
        what: 'Folder tidak dapat dibaca lagi.',
        means:
          'Halaman tempat folder itu dipilih telah ditutup, atau ada fail di dalamnya yang berubah.',
        todo: 'Pilih semula folder itu. Yang sudah ada di sini tetap disimpan.',
      },
      crashed: {
        what: 'Pemasangan terhenti tanpa diduga.',
        means: 'Yang sudah ada di sini tetap disimpan.',
        todo: 'Cuba lagi. Jika terhenti lagi, mulakan semula pelayar.',
      },
    },
  },

  detail: {
    title: 'Gambar',
    question: 'Seteliti mana gambar dilihat',
    choices,
    cost: 'Teks tidak terjejas. Apa yang pernah dilihat dengan ketelitian lain akan dilihat semula. Ada pengawal yang melihat semua gambar dengan cara yang sama; bagi pengawal itu, ini tidak mengubah apa-apa.',
    saved: 'Disimpan.',
    get tokens() {
      return `Token paling banyak bagi satu gambar. ${tokens('fast')}. ${tokens('balanced')}. ${tokens('thorough')}. Pengawal Gemma: sentiasa ${number(256)}.`;
    },
  },

  idle: {
    title: 'Memori',
    before: 'Keluarkan pengawal dari memori selepas',
    after: 'minit tanpa kerja',
    cost: 'Memorinya kemudian bebas untuk program lain. Halaman seterusnya menunggu sehingga pengawal dimuatkan semula: beberapa saat, atau lebih lama bagi pengawal yang besar.',
    problem: 'Tulis nombor bulat dari 1 hingga 240.',
    saved: 'Disimpan.',
  },

  pace: {
    title: 'Menunggu',
    question: 'Bilakah halaman boleh menunggu untuk disemak?',
    waitHidden: {
      name: 'Tunggu semasa tab tidak kelihatan',
      line: 'Tab yang tidak anda lihat disemak apabila anda kembali kepadanya. Sehingga itu, pengawal bekerja untuk tab yang anda lihat.',
    },
    batteryInView: {
      name: 'Apabila bateri lemah, semak hanya yang kelihatan pada skrin',
      line: 'Di bawah 20% dan tidak dicas. Selebihnya menunggu sehingga anda menatal ke situ. Firefox tidak memberitahu berapa baki bateri, jadi di situ tiada apa-apa menunggu.',
    },
    saved: 'Disimpan.',
  },

  silent: {
    title: 'Seawall tidak menjawab.',
    body: 'Apa yang anda lihat mungkin sudah lapuk, dan tiada apa-apa dapat diubah sehingga Seawall menjawab.',
  },

  announce: {
    running: (name, part) =>
      part > 0 ? `Memasang ${name}: ${number(part)} peratus.` : `Memasang ${name}.`,
    paused: (name) => `Pemasangan ${name} dijeda.`,
    checking: (name) => `Menyemak ${name}.`,
  },
};
