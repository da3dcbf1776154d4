/** What the options page says beyond `ui/strings.ts`, in Indonesian. */

import { number } from '../../../core/i18n';
import { IMAGE_TOKENS, type ImageDetail } from '../../../core/image';
import type { OptionsText } from '../strings';

const choices: Record<ImageDetail, { name: string; line: string }> = {
  fast: {
    name: 'Cepat',
    line: 'Melihat garis besar gambar. Melewatkan benda dan tulisan kecil. Paling cepat selesai.',
  },
  balanced: {
    name: 'Seimbang',
    line: 'Melihat sebagian besar benda dan tulisan. Waktunya sekitar empat kali Cepat.',
  },
  thorough: {
    name: 'Teliti',
    line: 'Melihat benda dan tulisan kecil. Waktunya sekitar enam belas kali Cepat, atau lebih lama.',
  },
};

const tokens = (detail: ImageDetail): string =>
  `${choices[detail].name}: ${number(IMAGE_TOKENS[detail])}`;

export const textId: OptionsText = {
  title: 'Opsi Seawall',

  guard: {
    title: 'Penjaga',
    explain:
      'Penjaga adalah bagian Seawall yang melihat isi halaman dan memberi tahu apa yang mungkin tidak aman. Penjaga di sini berjalan di perangkat ini: yang dilihatnya tetap di sini.',
    practiceName: 'Penjaga latihan',
    starting: 'Mengambil keadaan Seawall',
  },

  now: {
    title: 'Saat ini',
    none: 'Belum ada penjaga yang dipilih.',
    noneBody: 'Tidak ada yang diperiksa sampai Anda memilih satu di bawah.',
    noneHere: 'Tidak ada yang diperiksa di perangkat ini sampai Anda memilih satu di bawah.',
    asleep: (name) => `${name} belum dimuat.`,
    asleepBody: 'Penjaga dimuat saat ada halaman yang membutuhkannya.',
    loading: (name) => `${name} sedang bersiap.`,
    ready: (name) => `${name} siap.`,
    readyBody: 'Halaman diperiksa dengannya di perangkat ini.',
    installAgain: 'Pasang lagi',
    fromFolderAgain: 'Penjaga ini berasal dari folder: pilih lagi folder itu di bawah.',
    check: 'Periksa filenya',
    retry: 'Coba lagi',
    device: {
      webgpu: 'Berjalan di: prosesor grafis (WebGPU)',
      wasm: 'Berjalan di: prosesor (WebAssembly)',
      adapter: (name) => `Perangkat: ${name}`,
      precision: (name) => `Presisi: ${name}`,
      subgroups: (on) => `Subgrup: ${on ? 'ya' : 'tidak'}`,
      difference: (logits) =>
        `Uji mandiri: selisih jawaban dari yang seharusnya paling banyak ${logits} (dalam logit)`,
      id: (id) => `Build: ${id}`,
    },
  },

  list: {
    title: 'Penjaga di perangkat ini',
    looking: 'Melihat apa saja yang terpasang…',
    unknown: 'Yang terpasang tidak bisa dibaca.',
    inUse: 'Sedang dipakai',
    chosen: 'Dipilih',
    practice: 'Bukan perlindungan',
    packaged: 'Bawaan Seawall',
    fromFolder: 'dari folder',
    from: (host) => `dari ${host}`,
    installed: (when) => `dipasang ${when}`,
    noLicence: 'lisensi tidak disebutkan',
    use: 'Pakai',
    check: 'Periksa',
    remove: 'Hapus',
    again: 'Pasang lagi',
    of: (action, name) => `${action} ${name}`,
    problems: {
      missing:
        'Sebagian filenya hilang: mungkin dibersihkan oleh browser. Penjaga ini tidak bisa dipakai.',
      damaged:
        'Salah satu filenya rusak. Penjaga ini bisa menyebut hal tidak aman sebagai aman, jadi tidak dipakai.',
    },
    checking: 'Memeriksa filenya',
    whole: 'Sudah diperiksa: semua file sebagaimana mestinya.',
    broken: 'Sudah diperiksa: ada file yang tidak sebagaimana mestinya.',
    ask: (name, size) => `Hapus ${name}? Ini mengosongkan ${size}.`,
    askWeb: 'Untuk memakainya lagi, penjaga harus diunduh lagi.',
    askFolder: 'Untuk memakainya lagi, Anda memerlukan foldernya.',
    askInUse: 'Penjaga ini sedang dipakai: tidak ada yang diperiksa sampai Anda memilih yang lain.',
    yes: 'Hapus',
    no: 'Jangan hapus',
    details: {
      model: (name) => `Model: ${name}`,
      bits: (bits) => `Bobot: ${number(bits)} bit`,
      address: (address) => `Dari: ${address}`,
      id: (id) => `Build: ${id}`,
    },
  },

  room: {
    free: (size) => `Ruang kosong untuk penjaga lain: ${size}.`,
    used: (size) => `Penjaga yang terpasang memakai ${size}.`,
    notTold: 'Browser tidak memberi tahu berapa ruang yang tersisa.',
    unavailable: 'Penjaga tidak bisa disimpan di jendela browser ini.',
    unavailableBody:
      'Begitulah di jendela pribadi, dan jika browser selalu menghapus semuanya. Pasang di jendela biasa; penjaga latihan juga berfungsi di sini.',
  },

  install: {
    title: 'Pasang penjaga',
    address: 'Alamat',
    hint: 'Misalnya hf:owner/name untuk penjaga di Hugging Face, atau alamat https foldernya.',
    asks: (host) => `Seawall akan mengambilnya dari ${host}.`,
    problems: {
      empty: 'Tulis alamatnya dulu.',
      'not-an-address':
        'Ini bukan alamat. Bentuknya seperti hf:owner/name atau https://example.com/guard/.',
      insecure:
        'Alamat ini tidak terlindungi: orang lain bisa mengubah penjaga di tengah jalan. Pakai https.',
      credentials: 'Hapus nama pengguna dan kata sandi: Seawall tidak mengirimkannya.',
    },
    submit: 'Pasang',
    or: 'Atau dari folder di perangkat ini: pilih, atau seret ke sini.',
    pick: 'Pilih folder',
    pickAgain: 'Pilih foldernya lagi',
    drop: 'Lepaskan folder untuk memasangnya',
    noFolder: 'Itu bukan folder. Seret folder yang berisi file penjaga.',
    folderProblems: {
      empty: 'Folder ini kosong. Pilih folder yang berisi file penjaga.',
      'no-build': 'Folder ini tidak berisi penjaga. Pilih folder yang berisi file build.json.',
      several: 'Folder ini berisi lebih dari satu penjaga. Pilih folder salah satunya.',
      'too-large':
        'Isi folder ini terlalu banyak untuk sebuah penjaga. Pilih folder penjaga itu sendiri.',
    },
  },

  job: {
    nameless: 'Penjaga',
    running: (name) => `Memasang ${name}`,
    paused: (name) => `Pemasangan ${name} dijeda`,
    done: (name) => `${name} sudah terpasang.`,
    source: (from) => `Dari ${from}`,
    folder: (name) => `folder ${name}`,
    stages: {
      asking: (host) => `Menanyakan isi penjaga kepada ${host}`,
      checking: () => 'Memeriksa apa yang sudah ada di sini',
      downloading: () => 'Mengunduh',
      copying: () => 'Menyalin',
    },
    progress: 'Terpasang sejauh ini',
    keepOpen: 'Biarkan halaman ini terbuka sampai selesai disalin.',
    goesOn: 'Pemasangan berlanjut meski halaman ini Anda tutup.',
    kept: (amount) => `${amount} sudah ada di sini.`,
    pause: 'Jeda',
    resume: 'Lanjutkan',
    retry: 'Coba lagi',
    allow: (host) => `Izinkan Seawall membaca dari ${host}, lalu coba lagi`,
    declined: (host) =>
      `Seawall tidak diizinkan membaca dari ${host}, jadi tidak ada yang diambil. Anda bisa mengizinkannya kapan saja.`,
    cancel: 'Batalkan',
    discard: 'Hentikan',
    ask: (amount) => `Akhiri pemasangan ini? Yang sudah ada di sini (${amount}) akan dihapus.`,
    yes: 'Hapus',
    no: 'Jangan hapus',
    use: 'Pakai',
    inUse: 'Sedang dipakai.',
    close: 'Tutup',
    failures: {
      unreachable: {
        what: 'Penjaga tidak bisa dihubungi.',
        means: 'Servernya tidak menjawab, atau tidak membolehkan Seawall membaca dari sana.',
        todo: 'Periksa koneksi dan alamatnya. Jika keduanya benar, izinkan Seawall membaca dari sana.',
      },
      refused: {
        what: 'Server tidak memberikan penjaga ini.',
        means: 'Tidak ada lagi yang diambil.',
        todo: 'Periksa alamatnya. Penjaga yang memerlukan akun harus diunduh sendiri, lalu dipasang dari foldernya.',
      },
      'not-a-build': {
        what: 'Tidak ada penjaga di sana yang bisa dijalankan Seawall ini.',
        means: 'Tidak ada yang dipasang.',
        todo: 'Periksa alamat atau foldernya: yang benar berisi file build.json. Jika sudah benar, cari pembaruan Seawall.',
      },
      'wrong-bytes': {
        what: 'Satu file diterima salah, dua kali berturut-turut.',
        means:
          'Penjaga yang rusak bisa menyebut hal tidak aman sebagai aman, jadi Seawall tidak memasangnya.',
        todo: 'Coba lagi nanti. Jika terulang, beri tahu pihak yang menyediakan penjaga ini.',
      },
      'no-room': {
        what: 'Ruang untuk penjaga ini tidak cukup.',
        means: 'Yang sudah ada di sini tetap disimpan.',
        todo: 'Hapus penjaga yang tidak Anda pakai, atau kosongkan ruang di disk. Lalu lanjutkan.',
      },
      'no-storage': {
        what: 'Browser ini tidak menyimpan file untuk Seawall.',
        means: 'Begitulah di jendela pribadi, dan jika browser selalu menghapus semuanya.',
        todo: 'Pasang penjaga di jendela biasa. Penjaga latihan juga berfungsi di sini.',
      },
      'folder-gone': {
        what: 'Folder tidak bisa dibaca lagi.',
        means:
          'Halaman tempat folder itu dipilih sudah ditutup, atau ada file di dalamnya yang berubah.',
        todo: 'Pilih foldernya lagi. Yang sudah ada di sini tetap disimpan.',
      },
      crashed: {
        what: 'Pemasangan berhenti tiba-tiba.',
        means: 'Yang sudah ada di sini tetap disimpan.',
        todo: 'Coba lagi. Jika berhenti lagi, mulai ulang browser.',
      },
    },
  },

  detail: {
    title: 'Gambar',
    question: 'Seberapa teliti gambar dilihat',
    choices,
    cost: 'Teks tidak terpengaruh. Yang sudah dilihat dengan ketelitian lain akan dilihat ulang. Ada penjaga yang melihat semua gambar dengan cara sama; bagi penjaga itu, ini tidak mengubah apa pun.',
    saved: 'Tersimpan.',
    get tokens() {
      return `Token paling banyak per gambar. ${tokens('fast')}. ${tokens('balanced')}. ${tokens('thorough')}. Penjaga Gemma: selalu ${number(256)}.`;
    },
  },

  idle: {
    title: 'Memori',
    before: 'Keluarkan penjaga dari memori setelah',
    after: 'menit tanpa pekerjaan',
    cost: 'Memorinya lalu bebas untuk program lain. Halaman berikutnya menunggu sampai penjaga dimuat lagi: beberapa detik, atau lebih lama untuk penjaga yang besar.',
    problem: 'Tulis bilangan bulat dari 1 sampai 240.',
    saved: 'Tersimpan.',
  },

  pace: {
    title: 'Menunggu',
    question: 'Kapan halaman boleh menunggu diperiksa?',
    waitHidden: {
      name: 'Tunggu selama tab tidak terlihat',
      line: 'Tab yang tidak Anda lihat diperiksa saat Anda kembali ke sana. Sampai saat itu, penjaga bekerja untuk tab yang Anda lihat.',
    },
    batteryInView: {
      name: 'Saat baterai lemah, periksa hanya yang terlihat di layar',
      line: 'Di bawah 20% dan tidak sedang diisi. Sisa halaman menunggu sampai Anda menggulir ke sana. Firefox tidak memberi tahu isi baterai, jadi di sana tidak ada yang menunggu.',
    },
    saved: 'Tersimpan.',
  },

  silent: {
    title: 'Seawall tidak menjawab.',
    body: 'Yang Anda lihat mungkin sudah usang, dan tidak ada yang bisa diubah sampai Seawall menjawab.',
  },

  announce: {
    running: (name, part) =>
      part > 0 ? `Memasang ${name}: ${number(part)} persen.` : `Memasang ${name}.`,
    paused: (name) => `Pemasangan ${name} dijeda.`,
    checking: (name) => `Memeriksa ${name}.`,
  },
};
