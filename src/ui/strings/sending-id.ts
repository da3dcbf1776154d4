/** What the popup says of engines that a page is sent to, in Indonesian. */

import type { Remote } from '../../core/engines';
import { number } from '../../core/i18n';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';
import type { SendingStrings } from '../strings-sending';

const names: Record<Remote, string> = { server: 'server Anda sendiri', hosted: 'SEA-LION' };

const engines: Record<Engine, string> = {
  local: 'Perangkat ini',
  server: 'Server Anda sendiri',
  hosted: 'SEA-LION',
};

const count = (elements: number): string => `${number(elements)} elemen`;

const troubles: Record<RemoteTrouble, string> = {
  unreachable: 'tidak bisa dihubungi',
  slow: 'tidak menjawab tepat waktu',
  'not-an-api': 'menjawab, tetapi tidak seperti server penjaga',
  'origin-refused': 'tidak membolehkan ekstensi browser bertanya',
  'key-refused': 'tidak menerima kunci Anda',
  'model-missing': 'tidak punya model yang diminta',
  'too-many': 'terlalu sering ditanya',
  'server-error': 'melaporkan kesalahan di pihaknya',
  'no-guard-answer': 'memberi jawaban yang tidak masuk akal',
};

export const sendingId: SendingStrings = {
  whys: {
    'no-guard': 'Belum ada penjaga yang dipilih di perangkat ini.',
    failed: 'Penjaga di perangkat ini tidak berfungsi.',
    order: 'Anda mengaturnya agar ditanya sebelum penjaga di perangkat ini.',
  },
  engines,
  orderLabel: 'Ditanya pertama di situs ini',
  asEverywhere: 'Seperti di situs lain',
  sent: (elements, engine, host) =>
    `${count(elements)} dari halaman ini sudah dikirim ke ${names[engine]} (${host}).`,
  asked: (engine, host) => `Halaman ini dikirim ke ${names[engine]} (${host}).`,
  turns: (elements, at) =>
    `${count(elements)} menunggu giliran: hanya sedikit permintaan diterima per menit. Yang berikutnya dikirim pukul ${at}.`,
  stop: 'Jangan kirim situs ini',
  offer: (engine, host, site) =>
    `Tidak ada yang bisa memeriksa halaman ini di perangkat ini. ${engines[engine]} bisa: jika diizinkan, teks dan gambar dari ${site} dikirim ke ${host}.`,
  allow: 'Kirim situs ini',
  never: (entry) =>
    `Tidak ada isi halaman ini yang dikirim kepada siapa pun: ${entry} ada di daftar situs yang tidak pernah keluar dari perangkat ini.`,
  kept: (elements) =>
    `${count(elements)} tidak dikirim: halaman ini meminta kata sandi atau semacamnya, atau Anda bisa menulis di sana.`,
  unready: (engine) =>
    `${engines[engine]} aktif, tetapi belum bisa ditanya: ada yang belum diisi di opsi.`,
  private: 'Tidak ada isi jendela pribadi yang dikirim kepada siapa pun.',
  resting: (engine, host, trouble, at) =>
    `${engines[engine]} (${host}) ${troubles[trouble]}. Akan ditanya lagi pukul ${at}.`,
  byGroup: 'bersama sekitarnya',
  byGroupLong: 'Diperiksa bersama yang ada di sekitarnya, dan semuanya dinyatakan aman.',
  byWord: 'dari jawabannya saja',
  turnAt: (at) => `Gilirannya sekitar pukul ${at}`,
};
