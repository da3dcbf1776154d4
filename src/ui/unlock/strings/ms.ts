/** What the page says that asks for the PIN before something is shown, in Malay. */
import { number } from '../../../core/i18n';
import type { UnlockText } from '../strings';

export const unlockMs: UnlockText = {
  title: 'Tunjukkan apa yang dilitupi?',
  explain:
    'Pengawal menandanya sebagai tidak selamat, atau belum menilainya. PIN diperlukan untuk menunjukkannya.',
  pin: 'PIN anda',
  show: 'Tunjukkan',
  cancel: 'Biarkan dilitupi',
  wrong: 'PIN itu tidak betul.',
  wait: (count) =>
    `Terlalu banyak cubaan yang salah. Tunggu ${number(count)} minit sebelum mencuba lagi.`,
  unreadable:
    'Seawall tidak dapat membaca kuncinya, jadi ini kekal dilitupi. Mulakan semula pelayar, kemudian cuba sekali lagi.',
  gone: 'Halaman itu sudah tiada. Muat semula halaman itu dan tekan “Tunjukkan” di situ.',
  noAnswer: 'Seawall tidak menjawab. Tutup tetingkap ini, dan tekan “Tunjukkan” sekali lagi.',
  nothing: 'Tiada apa-apa untuk ditunjukkan di sini. Tekan “Tunjukkan” pada pelitup di halaman.',
};
