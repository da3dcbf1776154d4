/** Every word of the week's summary, in Malay. */
import { number } from '../../../core/i18n';
import type { SummaryWords } from '../strings';

export const summaryMs: SummaryWords = {
  title: 'Minggu ini',
  tab: 'Seawall: minggu ini',
  explain:
    'Apa yang ditanda tidak selamat oleh Seawall pada peranti ini dalam tujuh hari lalu. Angka sahaja: tiada perkataan dan tiada gambar daripada mana-mana halaman.',
  counting: 'Mengira…',
  show: 'Tunjukkan',
  notKept:
    'Seawall ditetapkan supaya tidak menyimpan apa-apa yang ditandanya, jadi mulai sekarang tiada apa-apa untuk dikira.',
  nothing: 'Tiada apa-apa ditanda dalam tujuh hari lalu.',
  total: (count) => `${number(count)} kali ditanda dalam tujuh hari`,
  decided: (decided, overturned) =>
    `${number(decided)} daripadanya telah dilihat oleh manusia, dan ${number(overturned)} dikatakan selamat.`,
  cut: 'Jumlahnya melebihi yang dapat dikira di sini: yang paling lama tidak disertakan.',
  canBeWrong:
    'Seawall boleh tersilap, dan tidak melaporkan apa-apa tentang laman tempat ia dimatikan. Berbincanglah dahulu sebelum membuat kesimpulan.',
  days: 'Mengikut hari',
  day: 'Hari',
  texts: 'Teks',
  images: 'Gambar',
  flags: 'Ditanda',
  sites: 'Mengikut laman',
  site: 'Laman',
  otherSites: 'Laman lain',
  languages: 'Mengikut bahasa',
  language: 'Bahasa',
  notKnown: 'Tidak diketahui',
  otherLanguages: 'Bahasa lain',
};
