/** What the page says that asks for the PIN before something is shown, in Indonesian. */
import { number } from '../../../core/i18n';
import type { UnlockText } from '../strings';

export const unlockId: UnlockText = {
  title: 'Tampilkan yang ditutupi?',
  explain: 'Penjaga menandainya tidak aman, atau belum menilainya. Perlu PIN untuk menampilkannya.',
  pin: 'PIN',
  show: 'Tampilkan',
  cancel: 'Biarkan ditutupi',
  wrong: 'PIN itu salah.',
  wait: (count) =>
    `Terlalu banyak percobaan yang salah. Tunggu ${number(count)} menit sebelum mencoba lagi.`,
  unreadable:
    'Seawall tidak bisa membaca kuncinya, jadi ini tetap ditutupi. Mulai ulang browser, lalu coba sekali lagi.',
  gone: 'Halaman itu sudah tidak ada. Muat lagi, lalu tekan “Tampilkan” di sana.',
  noAnswer: 'Seawall tidak menjawab. Tutup jendela ini, lalu tekan “Tampilkan” sekali lagi.',
  nothing:
    'Tidak ada yang bisa ditampilkan di sini. Tekan “Tampilkan” pada penutup di sebuah halaman.',
};
