/** What pages of ours say of an organisation's policy, in Indonesian. */
import type { Lockable } from '../../core/lockable';
import type { ManagedWords } from '../strings-managed';

const setting: Record<Lockable, string> = {
  engine: 'penjaga mana yang ditanya dan di mana',
  guard: 'penjaga mana yang dipakai',
  sites: 'di situs mana Seawall bekerja',
  neverSend: 'situs mana yang tidak pernah dikirim',
  idleMinutes: 'kapan penjaga dikeluarkan dari memori',
  imageDetail: 'seberapa teliti gambar dilihat',
  pace: 'kapan halaman menunggu',
  language: 'bahasanya',
  protection: 'apa yang terjadi pada isi yang tidak aman',
  threshold: 'mulai dari mana isi ditandai',
  review: 'apa yang disimpan untuk ditinjau',
  parental: 'mode orang tua',
};

export const managedId: ManagedWords = {
  locked: 'Diatur oleh organisasi Anda. Tidak bisa diubah di sini.',
  set: 'Diatur oleh organisasi Anda. Anda boleh memilih yang lain.',
  refused: (name) =>
    `Organisasi Anda sudah mengatur ${setting[name]}. Ini tidak bisa diubah di sini.`,
};
