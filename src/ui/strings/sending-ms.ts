/** What the popup says of engines that a page is sent to, in Malay. */

import type { Remote } from '../../core/engines';
import { number } from '../../core/i18n';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';
import type { SendingStrings } from '../strings-sending';

const names: Record<Remote, string> = { server: 'pelayan anda sendiri', hosted: 'SEA-LION' };

const engines: Record<Engine, string> = {
  local: 'Peranti ini',
  server: 'Pelayan anda sendiri',
  hosted: 'SEA-LION',
};

const count = (elements: number): string => `${number(elements)} elemen`;

const troubles: Record<RemoteTrouble, string> = {
  unreachable: 'tidak dapat dihubungi',
  slow: 'tidak menjawab tepat pada masanya',
  'not-an-api': 'menjawab, tetapi bukan seperti pelayan pengawal',
  'origin-refused': 'tidak membenarkan sambungan pelayar bertanya',
  'key-refused': 'tidak menerima kunci anda',
  'model-missing': 'tidak mempunyai model yang diminta',
  'too-many': 'terlalu kerap ditanya',
  'server-error': 'melaporkan ralat di pihaknya',
  'no-guard-answer': 'memberikan jawapan yang tidak masuk akal',
};

export const sendingMs: SendingStrings = {
  whys: {
    'no-guard': 'Tiada pengawal dipilih pada peranti ini.',
    failed: 'Pengawal pada peranti ini tidak berfungsi.',
    order: 'Anda menetapkannya supaya ditanya sebelum pengawal pada peranti ini.',
  },
  engines,
  orderLabel: 'Ditanya dahulu di laman ini',
  asEverywhere: 'Seperti di laman lain',
  sent: (elements, engine, host) =>
    `${count(elements)} daripada halaman ini telah dihantar kepada ${names[engine]} (${host}).`,
  asked: (engine, host) => `Halaman ini dihantar kepada ${names[engine]} (${host}).`,
  turns: (elements, at) =>
    `${count(elements)} menunggu giliran: hanya sedikit permintaan diterima seminit. Yang seterusnya dihantar pukul ${at}.`,
  stop: 'Jangan hantar laman ini',
  offer: (engine, host, site) =>
    `Tiada apa-apa pada peranti ini yang dapat menyemak halaman ini. ${engines[engine]} boleh: jika dibenarkan, teks dan gambar ${site} dihantar kepada ${host}.`,
  allow: 'Hantar laman ini',
  never: (entry) =>
    `Tiada kandungan halaman ini dihantar kepada sesiapa: ${entry} ada dalam senarai laman yang tidak pernah keluar dari peranti ini.`,
  kept: (elements) =>
    `${count(elements)} tidak dihantar: halaman ini meminta kata laluan atau seumpamanya, atau anda boleh menulis di situ.`,
  unready: (engine) =>
    `${engines[engine]} dihidupkan, tetapi belum boleh ditanya: ada yang belum diisi dalam pilihan.`,
  private: 'Tiada kandungan tetingkap peribadi dihantar kepada sesiapa.',
  resting: (engine, host, trouble, at) =>
    `${engines[engine]} (${host}) ${troubles[trouble]}. Ia akan ditanya lagi pukul ${at}.`,
  byGroup: 'bersama sekitarnya',
  byGroupLong: 'Disemak bersama yang ada di sekitarnya, dan semuanya dikatakan selamat.',
  byWord: 'ikut jawapannya sahaja',
  turnAt: (at) => `Gilirannya kira-kira pukul ${at}`,
};
