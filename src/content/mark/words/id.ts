/** What marks and covers say, in Indonesian. */
import type { MarkWords } from '../words';

export const marksId: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'penjaga latihan, yang bukan perlindungan,' : 'penjaga';
    const what = kind === 'image' ? 'gambar' : 'teks';
    return `Seawall: ${guard} menandai ${what} ini tidak aman${sure}. Seawall bisa keliru. Lihat dulu sebelum Anda memutuskan.`;
  },
  sure: (percent) => ` (${percent})`,
};
