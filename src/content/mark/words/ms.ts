/** What marks and covers say, in Malay. */
import type { MarkWords } from '../words';

export const marksMs: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'pengawal latihan, yang bukan perlindungan,' : 'pengawal';
    const what = kind === 'image' ? 'gambar' : 'teks';
    return `Seawall: ${guard} menanda ${what} ini sebagai tidak selamat${sure}. Seawall boleh tersilap. Lihat dahulu sebelum anda putuskan.`;
  },
  byPerson: (kind) =>
    `Seawall: ${kind === 'image' ? 'gambar' : 'teks'} ini dikatakan tidak selamat oleh orang yang menyemaknya semula di sini.`,
  sure: (percent) => ` (${percent})`,
  cover: {
    textUnsafe: 'Seawall melitupi teks yang ditanda tidak selamat oleh pengawal.',
    imageUnsafe: 'Seawall melitupi gambar yang ditanda tidak selamat oleh pengawal.',
    textUnjudged: 'Seawall melitupi teks ini: pengawal belum menilainya.',
    imageUnjudged: 'Seawall melitupi gambar ini: pengawal belum menilainya.',
    show: 'Tunjukkan',
    hide: 'Sembunyikan semula',
    asksForPin: 'Taip PIN dalam tetingkap yang telah dibuka.',
    noAnswer: 'Seawall tidak menjawab. Muat semula halaman.',
  },
};
