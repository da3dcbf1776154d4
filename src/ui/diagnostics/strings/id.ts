/** What the diagnostics page says around its report, in Indonesian; the report stays in English. */
import type { DiagnosticsWords } from '../strings';

export const diagnosticsId: DiagnosticsWords = {
  title: 'Diagnostik Seawall',
  explain:
    'Inilah semua isi laporan: bagaimana keadaan Seawall dan penjaganya di perangkat ini. Tidak ada teks atau gambar halaman, nama situs, kunci, atau PIN di dalamnya. Baca dulu sebelum Anda memberikannya kepada orang lain.',
  english:
    'Laporan ini dalam bahasa Inggris, supaya bisa dibaca oleh siapa pun yang membantu Anda.',
  report: 'Laporan',
  copy: 'Salin',
  copied: 'Tersalin.',
  notCopied: 'Browser tidak membolehkan Seawall menyalinnya. Pilih teksnya, lalu salin sendiri.',
  save: 'Simpan ke file',
  again: 'Lihat lagi',
  options: 'Opsi',
  starting: 'Menanyakan keadaan Seawall',
  silent: 'Seawall tidak menjawab, jadi bagiannya tidak ada dalam laporan.',
};
