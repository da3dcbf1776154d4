/** What marks and covers say, in Indonesian. */
import type { MarkWords } from '../words';

export const marksId: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'penjaga latihan, yang bukan perlindungan,' : 'penjaga';
    const what = kind === 'image' ? 'gambar' : 'teks';
    return `Seawall: ${guard} menandai ${what} ini tidak aman${sure}. Seawall bisa keliru. Lihat dulu sebelum Anda memutuskan.`;
  },
  byPerson: (kind) => {
    const what = kind === 'image' ? 'gambar' : 'teks';
    return `Seawall: ${what} ini disebut tidak aman oleh orang yang meninjaunya di sini.`;
  },
  sure: (percent) => ` (${percent})`,
  cover: {
    textUnsafe: 'Seawall menutupi teks yang ditandai tidak aman oleh penjaga.',
    imageUnsafe: 'Seawall menutupi gambar yang ditandai tidak aman oleh penjaga.',
    textUnjudged: 'Seawall menutupi teks ini: penjaga belum menilainya.',
    imageUnjudged: 'Seawall menutupi gambar ini: penjaga belum menilainya.',
    show: 'Tampilkan',
    hide: 'Sembunyikan lagi',
    asksForPin: 'Ketik PIN di jendela yang terbuka.',
    noAnswer: 'Seawall tidak menjawab. Muat ulang halaman.',
  },
};
