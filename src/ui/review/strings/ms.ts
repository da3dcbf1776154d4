/** Every word that the review page says beyond `ui/strings.ts`, in Malay. */
import { number } from '../../../core/i18n';
import type { ReviewWords } from '../strings';

const entries = (count: number): string => `${number(count)} entri`;

export const ms: ReviewWords = {
  title: 'Semakan semula Seawall',
  explain:
    'Apa yang ditanda oleh Seawall pada halaman anda, untuk anda putuskan. Semuanya kekal pada peranti ini.',
  canBeWrong: 'Seawall boleh tersilap. Lihat dahulu sebelum anda putuskan.',

  views: {
    label: 'Bahagian halaman ini',
    queue: 'Giliran',
    pictures: 'Carta',
    thresholds: 'Ambang',
    files: 'Fail dan storan',
  },

  silent: {
    title: 'Seawall tidak menjawab.',
    body: 'Entri anda tidak dapat ditunjukkan sehingga Seawall menjawab.',
    button: 'Cuba lagi',
  },
  noAnswer: 'Seawall tidak menjawab, jadi ini mungkin belum dilakukan. Cuba lagi.',

  locked: {
    title: 'Seawall berkunci.',
    body: 'Entri dan keputusan adalah untuk orang yang mempunyai PIN.',
    button: 'Buka kunci',
  },

  filters: {
    title: 'Penapis',
    flag: 'Kata pengawal',
    decision: 'Kata anda',
    kind: 'Jenis',
    site: 'Laman',
    language: 'Bahasa',
    time: 'Dilihat',
    search: 'Perkataan dalam teks',
    reset: 'Tunjukkan semua',
    any: 'Semua',
    flags: { unsafe: 'Tidak selamat', safe: 'Selamat' },
    decisions: {
      none: 'Belum ada',
      any: 'Sudah ada',
      agree: 'Dipersetujui',
      overturn: 'Ditolak',
    },
    kinds: { text: 'Teks', image: 'Gambar' },
    times: {
      day: 'Dalam 24 jam lalu',
      week: 'Dalam 7 hari lalu',
      month: 'Dalam 30 hari lalu',
    },
    noLanguage: 'Tidak diketahui',
  },

  list: {
    label: 'Entri',
    count: entries,
    many: (count) => `Lebih daripada ${entries(count)}`,
    some: (count) => `${entries(count)} setakat ini`,
    loading: 'Mencari entri',
    fresh: 'Ada entri baharu.',
    show: 'Tunjukkan',
    hidden: 'Disembunyikan sehingga anda melihatnya',
    noWords: '(tiada perkataan)',
    empty: {
      title: 'Tiada apa-apa untuk disemak semula.',
      body: 'Apa yang ditanda oleh Seawall pada halaman anda akan disenaraikan di sini. Penapis lain mungkin menunjukkan lebih banyak.',
    },
    decided: { agree: 'Dipersetujui', overturn: 'Ditolak' },
  },

  entry: {
    title: 'Apa yang ditanda',
    flag: { unsafe: 'Kata pengawal: tidak selamat', safe: 'Kata pengawal: selamat' },
    person: { unsafe: 'Kata anda: tidak selamat', safe: 'Kata anda: selamat' },
    undecided: 'Anda belum membuat keputusan.',
    hiddenText: 'Teks disembunyikan sehingga anda melihatnya.',
    hiddenImage: 'Gambar disembunyikan sehingga anda melihatnya.',
    noPicture: 'Tiada gambar kecil disimpan bagi yang ini.',
    pictureOf: (text) => `Gambar: ${text}`,
    nameless: 'Gambar tanpa keterangan',
    reveal: 'Lihat',
    hide: 'Sembunyikan semula',
    none: 'Pilih satu entri dalam senarai.',
    position: (at, of) => `${number(at)} daripada ${number(of)}`,
    positionMany: (at, of) => `${number(at)} daripada lebih ${number(of)}`,
  },

  decide: {
    label: 'Keputusan anda',
    agree: 'Setuju',
    overturn: 'Tolak',
    skip: 'Langkau',
    undo: 'Buat asal',
    agreeUnsafe: 'Ia tidak selamat.',
    agreeSafe: 'Ia selamat.',
    overturnUnsafe: 'Ia selamat: tunjukkan pada setiap halaman mulai sekarang.',
    overturnSafe: 'Ia tidak selamat: tandakan pada setiap halaman mulai sekarang.',
    key: (key) => `Kekunci ${key}`,
  },

  about: {
    title: 'Di mana dan bila',
    page: 'Halaman',
    site: 'Laman',
    seen: 'Dilihat',
    language: 'Bahasa',
    chance: 'Kemungkinan tidak selamat',
    noChance: 'Pengawal tidak memberikan angka',
    engine: 'Yang ditanya',
    engines: {
      local: 'Pengawal pada peranti ini',
      server: 'Pelayan anda',
      hosted: 'API SEA-LION',
    },
    build: 'Pengawal',
    decidedBy: 'Diputuskan oleh',
    decidedAt: 'Diputuskan pada',
    noName: 'Tiada nama diberikan',
    notKnown: 'Tidak diketahui',
  },

  reviewer: {
    label: 'Anda ialah',
    nobody: 'Tiada nama',
    add: 'Nama lain',
    field: 'Nama',
    save: 'Gunakan nama ini',
    cancel: 'Batal',
    line: 'Nama anda disimpan bersama keputusan anda, pada peranti ini dan dalam fail yang dieksport.',
  },

  note: {
    label: 'Nota',
    line: 'Disimpan bersama keputusan anda.',
    save: 'Simpan nota',
  },

  together: {
    title: 'Banyak sekali gus',
    content: (count) =>
      `Kandungan yang sama ada dalam ${number(count)} entri yang belum diputuskan.`,
    site: (count, site) =>
      `${site} mempunyai ${number(count)} entri yang belum diputuskan dengan hasil ini.`,
    agree: 'Setuju dengan semua',
    overturn: 'Tolak semua',
    askAgree: (count) =>
      `Setuju dengan pengawal dalam ${entries(count)}? Satu “Buat asal” membatalkannya.`,
    askOverturn: (count) =>
      `Tolak hasil pengawal dalam ${entries(count)}? Satu “Buat asal” membatalkannya.`,
    yes: 'Ya, semuanya',
    no: 'Tidak',
  },

  forget: {
    title: 'Padam',
    one: 'Padam entri ini',
    site: (site) => `Padam semua dari ${site}`,
    all: 'Padam semua entri',
    askOne:
      'Padam entri ini? Keputusan anda tentangnya tidak lagi terpakai. Ini tidak boleh dibuat asal.',
    askSite: (site) =>
      `Padam semua entri dari ${site}? Keputusan anda tentangnya tidak lagi terpakai. Ini tidak boleh dibuat asal.`,
    askAll: (count) =>
      `Padam semua ${entries(count)}? Keputusan anda tidak lagi terpakai di mana-mana. Ini tidak boleh dibuat asal.`,
    yes: 'Padam',
    no: 'Jangan padam',
    done: (count) => `Dipadamkan: ${entries(count)}.`,
  },

  looks: {
    title: 'Cara ia ditunjukkan',
    grey: 'Gambar dalam warna kelabu',
    open: 'Tunjukkan teks tanpa bertanya',
    keys: 'Kekunci berfungsi tanpa Ctrl',
  },

  keys: {
    title: 'Kekunci',
    open: 'Tunjukkan kekunci',
    close: 'Tutup',
    list: {
      agree: 'Setuju dengan pengawal',
      overturn: 'Tolak hasil pengawal',
      skip: 'Langkau',
      undo: 'Buat asal keputusan terakhir',
      next: 'Entri seterusnya',
      previous: 'Entri sebelumnya',
      reveal: 'Lihat, atau sembunyikan semula',
      note: 'Tulis nota',
      leave: 'Keluar dari nota',
      search: 'Cari',
      help: 'Tunjukkan atau tutup senarai ini',
    },
    or: (a, b) => `${a} atau ${b}`,
    names: { space: 'Bar ruang', escape: 'Esc', down: 'Bawah', up: 'Atas', ctrlZ: 'Ctrl+Z' },
  },

  said: {
    agreed: 'Dipersetujui.',
    overturned: 'Ditolak.',
    skipped: 'Dilangkau.',
    undone: (count) => `Dibuat asal: ${entries(count)}.`,
    nothingToUndo: 'Tiada apa-apa untuk dibuat asal.',
    together: (count) => `Diputuskan: ${entries(count)}.`,
    end: 'Ini entri terakhir.',
    now: (position, flag, kind, site) => `Entri ${position}: ${flag}, ${kind}, ${site}.`,
  },

  pictures: {
    title: 'Apa yang ditanda',
    days: 'Ditanda dalam 30 hari lalu',
    sites: 'Ditanda mengikut laman',
    languages: 'Ditanda mengikut bahasa',
    none: 'Tiada apa-apa ditanda dalam tempoh ini.',
    noneAtAll: 'Belum ada apa-apa ditanda.',
    daysAlt: (total, most, day) =>
      `${total} kali ditanda dalam 30 hari; paling banyak pada ${day}: ${most}.`,
    table: 'Sebagai jadual',
    day: 'Hari',
    name: { sites: 'Laman', languages: 'Bahasa' },
    flags: 'Ditanda',
    most: (count) => `${number(count)} yang paling banyak ditanda.`,
  },

  thresholds: {
    title: 'Daripada keputusan anda kepada ambang',
    explain:
      'Pengawal memberi setiap kandungan angka kemungkinan tidak selamat. Mulai ambang, kandungan ditanda. Di sini ditunjukkan prestasi setiap ambang jika digunakan pada apa yang telah anda putuskan.',
    caveat:
      'Ini dikira daripada apa yang anda semak semula, dan kebanyakannya ialah yang ditanda. Hidupkan penyimpanan entri selamat, dan semak semula sebahagiannya, untuk mengetahui apa yang terlepas daripada pengawal.',
    guard: 'Pengawal',
    guardName: (engine, build, decided) => `${engine}: ${build} (${number(decided)} diputuskan)`,
    language: 'Bahasa',
    all: 'Semua bahasa',
    languageName: (name, decided) => `${name} (${number(decided)} diputuskan)`,
    loading: 'Mengira keputusan anda',
    nothing: 'Anda belum memutuskan apa-apa. Putuskan beberapa entri dahulu.',
    precision: 'Ketepatan',
    recall: 'Penemuan',
    precisionLine: 'Daripada yang ditanda, bahagian yang tidak selamat.',
    recallLine: 'Daripada yang tidak selamat, bahagian yang ditanda.',
    noRecall:
      'Penemuan tidak diketahui: terlalu sedikit yang dikatakan selamat oleh pengawal telah disemak semula.',
    threshold: 'Ambang',
    current: (p) => `Sekarang: ${p}`,
    chart: (current) =>
      `Ketepatan dan penemuan mengikut ambang, masing-masing dengan julat keyakinan 95%. Ambang sekarang ialah ${current}.`,
    table: 'Sebagai jadual',
    flagged: 'Ditanda',
    between: (value, low, high) => `${value} (${low} hingga ${high})`,
    unknown: 'tidak diketahui',
    balances: {
      strict: { name: 'Ketat', line: 'Sedikit sahaja yang tidak selamat terlepas.' },
      balanced: { name: 'Seimbang', line: 'Yang terbaik daripada kedua-duanya.' },
      quiet: { name: 'Longgar', line: 'Sedikit sahaja yang selamat ditanda.' },
    },
    suggests: (p) => `Tandakan mulai ${p}`,
    precisionIs: (range) => `Ketepatan ${range}`,
    recallIs: (range) => `Penemuan ${range}`,
    why: {
      'few-decisions': (missing) => `Putuskan ${number(missing)} entri lagi dahulu.`,
      'few-unsafe': (missing) =>
        `${number(missing)} lagi yang anda katakan tidak selamat diperlukan.`,
      'few-safe': (missing) => `${number(missing)} lagi yang anda katakan selamat diperlukan.`,
      'few-called-safe': (missing) =>
        `Keputusan tentang ${number(missing)} lagi yang dikatakan selamat oleh pengawal diperlukan.`,
      'out-of-reach':
        'Tiada ambang yang cukup baik untuk ini, setakat yang ditunjukkan oleh keputusan anda.',
    },
    use: 'Gunakan ini',
    useLabel: (name, p) => `Gunakan ini: ${name}, mulai ${p}`,
    inUse: 'Sedang digunakan',
    applied: (p) => `Kandungan kini ditanda mulai ${p}.`,
    undo: (p) => `Buat asal: kembali ke ${p}`,
    undoNone: 'Buat asal: seperti untuk semua bahasa',
    own: 'Bahasa ini mempunyai ambang sendiri.',
    remove: 'Seperti untuk semua bahasa',
  },

  files: {
    exportTitle: 'Eksport',
    exportLine:
      'Fail yang mengandungi hasil pengawal dan keputusan anda. Ia keluar dari peranti ini hanya jika anda menghantarnya.',
    csv: 'Eksport CSV',
    csvLine: 'Untuk hamparan. Tanpa gambar.',
    jsonl: 'Eksport JSONL',
    jsonlLine: 'Untuk komputer lain yang ada Seawall. Dengan gambar kecil.',
    onlyShown: 'Hanya yang ditunjukkan oleh penapis',
    exporting: (count) => `Dieksport setakat ini: ${entries(count)}`,
    exported: (count) => `Dieksport: ${entries(count)}.`,
    cancel: 'Batal',
    importTitle: 'Import daripada fail',
    importLine:
      'Terima fail JSONL dari komputer lain. Apa yang ditolak di sana akan terpakai di sini, jadi terima hanya fail yang anda percayai.',
    pick: 'Pilih fail JSONL',
    importing: (count, part) => `Diterima setakat ini: ${entries(count)} · ${part}`,
    imported: (added, decided) =>
      `Baharu: ${entries(added)}. Keputusan baharu: ${number(decided)}.`,
    refused: (count) => `${number(count)} baris tidak diterima:`,
    line: (line, problem) => `Baris ${number(line)}: ${problem}`,
    more: (count) => `dan ${number(count)} lagi`,
    unwritten: 'Fail tidak dapat ditulis.',
    unreadable: 'Fail tidak dapat dibaca hingga akhir. Yang sebelumnya telah diterima.',
    stopped: 'Dihentikan. Yang sebelumnya telah diterima.',
  },

  storage: {
    title: 'Apa yang disimpan',
    keep: 'Simpan apa yang ditanda untuk semakan semula',
    keepLine:
      'Petikan, gambar kecil dan alamat halaman, pada peranti ini. Tidak pernah dari tetingkap peribadi.',
    keepSafe: 'Simpan juga apa yang dikatakan selamat',
    keepSafeLine: 'Menunjukkan apa yang terlepas daripada pengawal. Storan penuh jauh lebih cepat.',
    age: 'Berapa hari entri disimpan',
    count: 'Entri yang disimpan, paling banyak',
    size: 'Megabait yang disimpan, paling banyak',
    line: 'Jika melebihi had itu, yang belum anda putuskan dibuang dahulu, dan yang anda tolak dibuang terakhir.',
    save: 'Simpan',
    saved: 'Disimpan.',
    wrong: (least, most) => `Tulis nombor bulat dari ${number(least)} hingga ${number(most)}.`,
  },
};
