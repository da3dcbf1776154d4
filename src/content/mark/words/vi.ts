/** What marks and covers say, in Vietnamese. */
import type { MarkWords } from '../words';

export const marksVi: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'bộ kiểm tra dùng thử, vốn không bảo vệ bạn,' : 'bộ kiểm tra';
    const what = kind === 'image' ? 'ảnh này' : 'đoạn chữ này';
    return `Seawall: ${guard} cho rằng ${what} không an toàn${sure}. Seawall có thể sai. Hãy xem trước khi quyết định.`;
  },
  byPerson: (kind) =>
    kind === 'image'
      ? 'Seawall: ảnh này bị coi là không an toàn bởi một người đã rà soát nó ở đây.'
      : 'Seawall: đoạn chữ này bị coi là không an toàn bởi một người đã rà soát nó ở đây.',
  sure: (percent) => ` (${percent})`,
  cover: {
    textUnsafe: 'Seawall đã che một đoạn chữ mà bộ kiểm tra coi là không an toàn.',
    imageUnsafe: 'Seawall đã che một ảnh mà bộ kiểm tra coi là không an toàn.',
    textUnjudged: 'Seawall đã che đoạn chữ này: bộ kiểm tra chưa có kết luận về nó.',
    imageUnjudged: 'Seawall đã che ảnh này: bộ kiểm tra chưa có kết luận về nó.',
    show: 'Hiện',
    hide: 'Ẩn lại',
    asksForPin: 'Hãy nhập mã PIN trong cửa sổ vừa mở.',
    noAnswer: 'Seawall không trả lời. Hãy tải lại trang.',
  },
};
