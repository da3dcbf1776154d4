/** What marks and covers say, in Vietnamese. */
import type { MarkWords } from '../words';

export const marksVi: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'bộ kiểm tra dùng thử, vốn không bảo vệ bạn,' : 'bộ kiểm tra';
    const what = kind === 'image' ? 'ảnh này' : 'đoạn chữ này';
    return `Seawall: ${guard} cho rằng ${what} không an toàn${sure}. Seawall có thể sai. Hãy xem trước khi quyết định.`;
  },
  sure: (percent) => ` (${percent})`,
};
