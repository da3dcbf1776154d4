/** What options and welcome page say of the parental lock and mode, in Malay. */
import type { ParentsWords } from '../strings-parents';

const limits: ParentsWords['limits']['items'] = [
  {
    what: 'Seawall boleh dibuang atau dimatikan dalam senarai sambungan pelayar.',
    close: 'Dasar pelayar itu sendiri boleh memasangnya supaya ia kekal.',
  },
  {
    what: 'Pelayar lain, profil lain dan peranti lain tidak mengetahui apa-apa tentangnya.',
    close: 'Tetapkan akaun anak pada sistem supaya hanya boleh membuka pelayar ini.',
  },
  {
    what: 'Dalam tetingkap peribadi, ia berfungsi hanya jika dibenarkan di situ.',
    close:
      'Benarkan dalam senarai sambungan, atau gunakan dasar untuk mematikan tetingkap peribadi.',
  },
  {
    what: 'Alat pembangun yang dibuka pada halaman Seawall sendiri boleh mengubah apa yang disimpannya.',
    close: 'Dasar boleh mematikan alat pembangun.',
  },
  {
    what: 'Sesiapa yang boleh membuka fail pelayar pada peranti ini boleh mengubah atau memadamkan kunci itu.',
    close:
      'Tiada apa-apa dapat menghalang anak daripada failnya sendiri: periksa sekali-sekala sama ada kunci itu masih ada.',
  },
  {
    what: 'Kebenaran laman yang diperlukan oleh Seawall boleh ditarik balik dalam pelayar.',
    close: 'Dasar yang sama boleh mengekalkannya.',
  },
  {
    what: 'Pengawal boleh tersilap: ada kandungan tidak selamat yang terlepas, dan ada kandungan selamat yang dilitupi.',
    close: 'Berbincanglah tentang apa yang timbul. Tiada program yang dapat menggantikannya.',
  },
];

export const parentsMs: ParentsWords = {
  title: 'Kunci ibu bapa',
  explain:
    'Dengan PIN, tetapan kekal seperti yang anda tetapkan. Tanpanya, sesiapa sahaja yang menggunakan pelayar ini boleh mengubahnya.',
  starting: 'Mendapatkan keadaan kunci…',
  guards: {
    title: 'Bila PIN diminta',
    items: {
      settings: 'mengubah apa-apa tetapan, termasuk kunci ini',
      sites: 'menghidupkan atau mematikan Seawall untuk sesuatu laman',
      reveal: 'menunjukkan apa yang dilitupi',
      history: 'memadamkan apa yang direkodkan',
    },
  },

  setUp: {
    title: 'Tetapkan PIN',
    body: 'Anda juga mendapat kod pemulihan, sekiranya PIN dilupakan suatu hari nanti.',
    submit: 'Tetapkan PIN',
  },
  pin: 'PIN dan kod pemulihan',
  done: {
    change: 'PIN sudah ditukar.',
    remove: 'Kunci sudah dibuang.',
  },
  change: {
    button: 'Tukar PIN',
    current: 'PIN sekarang',
    submit: 'Tukar PIN',
  },
  newCode: {
    button: 'Buat kod pemulihan baharu',
    body: 'Kod lama tidak akan berfungsi lagi.',
    submit: 'Buat kod baharu',
  },
  remove: {
    button: 'Buang kunci',
    body: 'Selepas itu, sesiapa sahaja yang menggunakan pelayar ini boleh mengubah semuanya. Mod ibu bapa kekal seperti sedia ada.',
    submit: 'Buang kunci',
  },

  mode: {
    title: 'Mod ibu bapa',
    name: 'Anak membaca di sini',
    line: 'Teks dan gambar tidak selamat dilitupi, dan tiada apa-apa ditunjukkan sebelum disemak. Yang tidak dapat disemak kekal dilitupi.',
    off: 'Apabila anda mematikannya, pilihan anda yang sebelumnya berkuat kuasa semula.',
    noLock: 'Tanpa PIN, anak boleh mematikannya. Tetapkan PIN dahulu.',
    saved: 'Disimpan.',
  },

  schedule: {
    title: 'Bila PIN diminta untuk menunjukkan sesuatu',
    explain:
      'Pada masa lain, apa yang dilitupi boleh ditunjukkan tanpa PIN. Tetapan dan laman sentiasa memerlukan PIN.',
    always: { name: 'Sentiasa', line: 'Siang dan malam.' },
    some: { name: 'Pada masa ini', line: 'Hari dan jam yang anda pilih.' },
    question: 'Bilakah PIN diminta?',
    row: (n) => `Masa ${n}`,
    days: 'Hari',
    from: 'Dari',
    to: 'Hingga',
    nextDay: 'hingga hari berikutnya',
    add: 'Tambah masa',
    remove: 'Buang',
    removeRow: (n) => `Buang masa ${n}`,
    save: 'Simpan jadual',
    saved: 'Disimpan.',
    problems: {
      days: 'Pilih sekurang-kurangnya satu hari.',
      same: 'Masa mula dan masa tamat sama.',
      time: 'Isikan kedua-dua masa.',
    },
  },

  limits: {
    title: 'Apa yang tidak dapat dihalang oleh Seawall',
    explain:
      'Sambungan tidak berkuasa atas pelayar tempat ia berada. Ketahui kelemahan yang berikut:',
    items: limits,
    more: 'Cara mengatasi setiap satunya ada dalam dokumen Seawall: parents.md, serta managed.md untuk sekolah dan syarikat.',
  },

  summary: {
    title: 'Minggu ini',
    line: 'Apa yang ditanda dalam tujuh hari lalu, dalam angka.',
    open: 'Buka ringkasan',
  },
  welcome: {
    line: 'Ulangi pilihan-pilihan pertama.',
    open: 'Buka halaman selamat datang',
  },
};
