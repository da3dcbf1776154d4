/** What the diagnostics page says around its report, in Malay. */
import type { DiagnosticsWords } from '../strings';

export const diagnosticsMs: DiagnosticsWords = {
  title: 'Diagnostik Seawall',
  explain:
    'Inilah semua yang dinyatakan dalam laporan: keadaan Seawall dan pengawalnya pada peranti ini. Tiada teks atau gambar daripada halaman, tiada nama laman, tiada kunci dan tiada PIN di dalamnya. Baca dahulu sebelum anda memberikannya kepada orang lain.',
  english: 'Laporan ini dalam bahasa Inggeris, supaya orang yang membantu anda dapat membacanya.',
  report: 'Laporan',
  copy: 'Salin',
  copied: 'Sudah disalin.',
  notCopied: 'Pelayar tidak membenarkan Seawall menyalinnya. Pilih teks itu dan salin sendiri.',
  save: 'Simpan ke fail',
  again: 'Lihat lagi',
  options: 'Pilihan',
  starting: 'Bertanya kepada Seawall tentang keadaannya',
  silent: 'Seawall tidak menjawab, jadi bahagiannya tiada dalam laporan.',
};
