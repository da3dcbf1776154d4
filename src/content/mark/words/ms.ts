/** What marks and covers say, in Malay. */
import type { MarkWords } from '../words';

export const marksMs: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'pengawal latihan, yang bukan perlindungan,' : 'pengawal';
    const what = kind === 'image' ? 'gambar' : 'teks';
    return `Seawall: ${guard} menanda ${what} ini sebagai tidak selamat${sure}. Seawall boleh tersilap. Lihat dahulu sebelum anda putuskan.`;
  },
  sure: (percent) => ` (${percent})`,
};
