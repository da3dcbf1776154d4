/** Every word that the review page says beyond `ui/strings.ts`, in Indonesian. */
import { number } from '../../../core/i18n';
import type { ReviewWords } from '../strings';

const entries = (count: number): string => `${number(count)} entri`;

export const id: ReviewWords = {
  title: 'Tinjauan Seawall',
  explain:
    'Yang ditandai Seawall di halaman Anda, untuk Anda putuskan. Semuanya tetap di perangkat ini.',
  canBeWrong: 'Seawall bisa keliru. Lihat dulu sebelum Anda memutuskan.',

  views: {
    label: 'Bagian halaman ini',
    queue: 'Antrean',
    pictures: 'Grafik',
    thresholds: 'Ambang',
    files: 'File dan penyimpanan',
  },

  silent: {
    title: 'Seawall tidak menjawab.',
    body: 'Entri Anda tidak bisa ditampilkan sampai Seawall menjawab.',
    button: 'Coba lagi',
  },
  noAnswer: 'Seawall tidak menjawab, jadi ini mungkin belum dilakukan. Coba lagi.',

  locked: {
    title: 'Seawall terkunci.',
    body: 'Entri dan keputusan hanya untuk yang punya PIN.',
    button: 'Buka kunci',
  },

  filters: {
    title: 'Filter',
    flag: 'Menurut penjaga',
    decision: 'Keputusan Anda',
    kind: 'Jenis',
    site: 'Situs',
    language: 'Bahasa',
    time: 'Terlihat',
    search: 'Kata dalam teks',
    reset: 'Tampilkan semua',
    any: 'Semua',
    flags: { unsafe: 'Tidak aman', safe: 'Aman' },
    decisions: {
      none: 'Belum ada',
      any: 'Sudah ada',
      agree: 'Setuju',
      overturn: 'Dikoreksi',
    },
    kinds: { text: 'Teks', image: 'Gambar' },
    times: {
      day: 'Dalam sehari terakhir',
      week: 'Dalam seminggu terakhir',
      month: 'Dalam 30 hari terakhir',
    },
    noLanguage: 'Tidak diketahui',
  },

  list: {
    label: 'Entri',
    count: entries,
    many: (count) => `Lebih dari ${entries(count)}`,
    some: (count) => `${entries(count)} sejauh ini`,
    loading: 'Mencari entri',
    fresh: 'Ada entri baru.',
    show: 'Tampilkan',
    hidden: 'Tersembunyi sampai Anda melihatnya',
    noWords: '(tanpa kata)',
    empty: {
      title: 'Tidak ada yang perlu ditinjau.',
      body: 'Yang ditandai Seawall di halaman Anda akan muncul di sini. Filter lain mungkin menampilkan lebih banyak.',
    },
    decided: { agree: 'Setuju', overturn: 'Dikoreksi' },
  },

  entry: {
    title: 'Yang ditandai',
    flag: { unsafe: 'Menurut penjaga: tidak aman', safe: 'Menurut penjaga: aman' },
    person: { unsafe: 'Menurut Anda: tidak aman', safe: 'Menurut Anda: aman' },
    undecided: 'Anda belum memutuskan.',
    hiddenText: 'Teksnya tersembunyi sampai Anda melihatnya.',
    hiddenImage: 'Gambarnya tersembunyi sampai Anda melihatnya.',
    noPicture: 'Tidak ada gambar kecil yang disimpan untuk ini.',
    pictureOf: (text) => `Gambar: ${text}`,
    nameless: 'Gambar tanpa keterangan',
    reveal: 'Lihat',
    hide: 'Sembunyikan lagi',
    none: 'Pilih entri di daftar.',
    position: (at, of) => `${number(at)} dari ${number(of)}`,
    positionMany: (at, of) => `${number(at)} dari lebih ${number(of)}`,
  },

  decide: {
    label: 'Keputusan Anda',
    agree: 'Setuju',
    overturn: 'Koreksi',
    skip: 'Lewati',
    undo: 'Urungkan',
    agreeUnsafe: 'Ini tidak aman.',
    agreeSafe: 'Ini aman.',
    overturnUnsafe: 'Ini aman: mulai sekarang tampilkan di semua halaman.',
    overturnSafe: 'Ini tidak aman: mulai sekarang tandai di semua halaman.',
    key: (key) => `Tombol ${key}`,
  },

  about: {
    title: 'Di mana dan kapan',
    page: 'Halaman',
    site: 'Situs',
    seen: 'Terlihat',
    language: 'Bahasa',
    chance: 'Kemungkinan tidak aman',
    noChance: 'Penjaga tidak memberi angka',
    engine: 'Yang ditanya',
    engines: {
      local: 'Penjaga di perangkat ini',
      server: 'Server Anda',
      hosted: 'API SEA-LION',
    },
    build: 'Penjaga',
    decidedBy: 'Diputuskan oleh',
    decidedAt: 'Diputuskan',
    noName: 'Tanpa nama',
    notKnown: 'Tidak diketahui',
  },

  reviewer: {
    label: 'Nama Anda',
    nobody: 'Tanpa nama',
    add: 'Nama lain',
    field: 'Nama',
    save: 'Pakai nama ini',
    cancel: 'Batalkan',
    line: 'Nama Anda disimpan bersama keputusan Anda, di perangkat ini dan di file yang diekspor.',
  },

  note: {
    label: 'Catatan',
    line: 'Disimpan bersama keputusan Anda.',
    save: 'Simpan catatan',
  },

  together: {
    title: 'Banyak sekaligus',
    content: (count) => `Isi yang sama ada di ${number(count)} entri yang belum diputuskan.`,
    site: (count, site) =>
      `${site} punya ${number(count)} entri dengan hasil ini yang belum diputuskan.`,
    agree: 'Setuju dengan semua',
    overturn: 'Koreksi semua',
    askAgree: (count) =>
      `Setuju dengan penjaga untuk ${entries(count)}? Bisa diurungkan sekaligus.`,
    askOverturn: (count) => `Koreksi penjaga untuk ${entries(count)}? Bisa diurungkan sekaligus.`,
    yes: 'Ya, semuanya',
    no: 'Tidak',
  },

  forget: {
    title: 'Hapus',
    one: 'Hapus entri ini',
    site: (site) => `Hapus semua dari ${site}`,
    all: 'Hapus semua entri',
    askOne:
      'Hapus entri ini? Keputusan Anda tentangnya tidak berlaku lagi. Ini tidak bisa diurungkan.',
    askSite: (site) =>
      `Hapus semua entri dari ${site}? Keputusan Anda tentangnya tidak berlaku lagi. Ini tidak bisa diurungkan.`,
    askAll: (count) =>
      `Hapus semua entri (${number(count)})? Keputusan Anda tidak berlaku lagi di mana pun. Ini tidak bisa diurungkan.`,
    yes: 'Hapus',
    no: 'Jangan hapus',
    done: (count) => `Dihapus: ${entries(count)}.`,
  },

  looks: {
    title: 'Cara menampilkan',
    grey: 'Gambar abu-abu',
    open: 'Tampilkan teks tanpa bertanya',
    keys: 'Tombol berfungsi tanpa Ctrl',
  },

  keys: {
    title: 'Tombol',
    open: 'Tampilkan tombol',
    close: 'Tutup',
    list: {
      agree: 'Setuju dengan penjaga',
      overturn: 'Koreksi penjaga',
      skip: 'Lewati',
      undo: 'Urungkan keputusan terakhir',
      next: 'Entri berikutnya',
      previous: 'Entri sebelumnya',
      reveal: 'Lihat, atau sembunyikan lagi',
      note: 'Tulis catatan',
      leave: 'Keluar dari catatan',
      search: 'Cari',
      help: 'Tampilkan atau tutup daftar ini',
    },
    or: (a, b) => `${a} atau ${b}`,
    names: {
      space: 'Spasi',
      escape: 'Esc',
      down: 'Panah bawah',
      up: 'Panah atas',
      ctrlZ: 'Ctrl+Z',
    },
  },

  said: {
    agreed: 'Anda setuju.',
    overturned: 'Dikoreksi.',
    skipped: 'Dilewati.',
    undone: (count) => `Diurungkan: ${entries(count)}.`,
    nothingToUndo: 'Tidak ada yang bisa diurungkan.',
    together: (count) => `Diputuskan: ${entries(count)}.`,
    end: 'Ini entri terakhir.',
    now: (position, flag, kind, site) => `Entri ${position}: ${flag}, ${kind}, ${site}.`,
  },

  pictures: {
    title: 'Yang ditandai',
    days: 'Ditandai dalam 30 hari terakhir',
    sites: 'Ditandai per situs',
    languages: 'Ditandai per bahasa',
    none: 'Tidak ada yang ditandai dalam waktu ini.',
    noneAtAll: 'Belum ada yang ditandai.',
    daysAlt: (total, most, day) =>
      `Ditandai ${total} kali dalam 30 hari; terbanyak pada ${day}: ${most}.`,
    table: 'Sebagai tabel',
    day: 'Hari',
    name: { sites: 'Situs', languages: 'Bahasa' },
    flags: 'Ditandai',
    most: (count) => `${number(count)} yang paling banyak ditandai.`,
  },

  thresholds: {
    title: 'Dari keputusan Anda ke ambang',
    explain:
      'Untuk setiap isi, penjaga memberi kemungkinan tidak aman. Mulai dari ambang, isi itu ditandai. Di sini terlihat seberapa baik setiap ambang untuk yang sudah Anda putuskan.',
    caveat:
      'Ini dihitung dari yang Anda tinjau, dan itu kebanyakan yang ditandai. Aktifkan penyimpanan entri yang aman, lalu tinjau sebagian, untuk tahu apa yang terlewat oleh penjaga.',
    guard: 'Penjaga',
    guardName: (engine, build, decided) => `${engine}: ${build} (${number(decided)} diputuskan)`,
    language: 'Bahasa',
    all: 'Semua bahasa',
    languageName: (name, decided) => `${name} (${number(decided)} diputuskan)`,
    loading: 'Menghitung keputusan Anda',
    nothing: 'Anda belum memutuskan apa pun. Putuskan beberapa entri dulu.',
    precision: 'Presisi',
    recall: 'Cakupan',
    precisionLine: 'Dari yang ditandai, berapa bagian yang memang tidak aman.',
    recallLine: 'Dari yang tidak aman, berapa bagian yang ditandai.',
    noRecall:
      'Cakupan tidak diketahui: terlalu sedikit yang disebut aman oleh penjaga sudah ditinjau.',
    threshold: 'Ambang',
    current: (p) => `Sekarang: ${p}`,
    chart: (current) =>
      `Presisi dan cakupan menurut ambang, masing-masing dengan rentang kepercayaan 95%. Ambang sekarang ${current}.`,
    table: 'Sebagai tabel',
    flagged: 'Ditandai',
    between: (value, low, high) => `${value} (${low} sampai ${high})`,
    unknown: 'tidak diketahui',
    balances: {
      strict: { name: 'Ketat', line: 'Sedikit yang tidak aman terlewat.' },
      balanced: { name: 'Seimbang', line: 'Yang terbaik dari keduanya.' },
      quiet: { name: 'Tenang', line: 'Sedikit yang aman ikut ditandai.' },
    },
    suggests: (p) => `Tandai mulai dari ${p}`,
    precisionIs: (range) => `Presisi ${range}`,
    recallIs: (range) => `Cakupan ${range}`,
    why: {
      'few-decisions': (missing) => `Putuskan ${number(missing)} entri lagi dulu.`,
      'few-unsafe': (missing) => `Perlu ${number(missing)} lagi yang Anda sebut tidak aman.`,
      'few-safe': (missing) => `Perlu ${number(missing)} lagi yang Anda sebut aman.`,
      'few-called-safe': (missing) =>
        `Perlu keputusan tentang ${number(missing)} lagi yang disebut aman oleh penjaga.`,
      'out-of-reach':
        'Sejauh yang terlihat dari keputusan Anda, tidak ada ambang yang cukup baik untuk ini.',
    },
    use: 'Pakai ini',
    useLabel: (name, p) => `Pakai ini: ${name}, mulai dari ${p}`,
    inUse: 'Dipakai',
    applied: (p) => `Sekarang isi ditandai mulai dari ${p}.`,
    undo: (p) => `Urungkan: kembali ke ${p}`,
    undoNone: 'Urungkan: seperti semua bahasa',
    own: 'Bahasa ini punya ambang sendiri.',
    remove: 'Seperti semua bahasa',
  },

  files: {
    exportTitle: 'Ekspor',
    exportLine:
      'File berisi hasil dari penjaga dan keputusan Anda. File keluar dari perangkat ini hanya jika Anda mengirimnya.',
    csv: 'Ekspor CSV',
    csvLine: 'Untuk spreadsheet. Tanpa gambar.',
    jsonl: 'Ekspor JSONL',
    jsonlLine: 'Untuk komputer lain dengan Seawall. Dengan gambar kecil.',
    onlyShown: 'Hanya yang ditampilkan filter',
    exporting: (count) => `Diekspor sejauh ini: ${entries(count)}`,
    exported: (count) => `Diekspor: ${entries(count)}.`,
    cancel: 'Batalkan',
    importTitle: 'Impor',
    importLine:
      'Masukkan file JSONL dari komputer lain. Yang dikoreksi di sana akan berlaku di sini, jadi masukkan hanya file yang Anda percaya.',
    pick: 'Pilih file JSONL',
    importing: (count, part) => `Dimasukkan sejauh ini: ${entries(count)} · ${part}`,
    imported: (added, decided) => `Baru: ${entries(added)}. Keputusan baru: ${number(decided)}.`,
    refused: (count) => `${number(count)} baris ditolak:`,
    line: (line, problem) => `Baris ${number(line)}: ${problem}`,
    more: (count) => `dan ${number(count)} lainnya`,
    unwritten: 'File tidak bisa ditulis.',
    unreadable: 'File tidak bisa dibaca sampai akhir. Yang sebelumnya sudah dimasukkan.',
    stopped: 'Dihentikan. Yang sebelumnya sudah dimasukkan.',
  },

  storage: {
    title: 'Yang disimpan',
    keep: 'Simpan yang ditandai untuk ditinjau',
    keepLine:
      'Potongan teks, gambar kecil, dan alamat halaman, di perangkat ini. Tidak pernah dari jendela pribadi.',
    keepSafe: 'Simpan juga yang disebut aman',
    keepSafeLine: 'Menunjukkan apa yang terlewat oleh penjaga. Penyimpanan jauh lebih cepat penuh.',
    age: 'Lama entri disimpan (hari)',
    count: 'Entri yang disimpan paling banyak',
    size: 'Megabyte yang disimpan paling banyak',
    line: 'Di atas batas itu, yang belum Anda putuskan dihapus lebih dulu, dan yang Anda koreksi paling akhir.',
    save: 'Simpan',
    saved: 'Tersimpan.',
    wrong: (least, most) => `Tulis bilangan bulat dari ${number(least)} sampai ${number(most)}.`,
  },
};
