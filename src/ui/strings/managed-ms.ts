/** What pages of ours say of an organisation's policy, in Malay. */
import type { Lockable } from '../../core/lockable';
import type { ManagedWords } from '../strings-managed';

const refused: Record<Lockable, string> = {
  engine:
    'Organisasi anda telah menetapkan pengawal mana yang ditanya dan di mana. Ini tidak boleh diubah di sini.',
  guard:
    'Organisasi anda telah menetapkan pengawal yang digunakan. Ini tidak boleh diubah di sini.',
  sites:
    'Organisasi anda telah menetapkan di laman mana Seawall berfungsi. Ini tidak boleh diubah di sini.',
  neverSend:
    'Organisasi anda telah menetapkan laman yang tidak pernah dihantar. Ini tidak boleh diubah di sini.',
  idleMinutes:
    'Organisasi anda telah menetapkan bila pengawal dikeluarkan dari memori. Ini tidak boleh diubah di sini.',
  imageDetail:
    'Organisasi anda telah menetapkan seteliti mana gambar dilihat. Ini tidak boleh diubah di sini.',
  pace: 'Organisasi anda telah menetapkan bila halaman menunggu. Ini tidak boleh diubah di sini.',
  language: 'Organisasi anda telah menetapkan bahasa. Ini tidak boleh diubah di sini.',
  protection:
    'Organisasi anda telah menetapkan apa yang dilakukan terhadap kandungan tidak selamat. Ini tidak boleh diubah di sini.',
  threshold:
    'Organisasi anda telah menetapkan mulai ambang mana kandungan ditanda. Ini tidak boleh diubah di sini.',
  review:
    'Organisasi anda telah menetapkan apa yang disimpan untuk semakan semula. Ini tidak boleh diubah di sini.',
  parental: 'Organisasi anda telah menetapkan mod ibu bapa. Ini tidak boleh diubah di sini.',
};

export const managedMs: ManagedWords = {
  locked: 'Ditetapkan oleh organisasi anda. Ini tidak boleh diubah di sini.',
  set: 'Ditetapkan oleh organisasi anda. Anda boleh memilih yang lain.',
  refused: (name) => refused[name],
};
