/** Every word of the week's summary, in Indonesian. */
import { number } from '../../../core/i18n';
import type { SummaryWords } from '../strings';

export const summaryId: SummaryWords = {
  title: 'Minggu ini',
  tab: 'Seawall: minggu ini',
  explain:
    'Yang ditandai tidak aman oleh Seawall di perangkat ini dalam tujuh hari terakhir. Hanya angka: tanpa kata dan tanpa gambar dari halaman mana pun.',
  counting: 'Menghitung…',
  show: 'Tampilkan',
  notKept:
    'Seawall diatur untuk tidak menyimpan apa pun yang ditandainya, jadi mulai sekarang tidak ada yang bisa dihitung.',
  nothing: 'Tidak ada yang ditandai dalam tujuh hari terakhir.',
  total: (count) => `Ditandai ${number(count)} kali dalam tujuh hari`,
  decided: (decided, overturned) =>
    `${number(decided)} di antaranya sudah dilihat orang, dan ${number(overturned)} disebut aman.`,
  cut: 'Jumlahnya lebih banyak daripada yang bisa dihitung di sini: yang terlama tidak disertakan.',
  canBeWrong:
    'Seawall bisa keliru, dan tidak memberi tahu apa pun tentang situs tempatnya nonaktif. Bicarakan dulu sebelum menilai.',
  days: 'Per hari',
  day: 'Hari',
  texts: 'Teks',
  images: 'Gambar',
  flags: 'Ditandai',
  sites: 'Per situs',
  site: 'Situs',
  otherSites: 'Situs lain',
  languages: 'Per bahasa',
  language: 'Bahasa',
  notKnown: 'Tidak diketahui',
  otherLanguages: 'Bahasa lain',
};
